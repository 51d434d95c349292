"""What differs between the open workspace and a backup, report by report, and of what is kept besides."""

from collections.abc import Iterator
from pathlib import Path

from app.changes import changes
from app.edit_effects import ReportChange
from app.report import Report
from app.store.errors import ReportUnreadable
from app.store.records import read_records, record_kinds
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
        besides = [*_records(repository, then)]
        if repository.rule_settings != then.rule_settings:
            besides.append(_besides("处检查设置", 1))
    finally:
        workspace.close()
    return [*sorted(found, key=lambda one: (one.unit, -one.year)), *besides]


_KEPT = {
    "unit": "个单位",
    "request": "件台账申请",
    "ledger": "个单位的台账设置",
    "register": "个单位的名录",
    "alias": "个单位别名",
    "member": "处汇总组成",
    "received": "份报来的报告",
    "exclusion": "处不计入",
    "adjustment": "处调整",
    "review": "条审核意见",
    "note": "条批注",
}


def _records(now: Repository, then: Repository) -> Iterator[BackupDifference]:
    """Yield, for each kind of record, how many differ or are on one side only."""
    for table, kind in record_kinds().items():
        sides = [{record.key: record for record in read_records(one.database, kind)} for one in (now, then)]
        keys = {*sides[0], *sides[1]}
        if differing := sum(sides[0].get(key) != sides[1].get(key) for key in keys):
            yield _besides(_KEPT[table], differing)


def _besides(kept: str, count: int) -> BackupDifference:
    return BackupDifference(0, "", 0, now=True, then=True, kept=kept, records=count)


def _both(now: Repository, then: Repository, report_id: int) -> BackupDifference:
    head = next(head for head in now.summaries() if head.id == report_id)
    try:
        before, after = then.report(report_id), now.report(report_id)
    except ReportUnreadable:
        return BackupDifference(report_id, head.unit.name, head.year, now=True, then=True, readable=False)
    return _difference(before, after)


def _difference(before: Report, after: Report) -> BackupDifference:
    deltas = changes("", [ReportChange(before, after)]).deltas
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
