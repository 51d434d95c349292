"""The command line: the main job without a window, for tests and other programs.

Exit status: 0 fine; 1 ``check`` found an error, or an export was refused because of errors; 2 unreadable input or
wrong usage, one line on stderr saying what and where; 3 a fault of ours, with the log file's path.
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from app import __version__
from app.edits import AddReport, SetCells, perform
from app.errors import UserError
from app.exports.glyphs import can_print
from app.forms.loader import forms
from app.report import Report, Status, Unit
from app.rules.as_json import check_json
from app.rules.check import Check, check, quick_check
from app.rules.model import SEVERITY_NAMES
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.store.backup import Reason, back_up
from app.store.drafts import carried_over, new_report, unit_named
from app.store.errors import Trouble
from app.store.repository import Repository
from app.store.workspace import Workspace, WorkspaceError, is_workspace, open_or_create, open_workspace
from app.values import parse

FINE, FOUND, USAGE, FAULT = 0, 1, 2, 3
FORMATS = ("pdf", "docx", "html", "xlsx", "json", "archive")


class _Usage(UserError):
    """Wrong usage of the command line."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Usage(f"命令写法不对（{message}）；用 --help 查看说明。")


def commands() -> frozenset[str]:
    """Return the names of the commands, by which a call of the command line is told from a file to open."""
    return frozenset(_COMMANDS)


def main(arguments: Sequence[str], more_checks: Sequence[Callable[[Path], str]] = ()) -> int:
    """Run one command and return its exit status; *more_checks* are the selftest's, of what is not in this package."""
    _write_utf8()
    try:
        options = _parser().parse_args(arguments, argparse.Namespace(more_checks=more_checks))
        return int(options.run(options))
    except UserError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        return FINE
    except Exception as error:
        print(_fault(error), file=sys.stderr)
        return FAULT


def _fault(error: Exception) -> str:
    from app.logs import log_fault

    try:
        return f"程序内部出错，详情见 {log_fault(error)}"
    except OSError as reason:
        return f"程序内部出错（{type(error).__qualname__}），日志也没有写成（{reason.strerror}）。"


def _write_utf8() -> None:
    """Chinese on a Windows console with another code page must not end in an exception."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _new(options: argparse.Namespace) -> int:
    """新建一份空白报告"""
    with _workspace(options.workspace, create=True) as workspace:
        repository = workspace.repository
        report = new_report(repository, options.unit, options.year, options.form)
        if options.from_previous:
            report = carried_over(repository, report)
        repository.apply(AddReport(report))
        print(f"已新建 {report.full_title}")
    return FINE


def _list(options: argparse.Namespace) -> int:
    """列出全部报告"""
    with _looking_at(options.workspace) as repository:
        settings = repository.rule_settings
        rows = [
            {
                "unit": report.unit.name,
                "year": report.year,
                "form": report.form.id,
                "status": report.status.value,
                "verdict": _checked(report, repository.previous(report), settings).verdict.value,
            }
            for report in _readable(repository)
        ]
    if options.json:
        print(json.dumps({"reports": rows}, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(*row.values(), sep="\t")
    return FINE


def _set(options: argparse.Namespace) -> int:
    """填写单元格，每格存盘后才显示 saved"""
    with _workspace(options.workspace) as workspace:
        repository = workspace.repository
        report = _find(repository, options.unit, options.year)
        edits = [_assignment(repository, report, text) for text in options.assignments]
        for key, edit in edits:
            repository.apply(edit)
            print("saved", key, flush=True)
    return FINE


def _assignment(repository: Repository, report: Report, text: str) -> tuple[str, SetCells]:
    """Read CELL=VALUE into an edit that is known to be possible, so that a mistake changes nothing."""
    key, equals, value = text.partition("=")
    if not equals:
        raise _Usage(f"“{text}”写法不对，应写成 单元格=数值。")
    if key not in report.form.cells:
        raise _Usage(f"“{text}”中的“{key}”不是 {report.form.id} 格式的单元格。")
    cell = report.form.cells[key]
    try:
        edit = SetCells(report.id, {key: parse(value, cell.kind)})
        perform(edit, repository)
    except UserError as error:
        raise _Usage(f"{key}：{error}") from error
    return key, edit


def _import(options: argparse.Namespace) -> int:
    """读入已有的报告文件"""
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
        with _workspace(options.into, create=True) as workspace:
            back_up(options.into, Reason.BULK)
            repository = workspace.repository
            report = found.report(repository.new_report_id(), unit_named(repository, found.unit))
            repository.apply(AddReport(report, "读入报告"))
        if not options.json:
            print(f"已存入 {options.into}")
    return FINE


def _check(options: argparse.Namespace) -> int:
    """核对报告，有错误时退出状态为 1"""
    targets, settings = _targets(options)
    checked = [(report, _checked(report, before, settings)) for report, before in targets]
    if options.json:
        print(json.dumps({"reports": [check_json(*pair) for pair in checked]}, ensure_ascii=False, indent=1))
    else:
        for report, result in checked:
            print(f"{report.unit.name} {report.year} 年：{result.summary}")
            for finding in result.findings:
                print(f"  {SEVERITY_NAMES[finding.severity]}：{finding.message}{finding.hint}")
    return FOUND if any(result.errors for _, result in checked) else FINE


def _checked(report: Report, previous: Report | None, settings: RuleSettings) -> Check:
    """Check a report; a workspace's, which is not final yet, is reminded of its deadline."""
    today = date.today() if report.id else None
    return check(report, previous, settings=settings, today=today, has_glyph=can_print)


