"""Register, returns and sums of an open workspace: what is kept, and the edits for what people do with it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime

from app.collection.aggregate_standing import AggregateStanding
from app.collection.overview import GroupMember
from app.collection.records import Adjustment, Exclusion, Note, ReturnReview
from app.collection.register import Register
from app.collection.slips import Slip, notes_for
from app.collection.sums import Contribution, Share
from app.edits import AddReport, Batch, Edit, EditRefused, SetRecords, put
from app.forms.loader import form_for
from app.forms.model import YEARLY
from app.records import Record, RecordKey
from app.report import Origin, Report, Totals, Unit
from app.rules.equations.equation_checks import evaluate
from app.rules.examination import Glyphs
from app.rules.model import RuleOutcome
from app.store import overview, sums
from app.store.errors import ReportUnreadable
from app.store.records import read_records
from app.store.register import register_of
from app.store.repository import Repository
from app.store.rows_to_reports import rows
from app.store.schema import LARGEST_ID
from app.store.unit_checks import faulty_among
from app.values import Value, canonical


class Collection:
    """What a workspace keeps besides its reports. It remembers nothing: every answer is read from the file."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    @property
    def register(self) -> Register:
        """All units as a tree. Raises `ReadFailed`."""
        return register_of(self._repository)

    # sums

    def sum_of(self, group: Unit, year: int, series: str = YEARLY) -> Report | None:
        """Return a group's aggregate for a year."""
        return self._repository.report_of(group.id, year, series, Origin.SUM)

    def levels(self, group: Unit, year: int, series: str = YEARLY) -> list[Report]:
        """Return the group's sums of the years up to *year*, in their order: those made, the others worked out now.

        A year of which no member has a figure has none.
        """
        found = rows(
            self._repository.database,
            "SELECT DISTINCT year FROM report WHERE series = ? AND year <= ? ORDER BY year",
            [series, year],
        )
        levels = [
            self.sum_of(group, row["year"], series) or self._level(group, row["year"], series)
            for row in found
        ]
        return [level for level in levels if level.cells]

    def _level(self, group: Unit, year: int, series: str) -> Report:
        report = Report(0, group, year, form_for(year, series), totals=Totals.TYPED, origin=Origin.SUM)
        return report.with_cells(self.total(report))

    def making(self, group: Unit, year: int, series: str = YEARLY) -> Batch:
        """Return the edit that adds a group's aggregate for a year, with those of the groups within it.

        Raises `EditRefused` when nobody belongs to the group in that year.
        """
        register = self.register
        if not register.members_of(group.id, year):
            raise EditRefused(f"{group.name}在 {year} 年没有所属单位，请先在单位名录中设好上级。")
        form = form_for(year, series)
        added: list[Edit] = []
        next_id = self._repository.new_report_id()
        for unit_id in register.groups_below(group.id, year):
            if self._repository.report_of(unit_id, year, series, Origin.SUM) is None:
                unit = register.entries[unit_id].unit
                report = Report(
                    next_id + len(added), unit, year, form, totals=Totals.TYPED, origin=Origin.SUM
                )
                added.append(AddReport(report, "建立汇总"))
        return Batch(tuple(added), "建立汇总")

    def contributions(self, aggregate: Report) -> list[Contribution]:
        """Return the members of an aggregate's group with what is counted of each."""
        return sums.contributors(self._repository.database, aggregate)

    def expected(self, group: Unit, year: int, series: str = YEARLY) -> list[Contribution]:
        """Return the members of a group in a year whether or not there is an aggregate."""
        aggregate = self.sum_of(group, year, series)
        own = aggregate.id if aggregate else 0
        return sums.contributions(self._repository.database, group.id, year, series, own)

    def members(self, group: Unit, year: int, series: str = YEARLY) -> list[GroupMember]:
        """Return the members of a group as its page shows them."""
        aggregate = self.sum_of(group, year, series)
        own = aggregate.id if aggregate else 0
        return overview.members(self._repository.database, group, year, series, own)

    def sent_back(self, year: int) -> frozenset[int]:
        """Return the units whose report of a year was sent back and has not come again."""
        return overview.sent_back(self._repository.database, year)

    def shares(self, aggregate: Report, cell: str) -> list[Share]:
        """Return the members of which one cell of an aggregate is made up."""
        return sums.shares(self._repository.database, aggregate, cell)

    def total(self, aggregate: Report) -> dict[str, Value]:
        """Work an aggregate out anew, for comparison with what it holds."""
        return sums.total(self._repository.database, aggregate)

    def adjustments(self, aggregate: Report) -> list[Adjustment]:
        """Return the adjustments of an aggregate."""
        return sums.adjustments(self._repository.database, aggregate.id)

    def leaves(self, aggregate: Report) -> Iterator[Contribution]:
        """Yield the contributions of all levels, without those that are sums themselves."""
        for contribution in self.contributions(aggregate):
            if contribution.is_sum:
                yield from self.leaves(self._repository.report(contribution.report_id))
            else:
                yield contribution

    def changed_since(self, aggregate: Report) -> list[Unit]:
        """Return the units whose figures changed after a person last saw what the aggregate is made of."""
        seen = self._repository.record(("review", (aggregate.id,)))
        if not isinstance(seen, ReturnReview):
            return []
        return [c.unit for c in self.leaves(aggregate) if self._has_changed(c.report_id, seen.change_id)]

    def _has_changed(self, report_id: int, since: int) -> bool:
        return bool(
            rows(
                self._repository.database,
                "SELECT 1 FROM change WHERE report_id = ? AND id > ?"
                " AND (target = 'report' OR target LIKE 'cell.%') LIMIT 1",
                [report_id, since],
            )
        )

    # edits

    def excluding(self, aggregate: Report, unit: Unit, reason: str, who: str) -> Edit:
        """Return the edit that leaves a unit's figures out. Raises `EditRefused` without a reason."""
        if not reason.strip():
            raise EditRefused("请写明不计入的原因。")
        return put(
            f"不计入{unit.name}：{reason}", Exclusion(aggregate.id, unit.id, reason.strip(), who, _now())
        )

    def including(self, aggregate: Report, unit: Unit) -> Edit:
        """Return the edit that counts a unit again that was left out. Raises `EditRefused` when it was not."""
        key = ("exclusion", (aggregate.id, unit.id))
        if self._repository.record(key) is None:
            raise EditRefused(f"{unit.name}没有被排除，已经计入汇总。")
        return SetRecords({key: None}, f"重新计入{unit.name}")

    def member(self, aggregate: Report, name: str) -> Unit:
        """Return the member of an aggregate's group with this name. Raises `EditRefused`."""
        found = [c.unit for c in self.contributions(aggregate) if c.unit.name == name]
        if len(found) == 1:
            return found[0]
        unit = self._repository.unit_named(name)
        if unit is None or unit.id not in [c.unit.id for c in self.contributions(aggregate)]:
            raise EditRefused(
                f"“{name}”不是{aggregate.unit.name} {aggregate.year} 年汇总的单位，请核对名称。"
            )
        return unit

    def withdrawing(self, adjustment: Adjustment) -> Edit:
        """Return the edit that takes an adjustment back."""
        return SetRecords({adjustment.key: None}, f"取消调整：{adjustment.reason}")

    def adjusting(self, aggregate: Report, cell: str, amount: Value, reason: str, who: str) -> Edit:
        """Return the edit that adds to a cell, or takes off it. Raises `EditRefused` without a reason."""
        if cell not in aggregate.form.cells:
            raise EditRefused(f"表中没有“{cell}”这一格。")
        if not reason.strip():
            raise EditRefused("请写明调整的原因。")
        known = rows(
            self._repository.database,
            "SELECT coalesce(max(id), 0) AS last FROM adjustment WHERE id < ?",
            [LARGEST_ID],
        )
        name = aggregate.form.cells[cell].name
        return put(
            f"调整{name}：{reason}",
            Adjustment(
                known[0]["last"] + 1, aggregate.id, cell, canonical(amount), reason.strip(), who, _now()
            ),
        )

    def reviewing(self, aggregate: Report, who: str) -> Edit:
        """Return the edit that notes that a person has looked at what an aggregate is made of now."""
        last = rows(
            self._repository.database,
            "SELECT coalesce(max(id), 0) AS last FROM change WHERE id < ?",
            [LARGEST_ID],
        )
        return put("核对汇总构成", ReturnReview(aggregate.id, last[0]["last"], who, _now()))


