"""One field of a request in its form: the same column as in the grid, typed into a line or a text."""

from itertools import count

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import UserError
from app.ledger.columns.column import TypedColumn
from app.request import Request
from ui.base import theme
from ui.views.ledger.choice_list import ChoiceList
from ui.work.refusals import disk_failed, telling
from ui.work.unit_ledger import UnitLedger

COMMIT_DELAY_MS = 300
_RETRY_DELAY_MS = 5000
_sittings = count(1_000_000)


class _Field:
    """What a line and a text have in common: they show a column of one request, and write what is typed there."""

    def begin(self, ledger: UnitLedger, column: TypedColumn[Request]) -> None:
        self.ledger, self.column = ledger, column
        self._key: int | None = None
        self._shown, self._sitting = "", next(_sittings)
        self._refused = False

    def typed(self) -> str:
        """Return what stands in the field."""
        raise NotImplementedError

    def put_text(self, text: str) -> None:
        """Show a text."""
        raise NotImplementedError

    def load(self, request: Request | None) -> None:
        """Show the field of a request; what was typed for the same one and is not on disk stays."""
        text = "" if request is None else self.column.text(request)
        same = request is not None and request.id == self._key
        waiting = same and self.typed() != self._shown and text == self._shown
        if not same:
            self._sitting = next(_sittings)
        self._key, self._shown = (request.id if request else None), text
        if not waiting:
            self.ledger.session.unsaved.discard(self._place)
            self._mark(refused=False)
            if self.typed() != text:
                self.put_text(text)

    @property
    def _place(self) -> str:
        return f"request:{self._key}:{self.column.key}"

    def commit(self) -> None:
        """Write what was typed, if anything was. Raises `UserError`; what is refused stays here."""
        request = self.ledger.requests.get(self._key) if self._key is not None else None
        text = self.typed()
        if request is None or text == self._shown:
            return
        self.ledger.session.unsaved.add(self._place)
        try:
            after = self.column.put(request, text, self.ledger.today)
            self.ledger.put({request.id: after}, f"修改{self.column.title}", sitting=self._sitting)
        except UserError as error:
            self._mark(refused=True)
            if disk_failed(error):
                self.try_later()
            raise
        self.ledger.session.unsaved.discard(self._place)
        self._shown = self.column.text(after)
        self._mark(refused=False)

    def try_later(self) -> None:
        """Try again to write."""
        raise NotImplementedError

    def leave(self) -> None:
        """Write what was typed and show it as it is kept; a refusal is told."""
        with telling(self.ledger.session.refused.emit):
            self.commit()
            if self.typed() != self._shown and not self._refused:
                self.put_text(self._shown)

    def give_up(self) -> None:
        """Show again what is kept."""
        self.put_text(self._shown)
        self.ledger.session.unsaved.discard(self._place)
        self._mark(refused=False)

    def _mark(self, *, refused: bool) -> None:
        self._refused = refused
        colours = theme.current()
        sheet = f"color: {colours.error}; background: {colours.error_tint};" if refused else ""
        assert isinstance(self, QWidget)
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)


class FieldLine(QLineEdit, _Field):
    """A field of one line. What is typed is written when the line is left, or by Enter."""

    entered = Signal()

    def __init__(
        self, ledger: UnitLedger, column: TypedColumn[Request], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.begin(ledger, column)
        self.setObjectName(f"field_{column.key}")
        self.setAccessibleName(column.title)
        self._choices = ChoiceList(self, column) if column.choices else None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.leave)
        self.returnPressed.connect(self._on_entered)

    def typed(self) -> str:
        return self.text()

    def put_text(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def try_later(self) -> None:
        self._later.start(_RETRY_DELAY_MS)

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
        if self._choices is not None:
            if self._choices.isVisible() and self._choices.take_key(key):
                return
            if key is Qt.Key.Key_Down:
                self._choices.open()
                return
        if key is Qt.Key.Key_Escape and self.typed() != self._shown:
            self.give_up()
            return
        super().keyPressEvent(event)

    def _on_entered(self) -> None:
        if self._choices is not None:
            self._choices.adopt()
        self.leave()
        if not self._refused:
            self.entered.emit()


class FieldText(QPlainTextEdit, _Field):
    """A field of several lines. What is typed is on disk within half a second of the last key."""

    def __init__(
        self, ledger: UnitLedger, column: TypedColumn[Request], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.begin(ledger, column)
        self.setObjectName(f"field_{column.key}")
        self.setAccessibleName(column.title)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._loading = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._write)
        self.textChanged.connect(self._on_changed)

    def typed(self) -> str:
        return self.toPlainText()

    def put_text(self, text: str) -> None:
        self._loading = True
        self.setPlainText(text)
        self._loading = False

    def try_later(self) -> None:
        self._later.start(_RETRY_DELAY_MS)

    def _on_changed(self) -> None:
        if not self._loading:
            self._later.start(COMMIT_DELAY_MS)

    def _write(self) -> None:
        with telling(self.ledger.session.refused.emit):
            typed = self.typed()
            self.commit()
            # Blanks at the end may be going to be more than that.
            self._shown = typed

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._later.stop()
        self.leave()
        super().focusOutEvent(event)
