"""Filled shapes of a page: which places they cover of what was painted before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.imports.readers.pages.pdf_coordinates import Box, Point

Colour = tuple[int, int, int]
THIN = 3.0
"""What is no wider than this covers no character: it is a line."""
_STRAIGHT = 1.0
_CURVE_STEPS = 6
_FULL = 0.9
"""The part of the box around it that a shape fills when it is that box."""


@dataclass(frozen=True)
class Patch:
    """A shape filled with one opaque colour; *order* is when it was painted.

    *outlines* are its edges, each with the box around it, where it is no box, *even_odd* tells how they count. *sure* is false when it may cover less.
    """

    order: int
    box: Box
    colour: Colour
    outlines: tuple[tuple[Box, tuple[Point, ...]], ...] = ()
    even_odd: bool = False
    sure: bool = True

    def covers(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        left, top, right, bottom = self.box
        if not (left <= x <= right and top <= y <= bottom):
            return False
        if not self.outlines:
            return True
        turns = sum(
            _turns(points, x, y)
            for (low_x, low_y, high_x, high_y), points in self.outlines
            if low_x <= x <= high_x and low_y <= y <= high_y
        )
        return turns % 2 == 1 if self.even_odd else turns != 0

    @property
    def is_drawn(self) -> bool:
        """Whether it is more than boxes, as a letter that was turned into a shape is."""
        return any(not is_box(points) for _, points in self.outlines)

    @property
    def is_thin(self) -> bool:
        """Whether it is no more than a line."""
        left, top, right, bottom = self.box
        return min(right - left, bottom - top) <= THIN


def _turns(outline: Sequence[Point], x: float, y: float) -> int:
    """Return how often the outline goes round the point."""
    turns = 0
    for (x0, y0), (x1, y1) in pairwise((*outline, outline[0])):
        if (y0 <= y) != (y1 <= y) and x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x:
            turns += 1 if y1 > y0 else -1
    return turns


def bounds(points: Sequence[Point]) -> Box:
    """Return the box around some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def common(one: Box, other: Box) -> Box:
    """Return where two boxes overlap; it is turned inside out where they don't."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def is_box(points: Sequence[Point]) -> bool:
    """Whether all sides of the shape run across or down, and nothing is missing at its corners."""
    if len(points) < 4 or not all(
        abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT for (x0, y0), (x1, y1) in pairwise(points)
    ):
        return False
    left, top, right, bottom = bounds(points)
    if min(right - left, bottom - top) <= _STRAIGHT:
        return True
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise((*points, points[0])))
    return abs(area) / 2 >= _FULL * (right - left) * (bottom - top)


def curve(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """Return points on a curve from behind its start to its end."""
    points = []
    for step in range(1, _CURVE_STEPS + 1):
        t = step / _CURVE_STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (
                a * start[0] + b * first[0] + c * second[0] + d * end[0],
                a * start[1] + b * first[1] + c * second[1] + d * end[1],
            )
        )
    return points


def patches_of(
    order: int,
    shapes: Sequence[Sequence[Point]],
    colour: Colour,
    *,
    even_odd: bool = False,
    clip: Box | None = None,
    sure: bool = True,
) -> list[Patch]:
    """Return what a filled path covers; shapes that lie in others leave holes in them."""
    boxes: list[Sequence[Point]] = []
    others: list[Sequence[Point]] = []
    wide = [shape for shape in shapes if len(shape) > 2]
    for shape in wide:
        box = bounds(shape)
        lone = len(wide) == 1 or min(box[2] - box[0], box[3] - box[1]) <= THIN
        (boxes if lone and is_box(shape) else others).append(shape)
    found = [Patch(order, bounds(shape), colour, sure=sure) for shape in boxes]
    if others:
        box = bounds([point for shape in others for point in shape])
        outlines = tuple((bounds(shape), tuple(shape)) for shape in others)
        found.append(Patch(order, box, colour, outlines, even_odd, sure))
    if clip is not None:
        found = [
            Patch(order, common(patch.box, clip), colour, patch.outlines, even_odd, sure) for patch in found
        ]
    return [patch for patch in found if patch.box[0] < patch.box[2] and patch.box[1] < patch.box[3]]
