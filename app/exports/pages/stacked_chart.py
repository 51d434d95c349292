"""Stacked bars: what each row is made up of, the parts in the order of the columns below, where their figures stand."""

from __future__ import annotations

from collections.abc import Sequence

from app.exports.chart_values import Row, StackedChart, figure_text
from app.exports.pages.chart_parts import (
    BESIDE,
    LEGEND_SIZE,
    LINE,
    SIZE,
    SWATCH,
    TITLE_HEIGHT,
    ChartFrame,
    LabelledRows,
    on_middle,
    place_swatch,
    shade,
)
from app.exports.pages.fonts import FontSet
from app.exports.pages.page import Artifact, Fill, Page, PlacedLine, RuledLines
from app.exports.pages.paragraph import Text
from app.exports.pages.spacing import SetLine, single_line
from app.exports.pages.structure_tree import CellAttributes, Element
from app.values import Value

_BAR, _BETWEEN_ROWS = 10.0, 7.0
_WIDEST_LABEL = 0.24
_GAP = 0.8
"""Of white between two parts."""
_WHOLE = "合计"
_HEAD_LINE = 1.2 * LEGEND_SIZE


class StackedLayout(ChartFrame):
    """A chart's measures at one width. Raises MissingGlyphError."""

    def __init__(self, chart: StackedChart, fonts: FontSet, width: float) -> None:
        super().__init__(chart.name, fonts)
        self._chart = chart
        self._labels = LabelledRows(chart.rows, self._chain, _WIDEST_LABEL * width)
        self._room = width - self._labels.width - BESIDE
        heads = [*chart.series, _WHOLE]
        self._column = self._room / len(heads)
        self._heads = [
            Text([(self._chain, name)], LEGEND_SIZE).lines(self._column - 2, flush=False) for name in heads
        ]
        self._head_height = SWATCH + 4 + max(map(len, self._heads)) * _HEAD_LINE + 4
        most = max((_whole(row) or 0 for row in chart.rows), default=0)
        self._scale = self._room / float(most) if most else 0.0
        self.height = TITLE_HEIGHT + self._head_height + sum(map(self._row_height, self._labels.lines))

    def _row_height(self, lines: Sequence[SetLine]) -> float:
        return max(_BAR + LINE, len(lines) * LINE) + _BETWEEN_ROWS

    def _place_table(self, page: Page, table: Element, left: float, top: float) -> None:
        inner = left + self._labels.width + BESIDE
        self._place_heads(page, table, inner, top)
        down = self._head_height
        for number, lines in enumerate(self._labels.lines):
            self._row(number, page, table, left, top - down)
            down += self._row_height(lines)
        items = page.artifact(Artifact.LAYOUT)
        above = top - self._head_height + 2
        items.append(RuledLines([(left, above, inner + self._room, above)], 0.5))

    def _place_heads(self, page: Page, table: Element, inner: float, top: float) -> None:
        row = table.add("TR")
        row.add("TD", CellAttributes(1, 1))
        for number, lines in enumerate(self._heads):
            left = inner + number * self._column
            if number < len(self._chart.series):
                place_swatch(page, number, left, top)
            items = page.tagged(row.add("TH", CellAttributes(1, 1, "Column")))
            for at, line in enumerate(lines):
                down = SWATCH + 4 + LEGEND_SIZE + at * _HEAD_LINE
                items.append(PlacedLine(line, left, top - down))

    def _row(self, number: int, page: Page, table: Element, left: float, top: float) -> None:
        element, row = table.add("TR"), self._chart.rows[number]
        self._labels.place(number, page, element, left, top)
        inner = left + self._labels.width + BESIDE
        self._bar(row, page, inner, top)
        middle = top - _BAR - LINE / 2 - 1
        for at, value in enumerate([*row.values, _whole(row)]):
            figure = single_line(self._chain, figure_text(value), SIZE)
            page.tagged(element.add("TD", CellAttributes(1, 1))).append(
                PlacedLine(figure, inner + at * self._column, on_middle(middle))
            )

    def _bar(self, row: Row, page: Page, left: float, top: float) -> None:
        for number, value in enumerate(row.values):
            long = float(value or 0) * self._scale
            if long:
                page.artifact(Artifact.LAYOUT).append(
                    Fill(left, top - _BAR, max(long - _GAP, long / 2), _BAR, shade(number))
                )
                left += long


def _whole(row: Row) -> Value | None:
    known = [value for value in row.values if value is not None]
    return sum(known) if known else None
