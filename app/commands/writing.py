"""The commands that write into a workspace: ``new``, ``set`` and ``import``."""

import argparse
import json

from app.commands.common import FINE, Usage, find, writing_to
from app.edits import AddReport, SetCells
from app.errors import UserError
from app.report import Report, Unit
from app.steps import perform
from app.store.backup import Reason, back_up
from app.store.drafts import carried_over, new_report, unit_named
from app.store.repository import Repository
from app.values import parse


def new(options: argparse.Namespace) -> int:
    """Add an empty report."""
    with writing_to(options.workspace, create=True) as workspace:
        repository = workspace.repository
        report = new_report(repository, options.unit, options.year, options.form)
        if options.from_previous:
            report = carried_over(repository, report)
        repository.apply(AddReport(report))
        print(f"已新建 {report.full_title}")
    return FINE


def set_cells(options: argparse.Namespace) -> int:
    """Fill in cells; ``saved`` is printed only once a cell is on disk."""
    with writing_to(options.workspace) as workspace:
        repository = workspace.repository
        report = find(repository, options.unit, options.year)
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


def import_document(options: argparse.Namespace) -> int:
    """Read a report file."""
    from app.imports import read

    found = read(options.source, unit=options.unit, year=options.year)
    if options.into is not None:
        # What is missing is said before a workspace is made.
        found.report(0, Unit(0, found.unit))
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        print(
            f"{options.source}：{found.unit} {found.year} 年，{len(found.cells)} 格，{len(found.sections)} 段文字"
        )
        for item in found.unread:
            print(f"没有读出：{item.where}“{item.text}”，{item.why}")
    if options.into is not None:
        with writing_to(options.into, create=True) as workspace:
            back_up(options.into, Reason.BULK)
            repository = workspace.repository
            report = found.report(repository.new_report_id(), unit_named(repository, found.unit))
            repository.apply(AddReport(report, "读入报告"))
        if not options.json:
            print(f"已存入 {options.into}")
    return FINE
