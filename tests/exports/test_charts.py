"""A chart's bars are as long as its figures say, and nothing in it has to be seen to be known."""

from decimal import Decimal
from itertools import pairwise

import pytest

from app.exports.chart_values import BarChart, Chart, Row, StackedChart, TrendChart
from app.exports.pages.chart_layout import chart_layout
from app.exports.pages.chart_parts import SHADES
from app.exports.pages.fonts import MissingGlyphError, bundled
from app.exports.pages.page import Artifact, Fill, Page, PlacedLine
from app.exports.pages.structure_tree import Element

CHART = BarChart(
    "新收申请的来源",
    "件",
    ("2025年", "2024年"),
    [Row("自然人", (1200, 300)), Row("法律服务机构", (0, None)), Row("科研机构", (Decimal("600"), 17))],
)


def placed(chart: Chart, width: float = 440) -> tuple[Page, Element]:
    page, root = Page(0), Element("Document")
    layout = chart_layout(chart, bundled(), width)
    layout.place(page, root, 80, 700)
    lowest = [
        item.baseline if isinstance(item, PlacedLine) else item.bottom
        for marked in page.body
        for item in marked.items
        if isinstance(item, PlacedLine | Fill)
    ]
    assert min(lowest) >= 700 - layout.height
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


STACKED = StackedChart(
    "办理结果",
    "件",
    ("予以公开", "不予公开", "其他处理"),
    [Row("2025年", (30, 10, 0)), Row("2024年", (5, None, 15)), Row("2023年", (None, None, None))],
)


def test_the_parts_of_a_stacked_bar_follow_each_other_and_are_as_long_as_their_figures() -> None:
    page, _ = placed(STACKED)
    first, second, third, fourth = bars(page)
    per_one = (second.left - first.left) / 30
    assert third.left == first.left, "each row begins at the same place"
    assert fourth.left - third.left == pytest.approx(5 * per_one)
    assert second.left + second.width - first.left == pytest.approx(40 * per_one, rel=0.01)
    assert len({first.colour, second.colour, fourth.colour}) == 3, "the colour is that of the series"
    assert first.colour == third.colour


def test_a_stacked_chart_is_a_table_with_the_whole_of_each_row() -> None:
    page, root = placed(STACKED)
    _, table = (kid for kid in root.kids if isinstance(kid, Element))
    rows = [
        [text(page, cell) for cell in row.kids if isinstance(cell, Element)]
        for row in table.kids
        if isinstance(row, Element)
    ]
    assert rows == [
        ["", "予以公开", "不予公开", "其他处理", "合计"],
        ["2025年", "30", "10", "0", "40"],
        ["2024年", "5", "—", "15", "20"],
        ["2023年", "—", "—", "—", "—"],
    ]


def test_columns_of_a_trend_are_as_high_as_the_figures_and_stand_on_one_line() -> None:
    years = [Row(f"{year}年", (year - 2019, 0, None)) for year in range(2020, 2026)]
    page, root = placed(TrendChart("历年申请", "件", ("新收", "办结", "结转"), years))
    columns = bars(page)
    assert len({column.bottom for column in columns}) == 1
    assert [column.height / columns[0].height for column in columns] == pytest.approx(range(1, 7))
    assert all(a.left + a.width < b.left for a, b in pairwise(columns))
    told = [text(page, part) for part in root.walk() if part.tag in ("TH", "TD")]
    assert told[4:8] == ["2020年", "1", "0", "—"]


def test_a_bare_row_has_its_figures_and_leaves_the_scale_alone() -> None:
    page, _ = placed(
        BarChart("构成", "件", ("2025年",), [Row("财政局", (10,)), Row("其他", (9000,), bare=True)])
    )
    assert len(bars(page)) == 1
    assert bars(page)[0].width > 200


@pytest.mark.parametrize(
    "chart", [STACKED, TrendChart("a", "件", ("b",), [Row("2025年", (999_999_999,))] * 6)]
)
@pytest.mark.parametrize("width", [200, 440])
def test_the_other_kinds_stay_within_their_width(chart: Chart, width: float) -> None:
    page, _ = placed(chart, width)
    items = [item for marked in page.body for item in marked.items]
    assert all(item.left + item.width <= 80.1 + width for item in items if isinstance(item, Fill))
    lines = [item for item in items if isinstance(item, PlacedLine)]
    assert all(line.left >= 79.9 and line.left + line.line.width <= 80.1 + width for line in lines)
