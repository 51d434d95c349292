"""What charts of all kinds have alike: the colours of the series, the title, labels in lines, the sample of a series."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.exports.chart_values import Chart
from app.exports.pages.fonts import Chain, FontRole, FontSet
from app.exports.pages.metrics import BASELINE
from app.exports.pages.page import Artifact, Colour, Fill, Page, PlacedLine
from app.exports.pages.paragraph import SetLine, Text, single_line
from app.exports.pages.structure_tree import Element

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


def place_title(
    chart: Chart, page: Page, parent: Element, fonts: FontSet, left: float, top: float, level: int
) -> None:
    """Place the chart's title as a heading of *level* below *parent*."""
    with page.tagged(parent.add(f"H{level}")) as items:
        title = single_line(fonts[FontRole.HEI], chart.name, TITLE_SIZE)
        items.append(PlacedLine(title, left, top - TITLE_SIZE))


def place_swatch(page: Page, number: int, left: float, top: float) -> None:
    """Place the sample of a series's colour."""
    with page.artifact(Artifact.LAYOUT) as items:
        items.append(Fill(left, top - SWATCH - 1, SWATCH, SWATCH, shade(number)))


def label_width(chain: Chain, label: str) -> float:
    """Return how wide a label is on one line, the blanks between digits and ideographs included."""
    return sum(line.width for line in Text([(chain, label)], SIZE).lines(math.inf, flush=False))


def label_lines(chain: Chain, label: str, room: float) -> list[SetLine]:
    """Break a label that is wider than *room*, before a bracket where it has one."""
    before, bracket, inside = label.partition("（")
    whole = label_width(chain, label) <= room
    parts = [before, bracket + inside] if before and bracket and not whole else [label]
    return [line for part in parts for line in Text([(chain, part)], SIZE).lines(room, flush=False)]


def on_middle(middle: float, size: float = SIZE) -> float:
    """Return the baseline of a line whose ideographs stand around a height."""
    return middle - BASELINE * size
