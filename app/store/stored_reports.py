"""The reports in an open workspace file, read when they are asked for and kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.forms.model import YEARLY
from app.report import Origin, Report, ReportSummary, Unit
from app.rules.settings import RuleSettings
from app.rules.stored_damage import Damage
from app.store.database import Database
from app.store.errors import ReportUnreadable
from app.store.history import History
from app.store.history_check import doubts
from app.store.known_doubts import KnownDoubts
from app.store.open_file import OpenFile
from app.store.rows_to_reports import LoadedReport, read_report, read_summaries, read_unit, rows
from app.store.rule_settings import read_rule_settings
from app.store.schema import LARGEST_ID
from app.store.unit_lookup import UnitNames

if TYPE_CHECKING:
    from app.records import Record, RecordKey

_MOST_KNOWN = 300
"""How many reports stay in memory: as many as a large group has, so that its page need not read them again."""


class StoredReports(OpenFile):
    """Answers what is asked of the workspace. Implements `app.edit_effects.ReportLookup`."""

    def __init__(
        self,
        database: Database,
        *,
        who: str,
        refusal: str = "",
        path: Path | None = None,
        reopen: Callable[[], Database] | None = None,
    ) -> None:
        self._readings: dict[int, LoadedReport] = {}
        self._names = UnitNames()
        self.history = History(database, who)
        super().__init__(database, path, reopen, refusal)

    def use(self, database: Database, *, refusal: str = "") -> None:
        """Go on with another connection to the same file, forgetting what was read before."""
        self.history.use(database)
        super().use(database, refusal=refusal)

    def _forget(self) -> None:
        self._readings.clear()
        self._known_doubts = KnownDoubts()
        self.faulty: dict[str, bool] = {}
        """Whether the units' reports that were last summed have something wrong, by the digests of what that rests on."""
        self._names.forget()
        self._rule_settings: RuleSettings | None = None

    def _known(self) -> list[LoadedReport]:
        return list(self._readings.values())

    def summaries(self) -> list[ReportSummary]:
        """Return all reports, by unit name and the newest year first. Raises `ReadFailed`."""
        return read_summaries(self._db)

    def units(self) -> list[Unit]:
        """Return all units by name, also those without a report."""
        return [read_unit(row) for row in rows(self._db, "SELECT *, id AS unit_id FROM unit ORDER BY name")]

    def unit_named(self, name: str) -> Unit | None:
        """Return the unit of this name. Raises `EditRefused` where several have it."""
        return self._names.find(self._db, name)

    def record(self, key: RecordKey) -> Record | None:
        """Return what is kept under *key*. Raises `ReadFailed`."""
        from app.store.records import read_record

        return read_record(self._db, key)

    def report(self, report_id: int) -> Report:
        """Return a report. Raises KeyError, `ReportUnreadable` and `ReadFailed`."""
        return self._reading(report_id).report

    def unread(self, report_id: int) -> tuple[str, ...]:
        """Return in words which parts of a report could not be understood; they stay on disk as they are."""
        return tuple(entry.message for entry in self._reading(report_id).unread)

    def doubts(self, report_id: int) -> tuple[str, ...]:
        """Return a sentence for each figure or text that is not what the history says was entered last.

        Raises KeyError, `ReportUnreadable`, `ReadFailed`.
        """
        return tuple(entry.message for entry in doubts(self._db, self.report(report_id)))

    def damage(self, report_id: int) -> tuple[Damage, ...]:
        """Return both, the `unread` and the `doubts`, for the report's check. Raises what they raise."""
        reading = self._reading(report_id)
        known = {entry.cell for entry in reading.unread if entry.cell}
        others = (entry for entry in doubts(self._db, reading.report) if entry.cell not in known)
        return (*reading.unread, *others)

    def _reading(self, report_id: int) -> LoadedReport:
        known = self._readings.pop(report_id, None) or read_report(self._db, report_id)
        self._know(report_id, known)
        return known

    def _know(self, report_id: int, reading: LoadedReport) -> None:
        """Keep a report in memory; when there are too many, drop the one that was asked for longest ago."""
        self._readings.pop(report_id, None)
        self._readings[report_id] = reading
        while len(self._readings) > _MOST_KNOWN:
            del self._readings[next(iter(self._readings))]

    def reports_of(self, unit_id: int) -> Iterator[Report]:
        """Yield all reports of a unit that can be read."""
        for row in rows(self._db, "SELECT id FROM report WHERE unit_id = ? ORDER BY year, id", [unit_id]):
            try:
                yield self.report(row["id"])
            except ReportUnreadable:
                continue

    def find(self, unit: str, year: int, series: str = YEARLY, origin: Origin = Origin.OWN) -> Report | None:
        """Return the report of this series that the unit of this name has for this year."""
        known = self.unit_named(unit)
        return self.report_of(known.id, year, series, origin) if known else None

    def report_of(
        self, unit_id: int, year: int, series: str = YEARLY, origin: Origin = Origin.OWN
    ) -> Report | None:
        """Return a unit's report of a year."""
        found = rows(
            self._db,
            "SELECT id FROM report WHERE unit_id = ? AND year = ? AND series = ? AND origin = ?",
            [unit_id, year, series, origin.value],
        )
        return self.report(found[0]["id"]) if found else None

    def previous(self, report: Report) -> Report | None:
        """Return the same unit's report of the same series of the year before."""
        place, unit = (report.year - 1, report.series, report.origin), report.unit
        previous = self.report_of(unit.id, *place)
        # A report that is not stored yet may know its unit by name only; a stored one may share its name with others.
        if previous is None and not rows(
            self._db, "SELECT 1 FROM unit WHERE id = ? AND name = ?", [unit.id, unit.name]
        ):
            previous = self.find(unit.name, *place)
        return previous

    def up_to(self, report: Report) -> list[Report]:
        """Return the unit's reports of the same series up to this one, which is the last, in the order of years."""
        known = [
            one
            for one in self.reports_of(report.unit.id)
            if (one.series, one.origin) == (report.series, report.origin) and one.year < report.year
        ]
        return [*known, report]

    def comparable(self, report: Report) -> Report | None:
        """Return the report of the year before for a check: None also where this program can't read its format.

        Raises `ReadFailed`, since a check without that report would find other things.
        """
        try:
            return self.previous(report)
        except ReportUnreadable:
            return None

    def edited_last(self, report: Report) -> str:
        """Return the cell of a report that was edited last by itself; empty when several were, or none.

        Raises `ReadFailed`.
        """
        cells = report.form.cells
        typed = [
            key for key in self.history.last_cells(report.id) if key in cells and not cells[key].computed
        ]
        return typed[0] if len(typed) == 1 else ""

    def new_report_id(self) -> int:
        """Return an id no report has or had: the history of a deleted report keeps its own."""
        return self._next(
            "SELECT max(coalesce((SELECT max(id) FROM report WHERE id < ?), 0),"
            " coalesce((SELECT max(report_id) FROM change WHERE report_id < ?), 0)) AS last",
            [LARGEST_ID, LARGEST_ID],
        )

    def new_unit_id(self) -> int:
        """Return an id no unit has."""
        return self._next("SELECT coalesce(max(id), 0) AS last FROM unit WHERE id < ?", [LARGEST_ID])

    def _next(self, sql: str, values: Sequence[int]) -> int:
        return int(rows(self._db, sql, values)[0]["last"]) + 1

    def has_ledgers(self) -> bool:
        """Whether any unit has decided anything about a ledger: asked before each edit, so it reads one row."""
        return bool(rows(self._db, "SELECT 1 FROM ledger LIMIT 1"))

    def has_requests(self) -> bool:
        """Whether any unit's ledger has a request."""
        return bool(rows(self._db, "SELECT 1 FROM request LIMIT 1"))

    @property
    def rule_settings(self) -> RuleSettings:
        """What this workspace has decided about the rules. Raises `ReadFailed`."""
        if self._rule_settings is None:
            self._rule_settings = read_rule_settings(self._db)
        return self._rule_settings
