"""Which characters of a page a person sees: not those painted over, struck out, tiny or of the ground's colour.

A digit that may look different from its code is not known: it stays in the text and is not read.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from math import floor
from statistics import median
from typing import Generic, TypeVar

from app.imports.raw_document import UNKNOWN
from app.imports.readers.pages.glyph_lines import PlacedGlyph
from app.imports.readers.pages.painted_page import PaintedPage
from app.imports.readers.pages.painted_shapes import Colour, Patch
from app.imports.readers.pages.pdf_coordinates import Box, Point

_PALE = 30
_WHITE: Colour = (255, 255, 255)
_TINY, _TINY_POINTS = 0.3, 2.5
_SLIMMEST = 0.02
_THROUGH = 0.25
"""How near to a character's middle, in parts of its size, a line aslant runs that crosses it out."""
_LAST = 1 << 30
_BAND = 16.0
_MOST_BANDS = 4000
_AROUND = ((0.0, 0.0), (-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25))
"""Where a character has to be free of what is painted over it, in parts of its width and size from its middle."""
_PLACE = 6.0
_SAME_PLACE, _SAME_HEIGHT, _OVERLAP = 0.3, 0.35, 0.55
_BESIDE = 1.2

_BETWEEN_DASHES = 1.5
_LIGHT = 225
_BLOCKS = frozenset("▀▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▐░▒▓■▮▬◼⬛")
"""Characters that cover what is under them."""

_Across = tuple[float, float, float]
"""A line across: where it begins and ends, and its height."""
T = TypeVar("T")


class GlyphSight(Enum):
    """Whether a character is seen as it is written."""

    YES = 1
    NO = 2
    PERHAPS = 3


class BoxIndex(Generic[T]):
    """An index of boxes by their height on the page."""

    def __init__(self, items: Iterable[tuple[Box, T]]) -> None:
        self._bands: dict[int, list[T]] = {}
        for (_, top, _, bottom), item in items:
            first = max(floor(top / _BAND) - 1, -_MOST_BANDS)
            for band in range(first, min(floor(bottom / _BAND) + 1, _MOST_BANDS) + 1):
                self._bands.setdefault(band, []).append(item)

    def near(self, y: float) -> Sequence[T]:
        """Return what reaches to within a band of *y*, in the order it was given in."""
        return self._bands.get(floor(y / _BAND), ())


def shown(
    placed: Sequence[tuple[PlacedGlyph, Colour, int]], painted: PaintedPage, size: tuple[float, float]
) -> list[PlacedGlyph]:
    """Return which of the characters, each with its colour and its object, a person sees on a page of this size."""
    usual = median([glyph.bottom - glyph.top for glyph, _, _ in placed]) if placed else 0
    blocks = [
        Patch(
            painted.texts.get(item, (_LAST, None))[0],
            (glyph.left, glyph.top, glyph.right, glyph.bottom),
            colour,
            sure=False,
        )
        for glyph, colour, item in placed
        if glyph.text in _BLOCKS
    ]
    sight = _Sight(painted, blocks, size, max(_TINY * usual, min(_TINY_POINTS, usual / 2)))
    seen: list[PlacedGlyph] = []
    notes: set[int] = set()
    for glyph, colour, item in placed:
        state = sight.state(glyph, colour, item)
        if state is not GlyphSight.NO:
            if item in painted.notes:
                notes.add(len(seen))
            unsure = state is GlyphSight.PERHAPS and glyph.text.isdecimal()
            seen.append(glyph._replace(text=UNKNOWN) if unsure else glyph)
    painted.struck += sight.struck
    for place in _unclear(seen, notes):
        seen[place] = seen[place]._replace(text=UNKNOWN)
    return seen


def _unclear(glyphs: Sequence[PlacedGlyph], notes: set[int]) -> set[int]:
    """Return the places of digits that lie over other characters, or that a note adds to a figure of the page."""
    digits: dict[tuple[int, int], list[int]] = {}
    words: list[tuple[int, int, int]] = []
    for place, (text, left, top, right, bottom) in enumerate(glyphs):
        if text.isalnum():
            column, row = int((left + right) / 2 / _PLACE), int((top + bottom) / 2 / _PLACE)
            words.append((place, column, row))
            if text.isdecimal():
                digits.setdefault((column, row), []).append(place)
    near = {(column + x, row + y) for column, row in digits for x in (-1, 0, 1) for y in (-1, 0, 1)}
    found: set[int] = set()
    for place, column, row in words:
        if (column, row) not in near and place not in notes:
            continue
        glyph = glyphs[place]
        reach = 3 if place in notes else 1
        for x in range(column - reach, column + reach + 1):
            for y in (row - 1, row, row + 1):
                for other in digits.get((x, y), ()):
                    if other == place:
                        continue
                    if _is_over(glyph, glyphs[other]):
                        found |= {other, place} if glyph.text.isdecimal() else {other}
                    elif place in notes and other not in notes and _is_beside(glyph, glyphs[other]):
                        found |= {other, place}
    return found


def _is_over(one: PlacedGlyph, other: PlacedGlyph) -> bool:
    """Whether two different characters lie one over the other; the same twice is how some programs print bold."""
    if abs(one.left - other.left) > max(one.right - one.left, other.right - other.left):
        return False
    if one.text == other.text or abs(one.middle_y - other.middle_y) > _SAME_HEIGHT * max(
        one.size, other.size
    ):
        return False
    width = min(one.right - one.left, other.right - other.left)
    overlap = min(one.right, other.right) - max(one.left, other.left)
    near = abs(one.middle_x - other.middle_x) < _SAME_PLACE * max(one.size, other.size)
    return near and overlap > _OVERLAP * width


