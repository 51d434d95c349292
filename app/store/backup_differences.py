"""What differs between the open workspace and a backup, report by report."""

from dataclasses import dataclass
from pathlib import Path

from app.changes import changes
from app.report import Report
from app.steps import Step
from app.store.errors import ReportUnreadable
from app.store.repository import Repository
from app.store.workspace import open_workspace


@dataclass(frozen=True)
class Difference:
    """One report now and then: on which side it is, and how many cells, texts and other entries differ."""

    report_id: int
    unit: str
    year: int
    now: bool
    then: bool
    cells: int = 0
    sections: int = 0
    fields: int = 0
    readable: bool = True
    """False when this program can't show the report on one side, and so can't compare it."""

    @property
    def differs(self) -> bool:
        """Whether restoring would change this report."""
        return not (self.now and self.then and self.readable) or bool(
            self.cells or self.sections or self.fields
        )


def compare(repository: Repository, backup: Path) -> list[Difference]:
    """Compare what is open now with a backup, by unit name and the newest year first.

    Raises `WorkspaceError` when the backup can't be opened, `ReadFailed` when either can't be read.
    """
    workspace = open_workspace(backup, read_only=True)
    try:
        then = workspace.repository
        now_heads = {head.id: head for head in repository.summaries()}
        then_heads = {head.id: head for head in then.summaries()}
        found = []
        for report_id, head in {**then_heads, **now_heads}.items():
            sides = report_id in now_heads, report_id in then_heads
            found.append(
                _both(repository, then, report_id)
                if all(sides)
                else Difference(report_id, head.unit.name, head.year, *sides)
            )
    finally:
        workspace.close()
    return sorted(found, key=lambda one: (one.unit, -one.year))


def _both(now: Repository, then: Repository, report_id: int) -> Difference:
    head = next(head for head in now.summaries() if head.id == report_id)
    try:
        before, after = then.report(report_id), now.report(report_id)
    except ReportUnreadable:
        return Difference(report_id, head.unit.name, head.year, now=True, then=True, readable=False)
    return _difference(before, after)


def _difference(before: Report, after: Report) -> Difference:
    deltas = changes("", [Step(before, after)]).deltas
    return Difference(
        after.id,
        after.unit.name,
        after.year,
        now=True,
        then=True,
        cells=sum(len(delta.cells) for delta in deltas),
        sections=sum(len(delta.sections) for delta in deltas),
        fields=sum(len(delta.fields) for delta in deltas),
    )
