"""Texts that can't be trusted are told, and texts with line breaks in their cells are read whole."""

import csv
import io
from base64 import b64decode

import docx
import pytest
from drawn import font
from pages import NEW, UNIT, YEAR, Page, figures
from reportlab.pdfgen.canvas import Canvas
from test_cells_line_by_line import _lines
from test_seen_elsewhere import MADE

from app.errors import UserError
from app.imports.formats import read
from app.imports.imported import Imported

_PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TITLE = f"{UNIT}{YEAR}年政府信息公开工作年度报告"


def _read(data: bytes, name: str) -> Imported:
    return read(data, name, unit=None, year=None)


def _told(found: Imported, words: str) -> bool:
    return any(words in item.why for item in found.unread)


def test_a_second_report_behind_the_first_is_told() -> None:
    page = Page(NEW).html()
    last_year = page.replace(str(YEAR), str(YEAR - 1))
    for second in (last_year, page):
        body = second.partition("<body>")[2].partition("</body>")[0]
        assert _told(_read(page.replace("</body>", f"{body}</body>").encode(), "年报.html"), "另一份报告")


@pytest.mark.parametrize("times", [1, 2])
def test_a_title_below_a_table_of_contents_or_a_link_to_last_year_is_no_second_report(times: int) -> None:
    contents = "".join(f"<p>{section.heading}</p>" for section in NEW.sections)
    before = f"<h1>{TITLE}</h1>{contents}" * (times - 1)
    after = f"<p>上一篇：</p><p>{TITLE.replace(str(YEAR), str(YEAR - 1))}</p>"
    found = _read(Page(NEW, before=before, after=after).html().encode(), "年报.html")
    assert not _told(found, "另一份报告")


def test_a_character_of_a_text_that_is_damaged_is_told() -> None:
    text = Page(NEW).html().encode()
    word = "一的内容".encode()
    assert not _told(_read(text, "年报.html"), "认不出")
    found = _read(text.replace(word, word[:2] + word[3:], 1), "年报.html")
    assert [item.where for item in found.unread if "认不出" in item.why] == ["一、总体情况"]


def test_the_unicode_text_of_excel_with_line_breaks_in_its_heads_is_read() -> None:
    text = (MADE / "report.csv").read_text(encoding="utf-8-sig")
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\r\n")
    for row in csv.reader(io.StringIO(text)):
        writer.writerow([cell.replace("商业", "商业\n").replace("科研", "科研\n") for cell in row])
    found = _read(buffer.getvalue().encode("utf-16"), "年报.txt")
    assert '"商业\n' in buffer.getvalue()
    assert found.cells == _read(text.encode(), "年报.csv").cells == figures(NEW)


def _before(lines: list[str], label: str, other: list[str]) -> str:
    place = next(index for index, line in enumerate(lines) if label in line)
    return "\n".join([*lines[:place], *other, *lines[place:]])


def test_a_row_whose_next_line_is_a_bare_number_of_a_group_is_read() -> None:
    found = _read(_before(_lines(), "1.属于国家秘密", ["（三）", "不予公开"]).encode(), "年报.txt")
    wanted = {key: value for key, value in figures(NEW).items() if key.startswith("applications.")}
    assert found.cells == wanted


def test_a_row_with_too_many_lines_has_its_cells_named() -> None:
    found = _read(_before(_lines(), "1.属于国家秘密", ["7"]).encode(), "年报.txt")
    lost = {key for key in NEW.cells if key.startswith("applications.partly_granted.")}
    assert not lost.intersection(found.cells)
    assert lost <= {key for item in found.unread for key in item.cells}


def test_a_document_of_pictures_is_refused_as_such() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(_PICTURE))
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(UserError, match="图片或扫描"):
        _read(buffer.getvalue(), "年报.docx")


def test_a_print_with_scanned_pages_is_refused_as_such() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont(font(), 12)
    canvas.drawString(60, 700, "封面")
    canvas.showPage()
    canvas.rect(50, 50, 400, 600, fill=1)
    canvas.save()
    with pytest.raises(UserError, match="图片或扫描"):
        _read(buffer.getvalue(), "年报.pdf")
