"""Runs the writer, kills it or makes system calls fail under it, and checks what is on disk afterwards.

After every run the workspace must pass integrity_check and hold exactly what the acknowledged edits make, with
at most the one edit more that was under way when the process died.
"""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from random_edits import REPORTS, typing
from writer import LANDED

from app.edit_effects import perform
from app.report import Report
from app.store.workspace import open_workspace

HERE = Path(__file__).parent
STRACE = shutil.which("strace")
KINDS = ("openat", "pwrite64", "fdatasync", "unlink", "fcntl", "pread64", "newfstatat")
"""The system calls SQLite makes on the file, its journal and their folder within a commit."""


@dataclass(frozen=True)
class Outcome:
    """What one run of the writer came to."""

    saved: int
    refused: int
    killed: bool
    extra: bool
    """The edit under way was on disk, though not acknowledged."""
    opening: list[str]
    """Whether it was opened read-only, or why it was not opened; empty when it died before."""


class _HeldReports:
    """Reports in memory, to work out what must be on disk."""

    def __init__(self, reports: dict[int, Report]) -> None:
        self._reports = dict(reports)

    def report(self, report_id: int) -> Report:
        return self._reports[report_id]

    def reports_of(self, unit_id: int) -> list[Report]:
        return [report for report in self._reports.values() if report.unit.id == unit_id]

    def apply(self, chance: random.Random, wanted: bool) -> None:
        edit = typing(chance)
        if wanted:
            for step in perform(edit, self):
                assert step.after is not None
                self._reports[step.concerned.id] = step.after


def reports(path: Path) -> dict[int, Report]:
    """Return what is on disk, after SQLite's own check of the whole file."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    workspace = open_workspace(path)
    try:
        assert not workspace.read_only, workspace.notice
        return {number: workspace.repository.report(number) for number in REPORTS}
    finally:
        workspace.close()


def run(
    path: Path, seed: int, count: int, *, prefix: Sequence[str] = (), kill: tuple[int, float] | None = None
) -> Outcome:
    """Run the writer and check the file. Raises AssertionError.

    *kill* ends it so many acknowledged edits and seconds after the start.
    """
    before = reports(path)
    command = [*prefix, sys.executable, str(HERE / "writer.py"), str(path), str(seed), str(count)]
    root = str(HERE.parent.parent)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={"PYTHONPATH": root}
    ) as process:
        assert process.stdout is not None
        output = ""
        if kill is not None:
            output = "".join(process.stdout.readline() for _ in range(1 + kill[0]))
            time.sleep(kill[1])
            process.kill()
        output += process.stdout.read()
    assert "Traceback" not in output, output
    return _checked(path, before, seed, output.splitlines(), process.returncode)


def _checked(path: Path, before: dict[int, Report], seed: int, lines: list[str], code: int) -> Outcome:
    said = [line.split(" ", 2) for line in lines if line.startswith(("saved", "refused", "torn"))]
    assert not [words for words in said if words[0] == "torn"], lines
    chance = random.Random(seed)
    held = _HeldReports(before)
    numbers = [int(words[1]) for words in said if words[0] != "torn"]
    assert numbers == list(range(len(numbers))), lines
    landed = [words[0] == "saved" or LANDED in words[2] for words in said if words[0] != "torn"]
    for wanted in landed:
        held.apply(chance, wanted)
    found = reports(path)
    acknowledged = {number: held.report(number) for number in REPORTS}
    killed = code in (-signal.SIGKILL, 128 + signal.SIGKILL)
    extra = False
    if found != acknowledged and killed:
        held.apply(chance, wanted=True)
        extra = True
        acknowledged = {number: held.report(number) for number in REPORTS}
    assert found == acknowledged, (seed, lines[-3:])
    words = Counter(line.partition(" ")[0] for line in lines)
    return Outcome(words["saved"], words["refused"], killed, extra, next(iter(lines), "").split(" ")[1:2])


def kill_at_random(path: Path, rounds: int, edits: int, seed: int) -> Counter[str]:
    """Kill the writer at random moments, *rounds* times over. Raises AssertionError at the first loss."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    for _ in range(rounds):
        moment = chance.randrange(edits - 20), chance.uniform(0, 0.01)
        outcome = run(path, chance.randrange(2**32), edits, kill=moment)
        counts["rounds"] += 1
        counts["killed"] += outcome.killed
        counts["acknowledged edits"] += outcome.saved
        counts["edits under way that were on disk"] += outcome.extra
    return counts


def inject(path: Path, kind: str, what: str, at: int, seed: int, edits: int = 12) -> Outcome:
    """Make the *at*-th system call of a kind on the workspace fail with *what*, such as ``error=EIO``."""
    assert STRACE is not None
    watched = [
        part
        for name in (path, path.with_name(path.name + "-journal"), path.parent)
        for part in ("-P", str(name))
    ]
    prefix = [STRACE, "-f", "-qq", "-o", "/dev/null", *watched, "-e", f"trace={kind}"]
    return run(path, seed, edits, prefix=[*prefix, "-e", f"inject={kind}:{what}:when={at}"])
