"""The command line: the main job without a window, for tests and other programs.

Exit status: 0 fine; 1 ``check`` found an error, or an export was refused because of errors; 2 unreadable input or
wrong usage, one line on stderr saying what and where; 3 a fault of ours, with the log file's path.
"""

import argparse
import contextlib
import errno
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from app import __version__
from app.commands.parsing import Parser
from app.commands.status import FAULT, FINE, USAGE, Usage
from app.errors import UserError
from app.exports.archival_details import CODE_RULE, RETENTIONS
from app.forms.loader import forms
from app.forms.model import YEARLY
from app.names import unit_name, visible
from app.values import half_width

FORMATS = ("pdf", "ofd", "docx", "html", "xlsx", "json", "archive")


def commands() -> frozenset[str]:
    """Return the names of the commands, by which a call of the command line is told from a file to open."""
    return frozenset(_COMMANDS)


def main(arguments: Sequence[str], more_checks: Sequence[Callable[[Path], str]] = ()) -> int:
    """Run one command and return its exit status; *more_checks* are the selftest's, of what is not in this package."""
    _write_utf8()
    try:
        options = _parser(arguments).parse_args(arguments, argparse.Namespace(more_checks=more_checks))
        return int(options.run(options))
    except UserError as error:
        _tell(" ".join(str(error).split()))
        return USAGE
    except BrokenPipeError:
        return FINE
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EIO) and not error.filename:
            _tell(f"结果没有全部输出（{error.strerror}），请检查输出到的磁盘后再试。")
            return USAGE
        _tell(_fault(error))
        return FAULT


def _tell(sentence: str) -> None:
    """Say one line on stderr; where even that can't be written, the exit status says it."""
    with contextlib.suppress(OSError):
        print(visible(sentence), file=sys.stderr, flush=True)


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
    from app.commands.writing import new

    return new(options)


def _set(options: argparse.Namespace) -> int:
    """填写单元格，每格存盘后才显示 saved"""
    from app.commands.writing import set_cells

    return set_cells(options)


def _import(options: argparse.Namespace) -> int:
    """读入已有的报告文件"""
    from app.commands.importing import import_document

    return import_document(options)


def _list(options: argparse.Namespace) -> int:
    """列出全部报告"""
    from app.commands.reading import list_reports

    return list_reports(options)


def _check(options: argparse.Namespace) -> int:
    """核对报告，有错误时退出状态为 1"""
    from app.commands.reading import check_reports

    return check_reports(options)


def _export(options: argparse.Namespace) -> int:
    """输出报告文件，有错误时只能输出草稿"""
    from app.commands.reading import export_report

    return export_report(options)


def _ledger(options: argparse.Namespace) -> int:
    """读入依申请公开台账，列出统计结果、待确认的申请和答复期限"""
    from app.commands.ledger import ledger

    return ledger(options)


def _workbook(options: argparse.Namespace) -> int:
    """为一个或多个单位制作填报表（Excel），单位、年度和上年数已写好"""
    from app.commands.workbooks import make_workbooks

    return make_workbooks(options)


def _transfer(options: argparse.Namespace) -> int:
    """把没有错误的报告写成移交档案馆的文件夹"""
    from app.commands.transfer import transfer

    return transfer(options)


def _verify(options: argparse.Namespace) -> int:
    """核验归档包或移交文件夹与其中登记是否一致，或报告的数与校验码是否一致"""
    from app.commands.reading import verify_code, verify_package

    return verify_package(options) if options.code is None else verify_code(options)


def _selftest(options: argparse.Namespace) -> int:
    """检查程序安装是否完好"""
    from app.selftest import selftest

    return selftest(print, options.more_checks)


def _unit(text: str) -> str:
    name = unit_name(text)
    if not name:
        raise Usage("单位名称不能为空，请填写单位全称。")
    return name


