"""What is told of a workspace file that can't be opened, and what can be done about it."""

import os
from pathlib import Path

from app.store import lock_support
from app.store.database import Unusable
from app.store.errors import Trouble, WorkspaceError, error_name
from app.workspace_values import Remedy

REPAIR = (Remedy.RESTORE, Remedy.SALVAGE)
"""What can be done about a file that is not whole."""
_WINDOWS = os.name == "nt"
_LONGEST_PATH = 250 if _WINDOWS else 500
_LONGEST_NAME = 240


def no_name(path: Path) -> WorkspaceError:
    """Return the error for a name that no file can have."""
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


def strange(path: Path, what: str) -> WorkspaceError:
    """Return the error for a file that is not as this program leaves it."""
    return WorkspaceError(
        f"{path} 被其他程序改动过（{what}），为安全起见没有打开，请改用备份或抢救数据。",
        Trouble.STRANGE_SHAPE,
        *REPAIR,
    )


def damaged(path: Path) -> WorkspaceError:
    """Return the error for a file whose pages are damaged."""
    return WorkspaceError(
        f"{path} 已损坏，为免扩大损失没有打开，请改用备份或抢救数据。", Trouble.DAMAGED, *REPAIR
    )


def unreadable(path: Path, why: str) -> WorkspaceError:
    """Return the error for a file that its disk or network does not give out."""
    return WorkspaceError(
        f"无法读取 {path}（{why}），请检查磁盘、U盘或网络连接后重试。",
        Trouble.MEDIUM,
        Remedy.RETRY,
        *REPAIR,
    )


def opening_error(path: Path, error: Exception) -> WorkspaceError:
    """Turn what SQLite says while opening into words and ways on."""
    if isinstance(error, Unusable):
        return WorkspaceError(f"{path} 没有打开：{error}。", Trouble.STRANGE_SHAPE, Remedy.RETRY, *REPAIR)
    name = error_name(error)
    if name.startswith(("SQLITE_READONLY_R", "SQLITE_READONLY_CANT")):
        return WorkspaceError(
            f"{path} 上次的修改中途停下，需要先复原，但它所在的位置不能写入，请复制到可以写入的文件夹再打开。",
            Trouble.UNFINISHED,
            *REPAIR,
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
        return unreadable(path, str(error))
    return damaged(path)
