"""Finds what pictures on a PDF page hide of what was drawn before them; a stamp on a clear ground hides little."""

from ctypes import POINTER, c_ubyte, cast
from dataclasses import dataclass
from functools import cached_property

import pypdfium2.raw as pdfium

from app.imports.readers.pages.pdf_coordinates import Box

_OPAQUE = 230
_LARGEST = 4_000_000
"""The most pixels of a picture that is examined; a picture of a whole page has half a million."""

_AROUND = ((0.0, 0.0), (-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25))
"""Where in a character the picture has to be opaque, in parts of the character's size from its middle."""


@dataclass(frozen=True)
class PdfPicture:
    """A picture: *order* is when it was painted, *box* where; *page* and *document* are open while it is looked at."""

    order: int
    box: Box
    item: pdfium.FPDF_PAGEOBJECT
    page: pdfium.FPDF_PAGE
    document: pdfium.FPDF_DOCUMENT

    def hides(self, x: float, y: float, size: float) -> bool:
        """Whether the picture hides a character with this middle."""
        return all(self._is_opaque(x + dx * size, y + dy * size) for dx, dy in _AROUND)

    def _is_opaque(self, x: float, y: float) -> bool:
        left, top, right, bottom = self.box
        if not (left <= x <= right and top <= y <= bottom) or self._opacity is None:
            return False
        width, height, alphas = self._opacity
        column = min(int((x - left) / max(right - left, 0.01) * width), width - 1)
        row = min(int((y - top) / max(bottom - top, 0.01) * height), height - 1)
        return not alphas or alphas[row * width + column] >= _OPAQUE

    @cached_property
    def _opacity(self) -> tuple[int, int, bytes] | None:
        """The picture's width, height and opacity at each place as the page shows it; no opacities: opaque everywhere."""
        bitmap = pdfium.FPDFImageObj_GetRenderedBitmap(self.document, self.page, self.item)
        if not bitmap:
            return None
        try:
            width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
            if not 0 < width * height <= _LARGEST:
                return None
            if pdfium.FPDFBitmap_GetFormat(bitmap) != pdfium.FPDFBitmap_BGRA:
                return width, height, b""
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            start = cast(pdfium.FPDFBitmap_GetBuffer(bitmap), POINTER(c_ubyte * (stride * height)))
            data = bytes(start.contents)
            return (
                width,
                height,
                b"".join(data[row * stride + 3 : row * stride + 4 * width : 4] for row in range(height)),
            )
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
