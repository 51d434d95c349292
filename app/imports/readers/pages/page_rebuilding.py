"""Rebuilds paragraphs and tables from pages of characters and ruled lines with their places, for PDF and OFD."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.imports.bounded_files import Unreadable
from app.imports.raw_document import (
    NOTE,
    Aside,
    RawBlock,
    RawCell,
    RawDocument,
    RawTable,
    RawText,
    is_layout,
    without_page_numbers,
)
from app.imports.readers.pages.glyph_lines import GlyphLine, PlacedGlyph, lines_of
from app.imports.readers.pages.glyph_paragraphs import Margins, margins_of, paragraphs
from app.imports.readers.pages.joined_pages import Item, PageTable, in_order, joined, without_furniture
from app.imports.readers.pages.page_footnotes import parted
from app.imports.readers.pages.pdf_coordinates import Box
from app.imports.readers.pages.ruled_lines import RuledLine, around
from app.imports.readers.pages.ruled_tables import RuledCell, RuledTable, ruled_tables

_DRAWN = "这一格里有图片或画出来的字，不能确定是什么数，请核对后填写。"
_ASTRIDE = "这一格的数压在表格线上，不能确定属于哪一格，请核对后填写。"
_DOT, _LETTER = 3.0, 12.0
"""Neither a mark up to the size of a dot nor a rule, flat and longer than a letter, is a digit of a figure."""
_FOOT, _HEAD = 0.05, 0.75
"""Between which heights above its line, in parts of its size, a line beside a character may be one itself."""


@dataclass(frozen=True)
class SourcePage:
    """What a person sees on a page; *drawings* are the boxes of pictures and of drawn shapes that may be characters.

    *struck* are the digits that a line runs through, which are none of the *glyphs*.
    *paragraph_ends* says that the last paragraph is known not to go on overleaf.
    """

    glyphs: list[PlacedGlyph]
    ruled_lines: list[RuledLine]
    drawings: Sequence[Box] = ()
    paragraph_ends: bool = False
    struck: Sequence[PlacedGlyph] = ()


_SIGNED = "带有电子签章或者签名，真伪请用专门软件验证，本程序不作判断；读入的只是文字和数字"


def document_of(pages: Sequence[SourcePage], name: str, *, signed: bool = False) -> RawDocument:
    """Turn pages into a document; that the file is *signed* is told. Raises `Unreadable` when there is no text on them."""
    items = [_items(page, number) for number, page in enumerate(pages, start=1)]
    noted = [parted(left, page.ruled_lines) for left, page in zip(items, pages, strict=True)]
    kept = without_furniture([left for left, _ in noted])
    if not any(kept):
        raise Unreadable(f"“{name}”中没有文字，可能是扫描件，请改用 Word、网页或文字版 PDF。")
    ends = frozenset(number for number, page in enumerate(pages, start=1) if page.paragraph_ends)
    beside = [
        *([Aside("文件", name, _SIGNED, harmless=True)] if signed else ()),
        *_footnotes(noted),
        *_asides(items, kept, noted),
    ]
    pictured = any(not page.glyphs for page in pages)
    blocks = tuple(_blocks(kept, ends))
    return RawDocument(blocks, name, wraps=True, asides=tuple(beside), pictured=pictured)


def _footnotes(noted: Sequence[tuple[list[Item], list[GlyphLine]]]) -> Iterator[Aside]:
    for _, lines in noted:
        if told := without_page_numbers(line.text for line in lines):
            yield Aside("脚注", "\n".join(told), NOTE)


def _asides(
    pages: list[list[Item]], kept: list[list[Item]], noted: Sequence[tuple[list[Item], list[GlyphLine]]]
) -> Iterator[Aside]:
    """Tell in one remark what stands above and below the pages' texts, but for the pages' numbers."""
    here = {id(item) for page in kept for item in page} | {id(line) for _, lines in noted for line in lines}
    lines = (
        item.text for page in pages for item in page if isinstance(item, GlyphLine) and id(item) not in here
    )
    if left := without_page_numbers(lines):
        yield Aside("页眉页脚", " ".join(left), "页眉、页脚没有读入", harmless=True)


def _blocks(pages: list[list[Item]], ends: frozenset[int]) -> Iterator[RawBlock]:
    """Yield paragraphs and tables in reading order; both may go on over the end of a page."""
    kept = [item for page in joined(in_order(pages)) for item in page]
    margins = margins_of([item for item in kept if isinstance(item, GlyphLine)], ends)
    pending: list[GlyphLine] = []
    for item in kept:
        if isinstance(item, GlyphLine):
            pending.append(item)
            continue
        yield from _texts(pending, margins)
        pending = []
        yield item.table
    yield from _texts(pending, margins)


def _items(page: SourcePage, number: int) -> list[Item]:
    """Return the lines and tables of a page from top to bottom."""
    tables = []
    rest = page.glyphs
    found, loose = ruled_tables(page.ruled_lines)
    drawings = [*filter(_may_be_a_letter, page.drawings), *_drawn_by_lines(loose)]
    for ruled in found:
        inside, rest = ruled.split(rest)
        doubts = _doubts(ruled, inside, drawings, page.struck)
        cells = tuple(
            RawCell(
                cell.row,
                cell.column,
                "\n".join(line.text for line in lines_of(glyphs, number)),
                cell.row_span,
                cell.column_span,
                doubts.get(cell, ""),
            )
            for cell, glyphs in inside
        )
        if ruled.columns < 2 or is_layout(cells):
            rest = rest + [glyph for _, glyphs in inside for glyph in glyphs]
            continue
        out = ruled.hanging_out(rest)
        below = {
            (cell.row, cell.column): "\n".join(line.text for line in lines_of(glyphs, number))
            for cell, glyphs in out.items()
        }
        table = RawTable(ruled.rows, cells, f"第 {number} 页的表")
        tables.append((ruled.top, PageTable(table, ruled.edges, ruled.bottom, below)))
    items: list[tuple[float, Item]] = [
        *tables,
        *((line.top, line) for line in lines_of(rest, number, wide_gaps=True)),
    ]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]


def _may_be_a_letter(box: Box) -> bool:
    low, high = sorted((box[2] - box[0], box[3] - box[1]))
    return low >= _DOT or _DOT <= high <= _LETTER


def _drawn_by_lines(loose: Sequence[Sequence[RuledLine]]) -> Iterator[Box]:
    """Yield the boxes of what lines draw that are no part of a table's own."""
    for lines in loose:
        if not all(line.pale for line in lines):
            yield around(lines)


