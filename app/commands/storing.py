"""Stores what ``import`` has read in a workspace."""

from collections.abc import Sequence
from pathlib import Path

from app.commands.common import writing_to
from app.commands.sources import Found
from app.edits import AddReport
from app.errors import UserError
from app.imports import Imported
from app.store.backup import back_up
from app.store.new_reports import unit_named
from app.workspace_values import BackupReason


def store(path: Path, found: Imported) -> None:
    """Store one report. Raises UserError."""
    with writing_to(path, create=True) as workspace:
        back_up(path, BackupReason.BULK)
        repository = workspace.repository
        report = found.report(repository.new_report_id(), unit_named(repository, found.unit))
        repository.apply(AddReport(report, "读入报告"))


def store_each(path: Path, found: Sequence[Found]) -> dict[str, str]:
    """Store what was read, each report once; returns by place what became of it."""
    told = {}
    with writing_to(path, create=True) as workspace:
        back_up(path, BackupReason.BULK)
        repository = workspace.repository
        for item in found:
            if item.report is None:
                continue
            try:
                item.report.refuse_unconfirmed()
                if repository.find(item.report.unit, item.report.year, item.report.form.series) is not None:
                    told[item.place] = "没有存入：已有该单位该年度的报告"
                    continue
                unit = unit_named(repository, item.report.unit)
                repository.apply(AddReport(item.report.report(repository.new_report_id(), unit), "读入报告"))
                told[item.place] = f"已存入 {path}"
            except UserError as error:
                told[item.place] = f"没有存入：{error}"
    return told
