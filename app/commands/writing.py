"""The commands that write into a workspace: ``new``, ``set`` and ``import``."""

import argparse

from app.commands.common import chosen_form, find, writing_to
from app.commands.status import FINE, Usage, say
from app.edit_effects import perform
from app.edits import AddReport, SetCells
from app.errors import UserError
from app.report import Report
from app.store.new_reports import carried_over, new_report
from app.store.repository import Repository
from app.values import parse


def new(options: argparse.Namespace) -> int:
    """Add an empty report."""
    form = chosen_form(options)
    with writing_to(options.workspace, create=True) as workspace:
        repository = workspace.repository
        report = new_report(repository, options.unit, options.year, form.id)
        if options.from_previous:
            report = carried_over(repository, report)
        repository.apply(AddReport(report))
        say(f"已新建 {report.full_title}")
    return FINE


def set_cells(options: argparse.Namespace) -> int:
    """Fill in cells; ``saved`` is printed only once a cell is on disk."""
    with writing_to(options.workspace) as workspace:
        repository = workspace.repository
        report = find(repository, options.unit, options.year, options.series)
        edits = [_assignment(repository, report, text) for text in options.assignments]
        for key, edit in edits:
            repository.apply(edit)
            print("saved", key, flush=True)
    return FINE


def _assignment(repository: Repository, report: Report, text: str) -> tuple[str, SetCells]:
    """Read CELL=VALUE into an edit that is known to be possible, so that a mistake changes nothing."""
    key, equals, value = text.partition("=")
    if not equals:
        raise Usage(f"“{text}”写法不对，应写成 单元格=数值。")
    if key not in report.form.cells:
        raise Usage(f"“{text}”中的“{key}”不是 {report.form.id} 格式的单元格。")
    cell = report.form.cells[key]
    try:
        edit = SetCells(report.id, {key: parse(value, cell.kind)})
        perform(edit, repository)
    except UserError as error:
        raise Usage(f"{key}：{error}") from error
    return key, edit
