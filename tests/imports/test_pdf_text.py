"""Lines of a page go together to the paragraphs they were set from."""

import pytest

from app.imports.readers.pages.glyph_lines import GlyphLine
from app.imports.readers.pages.glyph_paragraphs import margins_of, paragraphs

FULL = "某项工作按照要求稳步推进并取得了预期的成效有关情况已经向社会公布同时接受监督"
"""A line from margin to margin."""


def _lines(*texts: str, indent: bool = False, gap: float = 18.0) -> list[GlyphLine]:
    """Lines of characters 12 wide, 18 apart; ``>`` before a text: *gap* above it, and an indent where that is so."""
    lines: list[GlyphLine] = []
    base = 0.0
    for text in texts:
        begins = text.startswith(">")
        text = text.lstrip(">")
        text = text[2:] if indent and begins else text
        base += gap if begins else 18.0
        left = 50.0 + (24.0 if indent and begins else 0.0)
        width = sum(12 if character > "\u2e7f" else 6.6 for character in text)
        lines.append(GlyphLine(text, left, left + width, base - 12, base, 12.0, 1))
    return lines


def _joined(lines: list[GlyphLine]) -> list[str]:
    return [text for text, _ in paragraphs(lines, margins_of(lines))]


BODY = (f">{FULL}", FULL, FULL, "结束。", f">{FULL}", FULL, FULL, "完毕。")


@pytest.mark.parametrize("indent", [True, False])
def test_a_line_that_reaches_the_margin_goes_on(indent: bool) -> None:
    lines = _lines(*BODY, indent=indent)
    assert len(_joined(lines)) == 2


@pytest.mark.parametrize("head", ["二、主动公开政府信息情况", "（二）依申请公开情况"])
def test_a_heading_begins_anew_though_the_line_above_is_full(head: str) -> None:
    lines = _lines(*BODY, f">{FULL[:-1]}。", f">{head}", ">甲段文字。")
    assert _joined(lines)[-2:] == [head, "甲段文字。"]


@pytest.mark.parametrize("gap", [22, 30])
def test_space_above_a_line_begins_a_paragraph(gap: float) -> None:
    lines = _lines(*BODY, f">{FULL[:-1]}。", f">{FULL}", gap=gap)
    assert _joined(lines)[-2:] == [f"{FULL[:-1]}。", FULL]


def test_larger_leading_within_one_paragraph_does_not_tear_it() -> None:
    lines = _lines(*BODY, f">{FULL}", f">{FULL}", ">完。", gap=30)
    assert _joined(lines)[-1] == f"{FULL}{FULL}完。"


def test_a_line_with_room_for_the_next_word_ends_its_paragraph() -> None:
    """Nothing else tells paragraphs without indent and space from each other."""
    lines = _lines(*BODY, f">{FULL[:-3]}。", f">{FULL}")
    assert _joined(lines)[-2:] == [f"{FULL[:-3]}。", FULL]
    lines = _lines(*BODY, f">{FULL[:-1]}。", FULL)
    assert _joined(lines)[-1] == f"{FULL[:-1]}。{FULL}"


def test_a_figure_that_no_printer_breaks_leaves_the_line_above_short() -> None:
    lines = _lines(*BODY, f">{FULL[:-3]}占", "19.6%；其他处理。")
    assert _joined(lines)[-1] == f"{FULL[:-3]}占19.6%；其他处理。"
