"""Checks whether each file of a transfer folder can be opened, and agrees with what the folder states of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from app.errors import UserError
from app.exports.archive.metadata import stated_in
from app.exports.archive.package import page_count
from app.exports.json import read as read_json
from app.exports.transfer.eep import ENDING, read_eep
from app.exports.transfer.folder_contents import DATA, OFD, PDF, TransferStructure

BROKEN = (
    UserError, ElementTree.ParseError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError,
)  # fmt: skip
"""The exceptions that reading a foreign file may raise."""
_LARGEST_FILE = 64 * 1024 * 1024


def read_file(folder: Path, place: str) -> bytes:
    """Return a file of the folder. Raises OSError, and UserError for one that is larger than any of ours."""
    with (folder / place).open("rb") as file:
        data = file.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise UserError(f"“{place}”过大，不是本程序写出的文件。")
    return data


def unusable(folder: Path, structure: TransferStructure, found: set[str]) -> Iterator[str]:
    """Say which files can't be opened, or differ from what the folder states of them."""
    for place in sorted(found):
        base, _, name = place.rpartition("/")
        if name == PDF:
            yield from _pdf(folder, base, place, structure)
        elif name == OFD:
            yield from _ofd(folder, place)
        elif name.endswith(ENDING):
            yield from _package(folder, base, place, found)
        elif name == DATA:
            try:
                read_json(read_file(folder, place))
            except BROKEN:
                yield f"“{place}”读不出来。"


def _pdf(folder: Path, base: str, place: str, structure: TransferStructure) -> Iterator[str]:
    try:
        pages = stated_in(read_file(folder, f"{base}/{structure.metadata}"))["页数"]
    except (OSError, *BROKEN):
        pages = ""
    count = page_count(read_file(folder, place))
    if not count or str(count) != pages:
        yield f"“{place}”打不开，或者页数与元数据不符。"


def _ofd(folder: Path, place: str) -> Iterator[str]:
    try:
        with ZipFile(folder / place) as archive:
            archive.getinfo("OFD.xml")
    except (BadZipFile, KeyError, ValueError, NotImplementedError):
        yield f"“{place}”打不开。"


def _package(folder: Path, base: str, place: str, found: set[str]) -> Iterator[str]:
    try:
        enclosed = read_eep(read_file(folder, place))
    except BROKEN:
        yield f"“{place}”打不开，或者里面的文件已损坏。"
        return
    if enclosed.signed:
        yield f"“{place}”添加了电子签名，与移交时不同，签名的真伪请用专门软件验证。"
    for name, data in enclosed.files.items():
        beside = f"{base}/{name}"
        if beside not in found or read_file(folder, beside) != data:
            yield f"“{place}”里的“{name}”与同一文件夹中的不同。"
