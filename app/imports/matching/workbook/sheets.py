"""Tells the parts of a workbook of ours apart: its texts, its tables, and what people have added."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.forms.loader import forms
from app.forms.model import Form
from app.imports.imported import Unread
from app.imports.matching.form_labels import layout_of
from app.imports.matching.labels import main_spelling, squeeze
from app.imports.matching.workbook.text_sheet_labels import OWN, sheet_names, text_heads
from app.imports.matching.workbook.texts import SortedSheetTexts, TextRow, sort_rows
from app.imports.raw_document import RawBlock, RawCell, RawDocument, RawTable, RawText
from app.workbook_names import LAST_YEAR, OWN_SHEETS, TEXTS, TEXTS_HEAD, TITLE

_FEWEST_HEADS = 3
_FEWEST_LABELS = 3
_SERIAL = re.compile(r"[0-9]{1,3}|序号")
_TICK = re.compile("[√✓✔☑是]")
"""That a paragraph has been dealt with."""
_PARAGRAPH_END = "。；！？：”）"
_SHEET_LINE = re.compile(
    r"(?:Overview|概览|Sheet\s*[0-9]+\s*[:：].*|工作表\s*[0-9]+\s*[:：].*)", re.IGNORECASE
)


@dataclass
class Sheets:
    """A document with its parts in order. *own*: it is a workbook of ours; *to_fill*: it was made to be filled in,
    and not exported whole; *title* are the lines of its title's cell.

    *drafts* are sheets with a table of the form beside the official one.
    """

    blocks: Sequence[RawBlock]
    own: bool = False
    to_fill: bool = False
    title: Sequence[str] = ()
    drafts: list[RawTable] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def arranged(raw: RawDocument) -> Sheets:
    """Return the document with its texts first and its official tables next, or as it is when it is none of ours."""
    tables = [block for block in raw.blocks if isinstance(block, RawTable)]
    at = {id(table): found for table in tables if (found := _text_rows(table)) is not None}
    if not at:
        blocks = [without_last_year(block) if isinstance(block, RawTable) else block for block in raw.blocks]
        return Sheets(blocks, unread=_asides(raw))
    return _Arranging(raw, at).done()


def _asides(raw: RawDocument) -> list[Unread]:
    return [Unread(item.where, item.text, item.why, harmless=item.harmless) for item in raw.asides]


@dataclass(frozen=True)
class _TextRows:
    """Where texts stand in a table: its rows *first* to before *end*, their heads and their lines in two columns."""

    first: int
    end: int
    head: int
    lines: int


def _text_rows(table: RawTable) -> _TextRows | None:
    """Find the rows of texts by their heads, of which at least one is no heading that any report has."""
    heads = text_heads()
    for column in sorted({cell.column for cell in table.cells})[:6]:
        found = {
            cell.row: squeeze(cell.text)
            for cell in table.cells
            if cell.column == column and squeeze(cell.text) in heads
        }
        words = set(found.values())
        titled = _has_head(table, column, min(found, default=0))
        if len(words) >= (1 if titled else _FEWEST_HEADS) and words.intersection(OWN):
            first = min(found)
            return _TextRows(
                first, _end(table, column, first, max(found)), column, _lines_column(table, column, first)
            )
    return None


def _has_head(table: RawTable, column: int, first: int) -> bool:
    """Whether the words 栏目 and 内容 stand right above."""
    above = [cell for cell in table.cells if cell.row == first - 1 and cell.column >= column]
    return tuple(squeeze(cell.text) for cell in above[:2]) == TEXTS_HEAD


def _end(table: RawTable, column: int, first: int, last_head: int) -> int:
    """Return where the texts end: where a table of the form begins, or below the last row."""
    words = [layout_of(form) for form in forms().values()]
    for row in range(first, table.rows):
        texts = [cell.text for cell in table.row(row) if cell.row == row and cell.column <= column]
        if row > last_head or not any(squeeze(text) in text_heads() for text in texts):
            labels = [
                text
                for text in texts
                if any(
                    layout.captions.exact(text)
                    or layout.corners.exact(text)
                    or layout.rows.exact(text)
                    or layout.headers.exact(text)
                    for layout in words
                )
            ]
            if labels:
                return row
    return table.rows


def _lines_column(table: RawTable, head: int, first: int) -> int:
    """Return the column right of the heads with most of the text in it."""
    right: dict[int, int] = {}
    for cell in table.cells:
        if cell.row >= first and cell.column > head:
            right[cell.column] = right.get(cell.column, 0) + len(cell.text)
    return max(right, key=lambda column: (right[column], -column), default=head + 1)


class _Arranging:
    """Takes the tables of a document one after the other."""

    def __init__(self, raw: RawDocument, at: dict[int, _TextRows]) -> None:
        self._raw, self._at = raw, at
        self._out = Sheets((), own=True, unread=_asides(raw))
        self._rows: list[TextRow] = []
        self._others: list[RawTable] = []

    def done(self) -> Sheets:
        for block in self._raw.blocks:
            if isinstance(block, RawTable):
                self._table(block)
            else:
                self._line(block)
        self._out.to_fill = any(not row.lines for row in self._rows)
        found: SortedSheetTexts = sort_rows(self._rows, typed=self._out.to_fill)
        self._out.title = [text.text for text in found.texts.get(TITLE, ())]
        self._out.unread += found.unread
        self._out.blocks = (*found.items(), *self._tables())
        return self._out

    def _line(self, text: RawText) -> None:
        plain = squeeze(text.text)
        if (
            plain in sheet_names()
            or text.text.strip() in (TEXTS, *OWN_SHEETS)
            or _SHEET_LINE.fullmatch(text.text.strip())
        ):
            return
        self._out.unread.append(Unread(text.where, text.text, "表格以外的文字没有读入", harmless=True))

    def _table(self, table: RawTable) -> None:
        if squeeze(table.sheet) in OWN_SHEETS:
            return
        rows = self._at.get(id(table)) or self._continued(table)
        if rows is None:
            self._others.append(table)
            return
        self._texts(table, rows)
        if rows.first > 1 and (above := part(table, 0, rows.first - 1)).cells:
            self._others.append(above)
        if rows.end < table.rows:
            self._others.append(part(table, rows.end, table.rows))

    def _continued(self, table: RawTable) -> _TextRows | None:
        """Return the rows of a table that goes on with the texts on a new page."""
        columns = sorted({cell.column for cell in table.cells})
        heads = [squeeze(cell.text) for cell in table.cells if columns and cell.column == columns[0]]
        is_text = (
            bool(self._rows)
            and bool(heads)
            and len(columns) == 2
            and all(head in text_heads() for head in heads if head)
        )
        return _TextRows(0, table.rows, columns[0], columns[1]) if is_text else None

    def _texts(self, table: RawTable, at: _TextRows) -> None:
        head = self._rows[-1].head if self._rows else ""
        beside: list[str] = []
        for row in range(at.first, at.end):
            cells = {cell.column: cell for cell in table.row(row) if cell.row == row}
            told = cells.get(at.head)
            if (
                told is not None
                and (word := told.text.strip())
                and tuple(map(squeeze, (word,))) != TEXTS_HEAD[:1]
            ):
                head = text_heads().get(squeeze(word), word)
            text = cells[at.lines].text if at.lines in cells else ""
            self._rows.append(TextRow(head, self._paragraphs(text), table.where_row(row)))
            beside += [
                cell.text
                for column, cell in cells.items()
                if column not in (at.head, at.lines) and not _says_nothing(cell.text, left=column < at.lines)
            ]
        if beside:
            why = "“内容”一列以外的文字没有读入；属于报告的，请移到“内容”列"
            self._out.unread.append(Unread(table.where, "；".join(beside), why))

    def _paragraphs(self, text: str) -> list[str]:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if not self._raw.wraps or len(lines) < 2:
            return lines
        joined = lines[:1]
        for line in lines[1:]:
            if joined[-1][-1] in _PARAGRAPH_END and len(joined[-1]) < len(max(lines, key=len)):
                joined.append(line)
            else:
                joined[-1] += line
        return joined

    def _tables(self) -> Iterator[RawTable]:
        """Yield the tables of the report: the officially named sheet before any other with the same table."""
        official = {squeeze(table.sheet) for table in self._others} & sheet_names()
        held = {id(table): _tables_in(table) for table in self._others}
        taken = {key for table in self._others if squeeze(table.sheet) in official for key in held[id(table)]}
        for table in self._others:
            keys = held[id(table)]
            if not keys:
                self._beside(table)
            elif squeeze(table.sheet) in official or not table.sheet or not keys <= taken:
                yield without_last_year(table)
            else:
                self._out.drafts.append(table)

    def _beside(self, table: RawTable) -> None:
        text = " ".join(cell.text.strip() for cell in table.cells if cell.text.strip())
        if text:
            self._out.unread.append(Unread(table.where, text, "不是报告的表格，没有读入", harmless=True))


def _tables_in(table: RawTable) -> set[str]:
    """Return which of the forms' tables a sheet seems to hold, by its labels."""
    return {key for form in forms().values() for key in _tables_of(form, table)}


