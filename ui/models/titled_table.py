"""What tables of values have in common: rows, and columns with titles."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from ui.base.qt_types import Index

Row = TypeVar("Row")


class TitledTableModel(QAbstractTableModel, Generic[Row]):
    """A table with one row per value and one column per title. A derived model gives what a cell shows."""

    titles: ClassVar[Sequence[str]]

    def __init__(self, rows: Iterable[Row] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = list(rows)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows in place of those before."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def cell(self, row: Row, column: int, role: int) -> object:
        """Return what the view asks of a cell."""
        raise NotImplementedError

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.cell(self.rows[index.row()], index.column(), role) if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.titles[section] if across else None
