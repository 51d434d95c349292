"""One field of a request in its form: the same column as in the grid, typed into a line or a text.

What is typed is on disk within half a second of the last key. The escape key gives back what stood in a line before;
of a text it drops what was typed last, as in the texts of a report.
"""

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import UserError
from app.ledger.columns.column import TypedColumn
from app.request import Request
from ui.base import theme
from ui.views.ledger.choice_list import ChoiceList
from ui.views.text_editor import COMMIT_DELAY_MS, DROPPED, DROPPING, RETRY_DELAY_MS
from ui.views.typed_keys import is_typing
from ui.work.refusals import disk_failed, telling
from ui.work.undo_steps import TYPING_RUN_SECONDS, new_sitting
from ui.work.unit_ledger import UnitLedger


class _Field:
    """The common part of lines and texts: each shows a column of one request, and writes what is typed there."""

    def begin(self, ledger: UnitLedger, column: TypedColumn[Request]) -> None:
        """Begin with no request."""
        self.ledger, self.column = ledger, column
        self._key: int | None = None
        self._shown = self._settled = ""
        """The column's text on disk, and what was typed for it: ``自然人`` for ``zrr``."""
        self._sitting = 0
        self._refused = self._writing = False
        assert isinstance(self, QWidget)
        self.setObjectName(f"field_{column.key}")
        self.setAccessibleName(column.title)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._write_meanwhile)

    def typed(self) -> str:
        """Return what stands in the field."""
        raise NotImplementedError

    def put_text(self, text: str) -> None:
        """Show a text."""
        raise NotImplementedError

    def load(self, request: Request | None) -> None:
        """Show the field of a request; what is typed for the same one stays, unless another value was put there."""
        text = "" if request is None else self.column.text(request)
        if request is not None and request.id == self._key and (self._writing or text == self._shown):
            self._shown = text
            return
        self.ledger.session.unsaved.discard(self._place)
        self._key = request.id if request else None
        self._show(text)

    def _show(self, text: str) -> None:
        self._pause.stop()
        self._shown = self._settled = text
        self._sitting = 0
        self._mark(refused=False)
        if self.typed() != text:
            self.put_text(text)

    @property
    def _place(self) -> str:
        return f"request:{self._key}:{self.column.key}"

    @property
    def pending(self) -> str:
        """What was typed and is not on disk."""
        return self.typed() if self._place in self.ledger.session.unsaved else ""

    def commit(self) -> None:
        """Write what was typed, if anything was. Raises `UserError`; what is refused stays here."""
        self._pause.stop()
        request = self.ledger.requests.get(self._key) if self._key is not None else None
        text = self.typed()
        if request is None or text in (self._shown, self._settled):
            self.ledger.session.unsaved.discard(self._place)
            if self._refused:
                # What was said of it is over, too.
                self.ledger.session.told.emit("")
            self._mark(refused=False)
            return
        self.ledger.session.unsaved.add(self._place)
        try:
            self._write(self.column.put(request, text, self.ledger.today))
        except UserError as error:
            self.ledger.session.unsaved.hold(self._place, text)
            self._mark(refused=True)
            if disk_failed(error):
                self._pause.start(RETRY_DELAY_MS)
            else:
                self._take_back()
            raise
        self.ledger.session.unsaved.discard(self._place)
        self._settled = text
        self._mark(refused=False)

    def _write(self, after: Request, label: str = "") -> None:
        """Write the request as it is now, without taking from the field what is typed. Raises `UserError`."""
        self._sitting = self._sitting or new_sitting()
        self._writing = True
        try:
            self.ledger.put({after.id: after}, label or f"修改{self.column.title}", sitting=self._sitting)
        finally:
            self._writing = False
        self._shown = self.column.text(after)

    def _write_meanwhile(self) -> None:
        """Write what was typed so far; what is no date yet may become one."""
        request = self.ledger.requests.get(self._key) if self._key is not None else None
        if request is None:
            return
        try:
            self.column.put(request, self.typed(), self.ledger.today)
        except UserError:
            self.ledger.session.unsaved.hold(self._place, self.typed())
            self._take_back()
            return
        with telling(self.ledger.session.refused.emit):
            self.commit()

    def _take_back(self) -> None:
        """Leave no beginning of what turns out to be no date: of 1.3x, nobody has meant the 1.3."""
        self._writing = True
        try:
            with telling(self.ledger.session.refused.emit):
                self.ledger.session.give_up(self._sitting)
        finally:
            self._writing = False
        self._settled = self._shown

    def on_typed(self) -> None:
        """Write when typing pauses."""
        self._pause.start(COMMIT_DELAY_MS)

    def leave(self) -> None:
        """Write what was typed and show it as it is kept; a refusal is told."""
        with telling(self.ledger.session.refused.emit):
            self.commit()
            self._show(self._shown)

    def explains_lock(self, event: QKeyEvent) -> bool:
        """Say why nothing can be typed here; return False where something can be."""
        locked = bool(self.ledger.session.read_only) and is_typing(event)
        if locked:
            self.ledger.session.refused.emit(self.ledger.session.why_locked())
        return locked

    def _mark(self, *, refused: bool) -> None:
        self._refused = refused
        colours = theme.current()
        sheet = f"color: {colours.error}; background: {colours.error_tint};" if refused else ""
        assert isinstance(self, QWidget)
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)


class FieldLine(QLineEdit, _Field):
    """A field of one line."""

    entered = Signal()

    def __init__(
        self, ledger: UnitLedger, column: TypedColumn[Request], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.begin(ledger, column)
        self._before: str | None = None
        """What stood here before the editing began; None while nothing is typed."""
        self._choices = ChoiceList(self, column) if column.choices else None
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_entered)

    def typed(self) -> str:
        return self.text()

    def put_text(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def _show(self, text: str) -> None:
        self._before = None
        super()._show(text)

    def _on_edited(self) -> None:
        if self._before is None:
            self._before = self._shown
        self.on_typed()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._choices is not None:
            self._choices.adopt()
        self.leave()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.explains_lock(event):
            return
        if self._choices is not None:
            if self._choices.isVisible() and self._choices.take_key(key):
                return
            if key is Qt.Key.Key_Down:
                self._choices.open()
                return
        if key is Qt.Key.Key_Escape and self._before is not None:
            self._give_up(self._before)
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            with telling(self.ledger.session.refused.emit):
                self.ledger.session.undo()
        else:
            super().keyPressEvent(event)

    def _give_up(self, before: str) -> None:
        """Take back all that was typed since the editing began, also what was written meanwhile."""
        self._pause.stop()
        if self._choices is not None:
            self._choices.hide()
        self.ledger.session.unsaved.discard(self._place)
        with telling(self.ledger.session.refused.emit):
            self.ledger.session.give_up(self._sitting)
        self.put_text(before)
        # Where something else came in between, the value before is written again.
        self.leave()

    def _on_entered(self) -> None:
        if self._choices is not None:
            self._choices.adopt()
        self.leave()
        if not self._refused:
            self.entered.emit()


class FieldText(QPlainTextEdit, _Field):
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
