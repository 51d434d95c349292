"""A table whose cells are typed into: how an editor opens, is written, keeps what is refused, and closes."""

from typing import overload

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QTableView,
    QToolTip,
    QWidget,
)

from app.errors import UserError
from ui.base.markup import plain_tip
from ui.base.qt_types import Index
from ui.views.tables.cell_delegate import KEPT, TYPED_OVER, CellDelegate
from ui.views.texts.text_editor import COMMIT_DELAY_MS, RETRY_DELAY_MS
from ui.work.refusals import disk_failed, telling
from ui.work.typed_report import TypedReport
from ui.work.undo_steps import new_sitting

_MESSAGE_MS = 6000
_UNTYPED = "untyped"
"""An editor's property: it was opened by composing a character, and none has come of that yet."""


class TypedTable(QTableView):
    """Has one cell editor at a time. A derived table says what may be typed, and writes it."""

    _session: TypedReport

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._write_meanwhile)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )

    # what a derived table gives

    def _may_type(self) -> bool:
        """Whether the current cell may be typed into."""
        raise NotImplementedError

    def _explain_locked(self) -> None:
        """Say why the current cell may not be typed into."""
        raise NotImplementedError

    def _on_opened(self, editor: QLineEdit) -> None:
        """Let a fresh editor know for what it is typed."""
        raise NotImplementedError

    def _place_of(self, editor: QWidget) -> str:
        """Return the name of an editor's place in `Session.unsaved`."""
        raise NotImplementedError

    def _put(self, editor: QLineEdit) -> None:
        """Write an editor's text. Raises `UserError`."""
        raise NotImplementedError

    def _write_meanwhile(self) -> None:
        """Write what was typed so far, the editor staying open."""
        raise NotImplementedError

    def _take_back(self, editor: QLineEdit) -> None:
        """Leave no beginning of what turns out to be unreadable: of 4x, nobody has meant the 4."""
        with telling(self.say):
            self._session.give_up(editor.property("sitting"))

    def _give_up(self, editor: QWidget) -> None:
        """Take back what was written of a text that is given up now. Raises `UserError`."""
        raise NotImplementedError

    def copy(self) -> None:
        """Copy what is selected."""
        raise NotImplementedError

    def paste(self) -> None:
        """Paste from the framed cell on."""
        raise NotImplementedError

    def cut(self) -> None:
        """Copy what is selected and empty it."""
        raise NotImplementedError

    def clear_selected(self) -> None:
        """Empty the selected cells."""
        raise NotImplementedError

    # keys

    def take_clipboard_key(self, event: QKeyEvent) -> bool:
        """Copy, paste or cut if that is what a key means; tell whether it was."""
        keys = QKeySequence.StandardKey
        for key, act in ((keys.Copy, self.copy), (keys.Paste, self.paste), (keys.Cut, self.cut)):
            if event.matches(key):
                act()
                return True
        return False

    def take_erasing_key(self, event: QKeyEvent) -> bool:
        """Do what Delete and Backspace do in a spreadsheet; tell whether it was one of them.

        Delete empties what is selected. Backspace empties the framed cell to be typed anew; with Shift it selects
        this cell alone, with Ctrl it shows it.
        """
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alone = held == Qt.KeyboardModifier.NoModifier
        match event.key():
            case Qt.Key.Key_Delete if alone:
                self.clear_selected()
            case Qt.Key.Key_Backspace if alone and self._may_type():
                self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, event)
            case Qt.Key.Key_Backspace if alone:
                self._explain_locked()
            case Qt.Key.Key_Backspace:
                self.scrollTo(self.currentIndex())
                if held & Qt.KeyboardModifier.ShiftModifier:
                    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                    self.selectionModel().select(self.currentIndex(), flag)
            case Qt.Key.Key_Delete:
                pass
            case _:
                return False
        return True

    # the editor

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        editor = self._cell_editor()
        if editor is not None and editor.property(KEPT):
            # Once whatever moves the frame is done with it.
            QTimer.singleShot(0, self, self._return_to_refused)

    def _return_to_refused(self) -> None:
        """Settle one text at a time: while a refused one has the keyboard, no other cell may look chosen."""
        editor = self._cell_editor()
        if editor is None or not editor.property(KEPT):
            return
        index = QModelIndex(editor.property("cellIndex"))
        if index.isValid() and (index != self.currentIndex() or self.selectedIndexes() != [index]):
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)
        editor.setFocus()
        editor.selectAll()

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
            return None
        kept = self._cell_editor()
        if kept is not None and kept.property("cellIndex") != QPersistentModelIndex(index):
            self._return_to_refused()
            return False
        opened = super().edit(index, trigger, event)  # type: ignore[arg-type]  # Qt passes no event at times
        editor = self._sign_editor()
        typed = trigger is QAbstractItemView.EditTrigger.AnyKeyPressed
        if opened and editor is not None:
            editor.setProperty(TYPED_OVER, typed)
            if not typed:
                editor.end(False)
        return opened

    def _sign_editor(self) -> QLineEdit | None:
        """Let a fresh editor know what was there before, and have what is typed written after a pause."""
        editor = self._cell_editor()
        if editor is not None and editor.property("sitting") is None:
            editor.setProperty("sitting", new_sitting())
            editor.setProperty("before", editor.property("cellIndex").data(Qt.ItemDataRole.EditRole))
            self._on_opened(editor)
            editor.textEdited.connect(lambda _text: self._on_edited(editor))
            self._pause.start(COMMIT_DELAY_MS)
        return editor

    def _on_edited(self, editor: QLineEdit) -> None:
        editor.setProperty(_UNTYPED, False)
        self._pause.start(COMMIT_DELAY_MS)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let what an input method commits, full-width digits for one, open the cell's editor and go into it.

        Qt opens the editor but leaves behind what was committed without having been composed.
        """
        if not event.commitString() or self._cell_editor() is not None:
            self._compose(event)
            return
        if self._cell_editor() is None and self._may_type():
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, None)
        editor = self._cell_editor()
        if editor is None:
            self._explain_locked()
        else:
            QApplication.sendEvent(editor, event)
            editor.setFocus()

    def _compose(self, event: QInputMethodEvent) -> None:
        """Let Qt show what is being composed in the cell's editor, and give it the keyboard with what comes of it.

        Until something does, the value before it stays: who presses a letter by mistake and takes it back has typed nothing.
        """
        opens = self._cell_editor() is None and bool(event.preeditString())
        if opens and not self._may_type():
            self._explain_locked()
            return
        super().inputMethodEvent(event)
        editor = self._cell_editor()
        if opens and editor is not None:
            editor.setProperty(_UNTYPED, True)
            self._pause.stop()

    def _cell_editor(self) -> QLineEdit | None:
        return self.viewport().findChild(QLineEdit, "cellEditor")

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

    def commitData(self, editor: QWidget) -> None:
        """Write what was typed; what is refused stays in the editor, and is told beside it."""
        if isinstance(editor, QLineEdit):
            with telling(lambda why: self.say(why, QModelIndex(editor.property("cellIndex")))):
                self._write(editor)

    def _write(self, editor: QLineEdit) -> None:
        """Write an editor's text. Raises `UserError`; what is refused stays, and is tried again if the disk failed."""
        self._pause.stop()
        if editor.property(_UNTYPED):
            return
        place = self._place_of(editor)
        self._session.unsaved.add(place)
        try:
            self._put(editor)
        except UserError as error:
            CellDelegate.keep(editor)
            self._session.unsaved.hold(place, editor.text())
            if disk_failed(error):
                self._pause.start(RETRY_DELAY_MS)
            else:
                self._take_back(editor)
            raise
        # Writing may have given the editor another place: that of a request that began with it.
        self._session.unsaved.discard(place)
        self._pass_over(editor)

    def _pass_over(self, editor: QWidget) -> None:
        """Take back what was said of a text that was refused: it has been mended or given up."""
        self._session.unsaved.discard(self._place_of(editor))
        if editor.property(KEPT):
            editor.setProperty(KEPT, False)
            editor.setStyleSheet("")
            QToolTip.hideText()
            self._session.told.emit("")

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close a cell's editor, unless its text was refused: then only the escape key gives the text up.

        The escape key also takes back what was written while it was typed.
        """
        given_up = hint is QAbstractItemDelegate.EndEditHint.RevertModelCache
        if editor.property(KEPT) and not given_up:
            return
        self._pass_over(editor)
        self._pause.stop()
        # An editor that Qt is about to delete is not found any more.
        editor.setObjectName("")
        if given_up:
            with telling(self.say):
                self._give_up(editor)
        super().closeEditor(editor, hint)

    # messages at the cell

    def say(self, message: str, index: QModelIndex | None = None) -> None:
        """Show one sentence beside a cell, the current one by default."""
        rect = self.visualRect(index or self.currentIndex())
        place = self.viewport().mapToGlobal(rect.bottomLeft())
        QToolTip.showText(place, plain_tip(message), self.viewport(), rect, _MESSAGE_MS)
        self._session.refused.emit(message)
