"""Filling cells from the edge of a block: by the menu, and by the handle at the selection's corner."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.filling import fill_blanks, fill_block, fill_down, fill_right
from ui.base import theme
from ui.models.table_model import TableModel
from ui.views.tables.movable_grid import MovableGrid
from ui.views.tables.typed_table import TypedTable
from ui.work.refusals import telling
from ui.work.typed_report import TypedReport

_HANDLE = 7
"""The side of the square at the selection's corner, in pixels; what can be gripped is twice as large."""


class FillingGrid(MovableGrid, TypedTable):
    """A `MovableGrid` whose selected cells can be filled."""

    selection_changed = Signal(list)
    """The keys of the selected cells, in reading order."""

    def __init__(self, session: TypedReport, model: TableModel, parent: QWidget | None = None) -> None:
        self._filling: QModelIndex | None = None
        """The cell to which the corner of the selection is being dragged."""
        self._painted_handle = QRect()
        super().__init__(model, parent)
        self._session = session
        self.viewport().setMouseTracking(True)

    # what is selected

    def selected_keys(self) -> list[str]:
        """Return the keys of the selected cells, in reading order."""
        selected = {self.grid_model.cell_at(index).key for index in self.selectedIndexes()}
        return [
            cell.key for row in self.grid_model.matrix for cell in row if cell.key and cell.key in selected
        ]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        # The handle stands out over the cells that Qt repaints.
        for handle in (self._painted_handle, self._handle()):
            self.viewport().update(handle.adjusted(-1, -1, 2, 2))
        self.selection_changed.emit(self.selected_keys())

    def select_keys(self, keys: Sequence[str]) -> None:
        """Select the block that these cells make; the frame stands on its first."""
        indexes = [self.grid_model.index_for(key) for key in keys]
        if not indexes:
            return
        rows, columns = [i.row() for i in indexes], [i.column() for i in indexes]
        self.move_to(indexes[0])
        block = self._between(
            self.grid_model.index(min(rows), min(columns)), self.grid_model.index(max(rows), max(columns))
        )
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectAll(self) -> None:
        """Select every input cell."""
        self.selectionModel().clearSelection()
        for row in self.grid_model.matrix:
            for cell in row:
                self.selectionModel().select(
                    self.grid_model.index_of(cell), QItemSelectionModel.SelectionFlag.Select
                )

    # filling

    def fill_blanks(self) -> None:
        """Set every untouched cell of the table to 0."""
        report = self._session.report
        if report is not None:
            edit = fill_blanks(report, self.grid_model.table.key)
            if edit.cells:
                with telling(self.say):
                    self._session.apply(edit)

    def fill_down(self) -> None:
        """Copy the first selected row into those below it; of a single row, the row above into it."""
        report = self._session.report
        if report is not None:
            with telling(self.say):
                self._session.apply(fill_down(report, self.grid_model.grid, self.selected_keys()))

    def fill_right(self) -> None:
        """Copy the first selected column into those beside it; of a single column, the one on its left into it."""
        report = self._session.report
        if report is not None:
            with telling(self.say):
                self._session.apply(fill_right(report, self.grid_model.grid, self.selected_keys()))

    # the handle at the selection's corner

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._on_handle(event.position().toPoint()):
            self._filling = QModelIndex(self.currentIndex())
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._filling is not None:
            index = self.indexAt(place)
            if index.isValid() and index != self._filling:
                self._filling = index
                self.viewport().update()
            return
        on_handle = not event.buttons() and self._on_handle(place)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if on_handle else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the handle fill down as far as the figures beside the selection go; elsewhere open the editor."""
        if event.button() is Qt.MouseButton.LeftButton and self._on_handle(event.position().toPoint()):
            self._fill_to(self._down_beside())
        else:
            super().mouseDoubleClickEvent(event)

    def _down_beside(self) -> list[str]:
        """Return the selection, longer by the rows below it whose cell on its left, or else on its right, is filled."""
        source = [self.grid_model.index_for(key) for key in self.selected_keys()]
        bottom = max(source, key=lambda index: (index.row(), -index.column()))
        right = max(source, key=lambda index: (index.row(), index.column()))
        for begin, step in ((bottom, -1), (right, 1)):
            beside = self._horizontal(step, begin)
            last = beside
            while beside != begin and (below := self._vertical(1, last)) != last and self._is_filled(below):
                last = below
            if last != beside:
                return self._keys_between(min(source, key=lambda i: (i.row(), i.column())), last.row(), right)
        return self.selected_keys()

    def _keys_between(self, first: QModelIndex, bottom: int, last: QModelIndex) -> list[str]:
        block = self._between(first, self.grid_model.index(bottom, last.column()))
        found = {self.grid_model.cell_at(index).key for index in block.indexes()}
        return [
            cell.key for line in self.grid_model.matrix for cell in line if cell.key and cell.key in found
        ]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._filling is None:
            super().mouseReleaseEvent(event)
            return
        target = self._fill_keys()
        self._filling = None
        self.viewport().update()
        self._fill_to(target)

    def _fill_to(self, target: list[str]) -> None:
        """Repeat what is selected over the cells of *target*, which hold it, and select them."""
        source, report = self.selected_keys(), self._session.report
        if report is not None and set(target) - set(source):
            with telling(self.say):
                self._session.apply(fill_block(report, self.grid_model.grid, source, target))
                self.select_keys(target)

    def _fill_keys(self) -> list[str]:
        """Return the cells that dragging the handle has come to: the selection, longer in one direction."""
        source = [self.grid_model.index_for(key) for key in self.selected_keys()]
        if self._filling is None or not source:
            return []
        top, bottom = min(i.row() for i in source), max(i.row() for i in source)
        left, right = min(i.column() for i in source), max(i.column() for i in source)
        row, column = self._filling.row(), self._filling.column()
        by_rows = max(row - bottom, top - row, 0)
        by_columns = max(column - right, left - column, 0)
        if by_rows >= by_columns:
            top, bottom = min(top, row), max(bottom, row)
        else:
            left, right = min(left, column), max(right, column)
        return self._keys_between(
            self.grid_model.index(top, left), bottom, self.grid_model.index(bottom, right)
        )

    def _on_handle(self, place: QPoint) -> bool:
        return self._may_fill() and self._handle().adjusted(-4, -4, 4, 4).contains(place)

    def _may_fill(self) -> bool:
        return any(self.grid_model.is_editable(key) for key in self.grid_model.grid.inputs) and bool(
            self.selectedIndexes()
        )

    def _handle(self) -> QRect:
        corner = self._rect_of(self.selected_keys()).bottomRight()
        return QRect(corner.x() - _HANDLE + 2, corner.y() - _HANDLE + 2, _HANDLE, _HANDLE)

    def _rect_of(self, keys: Sequence[str]) -> QRect:
        """Return the rectangle around cells."""
        rect = QRect()
        for key in keys:
            rect = rect.united(self.visualRect(self.grid_model.index_for(key)))
        return rect

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._filling is not None:
            painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self._rect_of(self._fill_keys()).adjusted(1, 1, -2, -2))
        elif self.hasFocus() and self._may_fill():
            self._painted_handle = self._handle()
            painter.fillRect(self._painted_handle, theme.color("accent"))
            painter.setPen(theme.color("base"))
            painter.drawRect(self._painted_handle)
        painter.end()
