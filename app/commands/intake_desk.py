"""Registers the files that units sent one by one, where the workspace is; for command line and window."""

from collections.abc import Callable

from app.collection.expected_units import ExpectedUnits
from app.commands.intake import CollectedFile, Item, WantedReports
from app.edits import Edit
from app.errors import UserError
from app.forms.loader import form_for
from app.forms.model import YEARLY
from app.report import Report, Unit
from app.store.new_reports import unit_named
from app.store.repository import Repository
from app.store.returns import receive
from app.values import canonical


class IntakeDesk:
    """Where files are registered: in whose workspace, for which year, of whom.

    A correction waits for a person to compare it, unless corrections are to be taken with *adopt*.
    """

    def __init__(
        self,
        repository: Repository,
        year: int,
        expected: ExpectedUnits | None,
        who: str,
        *,
        series: str = YEARLY,
        apply: Callable[[Edit], object] | None = None,
        adopt: bool = False,
    ) -> None:
        self._repository, self._year, self._expected, self._who = repository, year, expected, who
        self._series = series
        self._apply, self._adopt = apply, adopt

    @property
    def wanted(self) -> WantedReports:
        """What to look for in files."""
        if self._expected is None:
            return WantedReports(self._year, lambda _name: True, "", self._repository.path, self._series)
        whose = f"{self._expected.group.name}名单中各单位"
        return WantedReports(self._year, self._expected.expects, whose, self._repository.path, self._series)

    def take(self, item: Item) -> CollectedFile:
        """Register one file and say what became of it; nothing that is wrong with it stops the others."""
        if isinstance(item, CollectedFile):
            return item
        report = item.arrival.report
        entry = CollectedFile(item.place, report.unit.name, report.year, unread=list(item.arrival.unread))
        entry.remarks = list(item.remarks)
        if report.series != self._series:
            wanted = form_for(self._year, self._series).document_type
            entry.reason = f"是{report.form.document_type}，要收的是{wanted}"
            return entry
        if report.year != self._year:
            entry.reason = f"是 {report.year} 年的报告，要收的是 {self._year} 年的"
            return entry
        try:
            done = receive(
                self._repository,
                self._unit(report),
                item.arrival,
                self._who,
                apply=self._apply,
                adopt=self._adopt,
            )
        except UserError as error:
            entry.reason = str(error)
            return entry
        entry.outcome, entry.reason = done.ruling.outcome, done.ruling.reason
        entry.texts = list(done.others)
        entry.changes = [
            {
                "cell": key,
                "name": report.form.cells[key].name,
                "before": None if before is None else canonical(before),
                "after": None if after is None else canonical(after),
            }
            for key, (before, after) in done.changes.items()
        ]
        return entry

    def _unit(self, report: Report) -> Unit:
        if self._expected is not None:
            return self._expected.unit(report.unit.name)
        return unit_named(self._repository, report.unit.name)
