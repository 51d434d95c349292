"""A chart's bars are as long as its figures say, and nothing in it has to be seen to be known."""

from decimal import Decimal
from itertools import pairwise

import pytest

from app.exports.charts import SHADES, BarChart, Row, height, place
from app.exports.pages.fonts import MissingGlyphError, bundled
from app.exports.pages.page import Artifact, Fill, Page, PlacedLine
from app.exports.pages.structure_tree import Element

CHART = BarChart(
    "新收申请的来源",
    "件",
    ("2025年", "2024年"),
    [Row("自然人", (1200, 300)), Row("法律服务机构", (0, None)), Row("科研机构", (Decimal("600"), 17))],
)


def placed(chart: BarChart, width: float = 440) -> tuple[Page, Element]:
    page, root = Page(0), Element("Document")
    assert place(chart, page, root, bundled(), 80, 700, width) == height(chart, bundled(), width)
    return page, root


def bars(page: Page) -> list[Fill]:
    fills = [item for marked in page.body for item in marked.items if isinstance(item, Fill)]
    return [fill for fill in fills if fill.height != fill.width]


def text(page: Page, element: Element) -> str:
    """What an element and all below it say, in the order of the page."""
    below = set(element.walk())
    return "".join(
        glyph.character
        for marked in page.body
        if marked.owner in below
        for item in marked.items
        if isinstance(item, PlacedLine)
        for glyph in item.line.glyphs
    )


def test_bars_are_as_long_as_the_figures_are_large() -> None:
    page, _ = placed(CHART)
    lengths = [bar.width for bar in bars(page)]
    assert len(lengths) == 4, "nothing and what was not stated have no bar"
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 1 / 4, 1 / 2, 17 / 1200])
    assert len({bar.left for bar in bars(page)}) == 1


def test_a_loss_goes_the_other_way() -> None:
    page, _ = placed(BarChart("增减", "件", ("增减",), [Row("自然人", (12,)), Row("其他", (-30,))]), 200)
    gain, loss = bars(page)
    assert loss.left + loss.width == pytest.approx(gain.left)
    assert loss.width / gain.width == pytest.approx(30 / 12)


@pytest.mark.parametrize("width", [120, 200, 440])
def test_everything_stays_within_its_width(width: float) -> None:
    page, _ = placed(CHART, width)
    items = [item for marked in page.body for item in marked.items]
    assert all(
        item.left >= 80 and item.left + item.width <= 80 + width for item in items if isinstance(item, Fill)
    )
    lines = [item for item in items if isinstance(item, PlacedLine)]
    assert all(line.left >= 79.9 and line.left + line.line.width <= 80.1 + width for line in lines)


def test_a_reader_of_the_structure_meets_a_table_with_all_figures() -> None:
    page, root = placed(CHART)
    heading, table = (kid for kid in root.kids if isinstance(kid, Element))
    assert (heading.tag, text(page, heading)) == ("H2", "新收申请的来源（件）")
    rows = [
        [text(page, cell) for cell in row.kids if isinstance(cell, Element)]
        for row in table.kids
        if isinstance(row, Element)
    ]
    assert rows == [
        ["", "2025年", "2024年"],
        ["自然人", "1200", "300"],
        ["法律服务机构", "0", "—"],
        ["科研机构", "600", "17"],
    ]
    assert {marked.owner for marked in page.body if any(isinstance(item, Fill) for item in marked.items)} == {
        Artifact.LAYOUT
    }


def test_the_words_say_what_the_bars_say() -> None:
    assert CHART.words() == (
        "新收申请的来源（件）：自然人，2025年 1200，2024年 300；法律服务机构，2025年 0，2024年 —；科研机构，2025年 600，2024年 17。"
    )


def test_shades_are_told_apart_from_the_paper_and_without_colour() -> None:
    shades = [_luminance(shade) for shade in SHADES]
    assert all(1.05 / (shade + 0.05) >= 3 for shade in shades)
    assert all(max(a, b) + 0.05 >= 1.8 * (min(a, b) + 0.05) for a, b in pairwise(shades))


def _luminance(colour: tuple[float, float, float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_nothing_at_all_is_no_fault_and_a_character_without_a_font_is_named() -> None:
    page, _ = placed(BarChart("申请", "件", ("2025年",), [Row("自然人", (None,)), Row("其他", (0,))]))
    assert bars(page) == []
    with pytest.raises(MissingGlyphError):
        placed(BarChart("申请", "件", ("2025年",), [Row("\U0001f600", (1,))]))
