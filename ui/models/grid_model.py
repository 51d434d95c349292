"""What every model of a form's table shares: its shape, without the header rows and columns that stay frozen."""

from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.forms.grid import Grid, GridCell, grid_of, input_rows
from app.forms.tables import Table
from ui.base.qt_types import Index


class GridRole(IntEnum):
    """What the views ask of a cell besides Qt's own roles."""

    CELL = Qt.ItemDataRole.UserRole + 1
    """The `GridCell`."""
    SEVERITY = Qt.ItemDataRole.UserRole + 2
    """The severity of the worst finding that concerns the cell, or None."""
    OUTLINED = Qt.ItemDataRole.UserRole + 3
    """On which sides (top, right, bottom, left) the outline of the chosen finding runs; None where it doesn't."""
    COMPUTED = Qt.ItemDataRole.UserRole + 4
    """Whether the cell is a total; the screen shades it."""
    LAST_YEAR = Qt.ItemDataRole.UserRole + 6
    """Last year's figure and the difference to it as text, empty where there is none or it isn't wanted."""
    MARKED = Qt.ItemDataRole.UserRole + 5
    """The severity of the worst finding in which the cell is probably the wrong one, or None."""


class GridModel(QAbstractTableModel):
    """A table of the form: the frozen labels are read off `grid`, the rest is the model's rows and columns."""

    def __init__(self, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.grid: Grid = grid_of(table)
        self.matrix = input_rows(self.grid)
        frozen = self.grid.header_rows > 0
        self.top = self.grid.header_rows
        self.left = self.grid.label_columns if frozen else 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.grid.rows - self.top

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.grid.columns - self.left

    def cell_at(self, index: Index) -> GridCell:
        """Return the grid's cell that covers an index."""
        return self.grid.at(index.row() + self.top, index.column() + self.left)

    def index_for(self, cell_key: str) -> QModelIndex:
        """Return the index of an input cell; an invalid one when the table has no such cell."""
        cell = self.grid.inputs.get(cell_key)
        return self.index_of(cell) if cell else QModelIndex()

    def index_of(self, cell: GridCell) -> QModelIndex:
        """Return the index at which a cell of the grid begins."""
        return self.index(cell.row - self.top, cell.column - self.left)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell_at(index)
        if role == GridRole.CELL:
            return cell
        if cell.key is not None:
            return self.input_data(cell.key, role)
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return cell.text if is_text else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the labels above a column or beside a row, outermost first; the headers paint them themselves."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        across = orientation is Qt.Orientation.Horizontal
        places = (
            [(level, section + self.left) for level in range(self.top)]
            if across
            else [(section + self.top, level) for level in range(self.left)]
        )
        labels = [self.grid.at(*place).text for place in places]
        return "，".join(dict.fromkeys(label for label in labels if label)) or None

    def input_data(self, key: str, role: int) -> object:
        """Return what an input cell shows in a role."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show all cells anew."""
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
