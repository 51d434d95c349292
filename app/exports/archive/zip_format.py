"""The format of a package as a zip, byte for byte: known files, once each, in order, and nothing else.

Reading is lenient and bounded, so that what is wrong can be named; `is_exact` then tells whether every byte
besides the files' content is what this program writes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from app import own_formats
from app.errors import UserError

PDF, OFD, DATA = own_formats.REPORT_PDF, own_formats.REPORT_OFD, own_formats.REPORT_DATA
METADATA = own_formats.METADATA
CHECK, REVIEW, HOWTO, HASHES = "检查结果.json", "复核记录.json", "核验说明.txt", "校验和.txt"
CONTENTS = (PDF, OFD, DATA, METADATA, CHECK, HOWTO)
"""The files whose digests are listed in `HASHES`."""
REVIEWED = (PDF, OFD, DATA, METADATA, CHECK, REVIEW, HOWTO)
"""The same for a report some of whose tables were typed a second time."""
EARLIER = (PDF, DATA, METADATA, CHECK)
"""The files of a package before there was OFD."""

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can state, since packages don't state when they were made."""
_UNIX = 3
_MODE = 0o644 << 16
LARGEST = 64 * 1024 * 1024
"""Bytes of a package, and of all its files unpacked."""
_MOST_FILES = 64
_END, _END_SIZE = b"PK\x05\x06", 22
_LOCAL_SIZE = 30
_LONGEST_DIRECTORY = 64 * 1024


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of *files*; the same files give the same bytes on every system."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(_entry(name), data)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NEVER)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _MODE
    return entry


def load(path: Path) -> bytes:
    """Return the bytes of the file *path*. Raises UserError for what can't be read or is no package by its size."""
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"“{path}”不是文件，请选择归档包（zip 文件）。")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise UserError(f"找不到“{path}”，请检查名称和所在的文件夹。") from error
    except OSError as error:
        raise UserError(f"文件“{path}”无法读取（{error.strerror}）。") from error
    if len(data) > LARGEST:
        raise UserError(f"“{path.name}”过大，不是本程序的归档包。")
    return data


def unzipped(data: bytes, name: str) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of the zip *data*, and a sentence for each entry that stands there twice or is damaged.

    *name* is the package's, for messages. Raises UserError when *data* is no zip, or one that is made to be large.
    """
    end = data.rfind(_END)
    if end < 0 or len(data) < end + _END_SIZE:
        raise UserError(f"“{name}”不是归档包，或者已经损坏，无法打开。")
    count, size = struct.unpack_from("<HI", data, end + 10)
    if count > _MOST_FILES or size > _LONGEST_DIRECTORY:
        raise UserError(f"“{name}”中的文件过多，不是本程序的归档包。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise UserError(f"“{name}”不是归档包，或者已经损坏，无法打开。") from error


def _read(archive: zipfile.ZipFile, name: str) -> tuple[dict[str, bytes], list[str]]:
    files: dict[str, bytes] = {}
    faults = []
    room = LARGEST
    for entry in archive.infolist():
        if entry.filename in files:
            faults.append(f"“{entry.filename}”在包内出现了不止一次。")
            continue
        try:
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                # The decoders of other methods raise any exception on damaged data, and take any amount of memory.
                raise NotImplementedError
            with archive.open(entry) as member:
                content = member.read(room + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
            faults.append(f"“{entry.filename}”已损坏，压缩包内的数据与登记的不符。")
            content = b""
        room -= len(content)
        if room < 0:
            raise UserError(f"“{name}”解开后过大，不是本程序的归档包。")
        files[entry.filename] = content
    return files, faults


def contents_of(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the names that a package with *files* must have beside its list of digests."""
    new = set(CONTENTS) - set(EARLIER)
    listed = files.get(HASHES, b"").decode("utf-8", "replace")
    if REVIEW in files or REVIEW in listed:
        return REVIEWED
    return CONTENTS if any(name in files or name in listed for name in new) else EARLIER


def is_exact(data: bytes, files: Mapping[str, bytes]) -> bool:
    """Whether the zip *data* is what this program writes for *files*, which were read from it, to the last byte.

    Only the compressed streams may be another zlib's; each must hold its file and nothing more.
    """
    at = 0
    central = []
    for name in (*contents_of(files), HASHES):
        packed = _stream(data, at + _LOCAL_SIZE + len(name.encode()))
        if name not in files or packed is None or packed[0] != files[name]:
            return False
        entry = _entry(name)
        entry.flag_bits = 0x800
        entry.CRC = zlib.crc32(files[name])
        entry.file_size, entry.compress_size, entry.header_offset = len(files[name]), packed[1], at
        header = entry.FileHeader(zip64=False)
        if data[at : at + len(header)] != header:
            return False
        at += len(header) + packed[1]
        central.append(_central(entry))
    directory = b"".join(central)
    end = struct.pack("<4s4H2IH", _END, 0, 0, len(central), len(central), len(directory), at, 0)
    return data[at:] == directory + end


def _stream(data: bytes, at: int) -> tuple[bytes, int] | None:
    """Return the content of the deflate stream at a place, and how long the stream is."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(data[at:], LARGEST)
    except zlib.error:
        return None
    return (content, len(data) - at - len(inflater.unused_data)) if inflater.eof else None


def _central(entry: zipfile.ZipInfo) -> bytes:
    """Return an entry of the central directory (APPNOTE 4.3.12) without extra field and comment."""
    name = entry.filename.encode()
    made_by = entry.create_version | _UNIX << 8
    head = struct.pack(
        "<4s6H3I5H2I",
        b"PK\x01\x02", made_by, entry.extract_version, entry.flag_bits, entry.compress_type,
        0, 0x21, entry.CRC, entry.compress_size, entry.file_size,
        len(name), 0, 0, 0, 0, entry.external_attr, entry.header_offset,
    )  # fmt: skip
    return head + name