def _doubts(
    ruled: RuledTable,
    inside: Sequence[tuple[RuledCell, Sequence[PlacedGlyph]]],
    drawings: Sequence[Box],
    struck: Sequence[PlacedGlyph],
) -> dict[RuledCell, str]:
    """Return why of some cells it is not certain what figure a person sees in them."""
    doubts = dict.fromkeys((*ruled.astride(inside), *ruled.between_rows(struck)), _ASTRIDE)
    drawn = ruled.holding(drawings)
    if drawn:
        doubts |= {
            cell: _DRAWN
            for cell, glyphs in inside
            if (boxes := drawn.get(cell)) and any(_stands_alone(box, glyphs, struck) for box in boxes)
        }
    return doubts


def _stands_alone(box: Box, glyphs: Sequence[PlacedGlyph], struck: Sequence[PlacedGlyph]) -> bool:
    """Whether what is drawn is neither the ground, the frame nor the underline of characters, and strikes none out."""
    left, top, right, bottom = box
    if any(left <= glyph.middle_x <= right and top <= glyph.middle_y <= bottom for glyph in glyphs):
        return False
    for glyph in glyphs if bottom - top <= _DOT else ():
        above = (glyph.baseline - bottom) / glyph.size, (glyph.baseline - top) / glyph.size
        if glyph.left < right and left < glyph.right and (above[1] <= _FOOT or above[0] >= _HEAD):
            return False
    return not any(
        glyph.left < right and left < glyph.right and glyph.top < bottom and top < glyph.bottom
        for glyph in struck
    )


def _texts(lines: list[GlyphLine], margins: Margins) -> Iterator[RawText]:
    for text, page in paragraphs(lines, margins):
        yield RawText(text, f"第 {page} 页")
