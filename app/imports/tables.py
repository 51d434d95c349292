"""Aligns foreign tables with the tables of a form by their labels and reads the cells.

Refuses rather than guesses: a row, column or cell that is not clear is left blank and listed.
"""

import re
from dataclasses import dataclass, field

from app.errors import UserError
from app.imports.columns import Place, find_columns
from app.imports.imported import Unread
from app.imports.labels import Match, main_spelling, squeeze
from app.imports.layout import BandLayout, Layout, Row
from app.imports.raw import RawCell, RawTable
from app.values import Value, ValueProblem, canonical, read_published, split_note

PAGE_NUMBER = re.compile(
    r"[-—–－]?第?[0-9]{1,4}页?[-—–－]?|[-—–－]+[0-9]{1,4}[-—–－]+|第[0-9]{1,4}页共[0-9]{1,4}页"
)
_VALUE_LIKE = re.compile(r"[+\-—–/]?[0-9,.，]*(?:\([^()]*\))?[元万件份条项宗个次]{0,2}")
_LABEL_CELLS = 8
_MOST_ROWS = 4000
_LONGEST_EXCERPT = 60


class TooLarge(UserError):
    """More table rows than any report has."""


def excerpt(text: str) -> str:
    """Return *text* on one line, short enough for a list."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"


@dataclass
class Alignment:
    """What aligning a document's tables with one form gave. *found* are all cells that had a place."""

    layout: Layout
    cells: dict[str, Value] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    unread: list[Unread] = field(default_factory=list)
    columns: dict[BandLayout, tuple[Place, ...] | None] = field(default_factory=dict)
    """The columns of each band as its last header named them; a table that goes on over a page needs them."""
    _rows_seen: int = 0

    def add(self, table: RawTable) -> list[str]:
        """Read what *table* holds of the form; returns the keys of the form's tables seen in it."""
        self._rows_seen += table.rows
        if self._rows_seen > _MOST_ROWS:
            raise TooLarge(f"表格超过 {_MOST_ROWS} 行，不像一份年度报告，请核对后另选文件。")
        before = len(self.unread)
        walk = _Walk(self, table)
        for index in range(table.rows):
            walk.row(index)
        walk.end()
        if not walk.tables:
            del self.unread[before:]
        return list(walk.tables)


class _Walk:
    """One pass over the rows of a foreign table."""

    def __init__(self, into: Alignment, table: RawTable) -> None:
        self._into, self._table, self._layout = into, table, into.layout
        self._header: list[int] = []
        self._header_open = False
        self._carry = ""
        self._pending: Unread | None = None
        self._last_label = ""
        self.tables: dict[str, None] = {}

    def row(self, index: int) -> None:
        cells = self._table.row(index)
        own = [cell for cell in cells if cell.row == index]
        texts = [cell.text for cell in own if cell.text.strip()]
        if self._is_caption(texts):
            self._header, self._header_open = [], True
        elif self._is_header(own):
            self._open_header(index)
        elif (label := self._label(own)) is not None:
            self._data_row(index, cells, *label)
        elif not self._across_row(index, own):
            self._other_row(index, texts)

    def end(self) -> None:
        """List a row that waited for the rest of its label in vain."""
        if self._pending is not None:
            self._into.unread.append(self._pending)
        self._carry, self._pending = "", None

    def _is_caption(self, texts: list[str]) -> bool:
        return len(texts) == 1 and self._layout.captions.exact(texts[0]) is not None

    def _is_header(self, own: list[RawCell]) -> bool:
        heads = [
            cell
            for cell in own
            if self._layout.headers.exact(cell.text) or self._layout.corners.match(cell.text)
        ]
        return len(heads) > 1 or (len(heads) == 1 and self._label(own) is None)

    def _open_header(self, index: int) -> None:
        if not self._header_open:
            self._header, self._header_open = [], True
        self._header.append(index)

    def _label(self, own: list[RawCell]) -> tuple[Match[Row], RawCell] | None:
        """Find the row's label: the rightmost of the leading cells that is one."""
        found = None
        for cell in own[:_LABEL_CELLS]:
            if found is not None and _is_value(cell.text):
                break
            match = self._layout.rows.match(self._carry + cell.text) if self._carry else None
            match = match or self._layout.rows.match(cell.text)
            if match is not None:
                found = (match, cell)
        return found

    def _data_row(self, index: int, cells: list[RawCell], match: Match[Row], label: RawCell) -> None:
        self.tables[match.item.band.table] = None
        row, data = match.item, [cell for cell in cells if cell.column >= label.end]
        if match.partial and not any(cell.text.strip() for cell in data):
            self._wait(index, label.text)
            return
        if self._carry and self._layout.rows.match(self._carry + label.text) is not None:
            self._pending = None
        self.end()
        self._last_label = row.spelling
        places = self._places(row.band, label.end)
        self._header_open = False
        RowReader(self._into, self._table, index, row, places).read(data)

    def _wait(self, index: int, text: str) -> None:
        """Keep the beginning of a label whose row goes on below."""
        carry = self._carry
        self.end()
        self._carry = carry + text
        why = "这一行的项目名称不完整，未能对应到格式中的项目"
        self._pending = Unread(self._table.where_row(index), excerpt(self._carry), why)

    def _places(self, band: BandLayout, start: int) -> tuple[Place, ...] | None:
        if self._header_open:
            places = find_columns(self._table, self._header, start, band, self._layout)
            self._into.columns[band] = places
        return self._into.columns.get(band)

    def _across_row(self, index: int, own: list[RawCell]) -> bool:
        """Read the one line of figures of a table whose labels all stand above it."""
        if not self._header_open or not own or not all(_is_value(cell.text) for cell in own):
            return False
        for row in self._layout.across:
            places = find_columns(self._table, self._header, 0, row.band, self._layout)
            if places and {place.index for place in places} >= set(range(len(row.cells))):
                self.tables[row.band.table] = None
                self._header_open = not any(cell.text.strip() for cell in own)
                RowReader(self._into, self._table, index, row, places).read(own)
                return True
        return False

    def _other_row(self, index: int, texts: list[str]) -> None:
        text = excerpt(" ".join(texts))
        values = any(_is_value(item) for item in texts)
        if not texts or PAGE_NUMBER.fullmatch(squeeze(text)):
            return
        if self._header_open and not values:
            self._header.append(index)
            return
        word = main_spelling(text)
        if not values and (self._layout.groups.exact(text) or word in self._last_label):
            return
        self.end()
        if not values and self._layout.rows.begins(text):
            self._wait(index, text)
            return
        why = "这一行的项目名称与格式中的都不相符" if values else "表中的这段文字没有对应的栏目"
        self._into.unread.append(Unread(self._table.where_row(index), text, why))


