"""No figure that nobody sees is read from cells as strange programs and people leave them."""

import io
import re
import zipfile

import pytest
import strange_cells as strange
from drawn import report
from test_seen_docx import KEY as WORD_KEY
from test_seen_docx import document
from test_seen_html import KEY as PAGE_KEY
from test_seen_html import page
from test_seen_xlsx import CELL, FILES
from test_seen_xlsx import KEY as SHEET_KEY

from app.errors import UserError
from app.imports.formats import read
from app.imports.imported import Imported

PDF_KEY = "applications.new.natural_person"


def judge(found: Imported, key: str, wanted: str) -> None:
    """Compare what was read of a cell with what is seen there."""
    value = found.as_json()["cells"].get(key)
    told = value is None and any(key in item.cells for item in found.unread)
    allowed = wanted.split(" or ")
    got = "told" if told else "blank" if value is None else str(value)
    assert got in allowed, (got, [item.why for item in found.unread])


@pytest.mark.parametrize("content", strange.HTML)
def test_of_a_page(content: str) -> None:
    judge(read(page(content), "报告.html", unit=None, year=None), PAGE_KEY, strange.HTML[content])


@pytest.mark.parametrize("name", strange.DOCX)
def test_of_a_document(name: str) -> None:
    content, wanted = strange.DOCX[name]
    judge(read(document(content), "报告.docx", unit=None, year=None), WORD_KEY, wanted)


def _styled(styles: str) -> tuple[str, int]:
    """Return the style sheet with the strange looks, and the number of the first of them."""
    fonts = len(re.findall(r"<font>|<font/>", styles.split("<fonts")[1].split("</fonts>")[0]))
    fills = len(re.findall(r"<fill>", styles.split("<fills")[1].split("</fills>")[0]))
    first = len(re.findall(r"<xf ", styles.split("<cellXfs")[1].split("</cellXfs>")[0]))
    looks = "".join(strange.XLSX_LOOKS)
    for index in range(len(strange.XLSX_FONTS)):
        looks = looks.replace(f"FONT{index}", str(fonts + index))
    for index in range(len(strange.XLSX_FILLS)):
        looks = looks.replace(f"FILL{index}", str(fills + index))
    codes = "".join(
        f'<numFmt numFmtId="{key}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for key, code in strange.XLSX_FORMATS.items()
    )
    styles = styles.replace("</numFmts>", f"{codes}</numFmts>").replace("</cellXfs>", f"{looks}</cellXfs>")
    styles = styles.replace("</fonts>", "".join(strange.XLSX_FONTS) + "</fonts>")
    return styles.replace("</fills>", "".join(strange.XLSX_FILLS) + "</fills>"), first


def workbook(content: str) -> bytes:
    """Return a workbook with a strange cell in a figure's place."""
    styles, first = _styled(FILES["xl/styles.xml"].decode())
    if content.isupper():
        look = first + int(getattr(strange, content))
        content = (
            strange.inline("12").replace("<c ", f'<c s="{look}" ') if content in ("TEXT", "QUOTED") else ""
        )
        content = content or strange.number("12", look)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in FILES.items():
            text = styles if name == "xl/styles.xml" else data.decode()
            text = CELL.sub(lambda match: content.replace("PLACE", match["place"]), text)
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("name", strange.XLSX)
def test_of_a_workbook(name: str) -> None:
    content, wanted = strange.XLSX[name]
    try:
        found = read(workbook(content), "报告.xlsx", unit=None, year=None)
    except UserError:
        assert "wrong file" in wanted
        return
    judge(found, SHEET_KEY, wanted)


@pytest.mark.parametrize("name", strange.PDF)
def test_of_a_pdf(name: str) -> None:
    draw, wanted = strange.PDF[name]
    judge(read(report(PDF_KEY, draw), "年报.pdf", unit=None, year=None), PDF_KEY, wanted)
