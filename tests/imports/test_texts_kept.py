"""Titles, headings and page furniture in many wordings: what belongs to the report is sorted, nothing is lost."""

from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.imports.formats import read
from app.imports.imported import Imported
from app.imports.matching.titles import title_at
from app.unit_names import ordinary, unit_name

UNIT = "甲县乙局"
PREFACE = "本报告中所列数据的统计期限自2024年1月1日起至2024年12月31日止。"
OVERVIEW, PROBLEMS, OTHER = "甲段讲总体，共公开12条。", "乙段讲问题，共有两个方面。", "丙段讲其他，没有收费。"

TITLES: dict[tuple[str, ...], tuple[str, int]] = {
    ("甲县乙局2024年政府信息公开工作年度报告",): (UNIT, 2024),
    ("甲镇人民政府2019年信息公开年度报告",): ("甲镇人民政府", 2019),
    ("甲乡人民政府信息公开工作年度报告（2024年）",): ("甲乡人民政府", 2024),
    ("甲县政务公开办公室2024年政府信息公开工作年度报告",): ("甲县政务公开办公室", 2024),
    ("附件：甲县乙局2024年政府信息公开工作年度报告",): (UNIT, 2024),
    ("- 标题:甲县乙局2024年政府信息公开工作年度报告",): (UNIT, 2024),
    ("【年报】甲县乙局2024年政府信息公开工作年度报告",): (UNIT, 2024),
    ("甲市人民政府办公室", "2024年政府信息公开工作年度报告"): ("甲市人民政府办公室", 2024),
    ("甲市人民政府", "办公室2024年政府信息公开工作年度报告"): ("甲市人民政府办公室", 2024),
    ("甲县乙局2024", "年政府信息公开工作年度报告"): (UNIT, 2024),
    ("甲县乙局20", "24年政府信息公开工作年度报告"): (UNIT, 2024),
    ("2024年甲县乙局政府信息公开工作年度报告",): (UNIT, 2024),
    ("甲县乙局", "政府信息公开工作年度报告", "（2024年度）"): (UNIT, 2024),
    ("关于甲县乙局2024年度政府信息公开工作的报告",): (UNIT, 2024),
    ("甲县乙局年政府信息公开工作年度报告",): (UNIT, 0),
}
FIRST = (
    "一、总体情况", "一、工作概况", "一、工作概述", "1、总体情况", "1.总体情况", "一、政府信息公开工作总体情况", "一、2024年工作开展情况",
    "一、概述", "第一部分 总体情况", "一、基本情况", "一、主动作为，扎实推进公开", "总体情况", "工作概况", "一.总体情况",
)  # fmt: skip
PROBLEM_HEADINGS = (
    "五、存在的主要问题及改进情况",
    "五、存在的主要问题和改进措施",
    "5、存在的主要问题及改进情况",
)
OTHER_HEADINGS = ("六、其他需要报告的事项", "六、其他需要报告事项", "6、其他需要报告的事项")
ABOVE = ("微信", "甲市人民政府门户网", "无障碍阅读", "首页 > 政务公开 > 年报", "甲市人民政府")
BELOW_TITLE = ("微信", "微博", "【字体： 大 中 小】", "来自：甲县乙局 时间：2025-01-20", "2025-01-20", "朗读")
FOOTER = (
    "主办：甲县人民政府办公室", "网站标识码：3600000000", "某ICP备00000000号", "版权所有：甲县人民政府", "（此件公开发布）", "联系我们",
    "打印本页", "甲县融媒体中心", "附件：统计表.xlsx",
)  # fmt: skip


def page(*lines: str) -> bytes:
    return ("<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</body></html>").encode()


def found_in(*lines: str) -> Imported:
    return read(page(*lines), "报告.html", unit=None, year=None)


