"""Chooses the lines of a title, shaped like a trapezoid or a diamond (GB/T 9704-2012, 7.3.1), broken between words."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf

_STEP = 2.0
"""Two lines whose lengths differ by less than this many characters look like a block, not a trapezoid."""
_BLOCK = 2.0
_HOURGLASS = 10.0
"""For a line shorter than those around it."""
_YEAR_FIRST = 4.0
"""A year at the start of a line outweighs lines that differ by twice as many characters more."""


def best_lines(
    widths: Sequence[float], costs: Sequence[int], opens_line: Sequence[bool], limit: float
) -> list[int]:
    """Return where each line ends, as counts of words, for as few lines as hold the words.

    *widths* are the words' and *limit* a line's, in characters; *costs* are for ending a line after each word but the
    last; *opens_line* tells which words should begin a line. Each word must fit a line.
    """
    if not widths:
        return []
    ends = [0.0, *accumulate(widths)]
    count = _fewest(ends, limit)
    return list(_LineSearch(ends, costs, opens_line, limit, count).best(0, 0, inf, 0.0)[1])


def _fewest(ends: Sequence[float], limit: float) -> int:
    count, start = 1, 0
    for end in range(1, len(ends)):
        if ends[end] - ends[start] > limit and end - 1 > start:
            count, start = count + 1, end - 1
    return count


class _LineSearch:
    """Searches all ways to set the words in so many lines, looking at each part of a way once."""

    def __init__(
        self,
        ends: Sequence[float],
        costs: Sequence[int],
        opens_line: Sequence[bool],
        limit: float,
        count: int,
    ) -> None:
        self._ends, self._costs, self._opens_line = ends, costs, opens_line
        self._limit, self._count = limit, count
        self._mean = ends[-1] / count
        self.best = lru_cache(maxsize=None)(self._best)

    def _best(self, line: int, start: int, before: float, step: float) -> tuple[float, tuple[int, ...]]:
        """Return the least fault of the lines from *line* on, which begin with the word *start*, and their ends.

        *before* is the length of the line above, infinite for none; *step* by how much it differed from its own.
        """
        words = len(self._ends) - 1
        if line == self._count:
            return (0.0, ()) if start == words else (inf, ())
        best: tuple[float, tuple[int, ...]] = (inf, ())
        for end in range(start + 1, words + 1):
            length = self._ends[end] - self._ends[start]
            if length > self._limit and end > start + 1:
                break
            if (end == words) != (line == self._count - 1):
                continue
            now = length - before if before != inf else 0.0
            fault = abs(length - self._mean) / self._count
            if before != inf:
                fault += _BLOCK * (abs(now) < _STEP) + _HOURGLASS * (step <= -1 and now >= 1)
                fault -= _YEAR_FIRST * self._opens_line[start]
            if end < words:
                fault += self._costs[end - 1]
            rest, following = self.best(line + 1, end, length, now)
            if fault + rest < best[0]:
                best = (fault + rest, (end, *following))
        return best
