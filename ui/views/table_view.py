"""The editor of one table: the printed form, with frozen labels, moved through like a spreadsheet."""

from typing import overload

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QWidget,
)

from app.edits import FOLLOWED_REFUSAL
from app.errors import UserError
from app.filling import fill_all
from app.forms.grid import GridCell
from ui.base.qt_types import Index
from ui.models.grid_model import GridRole
from ui.models.table_model import TableModel
from ui.views.block_grid import BlockGrid
from ui.views.cell_delegate import KEPT, CellDelegate
from ui.views.text_editor import COMMIT_DELAY_MS, RETRY_DELAY_MS
from ui.work.refusals import disk_failed, telling
from ui.work.session import Session
from ui.work.undo_steps import new_sitting


class TableView(BlockGrid):
    """Shows and edits one `TableModel`."""

    current_cell_changed = Signal(str)
    """The key of the input cell the cursor is on."""

    def __init__(self, session: Session, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(session, model, parent)
        self.setObjectName(f"table_{model.table.key}")
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._delegate.left_by_key.connect(self._on_left_by_key)
        self._delegate.fill_wanted.connect(self._fill_selected)
        self._commit_timer = QTimer(self)
        self._commit_timer.setSingleShot(True)
        self._commit_timer.timeout.connect(self._commit_meanwhile)
        self.setCurrentIndex(model.index_of(self._matrix[0][0]))

    def show_last_year(self, wanted: bool) -> None:
        """Show last year's figures in small type below this year's, or no longer."""
        if wanted != self.two_lines:
            self.two_lines = wanted
            self.grid_model.show_last_year(wanted)
            self.lay_out()

    # moving

    def go_to(self, cell_key: str) -> None:
        """Put the cursor on a cell and show it."""
        index = self.grid_model.index_for(cell_key)
        if index.isValid():
            self.move_to(index)
            self.setFocus()

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
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isprintable() and event.text() and not self._may_type():
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
            self._commit_timer.stop()
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
        if self._session.read_only:
            self.say(f"不能修改：{self._session.read_only}。")
            return
        if key in self._session.counted_cells and report.status != "final":
            self.say(FOLLOWED_REFUSAL)
            return
        final = "报告已定稿，不能修改；确需修改，请先取消定稿。"
        total = "这一格由程序自动合计；要自行填写，请在“报告”菜单中取消“自动计算合计”。"
        self.say(final if not report.form.cells[key].computed or report.status == "final" else total)

    @overload
    def edit(self, index: Index, /) -> None: ...

    @overload
    def edit(self, index: Index, trigger: QAbstractItemView.EditTrigger, event: QEvent | None, /) -> bool: ...

    def edit(
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger | None = None,
        event: QEvent | None = None,
    ) -> bool | None:
        """Open the editor: typing replaces the value, F2 and a double click keep it and put the cursor behind."""
        if trigger is None:
            super().edit(index)
            self._sign_editor()
            return True
        kept = self._cell_editor()
        if kept is not None and kept.property("cellIndex") != QPersistentModelIndex(index):
            # One text at a time: the refused one is settled first.
            kept.setFocus()
            return False
        opened = super().edit(index, trigger, event)  # type: ignore[arg-type]  # Qt passes no event at times
        editor = self._sign_editor()
        if opened and editor is not None and trigger is not QAbstractItemView.EditTrigger.AnyKeyPressed:
            editor.end(False)
        return opened

    def _sign_editor(self) -> QLineEdit | None:
        """Let a fresh editor know for which report it is typed and what was there before."""
        editor, report = self._cell_editor(), self._session.report
        if editor is not None and report is not None and editor.property("reportId") is None:
            editor.setProperty("reportId", report.id)
            editor.setProperty("sitting", new_sitting())
            editor.setProperty("before", editor.property("cellIndex").data(Qt.ItemDataRole.EditRole))
            editor.textEdited.connect(lambda _text: self._commit_timer.start(COMMIT_DELAY_MS))
            self._commit_timer.start(COMMIT_DELAY_MS)
        return editor

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let what an input method commits, full-width digits for one, open the cell's editor and go into it.

        Qt opens the editor but leaves what was committed behind.
        """
        if not event.commitString():
            super().inputMethodEvent(event)
            return
        if self._cell_editor() is None and self._may_type():
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, None)
        editor = self._cell_editor()
        if editor is None:
            self._explain_locked()
        else:
            QApplication.sendEvent(editor, event)

    def _cell_editor(self) -> QLineEdit | None:
        return self.viewport().findChild(QLineEdit, "cellEditor")

    # what is typed

    def commit(self) -> None:
        """Write what stands in an open cell editor and close it. Raises `UserError`; the editor stays open then."""
        editor = self._cell_editor()
        if editor is not None:
            self._write(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def pending(self) -> str:
        """Return what stands in an open cell editor."""
        editor = self._cell_editor()
        return editor.text() if editor is not None else ""

    def load(self) -> None:
        """Another report may be on screen: what was typed for the one before must not go into it."""
        editor, report = self._cell_editor(), self._session.report
        if editor is not None and (report is None or editor.property("reportId") != report.id):
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)

    def commitData(self, editor: QWidget) -> None:
        """Write what was typed; what is refused stays in the editor, and is told beside it."""
        if isinstance(editor, QLineEdit):
            with telling(lambda why: self.say(why, QModelIndex(editor.property("cellIndex")))):
                self._write(editor)

    def _write(self, editor: QLineEdit) -> None:
        self._commit_timer.stop()
        key = self._key_of(editor)
        self._session.unsaved.add(key)
        try:
            self.grid_model.put(key, editor.text(), editor.property("sitting"))
        except UserError as error:
            self._delegate.keep(editor)
            if disk_failed(error):
                self._commit_timer.start(RETRY_DELAY_MS)
            else:
                self._take_back(editor)
            raise
        editor.setProperty(KEPT, False)
        self._session.unsaved.discard(key)

    def _commit_meanwhile(self) -> None:
        """Write what was typed so far, the editor staying open; what is no number yet may become one."""
        editor = self._cell_editor()
        if editor is None:
            return
        try:
            self.grid_model.put(self._key_of(editor), editor.text(), editor.property("sitting"))
        except UserError as error:
            if disk_failed(error):
                self._session.unsaved.add(self._key_of(editor))
                self._commit_timer.start(RETRY_DELAY_MS)
            else:
                self._take_back(editor)
        else:
            self._session.unsaved.discard(self._key_of(editor))

    def _take_back(self, editor: QLineEdit) -> None:
        """Leave no beginning of what turns out to be no number: of 4x, nobody has meant the 4."""
        with telling(self.say):
            self._session.give_up(editor.property("sitting"))

    def _key_of(self, editor: QWidget) -> str:
        key = self.grid_model.cell_at(editor.property("cellIndex")).key
        assert key is not None
        return key

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close a cell's editor, unless its text was refused: then only the escape key gives the text up.

        The escape key also takes back what was written while it was typed.
        """
        given_up = hint is QAbstractItemDelegate.EndEditHint.RevertModelCache
        if editor.property(KEPT) and not given_up:
            return
        key = self._key_of(editor)
        self._session.unsaved.discard(key)
        self._commit_timer.stop()
        # An editor that Qt is about to delete is not found any more.
        editor.setObjectName("")
        report = self._session.report
        if given_up and report is not None and report.id == editor.property("reportId"):
            with telling(self.say):
                self._session.give_up(editor.property("sitting"))
                self.grid_model.put(key, editor.property("before"), editor.property("sitting"))
        super().closeEditor(editor, hint)
