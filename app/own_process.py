"""Starts this program anew as a process that serves another one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_ROOT = Path(__file__).resolve().parents[1]


def started(flag: str, module: str, *, answers: bool = True) -> "subprocess.Popen[bytes]":
    """Start the program with *flag*; it calls ``serve`` of *module*. Its standard input, and output on wish, are pipes.

    Raises OSError.
    """
    import subprocess

    return subprocess.Popen(
        _command(flag, module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if answers else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _command(flag: str, module: str) -> list[str]:
    """Return how the program is started to serve; on Windows the frozen one has a second program for that."""
    if not getattr(sys, "frozen", False):
        code = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from {module} import serve; serve()"
        return [sys.executable, "-I", "-c", code]
    beside = Path(sys.executable).with_name("nianbao-cli.exe")
    return [str(beside) if beside.is_file() else sys.executable, flag]
