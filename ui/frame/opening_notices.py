"""What is told when a workspace has been opened: what was not written last time, and requests that are due."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.report import Unit
from ui.views.notice import Notice
from ui.work.rescued_texts import forget, kept
from ui.work.session import Session

_REMIND_AFTER_MS = 1500
"""The reminder waits until the report is on screen."""


class OpeningNotices(QObject):
    """Follows the session. *show_due* shows the requests of a unit that are due."""

    def __init__(self, session: Session, notice: Notice, show_due: Callable[[Unit], object]) -> None:
        super().__init__(notice)
        self._session, self._notice, self._show_due = session, notice, show_due
        session.workspace_changed.connect(self._on_workspace_changed)

    def _on_workspace_changed(self) -> None:
        self._tell_unwritten()
        QTimer.singleShot(_REMIND_AFTER_MS, self, self._remind)

    def _tell_unwritten(self) -> None:
        """Show what could not be written when the program ended last, until somebody has said that it is seen."""
        path = self._session.path
        found = kept(path) if path is not None and not self._session.read_only else None
        if path is None or found is None:
            return

        def copy() -> None:
            QApplication.clipboard().setText("\n\n".join(found.texts))
            forget(path)

        ways = (("复制", copy), ("不再提示", lambda: forget(path)))
        self._notice.say(found.words, kind="warning", stay=True, buttons=ways)

    def _remind(self) -> None:
        """Say how many requests are overdue or due soon. A file without a ledger is asked for one row only."""
        session = self._session
        if not session.is_open or not session.repository.has_requests():
            return
        # Loaded by who keeps a ledger.
        from ui.work.due_reminder import reminders

        with contextlib.suppress(UserError):
            found = list(reminders(session.repository, date.today()))
            if found:
                more = f"另有 {len(found) - 1} 个单位有到期的申请。" if len(found) > 1 else ""
                self._say(found[0].words + more, found[0].unit)

    def _say(self, words: str, unit: Unit) -> None:
        def look() -> None:
            # What it tells is on screen now, and the notice would lie over it.
            self._notice.withdraw(words)
            self._show_due(unit)

        self._notice.say(words, kind="warning", buttons=(("查看", look),))
