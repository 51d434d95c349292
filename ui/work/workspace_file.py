"""The open workspace file: who may write it, what another wrote in it, and its backups.

`ui.work.session` has one `WorkspaceFile` for as long as the window is open; everything here passes plain values to the views.
"""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.store import backup
from app.store.repository import Repository
from app.store.workspace import Workspace, create, open_workspace
from app.store.write_lock import Holder
from app.workspace_values import Backup, BackupReason
from ui.work.tasks import Task

POLL_MS = 3000
"""How often the program looks beside the file: it reads one small file, nothing more."""
HOURLY_LOOK_MS = 10 * 60 * 1000
_WRITERS = ("app.store.aggregate_updates", "app.store.records", "app.store.reports_to_rows")
_WRITERS_MS = 400
"""What the first edit needs is loaded when the window is there: after that an edit is on disk as soon as any later one."""
_LATER_SECONDS = 5 * 60
"""A request that was put off is not shown again for this long."""


@dataclass(frozen=True)
class Access:
    """What may be done with the open file: *refusal* says why nothing may be written, empty when all may."""

    refusal: str = ""
    held: bool = False
    """Whether somebody else has the file, who can be asked for it."""


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
        self.backing_up = threading.Lock()
        """Held while backups are made or changed, in any thread."""
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
            QTimer.singleShot(_WRITERS_MS, self, self._load_writers)

    @staticmethod
    def _load_writers() -> None:
        for name in _WRITERS:
            import_module(name)

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
            with self.backing_up:
                backup.back_up(path, BackupReason.BULK)

        return run

    def back_up_by_hand(self) -> Backup | None:
        """Make a backup now, in any thread; None when the newest holds the same. Raises `WorkspaceError`."""
        assert self.path is not None
        with self.backing_up:
            return backup.back_up(self.path, BackupReason.BY_HAND)

    def restore(self, chosen: Backup) -> None:
        """Put a backup in the file's place; what is here becomes a backup first. Raises `WorkspaceError`."""
        assert self.workspace is not None
        with self.backing_up:
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
            with self.backing_up:
                make()
                if path is not None and elsewhere is not None:
                    backup.keep_second(path, elsewhere)

        task = Task(run)
        task.failed.connect(self.backup_failed)
        task.start()
