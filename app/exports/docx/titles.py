"""Where a long title breaks: between its parts only, into lines of about the same length, a longer one below."""

from collections.abc import Sequence
from itertools import combinations, pairwise

_PER_LINE = 19.5
"""Full characters of the title that a line holds; digits and Latin letters are half as wide."""
_MOST_CUTS = 4
_YEAR = 12


def title_lines(parts: Sequence[str]) -> list[str]:
    """Return the title's lines, as few as hold it."""
    whole = "".join(parts)
    for count in range(1, min(len(parts), _MOST_CUTS) + 1):
        options = [_lines(parts, cuts) for cuts in combinations(range(1, len(parts)), count - 1)]
        fitting = [lines for lines in options if max(map(_width, lines)) <= _PER_LINE]
        if fitting:
            return min(fitting, key=_unevenness)
    return [whole]


def _lines(parts: Sequence[str], cuts: Sequence[int]) -> list[str]:
    return ["".join(parts[start:end]) for start, end in pairwise((0, *cuts, len(parts)))]


def _width(line: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in line)


def _unevenness(lines: Sequence[str]) -> float:
    """A year opens a line: it belongs to the name of the report."""
    apart = max(map(_width, lines)) - min(map(_width, lines))
    return apart - _YEAR * sum(line[:4].isdigit() for line in lines[1:])
