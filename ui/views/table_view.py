"""The editor of one table: the printed form, with frozen labels, moved through like a spreadsheet."""

from itertools import count

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QToolTip,
    QWidget,
)

from app.clipboard import as_labelled_text, as_text, fill_blanks, paste, paste_table
from app.edits import SetCells
from app.errors import UserError
from app.forms.grid import GridCell
from ui.base.markup import plain_tip
from ui.models.grid_model import GridRole
from ui.models.table_model import TableModel
from ui.views.cell_delegate import KEPT, CellDelegate
from ui.views.movable_grid import MovableGrid
from ui.views.text_editor import COMMIT_DELAY_MS, RETRY_DELAY_MS
from ui.work.refusals import disk_failed, telling
from ui.work.session import Session

_MESSAGE_MS = 6000


class TableView(MovableGrid):
    """Shows and edits one `TableModel`."""

    current_cell_changed = Signal(str)
    """The key of the input cell the cursor is on."""

    def __init__(self, session: Session, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._model: TableModel
        self._session = session
        self.setObjectName(f"table_{model.table.key}")
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._delegate.left_by_key.connect(self._on_left_by_key)
        self._sittings = count(1)
        self._commit_timer = QTimer(self)
        self._commit_timer.setSingleShot(True)
        self._commit_timer.timeout.connect(self._commit_meanwhile)
        self.setCurrentIndex(model.index_of(self._matrix[0][0]))

    # moving

    def go_to(self, cell_key: str) -> None:
        """Put the cursor on a cell and show it."""
        index = self._model.index_for(cell_key)
        if index.isValid():
            self.move_to(index)
            self.setFocus()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        cell = current.data(GridRole.CELL)
        if isinstance(cell, GridCell) and cell.key is not None:
            self.current_cell_changed.emit(cell.key)

    def _on_left_by_key(self, way: str) -> None:
        target = {
            "next": lambda: self._neighbour(1),
            "previous": lambda: self._neighbour(-1),
            "down": lambda: self._vertical(1),
            "up": lambda: self._vertical(-1),
        }[way]()
        self.move_to(target)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_selected()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_selected()
        elif event.text().isprintable() and event.text() and not self._may_type():
            self._explain_locked()
        else:
            super().keyPressEvent(event)

    def _may_type(self) -> bool:
        key = self.current_key()
        return key is not None and self._model.is_editable(key)

    def _explain_locked(self) -> None:
        report = self._session.report
        key = self.current_key()
        if report is None or key is None:
            return
        if self._session.read_only:
            self.say(f"不能修改：{self._session.read_only}。")
            return
        final = "报告已定稿，不能修改；确需修改，请先取消定稿。"
        total = "这一格由程序自动合计；要自行填写，请在“报告”菜单中取消“自动计算合计”。"
        self.say(final if not report.form.cells[key].computed or report.status == "final" else total)

    def edit(
        self,
        index: QModelIndex,
        trigger: QAbstractItemView.EditTrigger | None = None,
        event: QEvent | None = None,
    ) -> bool:
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
        opened = super().edit(index, trigger, event)
        editor = self._sign_editor()
        if opened and editor is not None and trigger is not QAbstractItemView.EditTrigger.AnyKeyPressed:
            editor.end(False)
        return opened

    def _sign_editor(self) -> QLineEdit | None:
        """Let a fresh editor know for which report it is typed and what was there before."""
        editor, report = self._cell_editor(), self._session.report
        if editor is not None and report is not None and editor.property("reportId") is None:
            editor.setProperty("reportId", report.id)
            editor.setProperty("sitting", next(self._sittings))
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
            self._model.put(key, editor.text(), editor.property("sitting"))
        except UserError as error:
            self._delegate.keep(editor)
            if disk_failed(error):
                self._commit_timer.start(RETRY_DELAY_MS)
            raise
        editor.setProperty(KEPT, False)
        self._session.unsaved.discard(key)

    def _commit_meanwhile(self) -> None:
        """Write what was typed so far, the editor staying open; what is no number yet may become one."""
        editor = self._cell_editor()
        if editor is None:
            return
        try:
            self._model.put(self._key_of(editor), editor.text(), editor.property("sitting"))
        except UserError as error:
            if disk_failed(error):
                self._session.unsaved.add(self._key_of(editor))
                self._commit_timer.start(RETRY_DELAY_MS)
        else:
            self._session.unsaved.discard(self._key_of(editor))

    def _key_of(self, editor: QWidget) -> str:
        key = self._model.cell_at(editor.property("cellIndex")).key
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
                self._model.put(key, editor.property("before"), editor.property("sitting"))
        super().closeEditor(editor, hint)

    # commands on the selection

    def _selected_keys(self) -> list[str]:
        selected = {self._model.cell_at(index).key for index in self.selectedIndexes()}
        return [cell.key for row in self._matrix for cell in row if cell.key and cell.key in selected]

    def copy(self) -> None:
        """Copy the selected cells for WPS or Excel."""
        report = self._session.report
        chosen = set(self._selected_keys())
        if report is None or not chosen:
            return
        rows = [[cell for cell in row if cell.key in chosen] for row in self._matrix]
        QApplication.clipboard().setText(as_text(report, [row for row in rows if row]))

    def copy_with_labels(self) -> None:
        """Copy the selected cells, all of the table when only one is, with the labels above and beside them."""
        report = self._session.report
        chosen = set(self._selected_keys())
        if report is not None:
            every = {cell.key for row in self._matrix for cell in row if cell.key}
            text = as_labelled_text(report, self._model.grid, chosen if len(chosen) > 1 else every)
            QApplication.clipboard().setText(text)

    def paste(self) -> None:
        """Paste a labelled table into its rows and columns, or a block from WPS or Excel at the cursor.

        A single value goes into every selected cell.
        """
        report = self._session.report
        key = self.current_key()
        if report is None or key is None:
            return
        text = QApplication.clipboard().text()
        chosen = self._selected_keys()
        with telling(self.say):
            labelled = paste_table(report, self._model.table, QApplication.clipboard().mimeData().html())
            if labelled is not None:
                self._session.apply(labelled)
            elif len(chosen) > 1 and text.strip() and not any(mark in text.strip() for mark in "\t\n"):
                edits = [
                    paste(report, self._model.grid, self._place(cell), text).cells
                    for cell in chosen
                    if self._model.is_editable(cell)
                ]
                self._session.apply(
                    SetCells(report.id, {k: v for cells in edits for k, v in cells.items()}, "粘贴")
                )
            else:
                origin = self._place(chosen[0] if chosen else key)
                self._session.apply(paste(report, self._model.grid, origin, text))

    def _place(self, key: str) -> tuple[int, int]:
        for number, row in enumerate(self._matrix):
            for column, cell in enumerate(row):
                if cell.key == key:
                    return number, column
        raise KeyError(key)

    def clear_selected(self) -> None:
        """Make the selected cells untouched."""
        report = self._session.report
        keys = [key for key in self._selected_keys() if self._model.is_editable(key)]
        if report is not None and any(key in report.cells for key in keys):
            with telling(self.say):
                self._session.apply(SetCells(report.id, dict.fromkeys(keys), "清除"))

    def fill_blanks(self) -> None:
        """Set every untouched cell of the table to 0."""
        report = self._session.report
        if report is not None:
            edit = fill_blanks(report, self._model.table.key)
            if edit.cells:
                with telling(self.say):
                    self._session.apply(edit)

    def selectAll(self) -> None:
        """Select every input cell."""
        self.selectionModel().clearSelection()
        for row in self._matrix:
            for cell in row:
                self.selectionModel().select(
                    self._model.index_of(cell), QItemSelectionModel.SelectionFlag.Select
                )

    # messages at the cell

    def say(self, message: str, index: QModelIndex | None = None) -> None:
        """Show one sentence beside a cell, the current one by default."""
        rect = self.visualRect(index or self.currentIndex())
        place = self.viewport().mapToGlobal(rect.bottomLeft())
        QToolTip.showText(place, plain_tip(message), self.viewport(), rect, _MESSAGE_MS)
        self._session.refused.emit(message)
