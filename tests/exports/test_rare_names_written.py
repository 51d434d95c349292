"""Names with rare characters come out whole in every format, in title, signature and text, and are read back."""

import io
import re
import zipfile
from dataclasses import replace
from html import unescape

import pypdfium2
import pytest
from builders import UNIT, consistent_report
from ofd_judge import Judge

from app.exports.formats import render
from app.imports.formats import read

NAMES = ("张㐂", "镇远县㵲阳镇", "罕𬭊")
FORMATS = ("pdf", "ofd", "docx", "html", "xlsx")


def _text(data: bytes, format_name: str) -> str:
    if format_name == "pdf":
        with pypdfium2.PdfDocument(data) as opened:
            text = "".join(page.get_textpage().get_text_range() for page in opened)
    elif format_name == "ofd":
        judge = Judge(data)
        assert judge.faults == []
        text = judge.text
    elif format_name == "html":
        text = re.sub("<[^>]*>", "", data.decode())
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
        text = re.sub("<[^>]*>", "", "".join(parts))
    return "".join(unescape(text).split())


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_a_rare_name_comes_out_and_is_read_back(format_name: str, name: str) -> None:
    made = consistent_report()
    sentence = f"本年度由{name}负责办理。"
    report = replace(
        made,
        unit=replace(UNIT, name=f"{name}人民政府"),
        signed_by=f"{name}人民政府",
        sections={**made.sections, "other": sentence},
    )
    data = render(report, format_name, draft=False)
    text = _text(data, format_name)
    assert sentence in text
    assert text.count(f"{name}人民政府") >= 2
    found = read(data, f"年报.{format_name}", unit=None, year=None)
    assert (found.unit, found.sections["other"]) == (report.unit.name, sentence)


def test_a_web_page_names_fonts_that_have_rare_characters() -> None:
    page = render(consistent_report(), "html", draft=False).decode()
    lists = re.findall(r"font-family:([^;\"]*)", page)
    assert lists
    for names in lists:
        assert {"SimSun", "SimSun-ExtB"} <= set(names.split(",")), names
