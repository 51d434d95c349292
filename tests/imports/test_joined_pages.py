"""A report over several pages of a PDF reads as one, whatever program printed it."""

import io

import pypdfium2
import pytest
from drawn import Cut, cut_report
from pages import NEW, UNIT, YEAR, figures

from app.exports.formats import render
from app.forms.grid import grid_of
from app.imports.formats import read
from app.imports.readers.pages.glyph_lines import GlyphLine
from app.imports.readers.pages.joined_pages import without_furniture
from app.report import Report, Unit

ROWS = grid_of(NEW.tables["applications"]).rows


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "open"])
@pytest.mark.parametrize("row", range(1, ROWS))
def test_a_table_may_be_cut_above_any_row(row: int, ruled: bool) -> None:
    found = read(cut_report(Cut(row, ruled)), "年报.pdf", unit=None, year=None)
    assert dict(found.cells) == figures(NEW)
    assert (found.unit, found.year, found.unread) == (UNIT, YEAR, ())


def test_pages_in_reverse_order_are_turned_round() -> None:
    sections = {
        "overview": "".join(f"第{n}项工作已经完成，" for n in range(250)),
        "problems": "".join(f"第{n}项不足有待改进，" for n in range(250)),
        "other": "无其他事项。",
    }
    report = Report(1, Unit(1, UNIT), YEAR, NEW, cells=figures(NEW), sections=sections)
    data = render(report, "pdf", draft=False)
    with pypdfium2.PdfDocument(data) as document, pypdfium2.PdfDocument.new() as turned:
        assert len(document) > 2
        turned.import_pages(document, list(range(len(document)))[::-1])
        buffer = io.BytesIO()
        turned.save(buffer)
    found = read(buffer.getvalue(), "年报.pdf", unit=None, year=None)
    assert dict(found.cells) == figures(NEW)
    assert dict(found.sections) == sections
    assert found.unread == ()


def _line(text: str, top: float) -> GlyphLine:
    return GlyphLine(text, 50, 500, top, top + 10, 10, 1)


@pytest.mark.parametrize(
    "text",
    [
        "11/27/26, 11:50 PM 某局2024年政府信息公开工作年度报告",
        "2025/1/20 11:50 年报",
        "2025/1/20 上午9:05",
        "file:///C:/Users/a/%E5%B9%B4%E6%8A%A5.html 1/7",
        "https://www.example.gov.cn/art/2025/1/20/art_1_2.html 3/7",
        "某局年报 https://www.example.gov.cn/a.html",
        "3/7",
        "第 3 页 共 7 页",
        "1 of 7 2025/1/20 11:50",
        "- 3 -",
    ],
)
def test_what_a_browser_prints_around_a_page_is_no_part_of_it(text: str) -> None:
    body = [_line("一、总体情况", 100), _line("公开12条。", 120)]
    assert without_furniture([[_line(text, 10), *body, _line(text, 800)]]) == [body]


@pytest.mark.parametrize("text", ["共收到申请3/7件。", "2025年1月20日", "网站12条，公众号9条。", "12"])
def test_a_line_of_the_report_stays(text: str) -> None:
    body = [_line("一、总体情况", 100), _line("公开12条。", 120)]
    kept = [*body, _line(text, 800)]
    assert without_furniture([kept]) == ([body] if text == "12" else [kept])
