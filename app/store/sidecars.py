"""The files beside a database that SQLite acts on by itself, looked at as plain bytes before any connection is made.

A rollback journal may name any file for SQLite to delete, a journal that is a link would be written through, and a
write-ahead log would be played into the file whatever the file's own header says. This program leaves neither behind
but for its own rollback journal of an edit cut short, which concerns one database alone.
"""

import os
import stat
from pathlib import Path

JOURNAL, LOG, INDEX = ENDINGS = "-journal", "-wal", "-shm"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
LARGEST = 256 * 1024 * 1024
"""Bytes that no workspace of reports, and no journal of one, comes near."""
_TRAILER = 16
"""At the end of a journal that belongs to several databases: length and checksum of a name, and the magic."""
_VERSIONS = slice(18, 20)
_LOG_VERSION = 2


def beside(path: Path, ending: str) -> Path:
    """Return the name of a file that SQLite keeps beside the database *path*; it follows links to the database."""
    real = path.resolve()
    return real.with_name(real.name + ending)


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
        if ending == JOURNAL and names_another_file(name):
            return f"旁边的“{name.name}”来历不明，会使其他文件被删除"
        if ending == LOG and (found.st_size or not uses_log(path)):
            return f"旁边的“{name.name}”是其他程序留下的，其中可能有没有并入的内容"
    return ""


def names_another_file(journal: Path) -> bool:
    """Whether a rollback journal ends with the name of another file. Raises OSError."""
    with journal.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(size - _TRAILER, 0))
        trailer = file.read(_TRAILER)
    return trailer.endswith(_JOURNAL_MAGIC) and len(trailer) == _TRAILER and any(trailer[:4])


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
