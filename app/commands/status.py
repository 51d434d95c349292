"""The exit statuses of the commands, wrong usage, and lines for people. Loads nothing of the store."""

import re
import sys

from app.errors import UserError
from app.unit_names import visible

_LINE_END = re.compile("[\t-\r\x85\u2028\u2029]+")
FINE, FOUND, USAGE, FAULT = 0, 1, 2, 3


def say(line: str, *, to_stderr: bool = False) -> None:
    """Print a line that quotes files of strangers: what would forge a line or steer a terminal is made visible."""
    print(visible(_LINE_END.sub(" ", line)), file=sys.stderr if to_stderr else sys.stdout)


class Usage(UserError):
    """Wrong usage of the command line."""
