"""Reads the figures of a foreign row whose label and columns are known."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.forms.model import Form
from app.imports.imported import Unread, excerpt
from app.imports.matching.columns import ColumnPlace
from app.imports.matching.form_labels import BandShape, FormLabels, FormRow
from app.imports.matching.labels import squeeze
from app.imports.raw_document import UNKNOWN, RawCell, RawTable
from app.values import Value, ValueProblem, canonical, read_published, split_note

_VALUE_LIKE = re.compile(r"[+\-—–/]?[0-9,.，]*(?:\([^()]*\))?[元万件份条项宗个次]{0,2}")
_LONGEST_VALUE = 60
_NOT_READ = "这一格里有认不出的字符，或有别的内容压在数字上，不能确定是什么数，请核对后填写。"
_IN_ITS_PLACE = "□"
"""What a person is shown for a character that could not be read."""
ZERO_WORDS = frozenset(("零", "〇", "○", "O", "o", "无", "没有", "暂无", "暂没有", "未发生"))


def names_of(form: Form, keys: Sequence[str]) -> str:
    """Name the first of several cells, and say how many there are."""
    name = form.cells[keys[0]].name
    return name if len(keys) == 1 else f"{name}等 {len(keys)} 格"


def is_value(text: str) -> bool:
    """Whether a cell's text is blank or looks like a figure."""
    return len(text) <= _LONGEST_VALUE and bool(_VALUE_LIKE.fullmatch(squeeze(text)))


def without_labels(data: list[RawCell], index: int) -> list[RawCell]:
    """Leave out other label cells between a row's label and its figures.

    That is a group's label hanging down from above, or the rest of a label beside it.
    """
    start = 0
    for place, cell in enumerate(data):
        if is_value(cell.text) and cell.text.strip():
            break
        if cell.text.strip():
            start = place + 1
    words = [cell for cell in data[:start] if not is_value(cell.text)]
    hanging = all(cell.row < index for cell in words)
    return data[start:] if words and hanging else data


@dataclass(frozen=True)
class Columns:
    """The columns of a band as a header in *table* named them; positions hold in that table only."""

    table: RawTable
    places: tuple[ColumnPlace, ...]


@dataclass
class Alignment:
    """What aligning a document's tables with one form gave. *found* are all cells that had a place.

    *own*: the document is a fill-in workbook of ours. *pending* are cells whose formula has no result in the file,
    *zeros* those in which a word stands for 0, *outside* what stands to the right of a table, by the table's place,
    *strays* the bands in which figures stand beside all columns of the form.
    """

    layout: FormLabels
    own: bool = False
    cells: dict[str, Value] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    places: dict[str, tuple[RawTable, RawCell]] = field(default_factory=dict)
    """Where each cell of the form stands in the source, blank ones too."""
    unread: list[Unread] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    strays: set[BandShape] = field(default_factory=set)
    zeros: list[str] = field(default_factory=list)
    outside: dict[str, list[str]] = field(default_factory=dict)
    money: str = ""
    """The unit of money that the line above a table gives for all of it."""
    columns: dict[BandShape, Columns | None] = field(default_factory=dict)
    """By the last header of each band; a table that goes on over a page has none of its own."""


