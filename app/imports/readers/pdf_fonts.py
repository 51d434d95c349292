"""The fonts of a PDF as far as they draw digits: one that draws another digit than it tells is not to be trusted."""

from collections.abc import Iterable
from ctypes import addressof, c_float, cast

import pypdfium2.raw as pdfium

from app.imports.readers.digit_shapes import are_others, places_of
from app.imports.readers.pdf_calls import by_address

_SIZE = 100.0
_MOST_SEGMENTS = 2000
_segment, _kind = (
    by_address(pdfium.FPDFGlyphPath_GetGlyphPathSegment),
    by_address(pdfium.FPDFPathSegment_GetType),
)
_point = by_address(pdfium.FPDFPathSegment_GetPoint)


class PdfFonts:
    """What is known of the fonts of one document, by their addresses."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, str], int] = {}
        self._judged: dict[tuple[int, frozenset[str]], bool] = {}
        self._x, self._y = c_float(), c_float()
        self._at = addressof(self._x), addressof(self._y)

    def is_lying(self, font: int, digits: Iterable[str]) -> bool:
        """Whether a font draws any of these digits as another one."""
        key = font, frozenset(digit for digit in digits if digit.isascii())
        if key not in self._judged:
            self._judged[key] = are_others({digit: self._inked(font, digit) for digit in sorted(key[1])})
        return self._judged[key]

    def _inked(self, font: int, digit: str) -> int:
        key = font, digit
        if key not in self._places:
            self._places[key] = places_of(self._outline(font, digit))
        return self._places[key]

    def _outline(self, font: int, digit: str) -> list[list[tuple[float, float]]]:
        """Return how a digit is drawn; nothing for a font that the page itself draws."""
        path = pdfium.FPDFFont_GetGlyphPath(cast(font, pdfium.FPDF_FONT), ord(digit), _SIZE)
        outline: list[list[tuple[float, float]]] = []
        count = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
        for index in range(min(count, _MOST_SEGMENTS)):
            segment = _segment(path, index)
            if _kind(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                outline.append([])
            if outline and _point(segment, *self._at):
                outline[-1].append((self._x.value, self._y.value))
        return [line for line in outline if line]
