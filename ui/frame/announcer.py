"""Tells a screen reader what people who see the window read off it: findings, refusals, notices, the verdict."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.rules.check import Check
from app.rules.model import Finding
from app.rules.release import verdict_words
from ui.base.screen_reader import announce
from ui.work.session import Session

_MOST_TOLD = 2
"""The most findings that are read out; of the others only the number is."""
_SAVED_MS = 1500

Tell = Callable[[str, bool], None]


class Announcer(QObject):
    """Follows the session; *tell* gets a sentence and whether it interrupts what is being read."""

    def __init__(self, session: Session, window: QWidget, tell: Tell | None = None) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.tell: Tell = tell or self._announce
        self._report_id: int | None = None
        self._known: Counter[str] = Counter()
        self._verdict = ""
        self._saved = QTimer(self)
        self._saved.setSingleShot(True)
        self._saved.setInterval(_SAVED_MS)
        self._saved.timeout.connect(lambda: self.tell("已保存", False))
        session.checked.connect(self._on_checked)
        session.refused.connect(lambda text: self.tell(text, True))
        session.written.connect(self._saved.start)

    def _announce(self, text: str, urgent: bool) -> None:
        announce(self._window, text, urgent=urgent)

    def read_notice(self, text: str, kind: str) -> None:
        """Read a notice out."""
        self.tell(text, kind in ("warning", "error"))

    def read_finding(self, finding: Finding) -> None:
        """Read out the finding that the window went to."""
        self.tell(" ".join(part for part in (finding.message, finding.hint) if part), True)

    def _on_checked(self) -> None:
        report, check = self._session.report, self._session.check
        if report is None or check is None:
            return
        if report.id == self._report_id:
            self._tell_changes(check)
        self._report_id = report.id
        self._known = _messages(check)
        if check.completed and (words := verdict_words(report, check)) != self._verdict:
            self._verdict = words
            self.tell(words, False)

    def _tell_changes(self, check: Check) -> None:
        now = _messages(check)
        for sentence, changed in (("新的问题", now - self._known), ("已消除", self._known - now)):
            messages = list(changed.elements())
            for message in messages[:_MOST_TOLD]:
                self.tell(f"{sentence}：{message}", False)
            if len(messages) > _MOST_TOLD:
                self.tell(f"{sentence}：另有 {len(messages) - _MOST_TOLD} 项", False)


def _messages(check: Check) -> Counter[str]:
    """Return what is said of the report; what is only still to be filled in is not read out at every key."""
    return Counter(finding.message for finding in check.findings if not finding.is_lack)
