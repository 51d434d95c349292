"""Where a long title breaks in Word: as on the pages, with widths that are nearly those of its fonts."""

from itertools import pairwise

from app.exports.blocks import Title
from app.exports.title_lines import best_lines

_PER_LINE = 19.5
"""Full characters of the title that a line holds; digits and Latin letters are half as wide."""


def title_lines(title: Title) -> list[str]:
    """Return the title's lines, as few as hold it."""
    parts = title.parts
    costs = title.costs or (0,) * (len(parts) - 1)
    ends = best_lines(
        [_width(part) for part in parts], costs, [part[:4].isdigit() for part in parts], _PER_LINE
    )
    return ["".join(parts[start:end]) for start, end in pairwise((0, *ends))]


def _width(line: str) -> float:
    return sum(0.5 if character.isascii() else 1 for character in line)
