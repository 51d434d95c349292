"""The fonts of a PDF as far as they draw digits: one that draws another digit than it tells is not to be trusted."""

from collections.abc import Iterable, Mapping
from ctypes import addressof, c_float, c_size_t, cast

import pypdfium2.raw as pdfium

from app.imports.readers.pages.digit_shapes import are_others, places_of
from app.imports.readers.pages.pdf_calls import by_address
from app.imports.readers.pages.pdf_digit_pictures import DigitPictures

_SIZE = 100.0
_MOST_SEGMENTS = 2000
_BLANK = -1
_segment, _kind = (
    by_address(pdfium.FPDFGlyphPath_GetGlyphPathSegment),
    by_address(pdfium.FPDFPathSegment_GetType),
)
_point = by_address(pdfium.FPDFPathSegment_GetPoint)


class PdfFonts:
    """What is known of the fonts of one document, by their addresses."""

    def __init__(self) -> None:
        self._places: dict[tuple[int, str], int] = {}
        self._own: dict[int, bool] = {}
        """Whether the page draws a font itself."""
        self._judged: dict[tuple[int, frozenset[str]], bool] = {}
        self._x, self._y = c_float(), c_float()
        self._at = addressof(self._x), addressof(self._y)

    def is_lying(self, font: int, digits: Mapping[str, int], pictures: DigitPictures | None = None) -> bool:
        """Whether a font draws any of these digits, each with a place where it stands, as another one."""
        key = font, frozenset(digit for digit in digits if digit.isascii())
        if key not in self._judged:
            self._judged[key] = are_others(
                {digit: self._inked(font, digit, digits[digit], pictures) for digit in sorted(key[1])}
            )
        return self._judged[key]

    def blank(self, font: int, digits: Iterable[str]) -> set[str]:
        """Return which of the digits a font that was judged draws as nothing."""
        return {digit for digit in digits if self._places.get((font, digit)) == _BLANK}

    def _inked(self, font: int, digit: str, index: int, pictures: DigitPictures | None) -> int:
        key = font, digit
        if key not in self._places:
            if font not in self._own:
                self._own[font] = _is_drawn_by_the_page(font)
            if self._own[font]:
                # PDFium gives the outlines of another font.
                drawn = pictures.places(index) if pictures else None
                self._places[key] = _BLANK if drawn == 0 else drawn or 0
            else:
                self._places[key] = places_of(self._outline(font, digit))
        return max(self._places[key], 0)

    def _outline(self, font: int, digit: str) -> list[list[tuple[float, float]]]:
        """Return how a digit is drawn."""
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


def _is_drawn_by_the_page(font: int) -> bool:
    length = c_size_t()
    pdfium.FPDFFont_GetFontData(cast(font, pdfium.FPDF_FONT), None, 0, length)
    return not length.value
