"""The difference that an edit made between reports before and after.

The store writes it, the history records it, and the views named in it refresh.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.edit_effects import ReportChange
from app.records import RecordChange
from app.report import TEXT_FIELDS, Report
from app.values import Value

FIELDS = ("unit", "year", "origin", "status", "totals", *TEXT_FIELDS, "waivers")


@dataclass(frozen=True)
class Delta:
    """The difference of one report: each entry gives the value before and after.

    A report added or removed has ``None`` on one side of *before* and *after*, and all of its content in the
    entries.
    """

    before: Report | None
    after: Report | None
    cells: Mapping[str, tuple[Value | None, Value | None]]
    sections: Mapping[str, tuple[str, str]]
    fields: Mapping[str, tuple[object, object]]

    @property
    def report_id(self) -> int:
        """The report's id."""
        report = self.after or self.before
        assert report is not None
        return report.id


@dataclass(frozen=True)
class Changes:
    """Everything one edit changed."""

    label: str
    deltas: tuple[Delta, ...]
    remark: str = ""
    """The reason and name a person gave for the edit, for the history."""
    records: tuple[RecordChange, ...] = ()

    @property
    def listing(self) -> bool:
        """Whether the list of reports looks different now."""
        return any(record.concerned.LISTED for record in self.records) or any(
            delta.before is None or delta.after is None or delta.fields.keys() & {"unit", "year", "status"}
            for delta in self.deltas
        )

    def of(self, report_id: int) -> list[Delta]:
        """Return what changed in one report."""
        return [delta for delta in self.deltas if delta.report_id == report_id]


def changes(label: str, steps: Iterable[ReportChange | RecordChange], remark: str = "") -> Changes:
    """Compare each step's reports and records; steps that change nothing are left out."""
    steps = list(steps)
    deltas = [delta(step.before, step.after) for step in steps if isinstance(step, ReportChange)]
    records = (step for step in steps if isinstance(step, RecordChange) and step.before != step.after)
    return Changes(
        label, tuple(d for d in deltas if d.cells or d.sections or d.fields), remark, tuple(records)
    )


def delta(before: Report | None, after: Report | None) -> Delta:
    """Return the difference between two states of one report."""
    old_cells, new_cells = before.cells if before else {}, after.cells if after else {}
    old_texts, new_texts = before.sections if before else {}, after.sections if after else {}
    return Delta(
        before,
        after,
        {
            key: (old_cells.get(key), new_cells.get(key))
            for key in {**old_cells, **new_cells}
            if old_cells.get(key) != new_cells.get(key)
        },
        {
            key: (old_texts.get(key, ""), new_texts.get(key, ""))
            for key in {**old_texts, **new_texts}
            if old_texts.get(key, "") != new_texts.get(key, "")
        },
        {
            name: (getattr(before, name, None), getattr(after, name, None))
            for name in FIELDS
            if getattr(before, name, None) != getattr(after, name, None)
        },
    )
