"""Finds the documents in a file, a folder or a zip archive, and reads many at once."""

import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePath, PurePosixPath
from threading import local

from app import own_formats
from app.errors import UserError
from app.files import BACKUPS_SUFFIX
from app.imports import bounded_files, reader_process
from app.imports.bounded_files import Unreadable
from app.imports.imported import Imported

READ = (
    ".docx", ".docm", ".doc", ".wps", ".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".et", ".ett", ".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml",
    ".rtf", ".odt", ".ods", ".fodt", ".fods", ".uof", ".uot", ".uos", ".csv", ".tsv", ".txt", ".md", ".xml", ".json", ".rar", ".7z", ".tar", ".gz", ".tgz", ".lzh", ".arj", ".cab",
)  # fmt: skip
"""The endings by which a window offers files to be read."""
_NOBODYS = frozenset(("thumbs.db", "desktop.ini", ".ds_store", "缩略图.db"))
"""What systems leave in folders. Whatever else lies among many files is read, or named as what can't be: a unit may
have sent a scan, a mail or a shortcut."""
_PARTS_OF_A_PAGE = ("_files", ".files", "_文件")
"""How a browser names the folder of a saved page's pictures."""
MOST = 500
_NO_DATE = 1980
"""The year in which a zip archive puts what has no date."""
_MOST_ENTRIES = 20_000
_MOST_PACKED = 1024 * 1024 * 1024
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_OFFICE = ("[Content_Types].xml", "mimetype", "content.xml", "OFD.xml")
"""A zip archive with one of these is a single document."""
_LONGEST_SHARE = 100
"""A child process reads this many files, then a new one takes its place."""


@dataclass(frozen=True)
class SourceFile:
    """A file that may hold a report; *inside* is its name in the zip archive *path*."""

    path: Path
    inside: str = ""
    saved_inside: datetime | None = field(default=None, compare=False)
    """When it was saved, as the archive says."""

    @property
    def saved_at(self) -> datetime:
        """When it was saved; of a file in an archive that does not say so, when the archive was. Raises OSError."""
        return self.saved_inside or datetime.fromtimestamp(self.path.stat().st_mtime)

    @property
    def name(self) -> str:
        """The file's own name, which also tells what it is."""
        return PurePosixPath(_shown(self.inside)).name if self.inside else self.path.name

    @property
    def place(self) -> str:
        """Its place for a person: the path, and the place in the archive."""
        return f"{self.path}：{_shown(self.inside)}" if self.inside else str(self.path)

    def load(self) -> bytes:
        """Return its bytes. Raises `Unreadable`."""
        if not self.inside:
            return bounded_files.load(self.path)
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.inside) as file:
                data = file.read(bounded_files.MAX_FILE_BYTES + 1)
        except RuntimeError as error:
            raise bounded_files.locked(self.name) from error
        except Exception as error:
            raise Unreadable(
                f"压缩包“{self.path.name}”中的“{self.name}”已损坏，无法读取，请重新获取。"
            ) from error
        if len(data) > bounded_files.MAX_FILE_BYTES:
            raise bounded_files.too_large(
                self.name, f"超过 {bounded_files.MAX_FILE_BYTES // 1024 // 1024} MB"
            )
        if not data.strip():
            raise Unreadable(f"“{self.name}”是空文件，请另选文件。")
        return data


def documents_in(path: Path, most: int = MOST) -> list[SourceFile]:
    """Return the documents in a file, a folder or a zip archive, at most so many. Raises UserError."""
    found = list(_in_folder(path)) if path.is_dir() else (_in_archive(path) or [SourceFile(path)])
    if len(found) > most:
        raise UserError(f"“{path.name}”中有 {len(found)} 个文件，一次最多读入 {most} 个，请分几次读入。")
    if not found:
        raise UserError(f"“{path.name}”中没有可以读入的文件，请另选。")
    return found


def _in_folder(folder: Path) -> Iterator[SourceFile]:
    seen = 0
    for place, folders, names in os.walk(folder):
        seen += len(folders) + len(names)
        if seen > _MOST_ENTRIES:
            raise UserError(
                f"“{folder.name or folder}”中的文件超过 {_MOST_ENTRIES} 个，请选择只放报告的文件夹。"
            )
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith(BACKUPS_SUFFIX)
        )
        for name in sorted(names):
            path = Path(place, name)
            if name.lower().endswith(".zip"):
                yield from _in_archive_or_itself(path)
            elif _is_wanted(path):
                yield SourceFile(path)


