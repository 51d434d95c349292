"""Brings the aggregates up to date that an edit concerns, in the edit's own transaction.

Changes go up from group to group: an aggregate gets the difference that its members' figures made, or is worked out
anew when its members themselves changed. A final aggregate stays as it was signed; what differs since is a finding
of its check.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from app.changes import Changes, Delta, delta
from app.collection.records import Adjustment, Exclusion, Member, Registered
from app.collection.sums import Cells, difference, refuse_unfit
from app.edits import EditRefused
from app.forms.loader import forms
from app.forms.model import Form
from app.linked_figures import with_linked_figures
from app.report import Origin, Report, Status
from app.store.database import Database
from app.store.errors import ReportUnreadable
from app.store.reports_to_rows import write_cells
from app.store.sums import VALID, is_touched, read_cells, total
from app.values import Value

_DEEPEST = 30


class FigureSource(NamedTuple):
    """A body whose figures go into aggregates of a year: all it has, or for its own group its *own* report only."""

    unit_id: int
    year: int
    series: str
    own: bool


class _Contribution(NamedTuple):
    """What a source contributes: the form of its report, and the cells."""

    form: str
    cells: Cells


_NOTHING = _Contribution("", {})


class AggregateUpdates:
    """The aggregates that one edit touches. Make it before the edit is written, and ask `deltas` after it."""

    def __init__(self, database: Database, changes: Changes, report: Callable[[int], Report]) -> None:
        self._db, self._changes, self._report = database, changes, report
        self._before: dict[FigureSource, _Contribution] = {}
        self._now: dict[int, Report] = {}
        self._anew: set[int] = set()
        was: dict[int, Report] = {}
        for change in changes.deltas:
            if change.before is not None:
                was.setdefault(change.report_id, change.before)
        for change in changes.deltas:
            for source in _sources(change):
                self._before.setdefault(source, self._contributed(source, was))

    def deltas(self) -> tuple[Delta, ...]:
        """Write the aggregates' new cells; return what changed in them. Raises `EditRefused` and sqlite3.Error."""
        for change in self._changes.deltas:
            if change.after is not None:
                self._now[change.report_id] = change.after
        self._anew = set(self._made_up_anew())
        found = []
        for aggregate_id, sources in self._in_order().items():
            changed = self._followed(aggregate_id, sources)
            if changed is not None:
                found.append(changed)
        return tuple(found)

    def _contributed(self, source: FigureSource, known: Mapping[int, Report]) -> _Contribution:
        """Return what a source contributes as the file is at this moment; *known* are reports that need no reading."""
        only = " AND origin = 'own'" if source.own else ""
        row = self._db.execute(
            f"SELECT id, form FROM report WHERE unit_id = ? AND year = ? AND series = ?{only}"
            " ORDER BY origin DESC LIMIT 1",
            source[:3],
        ).fetchone()
        if row and row[0] in known:
            return _Contribution(row[1], known[row[0]].cells)
        form = forms().get(row[1]) if row else None
        return _Contribution(form.id, read_cells(self._db, form, row[0])) if row and form else _NOTHING

    def _made_up_anew(self) -> Iterable[int]:
        """Yield the aggregates that changed in more than the figures of a member."""
        for change in self._changes.deltas:
            if change.after and change.after.origin is Origin.SUM and _is_remade(change):
                yield change.report_id
        for record in self._changes.records:
            for side in (record.before, record.after):
                match side:
                    case Exclusion(report_id=report_id) | Adjustment(report_id=report_id):
                        yield report_id
                    case Member(group_id=group_id) | Registered(parent_id=group_id):
                        yield from self._ids(
                            "SELECT id FROM report WHERE unit_id = ? AND origin = 'sum'", group_id
                        )

    def _ids(self, sql: str, *values: object) -> list[int]:
        return [row[0] for row in self._db.execute(sql, values)]

    def _in_order(self) -> dict[int, set[FigureSource]]:
        """Return the aggregates to look at, those below before those above, with the members that may have changed."""
        sources: dict[int, set[FigureSource]] = {aggregate: set() for aggregate in self._anew}
        height = dict.fromkeys(self._anew, 0)
        waiting = dict.fromkeys(self._before, 0)
        waiting |= {self._source(aggregate): 0 for aggregate in self._anew if self._exists(aggregate)}
        while waiting:
            above: dict[FigureSource, int] = {}
            for source, low in waiting.items():
                for aggregate in self._aggregates_of(source):
                    sources.setdefault(aggregate, set()).add(source)
                    height[aggregate] = max(height.get(aggregate, 0), low + 1)
                    if low > _DEEPEST:
                        raise EditRefused("分组互相包含，无法汇总，请核对单位的上级和分组。")
                    above[self._source(aggregate)] = height[aggregate]
            waiting = above
        ordered = sorted(sources, key=lambda aggregate: height[aggregate])
        return {aggregate: sources[aggregate] for aggregate in ordered if self._exists(aggregate)}

    def _exists(self, report_id: int) -> bool:
        return bool(self._ids("SELECT id FROM report WHERE id = ?", report_id))

    def _source(self, aggregate_id: int) -> FigureSource:
        unit, year, series = self._db.execute(
            "SELECT unit_id, year, series FROM report WHERE id = ?", [aggregate_id]
        ).fetchone()
        return FigureSource(unit, year, series, own=False)

    def _aggregates_of(self, source: FigureSource) -> list[int]:
        """Return the aggregates that count a source: for a group's own body, those of the group itself."""
        same = "=" if source.own else "<>"
        found = self._db.execute(
            f"WITH g(id) AS (SELECT parent_id FROM register WHERE unit_id = :unit AND {VALID}"
            f" UNION SELECT group_id FROM member WHERE unit_id = :unit AND {VALID})"
            " SELECT r.id FROM g JOIN report r ON r.unit_id = g.id AND r.year = :year AND r.series = :series"
            f" AND r.origin = 'sum' WHERE g.id {same} :unit",
            {"unit": source.unit_id, "year": source.year, "series": source.series},
        )
        return [row[0] for row in found]

    def _followed(self, aggregate_id: int, sources: set[FigureSource]) -> Delta | None:
        try:
            before = self._now.get(aggregate_id) or self._report(aggregate_id)
        except ReportUnreadable:
            # A newer program's: what it is behind with shows there as a finding.
            return None
        if before.status is Status.FINAL:
            return None
        cells = (
            total(self._db, before)
            if aggregate_id in self._anew
            else self._moved(before, [source for source in sources if self._is_counted(before, source)])
        )
        moved = {key: value for key, value in cells.items() if before.cells.get(key) != value}
        refuse_unfit(before, moved)
        after = with_linked_figures(replace(before, cells=cells))
        self._before.setdefault(self._source(aggregate_id), _Contribution(before.form.id, before.cells))
        self._now[aggregate_id] = after
        changed = delta(before, after)
        _write_figures(self._db, changed)
        return changed if changed.cells else None

    def _is_counted(self, aggregate: Report, source: FigureSource) -> bool:
        return not self._ids(
            "SELECT 1 FROM exclusion WHERE report_id = ? AND unit_id = ?", aggregate.id, source.unit_id
        )

    def _moved(self, aggregate: Report, sources: Iterable[FigureSource]) -> dict[str, Value]:
        cells, doubtful = dict(aggregate.cells), set()
        for source in sources:
            if source not in self._before:
                # A final aggregate in between stays as it is, and so does what it contributes.
                continue
            before = _in_form(self._before[source], aggregate.form)
            after = _in_form(self._contributed(source, self._now), aggregate.form)
            for key, (old, new) in difference(before, after).items():
                cells[key] = cells.get(key, 0) + (new or 0) - (old or 0)
                if new is None:
                    doubtful.add(key)
        for key in doubtful:
            if not is_touched(self._db, aggregate, key):
                del cells[key]
        return cells


def _sources(change: Delta) -> list[FigureSource]:
    found = []
    for side in (change.before, change.after):
        if side is not None:
            place = (side.unit.id, side.year, side.series)
            found.append(FigureSource(*place, own=False))
            if side.origin is Origin.OWN:
                found.append(FigureSource(*place, own=True))
    return found


def _is_remade(change: Delta) -> bool:
    """Whether an aggregate was added, moved to another year, or is no longer final."""
    return change.before is None or bool(change.fields.keys() & {"year", "status", "unit"})


def _in_form(state: _Contribution, form: Form) -> Cells:
    return state.cells if state.form == form.id else {}


def _write_figures(database: Database, changed: Delta) -> None:
    if changed.after is not None and changed.cells:
        write_cells(database, changed.after, changed.cells)
    for section, (_, body) in changed.sections.items():
        # Its linked figures follow the cells.
        database.execute(
            "UPDATE section SET body = ? WHERE report_id = ? AND section = ?",
            [body, changed.report_id, section],
        )
