"""Sets text in lines: spacing, breaking, squeezing of punctuation, flush lines.

Lengths are in points. A paragraph is set at one size, in one or more faces.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from app.dataclass import dataclass
from app.exports.pages.fonts import Chain, Glyph
from app.exports.pages.linebreak import CharacterKind, opportunities

# Between Chinese and Latin letters or digits, in em: what is set, and how far it may shrink.
_MIXED_GAP = 0.25
_MIXED_SHRINK = 0.15

# How much a line's fault weighs; 1 is just bearable. Stretch is counted per gap, in em.
_BEARABLE_STRETCH = 0.05
# Where gaps would be wider than this many em, letters of words are spaced out too.
_WIDEST_STRETCH = 0.15
_DESPERATE = 2.5
# A paragraph with a line of more fault than this, spread by about 0.08 em a gap, is broken as a whole.
_LOOSE = 2.5
# The highest cost then of a line spread by 0.3 em per gap, and that of a last line of one character.
_LOOSEST = 6.0**4
_WIDOW = 100.0
# A date is parted where a line would otherwise be spread by more than about 0.1 em a gap.
_PARTED_DATE = 16.0
# How many glyphs more than fit without squeezing are tried.
_WIDER = 3
# Lines of no more characters than this, as above a column, may leave a single one for the next.
_SHORT = 4

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
_WORD = frozenset({CharacterKind.DIGIT, CharacterKind.LATIN})
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


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line ready to be drawn: *places* are the glyphs' origins, from the line's left end; *width* is its ink's."""

    glyphs: Sequence[Glyph]
    places: Sequence[float]
    size: float
    width: float

    def part(self, start: int, end: int) -> SetLine:
        """Return some of the line's glyphs, where they are."""
        return SetLine(self.glyphs[start:end], self.places[start:end], self.size, self.width)


def single_line(chain: Chain, text: str, size: float) -> SetLine:
    """Set a figure or a word on one line, its glyphs at their natural distance."""
    glyphs = chain.glyphs(text)
    ends = list(accumulate([glyph.width * size for glyph in glyphs]))
    places = [end - (g.width - g.shift) * size for end, g in zip(ends, glyphs, strict=True)]
    return SetLine(glyphs, places, size, ends[-1] if ends else 0.0)


