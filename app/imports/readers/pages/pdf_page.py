"""One page of a PDF as PDFium sees it: glyphs and ruled lines, in points from the top left as a person reads it."""

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.bounded_files import Unreadable
from app.imports.readers.pages.page_rebuilding import SourcePage
from app.imports.readers.pages.pdf_coordinates import UprightPage
from app.imports.readers.pages.pdf_fonts import PdfFonts
from app.imports.readers.pages.pdf_glyphs import PageText, seen
from app.imports.readers.pages.pdf_layers import seen_in
from app.imports.readers.pages.pdf_notes import Notes
from app.imports.readers.pages.pdf_objects import TooMuch, painted
from app.imports.readers.pages.pdf_structure import paragraph_ends

MAX_GLYPHS = 40_000


def read_page(document: pypdfium2.PdfDocument, number: int, name: str, fonts: PdfFonts) -> SourcePage:
    """Read a page (from 1). Raises `Unreadable` when there is far more on it than on a report's page."""
    page = document[number - 1]
    try:
        notes, own = Notes(page), None
        if notes.any:
            # They are part of what is seen; PDFium puts them behind the page's own objects.
            own = pdfium.FPDFPage_CountObjects(page)
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = document[number - 1]
        return _read(page, document, notes, own, fonts, is_last=number == len(document))
    except TooMuch as error:
        raise Unreadable(f"“{name}”第 {number} 页的内容过于复杂，无法读取，请改用 Word 或网页。") from error
    finally:
        page.close()


def _read(
    page: pypdfium2.PdfPage,
    document: pypdfium2.PdfDocument,
    notes: Notes,
    own: int | None,
    fonts: PdfFonts,
    *,
    is_last: bool,
) -> SourcePage:
    text = page.get_textpage()
    try:
        if text.count_chars() > MAX_GLYPHS:
            raise TooMuch
        found = PageText(document, page, text, fonts)
        upright = UprightPage(page.get_bbox(), found.turned)
        on_it = painted(page, upright, document, own)
        found.marks = seen_in(page, found.marks, found.layered | on_it.formed)
        glyphs = seen(found, on_it, upright, notes.unclear)
    finally:
        text.close()
    ends = not is_last and paragraph_ends(page)
    return SourcePage(glyphs, on_it.ruled_lines, on_it.drawings, ends, on_it.struck)
