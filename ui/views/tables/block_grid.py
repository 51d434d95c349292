"""What is done to a block of cells: copying, pasting and clearing."""

from PySide6.QtCore import (
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.edits import SetCells
from ui.base import theme
from ui.models.table_model import TableModel
from ui.views.tables.filling_grid import FillingGrid
from ui.work.refusals import telling
from ui.work.typed_report import TypedReport


class BlockGrid(FillingGrid):
    """A `FillingGrid` whose selected cells can be copied, pasted into and cleared."""

    rest_offered = Signal(str, object)
    """Why a paste was refused, and the `SetCells` that pastes what can be placed."""

    def __init__(self, session: TypedReport, model: TableModel, parent: QWidget | None = None) -> None:
        self._copied: tuple[str, ...] = ()
        """The cells on the clipboard, framed until Esc or the next change."""
        super().__init__(session, model, parent)
        session.report_changed.connect(self._on_changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.take_clipboard_key(event) or self.take_erasing_key(event):
            return
        if event.key() == Qt.Key.Key_Escape and self._copied:
            self._frame_copied(())
        else:
            super().keyPressEvent(event)

    # the clipboard

    def copy(self) -> None:
        """Copy the selected cells, as text for WPS or Excel and as a table for a document."""
        report = self._session.report
        chosen = set(self.selected_keys())
        if report is not None and chosen:
            from ui.views.tables import block_clipboard

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
            from ui.views.tables import block_clipboard

            block_clipboard.copy_with_labels(report, self.grid_model, self.selected_keys())

    def paste(self) -> None:
        """Paste a labelled table into its rows and columns, or a block from WPS or Excel at the cursor.

        A single value goes into every selected cell. What was pasted is selected afterwards.
        """
        report, current = self._session.report, self.current_key()
        if report is None or current is None:
            return
        from app.clipboard import PasteRefused
        from ui.views.tables.block_clipboard import pasted

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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._copied:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.color("text"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._rect_of(self._copied).adjusted(0, 0, -1, -1))
            painter.end()

    # clearing

    def clear_selected(self) -> None:
        """Make the selected cells untouched."""
        report = self._session.report
        keys = [key for key in self.selected_keys() if self.grid_model.is_editable(key)]
        if report is not None and any(key in report.cells for key in keys):
            with telling(self.say):
                self._session.apply(SetCells(report.id, dict.fromkeys(keys), "清除"))
