"""Reports in a workspace file, and the one way to change them.

`Repository.apply` is the middle of the write path: an edit becomes one transaction on disk, and memory follows only
when that is committed. When it fails, memory shows what is on disk, whatever that is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.forms.model import YEARLY
from app.report import Origin, Report, ReportSummary, Unit
from app.rules.settings import RuleSettings
from app.rules.stored_damage import Damage
from app.store.database import Database
from app.store.errors import (
    FAILURES,
    ReadFailed,
    ReadOnly,
    ReportUnreadable,
    WriteFailed,
    reason,
)
from app.store.history import History
from app.store.history_check import doubts
from app.store.known_doubts import KnownDoubts
from app.store.open_file import OpenFile
from app.store.rows_to_reports import LoadedReport, read_report, read_summaries, read_unit, rows
from app.store.rule_settings import differences, read_rule_settings, write_rule_settings
from app.store.schema import LARGEST_ID
from app.store.unit_lookup import Names

if TYPE_CHECKING:
    from app.changes import Changes
    from app.edits import Edit
    from app.records import Record, RecordChange, RecordKey
    from app.steps import Step

__all__ = ["Repository", "WriteFailed"]

_MOST_KNOWN = 300
"""How many reports stay in memory: as many as a large group has, so that its page need not read them again."""


class Repository(OpenFile):
    """The reports of an open workspace. Implements `app.steps.ReportLookup`."""

    def __init__(
        self,
        database: Database,
        *,
        who: str,
        refusal: str = "",
        path: Path | None = None,
        reopen: Callable[[], Database] | None = None,
    ) -> None:
        self.before_writing: Callable[[], object] = lambda: None
        """Called before each edit; may set `refusal`."""
        self._readings: dict[int, LoadedReport] = {}
        self._names = Names()
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
        """Return in words what of a report could not be understood; it stays on disk as it is."""
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

    def apply(self, edit: Edit) -> Changes:
        """Make an edit: on disk in one transaction, then in memory.

        Raises `EditRefused` when the edit can't be made, and `WriteFailed` when the disk does not take it,
        the workspace is read-only, or another program wrote to it in between.
        """
        # Only a writer loads these: an export, a check or a list reads.
        from app.changes import changes
        from app.edits import EditRefused, SetStatus

        self.before_writing()
        if self.refusal:
            raise ReadOnly(f"刚才的修改没有存上：{self.refusal}。")
        self._refuse_replaced()
        remark = edit.remark if isinstance(edit, SetStatus) else ""
        try:
            change = changes(edit.label, self._steps(edit), remark)
        except ReadFailed as error:
            # An edit that needs what can't be read is an edit that is not written: it is tried again like one.
            why = reason(error.__cause__) if isinstance(error.__cause__, Exception) else str(error)
            raise WriteFailed(f"刚才的修改没有存上：{why.rstrip('。')}。") from error
        if not (change.deltas or change.records):
            return change
        try:
            change = self._commit(change)
        except sqlite3.IntegrityError as error:
            raise EditRefused(_taken(error)) from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise EditRefused("内容中有无法保存的字符或过大的数，请删去后重填。") from error
        except FAILURES as error:
            raise self._failed(change, error) from error
        if any(record.concerned.TABLE == "unit" for record in change.records):
            self._readings.clear()
        for delta in change.deltas:
            known = self._readings.pop(delta.report_id, None)
            # Where something could not be understood, the edit may have replaced just that: read afresh.
            if delta.after is not None and not (known and known.unread):
                self._know(delta.report_id, LoadedReport(delta.after, ()))
        return change

    def _steps(self, edit: Edit) -> Sequence[Step | RecordChange]:
        """Return the steps of an edit, with those of the figures that follow a ledger. Raises `EditRefused`."""
        from app.steps import perform

        counted = self.has_ledgers()
        if counted:
            from app.store.counted_cells import caught_up, refuse_typed

            refuse_typed(edit, self, self._db)
        steps: Sequence[Step | RecordChange] = perform(edit, self)
        if counted:
            steps = caught_up(steps, self._db)
        if self.has_requests():
            from app.store.ledger_figures import with_text_figures

            steps = with_text_figures(steps, self, self._db)
        return steps

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

    def set_rule_settings(self, settings: RuleSettings) -> None:
        """Keep other settings of the rules, on disk and then in memory. Raises `WriteFailed` and `ReadFailed`."""
        self.before_writing()
        if self.refusal:
            raise ReadOnly(f"刚才的修改没有存上：{self.refusal}。")
        self._refuse_replaced()
        changed = list(differences(self.rule_settings, settings))
        if not changed:
            return
        try:
            with self._transaction():
                self.history.record_settings("检查规则设置", changed)
                write_rule_settings(self._db, settings)
            self._note_written()
        except FAILURES as error:
            raise WriteFailed(f"刚才的修改没有存上：{reason(error)}。") from error
        finally:
            self._rule_settings = None

    def _commit(self, change: Changes) -> Changes:
        """Write a change, and the aggregates that follow it; return both."""
        from app.store.aggregate_updates import Following
        from app.store.records import refuse_contradictions, write_record
        from app.store.reports_to_rows import write

        with self._transaction():
            # A record may come before what it refers to.
            self._db.execute("PRAGMA defer_foreign_keys = ON")
            following = Following(self._db, change, self.report)
            left = self._known_doubts.record(self._db, self.history, change)
            self.history.record(change)
            for delta in change.deltas:
                write(self._db, delta)
            if change.records:
                # What a person deletes of an applicant must not stay legible in the file's free space.
                self._db.execute("PRAGMA secure_delete = ON")
            for record in change.records:
                write_record(self._db, record)
            refuse_contradictions(self._db, change)
            change = replace(change, deltas=change.deltas + following.deltas())
        self._known_doubts.keep(left)
        self._note_written()
        return change

    def _failed(self, change: Changes, error: Exception) -> WriteFailed:
        """Bring memory in line with the disk, and say what became of the edit.

        Where even reading fails, memory keeps what it had: the transaction was rolled back or will be.
        """
        landed = all(self._is_kept(record) for record in change.records)
        for report_id in {delta.report_id: None for delta in change.deltas}:
            after = change.of(report_id)[-1].after
            try:
                kept = self._readings[report_id] = read_report(self._db, report_id)
                landed = landed and after is not None and kept.report == after
            except KeyError:
                self._readings.pop(report_id, None)
                landed = landed and after is None
            except (ReadFailed, ReportUnreadable):
                landed = False
        why = reason(error)
        return WriteFailed(
            f"刚才的修改已写入文件，但磁盘报告出错：{why}。" if landed else f"刚才的修改没有存上：{why}。"
        )

    def _is_kept(self, change: RecordChange) -> bool:
        """Whether a record is on disk as it was to be."""
        try:
            return self.record(change.concerned.key) == change.after
        except ReadFailed:
            return False


def _taken(error: sqlite3.IntegrityError) -> str:
    if "report.unit_id" in str(error):
        return "该单位这一年已有报告，请换一个年度或打开已有的报告。"
    return "这项修改与文件中已有的内容冲突，请重新打开文件后再试。"
