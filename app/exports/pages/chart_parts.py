"""What charts of all kinds have alike: the colours of the series, the title, labels in lines, the sample of a series."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.exports.chart_values import Row
from app.exports.pages.fonts import FaceChain, FontRole, FontSet
from app.exports.pages.metrics import BASELINE
from app.exports.pages.page import Artifact, Colour, Fill, Page, PlacedLine
from app.exports.pages.paragraph import Text
from app.exports.pages.spacing import SetLine, single_line
from app.exports.pages.structure_tree import CellAttributes, Element

SHADES: Sequence[Colour] = (
    (0.12, 0.31, 0.55),
    (0.50, 0.58, 0.68),
    (0.20, 0.20, 0.20),
    (0.72, 0.45, 0.20),
    (0.10, 0.37, 0.30),
    (0.62, 0.55, 0.70),
    (0.35, 0.10, 0.12),
)
"""The colours of the series, the most important one first.

Each has a contrast of 3 : 1 against white paper, and those beside each other differ in lightness.
"""
TITLE_SIZE, SIZE, LEGEND_SIZE = 12.0, 9.0, 8.0
LINE = 1.3 * SIZE
TITLE_HEIGHT, LEGEND_HEIGHT = 20.0, 14.0
SWATCH, BESIDE = 7.0, 4.0


def shade(number: int) -> Colour:
    """Return the colour of a series."""
    return SHADES[number % len(SHADES)]


def place_swatch(page: Page, number: int, left: float, top: float) -> None:
    """Place the sample of a series's colour."""
    page.artifact(Artifact.LAYOUT).append(Fill(left, top - SWATCH - 1, SWATCH, SWATCH, shade(number)))


def label_width(chain: FaceChain, label: str) -> float:
    """Return how wide a label is on one line, the blanks between digits and ideographs included."""
    return sum(line.width for line in Text([(chain, label)], SIZE).lines(math.inf, flush=False))


def label_lines(chain: FaceChain, label: str, room: float) -> list[SetLine]:
    """Break a label that is wider than *room*, before a bracket where it has one."""
    before, bracket, inside = label.partition("（")
    whole = label_width(chain, label) <= room
    parts = [before, bracket + inside] if before and bracket and not whole else [label]
    return [line for part in parts for line in Text([(chain, part)], SIZE).lines(room, flush=False)]


def on_middle(middle: float, size: float = SIZE) -> float:
    """Return the baseline of a line whose ideographs stand around a height."""
    return middle - BASELINE * size


def place_legend(
    series: Sequence[str], chain: FaceChain, page: Page, table: Element, left: float, top: float
) -> None:
    """Place the names of the series on one line with a sample of each, which is the table's header."""
    row = table.add("TR")
    row.add("TD", CellAttributes(1, 1))
    across = left
    for number, name in enumerate(series):
        place_swatch(page, number, across, top)
        line = single_line(chain, name, LEGEND_SIZE)
        page.tagged(row.add("TH", CellAttributes(1, 1, "Column"))).append(
            PlacedLine(line, across + SWATCH + 3, top - LEGEND_SIZE)
        )
        across += SWATCH + 3 + line.width + 12


class ChartFrame:
    """A chart of any kind as a heading and a table, whose place is chosen when its height is known."""

    height: float

    def __init__(self, name: str, fonts: FontSet) -> None:
        self._name, self._fonts = name, fonts
        self._chain: FaceChain = fonts[FontRole.SONG]

    def place(self, page: Page, parent: Element, left: float, top: float, level: int = 2) -> None:
        """Place the chart with its upper left corner there, in points from the page's foot.

        Its title becomes a heading of *level* below *parent*, its figures a table.
        """
        items = page.tagged(parent.add(f"H{level}"))
        title = single_line(self._fonts[FontRole.HEI], self._name, TITLE_SIZE)
        items.append(PlacedLine(title, left, top - TITLE_SIZE))
        self._place_table(page, parent.add("Table"), left, top - TITLE_HEIGHT)

    def _place_table(self, page: Page, table: Element, left: float, top: float) -> None:
        raise NotImplementedError


class LabelledRows:
    """The labels of a chart's rows, set flush right in a column of their own at the left of the chart."""

    def __init__(self, rows: Sequence[Row], chain: FaceChain, most: float) -> None:
        """*most* is the greatest width of the column."""
        widest = max((label_width(chain, row.label) for row in rows), default=0.0)
        self.width = min(widest, most)
        self.lines = [label_lines(chain, row.label, self.width + 0.1) for row in rows]

    def place(self, number: int, page: Page, row: Element, left: float, top: float) -> None:
        """Place a row's label, the header of that *row* of the table; its first line ends below *top*."""
        items = page.tagged(row.add("TH", CellAttributes(1, 1, "Row")))
        for at, line in enumerate(self.lines[number]):
            middle = top - at * LINE - LINE / 2
            items.append(PlacedLine(line, left + self.width - line.width, on_middle(middle)))
