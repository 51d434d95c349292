"""The editor of one table: the printed form, with frozen labels, moved through like a spreadsheet."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QWidget,
)

from app.edits import FOLLOWED_REFUSAL, SUM_REFUSAL
from app.errors import UserError
from app.filling import fill_all
from app.forms.grid import GridCell
from app.report import Origin, Report, Status
from ui.base.qt_types import Index
from ui.models.grid_model import GridRole
from ui.models.table_model import TableModel
from ui.views.tables.block_grid import BlockGrid
from ui.views.tables.cell_delegate import CellDelegate
from ui.views.texts.text_editor import RETRY_DELAY_MS
from ui.views.typed_keys import is_typing
from ui.work.refusals import disk_failed, telling
from ui.work.typed_report import TypedReport


class TableView(BlockGrid):
    """Shows and edits one `TableModel`."""

    current_cell_changed = Signal(str)
    """The key of the input cell the cursor is on."""

    def __init__(self, session: TypedReport, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(session, model, parent)
        self.setObjectName(f"table_{model.table.key}")
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self._delegate.left_by_key.connect(self._on_left_by_key)
        self._delegate.fill_wanted.connect(self._fill_selected)
        session.figures_checked.connect(self._paint_changes)
        self.setCurrentIndex(model.index_of(self.grid_model.matrix[0][0]))

    def show_last_year(self, wanted: bool) -> None:
        """Show last year's figures in small type below this year's, or no longer."""
        if wanted != self.two_lines:
            self.two_lines = wanted
            self.grid_model.show_last_year(wanted)
            self.lay_out()

    def _paint_changes(self) -> None:
        """Paint what was typed, with its marks, before the lists beside the table follow."""
        if self.isVisible():
            self.viewport().repaint(self.visualRect(self.currentIndex()))

    # moving

    def go_to(self, cell_key: str) -> None:
        """Put the cursor and the keyboard on a cell and show it."""
        if self.show_cell(cell_key):
            self.setFocus()

    def show_cell(self, cell_key: str) -> bool:
        """Put the cursor on a cell and show it, wherever the keyboard is; tell whether the table has the cell."""
        index = self.grid_model.index_for(cell_key)
        if index.isValid():
            self.move_to(index)
        return index.isValid()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        cell = current.data(GridRole.CELL)
        if isinstance(cell, GridCell) and cell.key is not None:
            self.current_cell_changed.emit(cell.key)

    def _on_left_by_key(self, way: str) -> None:
        match way:
            case "enter" | "enter back":
                self.enter(back=way == "enter back")
            case "tab" | "tab back":
                self.tab(back=way == "tab back")
            case "down" | "up":
                self.move_to(self._vertical(1 if way == "down" else -1))
            case "left" | "right":
                self.move_to(self._horizontal(1 if way == "right" else -1))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_typing(event) and not self._may_type():
            self._explain_locked()
        else:
            super().keyPressEvent(event)
            if self._cell_editor() is not None:
                # It was typed into the editor that it opened: the window need not say that nothing takes it.
                event.accept()

    def _fill_selected(self, text: str) -> None:
        """Write what was typed into every selected cell, and close the editor; what is refused stays in it."""
        report, editor = self._session.report, self._cell_editor()
        if report is None or editor is None:
            return
        with telling(self.say):
            edit = fill_all(report, self.selected_keys(), text)
            self._pause.stop()
            self._session.apply(edit, editor.property("sitting"))
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.setFocus()

    def _may_type(self) -> bool:
        key = self.current_key()
        return key is not None and self.grid_model.is_editable(key)

    def _explain_locked(self) -> None:
        report = self._session.report
        key = self.current_key()
        if report is None or key is None:
            return
        self.say(self._why_locked(report, key))

    def _why_locked(self, report: Report, key: str) -> str:
        if self._session.read_only or report.status is Status.FINAL:
            return self._session.why_locked()
        if report.origin is Origin.SUM:
            return SUM_REFUSAL
        if key in self._session.counted_cells:
            return FOLLOWED_REFUSAL
        return "这一格由程序自动合计；要自行填写，请在“报告”菜单中取消“自动计算合计”。"

    def _on_opened(self, editor: QLineEdit) -> None:
        report = self._session.report
        assert report is not None
        editor.setProperty("reportId", report.id)

    # what is typed

    def load(self) -> None:
        """Another report may be on screen: what was typed for the one before must not go into it."""
        editor, report = self._cell_editor(), self._session.report
        if editor is not None and (report is None or editor.property("reportId") != report.id):
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def _put(self, editor: QLineEdit) -> None:
        self.grid_model.put(self._place_of(editor), editor.text(), editor.property("sitting"))

    def _write_meanwhile(self) -> None:
        """Write what was typed so far; what is no number yet may become one."""
        editor = self._cell_editor()
        if editor is None:
            return
        place = self._place_of(editor)
        try:
            self._put(editor)
        except UserError as error:
            self._session.unsaved.hold(place, editor.text())
            if disk_failed(error):
                self._session.unsaved.add(place)
                self._pause.start(RETRY_DELAY_MS)
            else:
                self._take_back(editor)
        else:
            self._session.unsaved.discard(place)

    def _place_of(self, editor: QWidget) -> str:
        key = self.grid_model.cell_at(editor.property("cellIndex")).key
        assert key is not None
        return key

    def _give_up(self, editor: QWidget) -> None:
        report, sitting = self._session.report, editor.property("sitting")
        if report is not None and report.id == editor.property("reportId"):
            self._session.give_up(sitting)
            self.grid_model.put(self._place_of(editor), editor.property("before"), sitting)
