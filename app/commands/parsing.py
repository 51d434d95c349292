"""argparse that speaks Chinese, in its help and about mistakes."""

import argparse
import re
from typing import Any, NoReturn

from app.commands.status import Usage

_MISTAKES = (
    (r"the following arguments are required: (.+)", "缺少 {}"),
    (r"argument (.+): expected (?:one|at least one) argument", "{} 后面没有写内容"),
    (r"argument (.+): invalid choice: '?(.*?)'? \(choose from (.+)\)", "{} 不能是“{}”，可用的有 {}"),
    (r"argument (.+): not allowed with argument (.+)", "{} 和 {} 不能同时使用"),
    (r"argument (.+): ignored explicit argument '?(.*?)'?", "{} 后面不用写“{}”"),
    (r"argument (.+): invalid \S+ value: '?(.*?)'?", "{} 不能是“{}”"),
    (r"ambiguous option: (.+) could match (.+)", "{} 不明确，可能是 {}"),
    (r"unrecognized arguments: (.+)", "“{}”不认识"),
)
"""What argparse says, in the C locale's English, and what we say."""


class Parser(argparse.ArgumentParser):
    """Raises `Usage` with one Chinese sentence where argparse would print its own and end the program."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_Formatter)
        self.targets = self.add_argument_group("参数")
        self.flags = self.add_argument_group("选项")
        self.flags.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Raise `Usage`."""
        raise Usage(f"命令写法不对：{_in_chinese(message)}；用 --help 查看说明。")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print a help text; unlike argparse's own, this tells the caller when that failed."""
        print(message, end="", file=file)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _in_chinese(message: str) -> str:
    for pattern, words in _MISTAKES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(*(part.replace("'", "").replace(", ", "、") for part in match.groups()))
    return message