@pytest.mark.parametrize("lines", TITLES, ids=lambda lines: lines[0])
def test_a_title_tells_unit_and_year(lines: tuple[str, ...]) -> None:
    title = title_at([*lines, PREFACE], 0)
    assert title is not None
    assert (title.unit, title.year, title.lines) == (*TITLES[lines], len(lines))


def test_the_sites_name_above_a_whole_title_is_no_part_of_it() -> None:
    lines = ("甲市人民政府", "甲市乙局2024年政府信息公开工作年度报告")
    assert title_at(lines, 0) is None
    assert title_at(lines, 1) is not None


@pytest.mark.parametrize(
    ("line", "text"),
    [("六、其他需要报告的事项：无", "无"), ("六、其他需要报告的事项 无。", "无。"), ("六、其他需要报告的事项无", "无"),
     ("六、其他需要报告的事项。本机关没有收取信息处理费。", "本机关没有收取信息处理费。")],
)  # fmt: skip
def test_a_text_on_its_headings_line_is_kept(line: str, text: str) -> None:
    found = found_in(
        "甲县乙局2024年政府信息公开工作年度报告",
        PREFACE,
        FIRST[0],
        OVERVIEW,
        PROBLEM_HEADINGS[0],
        PROBLEMS,
        line,
    )
    assert found.sections["other"] == text


def test_a_part_that_is_missing_is_named() -> None:
    found = found_in(
        "甲县乙局2024年政府信息公开工作年度报告", PREFACE, FIRST[0], OVERVIEW, PROBLEM_HEADINGS[0], PROBLEMS
    )
    assert [item.where for item in found.unread if item.why == "没有找到这一部分"] == [
        "六、其他需要报告的事项"
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    title=st.sampled_from(sorted(TITLES)),
    first=st.sampled_from(FIRST),
    problems=st.sampled_from(PROBLEM_HEADINGS),
    other=st.sampled_from(OTHER_HEADINGS),
    above=st.lists(st.sampled_from(ABOVE), max_size=3),
    below=st.lists(st.sampled_from(BELOW_TITLE), max_size=3),
    signed=st.booleans(),
    footer=st.lists(st.sampled_from(FOOTER), max_size=6, unique=True),
)
def test_nothing_is_lost_however_a_report_is_worded(
    title: tuple[str, ...],
    first: str,
    problems: str,
    other: str,
    above: list[str],
    below: list[str],
    signed: bool,
    footer: list[str],
) -> None:
    unit, year = TITLES[title]
    signature = [unit, "2025年1月20日"] if signed else []
    lines = [*above, *title, *below, PREFACE, first, OVERVIEW, problems, PROBLEMS, other, OTHER, *signature]
    lines += footer if signed else []
    found = found_in(*lines)
    assert found.sections["preface"] == PREFACE
    assert found.sections["overview"] == OVERVIEW
    assert found.sections["problems"] == PROBLEMS
    assert found.sections["other"] == OTHER
    assert (found.unit, found.year or 2024) == (unit, year or 2024)
    assert (found.signed_by, found.signed_on) == ((unit, "2025年1月20日") if signed else ("", ""))
    told = " ".join(item.text for item in found.unread)
    for line in (*above, *below, *footer) if signed else (*above, *below):
        assert " ".join(line.split()) in told


def test_radicals_and_compatibility_forms_are_the_ordinary_characters() -> None:
    """As PDF made by browsers has them; punctuation stays as wide as it is."""
    assert ordinary("甲县⼈⺠政府⾏政许可，⽂件") == "甲县人民政府行政许可，文件"
    assert unit_name("甲县⼈⺠政府") == "甲县人民政府"
    found = found_in(
        "甲县⼄局2024年政府信息公开⼯作年度报告",
        PREFACE,
        "⼀、总体情况",
        OVERVIEW,
        PROBLEM_HEADINGS[0],
        "⽂字。",
    )
    assert found.unit == UNIT
    assert found.sections["overview"] == OVERVIEW
    assert found.sections["problems"] == "文字。"
