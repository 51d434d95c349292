"""Titles, headings, signatures and what stands around a published report."""

from pathlib import Path

import pytest
from pages import NEW, UNIT, YEAR, Page, figures

from app.imports import Imported, read


def _read(tmp_path: Path, html: str, encoding: str = "utf-8", suffix: str = "html") -> Imported:
    path = tmp_path / f"年报.{suffix}"
    path.write_bytes(html.encode(encoding))
    return read(path)


SECTIONS = {
    "preface": "封面与前言的内容。",
    "overview": "一的内容。",
    "problems": "五的内容。",
    "other": "六的内容。",
}


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("示例市水务局2024年政府信息公开工作年度报告", "示例市水务局", 2024),
        ("2024年示例市水务局政府信息公开工作年度报告", "示例市水务局", 2024),
        ("示例市水务局2024年度政府信息公开年度报告", "示例市水务局", 2024),
        ("示例市水务局关于2022年度政府信息公开情况的报告", "示例市水务局", 2022),
        ("示例市水务局政府信息公开工作年度报告（2024年）", "示例市水务局", 2024),
        ("示例市水务局政府信息公开工作年度报告（2024年度）", "示例市水务局", 2024),
        ("示例市水务局二〇二四年政府信息公开工作年度报告", "示例市水务局", 2024),
        ("示例市水务局</p><p>2024年政府信息公开工作年度报告", "示例市水务局", 2024),
        ("示例市水务局<br>2024年政府信息公开工作年度报告", "示例市水务局", 2024),
        ("示例市水务局2024年</p><p>政府信息公开工作年度报告", "示例市水务局", 2024),
        ("示例市水务局</p><p>关于2022年度政府信息公开情况的报告", "示例市水务局", 2022),
        ("示例市 水务局 2024 年政府信息公开工作年度报告", "示例市水务局", 2024),
    ],
)
def test_titles(tmp_path: Path, title: str, unit: str, year: int) -> None:
    report = _read(tmp_path, Page(NEW, title=f"<p>{title}</p>").html())
    assert (report.unit, report.year) == (unit, year)
    assert report.sections == SECTIONS
    assert report.lost == ()


def test_unit_and_year_given_overrule_the_title(tmp_path: Path) -> None:
    path = tmp_path / "年报.html"
    path.write_text(Page(NEW).html(), encoding="utf-8")
    report = read(path, unit="另一单位", year=2020)
    assert (report.unit, report.year, report.form) == ("另一单位", 2020, NEW)


def test_without_a_title_unit_and_year_come_from_elsewhere_or_are_asked_for(tmp_path: Path) -> None:
    report = _read(tmp_path, Page(NEW, title="").html())
    assert (report.unit, report.year) == ("", 0)
    assert [item.why for item in report.unread] == ["没有读到单位名称，请补填", "没有读到年度，请补填"]
    period = "<p>统计期限自2023年1月1日至2023年12月31日。</p>"
    signed = "<p>示例市水务局</p><p>2024年1月20日</p>"
    report = _read(tmp_path, Page(NEW, title=period, after=signed).html())
    assert (report.unit, report.year) == ("示例市水务局", 2023)


@pytest.mark.parametrize(
    "before",
    [
        "<p>发布机构：示例市水务局</p>",
        "<table><tr><td>索引号</td><td>0001</td><td>发布机构</td><td>示例市水务局</td></tr></table>",
        "",
    ],
)
def test_a_title_without_a_unit(tmp_path: Path, before: str) -> None:
    below = "" if before else "<p>现向社会公布示例市水务局2024年政府信息公开情况。</p>"
    title = f"<h1>2024年政府信息公开工作年度报告</h1>{below}"
    report = _read(tmp_path, Page(NEW, title=title, before=before).html())
    assert (report.unit, report.year) == ("示例市水务局", 2024)
    assert [(item.where, item.text) for item in report.lost] == [("标题", "示例市水务局")]