def _is_value(text: str) -> bool:
    return bool(_VALUE_LIKE.fullmatch(squeeze(text)))


class RowReader:
    """Reads the figures of one row whose label is known."""

    def __init__(
        self, into: Alignment, table: RawTable, index: int, row: Row, places: tuple[Place, ...] | None
    ) -> None:
        self._into, self._table, self._index, self._row = into, table, index, row
        self._places = places

    def read(self, data: list[RawCell]) -> None:
        """Read the cells right of the label."""
        places = self._places
        if places is None:
            self._refuse(data, "表头与格式的不符，不能确定各列是什么")
        elif len(data) == len(places):
            for place, cell in zip(places, data, strict=True):
                self._take(place, cell)
        elif self._table.ragged:
            self._refuse(data, f"这一行有 {len(data)} 格数据，表头却有 {len(places)} 列")
        else:
            self._by_position(data, places)

    def _refuse(self, cells: list[RawCell], why: str) -> None:
        texts = [cell.text.strip() for cell in cells if cell.text.strip()]
        if texts:
            label = self._into.layout.form.cells[self._row.cells[0]].name.split("行")[0]
            where = f"{self._table.where_row(self._index)}{label}行"
            self._into.unread.append(Unread(where, excerpt(" ".join(texts)), why))

    def _by_position(self, data: list[RawCell], places: tuple[Place, ...]) -> None:
        for cell in data:
            under = [place for place in places if place.start < cell.end and cell.column < place.end]
            if len(under) == 1:
                continue
            if under or _is_value(cell.text):
                self._refuse([cell], "这一格不在唯一的一列之下")
        for place in places:
            over = [cell for cell in data if place.start < cell.end and cell.column < place.end]
            alone = [
                c
                for c in over
                if not any(p is not place and p.start < c.end and c.column < p.end for p in places)
            ]
            filled = [cell for cell in alone if cell.text.strip()]
            if len(filled) > 1:
                self._refuse(filled, "同一列下有几个数")
            else:
                self._take(place, filled[0] if filled else None)

    def _take(self, place: Place, cell: RawCell | None) -> None:
        text = cell.text if cell else ""
        if place.index is None:
            if cell:
                self._refuse([cell], "格式中没有这一列")
            return
        key = self._row.cells[place.index]
        known = self._into.layout.form.cells[key]
        where = f"{self._table.where_row(self._index)}{known.name}"
        unit = self._row.band.columns[place.index].unit
        self._into.found.add(key)
        if cell is not None and cell.row != self._index and text.strip():
            self._note(where, text, "与上面的行合并成一格，不能确定属于哪一行")
            return
        try:
            value = read_published(text, known.kind, unit)
        except ValueProblem as problem:
            self._note(where, text, str(problem))
            return
        if value is not None:
            self._keep(key, value, place, text, where)

    def _keep(self, key: str, value: Value, place: Place, text: str, where: str) -> None:
        assert place.index is not None
        unit = self._row.band.columns[place.index].unit
        if value and place.unit and unit and place.unit != unit:
            self._note(where, text, f"原表单位是{place.unit}，此处应填{unit}，请换算后填写")
        elif self._into.cells.setdefault(key, value) != value:
            self._note(where, text, f"同一项前面已读到 {canonical(self._into.cells[key])}，两处不一致")
        elif remark := split_note(text)[1]:
            self._note(where, text, f"已取 {canonical(value)}，括号内的“{excerpt(remark)}”没有对应的栏目")

    def _note(self, where: str, text: str, why: str) -> None:
        self._into.unread.append(Unread(where, excerpt(text), why))
