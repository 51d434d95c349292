"""The commands that write into a workspace: ``new``, ``set`` and ``import``."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.common import FINE, Usage, find, say, writing_to
from app.edits import AddReport, SetCells
from app.errors import UserError
from app.report import Report, Unit
from app.steps import perform
from app.store.backup import Reason, back_up
from app.store.drafts import carried_over, new_report, unit_named
from app.store.repository import Repository
from app.values import parse

if TYPE_CHECKING:
    from app.commands.sources import Found
    from app.imports import Imported


def new(options: argparse.Namespace) -> int:
    """Add an empty report."""
    with writing_to(options.workspace, create=True) as workspace:
        repository = workspace.repository
        report = new_report(repository, options.unit, options.year, options.form)
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


def import_document(options: argparse.Namespace) -> int:
    """Read a report file, or all reports in a folder, an archive or another workspace."""
    from app.commands.sources import is_many

    if is_many(options.source):
        return _import_many(options)
    from app.imports import read

    found = read(options.source, unit=options.unit, year=options.year)
    if options.into is not None:
        # What is missing is said before a workspace is made.
        found.refuse_unconfirmed()
        found.report(0, Unit(0, found.unit))
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(str(options.source), found)
    if options.into is not None:
        with writing_to(options.into, create=True) as workspace:
            back_up(options.into, Reason.BULK)
            repository = workspace.repository
            report = found.report(repository.new_report_id(), unit_named(repository, found.unit))
            repository.apply(AddReport(report, "读入报告"))
        if not options.json:
            say(f"已存入 {options.into}")
    return FINE


def _tell(place: str, found: "Imported") -> None:
    say(f"{place}：{found.unit} {found.year} 年，{len(found.cells)} 格，{len(found.sections)} 段文字")
    for item in found.unread:
        say(f"没有读出：{item.where}“{item.text}”，{item.why}")


def _import_many(options: argparse.Namespace) -> int:
    """Read all reports in a source; what is wrong with one stays with it, unless none can be read."""
    from app.commands.sources import reports_in

    if options.into is not None and _is_same(options.into, options.source):
        raise Usage("读入的文件与要存入的数据文件是同一个，请另选。")
    found = reports_in(options.source, unit=options.unit, year=options.year)
    if not any(item.report for item in found):
        reason = (
            found[0].error
            if len(found) == 1
            else f"其中的 {len(found)} 个文件都无法读取，第一个：{found[0].error}"
        )
        raise UserError(
            f"“{options.source.name}”：{reason}" if found else f"“{options.source.name}”中没有报告。"
        )
    stored = _stored(options.into, found) if options.into is not None else {}
    if options.json:
        reports = [item.report.as_json() | {"source": item.place} for item in found if item.report]
        refused = [{"source": item.place, "error": item.error} for item in found if not item.report]
        print(json.dumps({"reports": reports, "refused": refused}, ensure_ascii=False, indent=1))
        return FINE
    for item in found:
        if item.report is None:
            say(f"{item.place}：没有读入，{item.error}")
            continue
        _tell(item.place, item.report)
        if options.into is not None:
            say(stored[item.place])
    return FINE


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        # One that is not there yet, or can't be looked at, is not the other.
        return False


def _stored(path: Path, found: Sequence["Found"]) -> dict[str, str]:
    """Store what was read, each report once; returns by place what became of it."""
    told = {}
    with writing_to(path, create=True) as workspace:
        back_up(path, Reason.BULK)
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
