"""Backups of a workspace, in a folder beside it.

Beside, and not in the user's profile: a clerk with a USB stick works on several computers and must find the
backups on each; a drive letter that changes does not part them from their file; whoever copies the folder
takes them along; and nothing of a report stays behind on a borrowed computer. They are plain workspace files
that the program opens, also by hand.
"""

import contextlib
import json
import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from app import clock, files
from app.lazy_pattern import pattern
from app.store import backup_retention, verify
from app.store.connection import connect
from app.store.database import Database
from app.store.errors import FAILURES, Trouble, WorkspaceError, medium_failed
from app.workspace_values import Backup, BackupReason, Remedy

HOURLY = timedelta(hours=1)
_PROTECTED = timedelta(days=31)
"""Backups made for a reason are not thinned for this long."""


_BIN = "回收"
"""Where backups go that are no longer kept, before they are removed."""
_BIN_HOLDS = 30
_MOST_AT_ONCE = 3
"""At most this many backups are given up when a new one is made, whatever the clock says."""
_CLOCK_ERROR = timedelta(minutes=5)
_ROUTINE = (BackupReason.OPENED, BackupReason.HOURLY)
_NAME = pattern(
    r"(?P<at>\d{4}-\d\d-\d\d \d{6})(?: \(\d+\))? (?P<reason>[^ ]+)" + re.escape(verify.SUFFIX), re.ASCII
)


def folder_of(path: Path) -> Path:
    """Return the folder that belongs to a workspace: its backups and its lock. It need not exist."""
    real = path.resolve()
    return real.with_name(f"{real.name}.备份")


def strange_folder(path: Path) -> str:
    """Say in words why nothing may be written into the folder of a workspace; empty when all is well.

    Through a link in its place, backups and locks of somebody else would be written over, put into the bin and removed.
    """
    folder = folder_of(path)
    try:
        if folder.is_symlink() or folder.resolve().parent != folder.parent:
            return f"旁边的“{folder.name}”是指向别处的链接"
        if folder.exists() and not folder.is_dir():
            return f"旁边的“{folder.name}”不是文件夹"
    except (OSError, RuntimeError):
        # A folder that can't be looked at can't be written into either; the write reports it.
        return ""
    return ""


def refuse_strange_folder(path: Path) -> None:
    """Raise `WorkspaceError` when nothing may be written into the folder of a workspace."""
    if what := strange_folder(path):
        raise WorkspaceError(
            f"{path} 的备份没有做成：{what}，请把它移到别处后再试。", Trouble.STRANGE_SHAPE, Remedy.RETRY
        )


def backups(path: Path) -> list[Backup]:
    """Return the backups of a workspace, the newest first."""
    return _in_folder(folder_of(path))


def _in_folder(folder: Path) -> list[Backup]:
    found = []
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            match = _NAME.fullmatch(file.name)
            if match and match["reason"] in [*BackupReason]:
                with contextlib.suppress(ValueError):
                    at = clock.local(datetime.fromisoformat(match["at"]))
                    looked_at = file.lstat()
                    if stat.S_ISREG(looked_at.st_mode):
                        made = Backup(file, at, BackupReason(match["reason"]), looked_at.st_size)
                        found.append((at, looked_at.st_mtime_ns, made))
    return [made for _, _, made in sorted(found, key=lambda one: one[:2], reverse=True)]


def every_backup(path: Path, elsewhere: Path | None = None) -> list[Backup]:
    """Return all backups of a workspace with those in the bin, and with the second ones where that folder is there."""
    folders = [folder_of(path), *([second_folder_of(path, elsewhere)] if elsewhere is not None else [])]
    whole = [folder for folder in folders if not folder.is_symlink()]
    bins = [folder / _BIN for folder in whole if not (folder / _BIN).is_symlink()]
    return [one for folder in (*whole, *bins) for one in _in_folder(folder)]


def back_up(path: Path, reason: BackupReason, now: datetime | None = None) -> Backup | None:
    """Make a backup unless the newest holds the same; return it, or ``None``. Thins the older ones.

    Opens the file itself, so that it may run in any thread. Raises `WorkspaceError`.
    """
    refuse_strange_folder(path)
    now = now or clock.now()
    existing = backups(path)
    if existing and not _changed(path, existing[0].path):
        return None
    target = _free_name(folder_of(path), now, reason)
    copy(path, target)
    _thin(folder_of(path), now)
    return Backup(target, now.replace(microsecond=0), reason, target.stat().st_size)


def second_folder_of(path: Path, elsewhere: Path) -> Path:
    """Return the folder of a workspace's second backups below *elsewhere*: workspaces of one name have one each."""
    import hashlib

    real = path.resolve()
    mark = hashlib.sha256(str(real).encode()).hexdigest()[:6]
    return elsewhere / f"{real.name}（{mark}）.备份"


def keep_second(path: Path, elsewhere: Path, now: datetime | None = None) -> Path | None:
    """Copy the newest backup of a workspace to another disk, if it is not there; return the copy, or ``None``.

    Thins the older ones there as those beside the file. Raises `WorkspaceError`.
    """
    newest = next(iter(backups(path)), None)
    if newest is None:
        return None
    folder = second_folder_of(path, elsewhere)
    target = folder / newest.path.name
    try:
        # The folder itself is the user's: where it is gone, as with a stick that was drawn, none is made.
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            raise OSError("同名的文件夹是指向别处的链接")
        if target.exists():
            return None
        with files.written_beside(target) as part:
            import shutil

            shutil.copyfile(newest.path, part)
            to_disk(part)
    except OSError as error:
        raise WorkspaceError(
            f"备份没有另存到 {elsewhere}：{error.strerror or error}。请接好磁盘，或在“设置”中另选文件夹。",
            Trouble.MEDIUM,
            Remedy.RETRY,
        ) from error
    _thin(folder, now or clock.now())
    return target


