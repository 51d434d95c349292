"""Tells by its directory what a compound file holds: an old file of Word or Excel, or a locked new one."""

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_MOST_ENTRIES = 20_000
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def kind(data: bytes) -> str:
    """Return ``word``, ``excel``, ``locked`` (a new file with a password), ``mail`` or nothing.

    A document may hold another one; what stands first in the directory is the file's own.
    """
    for name, what in _entries(data):
        if what == _STREAM and name in ("EncryptedPackage", "EncryptionInfo"):
            return "locked"
        if what == _STREAM and name == "WordDocument":
            return "word"
        if what == _STREAM and name in ("Workbook", "Book"):
            return "excel"
        if name.startswith("__properties_version"):
            return "mail"
    return ""


def _entries(data: bytes) -> Iterator[tuple[str, int]]:
    """Yield the names and kinds of what looks like a directory's entries."""
    found = 0
    for place in range(512, len(data) - _ENTRY + 1, _ENTRY):
        length, what = struct.unpack_from("<HB", data, place + 64)
        if what not in (_STORAGE, _STREAM, _ROOT) or not 4 <= length <= 64 or length % 2:
            continue
        raw = data[place : place + length - 2]
        try:
            name = raw.decode("utf-16-le")
        except UnicodeDecodeError:
            continue
        if data[place + length - 2 : place + length] == b"\0\0" and name.isprintable():
            yield name, what
            found += 1
            if found > _MOST_ENTRIES:
                return
