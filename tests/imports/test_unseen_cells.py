"""No figure that nobody sees is read from a fourth set of strange cells, in every kind of file."""

import io
import re
import zipfile

import pytest
import unseen_cells as unseen
from drawn import report
from pages import NEW, figures
from test_seen_docx import KEY as WORD_KEY
from test_seen_docx import MARK, RUN, packed, parts
from test_seen_elsewhere import MADE
from test_seen_html import KEY as PAGE_KEY
from test_seen_html import page
from test_seen_xlsx import KEY as SHEET_KEY
from test_strange_cells import PDF_KEY, judge
from test_stranger_cells import workbook

from app.imports.formats import read

SHOWN = figures(NEW)[PDF_KEY]


def document(word: unseen.Word) -> bytes:
    files = parts()
    text = files["word/document.xml"]
    text = word.around(text, text.index(str(MARK)))
    text, count = RUN.subn(lambda _: word.content, text)
    assert count == 1
    files["word/styles.xml"] = files["word/styles.xml"].replace("</w:styles>", f"{unseen.STYLES}</w:styles>")
    if "word/numbering.xml" in files:
        files["word/numbering.xml"] = files["word/numbering.xml"].replace(
            "</w:numbering>", f"{unseen.NUMBERING}</w:numbering>"
        )
    return packed(files | {"word/document.xml": text})


def opened(kind: str, cell: unseen.Open) -> bytes:
    """Return a file of LibreOffice's with a strange cell in a figure's place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(MADE / f"report.{kind}") as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "content.xml":
                text = data.decode()
                mark = f">{SHOWN}</text:p>"
                assert text.count(mark) == 1
                text = cell.around(text, text.index(mark)).replace(mark, f">{cell.content}</text:p>")
                data = text.replace(
                    "</office:automatic-styles>", f"{cell.styles}</office:automatic-styles>", 1
                ).encode()
            new.writestr(name, data)
    return buffer.getvalue()


def rich(content: str) -> bytes:
    text = (MADE / "report.rtf").read_text(encoding="ascii")
    changed, count = re.subn(rf"(?<![0-9\\a-z]){SHOWN}(?=[^0-9])", lambda _: content, text)
    assert count == 1
    return changed.encode()


@pytest.mark.parametrize("content", unseen.HTML)
def test_of_a_page(content: str) -> None:
    judge(read(page(content), "报告.html", unit=None, year=None), PAGE_KEY, unseen.HTML[content])


@pytest.mark.parametrize("name", unseen.DOCX)
def test_of_a_document(name: str) -> None:
    found = read(document(unseen.DOCX[name]), "报告.docx", unit=None, year=None)
    judge(found, WORD_KEY, unseen.DOCX[name].seen)


@pytest.mark.parametrize("name", unseen.XLSX)
def test_of_a_workbook(name: str) -> None:
    book = unseen.XLSX[name]
    judge(read(workbook(book), "报告.xlsx", unit=None, year=None), SHEET_KEY, book.seen)


@pytest.mark.parametrize("name", unseen.PDF)
def test_of_a_pdf(name: str) -> None:
    draw, wanted = unseen.PDF[name]
    judge(read(report(PDF_KEY, draw), "年报.pdf", unit=None, year=None), PDF_KEY, wanted)


@pytest.mark.parametrize(
    ("kind", "name"), [("odt", name) for name in unseen.ODT] + [("ods", name) for name in unseen.ODS]
)
def test_of_libreoffice(kind: str, name: str) -> None:
    cell = (unseen.ODT if kind == "odt" else unseen.ODS)[name]
    judge(read(opened(kind, cell), f"年报.{kind}", unit=None, year=None), PDF_KEY, cell.seen)


@pytest.mark.parametrize("name", unseen.RTF)
def test_of_rich_text(name: str) -> None:
    content, wanted = unseen.RTF[name]
    judge(read(rich(content), "年报.rtf", unit=None, year=None), PDF_KEY, wanted)
