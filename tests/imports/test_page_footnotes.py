"""Footnotes at the foot of a printed page are told, and are no part of the section that goes on overleaf."""

import io

import pytest
from drawn import FONT, HEIGHT, font
from pages import NEW, UNIT, YEAR
from reportlab.pdfgen.canvas import Canvas

from app.imports.formats import read

_SIZE, _PITCH, _LEFT, _RIGHT = 12.0, 18.0, 60.0, 760.0
NOTE, FIRST, SECOND = "含修订2件。", "一是更新不够及时，需要", "继续改进。二是培训偏少。"


def _printed(*, rule: bool, size: float, mark: str, note: str = NOTE, gap: float = _PITCH) -> bytes:
    """Return a report without tables, whose section five begins above a note at the first page's foot."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(842.0, HEIGHT))
    canvas.setFont(font(), _SIZE)
    y = HEIGHT - 60
    problems = next(section for section in NEW.sections if section.key == "problems")
    for words in (
        f"{UNIT}{YEAR}年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开信息128条，办理完毕。",
        "全年网站发布96条，办理完毕。",
        problems.heading,
        FIRST,
    ):
        canvas.drawString(_LEFT, y, words)
        y -= _PITCH
    canvas.drawString(_RIGHT - 4, y + _PITCH, "。")
    y -= gap - _PITCH
    if rule:
        canvas.line(_LEFT, y + 0.9 * _SIZE, _LEFT + 144, y + 0.9 * _SIZE)
    canvas.setFont(FONT, 0.6 * size)
    canvas.drawString(_LEFT, y + 0.35 * size, mark)
    canvas.setFont(FONT, size)
    canvas.drawString(_LEFT + 0.5 * size, y, note)
    canvas.showPage()
    canvas.setFont(FONT, _SIZE)
    canvas.drawString(_LEFT, HEIGHT - 60, SECOND)
    canvas.drawString(_LEFT, HEIGHT - 60 - _PITCH, NEW.sections[-1].heading)
    canvas.drawString(_LEFT, HEIGHT - 60 - 2 * _PITCH, "没有。")
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        _printed(rule=True, size=9, mark="1"),
        _printed(rule=True, size=_SIZE, mark="1"),
        _printed(rule=False, size=9, mark="1"),
        _printed(rule=False, size=_SIZE, mark="1", gap=1.5 * _PITCH),
        _printed(rule=False, size=9, mark="①"),
    ],
    ids=["Word's", "as large as the text", "without a rule", "only apart", "a number in a circle"],
)
def test_a_note_is_told_and_not_read_into_the_section(data: bytes) -> None:
    found = read(data, "年报.pdf", unit=None, year=None)
    assert "".join(found.sections["problems"].split()) == FIRST + "。" + SECOND
    assert [(item.where, NOTE in item.text) for item in found.unread if item.where == "脚注"] == [
        ("脚注", True)
    ]


def test_a_line_of_the_text_that_begins_with_a_mark_stays() -> None:
    data = _printed(rule=False, size=_SIZE, mark="1", note="其中涉企的6件。")
    assert "其中涉企的6件。" in read(data, "年报.pdf", unit=None, year=None).sections["problems"]
