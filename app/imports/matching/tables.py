"""Aligns foreign tables with the tables of a form by their labels.

Refuses rather than guesses: a row, column or cell that is not clear is left blank and listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import UserError
from app.imports.imported import Unread
from app.imports.matching.form_labels import BandShape, FormLabels, FormRow, money_line
from app.imports.matching.labels import Match, main_spelling, squeeze
from app.imports.matching.repeated_labels import RepeatedLabels
from app.imports.matching.rows import Alignment, Columns, RowReader, is_value, without_labels
from app.imports.matching.table_heads import TableHead, TableHeads
from app.imports.matching.torn_rows import TornRow, torn_row
from app.imports.raw_document import PAGE_NUMBER, RawCell, RawTable, RawText

_LABEL_CELLS = 8
MOST_ROWS = 4000
"""How many rows all tables of a report may have; what has more is another list."""
_MOST_CELLS = 100
_FEWEST_BLANK = 2


@dataclass(frozen=True)
class TableMark:
    """The place of a table of the form (its key) in the sequence of texts."""

    table: str


class TableReader:
    """Aligns the tables of a document, one after the other; a table may go on in the next one."""

    def __init__(self, layout: FormLabels) -> None:
        self.alignment = Alignment(layout)
        self.heads = TableHeads(layout)
        self.torn: TornRow | None = None
        self.band: BandShape | None = None
        """That of the last row read."""
        self._rows_seen = 0

    def read(self, table: RawTable) -> list[TableMark | RawText] | None:
        """Read what *table* holds of the form; ``None`` when it is not one of the form's tables.

        Returns marks for the form's tables in it, and the texts that stand in rows of their own.
        """
        self._rows_seen += table.rows
        if self._rows_seen > MOST_ROWS:
            raise UserError(f"表格超过 {MOST_ROWS} 行，不像一份年度报告，请核对后另选文件。")
        before, head = len(self.alignment.unread), self.heads.last
        walk = _Walk(self, table)
        for index in range(table.rows):
            walk.row(index)
        walk.end()
        walk.blank_across()
        if walk.recognised:
            return walk.items
        del self.alignment.unread[before:]
        if self.heads.last is head or not (self.heads.last and self.heads.last.rows):
            self.heads.last = head
            return None
        return walk.items


class _Walk:
    """One pass over the rows of a foreign table."""

    def __init__(self, reader: TableReader, table: RawTable) -> None:
        self._reader, self._heads, self._table = reader, reader.heads, table
        self._into, self._layout = reader.alignment, reader.alignment.layout
        self._repeated_labels = RepeatedLabels(table, self._layout)
        self._carry = ""
        self._pending: Unread | None = None
        self._last_label = ""
        self.items: list[TableMark | RawText] = []
        self.recognised = False

    def row(self, index: int) -> None:
        """Find out what a row is and take it in."""
        cells = self._table.row(index)
        if len(cells) > _MOST_CELLS:
            self._unread(
                self._table.where_row(index), [cells[0].text], f"这一行有 {len(cells)} 格，远多于报告的表格"
            )
            return
        own = [cell for cell in cells if cell.row == index]
        texts = [cell.text for cell in own if cell.text.strip()]
        if self._is_rest(index, cells, own):
            return
        if len(texts) == 1 and (caption := self._layout.captions.exact(texts[0])) is not None:
            self._heads.caption(self._table, caption)
        elif self._heads.is_head(self._table, own, self._label):
            self._heads.add(self._table, index)
        elif (label := self._label(own)) is not None:
            self._data_row(index, cells, *label)
        elif not self._across_row(index, own):
            self._other_row(index, own, texts)

    def end(self) -> None:
        """Report a row whose label was never completed."""
        if self._pending is not None:
            self._into.unread.append(self._pending)
            self._reader.torn = TornRow(self._table, self._table.rows - 1, self._carry, 0, (), self._pending)
        self._carry, self._pending = "", None

    def _is_rest(self, index: int, cells: list[RawCell], own: list[RawCell]) -> bool:
        """Take in a row whose label began in the row above, or at the end of the table before."""
        torn = self._reader.torn
        if torn is None or not any(cell.text.strip() for cell in own):
            return False
        found = torn.whole(own, self._layout.rows) if torn.is_before(self._table, index) else None
        if found is None:
            if not self._heads.is_head(self._table, own, self._label):
                self._reader.torn = None
            return False
        row, label = found
        self._reader.torn = None
        if torn.unread in self._into.unread:
            self._into.unread.remove(torn.unread)
        if not torn.has_figures:
            self._data_row(index, cells, Match(row), label)
            return True
        self._mark(row)
        self._last_label = row.spelling
        columns = self._columns(row.band, torn.end)
        RowReader(self._into, torn.table, torn.index, row, columns).read(torn.data)
        return True

    def _label(self, own: list[RawCell]) -> tuple[Match[FormRow], RawCell] | None:
        """Find the row's label among the leading cells: the first that is one, a group's label aside."""
        found = None
        for cell in own[:_LABEL_CELLS]:
            if found is not None and (is_value(cell.text) or not self._layout.groups.exact(found[1].text)):
                break
            match = self._layout.rows.match(self._carry + cell.text) if self._carry else None
            match = match or self._layout.rows.match(cell.text) or self._repeated(cell)
            if match is not None:
                found = (match, cell)
        return found

    def _repeated(self, cell: RawCell) -> Match[FormRow] | None:
        """Find the row of a label that the form has several times."""
        head = self._heads.last
        begins = head is not None and head.open
        caption = head.caption if head is not None and begins else ""
        row = self._repeated_labels.row(cell, None if begins else self._reader.band, caption)
        return None if row is None else Match(row)

    def _data_row(self, index: int, cells: list[RawCell], match: Match[FormRow], label: RawCell) -> None:
        self._mark(match.item)
        row = match.item
        data = [cell for cell in cells if cell.column >= label.end]
        if not self._table.ragged:
            data = without_labels(data, index)
        if match.partial and not any(cell.text.strip() for cell in data):
            self._wait(index, label.text)
            return
        if self._carry and self._layout.rows.match(self._carry + label.text) is not None:
            self._pending = None
        self.end()
        self._last_label = row.spelling
        columns = self._columns(row.band, label.end)
        RowReader(self._into, self._table, index, row, columns).read(data)

    def _mark(self, row: FormRow) -> None:
        self.recognised = True
        self._reader.band = row.band
        mark = TableMark(row.band.table)
        if mark not in self.items:
            self.items.append(mark)

    def _wait(self, index: int, text: str) -> None:
        """Keep the beginning of a label whose row goes on below."""
        carry = self._carry + text
        self._pending = None
        self._carry = carry
        why = "这一行的项目名称不完整，未能对应到格式中的项目"
        self._pending = Unread(self._table.where_row(index), carry, why)

    def _columns(self, band: BandShape, start: int) -> Columns | None:
        head = self._heads.last
        if head is not None and head.open:
            self._into.columns[band] = self._heads.columns(self._table, band, start)
            head.open = False
        return self._into.columns.get(band)

    def _across_row(self, index: int, own: list[RawCell]) -> bool:
        """Read the one line of figures of a table whose labels all stand above it."""
        head = self._heads.last
        words = sum(not is_value(cell.text) for cell in own)
        if head is None or not head.open or not own or 2 * words > len(own):
            return False
        for row, columns in self._rows_across(head):
            head.open = not any(cell.text.strip() for cell in own)
            RowReader(self._into, self._table, index, row, columns).read(own)
            return True
        return False

    def _rows_across(self, head: TableHead) -> Iterator[tuple[FormRow, Columns]]:
        """Yield the form's lines of figures whose labels are those of *head*, the last header, with their columns there."""
        for row in self._layout.across:
            # Bands under several captions may have the same columns.
            other = head.caption and row.band.caption and row.band.caption != head.caption
            columns = None if other else self._heads.columns(self._table, row.band, 0)
            if columns and _is_most(columns, row):
                self._mark(row)
                yield row, columns

    def blank_across(self) -> None:
        """Treat a header with nothing below it as a table whose single row is left blank."""
        head = self._heads.last
        if head is None or not self._heads.is_open_in(self._table):
            return
        for row, _ in self._rows_across(head):
            self._into.found.update(row.cells)

    def _other_row(self, index: int, own: list[RawCell], texts: list[str]) -> None:
        text = "".join(texts)
        at_an_end = self._table.ragged or index in (0, self._table.rows - 1) or not text.strip().isdecimal()
        if not texts or (at_an_end and len(text) < 20 and PAGE_NUMBER.fullmatch(squeeze(text))):
            return
        where = self._table.where_row(index)
        if any(is_value(item) for item in texts):
            self.end()
            self._unread(where, texts, "这一行的项目名称与格式中的都不相符")
            self._reader.torn = torn_row(self._table, index, own, self._into.unread[-1])
        elif self._heads.took_rest(self._table, index) or self._is_known(text):
            return
        elif self._layout.rows.begins(self._carry + text):
            self._wait(index, text)
        elif beginning := self._beginning(own):
            self._wait(index, beginning)
        elif self._into.own:
            self.end()
            self.items.append(RawText(" ".join(text.strip() for text in texts), where))
        elif len(texts) == 1:
            self.end()
            self._into.money = money_line(text) or self._into.money
            self.items += [RawText(line.strip(), where) for line in text.split("\n") if line.strip()]
        else:
            self.end()
            self._unread(where, texts, "表中的这些文字没有对应的栏目")

    def _beginning(self, own: list[RawCell]) -> str:
        """Return the beginning of a label in a row without figures, behind a group's label at most; empty for none."""
        words = [cell for cell in own if cell.text.strip()]
        behind = [cell for cell in own if words and cell.column >= words[-1].end]
        groups = all(self._layout.groups.exact(cell.text) for cell in words[:-1])
        if len(behind) < _FEWEST_BLANK or not groups or not self._layout.rows.begins(words[-1].text, 1):
            return ""
        return words[-1].text

    def _is_known(self, text: str) -> bool:
        """A group's label alone in its row, or the rest of the label above."""
        return bool(self._layout.groups.exact(text)) or (main_spelling(text) or text) in self._last_label

    def _unread(self, where: str, texts: list[str], why: str) -> None:
        self._into.unread.append(Unread(where, " ".join(texts), why))


def _is_most(columns: Columns, row: FormRow) -> bool:
    """Whether more than half of an across table's columns are known: then it is this table."""
    known = {place.index for place in columns.places} - {None}
    return 2 * len(known) > len(row.cells)