def _targets(options: argparse.Namespace) -> tuple[list[tuple[Report, Report | None]], RuleSettings]:
    """Return the reports to check, each with last year's where it is at hand, and how the rules are set."""
    if is_workspace(options.target):
        with _looking_at(options.target) as repository:
            reports = _readable(repository)
            wanted = [
                r for r in reports if options.unit in (None, r.unit.name) and options.year in (None, r.year)
            ]
            if not wanted:
                raise _Usage(f"{options.target} 中没有符合条件的报告，请用 list 查看。")
            return [(report, repository.previous(report)) for report in wanted], repository.rule_settings
    from app.imports import read

    found = read(options.target, unit=options.unit, year=options.year)
    return [(found.report(0, Unit(0, found.unit)), None)], DEFAULT_SETTINGS


def _export(options: argparse.Namespace) -> int:
    """输出报告文件，有错误时只能输出草稿"""
    from app.exports.formats import default_name, export, export_archive

    archive = options.to == "archive"
    with _looking_at(options.workspace) as repository:
        report = _find(repository, options.unit, options.year)
        settings = repository.rule_settings
        before = repository.previous(report)
        # Only a raised severity makes an error of what the full check alone finds.
        if archive or settings.severities:
            result = _checked(report, before, settings)
        else:
            result = quick_check(report, before, settings=settings)
    errors = [] if report.status is Status.FINAL else result.errors
    if errors and (archive or not options.draft):
        print(f"有 {len(errors)} 处错误，没有输出；改正后再试，或加 --draft 输出草稿。", file=sys.stderr)
        for finding in errors:
            print(f"  {finding.message}", file=sys.stderr)
        return FOUND
    path = options.output or Path(default_name(report, options.to))
    if archive:
        export_archive(report, result, path)
    else:
        export(report, options.to, path, draft=options.draft and report.status is not Status.FINAL)
    print(path)
    return FINE


def _verify(options: argparse.Namespace) -> int:
    """核验归档包是否完整、未被改动"""
    from app.exports.archive import verify

    faults = verify(options.package)
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{options.package}：完整，未被改动")
    return FOUND if faults else FINE


def _selftest(options: argparse.Namespace) -> int:
    """检查程序安装是否完好"""
    from app.selftest import selftest

    return selftest(print, options.more_checks)


def _unit(text: str) -> str:
    if not text.strip():
        raise _Usage("单位名称不能为空，请填写单位全称。")
    return text.strip()


