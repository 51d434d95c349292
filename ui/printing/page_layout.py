"""Where the pages of the preview lie: one below the other, or facing as in the bound copy."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QSize

from ui.base import theme

Size = tuple[float, float]
"""A page's width and height in points."""

GAP = 3 * theme.UNIT
STEPS = (25, 50, 75, 100, 125, 150, 200, 300)
"""Sizes in percent of the paper's that can be chosen."""
_ROUNDING = 0.01
_NARROWEST = 40


class Fit(StrEnum):
    """Sizes that follow the window."""

    WIDTH = "width"
    PAGE = "page"


Zoom = Fit | int
"""A fit, or percent."""


def read_zoom(text: str) -> Zoom:
    """Read a remembered fit; the fit to the width if it is none."""
    if text.isdecimal() and int(text) in STEPS:
        return int(text)
    return Fit.PAGE if text == Fit.PAGE else Fit.WIDTH


def exact_scale(size: Size, width: int) -> float:
    """Return the scale, in pixels per point, at which a page is exactly *width* pixels wide.

    PDFium rounds the scaled page up to whole pixels; a slightly smaller scale avoids one pixel too many.
    """
    return (width - _ROUNDING) / size[0]


def height_for(size: Size, width: int) -> int:
    """Return how many pixels high a page is that is *width* pixels wide."""
    return math.ceil(size[1] * exact_scale(size, width))


@dataclass(frozen=True)
class PageLayout:
    """Each page's place on the whole sheet of pages, whose *size* is at least the window's; *percent* is the zoom."""

    places: tuple[QRect, ...] = ()
    size: QSize = field(default_factory=QSize)
    percent: float = 100.0

    def page_at(self, where: QPoint) -> int:
        """Return the page at a height of the sheet, or the one just above; the left one of two."""
        before = [place.top() for place in self.places if place.top() - GAP <= where.y()]
        return (
            next((n for n, place in enumerate(self.places) if place.top() == max(before)), 0) if before else 0
        )

    def rows(self) -> list[int]:
        """Return the top of each row of pages."""
        return sorted({place.top() for place in self.places})


def lay_out(
    sizes: Sequence[Size], window: QSize, zoom: Zoom, *, facing: bool, pixels_per_point: float
) -> PageLayout:
    """Lay the pages out for a window of this size; *pixels_per_point* is the scale of 100 percent."""
    if not sizes:
        return PageLayout()
    columns = 2 if facing else 1
    widest, highest = max(width for width, _ in sizes), max(height for _, height in sizes)
    scale = _scale((widest, highest), window, zoom, columns, pixels_per_point)
    column_width = max(_NARROWEST, int(widest * scale))
    whole = columns * column_width + (columns + 1) * GAP
    left = max(0, window.width() - whole) // 2 + GAP
    places: list[QRect] = []
    top = GAP
    for row in _rows(len(sizes), facing=facing):
        heights = []
        for number in row:
            width = max(_NARROWEST, int(sizes[number][0] * scale))
            # The odd pages of a bound copy are at the right.
            column = (number + 1) % 2 if facing else 0
            x = left + column * (column_width + GAP) + (column_width - width) // 2
            heights.append(height_for(sizes[number], width))
            places.append(QRect(x, top, width, heights[-1]))
        top += max(heights) + GAP
    extra = max(0, window.height() - top) // 2
    places = [place.translated(0, extra) for place in places]
    size = QSize(max(whole, window.width()), max(top, window.height()))
    return PageLayout(tuple(places), size, 100 * scale / pixels_per_point)


def _scale(page: Size, window: QSize, zoom: Zoom, columns: int, pixels_per_point: float) -> float:
    if not isinstance(zoom, Fit):
        return zoom / 100 * pixels_per_point
    wide = (window.width() - (columns + 1) * GAP) / columns / page[0]
    high = (window.height() - 2 * GAP) / page[1]
    return max(wide if zoom is Fit.WIDTH else min(wide, high), _NARROWEST / page[0])


def _rows(count: int, *, facing: bool) -> list[list[int]]:
    if not facing:
        return [[number] for number in range(count)]
    return [[0], *([number for number in (n, n + 1) if number < count] for n in range(1, count, 2))]
