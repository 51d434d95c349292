"""What a page paints besides its text: rules, strokes, filled shapes and pictures, in the order of painting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from app.imports.readers.pages.glyph_lines import PlacedGlyph
from app.imports.readers.pages.painted_shapes import THIN, Colour, Patch, bounds, patches_of
from app.imports.readers.pages.pdf_coordinates import Box, Point
from app.imports.readers.pages.pdf_images import PdfPicture
from app.imports.readers.pages.ruled_lines import RuledLine

MAX_RULED_LINES = 2_000
MAX_PATCHES = 5_000
MAX_DRAWINGS = 5_000
OPAQUE, FADED = 230, 20
PALE = 225
"""The least part of a colour from which on it can't be told from paper."""
_STRAIGHT = 1.0
_LONGEST_SLANT = 60.0
_SHORTEST = 2.0
_DARK = 128


@dataclass(frozen=True)
class Pen:
    """What draws lines: how wide, in points, in which colour, and how opaque it is (0 to 255)."""

    width: float = 1.0
    colour: Colour = (0, 0, 0)
    alpha: float = 255

    @property
    def is_pale(self) -> bool:
        """Whether nobody sees its lines on paper."""
        return self.alpha < FADED or min(self.colour) >= PALE


@dataclass
class PaintedPage:
    """What a page paints besides text. *texts*: when each text object was painted and what it is clipped to."""

    ruled_lines: list[RuledLine] = field(default_factory=list)
    slants: list[tuple[Point, Point]] = field(default_factory=list)
    """Short lines that run aslant: two of them cross a character out."""
    patches: list[Patch] = field(default_factory=list)
    pictures: list[PdfPicture] = field(default_factory=list)
    texts: dict[int, tuple[int, Box | None]] = field(default_factory=dict)
    drawings: list[Box] = field(default_factory=list)
    """Pictures, and shapes of the size of characters: in a figure's cell they may be a figure."""
    formed: set[int] = field(default_factory=set)
    """The text objects that stand in forms, which may lie in a layer that is switched off."""
    notes: set[int] = field(default_factory=set)
    """The text objects that notes and fields lying on the page show."""
    struck: list[PlacedGlyph] = field(default_factory=list)
    """The digits that a line was found to run through."""

    def stroke(self, order: int, points: Sequence[Point], pen: Pen, *, curved: bool) -> None:
        """Take in what a pen draws in one go."""
        slants = [] if curved else list(slants_of(points))
        if not pen.is_pale and len(self.drawings) < MAX_DRAWINGS and (curved or slants):
            self.drawings.append(bounds(points))
        if not pen.is_pale and len(self.slants) < MAX_RULED_LINES:
            self.slants += slants
        if pen.alpha >= OPAQUE and (pen.width > THIN or pen.is_pale) and len(self.patches) < MAX_PATCHES:
            self.patches += _strips(order, points, pen, sure=not curved)

    def fill(self, found: Sequence[Patch]) -> None:
        """Take in what a filled path covers: a dark shape no larger than a character may be one."""
        if len(self.drawings) < MAX_DRAWINGS:
            self.drawings += [
                patch.box
                for patch in found
                if (patch.is_drawn and min(patch.colour) < PALE)
                or (max(patch.colour) < _DARK and not patch.is_thin)
            ]
        self.patches += found


def _strips(order: int, points: Sequence[Point], pen: Pen, *, sure: bool) -> Iterator[Patch]:
    """Yield what the lines between points cover."""
    for (x0, y0), (x1, y1) in pairwise(points):
        length = hypot(x1 - x0, y1 - y0)
        if length:
            dx, dy = (y0 - y1) / length * pen.width / 2, (x1 - x0) / length * pen.width / 2
            strip = [(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)]
            yield from patches_of(order, [[*strip, strip[0]]], pen.colour, sure=sure)


def ruled_lines_of(points: Sequence[Point], stroked: bool, *, pale: bool = False) -> Iterator[RuledLine]:
    """Yield the straight sides of a drawn shape; a shape that is only filled counts as one line when it is thin enough."""
    left, top, right, bottom = bounds(points)
    if min(right - left, bottom - top) <= THIN:
        if max(right - left, bottom - top) >= _SHORTEST:
            yield RuledLine(left, top, right, bottom, pale)
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            flat = abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT
            if flat and abs(x0 - x1) + abs(y0 - y1) >= _SHORTEST:
                yield RuledLine(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), pale)


def slants_of(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Yield the sides that run neither across nor down and are no longer than some characters are wide."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x0 - x1) > _STRAIGHT and abs(y0 - y1) > _STRAIGHT and abs(x0 - x1) <= _LONGEST_SLANT:
            yield (x0, y0), (x1, y1)
