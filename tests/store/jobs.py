"""A process that does one piece of work on a workspace; meant to be killed, and to have its system calls fail.

    python jobs.py JOB WORKSPACE OUT

Prints ``done`` once the work is acknowledged, ``refused`` and the sentence when it was not done.
"""

import contextlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from builders import consistent_report

from app.cli import main
from app.edits import AddReport, Batch, SetStatus
from app.errors import UserError
from app.report import Status
from app.store import backup
from app.store.workspace import Workspace, open_workspace
from app.workspace_values import BackupReason

REPORT = consistent_report()


def _export(path: Path, out: Path, *more: str) -> None:
    named = ("--unit", REPORT.unit.name, "--year", str(REPORT.year))
    if main(["export", str(path), *named, "-o", str(out), *more]) != 0:
        raise UserError("没有写成。")


def _restore(workspace: Workspace) -> None:
    workspace.restore(backup.backups(workspace.path)[-1])


def _finalise(workspace: Workspace) -> None:
    workspace.repository.apply(SetStatus(REPORT.id, Status.FINAL, "审核通过"))


def _batch(workspace: Workspace) -> None:
    backup.back_up(workspace.path, BackupReason.BULK)
    added = (replace(REPORT, id=100 + year, year=year) for year in range(2010, 2020))
    workspace.repository.apply(Batch(tuple(AddReport(report) for report in added), "读入报告"))


def _migrate(workspace: Workspace) -> None:
    """Opening has done it."""


ON_WORKSPACE: dict[str, Callable[[Workspace], None]] = {
    "restore": _restore,
    "finalise": _finalise,
    "batch": _batch,
    "migrate": _migrate,
}
OUTPUTS = {"export": ("--to", "html"), "package": ("--to", "archive")}
JOBS = (*ON_WORKSPACE, *OUTPUTS)


def run(job: str, path: Path, out: Path) -> None:
    """Do the work. Raises UserError."""
    if job in OUTPUTS:
        _export(path, out, *OUTPUTS[job])
        return
    workspace = open_workspace(path)
    try:
        if workspace.read_only:
            raise UserError(workspace.notice)
        ON_WORKSPACE[job](workspace)
    finally:
        workspace.close()


def _say(*words: object) -> None:
    # The call that is made to fail may be the one that tells: then nothing was told, which is no fault of the work.
    with contextlib.suppress(OSError):
        print(*words, flush=True)


if __name__ == "__main__":
    try:
        run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    except UserError as error:
        _say("refused", error)
    else:
        _say("done")
