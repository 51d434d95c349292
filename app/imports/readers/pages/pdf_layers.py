"""What of a PDF's text lies in a layer that is switched off: PDFium's text page holds it, its picture of the page does not."""

from collections.abc import Collection, Sequence
from ctypes import byref, c_int, cast

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.readers.pages.pdf_glyphs import PdfCharacter

_SCALE = 2.0
_LARGEST = 4000
"""Pixels of a side from which on a page is drawn smaller."""


def seen_in(
    page: pypdfium2.PdfPage, marks: Sequence[PdfCharacter], items: Collection[int]
) -> list[PdfCharacter]:
    """Return the characters without those of the text objects *items* that the picture of the page does not show.

    These are made invisible in the open page: where its picture stays the same, nothing was seen.
    """
    if not items:
        return list(marks)
    before = _Picture(page)
    for item in items:
        pdfium.FPDFTextObj_SetTextRenderMode(
            cast(item, pdfium.FPDF_PAGEOBJECT), pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        )
    after = _Picture(page)
    return [mark for mark in marks if mark.item not in items or before.part(mark) != after.part(mark)]


class _Picture:
    """A page as it is seen, in grey."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        scale = min(_SCALE, _LARGEST / max(*page.get_size(), 1))
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        self._size, self._stride = (bitmap.width, bitmap.height), bitmap.stride
        self._pixels = bytes(bitmap.buffer)
        bitmap.close()

    def part(self, mark: PdfCharacter) -> list[bytes]:
        """Return the rows of pixels where a character stands."""
        left, bottom, right, top = mark.box
        corners = [self._place(x, y) for x, y in ((left, top), (right, bottom))]
        (x0, x1), (y0, y1) = (sorted(sides) for sides in zip(*corners, strict=True))
        start, end = max(x0, 0), min(max(x1, 0) + 1, self._size[0])
        rows = range(max(y0, 0), min(y1 + 1, self._size[1]))
        return [self._pixels[y * self._stride + start : y * self._stride + end] for y in rows]

    def _place(self, x: float, y: float) -> tuple[int, int]:
        across, down = c_int(), c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, byref(across), byref(down))
        return across.value, down.value
