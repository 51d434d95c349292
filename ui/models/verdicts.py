"""The checks of all reports of the workspace, each equal to one made now.

A check rests on the report, the unit's report of the year before, the settings of the rules, and the day; that of a
sum also on the reports of all units below, and on what the register says of them. Whatever changes one of these
discards the check; it is made again in another thread, one report after the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import Changes
from app.collection.records import Alias, Member, Registered
from app.collection.register import Register
from app.errors import UserError
from app.records import UnitRow
from app.report import Origin, ReportSummary
from app.rules.check import Check
from ui.work.checking import RETRY_DELAY_MS
from ui.work.known_checks import KnownChecks
from ui.work.parallel_checking import ParallelRun
from ui.work.session import Session
from ui.work.tasks import Task

_LOOKED_AT_ONCE = 60
"""How many reports are looked for between two moments in which the window can do something else."""


@dataclass(frozen=True)
class _Known:
    day: date
    check: Check


class Verdicts(QObject):
    """Knows the full check of each report that is wanted, or that it has none yet."""

    changed = Signal(object)
    """The id of a report whose check has changed; None for all."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._known: dict[int, _Known] = {}
        self._heads: dict[int, ReportSummary] = {}
        self._register = Register({})
        self._waiting: dict[int, None] = {}
        self._remembered = KnownChecks(session)
        self._looked: set[int] = set()
        """The reports that were looked for among the checks made before."""
        self._crashed: set[int] = set()
        """The reports whose check ended by a fault of the program."""
        self._sums: frozenset[int] = frozenset()
        self._under_way: int | None = None
        self._running = False
        self._apart = ParallelRun(session, self)
        self._apart.more_kept.connect(self._look_again)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._check_next)
        self._later: dict[int, None] = {}
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_DELAY_MS)
        self._retry.timeout.connect(self._ask_missing)
        for out_of_date in (
            session.workspace_changed,
            session.reread,
            session.rules_changed,
            session.day_turned,
        ):
            out_of_date.connect(self._forget_all)
        session.edited.connect(self._on_edited)
        session.checked.connect(self._on_checked)
        session.report_selected.connect(self._ask_missing)

    def want(self, heads: Iterable[ReportSummary], register: Register) -> None:
        """Keep the checks of these reports, whose units stand in this register."""
        self._heads = {head.id: head for head in heads if head.readable}
        self._register = register
        self._sums = frozenset(key for key, head in self._heads.items() if head.origin is Origin.SUM)
        self._known = {key: known for key, known in self._known.items() if key in self._heads}
        self._ask_missing()

    def of(self, report_id: int) -> Check | None:
        """Return a report's check; None until it is made."""
        known = self._known.get(report_id)
        if known is not None and known.day == date.today():
            return known.check
        if known is not None:
            del self._known[report_id]
            self._ask_missing()
        return None

    def busy(self) -> bool:
        """Whether checks are still to be made."""
        return bool(self._waiting) or self._running

    def _forget_all(self) -> None:
        self._known.clear()
        self._apart.stop()
        self._forget_looks(None)
        self._under_way = None
        self._ask_missing()
        self.changed.emit(None)

    def _forget_looks(self, touched: set[int] | None) -> None:
        self._looked -= self._looked if touched is None else touched | self._sums
        self._crashed -= self._crashed if touched is None else touched | self._sums
        self._remembered.forget(None if touched is None else touched | self._sums)

    def _on_edited(self, changes: Changes) -> None:
        """Forget what rests on what was changed."""
        touched = self._touched(changes)
        self._forget_looks(touched)
        for report_id in touched:
            self._known.pop(report_id, None)
            if self._under_way == report_id:
                self._under_way = None
        self._ask_missing()
        for report_id in touched:
            self.changed.emit(report_id)

    def _touched(self, changes: Changes) -> set[int]:
        """Return the reports of every unit that was touched, as a year's check rests on the year before, and their sums."""
        reports = [report for delta in changes.deltas for report in (delta.before, delta.after) if report]
        records = [change.concerned for change in changes.records]
        touched = {report.id for report in reports} | {
            record.of_report for record in records if record.OF_REPORT
        }
        units = {report.unit.id for report in reports}
        units |= {record.id for record in records if isinstance(record, UnitRow)}
        touched |= {key for key, head in self._heads.items() if head.unit.id in units}
        if any(isinstance(record, UnitRow | Registered | Member | Alias) for record in records):
            return touched | self._sums
        years = {report.year + later for report in reports for later in (0, 1)}
        above = self._register.all_above(units) if self._sums else ()
        return touched | {
            key for key in self._sums if self._heads[key].year in years and self._heads[key].unit.id in above
        }

    def _ask_missing(self) -> None:
        """Have every report checked that has no check; the one on screen is checked anyway."""
        report = self._session.report if self._session.is_open else None
        if not self._retry.isActive():
            self._later.clear()
        elsewhere = {*self._later, self._under_way, report.id if report is not None else None}
        self._waiting = dict.fromkeys(
            key for key in self._heads if key not in self._known and key not in elsewhere
        )
        self._idle.start()

    def _check_next(self) -> None:
        if self._running or not self._session.is_open:
            return
        if not self._waiting:
            self._remembered.write()
            return
        if self._looked_further():
            self._idle.start()
            return
        if self._apart.takes([key for key in self._waiting if key not in self._sums]):
            return
        report_id = next(iter(self._waiting))
        del self._waiting[report_id]
        try:
            work = self._session.full_check(self._session.repository.report(report_id))
        except (KeyError, UserError):
            self._put_off(report_id)
            return
        self._running, self._under_way = True, report_id
        task = Task(lambda _task: work())
        task.finished.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.crashed.connect(self._on_crashed)
        task.start()

    def _put_off(self, report_id: int) -> None:
        """It can't be read now: the list shows no verdict until it can."""
        self._later[report_id] = None
        self._retry.start()
        self._idle.start()

    def _on_failed(self, _why: str) -> None:
        report_id, self._under_way = self._under_way, None
        self._running = False
        if report_id is None:
            self._idle.start()
        else:
            self._put_off(report_id)

    def _looked_further(self) -> bool:
        """Look for some of the waiting reports among the checks made before; return whether any had to be looked for."""
        unlooked = [key for key in self._waiting if key not in self._looked]
        own = [key for key in unlooked if key not in self._sums][:_LOOKED_AT_ONCE]
        sums = [] if own else unlooked
        if not own and not sums:
            return False
        self._looked |= {*own, *sums}
        for report_id, check in self._remembered.look(own, sums).items():
            del self._waiting[report_id]
            self._take(report_id, check)
        return True

    def _look_again(self) -> None:
        """Look for those that wait once more: other processes have put checks where they are looked for."""
        self._looked -= self._waiting.keys()
        self._idle.start()

    def _on_done(self, check: Check) -> None:
        report_id, self._under_way = self._under_way, None
        self._running = False
        self._idle.start()
        if report_id is not None:
            self._remembered.keep(report_id, check)
            self._take(report_id, check)

    def _on_crashed(self) -> None:
        """Try once more later: what went wrong may have been a matter of the moment."""
        report_id, self._under_way = self._under_way, None
        self._running = False
        if report_id is None or report_id in self._crashed:
            self._idle.start()
        else:
            self._crashed.add(report_id)
            self._put_off(report_id)

    def _on_checked(self) -> None:
        """Take over the full check of the report on screen; partial checks made while typing are not kept."""
        report, check = self._session.report, self._session.check
        if report is not None and check is not None and check.full and report.id in self._heads:
            self._take(report.id, check)

    def _take(self, report_id: int, check: Check) -> None:
        if report_id in self._heads:
            self._known[report_id] = _Known(check.basis.today or date.today(), check)
            self.changed.emit(report_id)
