"""Where a long title breaks in Word: as on the pages, with widths that are nearly those of its fonts."""

from collections.abc import Sequence
from itertools import pairwise

from app.exports.blocks import Title
from app.exports.signature_position import WIDEST
from app.exports.title_lines import best_lines
from app.exports.title_words import parts_between, places_in_name

_PER_LINE = 19.5
"""Full characters of the title that a line holds; digits and Latin letters are half as wide."""


def title_lines(title: Title) -> list[str]:
    """Return the title's lines, as few as hold it."""
    costs = title.costs or (0,) * (len(title.parts) - 1)
    return _lines(title.parts, costs, [part[:4].isdigit() for part in title.parts], _PER_LINE)


def signed_by_lines(unit: str) -> list[str]:
    """Return the lines of the name that signs, a long one broken as a title is."""
    places = places_in_name(unit)
    parts = parts_between(unit, places)
    return _lines(parts, list(places.values()), [False] * len(parts), WIDEST)


def _lines(parts: Sequence[str], costs: Sequence[int], years: Sequence[bool], widest: float) -> list[str]:
    ends = best_lines([text_width(part) for part in parts], costs, years, widest)
    return ["".join(parts[start:end]) for start, end in pairwise((0, *ends))]


def text_width(line: str) -> float:
    """Return about how wide a text is, in full characters."""
    return sum(0.5 if character.isascii() else 1 for character in line)
