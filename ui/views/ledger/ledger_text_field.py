"""A field of several lines in the form of a request. The escape key drops what was typed last, as in a report's texts."""

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ledger.columns.column import TypedColumn
from app.request import Request
from ui.views.ledger.ledger_field import LedgerField
from ui.views.texts.text_editor import DROPPED, DROPPING
from ui.work.refusals import telling
from ui.work.undo_steps import TYPING_RUN_SECONDS, new_sitting
from ui.work.unit_ledger import UnitLedger


class LedgerTextField(QPlainTextEdit, LedgerField):
    """A field of several lines. Undo is the session's, not the widget's."""

    def __init__(
        self, ledger: UnitLedger, column: TypedColumn[Request], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.begin(ledger, column)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._loading = False
        self._runs: list[str] = []
        """What the text was before each step of undo that was typed since the keyboard came here."""
        self._when = 0.0
        self.textChanged.connect(self._on_changed)

    def typed(self) -> str:
        return self.toPlainText()

    def put_text(self, text: str) -> None:
        """Show a text, the cursor staying as near as it can."""
        place = self.textCursor().position()
        self._loading = True
        self.setPlainText(text)
        self._loading = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def _show(self, text: str) -> None:
        self._runs = []
        super()._show(text)

    def _on_changed(self) -> None:
        if not self._loading:
            self.on_typed()

    def _write(self, after: Request, label: str = "") -> None:
        """A pause, or a paragraph's end, closes a step of undo."""
        before, now = self._shown, time.monotonic()
        text = self.column.text(after)
        went_on = now - self._when <= TYPING_RUN_SECONDS and before.count("\n") == text.count("\n")
        if not self._runs or not went_on:
            self._sitting = new_sitting()
            self._runs.append(before)
        self._when = now
        super()._write(after, label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.explains_lock(event):
            return
        session = self.ledger.session
        with telling(session.refused.emit):
            if event.key() == Qt.Key.Key_Escape:
                self._drop_last_run()
            elif event.matches(QKeySequence.StandardKey.Undo):
                session.undo()
            elif event.matches(QKeySequence.StandardKey.Redo):
                session.redo()
            else:
                super().keyPressEvent(event)

    def _drop_last_run(self) -> None:
        """Take back what was typed last; it is written first, so that undo can bring it back. Raises `UserError`."""
        self.commit()
        request = self.ledger.requests.get(self._key) if self._key is not None else None
        if request is None or not self._runs or self.isReadOnly():
            return
        *earlier, body = self._runs
        after = self.column.put(request, body, self.ledger.today)
        self._sitting = new_sitting()
        super()._write(after, DROPPING)
        self._show(self._shown)
        self._runs = earlier
        self.ledger.session.told.emit(DROPPED)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write what was typed; a sitting goes on behind a menu or another window."""
        if event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            with telling(self.ledger.session.refused.emit):
                self.commit()
        else:
            self.leave()
        super().focusOutEvent(event)
