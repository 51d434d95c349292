"""Bar charts drawn with the page's own primitives: bars are decoration, labels and figures a table that can be read aloud.

Every figure stands beside its bar, and bars of different series differ in lightness: nothing depends on a colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.exports.chart_values import BarChart, figure_text
from app.exports.pages.chart_parts import (
    BESIDE,
    LEGEND_HEIGHT,
    LINE,
    SIZE,
    TITLE_HEIGHT,
    ChartFrame,
    LabelledRows,
    on_middle,
    place_legend,
    shade,
)
from app.exports.pages.fonts import FontSet
from app.exports.pages.page import Artifact, Fill, Page, PlacedLine, RuledLines
from app.exports.pages.spacing import SetLine, single_line
from app.exports.pages.structure_tree import CellAttributes, Element
from app.values import Value

_BAR, _BETWEEN_BARS, _BETWEEN_ROWS = 8.0, 2.5, 8.0
_WIDEST_LABEL = 0.38


class BarLayout(ChartFrame):
    """A chart's measures at one width. Raises MissingGlyphError."""

    def __init__(self, chart: BarChart, fonts: FontSet, width: float) -> None:
        super().__init__(chart.name, fonts)
        self._chart = chart
        self._labels = LabelledRows(chart.rows, self._chain, _WIDEST_LABEL * width)
        values = [value for row in chart.rows for value in row.values if value is not None and not row.bare]
        low, high = min([*values, 0]), max([*values, 0])
        figures = [self._figure(value).width for row in chart.rows for value in row.values]
        beside = max(figures, default=0.0) + 2 * BESIDE
        room = width - self._labels.width - BESIDE - beside - (beside if low < 0 else 0.0)
        self._scale = room / float(high - low) if high > low else 0.0
        self._zero = (beside if low < 0 else 0.0) - float(low) * self._scale
        self._bars = len(chart.series) * (_BAR + _BETWEEN_BARS) - _BETWEEN_BARS
        rows = sum(map(self._row_height, self._labels.lines))
        self.height = TITLE_HEIGHT + LEGEND_HEIGHT + rows

    def _figure(self, value: Value | None) -> SetLine:
        return single_line(self._chain, figure_text(value), SIZE)

    def _row_height(self, lines: Sequence[SetLine]) -> float:
        """How high a row is with the blank below it."""
        return max(self._bars, len(lines) * LINE) + _BETWEEN_ROWS

    def _place_table(self, page: Page, table: Element, left: float, top: float) -> None:
        place_legend(self._chart.series, self._chain, page, table, left, top)
        down = LEGEND_HEIGHT
        axis = left + self._labels.width + BESIDE + self._zero
        for number, lines in enumerate(self._labels.lines):
            self._row(number, page, table, left, top - down)
            down += self._row_height(lines)
        items = page.artifact(Artifact.LAYOUT)
        ends = (axis, top - LEGEND_HEIGHT + 1, axis, top - down + _BETWEEN_ROWS - 1)
        items.append(RuledLines([ends], 0.5))

    def _row(self, number: int, page: Page, table: Element, left: float, top: float) -> None:
        element, row, lines = table.add("TR"), self._chart.rows[number], self._labels.lines[number]
        tall = self._row_height(lines) - _BETWEEN_ROWS
        self._labels.place(number, page, element, left, top - (tall - len(lines) * LINE) / 2)
        axis = left + self._labels.width + BESIDE + self._zero
        down = (tall - self._bars) / 2
        for at, value in enumerate(row.values):
            bottom = top - down - _BAR
            long = 0.0 if row.bare else float(value or 0) * self._scale
            if long:
                page.artifact(Artifact.LAYOUT).append(
                    Fill(axis + min(long, 0), bottom, abs(long), _BAR, shade(at))
                )
            figure = self._figure(value)
            start = axis + long + BESIDE if long >= 0 else axis + long - BESIDE - figure.width
            page.tagged(element.add("TD", CellAttributes(1, 1))).append(
                PlacedLine(figure, start, on_middle(bottom + _BAR / 2))
            )
            down += _BAR + _BETWEEN_BARS
