"""The open workspace file: who may write it, what another wrote in it, and its backups.

`ui.work.session` has one `WorkspaceFile` for as long as the window is open; everything here passes plain values to the views.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.store import backup, restoring
from app.store.repository import Repository
from app.store.workspace import Workspace, create, open_workspace
from app.store.write_lock import Holder
from app.workspace_values import Backup, BackupDifference, BackupReason, InBackups
from ui.work.tasks import Task

if TYPE_CHECKING:
    from app.store.applicants_in_backups import Forgotten

POLL_MS = 3000
"""How often the program looks beside the file: it reads one small file, nothing more."""
HOURLY_LOOK_MS = 10 * 60 * 1000
_LATER_SECONDS = 5 * 60
"""A request that was put off is not shown again for this long."""


@dataclass(frozen=True)
class Access:
    """What may be done with the open file: *refusal* says why nothing may be written, empty when all may."""

    refusal: str = ""
    held: bool = False
    """Whether somebody else has the file, who can be asked for it."""


@dataclass(frozen=True)
class Cleared:
    """From how many backups applicants' data were deleted, from which not, and why; *missing* as in `InBackups`."""

    done: int
    left: tuple[tuple[Backup, str], ...]
    missing: Path | None
    stopped: bool


class WorkspaceFile(QObject):
    """Holds the open `Workspace`."""

    access_changed = Signal()
    reread = Signal()
    """The file was read afresh: another wrote in it, or a backup took its place."""
    taken_over = Signal()
    """The file can be written again."""
    asked_for = Signal(str)
    """Somebody asks for the file: who, at which computer, since when."""
    backup_failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace: Workspace | None = None
        self._access = Access()
        self._asker: Holder | None = None
        self._quiet_until = 0.0
        self._edited = False
        self.failing = False
        """Whether the disk did not take the last edit."""
        self._backing_up = threading.Lock()
        self.second_backups: Path | None = None
        """The folder on another disk to which backups are copied as well."""
        self._poll_timer = QTimer(self, interval=POLL_MS)
        self._poll_timer.timeout.connect(self.poll)
        self._hourly_timer = QTimer(self, interval=HOURLY_LOOK_MS)
        self._hourly_timer.timeout.connect(self.back_up_hourly)

    # the file

    @property
    def path(self) -> Path | None:
        """Where the open file lies."""
        return self.workspace.path if self.workspace else None

    @property
    def repository(self) -> Repository:
        """The reports of the open file."""
        assert self.workspace is not None
        return self.workspace.repository

    @staticmethod
    def opened(path: Path, *, read_only: bool = False) -> Workspace:
        """Open a file, to be given to `take`. Raises `WorkspaceError`."""
        return open_workspace(path, read_only=read_only)

    @staticmethod
    def created(path: Path) -> Workspace:
        """Make a file and open it, to be given to `take`. Raises `WorkspaceError`."""
        return create(path)

    def take(self, workspace: Workspace) -> None:
        """Go on with this file; the one before must be closed."""
        self.workspace = workspace
        self._access = self._access_now()
        self._asker = None
        self._edited = self.failing = False
        self._poll_timer.start()
        self._hourly_timer.start()
        if not workspace.read_only:
            self._back_up_aside(BackupReason.OPENED)

    def close(self) -> None:
        """Close the file; every edit is on disk already."""
        self._poll_timer.stop()
        self._hourly_timer.stop()
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
        self._access = Access()

    # who may write it

    @property
    def access(self) -> Access:
        """What may be done with the file."""
        return self._access

    def _access_now(self) -> Access:
        if self.workspace is None:
            return Access()
        return Access(self.workspace.notice, self.workspace.holder is not None)

    def _look_at_access(self) -> None:
        now = self._access_now()
        if now != self._access:
            self._access = now
            self.access_changed.emit()

    def poll(self) -> None:
        """Look whether somebody asks for the file, whether it can be taken over, or must be read again."""
        if self.workspace is None:
            return
        if self.workspace.read_only:
            self._follow()
            return
        if self.failing and not self.repository.answers():
            self._open_anew()
            return
        if self.workspace.yield_to_another():
            self._look_at_access()
            self.reread.emit()
            return
        asker = self.workspace.asked_by()
        if asker is not None and (asker != self._asker or time.monotonic() > self._quiet_until):
            self._asker, self._quiet_until = asker, time.monotonic() + _LATER_SECONDS
            self.asked_for.emit(str(asker))

    def _follow(self) -> None:
        """Take the file over where that is possible now; else show what its holder wrote."""
        assert self.workspace is not None
        try:
            taken = self.workspace.take_over()
        except UserError:
            return
        self._look_at_access()
        if taken:
            self.reread.emit()
            self.taken_over.emit()
            self._back_up_aside(BackupReason.OPENED)
        elif self.repository.refresh():
            self.reread.emit()

    def _open_anew(self) -> None:
        """Reopen a file on a stick or share that was away, and take its lock again, which was lost with it."""
        assert self.workspace is not None
        try:
            workspace = open_workspace(self.workspace.path)
        except UserError:
            return
        self.workspace.close()
        self.workspace = workspace
        with contextlib.suppress(UserError):
            # If the old lock was still held, it was in the way until now.
            workspace.take_over()
        self._look_at_access()
        self.reread.emit()

    def ask_for_it(self) -> None:
        """Ask the holder to hand the file over. Raises `WorkspaceError`."""
        assert self.workspace is not None
        self.workspace.ask_for_it()

    def hand_over(self) -> None:
        """Let the one who asked have the file; here it stays open for reading."""
        if self.workspace is not None and self._asker is not None and not self.workspace.read_only:
            self.workspace.hand_over(self._asker)
            self._asker = None
            self._look_at_access()

    # backups

    def note_edit(self) -> None:
        """Remember that an edit is on disk, to be backed up."""
        self._edited = True
        self.failing = False

    def back_up_hourly(self) -> None:
        """Make the hourly backup when it is due."""
        path = self.path
        if path is not None and self._edited and not self._access.refusal:
            self._edited = False
            self._aside(lambda: backup.back_up_hourly(path))

    def before_bulk(self) -> Callable[[], None]:
        """Return what makes the backup before many things change at once, to be called in any thread.

        It raises `WorkspaceError` when the backup can't be made: then nothing should be changed.
        """
        path = self.path
        assert path is not None

        def run() -> None:
            with self._backing_up:
                backup.back_up(path, BackupReason.BULK)

        return run

    def back_up_by_hand(self) -> Backup | None:
        """Make a backup now, in any thread; None when the newest holds the same. Raises `WorkspaceError`."""
        assert self.path is not None
        with self._backing_up:
            return backup.back_up(self.path, BackupReason.BY_HAND)

    def applicants_in_backups(self, wanted: Forgotten) -> Callable[[Task], InBackups]:
        """Return what looks, in another thread, which backups still have applicants' data."""
        path, elsewhere = self.path, self.second_backups
        assert path is not None

        def run(task: Task) -> InBackups:
            from app.store import applicants_in_backups

            with self._backing_up:
                return applicants_in_backups.find(path, elsewhere, wanted, lambda: not task.cancelled)

        return run

    def delete_in_backups(self, wanted: Forgotten, label: str) -> Callable[[Task], Cleared]:
        """Return what deletes applicants' data from all backups that have them, in another thread."""
        path, elsewhere = self.path, self.second_backups
        assert path is not None

        def run(task: Task) -> Cleared:
            from app.store import applicants_in_backups

            done, left = 0, []
            with self._backing_up:
                found = applicants_in_backups.find(path, elsewhere, wanted, lambda: not task.cancelled)
                for one, why in applicants_in_backups.delete(found.holders, wanted, label):
                    done += not why
                    left += [(one, why)] if why else []
                    task.progressed.emit(done + len(left), len(found.holders))
                    if task.cancelled:
                        break
            return Cleared(done, (*left, *found.unreadable), found.missing, stopped=task.cancelled)

        return run

    def restore(self, chosen: Backup) -> None:
        """Put a backup in the file's place; what is here becomes a backup first. Raises `WorkspaceError`."""
        assert self.workspace is not None
        with self._backing_up:
            self.workspace.restore(chosen)
        self.reread.emit()

    def _back_up_aside(self, reason: BackupReason) -> None:
        path = self.path
        assert path is not None
        self._aside(lambda: backup.back_up(path, reason))

    def _aside(self, make: Callable[[], object]) -> None:
        """Make a backup in another thread; the user is told only when it fails."""

        path, elsewhere = self.path, self.second_backups

        def run(_task: Task) -> None:
            with self._backing_up:
                make()
                if path is not None and elsewhere is not None:
                    backup.keep_second(path, elsewhere)

        task = Task(run)
        task.failed.connect(self.backup_failed)
        task.start()


@dataclass(frozen=True)
class FileBackups:
    """The backups that belong to one path, whether the file there can be opened or not."""

    path: Path

    def all(self) -> list[Backup]:
        """Return the backups, the newest first."""
        return backup.backups(self.path)

    def folder(self) -> Path:
        """Return the folder they lie in."""
        return backup.folder_of(self.path)

    def differences(self, chosen: Backup) -> list[BackupDifference]:
        """Compare the file with a backup, in any thread. Raises `UserError`."""
        from app.store.backup_differences import compare

        workspace = open_workspace(self.path, read_only=True)
        try:
            return compare(workspace.repository, chosen.path)
        finally:
            workspace.close()

    def restore_damaged(self, chosen: Backup) -> Path | None:
        """Put a backup in the place of a file that can't be opened; return where that was kept. Raises `UserError`."""
        return restoring.restore_damaged(self.path, chosen)

    def salvage(self, target: Path) -> str:
        """Save what can be read into a new file; return in words what came out. Raises `WorkspaceError`."""
        from app.store.salvage import salvage

        return str(salvage(self.path, target))
