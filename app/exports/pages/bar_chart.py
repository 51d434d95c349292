"""Bar charts drawn with the page's own primitives: bars are decoration, labels and figures a table that can be read aloud.

Every figure stands beside its bar, and bars of different series differ in lightness: nothing depends on a colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.exports.chart_values import BarChart, Row, figure_text
from app.exports.pages.chart_parts import (
    BESIDE,
    LEGEND_HEIGHT,
    LEGEND_SIZE,
    LINE,
    SIZE,
    SWATCH,
    TITLE_HEIGHT,
    label_lines,
    label_width,
    on_middle,
    place_swatch,
    place_title,
    shade,
)
from app.exports.pages.fonts import Chain, FontRole, FontSet
from app.exports.pages.page import Artifact, Fill, Page, PlacedLine, RuledLines
from app.exports.pages.paragraph import SetLine, single_line
from app.exports.pages.structure_tree import CellAttributes, Element
from app.values import Value

_BAR, _BETWEEN_BARS, _BETWEEN_ROWS = 8.0, 2.5, 8.0
_WIDEST_LABEL = 0.38


class BarLayout:
    """A chart's measures at one width. Raises MissingGlyphError."""

    def __init__(self, chart: BarChart, fonts: FontSet, width: float) -> None:
        self._chart, self._fonts = chart, fonts
        self._chain: Chain = fonts[FontRole.SONG]
        widest = max((label_width(self._chain, row.label) for row in chart.rows), default=0.0)
        self._label_width = min(widest, _WIDEST_LABEL * width)
        self._labels = [label_lines(self._chain, row.label, self._label_width + 0.1) for row in chart.rows]
        values = [value for row in chart.rows for value in row.values if value is not None and not row.bare]
        low, high = min([*values, 0]), max([*values, 0])
        figures = [self._figure(value).width for row in chart.rows for value in row.values]
        beside = max(figures, default=0.0) + 2 * BESIDE
        room = width - self._label_width - BESIDE - beside - (beside if low < 0 else 0.0)
        self._scale = room / float(high - low) if high > low else 0.0
        self._zero = (beside if low < 0 else 0.0) - float(low) * self._scale
        self._bars = len(chart.series) * (_BAR + _BETWEEN_BARS) - _BETWEEN_BARS
        self.height = TITLE_HEIGHT + LEGEND_HEIGHT + sum(self._row_height(lines) for lines in self._labels)

    def _figure(self, value: Value | None) -> SetLine:
        return single_line(self._chain, figure_text(value), SIZE)

    def _row_height(self, lines: Sequence[SetLine]) -> float:
        """How high a row is with the blank below it."""
        return max(self._bars, len(lines) * LINE) + _BETWEEN_ROWS

    def place(self, page: Page, parent: Element, left: float, top: float, level: int = 2) -> None:
        """Place the chart with its upper left corner there, in points from the page's foot.

        Its title becomes a heading of *level* below *parent*, its figures a table.
        """
        place_title(self._chart, page, parent, self._fonts, left, top, level)
        table = parent.add("Table")
        self._legend(page, table, left, top - TITLE_HEIGHT)
        down = TITLE_HEIGHT + LEGEND_HEIGHT
        axis = left + self._label_width + BESIDE + self._zero
        for row, lines in zip(self._chart.rows, self._labels, strict=True):
            self._row(row, lines, page, table, left, top - down)
            down += self._row_height(lines)
        with page.artifact(Artifact.LAYOUT) as items:
            ends = (axis, top - TITLE_HEIGHT - LEGEND_HEIGHT + 1, axis, top - down + _BETWEEN_ROWS - 1)
            items.append(RuledLines([ends], 0.5))

    def _legend(self, page: Page, table: Element, left: float, top: float) -> None:
        """Place the names of the series with a sample of each, which is the table's header."""
        row = table.add("TR")
        row.add("TD", CellAttributes(1, 1))
        place_legend(self._chart.series, self._chain, page, row, left, top)

    def _row(
        self, row: Row, lines: Sequence[SetLine], page: Page, table: Element, left: float, top: float
    ) -> None:
        element = table.add("TR")
        tall = self._row_height(lines) - _BETWEEN_ROWS
        first = on_middle(top - (tall - len(lines) * LINE) / 2 - LINE / 2)
        with page.tagged(element.add("TH", CellAttributes(1, 1, "Row"))) as items:
            for number, line in enumerate(lines):
                items.append(PlacedLine(line, left + self._label_width - line.width, first - number * LINE))
        axis = left + self._label_width + BESIDE + self._zero
        down = (tall - self._bars) / 2
        for number, value in enumerate(row.values):
            bottom = top - down - _BAR
            long = 0.0 if row.bare else float(value or 0) * self._scale
            if long:
                with page.artifact(Artifact.LAYOUT) as items:
                    items.append(Fill(axis + min(long, 0), bottom, abs(long), _BAR, shade(number)))
            figure = self._figure(value)
            start = axis + long + BESIDE if long >= 0 else axis + long - BESIDE - figure.width
            with page.tagged(element.add("TD", CellAttributes(1, 1))) as items:
                items.append(PlacedLine(figure, start, on_middle(bottom + _BAR / 2)))
            down += _BAR + _BETWEEN_BARS


def place_legend(
    series: Sequence[str], chain: Chain, page: Page, row: Element, left: float, top: float
) -> None:
    """Place the names of the series on one line, each a header of a column of the table whose first *row* this is."""
    across = left
    for number, name in enumerate(series):
        place_swatch(page, number, across, top)
        line = single_line(chain, name, LEGEND_SIZE)
        with page.tagged(row.add("TH", CellAttributes(1, 1, "Column"))) as items:
            items.append(PlacedLine(line, across + SWATCH + 3, top - LEGEND_SIZE))
        across += SWATCH + 3 + line.width + 12
