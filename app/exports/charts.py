"""Bar charts drawn with the page's own primitives: bars are decoration, labels and figures a table that can be read aloud.

Every figure stands beside its bar, and bars of different series differ in lightness: nothing depends on a colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.exports.pages.fonts import Chain, FontRole, FontSet
from app.exports.pages.metrics import BASELINE
from app.exports.pages.page import Artifact, Colour, Fill, Page, PlacedLine, RuledLines
from app.exports.pages.paragraph import SetLine, Text, single_line
from app.exports.pages.structure_tree import CellAttributes, Element
from app.values import Value, canonical

SHADES: Sequence[Colour] = ((0.12, 0.31, 0.55), (0.50, 0.58, 0.68), (0.20, 0.20, 0.20))
"""The colours of the series, the most important one first. Each has a contrast of 3 : 1 against white paper."""

NOTHING = "—"
"""What stands in place of a figure that was not stated."""

_TITLE_SIZE, _SIZE, _LEGEND_SIZE = 12.0, 9.0, 8.0
_LEADING = 1.3 * _SIZE
_TITLE_HEIGHT = 20.0
_LEGEND_HEIGHT = 14.0
_BAR, _BETWEEN_BARS, _BETWEEN_ROWS = 8.0, 2.5, 8.0
_SWATCH = 7.0
_WIDEST_LABEL = 0.38
_BESIDE = 4.0


@dataclass(frozen=True)
class Row:
    """A label and a figure for each series; None for one that was not stated."""

    label: str
    values: Sequence[Value | None]


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars: for each row one of each series. *unit* is what is counted, as 件."""

    title: str
    unit: str
    series: Sequence[str]
    rows: Sequence[Row]

    @property
    def name(self) -> str:
        """The title with what is counted."""
        return f"{self.title}（{self.unit}）"

    def words(self) -> str:
        """Return all that the chart shows in one sentence, for those who don't see it."""
        told = (
            f"{row.label}" + "".join(f"，{name} {_figure(value)}" for name, value in _named(self.series, row))
            for row in self.rows
        )
        return f"{self.name}：{'；'.join(told)}。"


def height(chart: BarChart, fonts: FontSet, width: float) -> float:
    """Return how many points high *chart* is at a *width* in points. Raises MissingGlyphError."""
    return _Laid(chart, fonts, width).height


def place(
    chart: BarChart,
    page: Page,
    parent: Element,
    fonts: FontSet,
    left: float,
    top: float,
    width: float,
    level: int = 2,
) -> float:
    """Place *chart* with its upper left corner at *left* and *top* (points from the page's foot); return its height.

    Its title becomes a heading of *level* below *parent*, its figures a table. Raises MissingGlyphError.
    """
    laid = _Laid(chart, fonts, width)
    with page.tagged(parent.add(f"H{level}")) as items:
        title = single_line(fonts[FontRole.HEI], chart.name, _TITLE_SIZE)
        items.append(PlacedLine(title, left, top - _TITLE_SIZE))
    table = parent.add("Table")
    _legend(laid, page, table, left, top - _TITLE_HEIGHT)
    down = _TITLE_HEIGHT + _LEGEND_HEIGHT
    axis = left + laid.label_width + _BESIDE + laid.zero
    for row, lines in zip(chart.rows, laid.labels, strict=True):
        _row(laid, row, lines, page, table, left, top - down)
        down += laid.row_height(lines)
    with page.artifact(Artifact.LAYOUT) as items:
        ends = (axis, top - _TITLE_HEIGHT - _LEGEND_HEIGHT + 1, axis, top - down + _BETWEEN_ROWS - 1)
        items.append(RuledLines([ends], 0.5))
    return laid.height


