"""No figure that nobody sees is read from a third set of strange cells, in documents, sheets, pages, prints and texts."""

import io
import re
import zipfile

import pytest
import stranger_cells as stranger
from drawn import report
from pages import NEW, figures
from test_seen_docx import KEY as WORD_KEY
from test_seen_docx import MARK, RUN, packed, parts
from test_seen_elsewhere import MADE
from test_seen_html import KEY as PAGE_KEY
from test_seen_html import page
from test_seen_xlsx import CELL, FILES
from test_seen_xlsx import KEY as SHEET_KEY
from test_strange_cells import PDF_KEY, judge

from app.imports.formats import read

SHOWN = figures(NEW)[PDF_KEY]


@pytest.mark.parametrize("content", stranger.HTML)
def test_of_a_page(content: str) -> None:
    judge(read(page(content), "报告.html", unit=None, year=None), PAGE_KEY, stranger.HTML[content])


@pytest.mark.parametrize("name", stranger.DOCX)
def test_of_a_document(name: str) -> None:
    word, files = stranger.DOCX[name], parts()
    text = files["word/document.xml"]
    text = word.around(text, text.index(str(MARK)))
    text, count = RUN.subn(lambda _: word.content, text)
    assert count == 1
    files["word/styles.xml"] = files["word/styles.xml"].replace(
        "</w:styles>", f"{stranger.STYLES}</w:styles>"
    )
    found = read(packed(files | {"word/document.xml": text}), "报告.docx", unit=None, year=None)
    judge(found, WORD_KEY, word.seen)


def _count(styles: str, name: str, item: str) -> int:
    inside = styles.split(f"<{name}")[1].split(f"</{name}>")[0] if f"</{name}>" in styles else ""
    return len(re.findall(rf"<{item}[ />]", inside))


def workbook(book: stranger.Book) -> bytes:
    """Return a workbook with a strange cell in a figure's place."""
    styles = FILES["xl/styles.xml"].decode()
    font = _count(styles, "fonts", "font") if book.font else 0
    fill = _count(styles, "fills", "fill") if book.fill else 0
    look, rule = _count(styles, "cellXfs", "xf"), _count(styles, "dxfs", "dxf")
    number = 994 if book.code else 0
    xf = f'<xf fontId="{font}" fillId="{fill}" numFmtId="{number}">{book.align}</xf>'
    code = book.code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    styles = styles.replace("</numFmts>", f'<numFmt numFmtId="994" formatCode="{code}"/></numFmts>')
    styles = styles.replace("</fonts>", f"{book.font}</fonts>").replace("</fills>", f"{book.fill}</fills>")
    styles = styles.replace("</cellXfs>", f"{xf}</cellXfs>")
    if book.dxf:
        styles = re.sub(r"<dxfs[^>]*/>", "", styles)
        styles = (
            styles.replace("</dxfs>", f"{book.dxf}</dxfs>")
            if "</dxfs>" in styles
            else styles.replace("</styleSheet>", f"<dxfs>{book.dxf}</dxfs></styleSheet>")
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in FILES.items():
            text = styles if name == "xl/styles.xml" else data.decode()
            if found := CELL.search(text):
                text = book.sheet(text, found["place"]).replace("DXF", str(rule))
                cell = book.cell.replace("STYLE", str(look)).replace("PLACE", found["place"])
                text = CELL.sub(lambda _, cell=cell: cell, text)  # type: ignore[misc]
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("name", stranger.XLSX)
def test_of_a_workbook(name: str) -> None:
    book = stranger.XLSX[name]
    judge(read(workbook(book), "报告.xlsx", unit=None, year=None), SHEET_KEY, book.seen)


@pytest.mark.parametrize("name", stranger.PDF)
def test_of_a_pdf(name: str) -> None:
    draw, wanted = stranger.PDF[name]
    judge(read(report(PDF_KEY, draw), "年报.pdf", unit=None, year=None), PDF_KEY, wanted)


@pytest.mark.parametrize("kind", ["csv", "txt", "rtf", "odt"])
@pytest.mark.parametrize("text", stranger.TEXTS)
def test_of_a_text(kind: str, text: str) -> None:
    wanted = stranger.TEXTS[text]
    if kind == "odt":
        buffer = io.BytesIO()
        with zipfile.ZipFile(MADE / "report.odt") as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "content.xml":
                    data = data.replace(f">{SHOWN}</text:p>".encode(), f">{text}</text:p>".encode())
                new.writestr(name, data)
        whole = buffer.getvalue()
    else:
        encoding = "ascii" if kind == "rtf" else "utf-8"
        old_text = (MADE / f"report.{kind}").read_text(encoding=encoding)
        if kind == "rtf":
            text = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)
        elif kind == "csv" and set(text) & set(',"'):
            text = '"' + text.replace('"', '""') + '"'
        changed, count = re.subn(rf"(?<![0-9\\a-z]){SHOWN}(?=[^0-9])", lambda _: text, old_text)
        assert count == 1
        whole = changed.encode()
    found = read(whole, f"年报.{kind}", unit=None, year=None)
    # Where a text has a cell to a line, one that is no figure leaves the whole table to the user.
    judge(found, PDF_KEY, f"{wanted} or blank" if kind == "txt" and found.unread else wanted)
