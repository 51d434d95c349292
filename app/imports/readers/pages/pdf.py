"""PDF files with text in them: paragraphs and tables are rebuilt from characters and ruled lines with their places.

PDFium runs no script without a form environment, opens no other file, and bounds what it decodes.
"""

import time

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.bounded_files import Unreadable, locked, too_large
from app.imports.raw_document import RawDocument
from app.imports.readers.pages.page_rebuilding import SourcePage, document_of
from app.imports.readers.pages.pdf_fonts import PdfFonts
from app.imports.readers.pages.pdf_page import read_page
from app.pdfium import LOCK

MAX_PAGES = 120
SECONDS = 20.0


def parse(data: bytes, name: str = "") -> RawDocument:
    """Turn the pages into a document. Raises `Unreadable`."""
    try:
        with LOCK:
            document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise locked(name) from error
        raise Unreadable(f"“{name}”已损坏或不完整，无法读取，请重新获取后再读入。") from error
    try:
        pages = _pages(document, name)
        with LOCK:
            signed = pdfium.FPDF_GetSignatureCount(document) > 0
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"“{name}”已损坏或不完整，无法读取，请重新获取后再读入。") from error
    finally:
        with LOCK:
            document.close()
    return document_of(pages, name, signed=signed)


def _pages(document: pypdfium2.PdfDocument, name: str) -> list[SourcePage]:
    with LOCK:
        count = len(document)
    if count > MAX_PAGES:
        raise too_large(name, f"有 {count} 页")
    deadline = time.monotonic() + SECONDS
    pages: list[SourcePage] = []
    fonts = PdfFonts()
    for index in range(count):
        if time.monotonic() > deadline:
            raise Unreadable(f"“{name}”第 {index + 1} 页之前的内容过于复杂，无法读取，请改用 Word 或网页。")
        with LOCK:
            read = read_page(document, index + 1, name, fonts)
        pages.append(read)
    return pages
