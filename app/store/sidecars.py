"""Looks at the files beside a database that SQLite acts on by itself, as plain bytes, before any connection is made.

A rollback journal may name any file for SQLite to delete, a journal that is a link would be written through, and a
write-ahead log would be played into the file whatever the file's own header says. This program leaves neither behind
but for its own rollback journal of an edit cut short, which concerns one database alone.
"""

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from app.store.database import Unusable

JOURNAL, LOG, INDEX = ENDINGS = "-journal", "-wal", "-shm"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
LARGEST = 256 * 1024 * 1024
"""The most bytes of a workspace or its journal: far more than any holds."""
_TRAILER = 16
"""At the end of a journal that belongs to several databases: length and checksum of a name, and the magic."""
_HEADER = 28
"""Bytes at the start of a journal, the size to which SQLite brings the database back among them."""
_PAGES, _PAGE_SIZE = slice(16, 20), slice(24, 28)
_VERSIONS = slice(18, 20)
_LOG_VERSION = 2


def beside(path: Path, ending: str) -> Path:
    """Return the name of a file that SQLite keeps beside the database *path*; it follows links to the database."""
    real = path.resolve()
    return real.with_name(real.name + ending)


class StrangeSidecar(Unusable):
    """A file beside an open database was not made by this program; the text says which."""


def guard(path: Path) -> Callable[[], None]:
    """Return a function to call before SQLite reads or writes the open database *path* again; it raises
    `StrangeSidecar`.

    SQLite looks for these files whenever it begins to read or write. Whoever may write into the folder could put one
    there while the file is open in a window.
    """
    names = [str(beside(path, ending)) for ending in ENDINGS]

    def look() -> None:
        if not any(map(os.path.lexists, names)):
            return
        try:
            what = strange_sidecar(path)
        except OSError as error:
            raise StrangeSidecar(f"旁边的文件无法读取（{error.strerror}），请检查磁盘和权限") from error
        if what:
            raise StrangeSidecar(f"{what}，请把它移到别处后再试")

    return look


def strange_sidecar(path: Path) -> str:
    """Say in words what beside the database *path* is not this program's; empty when all is well. Raises OSError."""
    for ending in ENDINGS:
        name = beside(path, ending)
        try:
            found = name.lstat()
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            return f"旁边的“{name.name}”不是普通文件"
        if found.st_size > LARGEST:
            return f"旁边的“{name.name}”大得不合常理"
        if ending == LOG and (found.st_size or not uses_log(path)):
            return f"旁边的“{name.name}”是其他程序留下的，其中可能有没有并入的内容"
        if ending == JOURNAL and (what := _strange_journal(name, path)):
            return f"旁边的“{name.name}”{what}"
    return ""


def _strange_journal(journal: Path, database: Path) -> str:
    try:
        if names_another_file(journal):
            return "来历不明，会使其他文件被删除"
        if _size_before(journal) > database.stat().st_size:
            return "与数据文件对不上，会使数据文件变得极大"
    except FileNotFoundError:
        # An edit of another program ended just now.
        return ""
    return ""


def _size_before(journal: Path) -> int:
    """Return the bytes to which SQLite would bring the database back; 0 when it would not. Raises OSError.

    No edit of ours makes a file smaller: a journal that states more than the file has is damaged or made up.
    """
    with journal.open("rb") as file:
        head = file.read(_HEADER)
    if len(head) < _HEADER or not head.startswith(_JOURNAL_MAGIC):
        return 0
    return int.from_bytes(head[_PAGES], "big") * int.from_bytes(head[_PAGE_SIZE], "big")


def names_another_file(journal: Path) -> bool:
    """Whether a rollback journal ends with the name of another file. Raises OSError."""
    with journal.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - _TRAILER, 0))
        trailer = file.read(_TRAILER)
    return trailer.endswith(_JOURNAL_MAGIC) and len(trailer) == _TRAILER and any(trailer[:4])


def remove_cold_journal(path: Path) -> None:
    """Remove the journal of an edit that was cut short before it changed the database, while nobody else can write.

    SQLite would leave it until the next edit.
    """
    journal = beside(path, JOURNAL)
    with contextlib.suppress(OSError):
        found = journal.lstat()
        if not stat.S_ISREG(found.st_mode):
            return
        with journal.open("rb") as file:
            start = file.read(1)
        if start in (b"", b"\0"):
            journal.unlink()


def uses_log(path: Path) -> bool:
    """Whether another tool has set the database to write-ahead logging. Raises OSError."""
    with path.open("rb") as file:
        versions = file.read(100)[_VERSIONS]
    return _LOG_VERSION in versions


def use_journal(path: Path) -> None:
    """Set a database that nobody has open, and that has no log beside it, back to a rollback journal. Raises OSError."""
    if uses_log(path):
        with path.open("rb+") as file:
            file.seek(_VERSIONS.start)
            file.write(b"\x01\x01")
            file.flush()
            os.fsync(file.fileno())
