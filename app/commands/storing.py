"""Stores what ``import`` has read in a workspace."""

from collections.abc import Sequence
from pathlib import Path

from app.commands.common import writing_to
from app.commands.sources import FoundReport
from app.edits import AddReport
from app.errors import UserError
from app.imports import Imported
from app.imports.merging import differences
from app.store.backup import back_up
from app.store.new_reports import unit_named
from app.store.repository import Repository
from app.workspace_values import BackupReason

SAME = "没有改动：与已有的报告完全相同"


def store(path: Path, found: Imported) -> str:
    """Store one report; return what became of it. Raises UserError where there is another one."""
    with writing_to(path, create=True) as workspace:
        repository = workspace.repository
        if _is_there(repository, found):
            return SAME
        back_up(path, BackupReason.BULK)
        report = found.report(repository.new_report_id(), unit_named(repository, found.unit))
        repository.apply(AddReport(report, "读入报告"))
        return f"已存入 {path}"


def store_each(path: Path, found: Sequence[FoundReport]) -> dict[str, str]:
    """Store what was read, each report once; returns by place what became of it."""
    told = {}
    with writing_to(path, create=True) as workspace:
        back_up(path, BackupReason.BULK)
        repository = workspace.repository
        for item in found:
            if item.report is None:
                continue
            try:
                told[item.place] = _stored(repository, item.report) or f"已存入 {path}"
            except UserError as error:
                told[item.place] = f"没有存入：{error}"
    return told


def _stored(repository: Repository, found: Imported) -> str:
    """Store one report; say why nothing was stored, nothing otherwise. Raises UserError."""
    found.refuse_unconfirmed()
    if _is_there(repository, found):
        return SAME
    if repository.find(found.unit, found.year, found.form.series) is not None:
        return "没有存入：已有该单位该年度的报告"
    unit = unit_named(repository, found.unit)
    repository.apply(AddReport(found.report(repository.new_report_id(), unit), "读入报告"))
    return ""


def _is_there(repository: Repository, found: Imported) -> bool:
    """Whether the workspace has the report just as it was read."""
    report = repository.find(found.unit, found.year, found.form.series)
    return report is not None and report.form is found.form and not differences(report, found).count
