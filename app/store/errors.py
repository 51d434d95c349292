"""What can be wrong with a workspace: a sentence for the user, a kind for the program, and what can be done about it."""

import sqlite3
from enum import StrEnum

from app.errors import UserError
from app.store.database import Unusable
from app.workspace_values import Remedy


class Trouble(StrEnum):
    """Why a file can't be opened or made as a workspace."""

    MISSING = "missing"
    FOLDER = "folder"
    EXISTS = "exists"
    EMPTY = "empty"
    NOT_DATABASE = "not_database"
    FOREIGN = "foreign"
    STRANGE_SHAPE = "strange_shape"
    """A database of ours that holds triggers, views or tables this program did not make."""
    NEWER = "newer"
    OLDER = "older"
    """Written by an earlier version, and to be brought up to date before it can be read."""
    NO_MIGRATION = "no_migration"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    UNFINISHED = "unfinished"
    """An interrupted edit must be rolled back first, and the medium can't be written."""
    NO_PERMISSION = "no_permission"
    PATH_TOO_LONG = "path_too_long"
    IN_USE = "in_use"
    NO_LOCKS = "no_locks"
    """On a network share that can't lock files, so that nobody is kept from writing at the same time."""
    MEDIUM = "medium"
    """The disk, stick or network share does not answer, or has no room."""


class WorkspaceError(UserError):
    """A file can't be opened or made as a workspace; nothing in it was touched."""

    def __init__(self, text: str, trouble: Trouble, *remedies: Remedy) -> None:
        super().__init__(text)
        self.trouble = trouble
        self.remedies = remedies


def medium_failed(sentence: str) -> WorkspaceError:
    """Return the error of a disk or a connection that failed: what was asked for may be tried again."""
    return WorkspaceError(sentence, Trouble.MEDIUM, Remedy.RETRY)


class WriteFailed(UserError):
    """The disk did not take the edit; memory shows what is on disk."""


class ReadOnly(WriteFailed):
    """The workspace is open for reading only."""


class ChangedElsewhere(WriteFailed):
    """Another program wrote to the file in between; memory now shows what it wrote."""


class ReadFailed(UserError):
    """What is on disk can't be read at the moment."""


class ReportUnreadable(UserError):
    """One report that this program can't show; the others can be used."""


FAILURES = (sqlite3.Error, UnicodeDecodeError, MemoryError)
"""What a failing SQLite raises: its message may quote a damaged schema, which is not always UTF-8."""

_REASONS = (
    ("SQLITE_READONLY_DBMOVED", "文件已被移动、改名或删除，请放回原处或重新打开"),
    ("SQLITE_FULL", "磁盘已满，请清理出空间后再试"),
    ("SQLITE_READONLY_DIRECTORY", "所在文件夹不能写入，请检查文件夹权限、磁盘或网络连接"),
    ("SQLITE_READONLY", "文件是只读的，请检查文件属性和所在磁盘"),
    ("SQLITE_BUSY", "另一个程序正在使用该文件，请稍后再试"),
    ("SQLITE_LOCKED", "另一个程序正在使用该文件，请稍后再试"),
    ("SQLITE_CANTOPEN", "所在文件夹不能写入，请检查文件夹权限、磁盘或网络连接"),
    ("SQLITE_PERM", "没有写入权限，请与文件的所有者联系"),
    ("SQLITE_TOOBIG", "内容过大，请删减后再试"),
    ("SQLITE_CORRUPT", "文件已损坏，请关闭后改用备份"),
    ("SQLITE_NOTADB", "文件已损坏，请关闭后改用备份"),
)


def error_name(error: Exception) -> str:
    """Return SQLite's name of an error, such as ``SQLITE_IOERR_WRITE``; empty when it has none."""
    return getattr(error, "sqlite_errorname", "") or ""


def reason(error: Exception) -> str:
    """Return in words why SQLite failed, and what to do."""
    if isinstance(error, Unusable):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return "文件已损坏，请关闭后改用备份"
    if isinstance(error, MemoryError):
        return "内存不足，请关闭其他程序后再试"
    name = error_name(error)
    return next(
        (text for key, text in _REASONS if name.startswith(key)),
        f"磁盘读写出错（{error}），请检查磁盘后再试",
    )
