"""Kinds of files that offices have besides the usual ones: read, or named for what they are."""

import io
import zipfile

import openpyxl
import pytest
from lxml import etree
from pages import NEW, figures
from test_every_character import kept, page
from test_seen_elsewhere import MADE
from written_as import as_odt, as_text

from app.imports.bounded_files import Unreadable
from app.imports.formats import read

OWN = {
    "preface": "封面与前言的内容。",
    "overview": "一的内容。",
    "problems": "五的内容。",
    "other": "六的内容。",
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_with_everything_in_its_first_column_is_read_like_a_text(kind: str) -> None:
    lines = as_text(page({})).decode().split("\n")
    if kind == "csv":
        data = "\r\n".join(lines).encode("utf-16")
    else:
        book = openpyxl.Workbook()
        for line in lines:
            book.active.append([int(line) if line.isdecimal() else line])
        buffer = io.BytesIO()
        book.save(buffer)
        data = buffer.getvalue()
    found = read(data, f"年报.{kind}", unit=None, year=None)
    assert (dict(found.cells), dict(found.sections), found.unread) == (figures(NEW), OWN, ())


def _flat(data: bytes) -> bytes:
    """Return a document or a book of LibreOffice as one XML file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    root = etree.Element(content.tag.replace("document-content", "document"), nsmap=content.nsmap)
    root.extend(list(content))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def test_a_flat_document_of_libreoffice_is_read() -> None:
    found = read(_flat(as_odt(page({}))), "年报.fodt", unit=None, year=None)
    assert (dict(found.cells), dict(found.sections), found.unread) == (figures(NEW), OWN, ())


def test_a_flat_book_of_libreoffice_is_read() -> None:
    found = read(_flat((MADE / "report.ods").read_bytes()), "年报.fods", unit=None, year=None)
    assert dict(found.cells) == figures(NEW)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2009/uof"/>', "标文通"),
        (b"$\x5d-lh5-" + b"\0x" * 60, "是压缩包"),
        (b"\x28\xb5\x2f\xfd" + b"\0x" * 60, "是压缩包"),
        (b"\x60\xea" + b"\0x" * 60, "是压缩包"),
        (b"\0" * 32769 + b"CD001" + b"\0" * 900, "是压缩包"),
    ],
)
def test_what_can_not_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(data, "年报", unit=None, year=None)


FOREIGN = "<table><tr><td>外来甲</td><td>外来乙</td></tr><tr><td>外来丙</td><td>35</td></tr></table>"


@pytest.mark.parametrize(
    ("before", "harmless"),
    [
        ("<h1>", True),
        ("<p>封面与前言的内容。", True),
        ("<p>一的内容", False),
        ("<p>五的内容", False),
        ("<p>六的内容", False),
        ("<p>甲县乙局</p>", False),
    ],
)
def test_a_foreign_table_is_told_wherever_it_stands(before: str, harmless: bool) -> None:
    whole = page({}).decode()
    assert before in whole
    found = read(whole.replace(before, FOREIGN + before, 1).encode(), "报告.html", unit=None, year=None)
    assert any("外来甲外来乙外来丙35" in text for text in kept(found))
    assert [item.harmless for item in found.unread] == [harmless]
    assert (dict(found.cells), dict(found.sections)) == (figures(NEW), OWN)
