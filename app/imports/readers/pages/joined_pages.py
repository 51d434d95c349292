"""Joins the pages of a PDF: in reading order, split tables joined, without what a printer adds."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from app.chinese_numerals import DIGITS
from app.imports.raw_document import PAGE_NUMBER, RawCell, RawTable
from app.imports.readers.pages.glyph_lines import GlyphLine

_FEWEST_REPEATS = 3
_MOST_FURNITURE = 3
_SAME_EDGE = 4.0
_SAME_ROW = 2.0
_ADDRESS = r"(?:https?|file|ftp|about|blob|chrome[a-z-]*):\S+"
_TIME = r"(?:[上下]午|凌晨|早上|晚上)?\d{1,2}:\d{2}(?::\d{2})?(?:[AP]M)?"
_DAY = r"(?:\d{4}[/.年-]\d{1,2}[/.月-]\d{1,2}日?|\d{1,2}/\d{1,2}/\d{2,4})"
_COUNT = r"(?:第?\d{1,3}页?[/,，]?(?:of|共)?\d{1,3}页?|\d{1,3}[/]\d{1,3})"
_BROWSER = re.compile(
    rf"{_DAY},?{_TIME}.{{0,120}}|.{{0,120}}{_ADDRESS}(?:{_COUNT})?|{_COUNT}(?:{_DAY},?(?:{_TIME})?)?|{_ADDRESS}.{{0,40}}"
)
"""What browsers print above and below a page, blanks taken out: the time and the title, the address, 1/7."""
_LEVEL_ONE = re.compile(r"([一二三四五六七八九])、")


@dataclass(frozen=True)
class PageTable:
    """A table of one page, and where its columns and the whole of it end there.

    *below* is what stands in the one line below it, by the row and column of the cell above: the end of a page may
    let a cell's last line hang out of it.
    """

    table: RawTable
    edges: tuple[float, ...]
    bottom: float = 0.0
    below: Mapping[tuple[int, int], str] = field(default_factory=dict)


Item = GlyphLine | PageTable


def without_furniture(pages: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Leave out running heads, page numbers, and what a browser prints above and below each page."""
    counts = Counter(
        _text(row) for page in pages for row in (_end_row(page), _end_row(page[::-1])[::-1]) if row
    )
    repeated = {text for text, count in counts.items() if count >= _FEWEST_REPEATS}
    kept = []
    for page in pages:
        rest = list(page)
        for _ in range(_MOST_FURNITURE):
            if (row := _end_row(rest)) and is_furniture(_text(row), repeated):
                del rest[: len(row)]
            if (row := _end_row(rest[::-1])) and is_furniture(_text(row[::-1]), repeated):
                del rest[-len(row) :]
        kept.append(rest)
    return kept


def _end_row(items: Sequence[Item]) -> list[GlyphLine]:
    """Return the lines with which a page begins and that stand side by side."""
    row: list[GlyphLine] = []
    for item in items:
        if not isinstance(item, GlyphLine) or (row and abs(item.base - row[0].base) > _SAME_ROW):
            break
        row.append(item)
    return row


def _text(row: Iterable[GlyphLine]) -> str:
    return " ".join(line.text for line in row)


def is_furniture(text: str, repeated: Collection[str] = ()) -> bool:
    """Whether a line is a page's number or what a browser prints, or one of those that pages repeat."""
    plain = "".join(text.split())
    return text in repeated or bool(PAGE_NUMBER.fullmatch(plain) or _BROWSER.fullmatch(plain))


def in_order(pages: list[list[Item]]) -> list[list[Item]]:
    """Return the pages as they are to be read: turned round when their headings count backwards."""
    numbers = [
        [
            DIGITS[match.group(1)]
            for item in page
            if isinstance(item, GlyphLine) and (match := _LEVEL_ONE.match(item.text))
        ]
        for page in pages
    ]
    known = [page for page in numbers if page]
    backwards = len(known) > 1 and all(min(page) > max(following) for page, following in pairwise(known))
    return pages[::-1] if backwards else pages


def joined(pages: list[list[Item]]) -> list[list[Item]]:
    """Put together the tables whose head or row was broken by the end of a page; others are read one by one."""
    done: list[list[Item]] = []
    for page in pages:
        last = next((kept for kept in reversed(done) if kept), None)
        if last and page and isinstance(below := page[0], PageTable):
            place, above = _last_table(last)
            whole = _whole(above, below) if above is not None else None
            if whole is not None:
                last[place:] = [whole]
                page = page[1:]
        done.append(page)
    return done