class RowReader:
    """Takes the cells of one row into an alignment."""

    def __init__(
        self, into: Alignment, table: RawTable, index: int, row: FormRow, columns: Columns | None
    ) -> None:
        self._into, self._table, self._index, self._row = into, table, index, row
        self._columns = columns

    def read(self, data: Sequence[RawCell]) -> None:
        """Read the cells right of the label.

        Where each cell lies under exactly one column, positions decide; else the order does in a row without gaps.
        """
        if self._columns is None:
            self._refuse(data, "表头与格式的不符，不能确定各列是什么", self._row.cells)
            return
        places = self._columns.places
        by_position = self._columns.table is self._table and not self._table.ragged
        if by_position:
            data = self._within(data, places)
        filled = [cell for cell in data if _is_filled(cell)]
        alone = _alone(filled, places) if by_position else []
        if by_position and all(place is not None for place in alone):
            self._by_position(filled, alone, places)
        elif len(data) == len(places) and all(left.end == right.column for left, right in pairwise(data)):
            for place, cell in zip(places, data, strict=True):
                self._take(place, cell)
        elif by_position and all(_under(cell, places) for cell in filled):
            self._by_position(filled, alone, places)
        else:
            why = f"这一行有 {len(data)} 格，表头却有 {len(places)} 列，不能确定各格属于哪一列"
            self._refuse(data, why, self._row.cells)

    def _within(self, data: Sequence[RawCell], places: Sequence[ColumnPlace]) -> list[RawCell]:
        """Leave out what stands to the right of the table: ticks and remarks, and in a workbook of ours anything."""
        edge = max(place.end for place in places)
        beyond = [cell for cell in data if cell.column >= edge and cell.text.strip()]
        if beyond and not self._into.own and any(is_value(cell.text) for cell in beyond):
            return list(data)
        if beyond:
            texts = (cell.text.strip() for cell in beyond)
            self._into.outside.setdefault(self._table.where, []).extend(texts)
        return [cell for cell in data if cell not in beyond]

    def _by_position(
        self, filled: Sequence[RawCell], alone: Sequence[ColumnPlace | None], places: Sequence[ColumnPlace]
    ) -> None:
        good = {place: cell for place, cell in zip(alone, filled, strict=True) if place is not None}
        blank: list[str] = []
        for place in places:
            cell = good.get(place)
            if cell is None and place.index is not None:
                blank.append(self._row.cells[place.index])
            self._take(place, cell)
        unclear = [cell for cell, place in zip(filled, alone, strict=True) if place is None]
        self._refuse(unclear, "不能确定这些数属于哪一列", tuple(blank))

    def _refuse(self, cells: Sequence[RawCell], why: str, concerned: tuple[str, ...]) -> None:
        texts = [cell.text.strip() for cell in cells if cell.text.strip()]
        if texts:
            name = self._into.layout.form.cells[self._row.cells[0]].name
            where = self._table.where_row(self._index) + name.partition("”行")[0] + "”行"
            self._into.unread.append(Unread(where, " ".join(texts), why, concerned))

    def _take(self, place: ColumnPlace, cell: RawCell | None) -> None:
        if place.index is None:
            if cell:
                self._into.strays.add(self._row.band)
                self._refuse([cell], "格式中没有这一列", ())
            return
        key = self._row.cells[place.index]
        self._into.found.add(key)
        if cell is not None:
            self._into.places.setdefault(key, (self._table, cell))
        if cell is not None and (doubt := _doubt(cell)):
            self._note(key, cell.text.replace(UNKNOWN, _IN_ITS_PLACE), doubt)
            return
        if cell is not None and cell.formula and not cell.text.strip():
            self._into.pending.append(key)
            return
        if cell is None or not cell.text.strip():
            return
        known = self._into.layout.form.cells[key]
        unit = self._row.band.columns[place.index].unit
        try:
            if cell.row != self._index:
                self._share(cell)
                raise ValueProblem("与上面的行合并成一格，不能确定属于哪一行，请核对后填写。")
            value = self._zero(key, cell.text)
            value = read_published(cell.text, known.kind, unit) if value is None else value
            given = place.unit or self._into.money
            if value and given and unit and given != unit:
                raise ValueProblem(f"原表单位是{given}，此处应填{unit}，请换算后填写。")
            if value is not None:
                self._keep(key, value, cell.text)
        except ValueProblem as problem:
            self._note(key, cell.text, str(problem))

    def _zero(self, key: str, text: str) -> Value | None:
        """Return 0 for a word that means none in a workbook of ours, whose notes ask to write 0 for none."""
        if not self._into.own or squeeze(text) not in ZERO_WORDS:
            return None
        self._into.zeros.append(key)
        return 0

    def _share(self, cell: RawCell) -> None:
        """Withdraw the figure of a cell that spans this row and the one above, for which it was taken."""
        for key, (table, other) in self._into.places.items():
            if other is cell and table is self._table and self._into.cells.pop(key, None) is not None:
                why = "与下面的行合并成一格，不能确定属于哪一行，请核对后填写。"
                where = table.where_row(cell.row) + self._into.layout.form.cells[key].name
                self._into.unread.append(Unread(where, cell.text, why, (key,)))

    def _keep(self, key: str, value: Value, text: str) -> None:
        known = self._into.cells.setdefault(key, value)
        if known != value:
            self._note(key, text, f"同一项前面已读到 {canonical(known)}，两处不一致，请核对。")
        elif remark := split_note(text)[1]:
            self._note(key, text, f"已取 {canonical(value)}，后面的“{excerpt(remark)}”没有对应的栏目。")

    def _note(self, key: str, text: str, why: str) -> None:
        where = self._table.where_row(self._index) + self._into.layout.form.cells[key].name
        self._into.unread.append(Unread(where, text, why, (key,)))


def _is_filled(cell: RawCell) -> bool:
    return bool(cell.text.strip() or cell.doubt or cell.formula)


def _doubt(cell: RawCell) -> str:
    """Return why it is not certain what is seen in a cell."""
    return cell.doubt or (_NOT_READ if UNKNOWN in cell.text else "")


def _under(cell: RawCell, places: Sequence[ColumnPlace]) -> list[ColumnPlace]:
    return [place for place in places if place.start < cell.end and cell.column < place.end]


def _alone(filled: Sequence[RawCell], places: Sequence[ColumnPlace]) -> list[ColumnPlace | None]:
    """Return for each cell the one column it lies under, ``None`` when there are more or another cell does too."""
    under = [_under(cell, places) for cell in filled]
    taken = Counter(place for found in under for place in found)
    return [found[0] if len(found) == 1 and taken[found[0]] == 1 else None for found in under]
