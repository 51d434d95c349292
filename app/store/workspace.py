"""Opening and making workspace files. Whatever is wrong with a file, nothing in it is touched."""

import os
from datetime import timedelta
from pathlib import Path

from app import files
from app.store import backup, heartbeat, migrations, restoring, sidecars, verify, write_lock
from app.store.connection import make
from app.store.database import Database
from app.store.errors import FAILURES, Trouble, WorkspaceError, reason
from app.store.opening_errors import is_too_long, too_long
from app.store.repository import Repository
from app.store.verify import SUFFIX
from app.store.write_lock import Holder, Lock
from app.workspace_values import Backup, BackupReason, Remedy

__all__ = [
    "SUFFIX",
    "Workspace",
    "WorkspaceError",
    "create",
    "open_or_create",
    "open_workspace",
]

_COURTESY = timedelta(minutes=2)
"""For this long after handing a file over, this program does not take it back from whoever asked for it."""


class Workspace:
    """An open workspace file. Close it when done; there is nothing to save.

    It is open for reading only while another person, *holder*, has it for writing, and where its place can't be
    written.
    """

    def __init__(self, path: Path, database: Database, lock: Lock | Holder | None, refusal: str) -> None:
        self.path = path
        self._database = database
        self._lock = lock if isinstance(lock, Lock) else None
        self.holder = lock if isinstance(lock, Holder) else None
        self._inquiry = heartbeat.Inquiry(backup.folder_of(path))
        self._may_write_later = refusal != _ON_PURPOSE
        # Whoever only reads leaves no name in the history.
        who = write_lock.user_name() if self._may_write_later else ""
        self.repository = Repository(database, who=who, refusal=refusal, path=path, reopen=self._reopened)
        self.repository.before_writing = self.yield_to_another

    def _reopened(self) -> Database:
        """Connect to the file anew, checked as at its opening; the connection before is the caller's to close."""
        self._database = verify.connect_checked(self.path)
        return self._database

    @property
    def read_only(self) -> bool:
        """Whether edits are refused."""
        return bool(self.repository.refusal)

    @property
    def notice(self) -> str:
        """Why the workspace is open for reading only; empty when it is not."""
        return self.repository.refusal

    def close(self) -> None:
        """Close the file. All edits are on disk already."""
        self._database.close()
        if self._lock:
            self._lock.release()
            self._lock = None

    def copy_to(self, target: Path) -> None:
        """Write a complete copy of the workspace to *target*, which must not exist. Raises `WorkspaceError`."""
        backup.copy_database(self._database, target)

    def write_copy(self, part: Path) -> None:
        """Write a complete copy over an empty file of the caller's own. Raises sqlite3.Error and OSError."""
        backup.write_copy(self._database, part)

    def ask_for_it(self) -> None:
        """Ask the one who has the file to hand over; `take_over` succeeds once that happened. Raises `WorkspaceError`."""
        backup.refuse_strange_folder(self.path)
        try:
            write_lock.ask(backup.folder_of(self.path))
        except OSError as error:
            raise WorkspaceError(
                f"无法通知对方（{error.strerror}），请检查文件夹权限。", Trouble.NO_PERMISSION
            ) from error

    def asked_by(self) -> Holder | None:
        """Return who asks for the file that is open here for writing."""
        return self._lock.asked_by() if self._lock else None

    def yield_to_another(self) -> bool:
        """Stop writing when another program took the file over; return whether it did."""
        other = self._lock.ousted_by() if self._lock else None
        if other is not None:
            self.hand_over(other)
        return other is not None

    def hand_over(self, to: Holder) -> None:
        """Let *to* have the file; here it stays open for reading."""
        if self._lock:
            self._lock.release()
        self._lock, self.holder = None, to
        self.repository.refusal = _held(to)
        self.repository.reload()

    def take_over(self) -> bool:
        """Go from reading to writing if what stood in the way has gone; return whether that was so.

        The holder may have ended or handed over, the disk may take writes again. What another wrote in between is
        read afresh. Raises `WorkspaceError` when the file can't be used now.
        """
        if not self.read_only or not self._may_write_later or self._left_to_another():
            return False
        lock, refusal = _lock(self.path, self._inquiry)
        if isinstance(lock, Lock):
            try:
                database = verify.connect_checked(self.path)
            except BaseException:
                lock.release()
                raise
            lock, refusal = _probed(self.path, database, lock)
            self._database.close()
            self._database = database
            self.repository.use(database)
        self.repository.refusal = refusal
        self._lock = lock if isinstance(lock, Lock) else None
        self.holder = lock if isinstance(lock, Holder) else None
        return not self.read_only

    def _left_to_another(self) -> bool:
        asked = write_lock.request(backup.folder_of(self.path))
        me = write_lock.myself()
        return (
            asked is not None
            and (asked.host, asked.pid) != (me.host, me.pid)
            and me.since - asked.since < _COURTESY
        )

    def restore(self, chosen: Backup) -> None:
        """Put a backup in this file's place; what was here becomes a backup first. Raises `WorkspaceError`."""
        if self.read_only:
            raise WorkspaceError(f"没有恢复备份：{self.notice}。", Trouble.IN_USE)
        backup.back_up(self.path, BackupReason.RESTORE)
        self._database.close()
        try:
            restoring.put_in_place(chosen.path, self.path)
        finally:
            self.reconnect()

    def reconnect(self) -> None:
        """Open the file anew and read it afresh, for a stick or share that was away. Raises `WorkspaceError`."""
        database = verify.connect_checked(self.path)
        self._database.close()
        self._database = database
        self.repository.use(database, refusal=self.notice)


