"""Checks a file before anything trusts it: first its bytes, then its shape, then its pages."""

import errno
import os
import re
import sqlite3
from pathlib import Path

from app import files
from app.lazy_pattern import pattern
from app.store import schema, sidecars
from app.store.connection import connect
from app.store.database import Database
from app.store.errors import FAILURES, Trouble, WorkspaceError
from app.store.opening_errors import (
    REPAIR,
    damaged,
    is_too_long,
    no_name,
    opening_error,
    strange,
    too_long,
    unreadable,
)
from app.workspace_values import Remedy

SUFFIX = files.WORKSPACE_SUFFIX
MAGIC = files.DATABASE_MAGIC
LARGEST = 1024 * 1024 * 1024
"""Bytes of a file that is opened: thousands of reports with their history have a tenth. SQLite looks at every page."""
_HEADER = 100
_CHUNK = 1 << 20


def look(path: Path) -> None:
    """Check what can be told from the bytes alone. Raises `WorkspaceError`."""
    size, head = _first_bytes(path)
    if size == 0:
        raise WorkspaceError(
            f"{path} 是空文件，里面没有数据，请改用备份或另选文件。", Trouble.EMPTY, Remedy.RESTORE
        )
    if not head.startswith(MAGIC[: len(head)]):
        raise WorkspaceError(
            f"{path} 不是本程序的数据文件，请选择 {SUFFIX} 文件；如果它原来能打开，请改用备份。",
            Trouble.NOT_DATABASE,
            *REPAIR,
        )
    if size > LARGEST:
        raise WorkspaceError(
            f"{path} 大得不合常理，不像本程序的数据文件，没有打开，请改用备份。",
            Trouble.NOT_DATABASE,
            Remedy.RESTORE,
        )
    if size < _HEADER or (size < _stated_size(head) and not _has_journal(path)):
        raise WorkspaceError(
            f"{path} 不完整，后半部分丢失（可能没有复制完），请重新复制、改用备份或抢救数据。",
            Trouble.TRUNCATED,
            *REPAIR,
        )
    _look_beside(path)


