"""Typing into a cell of a ledger: what is typed is written meanwhile, and a request may begin with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import UserError
from ui.views.ledger.record_blocks import RecordBlocks
from ui.views.ledger.record_delegate import RecordDelegate
from ui.work.refusals import telling
from ui.work.session import Session


class RecordTyping(RecordBlocks):
    """A grid on a `RecordModel` whose cells are typed into."""

    _session: Session
    _delegate: RecordDelegate

    def _on_opened(self, editor: QLineEdit) -> None:
        editor.setProperty("recordKey", self._records.key_at(editor.property("cellIndex").row()))
        editor.returnPressed.connect(lambda: self._delegate.leave(editor, "enter"))

    def focus_editor(self) -> None:
        """Give the keyboard to the open cell editor."""
        editor = self._cell_editor()
        if editor is not None:
            editor.setFocus()

    def _write(self, editor: QLineEdit) -> None:
        index = editor.property("cellIndex")
        if not index.isValid() or self._records.key_at(index.row()) != editor.property("recordKey"):
            # What was typed for has gone, or has been written by now.
            self._pause.stop()
        elif editor.text() == editor.property("before"):
            self._pause.stop()
            self._pass_over(editor)
        else:
            super()._write(editor)

    def _put(self, editor: QLineEdit) -> None:
        # While it is written the frame may move, which closes the editor and would write it once more.
        index, before = editor.property("cellIndex"), editor.property("before")
        editor.setProperty("before", editor.text())
        try:
            self._records.type_in(index.row(), index.column(), editor.text(), editor.property("sitting"))
        except UserError:
            editor.setProperty("before", before)
            raise

    def _write_meanwhile(self) -> None:
        """Write what was typed so far, the editor staying open; what is no date yet may become one.

        What is emptied is written only when the cell is left: of a list it may be the row's last value.
        """
        editor = self._cell_editor()
        index = editor.property("cellIndex") if editor is not None else None
        if editor is None or index is None or not index.isValid():
            return
        if not editor.text().strip():
            self._session.unsaved.hold(self._place_of(editor), "")
            return
        with telling(self.say):
            if self._records.reads(index.row(), index.column(), editor.text()):
                self._write(editor)
            else:
                self._session.unsaved.hold(self._place_of(editor), editor.text())
                self._take_back(editor)

    def _take_back(self, editor: QLineEdit) -> None:
        """Keep a request that began with what is taken back: more of it may have been typed meanwhile."""
        if not editor.property("began"):
            super()._take_back(editor)
            editor.setProperty("before", editor.property("cellIndex").data(Qt.ItemDataRole.EditRole))

    def _place_of(self, editor: QWidget) -> str:
        return f"record:{editor.property('recordKey')}:{editor.property('cellIndex').column()}"

    def _give_up(self, editor: QWidget) -> None:
        self._session.give_up(editor.property("sitting"))
