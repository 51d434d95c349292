"""A table as it was read from a file: in the form's grid, beside the source's own table or the report's."""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.forms.tables import Table
from app.imports import Imported, Unread
from app.imports.imported import Place
from app.imports.matching.rows import is_value
from app.imports.raw_document import RawCell, RawTable
from app.rules.model import Severity
from app.values import Value, printed
from ui.base.qt_types import Index
from ui.models.grid_model import GridModel, GridRole

_MOST_COLUMNS = 60


def unread_of(found: Imported) -> dict[str, list[Unread]]:
    """Return what could not be read, by the cells it concerns."""
    by_cell: dict[str, list[Unread]] = {}
    for item in found.unread:
        for key in item.cells:
            by_cell.setdefault(key, []).append(item)
    return by_cell


def source_text(found: Imported, key: str) -> str:
    """Return what stands in the source for a cell; empty when it has no place there."""
    place = found.places.get(key)
    if place is None:
        return ""
    cells = found.tables[place.table].row(place.row)
    return next((cell.text.strip() for cell in cells if cell.column == place.column), "")


class ComparedModel(GridModel):
    """The figures of a file, or of the report it is compared with; differing and unread cells are marked."""

    def __init__(self, table: Table, found: Imported, *, of_report: bool, parent: QObject | None = None):
        super().__init__(table, parent)
        self._found = found
        self._of_report = of_report
        self._unread = {} if of_report else unread_of(found)
        self._other: Mapping[str, Value] = {}
        self._differing: Mapping[str, tuple[Value | None, Value | None]] = {}

    def compare(
        self, report: Mapping[str, Value], differing: Mapping[str, tuple[Value | None, Value | None]]
    ) -> None:
        """Compare with a report's cells; *differing* are (report's, file's). Both empty when there is no report."""
        self._other, self._differing = report, differing
        self.refresh()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled if self.cell_at(index).key is None else enabled | Qt.ItemFlag.ItemIsSelectable

    def input_data(self, key: str, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(self._cells().get(key), key)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self.explain(key))
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(self.explain(key))
            case GridRole.SEVERITY | GridRole.MARKED:
                return self._severity(key)
            case GridRole.COMPUTED:
                return self._found.form.cells[key].computed
            case GridRole.OUTLINED:
                return None
        return None

    def _cells(self) -> Mapping[str, Value]:
        return self._other if self._of_report else self._found.cells

    def _shown(self, value: Value | None, key: str) -> str:
        return printed(value, self._found.form.cells[key].kind)

    def _severity(self, key: str) -> Severity | None:
        if key in self._unread:
            return Severity.WARNING
        return Severity.ASK if key in self._differing else None

    def explain(self, key: str) -> list[str]:
        """Say all there is to say of a cell: what was read from what, why not, and what the report has."""
        lines = [f"{self._found.form.cells[key].name}：{self._shown(self._cells().get(key), key) or '空白'}"]
        text = source_text(self._found, key)
        if text and not self._of_report and text != self._shown(self._found.cells.get(key), key):
            lines.append(f"原件为“{text}”")
        lines += [item.why.rstrip("。") for item in self._unread.get(key, ())]
        if key in self._differing:
            ours, theirs = (self._shown(value, key) or "空白" for value in self._differing[key])
            lines.append(f"文件中为{theirs}" if self._of_report else f"现有报告为{ours}")
        return lines


class SourceModel(QAbstractTableModel):
    """The tables of a file as they stand there, one below the other; figures that went nowhere are marked."""

    def __init__(self, found: Imported, tables: list[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[tuple[int, int], str] = {}
        self._places: dict[str, tuple[int, int]] = {}
        self._form = found.form
        self._unread = unread_of(found)
        self._cells: dict[tuple[int, int], RawCell] = {}
        self._covering: dict[tuple[int, int], tuple[int, int]] = {}
        self.spans: list[tuple[int, int, int, int]] = []
        self._rows = self._columns = 0
        for number in tables:
            self._add(found.tables[number], number, found.places)

    def _add(self, table: RawTable, number: int, places: Mapping[str, Place]) -> None:
        top = self._rows
        for cell in table.cells:
            if cell.column < _MOST_COLUMNS:
                self._add_cell(cell, top, min(cell.row_span, table.rows - cell.row))
        self._rows += table.rows
        for key, place in places.items():
            if place.table == number and (top + place.row, place.column) in self._cells:
                self._places[key] = (top + place.row, place.column)
                self._keys[top + place.row, place.column] = key

    def _add_cell(self, cell: RawCell, top: int, height: int) -> None:
        width = min(cell.column_span, _MOST_COLUMNS - cell.column)
        here = (top + cell.row, cell.column)
        room = [(row, column) for row in range(height) for column in range(width)]
        if any((here[0] + row, here[1] + column) in self._covering for row, column in room):
            return
        self._cells[here] = cell
        for row, column in room:
            self._covering[here[0] + row, here[1] + column] = here
        if len(room) > 1:
            self.spans.append((*here, height, width))
        self._columns = max(self._columns, cell.column + width)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self._cells.get((index.row(), index.column())) if index.isValid() else None
        if cell is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text.strip()
            case GridRole.SEVERITY:
                return Severity.WARNING if self._problems(index, cell) else None
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return "\n".join((cell.text.strip(), *self._problems(index, cell)))
        return None

    def key_at(self, index: Index) -> str | None:
        """Return the form's cell that was read from here."""
        return self._keys.get((index.row(), index.column()))

    def index_for(self, key: str) -> QModelIndex:
        """Return where a cell of the form stands; an invalid index when nowhere."""
        place = self._places.get(key)
        return self.index(*place) if place is not None else QModelIndex()

    def cells(self) -> Mapping[tuple[int, int], RawCell]:
        """Return the cells by row and column."""
        return self._cells

    def _problems(self, index: Index, cell: RawCell) -> list[str]:
        key = self.key_at(index)
        if key is not None:
            return [item.why.rstrip("。") for item in self._unread.get(key, ())]
        figure = is_value(cell.text) and any(character.isdecimal() for character in cell.text)
        return ["这个数没有读入"] if figure else []


def tables_for(found: Imported, table: str) -> list[int]:
    """Return which of the source's tables hold a table of the form: where its cells stand or were refused."""
    cells = found.form.cells
    wanted = {place.table for key, place in found.places.items() if cells[key].table == table}
    wheres = [item.where for item in found.unread if item.cells and cells[item.cells[0]].table == table]
    for number, raw in enumerate(found.tables):
        if any(where.startswith(raw.where_row(row)) for where in wheres for row in range(raw.rows)):
            wanted.add(number)
    return sorted(wanted)
