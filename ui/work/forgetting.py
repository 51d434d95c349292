"""Applicants' data in the backups of the open file: found and deleted, in another thread."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.store import applicants_in_backups
from app.store.applicants_in_backups import ApplicantsToForget
from app.workspace_values import Backup, BackupsWithApplicants
from ui.work.tasks import Task
from ui.work.workspace_file import WorkspaceFile


@dataclass(frozen=True)
class ClearedBackups:
    """From how many backups applicants' data were deleted, from which not, and why; *missing* as in `BackupsWithApplicants`."""

    done: int
    left: tuple[tuple[Backup, str], ...]
    missing: Path | None
    stopped: bool


def looking_in_backups(
    file: WorkspaceFile, wanted: ApplicantsToForget
) -> Callable[[Task], BackupsWithApplicants]:
    """Return what looks, in another thread, which backups still have applicants' data."""
    path, elsewhere = file.path, file.second_backups
    assert path is not None

    def run(task: Task) -> BackupsWithApplicants:
        with file.backing_up:
            return applicants_in_backups.find(path, elsewhere, wanted, lambda: not task.cancelled)

    return run


def deleting_in_backups(
    file: WorkspaceFile, wanted: ApplicantsToForget, label: str
) -> Callable[[Task], ClearedBackups]:
    """Return what deletes applicants' data from all backups that have them, in another thread."""
    path, elsewhere = file.path, file.second_backups
    assert path is not None

    def run(task: Task) -> ClearedBackups:
        done, left = 0, []
        with file.backing_up:
            found = applicants_in_backups.find(path, elsewhere, wanted, lambda: not task.cancelled)
            for one, why in applicants_in_backups.delete(found.holders, wanted, label):
                done += not why
                left += [(one, why)] if why else []
                task.progressed.emit(done + len(left), len(found.holders))
                if task.cancelled:
                    break
        return ClearedBackups(done, (*left, *found.unreadable), found.missing, stopped=task.cancelled)

    return run
