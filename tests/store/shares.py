"""Runs programs as on network shares with broken locks: a shim stands between them and the file locks of the system."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

HERE = Path(__file__).parent
GCC = shutil.which("gcc")
SUCCEED = "succeed"
NO_LOCKS = {"ENOLCK": str(errno.ENOLCK), "EACCES": str(errno.EACCES)}

needs_shim = pytest.mark.skipif(
    GCC is None or not sys.platform.startswith("linux"),
    reason="the shim before the file locks needs Linux and gcc",
)


@cache
def _shim() -> Path:
    assert GCC is not None
    library = Path(mkdtemp(prefix="nianbao-shim-")) / "locks.so"
    command = [GCC, "-shared", "-fPIC", "-O1", "-o", str(library), str(HERE / "locks.c"), "-ldl"]
    subprocess.run(command, check=True)
    return library


@contextmanager
def program(
    code: str, *arguments: object, locks: str = "", share: Path | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Run Python code where file locks, on the *share* or everywhere, are as *locks* says; it is killed at the end."""
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent.parent)}
    if locks:
        environment |= {"LD_PRELOAD": str(_shim()), "NIANBAO_LOCKS": locks}
    if share is not None:
        environment["NIANBAO_SHARE"] = str(share)
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    """Return the next line of a program."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def answer(process: subprocess.Popen[str], line: str) -> str:
    """Give a program a line to read, and return the next line that it says."""
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return said(process)
