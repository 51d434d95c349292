"""Places glyphs beside each other: the gaps between them, and how far a line of them can be spread or squeezed.

Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from app.exports.pages.fonts import FaceChain, Glyph
from app.exports.pages.linebreak import CharacterKind, opportunities

# Between Chinese and Latin letters or digits, in em: what is set, and how far it may shrink.
_MIXED_GAP = 0.25
_MIXED_SHRINK = 0.15

# Where gaps would be wider than this many em, letters of words are spaced out too.
_WIDEST_STRETCH = 0.15
# A blank between words of Latin letters stretches so many times as much as the gap between two ideographs.
_WORD_BLANK = 4

_LATIN = frozenset(
    {
        CharacterKind.DIGIT,
        CharacterKind.LATIN,
        CharacterKind.LATIN_STOP,
        CharacterKind.LATIN_OPEN,
        CharacterKind.JOINT,
    }
)
WORD = frozenset({CharacterKind.DIGIT, CharacterKind.LATIN})
_TRACKED = frozenset(
    {
        CharacterKind.WIDE,
        CharacterKind.OPEN,
        CharacterKind.CLOSE,
        CharacterKind.STOP,
        CharacterKind.MARK,
        CharacterKind.LEADER,
    }
)


class SetLine(NamedTuple):
    """A line ready to be drawn: *places* are the glyphs' origins, from the line's left end; *width* is its ink's."""

    glyphs: Sequence[Glyph]
    places: Sequence[float]
    size: float
    width: float

    def part(self, start: int, end: int) -> SetLine:
        """Return some of the line's glyphs, where they are."""
        return SetLine(self.glyphs[start:end], self.places[start:end], self.size, self.width)


def single_line(chain: FaceChain, text: str, size: float) -> SetLine:
    """Set a figure or a word on one line, its glyphs at their natural distance."""
    glyphs = chain.glyphs(text)
    ends = list(accumulate([glyph.width * size for glyph in glyphs]))
    places = [end - (g.width - g.shift) * size for end, g in zip(ends, glyphs, strict=True)]
    return SetLine(glyphs, places, size, ends[-1] if ends else 0.0)


class SpacedGlyphs:
    """Glyphs with their natural places, of which any stretch can be set as a line."""

    def __init__(self, runs: Sequence[tuple[FaceChain, str]], size: float, tracking: float = 0.0) -> None:
        """*tracking* is added to every full-width character (GB/T 9704's grid is narrower than its type)."""
        self.size = size
        self.glyphs = glyphs = [glyph for chain, text in runs for glyph in chain.glyphs(text)]
        kinds = [glyph.kind for glyph in glyphs]
        text = "".join([glyph.character for glyph in glyphs])
        self._may_end = opportunities(text, kinds)
        advances = [g.width * size + tracking if g.kind in _TRACKED else g.width * size for g in glyphs]
        before = [glyph.before * size for glyph in glyphs]
        after = [glyph.after * size for glyph in glyphs]
        gaps = [0.0] * len(glyphs)
        shrinks = [0.0] * len(glyphs)
        stretches = [0] * len(glyphs)
        previous = -1
        for index, kind in enumerate(kinds):
            if (
                previous >= 0
                and not (kind in _LATIN and previous in _LATIN)
                and CharacterKind.SPACE not in (kind, previous)
            ):
                if not (kind == CharacterKind.LEADER and previous == CharacterKind.LEADER):
                    stretches[index] = 1
                if (kind == CharacterKind.WIDE and previous in WORD) or (
                    previous == CharacterKind.WIDE and kind in WORD
                ):
                    gaps[index] = _MIXED_GAP * size
                    shrinks[index] = _MIXED_SHRINK * size
                elif after[index - 1] and (
                    kind == CharacterKind.OPEN or kind in (CharacterKind.CLOSE, CharacterKind.STOP)
                ):
                    advances[index - 1] -= after[index - 1]
                    after[index - 1] = 0.0
                elif previous == CharacterKind.OPEN and kind == CharacterKind.OPEN:
                    gaps[index] = -before[index]
                    before[index] = 0.0
            elif previous == CharacterKind.SPACE and kind in _LATIN and kinds[index - 2] in _LATIN:
                stretches[index] = _WORD_BLANK
            previous = kind
        self._kinds = kinds
        self._before = before
        ends = list(accumulate([gap + advance for gap, advance in zip(gaps, advances, strict=True)]))
        self._ends = ends
        # A mark at a line's end takes half an em (GB/T 15834-2011, 5.1).
        self._ends_of_lines = [end - blank for end, blank in zip(ends, after, strict=True)]
        self._starts = [end - advance for end, advance in zip(ends, advances, strict=True)]
        given = list(accumulate([b + a + s for b, a, s in zip(before, after, shrinks, strict=True)]))
        self._shrunk = [total - a for total, a in zip(given, after, strict=True)]
        self._stretched = list(accumulate(stretches))

    def natural_width(self) -> float:
        """How long the text is on one line."""
        return self._ends[-1] if self._ends else 0.0

    def _left(self, start: int, first: bool) -> float:
        """Where a line's left end is: an opening mark gives up its blank half, save at a paragraph's start."""
        return self._starts[start] + (0.0 if first else self._before[start])

    def _last(self, start: int, end: int) -> int:
        """The last glyph of a line that prints something."""
        last = end - 1
        while last > start and self._kinds[last] == CharacterKind.SPACE:
            last -= 1
        return last

    def _width(self, start: int, end: int, first: bool) -> float:
        return self._end(self._last(start, end)) - self._left(start, first)

    def _end(self, last: int) -> float:
        """Where a line ends whose last glyph is *last*; the text's last line keeps its natural width."""
        return self._ends[last] if last == len(self._ends) - 1 else self._ends_of_lines[last]

    def _give(self, start: int, end: int) -> float:
        """How much narrower a line may become."""
        last = self._last(start, end)
        return self._shrunk[last] - self._shrunk[start]

    def _slack(self, start: int, end: int, room: float, first: bool) -> float:
        return room - self._width(start, end, first)

    def _line(self, start: int, end: int, room: float, flush: bool, first: bool) -> SetLine:
        """Make the line of these glyphs, spread or squeezed to *room*."""
        left = self._left(start, first)
        last = self._last(start, end)
        slack = room - (self._end(last) - left)
        gaps = self._stretched[last] - self._stretched[start]
        starts = self._starts[start:end]
        if slack < 0 and (give := self._give(start, end)):
            ratio = min(1.0, -slack / give)
            base = self._shrunk[start]
            moves = [ratio * (base - shrunk) for shrunk in self._shrunk[start:end]]
        elif flush and slack > 0 and gaps:
            counts = self._stretched[start:end]
            words_alone = CharacterKind.WIDE not in self._kinds[start:end]
            if slack > gaps * _WIDEST_STRETCH * self.size and not words_alone:
                gaps, counts = last - start, list(range(end - start))
            each, none = slack / gaps, counts[0]
            moves = [each * (count - none) for count in counts]
        else:
            slack = 0.0
            moves = [0.0] * len(starts)
        glyphs, size = self.glyphs[start:end], self.size
        places = [p - left + m + g.shift * size for p, m, g in zip(starts, moves, glyphs, strict=True)]
        return SetLine(glyphs, places, size, self._end(last) - left + slack)