def _year(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{3}", text):
        raise Usage(f"--year 的“{text[:20]}”不对，应为四位数的年份。")
    return int(text)


def _form(text: str) -> str:
    if text not in forms():
        raise Usage(f"没有编号为“{text[:40]}”的格式，可用的有 {'、'.join(forms())}。")
    return text


def _series(text: str) -> str:
    known = {form.series: form.name for form in forms().values()}
    if text not in known:
        raise Usage(f"没有编号为“{text[:40]}”的报告种类，可用的有 {'、'.join(known)}。")
    return text


def _collect(options: argparse.Namespace) -> int:
    """收取各单位报来的文件并登记"""
    from app.commands.collecting import collect

    return collect(options)


def _sum(options: argparse.Namespace) -> int:
    """汇总一组单位的报告"""
    from app.commands.collecting import sum_group

    return sum_group(options)


def _contributors(options: argparse.Namespace) -> int:
    """列出构成汇总表中一个数的单位"""
    from app.commands.collecting import contributors

    return contributors(options)


def _exclude(options: argparse.Namespace) -> int:
    """不把一个单位的数计入汇总"""
    from app.commands.composing import exclude

    return exclude(options)


def _include(options: argparse.Namespace) -> int:
    """把一个单位的数重新计入汇总"""
    from app.commands.composing import include

    return include(options)


def _adjust(options: argparse.Namespace) -> int:
    """登记、取消或列出汇总的调整数"""
    from app.commands.composing import adjust

    return adjust(options)


def _units(options: argparse.Namespace) -> int:
    """列出单位名录，或从表格读入"""
    from app.commands.units import units

    return units(options)


def _code(text: str) -> str:
    digits = re.sub(r"\s", "", half_width(text))
    if not re.fullmatch("[0-9]{8}", digits):
        raise Usage(f"校验码“{text[:20]}”不对，应为八位数字。")
    return digits


class _Command(NamedTuple):
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
_SERIES = (("--series",), {"type": _series, "default": YEARLY, "help": "报告种类，不写则为工作年度报告"})
_WHICH_SERIES = (
    ("--series",),
    {"type": _series, "help": "报告种类，不写则为工作年度报告，写了格式编号的以格式为准"},
)
_ANY_SERIES = (("--series",), {"type": _series, "help": "只要这一种类的报告"})
_OF_GROUP = (("--group",), {"type": _unit, "help": "只要该单位和名下各单位的报告"})
_GROUP = (("--group",), {"required": True, "help": "汇总单位的名称"})
_BY = (("--by",), {"default": "", "help": "决定人的姓名，不写则为系统的用户名"})
_YEAR = (("--year",), {"required": True, "type": _year, "help": "报告年度"})


def _many(name: str, shown: str) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    return (name,), {"nargs": "+", "type": Path, "metavar": shown, "help": "可以有几个"}


_COMMANDS = {
    "new": _Command(
        _new,
        "workspace",
        "required",
        (
            (("--form",), {"type": _form, "help": "格式编号，不写则按年度选用"}),
            _WHICH_SERIES,
            (
                ("--from-previous",),
                {"action": "store_true", "help": "承接上一年报告的结转数、存量和文字框架"},
            ),
        ),
    ),
    "list": _Command(_list, flags=(_many("workspaces", "WORKSPACE"), _OF_GROUP, _ANY_SERIES, _JSON)),
    "set": _Command(
        _set,
        "workspace",
        "required",
        (
            (("assignments",), {"nargs": "+", "metavar": "CELL=VALUE", "help": "等号后不写数值表示清空该格"}),
            _SERIES,
        ),
    ),
    "import": _Command(
        _import,
        "source",
        "optional",
        ((("--into",), {"type": Path, "metavar": "WORKSPACE", "help": "存入该数据文件"}), _JSON),
    ),
    "check": _Command(_check, "", "optional", (_many("targets", "TARGET"), _OF_GROUP, _ANY_SERIES, _JSON)),
    "export": _Command(
        _export,
        "workspace",
        "required",
        (
            _SERIES,
            (("--to",), {"required": True, "choices": FORMATS}),
            (("-o", "--output"), {"type": Path, "help": "输出到该文件"}),
            (
                ("--draft",),
                {"action": "store_true", "help": "带草稿标记输出，有错误也可以；已定稿的不带标记"},
            ),
            (
                ("--review",),
                {"action": "store_true", "help": "输出送审稿：页脚印时间、版本、校验码和页数（pdf、ofd）"},
            ),
            (("--line-numbers",), {"action": "store_true", "help": "送审稿在左侧印行号"}),
        ),
    ),
    "ledger": _Command(
        _ledger,
        "workspace",
        "optional",
        (
            (
                ("--import",),
                {"dest": "source", "type": Path, "metavar": "FILE", "help": "读入该台账，已有的申请随之更新"},
            ),
            (
                ("--column",),
                {"action": "append", "default": [], "metavar": "列名=项目", "help": "指定该列是什么，并记住"},
            ),
            (("--count",), {"action": "store_true", "help": "把统计结果填入报告"}),
            (
                ("--keep-numbers",),
                {"action": "store_true", "help": "读入时不遮盖证件号码和电话号码"},
            ),
            _JSON,
        ),
    ),
    "collect": _Command(
        _collect,
        flags=(
            (
                ("sources",),
                {"nargs": "+", "type": Path, "metavar": "SOURCE", "help": "文件、文件夹或数据文件"},
            ),
            (
                ("--into",),
                {"required": True, "type": Path, "metavar": "WORKSPACE", "help": "收入该数据文件"},
            ),
            _YEAR,
            (("--group",), {"help": "只收该单位名下各单位的文件"}),
            _SERIES,
            _JSON,
        ),
    ),
    "sum": _Command(
        _sum,
        "workspace",
        flags=(
            _GROUP,
            _YEAR,
            _SERIES,
            (("--to",), {"choices": FORMATS[:-1], "help": "输出汇总报告"}),
            (("-o", "--output"), {"type": Path, "help": "输出到该文件"}),
            _JSON,
        ),
    ),
    "contributors": _Command(
        _contributors,
        "workspace",
        flags=((("cell",), {"metavar": "CELL", "help": "单元格"}), _GROUP, _YEAR, _SERIES, _JSON),
    ),
    "exclude": _Command(
        _exclude,
        "workspace",
        flags=(
            _GROUP,
            _YEAR,
            _SERIES,
            (("--unit",), {"required": True, "type": _unit, "help": "不计入的单位"}),
            (("--reason",), {"required": True, "help": "原因"}),
            _BY,
        ),
    ),
    "include": _Command(
        _include,
        "workspace",
        flags=(
            _GROUP,
            _YEAR,
            _SERIES,
            (("--unit",), {"required": True, "type": _unit, "help": "重新计入的单位"}),
        ),
    ),
    "adjust": _Command(
        _adjust,
        "workspace",
        flags=(
            (
                ("--cell",),
                {
                    "dest": "assignment",
                    "metavar": "CELL=AMOUNT",
                    "help": "加上的数，减去的写负数；不写则列出已有的调整",
                },
            ),
            _GROUP,
            _YEAR,
            _SERIES,
            (("--reason",), {"default": "", "help": "调整的原因"}),
            _BY,
            (("--withdraw",), {"type": int, "metavar": "ID", "help": "取消该编号的调整"}),
            _JSON,
        ),
    ),
    "units": _Command(
        _units,
        "workspace",
        flags=(
            (
                ("--import",),
                {"dest": "source", "type": Path, "metavar": "REGISTER", "help": "读入该单位名录"},
            ),
            _JSON,
        ),
    ),
    "workbook": _Command(
        _workbook,
        "folder",
        "",
        (
            (("--year",), {"required": True, "type": _year, "help": "报告年度"}),
            (("--unit",), {"type": _unit, "help": "单位全称"}),
            (("--group",), {"help": "只为该单位名下的各单位制作"}),
            (("--names",), {"type": Path, "metavar": "FILE", "help": "单位名单，文本文件，一行一个"}),
            (
                ("--from",),
                {
                    "type": Path,
                    "dest": "source",
                    "metavar": "WORKSPACE",
                    "help": "从该数据文件取单位和上年数",
                },
            ),
            (("--form",), {"type": _form, "help": "格式编号，不写则按年度选用"}),
            _WHICH_SERIES,
        ),
    ),
    "transfer": _Command(
        _transfer,
        "workspace",
        "optional",
        (
            (
                ("-o", "--output"),
                {"type": Path, "required": True, "metavar": "FOLDER", "help": "写成该文件夹，须是尚不存在的"},
            ),
            (
                ("--layout",),
                {
                    "choices": ("2012", "2022"),
                    "default": "2022",
                    "help": "2012：档发〔2012〕7号附件2；2022：DA/T 93-2022 附录B",
                },
            ),
            (
                ("--fonds",),
                {"action": "append", "default": [], "metavar": "全宗号", "help": "或“单位=全宗号”，可写多次"},
            ),
            _ANY_SERIES,
            (("--by",), {"default": "", "help": "移交单位，只有一个立档单位时可不写"}),
            (("--archive",), {"default": "", "help": "接收的档案馆"}),
            (("--category",), {"default": "WS", "help": "门类代码"}),
            (("--retention",), {"choices": RETENTIONS, "default": RETENTIONS[0], "help": "保管期限"}),
            (("--office",), {"default": "", "help": "机构或问题"}),
            (("--office-code",), {"default": "BGS", "help": "机构代码"}),
            (("--first",), {"type": int, "default": 1, "help": "第一件的件号"}),
            (("--rule",), {"default": CODE_RULE, "help": "档号的组成规则，默认“%(default)s”"}),
            (
                ("--eep",),
                {"action": "store_true", "dest": "packages", "help": "每件另附 DA/T 48-2009 的封装包"},
            ),
            (("--carrier",), {"default": "在线移交", "help": "载体类型、规格"}),
            (("--carrier-number",), {"default": "", "help": "载体编号"}),
        ),
    ),
    "verify": _Command(
        _verify,
        "package",
        "optional",
        (_ANY_SERIES, (("--code",), {"type": _code, "help": "纸上或电话中的校验码，与报告的数核对"})),
    ),
    "selftest": _Command(_selftest),
}


def _parser(arguments: Sequence[str]) -> Parser:
    """Return the parser of the command that is called; of all of them when it is none."""
    parser = Parser(prog="nianbao", description="政府信息公开工作年度报告编制程序（命令行）")
    parser.flags.add_argument("--version", action="version", version=__version__, help="显示版本号")
    subparsers = parser.add_subparsers(required=True, metavar="命令", title="命令", parser_class=Parser)
    called = [name for name in arguments[:1] if name in _COMMANDS]
    for name in called or _COMMANDS:
        command = _COMMANDS[name]
        sub = subparsers.add_parser(name, help=command.run.__doc__, description=command.run.__doc__)
        if command.target:
            sub.targets.add_argument(command.target, type=Path)
        if command.report:
            required = command.report == "required"
            sub.flags.add_argument("--unit", required=required, type=_unit, help="单位全称")
            sub.flags.add_argument("--year", required=required, type=_year, help="报告年度")
        for names, settings in command.flags:
            group = sub.flags if names[0].startswith("-") else sub.targets
            group.add_argument(*names, **settings)
        sub.set_defaults(run=command.run)
    return parser
