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
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from app.store import thinning, verify
from app.store.connection import connect
from app.store.database import Database
from app.store.errors import FAILURES, Trouble, WayOn, WorkspaceError

HOURLY = timedelta(hours=1)
_PROTECTED = timedelta(days=31)
"""Backups made for a reason are not thinned for this long."""


class Reason(StrEnum):
    """Why a backup was made; part of its file name."""

    OPENED = "打开时"
    HOURLY = "每小时"
    MIGRATION = "升级前"
    BULK = "批量操作前"
    RESTORE = "恢复前"
    BY_HAND = "手动"


_ROUTINE = (Reason.OPENED, Reason.HOURLY)
_NAME = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d \d{6})(?: \(\d+\))? (?P<reason>[^ ]+)" + re.escape(verify.SUFFIX), re.ASCII
)


@dataclass(frozen=True)
class Backup:
    """One backup; *at* is local time with its offset, *size* in bytes."""

    path: Path
    at: datetime
    reason: Reason
    size: int


def folder_of(path: Path) -> Path:
    """Return the folder that belongs to a workspace: its backups and its lock. It need not exist."""
    real = path.resolve()
    return real.with_name(f"{real.name}.备份")


def backups(path: Path) -> list[Backup]:
    """Return the backups of a workspace, the newest first."""
    found = []
    with contextlib.suppress(OSError):
        for file in folder_of(path).iterdir():
            match = _NAME.fullmatch(file.name)
            if match and match["reason"] in [*Reason]:
                with contextlib.suppress(ValueError):
                    at = datetime.fromisoformat(match["at"]).astimezone()
                    stat = file.stat()
                    made = Backup(file, at, Reason(match["reason"]), stat.st_size)
                    found.append((at, stat.st_mtime_ns, made))
    return [made for _, _, made in sorted(found, key=lambda one: one[:2], reverse=True)]


def back_up(path: Path, reason: Reason, now: datetime | None = None) -> Backup | None:
    """Make a backup unless the newest holds the same; return it, or ``None``. Thins the older ones.

    Opens the file itself, so that it may run in any thread. Raises `WorkspaceError`.
    """
    now = now or datetime.now().astimezone()
    existing = backups(path)
    if existing and not _changed(path, existing[0].path):
        return None
    target = _free_name(folder_of(path), now, reason)
    copy(path, target)
    _thin(path, now)
    return Backup(target, now.replace(microsecond=0), reason, target.stat().st_size)


def back_up_hourly(path: Path, now: datetime | None = None) -> Backup | None:
    """Make a backup if the newest is an hour old and the file has changed since. Raises `WorkspaceError`."""
    now = now or datetime.now().astimezone()
    newest = next(iter(backups(path)), None)
    if newest and now - newest.at < HOURLY:
        return None
    return back_up(path, Reason.HOURLY, now)


def _free_name(folder: Path, now: datetime, reason: Reason) -> Path:
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
    except FAILURES:
        return True


def _fingerprint(path: Path) -> str:
    """Return what tells two states apart: every edit leaves its mark in the history."""
    with _reading(path) as database:
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
    database = connect(path, read_only=True)
    try:
        yield database
    finally:
        database.close()


def copy(source: Path, target: Path) -> None:
    """Write a complete, checked copy of a workspace to *target*, which must not exist. Raises `WorkspaceError`."""
    try:
        with _reading(source) as database:
            copy_database(database, target)
    except FAILURES as error:
        raise _not_copied(target, error) from error


def copy_database(database: Database, target: Path) -> None:
    """Like `copy`, from an open connection: this also saves a file that was deleted while it was open.

    The target appears under its name only when it is whole and on disk.
    """
    unfinished = target.with_name(target.name + ".new")
    try:
        if target.exists():
            raise WorkspaceError(f"文件 {target} 已存在，请换一个文件名。", Trouble.EXISTS)
        target.parent.mkdir(exist_ok=True)
        unfinished.unlink(missing_ok=True)
        _copy(database, unfinished)
        unfinished.rename(target)
    except (OSError, *FAILURES) as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise _not_copied(target, error) from error


def _not_copied(target: Path, error: Exception) -> WorkspaceError:
    return WorkspaceError(
        f"副本没有写成 {target}：{error}。请检查磁盘空间和文件夹权限。", Trouble.MEDIUM, WayOn.RETRY
    )


def _copy(database: Database, target: Path) -> None:
    into = sqlite3.connect(target)
    try:
        database.conn.backup(into)
        damage = into.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        into.close()
    if damage != "ok":
        raise sqlite3.DatabaseError(damage)
    _to_disk(target)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _thin(path: Path, now: datetime) -> None:
    """Remove routine backups that thinning does not keep."""
    existing = backups(path)
    routine = [one for one in existing if one.reason in _ROUTINE or now - one.at > _PROTECTED]
    keep = thinning.kept([one.at for one in routine], now)
    for one in routine:
        if one.at not in keep:
            with contextlib.suppress(OSError):
                one.path.unlink()


def put_in_place(source: Path, target: Path) -> None:
    """Make *source*'s content the workspace *target*, which nobody may have open for writing.

    Written beside, then replaced at once. Raises `WorkspaceError`; the target is then as it was.
    """
    verify.connect_checked(source).close()
    beside = target.with_name(target.name + ".restored")
    with contextlib.suppress(OSError):
        beside.unlink(missing_ok=True)
    copy(source, beside)
    try:
        beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise WorkspaceError(
            f"备份没有放到 {target}（{error.strerror}），原文件未动；请关闭正在使用它的程序后重试。",
            Trouble.IN_USE,
            WayOn.RETRY,
        ) from error


def restore_damaged(path: Path, chosen: Backup) -> Path | None:
    """Put a backup in the place of a file that can't be opened; return where the old one was kept.

    The damaged file is copied as it is, with its journal, before it is replaced: `salvage` may still read it.
    Raises `WorkspaceError`.
    """
    aside = path.with_name(f"{path.stem} 损坏 {datetime.now():%Y-%m-%d %H%M%S}{path.suffix}")
    try:
        if path.exists():
            shutil.copy2(path, aside)
            _to_disk(aside)
        journal = verify.journal_of(path)
        if journal.exists():
            # It belongs to the damaged file: left behind, it would be played back into the restored one.
            journal.replace(verify.journal_of(aside))
    except OSError as error:
        raise WorkspaceError(
            f"没有恢复：损坏的文件无法另存为 {aside}（{error.strerror}），请检查磁盘空间和文件夹权限。",
            Trouble.MEDIUM,
            WayOn.RETRY,
        ) from error
    put_in_place(chosen.path, path)
    return aside if aside.exists() else None
