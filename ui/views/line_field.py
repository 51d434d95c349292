"""A line of the report's cover. What is typed is on disk within half a second of the last key, as in the texts."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.edits import SetField
from app.errors import UserError
from app.report import Status
from ui.views.text_editor import COMMIT_DELAY_MS, RETRY_DELAY_MS
from ui.work.refusals import telling
from ui.work.session import Session


class LineField(QLineEdit):
    """Edits one field of the report on screen: ``title``, ``signed_by`` or ``signed_on``."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = name
        self._place = f"field:{name}"
        self._shown_id: int | None = None
        self._on_disk = ""
        self.setObjectName(f"field_{name}")
        self._commit_timer = QTimer(self)
        self._commit_timer.setSingleShot(True)
        self._commit_timer.timeout.connect(self._commit_or_tell)
        self.textEdited.connect(lambda _text: self._commit_timer.start(COMMIT_DELAY_MS))
        self.editingFinished.connect(self._commit_or_tell)

    def load(self) -> None:
        """Show the field of the report now on screen; what was typed for the same report and is not on disk stays."""
        report = self._session.report
        if report is None:
            self._shown_id = None
            return
        value: str = getattr(report, self._name)
        typed = self.text().strip()
        waiting = report.id == self._shown_id and typed != self._on_disk and value == self._on_disk
        self._shown_id, self._on_disk = report.id, value
        if not waiting and typed != value:
            self._commit_timer.stop()
            self._session.unsaved.discard(self._place)
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
                self._session.apply(SetField(report.id, self._name, value))
            except UserError:
                self._commit_timer.start(RETRY_DELAY_MS)
                raise
        self._session.unsaved.discard(self._place)

    def _commit_or_tell(self) -> None:
        with telling(self._session.refused.emit):
            self.commit()

    def pending(self) -> str:
        """Return the text when it is not on disk yet."""
        return self.text().strip() if self._place in self._session.unsaved else ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._commit_or_tell()
        super().focusOutEvent(event)
