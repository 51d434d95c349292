"""Columns over the years: a group of columns for each year, the figure of each above it."""

from __future__ import annotations

from app.exports.chart_values import Row, TrendChart, figure_text
from app.exports.pages.chart_parts import (
    LEGEND_HEIGHT,
    LEGEND_SIZE,
    LINE,
    SIZE,
    TITLE_HEIGHT,
    ChartFrame,
    on_middle,
    place_legend,
    shade,
)
from app.exports.pages.fonts import FontSet
from app.exports.pages.page import Artifact, Fill, Page, PlacedLine, RuledLines
from app.exports.pages.spacing import single_line
from app.exports.pages.structure_tree import CellAttributes, Element

_TALLEST = 78.0
_WIDEST = 24.0
_ABOVE = 3.0
"""Of white between a column and its figure."""
_USED = 0.86
"""How much of a year's width its columns take."""


class TrendLayout(ChartFrame):
    """A chart's measures at one width. Raises MissingGlyphError."""

    def __init__(self, chart: TrendChart, fonts: FontSet, width: float) -> None:
        super().__init__(chart.name, fonts)
        self._chart, self._width = chart, width
        self._group = width / max(1, len(chart.rows))
        self._slot = self._group * _USED / max(1, len(chart.series))
        values = [value for row in chart.rows for value in row.values if value is not None]
        most = max([*values, 0])
        self._scale = _TALLEST / float(most) if most else 0.0
        widest = max((self._chain.width(figure_text(value)) for value in values), default=0.0)
        self._figure_size = min(LEGEND_SIZE, (self._slot - 2) / widest) if widest else LEGEND_SIZE
        self._label_sizes = [
            min(SIZE, (self._group - 2) / max(0.1, self._chain.width(row.label))) for row in chart.rows
        ]
        self._base = LEGEND_HEIGHT + LINE + _TALLEST
        self.height = TITLE_HEIGHT + self._base + LINE + 4

    def _place_table(self, page: Page, table: Element, left: float, top: float) -> None:
        place_legend(self._chart.series, self._chain, page, table, left, top)
        for number, row in enumerate(self._chart.rows):
            self._year(row, number, page, table, left + number * self._group, top - self._base)
        page.artifact(Artifact.LAYOUT).append(
            RuledLines([(left, top - self._base, left + self._width, top - self._base)], 0.5)
        )

    def _year(self, row: Row, number: int, page: Page, table: Element, left: float, base: float) -> None:
        element = table.add("TR")
        label = single_line(self._chain, row.label, self._label_sizes[number])
        items = page.tagged(element.add("TH", CellAttributes(1, 1, "Row")))
        middle = base - LINE / 2 - 2
        items.append(PlacedLine(label, left + (self._group - label.width) / 2, on_middle(middle)))
        start = left + self._group * (1 - _USED) / 2
        for at, value in enumerate(row.values):
            centre = start + (at + 0.5) * self._slot
            high, wide = float(value or 0) * self._scale, min(_WIDEST, self._slot - 2)
            if high:
                page.artifact(Artifact.LAYOUT).append(Fill(centre - wide / 2, base, wide, high, shade(at)))
            figure = single_line(self._chain, figure_text(value), self._figure_size)
            page.tagged(element.add("TD", CellAttributes(1, 1))).append(
                PlacedLine(figure, centre - figure.width / 2, base + high + _ABOVE)
            )
