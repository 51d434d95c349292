"""Files of other programs: the same report, saved as each of them saves it, reads the same."""

import contextlib
from pathlib import Path

import pytest
from pages import NEW, UNIT, YEAR, figures

from app.errors import UserError
from app.imports import read
from app.imports.formats import read as read_bytes

MADE = Path(__file__).with_name("made")
"""Made by LibreOffice 7.4 from the page that `pages.Page` builds."""
KINDS = ("doc", "xls", "txt", "csv")
TEXTS = {section.key: f"{section.tab}的内容。" for section in NEW.sections if section.table is None}


@pytest.mark.parametrize("kind", KINDS)
def test_the_report_reads_the_same(kind: str) -> None:
    found = read(MADE / f"report.{kind}")
    assert dict(found.cells) == figures(NEW)
    assert dict(found.sections) == TEXTS
    assert (found.unit, found.year, found.unread) == (UNIT, YEAR, ())


@pytest.mark.parametrize("kind", ["doc", "xls"])
def test_damage_ends_in_a_refusal_or_a_reading(kind: str) -> None:
    data = (MADE / f"report.{kind}").read_bytes()
    for end in range(600, len(data), len(data) // 25):
        cut = data[:end]
        torn = data[:end] + bytes(len(data) - end)
        for piece in (cut, torn, data[:512] + data[end:]):
            with contextlib.suppress(UserError):
                read_bytes(piece, f"年报.{kind}", unit=None, year=None)


def _compound(stream: str) -> bytes:
    """A compound file with one directory entry, as far as its kind goes by it."""
    name = stream.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") + b"\x02"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(1024, b"\0")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_compound("EncryptedPackage"), "有密码保护"),
        (_compound("PowerPoint Document"), "不是 Word 或 Excel 文件"),
        (_compound("WordDocument"), "已损坏"),
        (_compound("Workbook"), "已损坏"),
    ],
)
def test_what_can_not_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_bytes(data, "年报.doc", unit=None, year=None)
