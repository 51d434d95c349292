"""Every character of a document of any format is somewhere in what is read, as it is of a page."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import NEW
from test_every_character import KINDS, PLACES, lost, page
from written_as import as_docx, as_odt, as_pdf, as_rtf, as_text

from app.imports.formats import read

OWN = ["封面与前言的内容。", "一的内容。", "五的内容。", "六的内容。"]
PAGE_NUMBERS = ("- {n} -", "第{n}页 共30页")
"""At the head or the foot of a PDF's page these are the page's, no lines of the text."""


def _line(index: int) -> tuple[str, str]:
    """Return a line and the place where it is put in."""
    return KINDS[index].format(n=17).replace("<b>", "").replace("</b>", ""), PLACES[index % len(PLACES)]


def _check(data: bytes, name: str, line: str) -> None:
    found = read(data, name, unit=None, year=None)
    assert lost([line, *OWN], found) == []
    if not name.endswith(".txt"):
        # A figure that stands alone may be any cell where each has a line of its own.
        assert len(found.cells) == len(NEW.cells)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (as_docx, "报告.docx"),
        (as_text, "报告.txt"),
        (as_odt, "报告.odt"),
        (as_rtf, "报告.rtf"),
        (as_pdf, "报告.pdf"),
    ],
)
@pytest.mark.parametrize("index", range(len(KINDS)))
def test_a_line_is_taken_or_told(index: int, make: Callable[[bytes], bytes], name: str) -> None:
    line, place = _line(index)
    if make is as_pdf and KINDS[index] in PAGE_NUMBERS:
        place = "problems"
    _check(make(page({place: [line]})), name, line)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("each", [4, pytest.param(1, marks=pytest.mark.long)])
def test_a_line_of_an_old_document_is_taken_or_told(tmp_path: Path, each: int) -> None:
    lines = [_line(index) for index in range(0, len(KINDS), each)]
    for index, (line, place) in enumerate(lines):
        (tmp_path / f"{index:02}.docx").write_bytes(as_docx(page({place: [line]})))
    made = tmp_path / "made"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            str(made),
            *map(str, sorted(tmp_path.glob("*.docx"))),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    for index, (line, _) in enumerate(lines):
        _check((made / f"{index:02}.doc").read_bytes(), "报告.doc", line)
