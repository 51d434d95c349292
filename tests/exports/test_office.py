"""A Word or Excel file tells of the report and of nothing else: no template, no library, no clock."""

import io
import time
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from builders import consistent_report

from app.exports.formats import render
from app.exports.xlsx import template

FORMATS = ["docx", "xlsx"]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("format_name", FORMATS)
def test_properties_are_the_reports_own(format_name: str) -> None:
    report = replace(consistent_report(), signed_on="2025年 1月9日")
    data = render(report, format_name, draft=False)
    if format_name == "docx":
        properties = docx.Document(io.BytesIO(data)).core_properties
        author, modified_by = properties.author, properties.last_modified_by
    else:
        properties = openpyxl.load_workbook(io.BytesIO(data)).properties
        author, modified_by = properties.creator, properties.lastModifiedBy
    assert properties.title == report.full_title
    assert author == modified_by == report.unit.name
    assert (properties.created.year, properties.created.month, properties.created.day) == (2025, 1, 9)
    assert properties.modified == properties.created


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("signed_on", ["", "二〇二五年一月", "2025年13月40日"])
def test_a_day_that_is_not_named_is_not_made_up(format_name: str, signed_on: str) -> None:
    data = render(replace(consistent_report(), signed_on=signed_on), format_name, draft=False)
    core = members(data)["docProps/core.xml"]
    assert b"created" not in core
    assert b"modified" not in core


@pytest.mark.parametrize("format_name", FORMATS)
def test_nothing_foreign_is_left(format_name: str) -> None:
    files = members(render(consistent_report(), format_name, draft=False))
    assert not any("thumbnail" in name for name in files)
    assert b"thumbnail" not in files["_rels/.rels"]
    assert not any(b"customXml" in name.encode() + content for name, content in files.items())
    for foreign in (b"Macintosh", b"Microsoft Excel", b"python-docx", b"openpyxl", b"2013"):
        assert foreign not in files["docProps/app.xml"] + files["docProps/core.xml"]


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_report_gives_the_same_bytes_later(format_name: str) -> None:
    first = render(consistent_report(), format_name, draft=False)
    time.sleep(2.1)
    assert render(consistent_report(), format_name, draft=False) == first


def test_a_blank_workbook_tells_nothing_foreign_either() -> None:
    report = consistent_report()
    files = members(template(report.form, 2025, "某县教育局"))
    assert "某县教育局".encode() in files["docProps/core.xml"]
    assert b"openpyxl" not in files["docProps/core.xml"]
