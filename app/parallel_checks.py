"""Checks many reports in processes of their own, one per processor, which put what they find into the cache of checks.

They may fail: the caller looks into the cache afterwards and checks what is missing there. The same holds where no
process can be started or the cache can't be written.
"""

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.exports.printable_characters import can_print
from app.own_process import started
from app.rules.check import Check
from app.store.check_cache import keep, kept_checks
from app.store.fingerprints import fingerprints
from app.store.full_checks import full_check
from app.store.workspace import open_workspace

if TYPE_CHECKING:
    import subprocess

FLAG = "--check-apart"
"""The argument with which the program is started to check reports."""
WORTHWHILE = 150
"""With fewer reports the start of a process takes longer than it saves."""
_MOST = 8
_KEPT_AT_ONCE = 25


class ParallelChecks:
    """The processes that check some reports of a workspace; `close` ends them."""

    def __init__(self, workspace: Path, report_ids: Sequence[int], processes: int) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        for number in range(processes):
            share = report_ids[number::processes]
            with contextlib.suppress(OSError):
                self._processes.append(_begun(workspace, share))

    @property
    def running(self) -> bool:
        """Whether one of them is still at work."""
        return any(process.poll() is None for process in self._processes)

    def wait(self) -> None:
        """Wait until all have done their share."""
        for process in self._processes:
            process.wait()

    def close(self) -> None:
        """End them; what they have put into the cache stays there."""
        for process in self._processes:
            process.kill()
            process.wait()


def check_in_parallel(workspace: Path, report_ids: Sequence[int]) -> None:
    """Have reports checked by all processors and wait for it; the cache has what could be checked."""
    if (processes := processors()) > 1:
        with checks_in_parallel(workspace, report_ids, processes) as apart:
            apart.wait()


@contextlib.contextmanager
def checks_in_parallel(
    workspace: Path, report_ids: Sequence[int], processes: int
) -> Iterator["ParallelChecks"]:
    """Give the processes that check some reports of a workspace, and end them."""
    apart = ParallelChecks(workspace, report_ids, processes)
    try:
        yield apart
    finally:
        apart.close()


def processors() -> int:
    """Return how many processors this process may use, at most 8."""
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(own, _MOST)


def _begun(workspace: Path, share: Sequence[int]) -> "subprocess.Popen[bytes]":
    process = started(FLAG, __name__, answers=False)
    assert process.stdin is not None
    with contextlib.suppress(OSError), process.stdin:
        process.stdin.write(json.dumps([str(workspace.absolute()), list(share)]).encode())
    return process


def serve() -> None:
    """Check the reports that standard input names; never returns."""
    with contextlib.suppress(Exception):
        # What this process did not check is checked by the one that started it.
        workspace, report_ids = json.load(sys.stdin.buffer)
        _check(Path(workspace), report_ids)
    os._exit(0)


def _check(path: Path, report_ids: list[int]) -> None:
    workspace = open_workspace(path, read_only=True)
    repository = workspace.repository
    made: dict[str, Check] = {}
    for report_id in report_ids:
        # One transaction: digest and report belong to the same state of the file, even if another program writes it.
        with repository.database.atomic():
            today = date.today()
            marks = fingerprints(repository.database, repository.rule_settings, today, [report_id])
            mark = marks.get(report_id)
            if mark is None or kept_checks([mark]):
                continue
            work = full_check(repository, repository.report(report_id), can_print, today)
        made[mark] = work()
        if len(made) == _KEPT_AT_ONCE:
            keep(made)
            made = {}
    keep(made)
    workspace.close()