def _last_table(items: Sequence[Item]) -> tuple[int, PageTable | None]:
    """Return the table that ends a page, with what hangs out of it in its cells, and its place."""
    place = len(items) - 1
    while place > 0 and isinstance(items[place], GlyphLine):
        place -= 1
    table, lines = items[place], [item for item in items[place + 1 :] if isinstance(item, GlyphLine)]
    if not isinstance(table, PageTable):
        return place, None
    if not lines:
        return place, table
    texts = "".join("".join(line.text.split()) for line in lines)
    hung = "".join("".join(text.split()) for text in table.below.values())
    if sorted(texts) != sorted(hung):
        return place, None
    cells = tuple(
        replace(cell, text=f"{cell.text}\n{table.below[key]}")
        if (key := (cell.row, cell.column)) in table.below
        else cell
        for cell in table.table.cells
    )
    return place, replace(table, table=replace(table.table, cells=cells))


def _whole(above: PageTable, below: PageTable) -> PageTable | None:
    """Return two parts of a table as one, when the end of the page went through its head or through a row."""
    edges = max(above.edges, below.edges, key=len)
    columns = [_places(part.edges, edges) for part in (above, below)]
    if any(places is None for places in columns):
        return None
    top = [_moved(cell, columns[0] or (), 0) for cell in above.table.cells]
    low = [_moved(cell, columns[1] or (), above.table.rows) for cell in below.table.cells]
    seam = above.table.rows
    ends = [cell for cell in top if cell.row + cell.row_span == seam]
    starts = [cell for cell in low if cell.row == seam]
    if any(_is_figure(cell) for cell in ends):
        return None
    if not any(_is_figure(cell) for cell in starts):
        cells = _hanging(top, low, ends, starts)
    elif all(_is_figure(cell) or not cell.text.strip() for cell in starts):
        return PageTable(_in_one_row(above, below, top, low, seam), edges)
    else:
        return None
    wheres = tuple(part.table.where_row(row) for part in (above, below) for row in range(part.table.rows))
    table = RawTable(seam + below.table.rows, tuple(cells), above.table.where, wheres=wheres)
    return PageTable(table, edges)


def _places(edges: Sequence[float], all_edges: Sequence[float]) -> tuple[int, ...] | None:
    """Return the place of each edge among all edges; ``None`` unless all are found and both ends agree."""
    places = []
    for edge in edges:
        nearest = min(range(len(all_edges)), key=lambda index: abs(all_edges[index] - edge))
        if abs(all_edges[nearest] - edge) > _SAME_EDGE:
            return None
        places.append(nearest)
    return tuple(places) if (places[0], places[-1]) == (0, len(all_edges) - 1) else None


def _moved(cell: RawCell, places: Sequence[int], down: int) -> RawCell:
    left, right = places[cell.column], places[cell.end]
    return replace(cell, row=cell.row + down, column=left, column_span=right - left)


def _is_figure(cell: RawCell) -> bool:
    return (
        any(character.isdigit() for character in cell.text)
        and len(cell.text.strip()) <= 16
        and not re.search(r"[\u4e00-\u9fff]{2}", cell.text)
    )


def _hanging(
    top: list[RawCell], low: list[RawCell], ends: Sequence[RawCell], starts: Sequence[RawCell]
) -> list[RawCell]:
    """Extend a header cell to the next page when nothing stands below it there."""
    blank = {(cell.column, cell.end): cell for cell in starts if not cell.text.strip()}
    if len(blank) == len(starts):
        return top + low
    longer = {
        id(cell): replace(cell, row_span=cell.row_span + blank[cell.column, cell.end].row_span)
        for cell in ends
        if cell.text.strip() and (cell.column, cell.end) in blank
    }
    covered = {(cell.column, cell.end) for cell in longer.values()}
    gone = {id(cell) for key, cell in blank.items() if key in covered}
    return [longer.get(id(cell), cell) for cell in top] + [cell for cell in low if id(cell) not in gone]


def _in_one_row(
    above: PageTable, below: PageTable, top: list[RawCell], low: list[RawCell], seam: int
) -> RawTable:
    """Join a label above the end of a page with its figures below it into one row."""
    texts = {(cell.column, cell.end): cell for cell in low if cell.row == seam}
    cells = []
    used = set()
    for cell in top:
        key = (cell.column, cell.end)
        if cell.row + cell.row_span == seam and key in texts and not cell.text.strip():
            cell = replace(cell, text=texts[key].text)
            used.add(key)
        cells.append(cell)
    for cell in low:
        if cell.row > seam:
            cells.append(replace(cell, row=cell.row - 1))
        elif cell.row_span > 1:
            cells.append(replace(cell, row_span=cell.row_span - 1))
        elif cell.text.strip() and (cell.column, cell.end) not in used:
            cells.append(replace(cell, row=seam - 1))
    wheres = [above.table.where_row(row) for row in range(seam)]
    wheres += [below.table.where_row(row) for row in range(1, below.table.rows)]
    return RawTable(seam + below.table.rows - 1, tuple(cells), above.table.where, wheres=tuple(wheres))