def _look_beside(path: Path) -> None:
    """Refuse a file beside it on which SQLite would act and which this program did not make."""
    try:
        what = sidecars.strange_sidecar(path)
    except OSError as error:
        raise unreadable(path, str(error.strerror)) from error
    if what:
        raise WorkspaceError(
            f"{path} 没有打开：{what}。请把这个旁边的文件移到别处后再打开；"
            "如果是用其他程序打开过这个数据文件，请先用那个程序打开并正常关闭一次。",
            Trouble.STRANGE_SHAPE,
            Remedy.RETRY,
            *REPAIR,
        )


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the rollback journal of *path*."""
    return sidecars.beside(path, sidecars.JOURNAL)


def _has_journal(path: Path) -> bool:
    try:
        return journal_of(path).exists()
    except OSError as error:
        raise unreadable(path, str(error.strerror)) from error


def _first_bytes(path: Path) -> tuple[int, bytes]:
    try:
        if path.is_dir():
            raise WorkspaceError(f"{path} 是文件夹，请选择其中的 {SUFFIX} 文件。", Trouble.FOLDER)
        if path.exists() and not path.is_file():
            raise WorkspaceError(f"{path} 是设备或管道，不是文件，请另选文件。", Trouble.NOT_DATABASE)
        with path.open("rb") as file:
            return os.fstat(file.fileno()).st_size, file.read(_HEADER)
    except FileNotFoundError as error:
        raise WorkspaceError(
            f"找不到文件 {path}，请检查文件名和所在文件夹。", Trouble.MISSING, Remedy.RESTORE
        ) from error
    except PermissionError as error:
        raise WorkspaceError(
            f"没有读取 {path} 的权限，请与文件的所有者联系。", Trouble.NO_PERMISSION, Remedy.RETRY
        ) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG or is_too_long(path):
            raise too_long(path) from error
        if error.errno == errno.EINVAL:
            raise no_name(path) from error
        raise unreadable(path, str(error.strerror)) from error
    except ValueError as error:
        raise no_name(path) from error


def _stated_size(head: bytes) -> int:
    """Return the size in bytes that the header promises; 0 when it makes no valid promise."""
    page = int.from_bytes(head[16:18], "big")
    counter_fits = head[24:28] == head[92:96]
    return int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page) if counter_fits else 0


def connect_checked(path: Path) -> Database:
    """Connect to a file that passes every check. Raises `WorkspaceError`.

    Always for writing, where the place allows it: an edit cut short by a crash must be rolled back even for a reader.
    """
    look(path)
    try:
        return _connect_checked(path)
    except WorkspaceError as error:
        if error.trouble is not Trouble.DAMAGED:
            raise
    # A disk that fails to read looks like damage to SQLite: a file counts as damaged only if it reads well.
    _read_through(path)
    return _connect_checked(path)


def _connect_checked(path: Path) -> Database:
    try:
        database = connect(path)
    except FAILURES as error:
        raise opening_error(path, error) from error
    try:
        check(database, path)
    except BaseException:
        database.close()
        raise
    return database


def _read_through(path: Path) -> None:
    try:
        with path.open("rb") as file:
            while file.read(_CHUNK):
                pass
    except OSError as error:
        raise unreadable(path, str(error.strerror)) from error


def check(database: Database, path: Path) -> None:
    """Check that a connected file is ours, undamaged and of the expected shape.

    Nothing is written. Raises `WorkspaceError`.
    """
    try:
        application = database.execute("PRAGMA application_id").fetchone()[0]
        version = int(database.execute("PRAGMA user_version").fetchone()[0])
        _check_identity(path, application, version)
        check_shape(database, path, version)
        damage = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        orphans = database.execute("PRAGMA foreign_key_check").fetchone()
    except FAILURES as error:
        raise opening_error(path, error) from error
    if damage != "ok" or orphans:
        raise damaged(path)


def _check_identity(path: Path, application: int, version: int) -> None:
    if application != schema.APPLICATION_ID:
        raise WorkspaceError(
            f"{path} 是其他程序的数据库，不是本程序的数据文件，请另选文件。", Trouble.FOREIGN
        )
    if version // 1000 > schema.MAJOR:
        raise WorkspaceError(f"{path} 由更新版本的程序写成，请先升级本程序再打开。", Trouble.NEWER)


def check_shape(database: Database, path: Path, version: int) -> None:
    """Refuse objects that are not ours; of our own version the shape must be exactly ours.

    A file of another minor version may have more or other plain tables, but nothing that acts by itself: of the
    views only our own.
    """
    objects = database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    found = {name: _plain(sql or "") for _, name, sql in objects if not str(name).startswith("sqlite_")}
    views = {name: _plain(sql) for name, sql in schema.VIEWS.items()}
    for kind, name, sql in objects:
        ours_to_read = kind == "view" and views.get(name) == found[name]
        if not ours_to_read and (kind not in ("table", "index") or _ACTS.search(str(sql or ""))):
            raise strange(path, f"其中有来历不明的“{name}”")
    ours = {name: _plain(sql) for name, sql in {**schema.TABLES, **schema.INDEXES}.items()} | views
    if version == schema.USER_VERSION and found != ours:
        name = next(name for name in {**ours, **found} if found.get(name) != ours.get(name))
        raise strange(path, f"“{name}”与本程序的格式不符")
    if version > schema.USER_VERSION:
        _check_columns(database, path)


_ACTS = pattern(r"\b(?:VIRTUAL|GENERATED|WHERE)\b|\b(?:AS|CHECK)\s*\(", re.IGNORECASE)
"""Virtual tables, generated columns, checks, partial indexes: none of ours has any."""


def _check_columns(database: Database, path: Path) -> None:
    """A newer minor version may add columns; those we know must be there."""
    ours = sqlite3.connect(":memory:")
    try:
        for statement in schema.TABLES.values():
            ours.execute(statement)
        for table in schema.TABLES:
            known = {row[1] for row in ours.execute(f"PRAGMA table_info({table})")}
            if missing := known - {row[1] for row in database.execute(f"PRAGMA table_info({table})")}:
                raise strange(path, f"“{table}”缺少“{min(missing)}”")
    finally:
        ours.close()


def _plain(sql: str) -> str:
    return " ".join(sql.split())
