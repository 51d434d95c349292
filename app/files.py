"""Writes files so that the old one survives whatever goes wrong, and never over a workspace or a backup.

A file is written beside its place and then renamed. What a killed program leaves beside it is removed the next time
something is written into the same folder, or a workspace in it is opened for writing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from app.errors import UserError
from app.lazy_pattern import pattern
from app.processes import has_ended, this_run

WORKSPACE_SUFFIX = ".nianbao"
DATABASE_MAGIC = b"SQLite format 3\x00"
"""How a SQLite file begins, and so every workspace and every backup."""

BACKUPS_SUFFIX = f"{WORKSPACE_SUFFIX}.备份"
"""The ending of the folder beside a workspace that holds its backups and its lock."""
_DATA_NAME = pattern(rf"{re.escape(WORKSPACE_SUFFIX)}(?:-journal|-wal|-shm)?$", re.IGNORECASE)
_LEFTOVER = pattern(r"\.~(?:[0-9a-f]{16}|([0-9a-f]{8})([0-9a-f]{8})[0-9a-f]{8})\.part(?:-journal)?")
"""What is not finished: the computer's run and the process that makes it, then chance; chance alone in earlier versions."""
_LEFTOVER_AGE = 60 * 60
"""Seconds from now, by a clock that may have been wrong, at which an unfinished file counts as left behind."""
_MARK = 6
"""Digits that tell names apart which had to be cut."""
_LONGEST_NAME = 240
"""In bytes of UTF-8, somewhat below the 255 that common file systems allow."""
_FORBIDDEN = r'\/:*?"<>|'
_CONTROLS = pattern("[\x00-\x1f\x7f]")
_SAFE_FORMS = {ord(character): chr(ord(character) + 0xFEE0) for character in _FORBIDDEN}
"""The full-width forms, which every file system takes. No kept name has one, so that different names stay different."""


_DEVICE = pattern(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\.|$)", re.IGNORECASE)


def is_portable(name: str) -> bool:
    """Whether every common system takes *name* for a file or folder as it is, Windows' devices and endings included."""
    return name == safe_name(name, "") and not name.endswith((".", " ")) and not _DEVICE.match(name)


def replace_file(path: Path, data: bytes) -> None:
    """Write *data* beside *path* and put it in its place. A link is followed; an existing file keeps its mode.

    Never over a workspace or a backup. Raises UserError, the old file then untouched.
    """
    try:
        target = output_place(path)
        with written_beside(target) as part, part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError) as error:
        raise UserError(_reason(path, error)) from error


def output_place(path: Path) -> Path:
    """Return where an output named *path* is written, links followed. Raises OSError, ValueError and UserError.

    An output may replace a regular file only, and neither a workspace nor a backup. It gets no name either by which
    it would be taken for one, or be found by SQLite or this program beside one.
    """
    target = _without_links(path)
    refuse_data_place(path, target)
    try:
        found = target.stat()
    except FileNotFoundError:
        return target
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise UserError(f"“{path}”是设备或管道，不是普通文件，不能写入，请换一个文件名。")
    if is_database(target):
        raise UserError(f"“{path}”是数据文件或备份，不能用输出的文件代替它，请换一个文件名。")
    return target


def refuse_data_place(path: Path, target: Path) -> None:
    """Raise UserError where an output, a folder too, would bear a data file's name or lie among its backups.

    *target* is *path* with its links followed.
    """
    if _DATA_NAME.search(path.name) or _DATA_NAME.search(target.name):
        raise UserError(f"“{path}”是数据文件或备份的文件名，输出的文件不能用这个名字，请换一个文件名。")
    if any(place.name.lower().endswith(BACKUPS_SUFFIX) for place in (target, *target.parents)):
        raise UserError(f"“{path}”在数据文件的备份文件夹里，输出的文件不能放在那里，请另选位置。")


def _without_links(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:
        # Links that lead to each other.
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def refuse_endless(path: Path, largest: int) -> None:
    """Raise OSError for a file that is not regular or larger than *largest* bytes, before it is read to its end."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "不是普通文件", str(path))
    if found.st_size > largest:
        raise OSError(errno.EFBIG, "大得不合常理", str(path))


def is_database(path: Path) -> bool:
    """Whether a regular file begins as a SQLite database does. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(DATABASE_MAGIC)) == DATABASE_MAGIC


