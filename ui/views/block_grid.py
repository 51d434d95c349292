"""What is done to a block of cells: copying, pasting, clearing, and filling from its edge."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.edits import SetCells
from app.filling import fill_blanks, fill_block, fill_down, fill_right
from ui.base import theme
from ui.models.table_model import TableModel
from ui.views.movable_grid import MovableGrid
from ui.views.typed_table import TypedTable
from ui.work.refusals import telling
from ui.work.session import Session

_HANDLE = 7
"""The side of the square at the selection's corner, in pixels; what can be gripped is twice as large."""


class BlockGrid(MovableGrid, TypedTable):
    """A `MovableGrid` whose selected cells can be copied, pasted into, cleared and filled."""

    selection_changed = Signal(list)
    """The keys of the selected cells, in reading order."""
    rest_offered = Signal(str, object)
    """Why a paste was refused, and the `SetCells` that pastes what can be placed."""

    def __init__(self, session: Session, model: TableModel, parent: QWidget | None = None) -> None:
        self._copied: tuple[str, ...] = ()
        """The cells on the clipboard, framed until Esc or the next change."""
        self._filling: QModelIndex | None = None
        """The cell to which the corner of the selection is being dragged."""
        self._painted_handle = QRect()
        super().__init__(model, parent)
        self._session = session
        self.viewport().setMouseTracking(True)
        session.report_changed.connect(self._on_changed)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_selected()
        elif event.key() == Qt.Key.Key_Escape and self._copied:
            self._frame_copied(())
        else:
            super().keyPressEvent(event)

    # the clipboard

    def copy(self) -> None:
        """Copy the selected cells, as text for WPS or Excel and as a table for a document."""
        report = self._session.report
        chosen = set(self.selected_keys())
        if report is not None and chosen:
            from ui.views import block_clipboard

            block_clipboard.copy(report, self.grid_model.matrix, chosen)
            self._frame_copied(tuple(chosen))

    def cut(self) -> None:
        """Copy the selected cells and make them untouched."""
        self.copy()
        self.clear_selected()

    def copy_with_labels(self) -> None:
        """Copy the selected cells, all of the table when only one is, with the labels above and beside them."""
        report = self._session.report
        if report is not None:
            from ui.views import block_clipboard

            block_clipboard.copy_with_labels(report, self.grid_model, self.selected_keys())

    def paste(self) -> None:
        """Paste a labelled table into its rows and columns, or a block from WPS or Excel at the cursor.

        A single value goes into every selected cell. What was pasted is selected afterwards.
        """
        report, current = self._session.report, self.current_key()
        if report is None or current is None:
            return
        from app.clipboard import PasteRefused
        from ui.views.block_clipboard import pasted

        with telling(self.say):
            try:
                edit = pasted(report, self.grid_model, self.selected_keys(), current)
            except PasteRefused as refusal:
                if refusal.rest is not None:
                    self.rest_offered.emit(str(refusal), refusal.rest)
                raise
            self.apply_pasted(edit)

    def apply_pasted(self, edit: SetCells) -> None:
        """Write what was pasted and select it. Raises `UserError`."""
        self._session.apply(edit)
        self.select_keys([key for key in edit.cells if self.grid_model.index_for(key).isValid()])

    def _frame_copied(self, keys: tuple[str, ...]) -> None:
        self._copied = keys
        self.viewport().update()

    def _on_changed(self, _changes: Changes) -> None:
        if self._copied:
            self._frame_copied(())

    # clearing and filling

    def clear_selected(self) -> None:
        """Make the selected cells untouched."""
        report = self._session.report
        keys = [key for key in self.selected_keys() if self.grid_model.is_editable(key)]
        if report is not None and any(key in report.cells for key in keys):
            with telling(self.say):
                self._session.apply(SetCells(report.id, dict.fromkeys(keys), "清除"))

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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._filling is None:
            super().mouseReleaseEvent(event)
            return
        source, target = self.selected_keys(), self._fill_keys()
        self._filling = None
        self.viewport().update()
        report = self._session.report
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
        block = self._between(self.grid_model.index(top, left), self.grid_model.index(bottom, right))
        found = {self.grid_model.cell_at(index).key for index in block.indexes()}
        return [
            cell.key for line in self.grid_model.matrix for cell in line if cell.key and cell.key in found
        ]

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
        if self._copied:
            painter.setPen(QPen(theme.color("text"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._rect_of(self._copied).adjusted(0, 0, -1, -1))
        if self._filling is not None:
            painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self._rect_of(self._fill_keys()).adjusted(1, 1, -2, -2))
        elif self.hasFocus() and self._may_fill():
            self._painted_handle = self._handle()
            painter.fillRect(self._painted_handle, theme.color("accent"))
            painter.setPen(theme.color("base"))
            painter.drawRect(self._painted_handle)
        painter.end()
