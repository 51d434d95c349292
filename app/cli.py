"""The command line: the main job without a window, for tests and other programs.

Exit status: 0 fine; 1 ``check`` found an error or a file that can't be read, or an export was refused because of errors;
2 unreadable input elsewhere or wrong usage, one line on stderr saying what and where; 3 a fault of ours, with the log
file's path.
"""

import argparse
import contextlib
import errno
import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app import __version__
from app.commands import arguments as accepted
from app.commands.parsing import Parser
from app.commands.status import FAULT, FINE, USAGE
from app.commands.table import COMMANDS
from app.errors import UserError
from app.unit_names import visible


def commands() -> frozenset[str]:
    """Return the names of the commands, by which a call of the command line is told from a file to open."""
    return frozenset(COMMANDS)


def main(arguments: Sequence[str], more_checks: Sequence[Callable[[Path], str]] = ()) -> int:
    """Run one command and return its exit status; *more_checks* are the selftest's, of what is not in this package."""
    _write_utf8()
    try:
        options = _parser(arguments).parse_args(arguments, argparse.Namespace(more_checks=more_checks))
        module, _, name = options.run.rpartition(".")
        return int(getattr(importlib.import_module(module), name)(options))
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
    """Print one line on stderr; where even that can't be written, the exit status alone tells of it."""
    with contextlib.suppress(OSError):
        print(visible(sentence), file=sys.stderr, flush=True)


def _fault(error: Exception) -> str:
    from app.logs import log_fault

    try:
        return f"程序内部出错，详情见 {log_fault(error)}"
    except OSError as reason:
        return f"程序内部出错（{type(error).__qualname__}），日志也没有写成（{reason.strerror}）。"


def _write_utf8() -> None:
    """Print Chinese on a Windows console with another code page without an exception."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser(arguments: Sequence[str]) -> Parser:
    """Return the parser of the command that is called; of all of them when it is none."""
    parser = Parser(prog="nianbao", description="政府信息公开工作年度报告编制程序（命令行）")
    parser.flags.add_argument("--version", action="version", version=__version__, help="显示版本号")
    subparsers = parser.add_subparsers(
        required=True, metavar="命令", title="命令", prog=parser.prog, parser_class=Parser
    )
    called = [name for name in arguments[:1] if name in COMMANDS]
    for name in called or COMMANDS:
        command = COMMANDS[name]
        sub = subparsers.add_parser(name, help=command.help, description=command.help)
        if command.target:
            sub.targets.add_argument(command.target, type=Path)
        if command.report:
            required = command.report == "required"
            sub.flags.add_argument("--unit", required=required, type=accepted.unit, help="单位全称")
            sub.flags.add_argument("--year", required=required, type=accepted.year, help="报告年度")
        for names, settings in command.flags:
            group = sub.flags if names[0].startswith("-") else sub.targets
            group.add_argument(*names, **settings)
        sub.set_defaults(run=command.run)
    return parser
