"""Joins placed glyphs into lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.imports.raw_document import UNKNOWN
from app.imports.readers.raised_digits import raised

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f“”‘’—…·"
_FULL_FROM, _FULL_TO = "\u4e00", "\u9fff"
_NEEDLESS_SPACE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_GAP = 0.22
_WIDE_GAP = 3.0
_SAME_LINE = 0.3
BELOW = 0.12
"""How far a character's box reaches below the line it stands on, in parts of its size."""
_CROSSED_FROM, _CROSSED_TO = 0.12, 0.6
_RAISED, _RAISED_TO = 0.2, 0.8
_LOWERED = 0.12
_SMALLER = 0.8
_MUCH_SMALLER, _LITTLE = 0.7, 0.04
_BESIDE = 0.6
_MARK_BRACKETS = "[]()（）［］〔〕"
_OVERPRINT = 0.25
_LEAST_SIZE = 0.1


class PlacedGlyph(NamedTuple):
    """A character and its box, in points from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle_x(self) -> float:
        """The middle of its width."""
        return (self.left + self.right) / 2

    @property
    def middle_y(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def baseline(self) -> float:
        """Where it stands."""
        return self.bottom - BELOW * (self.bottom - self.top)

    def is_crossed(self, at: float) -> bool:
        """Whether a horizontal line at this height runs through its middle."""
        return _CROSSED_FROM <= (self.baseline - at) / (self.bottom - self.top) <= _CROSSED_TO


@dataclass(frozen=True)
class GlyphLine:
    """A line of text on a page; *size* is the width of a full character in it, *base* where it stands."""

    text: str
    left: float
    right: float
    top: float
    base: float
    size: float
    page: int


def lines_of(glyphs: Iterable[PlacedGlyph], page: int, *, wide_gaps: bool = False) -> list[GlyphLine]:
    """Group glyphs into lines from top to bottom; where *wide_gaps* part texts, each is a line of its own."""
    rows = _rows(glyphs)
    crowded = [len(rows) > 1 and _crowded(rows, index) for index in range(len(rows))]
    if any(crowded):
        kept = [row for row, close in zip(rows, crowded, strict=True) if not close]
        close = [glyph for row, close in zip(rows, crowded, strict=True) if close for glyph in row]
        rows = sorted(kept + _rows(_with_note_marks(close)), key=lambda row: row[0].baseline)
    if wide_gaps:
        rows = [part for row in rows for part in _parts(row)]
    return [_line(row, page) for row in rows]


def _parts(row: list[PlacedGlyph]) -> Iterator[list[PlacedGlyph]]:
    """Yield the texts of a row that stand far from each other, as a name and what is named do."""
    row.sort(key=lambda glyph: glyph.left)
    start = 0
    for index in range(1, len(row)):
        if row[index].left - row[index - 1].right > _WIDE_GAP * max(row[index].size, row[index - 1].size):
            yield row[start:index]
            start = index
    yield row[start:]


def _rows(glyphs: Iterable[PlacedGlyph]) -> list[list[PlacedGlyph]]:
    """Group glyphs by where they stand: those near enough to the first of a row are in it."""
    rows: list[list[PlacedGlyph]] = []
    stands, first_size = 0.0, 0.0
    placed = [(glyph.baseline, glyph.left, place, glyph) for place, glyph in enumerate(glyphs)]
    for base, _, _, glyph in sorted(placed):
        size = glyph.bottom - glyph.top
        if rows and base - stands < _SAME_LINE * min(size, first_size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            stands, first_size = base, size
    return rows


def _crowded(rows: Sequence[Sequence[PlacedGlyph]], index: int) -> bool:
    """Whether another row stands nearer than lines of a text do."""
    here = rows[index][0]
    return any(
        abs(row[0].baseline - here.baseline) < _RAISED_TO * max(row[0].size, here.size)
        for row in (*rows[max(index - 1, 0) : index], *rows[index + 1 : index + 2])
    )


def _with_note_marks(glyphs: Iterable[PlacedGlyph]) -> list[PlacedGlyph]:
    """Insert raised or lowered marks as raised characters: 12 with a raised 1 is not 121."""
    kept: list[PlacedGlyph] = []
    edges: list[tuple[PlacedGlyph, float]] = []
    for glyph in sorted(glyphs, key=lambda item: item.left):
        edges = [pair for pair in edges if glyph.left - pair[1] <= _BESIDE * pair[0].size]
        for place, (host, right) in enumerate(edges):
            if glyph.right > right - _OVERPRINT * glyph.size and _is_mark(glyph, host):
                edges[place] = (host, max(right, glyph.right))
                if text := _as_mark(glyph.text):
                    kept.append(PlacedGlyph(text, glyph.left, host.top, glyph.right, host.bottom))
                break
        else:
            kept.append(glyph)
            edges.append((glyph, glyph.right))
    return kept


def _as_mark(text: str) -> str:
    """Return a mark in raised characters, without brackets."""
    if "①" <= text <= "⑳":
        text = str(ord(text) - ord("①") + 1)
    return "" if text in _MARK_BRACKETS else raised(text)


def _is_mark(glyph: PlacedGlyph, host: PlacedGlyph) -> bool:
    """Whether the glyph stands raised or lowered beside its host, as text of its own line never does."""
    height = (host.baseline - glyph.baseline) / host.size
    if glyph.size <= _SMALLER * host.size:
        return _LOWERED < height < _RAISED_TO or -_RAISED_TO / 2 < height < -_LOWERED
    return glyph.size <= 1.05 * host.size and _RAISED < height < _RAISED_TO / 1.25


def _is_perhaps_mark(glyph: PlacedGlyph, host: PlacedGlyph) -> bool:
    """Whether a digit beside one that is much larger stands a little off its line: a mark, or a digit of the figure."""
    off = abs(glyph.baseline - host.baseline) / host.size
    return off > _LITTLE and glyph.text.isdigit() and host.text.isdigit()


def _line(glyphs: list[PlacedGlyph], page: int) -> GlyphLine:
    glyphs.sort(key=lambda glyph: glyph.left)
    parts: list[str] = []
    last: PlacedGlyph | None = None
    for glyph in glyphs:
        if last is not None:
            if glyph.text == last.text and glyph.left - last.left < _OVERPRINT * last.size:
                continue
            gap = glyph.left - last.right
            if gap > 0 and gap > _GAP * min(glyph.size, last.size):
                parts.append(" ")
            low = glyph.bottom - glyph.top <= _MUCH_SMALLER * (last.bottom - last.top)
            if low and _is_perhaps_mark(glyph, last):
                parts.append(UNKNOWN)
                continue
        parts.append(glyph.text)
        last = glyph
    full = [round(glyph.right - glyph.left, 1) for glyph in glyphs if _FULL_FROM <= glyph.text <= _FULL_TO]
    size = Counter(full or [round(glyph.size, 1) for glyph in glyphs]).most_common(1)[0][0] or _LEAST_SIZE
    text = _NEEDLESS_SPACE.sub("", "".join(parts))
    return GlyphLine(
        text,
        glyphs[0].left,
        max(glyph.right for glyph in glyphs),
        glyphs[0].top,
        glyphs[0].baseline,
        size,
        page,
    )
