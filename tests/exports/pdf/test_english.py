"""English paragraphs are flush at both margins by the blanks between their words, and marked as English."""

import re
from itertools import pairwise

import pytest
from pdf_documents import of_blocks, text_of
from pdf_validators import failures

from app.exports.blocks import Paragraph
from app.exports.html import render as render_html
from app.exports.language import is_english
from app.exports.pages.composition import compose
from app.exports.pages.fonts import bundled
from app.exports.pages.metrics import BODY_SIZE, LEFT, WIDTH
from app.exports.pages.page import PlacedLine
from app.exports.pdf import render

ENGLISH = (
    "This report is prepared in accordance with the Regulations on the Disclosure of Government Information. "
    "It covers the period from January 1 to December 31, 2024, and consists of six parts. Anyone who has questions "
    "about it may write to the General Office of the Municipal Government or call the number that is given below."
)
CHINESE = "本报告由示例市人民政府办公室根据《中华人民共和国政府信息公开条例》编制，涉及 Web 栏目 42 个，PDF 文件 12 份。"


def lines(text: str) -> list[PlacedLine]:
    pages = compose(of_blocks(Paragraph(text)), bundled()).pages
    return [
        item
        for page in pages
        for marked in page.body
        for item in marked.items
        if isinstance(item, PlacedLine) and item.line.size == BODY_SIZE
    ]


def test_each_line_but_the_last_reaches_the_margin_and_no_letter_is_moved() -> None:
    found = lines(ENGLISH)
    assert len(found) > 4
    for placed in found[:-1]:
        line = placed.line
        shown = [number for number, glyph in enumerate(line.glyphs) if not glyph.character.isspace()]
        end = placed.left + line.places[shown[-1]] + line.glyphs[shown[-1]].drawn_width * line.size
        assert end == pytest.approx(LEFT + WIDTH, abs=0.5)
        for left, right in pairwise(shown):
            if right == left + 1:
                gap = line.places[right] - line.places[left] - line.glyphs[left].drawn_width * line.size
                assert gap == pytest.approx(0, abs=0.05), "letters of a word stand as the font has them"


def test_a_blank_between_words_is_hardly_wider_than_an_ideograph() -> None:
    widths = [
        placed.line.places[number + 1] - placed.line.places[number]
        for placed in lines(ENGLISH)[:-1]
        for number, glyph in enumerate(placed.line.glyphs[:-1])
        if glyph.character == " "
    ]
    assert len(widths) >= 5
    assert max(widths) < 1.25 * BODY_SIZE


def test_the_file_says_that_it_is_english_and_reads_the_same() -> None:
    data = render(of_blocks(Paragraph(ENGLISH), Paragraph(CHINESE)))
    assert re.findall(rb"/S /P [^>]*/Lang \(en\)", data)
    assert data.count(b"/Lang (en)") == 1
    assert failures(data) == []
    assert "".join(text_of(data).split()) == "".join((ENGLISH + CHINESE).split())


def test_the_web_page_says_it_too() -> None:
    page = render_html(of_blocks(Paragraph(ENGLISH), Paragraph(CHINESE))).decode()
    assert page.count('<p lang="en"') == 1
    assert page.count("</p>") == 2


@pytest.mark.parametrize(
    ("text", "english"),
    [
        (ENGLISH, True),
        (CHINESE, False),
        ("Tel: 0000-12345678", False),
        ("office@example.gov.cn", False),
        ("", False),
        ("2024 100% 12.5", False),
        ("The report of 示例市 is here and open to all.", True),
    ],
)
def test_what_is_english(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_telephone_numbers_stay_on_one_line() -> None:
    for blanks in range(12):
        text = "字" * (20 + blanks) + "联系电话：0000-12345678，传真：010-8888-7777。" + "文" * 40
        for placed in lines(text):
            assert placed.line.glyphs[-1].character != "-"
