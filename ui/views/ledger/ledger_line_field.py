"""A field of one line in the form of a request. The escape key gives back what stood there before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ledger.columns.column import TypedColumn
from app.ledger.columns.of_requests import NUMBERS
from app.request import Request
from ui.views.ledger.choice_list import ChoiceList
from ui.views.ledger.ledger_field import LedgerField
from ui.work.refusals import telling
from ui.work.unit_ledger import UnitLedger


class LedgerLineField(QLineEdit, LedgerField):
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
        self.setCursorPosition(len(text) if self.column.key in NUMBERS else 0)

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