def noting(repository: Repository, report: Report, slip: Slip) -> Edit:
    """Return the edit that leaves a slip's notes at a report's places, in place of those of the slip before."""
    known = read_records(repository.database, Note, "report_id = ?", [report.id], "id")
    last = rows(
        repository.database, "SELECT coalesce(max(id), 0) AS last FROM note WHERE id < ?", [LARGEST_ID]
    )
    notes = notes_for(slip, report, last[0]["last"] + 1)
    records: dict[RecordKey, Record | None] = {note.key: None for note in known}
    return SetRecords({**records, **{note.key: note for note in notes}}, f"收到{slip.office}的审核意见")


def standing_of(
    repository: Repository, report: Report, has_glyph: Glyphs, today: date
) -> Callable[[], AggregateStanding]:
    """Return what an aggregate is the sum of, for its check, as work for any thread. Raises `ReadFailed`."""
    collection = Collection(repository)
    members = collection.contributions(report)
    counted = [one for one in members if one.counts(report.form.id)]
    register = collection.register
    named = {unit_id: entry.unit.name for unit_id, entry in register.entries.items()}
    twice = register.reached_twice(report.unit.id, report.year)
    own = [one for one in counted if not one.is_sum]
    faulty = faulty_among(repository, [one.report_id for one in own], has_glyph, today)
    standing = AggregateStanding(
        tuple(members),
        collection.total(report),
        {named[unit]: tuple(named[group] for group in groups) for unit, groups in twice.items()},
        (),
        _blank(repository, report, counted),
        tuple(unit.name for unit in collection.changed_since(report)),
        _published(repository, report, members),
        _uneven(repository, report, counted),
    )

    def work() -> AggregateStanding:
        wrong = faulty()
        return replace(standing, faulty=tuple(one.unit.name for one in own if one.report_id in wrong))

    return work