def create(path: Path) -> Workspace:
    """Make a new workspace. Raises `WorkspaceError` when the file exists or its folder can't be written.

    The file appears under its name only when it is whole.
    """
    try:
        if path.exists():
            raise WorkspaceError(f"文件 {path} 已存在，请换一个文件名，或直接打开它。", Trouble.EXISTS)
        path.parent.mkdir(parents=True, exist_ok=True)
        with files.written_beside(path) as part:
            make(part)
    except (OSError, ValueError, *FAILURES) as error:
        if is_too_long(path):
            raise too_long(path) from error
        raise WorkspaceError(
            f"无法在 {path.parent} 中新建文件（{error}），请换一个可以写入的文件夹。",
            Trouble.NO_PERMISSION,
            Remedy.RETRY,
        ) from error
    return open_workspace(path)


def open_workspace(path: Path, *, read_only: bool = False) -> Workspace:
    """Open an existing workspace. Raises `WorkspaceError` with the reason and the ways on.

    When somebody else has it, or its place can't be written, it opens for reading only and says so.
    """
    database = verify.connect_checked(path)
    lock: Lock | Holder | None = None
    try:
        lock, refusal = (None, _ON_PURPOSE) if read_only else _lock(path)
        if isinstance(lock, Lock):
            lock, refusal = _probed(path, database, lock)
        if isinstance(lock, Lock):
            files.remove_leftovers(path.resolve().parent)
        migrations.migrate(database, path, writable=isinstance(lock, Lock))
        return Workspace(path, database, lock, refusal)
    except BaseException:
        database.close()
        if isinstance(lock, Lock):
            lock.release()
        raise


def open_or_create(path: Path) -> Workspace:
    """Open the workspace, making it when there is no such file. Raises `WorkspaceError`."""
    try:
        there = path.exists()
    except OSError:
        there = True
    return open_workspace(path) if there else create(path)


_ON_PURPOSE = "文件按只读方式打开"


def _lock(path: Path, inquiry: heartbeat.Inquiry | None = None) -> tuple[Lock | Holder | None, str]:
    """Try to become the one who may write; the text says why not."""
    if not (_writable(path) and _writable(path.absolute().parent)):
        return None, "文件或所在文件夹是只读的，只能查看和输出；要修改，请复制到可以写入的文件夹"
    if what := backup.strange_folder(path):
        return None, f"{what}，只能查看和输出；要修改，请先把它移到别处"
    try:
        lock = write_lock.acquire(backup.folder_of(path), inquiry)
    except (OSError, *FAILURES) as error:
        return None, f"所在文件夹不能写入（{error}），只能查看和输出；要修改，请检查磁盘和文件夹权限"
    return lock, "" if isinstance(lock, Lock) else _held(lock)


def _probed(path: Path, database: Database, lock: Lock) -> tuple[Lock | None, str]:
    """Return the lock; release it, and say why, if SQLite opened the file for reading only, which it does not tell by itself.

    A file that another tool has set to write-ahead logging, which leaves edits beside the file, is set back. What an
    edit left that was cut short before it changed anything is removed.
    """
    try:
        database.execute("PRAGMA journal_mode = DELETE")
        database.try_writing(lambda: sidecars.remove_cold_journal(path))
    except FAILURES as error:
        lock.release()
        return None, f"文件暂时不能写入（{reason(error)}），只能查看和输出"
    return lock, ""


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _held(by: Holder) -> str:
    return f"{by}正在使用这个文件，这里只能查看和输出"