def _is_beside(note: PlacedGlyph, digit: PlacedGlyph) -> bool:
    gap = max(note.left, digit.left) - min(note.right, digit.right)
    return abs(note.baseline - digit.baseline) < note.size and gap < _BESIDE * digit.size


class _Sight:
    """What a page shows; *least* is the size from which a character can be read."""

    def __init__(
        self, painted: PaintedPage, blocks: Iterable[Patch], size: tuple[float, float], least: float
    ) -> None:
        self.struck: list[PlacedGlyph] = []
        """The digits that a line runs through."""
        self._texts, self._least = painted.texts, least
        self._page = (0.0, 0.0, *size)
        self._patches = BoxIndex((patch.box, patch) for patch in (*painted.patches, *blocks))
        across = (
            (line.left, line.right, line.at)
            for line in painted.ruled_lines
            if not line.pale and line.is_horizontal
        )
        self._strokes = BoxIndex(
            ((left, at, right, at), (left, right, at)) for left, right, at in _joined(across)
        )
        self._pictures = painted.pictures
        self._has_slants = bool(painted.slants)
        self._slants = BoxIndex(
            ((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), ((x0, y0), (x1, y1)))
            for (x0, y0), (x1, y1) in painted.slants
        )

    def state(self, glyph: PlacedGlyph, colour: Colour, item: int) -> GlyphSight:
        """Tell whether a character can be seen and is not struck out."""
        order, clip = self._texts.get(item, (_LAST, None))
        _, left, top, right, bottom = glyph
        x, y, size = (left + right) / 2, (top + bottom) / 2, bottom - top
        if not (
            right - left > _SLIMMEST * size
            and size >= self._least
            and _within(x, y, self._page)
            and (clip is None or _within(x, y, clip))
            and not (self._pictures and self._is_under_a_picture(glyph, order))
        ):
            return GlyphSight.NO
        if any(start <= x <= end and glyph.is_crossed(at) for start, end, at in self._strokes.near(y)):
            if glyph.text.isdecimal():
                self.struck.append(glyph)
            return GlyphSight.NO
        state = self._among_patches(glyph, x, y, colour, order)
        if (
            state is GlyphSight.YES
            and self._has_slants
            and any(_crosses(*one, glyph) for one in self._slants.near(y))
        ):
            # It may be meant for the characters beside this one, too.
            return GlyphSight.PERHAPS
        return state

    def _is_under_a_picture(self, glyph: PlacedGlyph, order: int) -> bool:
        x, y = glyph.middle_x, glyph.middle_y
        return any(one.order > order and one.hides(x, y, glyph.size) for one in self._pictures)

    def _among_patches(
        self, glyph: PlacedGlyph, x: float, y: float, colour: Colour, order: int
    ) -> GlyphSight:
        """Tell whether the character was painted over, and whether it has another colour than what is behind it."""
        behind = _WHITE
        over: list[Patch] = []
        for patch in self._patches.near(y):
            if patch.order > order:
                box = patch.box
                if (
                    box[0] < glyph.right
                    and box[2] > glyph.left
                    and box[1] < glyph.bottom
                    and box[3] > glyph.top
                ):
                    over.append(patch)
            elif patch.covers(x, y):
                behind = patch.colour
        stands_out = (
            abs(colour[0] - behind[0]) >= _PALE
            or abs(colour[1] - behind[1]) >= _PALE
            or abs(colour[2] - behind[2]) >= _PALE
        )
        if not stands_out:
            return GlyphSight.NO
        return _under(glyph, x, y, over) if over else GlyphSight.YES


def _joined(lines: Iterable[_Across]) -> list[_Across]:
    """Return lines across with those joined that follow each other as the strokes of a dashed line do."""
    found: list[_Across] = []
    for left, right, at in sorted(lines, key=lambda line: (round(line[2], 1), line[0])):
        last = found[-1] if found else None
        if last and round(last[2], 1) == round(at, 1) and left - last[1] <= _BETWEEN_DASHES:
            found[-1] = (last[0], max(last[1], right), last[2])
        else:
            found.append((left, right, at))
    return found


def _under(glyph: PlacedGlyph, x: float, y: float, over: Sequence[Patch]) -> GlyphSight:
    """Tell what shapes painted later leave of a character: a line takes it with its middle, a part of it is unclear.

    So is one that a line in the colour of paper runs through.
    """
    lines = [patch for patch in over if patch.is_thin and patch.covers(x, y)]
    if any(min(patch.colour) < _LIGHT for patch in lines):
        return GlyphSight.NO
    if lines:
        return GlyphSight.PERHAPS
    width, size = glyph.right - glyph.left, glyph.size
    covering = [
        [patch for patch in over if not patch.is_thin and patch.covers(x + dx * width, y + dy * size)]
        for dx, dy in _AROUND
    ]
    if not any(covering):
        return GlyphSight.YES
    if all(any(patch.sure for patch in patches) for patches in covering):
        return GlyphSight.NO
    return GlyphSight.PERHAPS


def _within(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _crosses(start: Point, end: Point, glyph: PlacedGlyph) -> bool:
    """Whether a line aslant runs through the middle of the character."""
    (x0, y0), (x1, y1) = start, end
    x, y = glyph.middle_x, glyph.middle_y
    if not min(x0, x1) <= x <= max(x0, x1):
        return False
    return abs(y0 + (y1 - y0) * (x - x0) / (x1 - x0) - y) <= _THROUGH * glyph.size