def _in_archive_or_itself(path: Path) -> list[SourceFile]:
    """Return the documents in one of many archives; one that can't be opened is refused by itself when it is read."""
    try:
        return _in_archive(path) or [SourceFile(path)]
    except Unreadable:
        return [SourceFile(path)]


def _is_wanted(path: PurePath) -> bool:
    """Whether somebody put the file there, so that it must be read or named; of a saved page's folder what may be read."""
    name = path.name.lower()
    if name in _NOBODYS or name.startswith(("~$", ".")):
        return False
    return name.endswith(READ) or not path.parent.name.endswith(_PARTS_OF_A_PAGE)


def _in_archive(path: Path) -> list[SourceFile]:
    """Return the documents in a zip archive; none when the file is something else. Raises `Unreadable`."""
    try:
        if not path.is_file() or not zipfile.is_zipfile(path):
            return []
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                return []
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return []
    names = {member.filename for member in members}
    if names.intersection(_OFFICE):
        return []
    if len(members) > _MOST_ENTRIES or sum(member.file_size for member in members) > _MOST_PACKED:
        raise bounded_files.too_large(path.name, "解开后过大")
    wanted = [
        member
        for member in members
        if not member.is_dir()
        and _is_wanted(PurePosixPath(_shown_name(member)))
        and "__MACOSX" not in member.filename
    ]
    if any(member.flag_bits & _ENCRYPTED for member in wanted):
        raise bounded_files.locked(path.name)
    own = [
        member
        for member in wanted
        if member.filename == own_formats.REPORT_DATA and own_formats.METADATA in names
    ]
    if not wanted:
        raise Unreadable(f"压缩包“{path.name}”中没有可以读入的文件，请核对后另选文件。")
    return [
        SourceFile(path, member.filename, _saved(member)) for member in own or sorted(wanted, key=_shown_name)
    ]


def _saved(member: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*member.date_time) if member.date_time[0] > _NO_DATE else None
    except ValueError:
        return None


def _shown_name(member: zipfile.ZipInfo) -> str:
    return member.filename if member.flag_bits & _UTF8_NAME else _shown(member.filename)


def _shown(name: str) -> str:
    """Return a member's name as a person wrote it: Chinese programs store it in the code page of their system."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


Outcome = Imported | Exception


def read_each(
    documents: Sequence[SourceFile],
    *,
    unit: str | None = None,
    year: int | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[int, Outcome]]:
    """Read documents on all processors; yields each one's number and what came of it, as they are done."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    here = local()
    readers: list[reader_process.ReaderProcess] = []

    def outcome(number: int) -> Outcome:
        if stopped():
            return Unreadable("已停止。")
        if getattr(here, "left", 0) == 0:
            here.reader, here.left = reader_process.ReaderProcess(), _LONGEST_SHARE
            readers.append(here.reader)
        here.left -= 1
        try:
            document = documents[number]
            found: Outcome = here.reader.read(document.load(), document.name, unit=unit, year=year)
        except Exception as error:
            found = error
        if here.left == 0:
            here.reader.close()
        return found

    pool = ThreadPoolExecutor(min(os.cpu_count() or 1, max(len(documents), 1)), thread_name_prefix="read")
    try:
        waiting = {pool.submit(outcome, number): number for number in range(len(documents))}
        for done in as_completed(waiting):
            if stopped():
                return
            yield waiting.pop(done), done.result()
    finally:
        if stopped():
            for reader in readers:
                reader.kill()
        pool.shutdown(wait=True, cancel_futures=True)
        for reader in readers:
            reader.close()


def in_order(outcomes: Iterator[tuple[int, Outcome]]) -> Iterator[Outcome]:
    """Yield what came of documents in their order; what is done before its turn waits."""
    waiting: dict[int, Outcome] = {}
    following = 0
    for number, outcome in outcomes:
        waiting[number] = outcome
        while following in waiting:
            yield waiting.pop(following)
            following += 1
