"""PDF files with text in them: characters and rules with their places, laid out again as paragraphs and tables.

PDFium runs no script without a form environment, opens no other file, and bounds what it decodes.
"""

import base64
import re
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.files import Unreadable, too_large
from app.imports.raw import PAGE_NUMBER, RawBlock, RawCell, RawDocument, RawTable, RawText, is_layout
from app.imports.readers.pdf_page import Page, read_page
from app.imports.readers.pdf_rules import ruled_tables
from app.imports.readers.pdf_text import Line, Margins, lines_of, margins_of, paragraphs
from app.pdfium import LOCK

MAX_PAGES = 120
MAX_STREAMS = 64 * 1024 * 1024
SECONDS = 20.0
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 400
_CHUNK = 65536
_FILTERS_DEEP = 3
_FEWEST_REPEATS = 3

_Item = Line | RawTable


def parse(data: bytes, name: str = "") -> RawDocument:
    """Turn the pages into a document. Raises `Unreadable`."""
    _check_streams(data, name)
    try:
        with LOCK:
            document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable(f"“{name}”有密码保护，无法读取，请去掉密码后再读入。") from error
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


def _pages(document: pypdfium2.PdfDocument, name: str) -> list[list[_Item]]:
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
            page = document[index]
            try:
                read = read_page(page, name, index + 1)
            finally:
                page.close()
        pages.append(_items(read, index + 1))
    return pages


def _check_streams(data: bytes, name: str) -> None:
    """Measure the compressed streams before anything expands them."""
    left = MAX_STREAMS
    for match in _STREAM.finditer(data):
        dictionary = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b"obj")[2]
        if b"/Image" in dictionary:
            continue
        chunks: Iterable[bytes] = _slices(data, match.end())
        if b"/ASCII85Decode" in dictionary or b"/A85" in dictionary:
            chunks = _from_base85(data, match.end())
        left -= _expanded(chunks, left, _FILTERS_DEEP)
        if left < 0:
            raise too_large(name, "解开后过大")


def _slices(data: bytes, start: int) -> Iterator[bytes]:
    for place in range(start, len(data), _CHUNK):
        yield data[place : place + _CHUNK]


def _from_base85(data: bytes, start: int) -> Iterator[bytes]:
    end = data.find(b"~>", start)
    try:
        yield base64.a85decode(data[start:end], adobe=False)
    except ValueError:
        return


def _expanded(chunks: Iterable[bytes], limit: int, deep: int) -> int:
    """Return how many bytes a deflated stream gives, also inside another; more than *limit* as limit + 1."""
    inflate, total = zlib.decompressobj(), 0
    head = b""
    try:
        for chunk in chunks:
            while chunk and not inflate.eof:
                out = inflate.decompress(chunk, _CHUNK * 16)
                chunk = inflate.unconsumed_tail
                total += len(out)
                if deep and len(head) < _CHUNK:
                    head += out
                if total > limit:
                    return limit + 1
            if inflate.eof:
                break
    except zlib.error:
        pass
    return total + (_expanded([head], limit - total, deep - 1) if deep and head[:1] == b"\x78" else 0)


def _blocks(pages: list[list[_Item]]) -> Iterator[RawBlock]:
    """Yield paragraphs and tables in reading order; a paragraph may go on over a page, a table goes on as another."""
    repeated = _repeated(line for page in pages for line in _ends(page))
    gone = {id(line) for page in pages for line in _ends(page) if _is_margin(line, repeated)}
    kept = [item for page in pages for item in page if id(item) not in gone]
    margins = margins_of([item for item in kept if isinstance(item, Line)])
    pending: list[Line] = []
    for item in kept:
        if isinstance(item, Line):
            pending.append(item)
            continue
        yield from _texts(pending, margins)
        pending = []
        yield item
    yield from _texts(pending, margins)


def _items(page: Page, number: int) -> list[_Item]:
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
        where = f"第 {number} 页的表"
        tables.append((ruled.top, RawTable(ruled.rows, cells, where)))
    items: list[tuple[float, _Item]] = [*tables, *((line.top, line) for line in lines_of(rest, number))]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _ends(items: list[_Item]) -> list[Line]:
    """Return the first and the last line of a page, where running heads and page numbers stand."""
    return [item for item in (items[:1] + items[-1:]) if isinstance(item, Line)]


def _repeated(lines: Iterable[Line]) -> set[str]:
    counts = Counter(line.text for line in lines)
    return {text for text, count in counts.items() if count >= _FEWEST_REPEATS}


def _is_margin(line: Line, repeated: set[str]) -> bool:
    plain = "".join(line.text.split())
    return line.text in repeated or bool(PAGE_NUMBER.fullmatch(plain))


def _texts(lines: list[Line], margins: Margins) -> Iterator[RawText]:
    for text, page in paragraphs(lines, margins):
        yield RawText(text, f"第 {page} 页")