@pytest.mark.parametrize(
    "headings",
    [
        {"disputes": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"},
        {"problems": "五、政府信息公开工作存在的主要问题及改进情况"},
        {"problems": "五、存在的主要问题及整改措施"},
        {"problems": "五、存在问题及改进措施"},
        {"other": "六、需要报告的其他事项"},
        {"other": "六、其他需要报告的事项："},
        {"overview": "一、 总体情况", "other": "六．其他需要报告的事项"},
        {"overview": "总体情况", "problems": "存在的主要问题及改进情况", "other": "其他需要报告的事项"},
        {"disclosure": "一、主动公开政府信息情况", "applications": "二、收到和处理政府信息公开申请情况"},
        {"problems": "五、不足与打算"},
    ],
)
def test_headings(tmp_path: Path, headings: dict[str, str]) -> None:
    report = _read(tmp_path, Page(NEW, headings=headings).html())
    assert report.sections == SECTIONS
    assert report.lost == ()


def test_a_sub_heading_with_a_sections_words_is_no_section(tmp_path: Path) -> None:
    heading = "一、总体情况</p><p>（一）主动公开政府信息情况</p><p>做了工作。"
    report = _read(tmp_path, Page(NEW, headings={"overview": heading}).html())
    assert report.sections["overview"] == "（一）主动公开政府信息情况\n做了工作。\n一的内容。"


def test_other_headings_of_the_first_level_stay_in_the_text(tmp_path: Path) -> None:
    heading = "一、总体情况</p><p>一、加强领导</p><p>甲。</p><p>二、强化培训"
    report = _read(tmp_path, Page(NEW, headings={"overview": heading}).html())
    assert report.sections["overview"] == "一、加强领导\n甲。\n二、强化培训\n一的内容。"


def test_a_table_of_contents_is_no_text(tmp_path: Path) -> None:
    contents = "".join(f"<p>{section.heading}</p>" for section in NEW.sections if section.heading)
    title = f"<h1>{UNIT}{YEAR}年政府信息公开工作年度报告</h1>"
    report = _read(tmp_path, Page(NEW, title=f"{title}<p>目录</p>{contents}{title}").html())
    assert report.sections["overview"] == SECTIONS["overview"]
    assert report.sections["other"] == SECTIONS["other"]


METADATA = """<table><tr><td>索引号</td><td>000014349/2024-00001</td><td>分类</td><td>信息公开年报</td></tr>
<tr><td>发布机构</td><td>示例市水务局</td><td>发文日期</td><td>2025-01-20</td></tr><tr><td>文号</td><td></td></tr></table>"""
SHARE = "<div>字号：<a>大</a> <a>中</a> <a>小</a></div><div>浏览次数：123</div><div>【打印】【关闭】</div>"


@pytest.mark.parametrize(
    ("before", "below_title", "after"),
    [
        (METADATA, "", ""),
        ("<nav>首页 &gt; 政务公开 &gt; 年报</nav>", SHARE, ""),
        ("", "<p>发布日期：2025-01-20</p><p>来源：示例市水务局</p>", ""),
        ("", "", SHARE + "<p>上一篇：通知</p><p>下一篇：公告</p>"),
        (f"<p>标题：{UNIT}{YEAR}年政府信息公开工作年度报告</p>", "", "<p>扫一扫在手机打开当前页</p>"),
        ("<script>var a='一、总体情况';</script><style>p{}</style>", "<!-- 一、总体情况 -->", ""),
    ],
)
def test_what_a_site_adds_is_left_out(tmp_path: Path, before: str, below_title: str, after: str) -> None:
    page = Page(NEW, before=before, after=after)
    page.title += below_title
    report = _read(tmp_path, page.html())
    assert report.sections == SECTIONS
    assert dict(report.cells) == figures(NEW)
    assert report.lost == ()


@pytest.mark.parametrize(
    "after",
    [
        "<p>示例市水务局</p><p>2025年1月20日</p>",
        "<p>示例市水务局</p><p>2025年1月20日</p><p>示例市水务局</p><p>2025年1月20日</p>",
        "<p>　　　　示例市水务局&nbsp;</p><p>2025 年 1 月 20 日</p>" + SHARE,
    ],
)
def test_a_signature_is_no_part_of_the_last_text(tmp_path: Path, after: str) -> None:
    report = _read(tmp_path, Page(NEW, after=after).html())
    assert report.sections == SECTIONS
    assert report.signed_by == "示例市水务局"
    assert "".join(report.signed_on.split()) == "2025年1月20日"


def test_attachments_are_named_as_left_out(tmp_path: Path) -> None:
    report = _read(tmp_path, Page(NEW, after="<p>附件：示例市水务局年报.docx</p>").html())
    assert report.sections == SECTIONS
    assert ["附件" in item.why for item in report.unread] == [True]


def test_text_between_tables_is_named_as_left_out(tmp_path: Path) -> None:
    page = Page(
        NEW, headings={"disputes": "附注：本表不含下属单位。</p><p>四、政府信息公开行政复议、行政诉讼情况"}
    )
    report = _read(tmp_path, page.html())
    assert [item.text for item in report.unread] == ["附注：本表不含下属单位。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    report = _read(tmp_path, Page(NEW).html(), encoding)
    assert (report.unit, dict(report.cells), report.sections) == (UNIT, figures(NEW), SECTIONS)


def test_an_article_within_a_layout_table(tmp_path: Path) -> None:
    html = (
        Page(NEW)
        .html()
        .replace("<body>", "<body><table><tr><td>导航</td><td>")
        .replace("</body>", "</td></tr></table></body>")
    )
    report = _read(tmp_path, html)
    assert (report.unit, dict(report.cells), report.sections) == (UNIT, figures(NEW), SECTIONS)


def test_line_ends_in_the_source_are_no_blanks_in_chinese(tmp_path: Path) -> None:
    html = Page(NEW).html().replace("一的内容。", "一的\n   内容，with\nLatin words。")
    assert _read(tmp_path, html).sections["overview"] == "一的内容，with Latin words。"


def test_sentences_above_the_title_are_named_as_left_out(tmp_path: Path) -> None:
    report = _read(tmp_path, Page(NEW, before="<p>提要：本局全年工作情况良好。</p><p>打印</p>").html())
    assert report.sections == SECTIONS
    assert [item.text for item in report.lost] == ["提要：本局全年工作情况良好。"]
    assert [item.text for item in report.unread if item.harmless] == ["打印"]
