"""Digits of fonts that a PDF draws itself (Type 3), as they are seen: PDFium has no outlines of these."""

from collections.abc import Iterator
from ctypes import addressof, c_double, c_float, cast, string_at

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.readers.pages.digit_shapes import places_of_picture
from app.imports.readers.pages.pdf_calls import by_address

_HEIGHT = 36.0
_WIDEST = 3000.0
"""How high characters are drawn, and how wide a text is at most, in pixels."""
_MOST_NEIGHBOURS = 500
_UPRIGHT = 0.01
_INK = 100
_object, _origin = by_address(pdfium.FPDFText_GetTextObject), by_address(pdfium.FPDFText_GetCharOrigin)
_box, _matrix = by_address(pdfium.FPDFText_GetCharBox), by_address(pdfium.FPDFText_GetMatrix)


class DigitPictures:
    """The characters of a page, each as it is drawn."""

    def __init__(self, document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, text: int) -> None:
        self._document, self._page, self._text = document, page, text
        self._extents: dict[int, tuple[float, float, list[float]]] = {}

    def places(self, index: int) -> int | None:
        """Return the places that a character inks (`places_of_picture`); ``None`` where that can't be told."""
        item, matrix = _object(self._text, index), pdfium.FS_MATRIX()
        if not item or not _matrix(self._text, index, addressof(matrix)):
            return None
        if not (matrix.a > 0 < matrix.d and max(abs(matrix.b), abs(matrix.c)) <= _UPRIGHT * matrix.a):
            return None
        if item not in self._extents:
            self._extents[item] = self._extent(index, item)
        left, right, starts = self._extents[item]
        start = self._start(index)
        end = min((one for one in starts if one > start), default=right)
        if right <= left or end <= start:
            return None
        return self._drawn(item, (start - left) / (right - left), (end - left) / (right - left))

    def _extent(self, index: int, item: int) -> tuple[float, float, list[float]]:
        """Return where a text object begins and ends, and where each of its characters begins."""
        here = [index, *self._run(index, item, -1), *self._run(index, item, 1)]
        boxes = [box for one in here if (box := self._sides(one)) is not None]
        left, right = (
            min((side for side, _ in boxes), default=0.0),
            max((side for _, side in boxes), default=0.0),
        )
        return left, right, [self._start(one) for one in here]

    def _run(self, index: int, item: int, step: int) -> Iterator[int]:
        """Yield the characters of the same text object before or behind one."""
        for other in range(index + step, index + step * _MOST_NEIGHBOURS, step):
            if other < 0 or _object(self._text, other) != item:
                return
            yield other

    def _start(self, index: int) -> float:
        x, y = c_double(), c_double()
        _origin(self._text, index, addressof(x), addressof(y))
        return x.value

    def _sides(self, index: int) -> tuple[float, float] | None:
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        found = _box(self._text, index, *(addressof(side) for side in (left, right, bottom, top)))
        return (left.value, right.value) if found and right.value > left.value else None

    def _drawn(self, item: int, start: float, end: float) -> int | None:
        """Return the inked places of a part of a text object, from *start* to *end* of its width."""
        one = cast(item, pdfium.FPDF_PAGEOBJECT)
        left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
        pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top)
        wide, high = right.value - left.value, top.value - bottom.value
        if wide <= 0 or high <= 0:
            return None
        scale = min(_HEIGHT / high, _WIDEST / wide)
        bitmap = pdfium.FPDFTextObj_GetRenderedBitmap(self._document, self._page, one, scale)
        if not bitmap:
            return None
        try:
            if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
                return None
            width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            pixels = string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        first, last = max(round(start * width), 0), min(round(end * width), width)
        rows = [pixels[y * stride + 3 + 4 * first : y * stride + 4 * last : 4] for y in range(height)]
        return places_of_picture([[ink >= _INK for ink in row] for row in reversed(rows)])