class Text:
    """Glyphs with their natural places, from which lines of any width can be cut."""

    def __init__(self, runs: Sequence[tuple[Chain, str]], size: float, tracking: float = 0.0) -> None:
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
                if (kind == CharacterKind.WIDE and previous in _WORD) or (
                    previous == CharacterKind.WIDE and kind in _WORD
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

    def lines(self, width: float, indent: float = 0.0, flush: bool = True) -> list[SetLine]:
        """Break the text into lines of *width*, the first one shorter by *indent*.

        Without *flush* the lines keep their natural spacing, as in the cells of a table.
        """
        ends, loose = self._one_by_one(width, indent)
        if flush and loose:
            ends = self._all_at_once(width, indent) or ends
        total = len(self.glyphs)
        return [
            self._line(start, end, width if start else width - indent, flush and end < total, first=not start)
            for start, end in pairwise([0, *ends])
        ]

    def _one_by_one(self, width: float, indent: float) -> tuple[list[int], bool]:
        """Return where each line ends, chosen line by line, and whether one of them is spread too much."""
        ends: list[int] = []
        start, total, loose = 0, len(self.glyphs), False
        while start < total:
            room = width if start else width - indent
            end = self._break(start, room, first=not start)
            if end < total and end - start > _SHORT and self._leaves_widow(end):
                end = self._earlier(start, end)
            if end < total and self._stretch_cost(start, end, room, first=not start) > _LOOSE:
                loose = True
            ends.append(end)
            start = end
        return ends, loose

    def _all_at_once(self, width: float, indent: float) -> list[int]:
        """Return where each line ends so that the paragraph's lines together have the least fault; empty when none does."""
        total = len(self.glyphs)
        reached: dict[int, tuple[float, int]] = {0: (0.0, 0)}
        for start in range(total):
            if start not in reached:
                continue
            fault = reached[start][0]
            for end, cost in self._candidates(start, width if start else width - indent, first=not start):
                sum_of_faults = fault + cost
                if end not in reached or sum_of_faults < reached[end][0]:
                    reached[end] = sum_of_faults, start
        ends = []
        place = total if total in reached else 0
        while place:
            ends.append(place)
            place = reached[place][1]
        return ends[::-1]

    def _candidates(self, start: int, room: float, first: bool) -> Iterator[tuple[int, float]]:
        """Yield the places where a line from *start* may end, with the fault of each, which grows steeply."""
        total = len(self.glyphs)
        fitting = bisect_right(self._ends, self._left(start, first) + room + 0.01, start)
        if fitting >= total:
            yield total, 0.0
            return
        may_end, ends, shrunk, stretched = self._may_end, self._ends_of_lines, self._shrunk, self._stretched
        margin, bearable = self._left(start, first) + room, _BEARABLE_STRETCH * self.size
        for end in range(min(fitting + _WIDER, total - 1), start, -1):
            if may_end[end] not in (1, 3):
                continue
            last = self._last(start, end)
            excess = ends[last] - margin
            if excess > 0.01:
                give = shrunk[last] - shrunk[start]
                if excess > give:
                    continue
                cost = (excess / give) ** 4
            else:
                gaps = stretched[last] - stretched[start]
                cost = (excess / (max(gaps, 1) * bearable)) ** 4
                if cost > _LOOSEST:
                    return
            if self._leaves_widow(end):
                cost += _WIDOW
            if self._may_end[end] == 3:
                cost += _PARTED_DATE
            yield end, cost

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

    def _break(self, start: int, room: float, first: bool) -> int:
        """Return where the line from *start* ends."""
        total = len(self.glyphs)
        room += 0.01
        left = self._left(start, first)
        fitting = bisect_right(self._ends, left + room, start)
        if (
            fitting < total - 1
            and self._ends_of_lines[fitting] <= left + room
            and self._may_end[fitting + 1] == 1
        ):
            fitting += 1
        while fitting < total and self._kinds[fitting] == CharacterKind.SPACE:
            fitting += 1
        if fitting >= total:
            return total
        fit = fitting
        while fit > start and self._may_end[fit] != 1:
            fit -= 1
        best, cost = fit, self._stretch_cost(start, fit, room, first)
        wide = self._may_end.find(1, fitting + 1, total + 1)
        if wide >= 0:
            excess = self._width(start, wide, first) - room
            give = self._give(start, wide)
            if excess <= give and (ratio := (excess / give) ** 2) < cost:
                best, cost = wide, ratio
        if best == start or self._slack(start, best, room, first) > _DESPERATE * self.size:
            best = self._desperate(start, best, fitting)
        return best

    def _slack(self, start: int, end: int, room: float, first: bool) -> float:
        return room - self._width(start, end, first)

    def _stretch_cost(self, start: int, end: int, room: float, first: bool) -> float:
        if end <= start:
            return float("inf")
        gaps = self._stretched[self._last(start, end)] - self._stretched[start]
        return (self._slack(start, end, room, first) / (max(gaps, 1) * _BEARABLE_STRETCH * self.size)) ** 2

    def _desperate(self, start: int, best: int, fitting: int) -> int:
        """Break inside an address where it has a joint; a word longer than the line, anywhere."""
        for end in range(fitting, best, -1):
            if self._may_end[end] in (2, 3):
                return end
        return best if best > start else max(fitting, start + 1)

    def _leaves_widow(self, end: int) -> bool:
        """Whether what follows is a single character, perhaps with a mark."""
        rest = self._kinds[end : end + 3]
        return len(rest) <= 2 and sum(kind in _WORD or kind == CharacterKind.WIDE for kind in rest) <= 1

    def _earlier(self, start: int, end: int) -> int:
        for earlier in range(end - 1, max(start, end - 4), -1):
            if self._may_end[earlier] == 1:
                return earlier
        return end

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