def _tables_of(form: Form, table: RawTable) -> Iterator[str]:
    """Yield the tables of a form that a sheet seems to hold: it has some of their labels, all those of a small table."""
    layout = layout_of(form)
    texts = [cell.text for cell in table.cells]
    words = {row.spelling if (row := layout.rows.exact(text)) else main_spelling(text) for text in texts}
    for key in form.tables:
        down = {row.spelling for row in layout.down if row.band.table == key}
        bands = [row.band for row in layout.across if row.band.table == key]
        columns = {label for band in bands for column in band.columns for label in column.labels}
        if len(words & (down | columns)) >= min(len(down | columns), _FEWEST_LABELS):
            yield key


def part(table: RawTable, first: int, end: int) -> RawTable:
    """Return the rows from *first* to before *end* as a table."""
    cells = [
        replace(cell, row=cell.row - first, row_span=min(cell.row_span, end - cell.row))
        for cell in table.cells
        if first <= cell.row < end and cell.text.strip()
    ]
    wheres = tuple(table.where_row(row) for row in range(first, end))
    return replace(
        table, rows=end - first, cells=tuple(cells), wheres=wheres, numbers=table.numbers[first:end]
    )


def without_last_year(table: RawTable) -> RawTable:
    """Leave last year's figures out, which stand to the right of a table or below it."""
    marks = [cell for cell in table.cells if squeeze(cell.text).startswith(LAST_YEAR)]
    if not marks:
        return table
    right = min((cell.column for cell in marks if cell.column), default=0)
    below = min((cell.row for cell in marks if not cell.column), default=table.rows)
    return replace(table, rows=below, cells=tuple(_left_above(table.cells, right, below)))


def _left_above(cells: Iterable[RawCell], right: int, below: int) -> Iterator[RawCell]:
    for cell in cells:
        if cell.row < below and (not right or cell.column < right):
            end = min(cell.end, right) if right else cell.end
            yield replace(cell, column_span=end - cell.column, row_span=min(cell.row_span, below - cell.row))


def _says_nothing(text: str, *, left: bool) -> bool:
    """Whether what stands beside a text is blank, a tick, or *left* of it a serial number."""
    word = squeeze(text)
    return not word or bool(_TICK.fullmatch(word)) or (left and bool(_SERIAL.fullmatch(word)))
