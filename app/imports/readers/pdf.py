"""PDF files with text in them: characters and rules with their places, laid out again as paragraphs and tables.

PDFium runs no script without a form environment, opens no other file, and bounds what it decodes.
"""

import time
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.files import Unreadable, locked, too_large
from app.imports.raw import RawBlock, RawCell, RawDocument, RawTable, RawText, is_layout
from app.imports.readers.pdf_page import Page, read_page
from app.imports.readers.pdf_pages import Item, PageTable, in_order, joined, without_furniture
from app.imports.readers.pdf_rules import ruled_tables
from app.imports.readers.pdf_text import Line, Margins, lines_of, margins_of, paragraphs
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
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"“{name}”已损坏或不完整，无法读取，请重新获取后再读入。") from error
    finally:
        with LOCK:
            document.close()
    if not any(pages):
        raise Unreadable(f"“{name}”中没有文字，可能是扫描件，请改用 Word、网页或文字版 PDF。")
    return RawDocument(tuple(_blocks(pages)), name)


def _pages(document: pypdfium2.PdfDocument, name: str) -> list[list[Item]]:
    with LOCK:
        count = len(document)
    if count > MAX_PAGES:
        raise too_large(name, f"有 {count} 页")
    deadline = time.monotonic() + SECONDS
    pages = []
    for index in range(count):
        if time.monotonic() > deadline:
            raise Unreadable(f"“{name}”第 {index + 1} 页之前的内容过于复杂，无法读取，请改用 Word 或网页。")
        with LOCK:
            read = read_page(document, index + 1, name)
        pages.append(_items(read, index + 1))
    return pages


def _blocks(pages: list[list[Item]]) -> Iterator[RawBlock]:
    """Yield paragraphs and tables in reading order; both may go on over the end of a page."""
    kept = [item for page in joined(in_order(without_furniture(pages))) for item in page]
    margins = margins_of([item for item in kept if isinstance(item, Line)])
    pending: list[Line] = []
    for item in kept:
        if isinstance(item, Line):
            pending.append(item)
            continue
        yield from _texts(pending, margins)
        pending = []
        yield item.table
    yield from _texts(pending, margins)


def _items(page: Page, number: int) -> list[Item]:
    """Return the lines and tables of a page from top to bottom."""
    tables = []
    rest = page.glyphs
    for ruled in ruled_tables(page.rules):
        inside, rest = ruled.split(rest)
        cells = tuple(
            RawCell(
                cell.row,
                cell.column,
                "\n".join(line.text for line in lines_of(glyphs, number)),
                cell.row_span,
                cell.column_span,
            )
            for cell, glyphs in inside
        )
        if ruled.columns < 2 or is_layout(cells):
            rest = rest + [glyph for _, glyphs in inside for glyph in glyphs]
            continue
        tables.append((ruled.top, PageTable(RawTable(ruled.rows, cells, f"第 {number} 页的表"), ruled.edges)))
    items: list[tuple[float, Item]] = [
        *tables,
        *((line.top, line) for line in lines_of(rest, number, wide_gaps=True)),
    ]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _texts(lines: list[Line], margins: Margins) -> Iterator[RawText]:
    for text, page in paragraphs(lines, margins):
        yield RawText(text, f"第 {page} 页")
