"""A line of the report's cover. What is typed is on disk within half a second of the last key, as in the texts.

The escape key gives back what stood there before the editing began, as in a cell.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.edits import SetField
from app.errors import UserError
from app.report import Status
from ui.views.texts.text_editor import COMMIT_DELAY_MS, RETRY_DELAY_MS
from ui.views.typed_keys import is_typing
from ui.work.refusals import telling
from ui.work.rescued_texts import FIELD
from ui.work.session import Session
from ui.work.undo_steps import new_sitting


class CoverField(QLineEdit):
    """Edits one field of the report on screen: ``title``, ``signed_by`` or ``signed_on``."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = name
        self._place = f"{FIELD}{name}"
        self._shown_id: int | None = None
        self._on_disk = ""
        self._before: str | None = None
        """What stood here before the editing began; None while nothing is typed."""
        self._sitting = 0
        self.setObjectName(f"field_{name}")
        self._commit_timer = QTimer(self)
        self._commit_timer.setSingleShot(True)
        self._commit_timer.timeout.connect(self._commit_or_tell)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self._finish)

    def load(self) -> None:
        """Show the field of the report now on screen; what was typed for the same report and is not on disk stays."""
        report = self._session.report
        if report is None:
            self._shown_id = None
            return
        value: str = getattr(report, self._name)
        typed = self.text().strip()
        unwritten = report.id == self._shown_id and typed != self._on_disk
        waiting = unwritten and value == self._on_disk
        self._shown_id, self._on_disk = report.id, value
        if not waiting and typed != value:
            self._commit_timer.stop()
            self._session.unsaved.discard(self._place)
            if unwritten:
                # Another program wrote in its place: that is shown, and what was typed is handed on.
                self._session.displaced.emit(self._place, typed)
            self._before = None
            self.setText(value)
            self.setCursorPosition(0)
        self.setReadOnly(report.status is Status.FINAL or bool(self._session.read_only))

    def commit(self) -> None:
        """Write what was typed, if anything was. Raises `UserError`; what is refused stays here and is tried again."""
        self._commit_timer.stop()
        report = self._session.report
        if report is None or report.id != self._shown_id or self.isReadOnly():
            return
        value = self.text().strip()
        if value != getattr(report, self._name):
            self._session.unsaved.add(self._place)
            try:
                self._session.apply(SetField(report.id, self._name, value), self._sitting)
            except UserError:
                if self.text().strip() == value:
                    self._session.unsaved.hold(self._place, value)
                self._commit_timer.start(RETRY_DELAY_MS)
                raise
        self._session.unsaved.discard(self._place)

    def _on_text_edited(self) -> None:
        report = self._session.report
        if self._before is None and report is not None:
            self._before, self._sitting = getattr(report, self._name), new_sitting()
        self._commit_timer.start(COMMIT_DELAY_MS)

    def _finish(self) -> None:
        self._commit_or_tell()
        if self._place not in self._session.unsaved:
            self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The escape key takes back all that was typed since the editing began, also what was written meanwhile."""
        if self.isReadOnly() and is_typing(event):
            self._session.refused.emit(self._session.why_locked())
            return
        if event.key() != Qt.Key.Key_Escape or self._before is None:
            super().keyPressEvent(event)
            return
        self.setText(self._before)
        self._before = None
        with telling(self._session.refused.emit):
            self._session.give_up(self._sitting)
        self._commit_or_tell()

    def _commit_or_tell(self) -> None:
        with telling(self._session.refused.emit):
            self.commit()

    def pending(self) -> str:
        """Return the text when it is not on disk yet."""
        return self.text().strip() if self._place in self._session.unsaved else ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._finish()
        super().focusOutEvent(event)