def _blank(repository: Repository, report: Report, counted: list[Contribution]) -> dict[str, int]:
    """Return how many cells each counted unit has not touched."""
    touched = {
        row["report_id"]: row["touched"]
        for row in rows(
            repository.database,
            "SELECT report_id, count(*) AS touched FROM figure"
            " WHERE report_id IN (SELECT value FROM json_each(?)) GROUP BY report_id",
            [json.dumps([one.report_id for one in counted])],
        )
    }
    most = len(report.form.cells)
    return {
        one.unit.name: most - touched.get(one.report_id, 0)
        for one in counted
        if touched.get(one.report_id, 0) < most
    }


def _uneven(
    repository: Repository, report: Report, counted: list[Contribution]
) -> dict[str, tuple[str, ...]]:
    """Return for each equation that an aggregate breaks the counted units whose figures break it."""
    found: dict[str, list[str]] = {rule: [] for rule in _broken(report)}
    blank = dict.fromkeys(report.form.cells, 0)
    for one in counted if found else ():
        own = sums.read_cells(repository.database, report.form, one.report_id)
        for rule in _broken(replace(report, cells={**blank, **own})):
            if rule in found:
                found[rule].append(one.unit.name)
    return {rule: tuple(names) for rule, names in found.items()}


def _broken(report: Report) -> list[str]:
    return [result.rule for result in evaluate(report) if result.outcome is RuleOutcome.BROKEN]


def _published(repository: Repository, report: Report, members: list[Contribution]) -> Report | None:
    """Return the typed report of the whole level: the group's own, where its own body is no member."""
    if any(one.unit.id == report.unit.id for one in members):
        return None
    try:
        own = repository.report_of(report.unit.id, report.year, report.series)
    except ReportUnreadable:
        return None
    return own if own is not None and own.form is report.form else None


def _now() -> str:
    return datetime.now().isoformat(timespec="seconds")