class _Laid:
    """A chart's measures at one width."""

    def __init__(self, chart: BarChart, fonts: FontSet, width: float) -> None:
        self.chart = chart
        self.chain: Chain = fonts[FontRole.SONG]
        widest = max((self.chain.width(row.label) for row in chart.rows), default=0.0) * _SIZE
        self.label_width = min(widest, _WIDEST_LABEL * width)
        self.labels = [self._label(row.label) for row in chart.rows]
        values = [value for row in chart.rows for value in row.values if value is not None]
        low, high = min([*values, 0]), max([*values, 0])
        figures = [self.figure(value).width for row in chart.rows for value in row.values]
        beside = max(figures, default=0.0) + 2 * _BESIDE
        room = width - self.label_width - _BESIDE - beside - (beside if low < 0 else 0.0)
        self.scale = room / float(high - low) if high > low else 0.0
        self.zero = (beside if low < 0 else 0.0) - float(low) * self.scale
        self.bars = len(chart.series) * (_BAR + _BETWEEN_BARS) - _BETWEEN_BARS
        self.height = _TITLE_HEIGHT + _LEGEND_HEIGHT + sum(self.row_height(lines) for lines in self.labels)

    def _label(self, label: str) -> list[SetLine]:
        """Break a label that is too long, before a bracket where it has one."""
        room = self.label_width + 0.1
        before, bracket, inside = label.partition("（")
        whole = self.chain.width(label) * _SIZE <= room
        parts = [before, bracket + inside] if before and bracket and not whole else [label]
        return [line for part in parts for line in Text([(self.chain, part)], _SIZE).lines(room, flush=False)]

    def figure(self, value: Value | None) -> SetLine:
        """Set a figure."""
        return single_line(self.chain, _figure(value), _SIZE)

    def row_height(self, lines: Sequence[SetLine]) -> float:
        """How high a row is with the blank below it."""
        return max(self.bars, len(lines) * _LEADING) + _BETWEEN_ROWS


def _legend(laid: _Laid, page: Page, table: Element, left: float, top: float) -> None:
    """Place the names of the series with a sample of each, which is the table's header."""
    row = table.add("TR")
    row.add("TD", CellAttributes(1, 1))
    across = left
    for number, name in enumerate(laid.chart.series):
        with page.artifact(Artifact.LAYOUT) as items:
            items.append(Fill(across, top - _SWATCH - 1, _SWATCH, _SWATCH, shade(number)))
        line = single_line(laid.chain, name, _LEGEND_SIZE)
        with page.tagged(row.add("TH", CellAttributes(1, 1, "Column"))) as items:
            items.append(PlacedLine(line, across + _SWATCH + 3, top - _LEGEND_SIZE))
        across += _SWATCH + 3 + line.width + 12


def _row(
    laid: _Laid, row: Row, lines: Sequence[SetLine], page: Page, table: Element, left: float, top: float
) -> None:
    element = table.add("TR")
    tall = laid.row_height(lines) - _BETWEEN_ROWS
    first = top - (tall - len(lines) * _LEADING) / 2 - _LEADING / 2 - BASELINE * _SIZE
    with page.tagged(element.add("TH", CellAttributes(1, 1, "Row"))) as items:
        for number, line in enumerate(lines):
            items.append(PlacedLine(line, left + laid.label_width - line.width, first - number * _LEADING))
    axis = left + laid.label_width + _BESIDE + laid.zero
    down = (tall - laid.bars) / 2
    for number, (_, value) in enumerate(_named(laid.chart.series, row)):
        bottom = top - down - _BAR
        long = float(value or 0) * laid.scale
        if long:
            with page.artifact(Artifact.LAYOUT) as items:
                items.append(Fill(axis + min(long, 0), bottom, abs(long), _BAR, shade(number)))
        figure = laid.figure(value)
        start = axis + long + _BESIDE if long >= 0 else axis + long - _BESIDE - figure.width
        with page.tagged(element.add("TD", CellAttributes(1, 1))) as items:
            items.append(PlacedLine(figure, start, bottom + _BAR / 2 - BASELINE * _SIZE))
        down += _BAR + _BETWEEN_BARS


def shade(number: int) -> Colour:
    """Return the colour of a series."""
    return SHADES[number % len(SHADES)]


def _named(series: Sequence[str], row: Row) -> Iterator[tuple[str, Value | None]]:
    return zip(series, row.values, strict=True)


def _figure(value: Value | None) -> str:
    return NOTHING if value is None else canonical(value).replace("-", "−")
