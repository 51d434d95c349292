"""No figure that nobody sees is read from cells as offices have them, and their headings lead to the right sections."""

import pytest
from cells_from_offices import DOCX, HTML, XLSX
from cells_of_documents import document
from cells_of_workbooks import workbook
from cells_seen import judge_file
from pages import NEW, Page
from test_seen_docx import KEY as WORD_KEY
from test_seen_html import KEY as PAGE_KEY
from test_seen_html import page
from test_seen_xlsx import KEY as SHEET_KEY

from app.imports.formats import read


@pytest.mark.parametrize("content", HTML)
def test_of_a_page(content: str) -> None:
    judge_file(page(content), "html", PAGE_KEY, HTML[content])


@pytest.mark.parametrize("name", DOCX)
def test_of_a_document(name: str) -> None:
    judge_file(document(DOCX[name]), "docx", WORD_KEY, DOCX[name].seen)


@pytest.mark.parametrize("name", XLSX)
def test_of_a_workbook(name: str) -> None:
    judge_file(workbook(XLSX[name]), "xlsx", SHEET_KEY, XLSX[name].seen)


HEADINGS = {
    "in other words": (
        "一、2024年工作开展情况",
        "五、工作中存在的不足和下一步打算",
        "六、其他需要报告的事项",
    ),
    "numbered as in a list": ("1．概述", "5．存在问题及改进措施", "6．其他事项"),
}
TITLES = {
    "broken into lines": ("<h1>丙县庚镇人民政府<br>2024年度政府信息公开<br>年度报告</h1>", "丙县庚镇人民政府"),
    "with what a unit is also called": ("<p>关于丙县丁局（丙县辛局）2024年度政府信息公开情况的报告</p>", "丙县丁局（丙县辛局）"),
    "below a sites way": ("<p>您当前的位置：首页 &gt; 政务公开 &gt; 年度报告</p><p>【年报】丙县丁局2024年政府信息公开工作年度报告</p><p>分享到：</p>", "丙县丁局"),
    "in radicals": ("<p>丙县⼈⺠政府办公室2024年政府信息公开⼯作年度报告</p>", "丙县人民政府办公室"),
}  # fmt: skip


@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS)
def test_of_headings(headings: tuple[str, str, str]) -> None:
    keys = [section.key for section in NEW.sections if section.heading and not section.table]
    old = {section.key: section for section in NEW.sections}
    made = Page(NEW, headings=dict(zip(keys, headings, strict=True)))
    found = read(made.html().encode(), "年报.html", unit=None, year=None)
    assert {key: found.sections[key] for key in keys} == {key: f"{old[key].tab}的内容。" for key in keys}


@pytest.mark.parametrize(("title", "unit"), TITLES.values(), ids=TITLES)
def test_of_titles(title: str, unit: str) -> None:
    found = read(Page(NEW, title=title).html().encode(), "年报.html", unit=None, year=None)
    assert (found.unit, found.year) == (unit, 2024)


@pytest.mark.parametrize(
    "said",
    ["六、需要说明的其他事项。无", "六、其他应当说明的事项：没有需要说明的事项。", "六、其他情况　暂无"],
)
def test_of_a_heading_in_other_words_with_nothing_behind_it(said: str) -> None:
    *_, last = NEW.sections
    text = Page(NEW).html().replace(f"<p>{last.heading}</p>", f"<p>{said}</p>")
    text = text.replace(f"<p>{last.tab}的内容。</p>", "")
    found = read(text.encode(), "年报.html", unit=None, year=None)
    assert (
        found.sections["other"]
        == said[len("六、") :].replace("：", "。").replace("　", "。").partition("。")[2]
    )
    assert "六" not in found.sections["problems"]
