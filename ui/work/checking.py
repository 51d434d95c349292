"""The check of the report on screen: figures at every key press, everything else a moment later."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.exports.printable_characters import can_print
from app.report import Report
from app.rules.check import Check, quick_check, updated
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.store.counted_reports import rests_on_ledger
from app.store.full_checks import full_check
from app.store.repository import Repository
from ui.work.tasks import Task

_FULL_CHECK_DELAY_MS = 150
_DAY_WATCH_MS = 30_000
RETRY_DELAY_MS = 500
"""A check is tried again after this time if the file could not be read, because another program was using it."""
_MOST_TRIES = 3
"""How often a check that ended by a fault of the program is tried, each time after a longer pause."""


class Checker(QObject):
    """Keeps `result` up to date; the full check is made in another thread, and only the newest counts."""

    figures_checked = Signal()
    """`result` is new as far as figures go; `checked` follows at once."""
    checked = Signal()
    """`result` is new."""
    day_turned = Signal()
    """The day has changed: checks that depend on it are out of date."""

    def __init__(
        self, report: Callable[[], Report | None], repository: Callable[[], Repository], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._repository = repository
        self.result: Check | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._start)
        self._asked = 0
        """How often a check was asked for: what one that began earlier rests on may be out of date."""
        self._faults = 0
        """How often the check asked for last has ended by a fault of the program."""
        self._day = date.today()
        # One timer to midnight would be missed by a computer that slept or whose clock was set.
        self._watch = QTimer(self)
        self._watch.setInterval(_DAY_WATCH_MS)
        self._watch.timeout.connect(self._look_at_day)
        self._watch.start()

    def _look_at_day(self) -> None:
        if self._day != date.today():
            self._day = date.today()
            self.day_turned.emit()

    def stop(self) -> None:
        """Begin no more checks."""
        self._timer.stop()

    def begin(self) -> None:
        """Check a report that has come on screen: at once, or when it is seen where a whole ledger is read for it.

        Nothing less is checked before: a verdict without what waits in the ledger could be another one.
        """
        self.recheck(_FULL_CHECK_DELAY_MS if self._reads_ledger() else 0)

    def _reads_ledger(self) -> bool:
        report = self._report()
        try:
            return report is not None and rests_on_ledger(self._repository().database, report)
        except UserError:
            return False

    def recheck(self, pause: int = _FULL_CHECK_DELAY_MS) -> None:
        """Check figures at once, everything else after a pause in which more may be typed."""
        report = self._report()
        self._asked += 1
        self._faults = 0
        if report is not None:
            # First: whatever becomes of the check of the figures, the full one comes.
            self._timer.start(pause)
            quick = quick_check(report, self.previous(report), settings=self._settings())
            self.result = updated(quick, self.result) if self.result else quick
            self.figures_checked.emit()
        self.checked.emit()

    def now(self) -> Check:
        """Make all checks at once, where a decision rests on them.

        Raises `UserError` if the file can't be read; the check that is on its way stays so.
        """
        report = self._report()
        assert report is not None
        made = self.full_check(report)()
        self._timer.stop()
        self._asked += 1
        self.result = made
        self.checked.emit()
        return made

    def full_check(self, report: Report) -> Callable[[], Check]:
        """Return the full check of a report as work for another thread.

        Raises `UserError` if the file can't be read: a check of less than the whole would mislead.
        """
        return full_check(self._repository(), report, can_print, date.today())

    def previous(self, report: Report) -> Report | None:
        """Return last year's report; None also if it can't be read, so that typing is still checked."""
        try:
            return self._repository().previous(report)
        except UserError:
            return None

    def _settings(self) -> RuleSettings:
        """Return what the workspace has decided about the rules; what was known of it last if it can't be read."""
        try:
            return self._repository().rule_settings
        except UserError:
            return self.result.basis.settings if self.result else DEFAULT_SETTINGS

    @property
    def given_up(self) -> bool:
        """Whether the full check ended by a fault of the program each time it was tried."""
        return self._faults >= _MOST_TRIES

    def _start(self) -> None:
        report = self._report()
        if report is None:
            return
        try:
            asked, work = self._asked, self.full_check(report)
        except (KeyError, UserError):
            self._timer.start(RETRY_DELAY_MS)
            return
        task = Task(lambda _task: (asked, report, work()))
        task.finished.connect(self._on_done)
        task.failed.connect(lambda _why: self._on_failed(asked))
        task.crashed.connect(lambda: self._on_crashed(asked))
        task.start()

    def _on_failed(self, asked: int) -> None:
        """Try again: a report is not left with the check of its figures alone."""
        if asked == self._asked:
            self._timer.start(RETRY_DELAY_MS)

    def _on_crashed(self, asked: int) -> None:
        """Try again some times: what went wrong may have been a matter of the moment."""
        if asked != self._asked:
            return
        self._faults += 1
        if self.given_up:
            self.checked.emit()
        else:
            self._timer.start(RETRY_DELAY_MS << self._faults)

    def _on_done(self, outcome: tuple[int, Report, Check]) -> None:
        """Take the result, unless anything was edited since, or this report or that of the year before is another one now."""
        asked, report, result = outcome
        if (
            asked == self._asked
            and report is self._report()
            and result.basis.previous is self.previous(report)
        ):
            self.result = result
            self.checked.emit()
        elif self._report() is not None and asked == self._asked:
            self._timer.start(_FULL_CHECK_DELAY_MS)
