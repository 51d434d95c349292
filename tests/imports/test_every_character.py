"""Every character of a page is somewhere in what is read: in a part's text, the title, the signature or the unread."""

from collections.abc import Sequence
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import NEW, Page

from app.imports.formats import read
from app.imports.imported import Imported

TITLE = "甲县乙局2024年政府信息公开工作年度报告"
PLACES = (
    "above", "below title", "preface", "overview", "disclosure", "behind disclosure", "applications",
    "behind applications", "disputes", "behind disputes", "problems", "other", "below signature",
)  # fmt: skip
"""Where a line is put in: before the title, under a heading, behind a table, below the signature."""
KINDS = (
    "本机关第{n}号工作按期完成。", "第{n}号工作", "（{n}）第一项", "注：以上第{n}行为合计。", "发布日期：2025-01-{n}", "2025年1月{n}日",
    "【字体： 大 中 小】{n}", "打印本页", "首页 > 政务公开 > 第{n}栏", "附件：第{n}号.xlsx", "附件{n}", "责任编辑：甲{n}", "- {n} -", "第{n}页 共30页",
    "单位：件{n}", "{n}、主要做法", "一、第{n}项工作", "七、第{n}项", "甲县乙局{n}", "扫一扫在手机打开第{n}页", "上一篇：第{n}篇", TITLE, "{n}",
    "关于第{n}号文件的说明，" + "甲" * 80 + "乙。", "六、其他需要报告的事项：第{n}项", "五、存在的不足第{n}", "五、不足第{n}与打算", "<b>第{n}号</b>工作",
)  # fmt: skip
"""Lines that a report or its page may hold, or that look like one of its own; *n* makes each the only one."""


def squeezed(text: str) -> str:
    return "".join(text.split())


def page(lines: dict[str, list[str]]) -> bytes:
    def put(place: str) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in lines.get(place, ()))

    own = {
        section.key: section.heading + f"</p>{put(section.key)}<p>"
        for section in NEW.sections
        if section.heading
    }
    follows = {
        "applications": "behind disclosure",
        "disputes": "behind applications",
        "problems": "behind disputes",
    }
    headings = {
        key: f"</p>{put(follows[key])}<p>{text}" if key in follows else text for key, text in own.items()
    }
    title = f"{put('above')}<h1>{TITLE}</h1>{put('below title')}"
    signature = f"<p>甲县乙局</p><p>2025年1月20日</p>{put('below signature')}"
    whole = Page(NEW, title=title, headings=headings, after=signature).html()
    return whole.replace("<p>封面与前言的内容。</p>", f"<p>封面与前言的内容。</p>{put('preface')}").encode()


def kept(found: Imported) -> list[str]:
    """All texts that the import hands on."""
    texts = [found.title, found.signed_by, found.signed_on, *found.sections.values()]
    return [squeezed(text) for text in (*texts, *(item.text for item in found.unread))]


def lost(lines: Sequence[str], found: Imported) -> list[str]:
    """The lines of which no text that is handed on has all characters, apart from a heading of the form's own."""
    texts = kept(found)
    return [line for line in lines if not any(_without_heading(line) in text for text in texts)]


def _without_heading(line: str) -> str:
    """A heading worded as the form's is no text of its own: the part of the report stands for it."""
    text = squeezed(line)
    for section in NEW.sections:
        if section.heading and text.startswith(squeezed(section.heading)):
            return text.removeprefix(squeezed(section.heading)).removeprefix("：")
    return text


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_line_anywhere_is_taken_or_told(kind: str, place: str) -> None:
    line = kind.format(n=17)
    found = read(page({place: [line]}), "报告.html", unit=None, year=None)
    assert lost([line], found) == []
    assert lost(["封面与前言的内容。", "一的内容。", "五的内容。", "六的内容。"], found) == []
    assert len(found.cells) == len(NEW.cells)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(PLACES), st.lists(st.sampled_from(KINDS), max_size=4), max_size=8))
def test_lines_in_any_mixture_are_taken_or_told(chosen: dict[str, list[str]]) -> None:
    number = iter(range(10, 99))
    lines = {place: [kind.format(n=next(number)) for kind in kinds] for place, kinds in chosen.items()}
    found = read(page(lines), "报告.html", unit=None, year=None)
    assert lost([line for several in lines.values() for line in several], found) == []
    assert len(found.cells) == len(NEW.cells)