def _year(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{3}", text):
        raise _Usage(f"--year 的“{text[:20]}”不对，应为四位数的年份。")
    return int(text)


def _form(text: str) -> str:
    if text not in forms():
        raise _Usage(f"没有编号为“{text[:40]}”的格式，可用的有 {'、'.join(forms())}。")
    return text


def _find(repository: Repository, unit: str, year: int) -> Report:
    report = repository.find(unit, year)
    if report is None:
        raise _Usage(f"没有 {unit} {year} 年的报告，请用 list 查看已有的报告。")
    return report


@contextmanager
def _looking_at(path: Path) -> Iterator[Repository]:
    """Open a workspace for reading only: nobody else is kept from writing it.

    One of an earlier version is brought up to date first, as the window does.
    """
    try:
        workspace = open_workspace(path, read_only=True)
    except WorkspaceError as error:
        if error.trouble is not Trouble.OLDER:
            raise
        workspace = open_workspace(path)
    try:
        yield workspace.repository
    finally:
        workspace.close()


def _readable(repository: Repository) -> list[Report]:
    """Return the reports this program can read; the others are named on stderr and left as they are."""
    heads = repository.heads()
    for head in heads:
        if not head.readable:
            print(f"{head.unit.name} {head.year} 年的报告由更新版本的程序写成，没有读取。", file=sys.stderr)
    return [repository.report(head.id) for head in heads if head.readable]


@contextmanager
def _workspace(path: Path, *, create: bool = False) -> Iterator[Workspace]:
    workspace = open_or_create(path) if create else open_workspace(path)
    try:
        yield workspace
    finally:
        workspace.close()


@dataclass(frozen=True)
class _Command:
    """A command: what it does, its positional argument, and which options it takes."""

    run: Callable[[argparse.Namespace], int]
    target: str = ""
    report: str = ""
    """Whether ``--unit`` and ``--year`` are ``required`` or ``optional``; empty: not taken."""
    flags: tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...] = ()


_JSON: tuple[tuple[str, ...], Mapping[str, Any]] = (
    ("--json",),
    {"action": "store_true", "help": "以 JSON 输出"},
)
_COMMANDS = {
    "new": _Command(
        _new,
        "workspace",
        "required",
        (
            (("--form",), {"type": _form, "help": "格式编号，不写则按年度选用"}),
            (
                ("--from-previous",),
                {"action": "store_true", "help": "承接上一年报告的结转数、存量和文字框架"},
            ),
        ),
    ),
    "list": _Command(_list, "workspace", "", (_JSON,)),
    "set": _Command(
        _set,
        "workspace",
        "required",
        ((("assignments",), {"nargs": "+", "metavar": "CELL=VALUE", "help": "等号后不写数值表示清空该格"}),),
    ),
    "import": _Command(
        _import,
        "source",
        "optional",
        ((("--into",), {"type": Path, "metavar": "WORKSPACE", "help": "存入该数据文件"}), _JSON),
    ),
    "check": _Command(_check, "target", "optional", (_JSON,)),
    "export": _Command(
        _export,
        "workspace",
        "required",
        (
            (("--to",), {"required": True, "choices": FORMATS}),
            (("-o", "--output"), {"type": Path, "help": "输出到该文件"}),
            (
                ("--draft",),
                {"action": "store_true", "help": "带草稿标记输出，有错误也可以；已定稿的不带标记"},
            ),
        ),
    ),
    "verify": _Command(_verify, "package"),
    "selftest": _Command(_selftest),
}


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="nianbao", description="政府信息公开工作年度报告编制程序（命令行）")
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    for name, command in _COMMANDS.items():
        sub = subparsers.add_parser(name, help=command.run.__doc__, description=command.run.__doc__)
        if command.target:
            sub.add_argument(command.target, type=Path)
        if command.report:
            required = command.report == "required"
            sub.add_argument("--unit", required=required, type=_unit, help="单位全称")
            sub.add_argument("--year", required=required, type=_year, help="报告年度")
        for names, settings in command.flags:
            sub.add_argument(*names, **settings)
        sub.set_defaults(run=command.run)
    return parser
