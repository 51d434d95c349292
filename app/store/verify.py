"""Checks a file before anything trusts it: first its bytes, then its shape, then its pages."""

import errno
import os
import re
import sqlite3
from pathlib import Path

from app import files
from app.lazy_pattern import pattern
from app.store import lock_support, schema, sidecars
from app.store.connection import connect
from app.store.database import Database, Unusable
from app.store.errors import FAILURES, Trouble, WorkspaceError, error_name
from app.workspace_values import Remedy

SUFFIX = files.WORKSPACE_SUFFIX
MAGIC = files.DATABASE_MAGIC
LARGEST = 1024 * 1024 * 1024
"""Bytes of a file that is opened: thousands of reports with their history have a tenth. SQLite looks at every page."""
_HEADER = 100
_CHUNK = 1 << 20
_REPAIR = (Remedy.RESTORE, Remedy.SALVAGE)


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
            *_REPAIR,
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
            *_REPAIR,
        )
    _look_beside(path)


def _look_beside(path: Path) -> None:
    """Refuse a file beside it on which SQLite would act and which this program did not make."""
    try:
        what = sidecars.strange_sidecar(path)
    except OSError as error:
        raise _medium(path, str(error.strerror)) from error
    if what:
        raise WorkspaceError(
            f"{path} 没有打开：{what}。请把这个旁边的文件移到别处后再打开；"
            "如果是用其他程序打开过这个数据文件，请先用那个程序打开并正常关闭一次。",
            Trouble.STRANGE_SHAPE,
            Remedy.RETRY,
            *_REPAIR,
        )


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the rollback journal of *path*."""
    return sidecars.beside(path, sidecars.JOURNAL)


def _has_journal(path: Path) -> bool:
    try:
        return journal_of(path).exists()
    except OSError as error:
        raise _medium(path, str(error.strerror)) from error


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
            raise _no_name(path) from error
        raise _medium(path, str(error.strerror)) from error
    except ValueError as error:
        raise _no_name(path) from error


def _no_name(path: Path) -> WorkspaceError:
    return WorkspaceError(f"“{path!s:.40}”不是有效的文件名，请另选文件。", Trouble.MISSING)


def too_long(path: Path) -> WorkspaceError:
    """Return the error for a path that the system or SQLite can't take."""
    return WorkspaceError(
        f"文件路径过长（{len(str(path))} 个字）：{str(path)[:40]}……，请把文件移到层次较浅的文件夹再打开。",
        Trouble.PATH_TOO_LONG,
    )


def is_too_long(path: Path) -> bool:
    """Whether SQLite, which needs room for the journal's name, or the file system may refuse the path."""
    return _length(str(path.absolute())) > _LONGEST_PATH or _length(path.name) > _LONGEST_NAME


def _length(path: str) -> int:
    """Return the length as the system counts: Windows in UTF-16, in which a Chinese character is one and not three."""
    return len(path.encode("utf-16-le", "surrogatepass")) // 2 if _WINDOWS else len(os.fsencode(path))


_WINDOWS = os.name == "nt"
_LONGEST_PATH = 250 if _WINDOWS else 500
_LONGEST_NAME = 240


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
        raise _medium(path, str(error.strerror)) from error


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
        raise _damaged(path)


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


def strange(path: Path, what: str) -> WorkspaceError:
    """Return the error for a file that is not as this program leaves it."""
    return WorkspaceError(
        f"{path} 被其他程序改动过（{what}），为安全起见没有打开，请改用备份或抢救数据。",
        Trouble.STRANGE_SHAPE,
        *_REPAIR,
    )


def _damaged(path: Path) -> WorkspaceError:
    return WorkspaceError(
        f"{path} 已损坏，为免扩大损失没有打开，请改用备份或抢救数据。", Trouble.DAMAGED, *_REPAIR
    )


def _medium(path: Path, why: str) -> WorkspaceError:
    return WorkspaceError(
        f"无法读取 {path}（{why}），请检查磁盘、U盘或网络连接后重试。",
        Trouble.MEDIUM,
        Remedy.RETRY,
        *_REPAIR,
    )


def opening_error(path: Path, error: Exception) -> WorkspaceError:
    """Turn what SQLite says while opening into words and ways on."""
    if isinstance(error, Unusable):
        return WorkspaceError(f"{path} 没有打开：{error}。", Trouble.STRANGE_SHAPE, Remedy.RETRY, *_REPAIR)
    name = error_name(error)
    if name.startswith(("SQLITE_READONLY_R", "SQLITE_READONLY_CANT")):
        return WorkspaceError(
            f"{path} 上次的修改中途停下，需要先复原，但它所在的位置不能写入，请复制到可以写入的文件夹再打开。",
            Trouble.UNFINISHED,
            *_REPAIR,
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) and not lock_support.work_in(path.resolve().parent):
        return WorkspaceError(
            f"{path} 没有打开：它所在的共享文件夹不能锁定文件，几个人同时修改会互相覆盖。"
            "可以在本机副本上编辑，改完后写回；也可以请管理员开启这个共享文件夹的文件锁定。",
            Trouble.NO_LOCKS,
            Remedy.LOCAL_COPY,
            Remedy.RETRY,
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return WorkspaceError(
            f"{path} 正被另一个程序占用，请稍后再试。", Trouble.IN_USE, Remedy.RETRY, Remedy.READ_ONLY
        )
    if name.startswith("SQLITE_CANTOPEN"):
        if is_too_long(path):
            return too_long(path)
        return WorkspaceError(
            f"没有打开 {path} 的权限，请检查文件和文件夹的权限。",
            Trouble.NO_PERMISSION,
            Remedy.RETRY,
            Remedy.READ_ONLY,
        )
    if name.startswith(("SQLITE_IOERR", "SQLITE_FULL", "SQLITE_NOMEM")):
        return _medium(path, str(error))
    return _damaged(path)
