"""What differs between the open workspace and a backup, report by report."""

from pathlib import Path

from app.changes import changes
from app.report import Report
from app.steps import Step
from app.store.errors import ReportUnreadable
from app.store.repository import Repository
from app.store.workspace import open_workspace
from app.workspace_values import BackupDifference


def compare(repository: Repository, backup: Path) -> list[BackupDifference]:
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
                else BackupDifference(report_id, head.unit.name, head.year, *sides)
            )
    finally:
        workspace.close()
    return sorted(found, key=lambda one: (one.unit, -one.year))


def _both(now: Repository, then: Repository, report_id: int) -> BackupDifference:
    head = next(head for head in now.summaries() if head.id == report_id)
    try:
        before, after = then.report(report_id), now.report(report_id)
    except ReportUnreadable:
        return BackupDifference(report_id, head.unit.name, head.year, now=True, then=True, readable=False)
    return _difference(before, after)


def _difference(before: Report, after: Report) -> BackupDifference:
    deltas = changes("", [Step(before, after)]).deltas
    return BackupDifference(
        after.id,
        after.unit.name,
        after.year,
        now=True,
        then=True,
        cells=sum(len(delta.cells) for delta in deltas),
        sections=sum(len(delta.sections) for delta in deltas),
        fields=sum(len(delta.fields) for delta in deltas),
    )