def is_workspace(path: Path) -> bool:
    """Whether the file is a SQLite database, and so to be opened rather than read as a document."""
    try:
        return path.is_file() and is_database(path)
    except OSError:
        return False


@contextlib.contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """Give an empty file beside *path* to be written; at the end it takes the place of *path*. Raises OSError.

    It has the mode of the file that it replaces, or the usual mode of a new file. When anything is raised inside,
    it is removed and *path* is untouched.
    """
    remove_leftovers(path.parent)
    part = unfinished(path)
    # The usual mode of a new file, which the user's umask decides.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        with contextlib.suppress(FileNotFoundError):
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        yield part
        part.replace(path)
    except BaseException:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
        raise
    _folder_to_disk(path.parent)


def unfinished(path: Path) -> Path:
    """Return a place beside *path* for what takes its place when it is whole."""
    return path.with_name(f".~{_run_mark()}{os.getpid():08x}{os.urandom(4).hex()}.part")


def remove_leftovers(folder: Path) -> None:
    """Remove what killed programs have left in *folder*: at once where the program is known to have ended."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            named = _LEFTOVER.fullmatch(entry.name)
            if named is None:
                continue
            found = entry.stat(follow_symlinks=False)
            if not _is_left(named, found.st_mtime):
                continue
            if stat.S_ISREG(found.st_mode):
                Path(entry.path).unlink(missing_ok=True)
            elif stat.S_ISDIR(found.st_mode):
                # There is hardly ever one, and every command that reads a workspace loads this module.
                import shutil

                shutil.rmtree(entry.path, ignore_errors=True)


def _is_left(named: re.Match[str], changed_at: float) -> bool:
    run, pid = named.groups()
    if run == _run_mark() and has_ended(this_run(), int(pid, 16)):
        return True
    return abs(time.time() - changed_at) > _LEFTOVER_AGE


def _run_mark() -> str:
    """Return what stands for the computer's current run in the names of unfinished files."""
    return f"{zlib.crc32(this_run().encode()):08x}"


def _folder_to_disk(folder: Path) -> None:
    """Write the folder's new entry to the disk; some systems can't do that for folders."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:
        return (
            f"“{path.name:.40}”不能作文件名（过长，或者有系统不允许的字符），文件没有写成，请换一个文件名。"
        )
    if error.errno == errno.ELOOP:
        return f"“{path}”是互相指向的链接，文件没有写成，请换一个文件名。"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"磁盘空间不足，文件“{path}”没有写成，原有文件未改动，请清理磁盘后再试。"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        folder = _without_links(path).parent
        return f"文件夹“{folder if path.is_symlink() else path.parent}”不存在，文件“{path.name}”没有写成，请另选位置。"
    if isinstance(error, IsADirectoryError) or path.is_dir():
        # Windows only says that it may not be written.
        return f"“{path}”是一个文件夹，不能写成文件，请换一个文件名。"
    if isinstance(error, PermissionError):
        return f"文件“{path}”不能写入，原有文件未改动：可能正被其他程序打开，或者没有该文件夹的写入权限。"
    return f"文件“{path}”没有写成（{error.strerror}），原有文件未改动。"


def safe_name(unit: str, ending: str) -> str:
    """Return a file name of a unit's name and *ending*, without what file systems forbid and not too long.

    Different names of units give different file names.
    """
    end, plain = (_CONTROLS.sub("_", text.translate(_SAFE_FORMS)) for text in (ending, unit.lstrip()))
    if plain.startswith("."):
        plain = f"．{plain[1:]}"
    room = _LONGEST_NAME - len(end.encode())
    if len(plain.encode()) > room:
        import hashlib

        mark = f"…{hashlib.sha256(plain.encode()).hexdigest()[:_MARK]}"
        plain = plain.encode()[: room - len(mark.encode())].decode(errors="ignore") + mark
    return plain + end