def back_up_hourly(path: Path, now: datetime | None = None) -> Backup | None:
    """Make a backup if the newest is an hour old and the file has changed since. Raises `WorkspaceError`."""
    now = now or clock.now()
    # A backup from the future was made while the clock was wrong: it does not show that the last hour has one.
    newest = next((one for one in backups(path) if one.at <= now + _CLOCK_ERROR), None)
    if newest and now - newest.at < HOURLY:
        return None
    return back_up(path, BackupReason.HOURLY, now)


def _free_name(folder: Path, now: datetime, reason: BackupReason) -> Path:
    stem = f"{now:%Y-%m-%d %H%M%S}"
    target = folder / f"{stem} {reason}{verify.SUFFIX}"
    number = 2
    while target.exists():
        target = folder / f"{stem} ({number}) {reason}{verify.SUFFIX}"
        number += 1
    return target


def _changed(path: Path, newest: Path) -> bool:
    try:
        return _fingerprint(path) != _fingerprint(newest)
    except (WorkspaceError, *FAILURES):
        return True


def _fingerprint(path: Path) -> str:
    """Return what tells two states apart: every edit leaves its mark in the history."""
    with checked(path) as database:
        parts = [
            database.execute(sql).fetchall()
            for sql in (
                "PRAGMA user_version",
                "SELECT * FROM change ORDER BY id DESC LIMIT 1",
                "SELECT count(*) FROM unit",
                "SELECT * FROM rule_setting ORDER BY rule",
            )
        ]
    return json.dumps(parts)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[Database]:
    """Read a file once its bytes, and what lies beside it, were looked at. Raises `WorkspaceError` and sqlite3.Error."""
    verify.look(path)
    database = connect(path, read_only=True)
    try:
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def checked(path: Path) -> Iterator[Database]:
    """Read a file that somebody else may have made; it is not queried when its shape is not ours."""
    with _reading(path) as database:
        verify.check_shape(database, path, int(database.execute("PRAGMA user_version").fetchone()[0]))
        yield database


def copy(source: Path, target: Path) -> None:
    """Write a complete, checked copy of a workspace to *target*, which must not exist. Raises `WorkspaceError`."""
    try:
        with _reading(source) as database:
            copy_database(database, target)
    except FAILURES as error:
        raise not_copied(target, error) from error


def copy_database(database: Database, target: Path) -> None:
    """Like `copy`, from an open connection: this also saves a file that was deleted while it was open.

    The target appears under its name only when it is whole and on disk.
    """
    try:
        if target.exists():
            raise WorkspaceError(f"文件 {target} 已存在，请换一个文件名。", Trouble.EXISTS)
        target.parent.mkdir(exist_ok=True)
        with files.written_beside(target) as part:
            write_copy(database, part)
    except (OSError, *FAILURES) as error:
        raise not_copied(target, error) from error


def not_copied(target: Path, error: Exception) -> WorkspaceError:
    """Return the error for a copy that could not be written to *target*."""
    return medium_failed(f"副本没有写成 {target}：{error}。请检查磁盘空间和文件夹权限。")


def write_copy(database: Database, target: Path) -> None:
    """Write a checked copy over an empty file that no other program knows. Raises sqlite3.Error and OSError."""
    into = connect(target, private=True)
    try:
        database.look_beside()
        database.conn.backup(into.conn)
        damage = into.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        into.close()
    if damage != "ok":
        raise sqlite3.DatabaseError(damage)
    to_disk(target)


def to_disk(path: Path) -> None:
    """Wait until a file's content is on the disk. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _thin(folder: Path, now: datetime) -> None:
    """Put a few of the routine backups that thinning does not keep into the bin, the oldest first.

    The clock may be wrong by years: ages are counted from the newest backup besides the one made now.
    """
    others = [one for one in _in_folder(folder) if one.at < now.replace(microsecond=0)]
    if not others:
        return
    newest = others[0].at
    routine = [one for one in others if one.reason in _ROUTINE or newest - one.at > _PROTECTED]
    keep = backup_retention.kept([one.at for one in routine], newest)
    given_up = [one for one in reversed(routine) if one.at not in keep]
    bin_folder = folder / _BIN
    if bin_folder.is_symlink():
        # Thinning would move and remove backups in a folder that belongs to somebody else.
        return
    with contextlib.suppress(OSError):
        for one in given_up[:_MOST_AT_ONCE]:
            bin_folder.mkdir(exist_ok=True)
            one.path.rename(bin_folder / one.path.name)
        _empty(bin_folder)


def _empty(bin_folder: Path) -> None:
    """Remove a few of the oldest from a full bin. Raises OSError."""
    if not bin_folder.is_dir():
        return
    names = sorted(entry.name for entry in os.scandir(bin_folder) if _NAME.fullmatch(entry.name))
    for name in names[: max(0, min(len(names) - _BIN_HOLDS, _MOST_AT_ONCE))]:
        (bin_folder / name).unlink()
