"""Headings are found by the numbering that official documents use; no word of the text is lost or moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text_outline import BLANKS, outline

TEXTS = st.lists(
    st.sampled_from(["一、", "（一）", "(二)", "1.", "１．", "2、", "（3）", "2024", "年", "主动公开", "。", "，", "\n", "\r\n", " ", "\u3000", "示例"]),
    max_size=20,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、总体情况", 1), ("十一、其他", 1), ("（一）主动公开", 2), ("(十二)主动公开", 2), ("1.网站", 3), ("12．网站", 3), ("１、网站", 3),
        ("（1）网站", 4), ("(１２)网站", 4), ("（二）依申请公开情况。", 2),
    ],
)  # fmt: skip
def test_a_short_numbered_line_is_a_heading(text: str, level: int) -> None:
    (line,) = outline(text)
    assert (line.level, line.lead, line.rest, line.is_heading) == (level, text, "", True)


@pytest.mark.parametrize(
    "text",
    ["主动公开", "1.5亿元", "１．５亿元", "2024、2025两年", "一是加强学习", "（甲）某项", "一 、总体", "", "、总体情况", "（）总体情况"],
)  # fmt: skip
def test_what_is_not_numbered_is_plain_text(text: str) -> None:
    assert [(line.level, line.lead, line.rest) for line in outline(text)] == ([(0, "", text)] if text else [])


def test_a_heading_may_run_into_its_paragraph() -> None:
    (line,) = outline("（二）依申请公开情况。全年新收申请若干件，均按时答复。")
    assert (line.level, line.lead, line.rest) == (
        2,
        "（二）依申请公开情况。",
        "全年新收申请若干件，均按时答复。",
    )
    assert not line.is_heading


@pytest.mark.parametrize(
    "text",
    [
        "1.完善信息发布审核制度，定期清理历史文件；",
        "1.完善信息发布审核制度，定期清理历史文件，对网站栏目作了调整，并明确专人负责日常的维护工作。",
        "（一）" + "很长" * 30,
    ],
)
def test_a_numbered_sentence_is_no_heading(text: str) -> None:
    (line,) = outline(text)
    assert not line.is_heading
    assert line.lead == ""
    assert line.rest == text
    assert line.level > 0


def test_blank_lines_and_blanks_around_a_paragraph_are_no_part_of_it() -> None:
    text = "\n\u3000\u3000第一段 \r\n\n \u00a0\t\n第二段\n"
    lines = outline(text)
    assert [line.text for line in lines] == ["第一段", "第二段"]
    assert [text[line.start :][: len(line.text)] for line in lines] == ["第一段", "第二段"]


def test_a_blank_within_a_paragraph_stays() -> None:
    assert [line.text for line in outline("一 二\u3000三")] == ["一 二\u3000三"]


@given(TEXTS | st.text(max_size=60))
def test_no_word_is_lost_or_moved(text: str) -> None:
    lines = outline(text)
    assert [line.text for line in lines] == [
        paragraph.strip(BLANKS + "\r") for paragraph in text.split("\n") if paragraph.strip(BLANKS + "\r")
    ]
    for line in lines:
        assert text[line.start : line.start + len(line.text)] == line.text
        assert line.text == line.lead + line.rest
        assert line.is_heading == (line.level > 0 and not line.rest)
        assert line.lead == "" or line.level > 0
    starts = [line.start for line in lines]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize("typed", ["今", "今年收到申请", "今年收到申请60件，办结58件，其余"])
def test_what_is_typed_behind_the_full_stop_of_a_heading_is_no_heading(typed: str) -> None:
    (line,) = outline(f"（二）依申请公开。{typed}")
    assert (line.lead, line.rest) == ("（二）依申请公开。", typed)
