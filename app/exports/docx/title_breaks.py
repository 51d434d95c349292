"""Where a long title breaks in Word: as on the pages, with widths that are nearly those of its fonts."""

from itertools import pairwise

from app.exports.blocks import Title
from app.exports.signature_position import WIDEST
from app.exports.title_lines import best_lines
from app.exports.title_words import parts_between, places_in_name

_PER_LINE = 19.5
"""Full characters of the title that a line holds; digits and Latin letters are half as wide."""


def title_lines(title: Title) -> list[str]:
    """Return the title's lines, as few as hold it."""
    parts = title.parts
    costs = title.costs or (0,) * (len(parts) - 1)
    ends = best_lines(
        [text_width(part) for part in parts], costs, [part[:4].isdigit() for part in parts], _PER_LINE
    )
    return ["".join(parts[start:end]) for start, end in pairwise((0, *ends))]


def signed_by_lines(unit: str) -> list[str]:
    """Return the lines of the name that signs, a long one broken as a title is."""
    places = places_in_name(unit)
    parts = parts_between(unit, places)
    widths = [text_width(part) for part in parts]
    ends = best_lines(widths, list(places.values()), [False] * len(parts), WIDEST)
    return ["".join(parts[start:end]) for start, end in pairwise((0, *ends))]


def text_width(line: str) -> float:
    """Return about how wide a text is, in full characters."""
    return sum(0.5 if character.isascii() else 1 for character in line)
