"""Kills a job, or makes it fail, at each of its system calls, and compares the files afterwards.

The workspace holds what it held before or what it should hold, and the latter once that was acknowledged; an output is
the old file or the new one, whole; and the next start clears away what was left.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import jobs
from builders import consistent_report

from app.edits import AddReport, SetText
from app.store import backup, schema
from app.store.workspace import create, open_workspace
from app.workspace_values import BackupReason

HERE = Path(__file__).parent
STRACE = shutil.which("strace")
CALLS = ("pwrite64", "write", "fsync", "fdatasync", "rename", "unlink", "chmod")
"""What changes files; reading them is held by ``durability``."""
WAYS = ("signal=KILL", "error=EIO", "error=ENOSPC")
OLD = b"the file before"


class Ground:
    """A workspace with a backup, and an output that is there already, before and after the job."""

    def __init__(self, root: Path, job: str) -> None:
        self.job, self._root = job, root
        self._pristine = root / "pristine"
        self._pristine.mkdir(parents=True)
        self._make(self._pristine / "年报.nianbao")
        (self._pristine / "输出").write_bytes(OLD)
        self.before = self.state(self._pristine / "年报.nianbao")
        self.lay()
        jobs.run(job, self.path, self.out)
        self.after, self.written = self.state(self.path), self.out.read_bytes()

    def _make(self, path: Path) -> None:
        if self.job == "migrate":
            shutil.copy(HERE.parent / "old_files" / "schema-1.0.nianbao", path)
            return
        workspace = create(path)
        workspace.repository.apply(AddReport(consistent_report()))
        backup.back_up(path, BackupReason.BY_HAND)
        workspace.repository.apply(SetText(consistent_report().id, "other", "后来改的。"))
        workspace.close()

    def lay(self) -> None:
        """Restore everything to its state before the job."""
        self.folder = self._root / "ground"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._pristine, self.folder)
        self.path, self.out = self.folder / "年报.nianbao", self.folder / "输出"

    @staticmethod
    def state(path: Path) -> list[object]:
        """What the reports are, without the history's times; SQLite's own check of the whole file first."""
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            tables = ("unit", "report", "cell", "section")
            found = [
                connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables
            ]
            return [connection.execute("PRAGMA user_version").fetchone(), *found]

    def interrupt(self, call: str, way: str, at: int) -> str:
        """Interrupt the job at the *at*-th *call*; return ``killed``, ``refused``, ``done``, or empty when it has no more."""
        self.lay()
        log = self._root / "trace"
        command = [str(STRACE), "-f", "-qq", "-o", str(log), "-e", f"trace={call}"]
        command += ["-e", f"inject={call}:{way}:when={at}", sys.executable, str(HERE / "jobs.py"), self.job]
        environment = {
            "PYTHONPATH": f"{HERE.parent.parent}:{HERE.parent}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "HOME": str(self._root),
        }
        done = subprocess.run(
            [*command, str(self.path), str(self.out)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if "INJECTED" not in log.read_text(errors="replace") and "SIGKILL" not in log.read_text(
            errors="replace"
        ):
            return ""
        where = (self.job, call, way, at, done.stdout[-300:], done.stderr[-800:])
        assert "Traceback" not in done.stderr, where
        self._check(acknowledged="done" in done.stdout.splitlines(), where=where)
        if done.returncode < 0 or done.returncode == 137:
            return "killed"
        return "done" if "done" in done.stdout.splitlines() else "refused"

    def _check(self, *, acknowledged: bool, where: object) -> None:
        if self.job != "migrate":
            open_workspace(self.path).close()
        else:
            version = Ground.state(self.path)[0]
            assert version in ((1000,), (schema.USER_VERSION,)), where
        state = self.state(self.path)
        assert state == self.after if acknowledged else state in (self.before, self.after), where
        written = self.out.read_bytes()
        assert written == self.written if acknowledged else written in (OLD, self.written), where
        self._clear(where)

    def _clear(self, where: object) -> None:
        """Let time pass and start again: nothing is left behind."""
        long_ago = time.time() - 3 * 60 * 60
        for left in self.folder.rglob(".~*"):
            os.utime(left, (long_ago, long_ago))
        open_workspace(self.path).close()
        left = [str(path) for path in self.folder.rglob(".~*")]
        left += [str(path) for path in self.folder.rglob("*-journal")]
        assert not left, (where, left)


def run(root: Path, job: str, calls: tuple[str, ...], ways: tuple[str, ...], most: int) -> Counter[str]:
    """Interrupt a job at each of its calls, up to *most* of a kind. Raises AssertionError at the first loss."""
    ground = Ground(root / job, job)
    counts: Counter[str] = Counter()
    for call in calls:
        for way in ways:
            for at in range(1, most + 1):
                outcome = ground.interrupt(call, way, at)
                if not outcome:
                    break
                counts[outcome] += 1
    return counts
