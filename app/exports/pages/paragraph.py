"""Breaks a text into lines: where each ends, line by line or over the whole paragraph.

Lengths are in points. A paragraph is set at one size, in one or more faces.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from app.exports.pages.linebreak import CharacterKind
from app.exports.pages.spacing import WORD, SetLine, SpacedGlyphs

# How much a line's fault weighs; 1 is just bearable. Stretch is counted per gap, in em.
_BEARABLE_STRETCH = 0.05
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


class Text(SpacedGlyphs):
    """A text from which lines of any width can be cut."""

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

    def count_unsqueezed(self, width: float, indent: float = 0.0) -> int:
        """Return how many lines of *width* it takes where gaps and marks give up nothing, as in a word processor."""
        given = self._shrunk
        self._shrunk = [0.0] * len(given)
        try:
            return len(self._one_by_one(width, indent)[0])
        finally:
            self._shrunk = given

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
        if len(self._kinds) - end > 2:
            return False
        return sum(kind in WORD or kind == CharacterKind.WIDE for kind in self._kinds[end:]) <= 1

    def _earlier(self, start: int, end: int) -> int:
        for earlier in range(end - 1, max(start, end - 4), -1):
            if self._may_end[earlier] == 1:
                return earlier
        return end
