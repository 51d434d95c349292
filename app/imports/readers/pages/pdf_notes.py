"""What lies on a PDF page without being part of it: notes, stamps and the fields of a form."""

from ctypes import c_ushort, sizeof

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.readers.pages.pdf_coordinates import Box

_NOT_PAINTED = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)
_WRITTEN = {pdfium.FPDF_ANNOT_FREETEXT: b"Contents", pdfium.FPDF_ANNOT_WIDGET: b"V"}
"""The notes that show a text, and where it is kept."""
_STROKES = (pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_POLYLINE)
_AREAS = (pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON)
"""The notes that cross out what is under them, and those that cover it where they are filled."""
_HIDDEN = 0x2 | 0x20
_MOST = 2000


class Notes:
    """The notes of a page. *any*: some are painted. *unclear*: the boxes, in PDF coordinates, of what can't be read.

    A program that shows the page makes up how a text looks that came without its look; a line drawn by hand may
    cross out what is under it.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.any = False
        self.unclear: list[Box] = []
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
            note = pdfium.FPDFPage_GetAnnot(page, index)
            self._take(note)
            pdfium.FPDFPage_CloseAnnot(note)

    def _take(self, note: pdfium.FPDF_ANNOTATION) -> None:
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind in _NOT_PAINTED:
            return
        self.any = True
        if pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN:
            return
        bare = not pdfium.FPDFAnnot_HasKey(note, b"AP")
        is_text = bare and kind in _WRITTEN and bool(_text(note, _WRITTEN[kind]).strip())
        box = pdfium.FS_RECTF()
        # Of these PDFium draws none that came without its look.
        is_drawn = bare and (
            kind in _STROKES or (kind in _AREAS and bool(pdfium.FPDFAnnot_HasKey(note, b"IC")))
        )
        if (is_text or is_drawn or kind == pdfium.FPDF_ANNOT_INK) and pdfium.FPDFAnnot_GetRect(note, box):
            self.unclear.append((box.left, box.bottom, box.right, box.top))


def _text(note: pdfium.FPDF_ANNOTATION, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = (c_ushort * (min(length, 4096) // sizeof(c_ushort) + 1))()
    pdfium.FPDFAnnot_GetStringValue(note, key, buffer, sizeof(buffer))
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
