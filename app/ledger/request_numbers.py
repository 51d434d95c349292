"""Numbers of requests and letters: the year in them, the next one without a gap, and one spelling for comparing."""

import re
from collections.abc import Iterable

from app.values import half_width

YEAR_IN_NUMBER = re.compile(r"[〔\[(（【［﹝]\s*((?:19|20)[0-9]{2})\s*年?\s*[〕\])）】］﹞]")
"""The year in a document's number: 江公复〔2025〕3号."""
_ORDINAL = re.compile(r"([0-9]+)(?=[^0-9]*$)")


def same_number(number: str) -> str:
    """Return a number in the one spelling by which two writings of it are one."""
    plain = half_width(number).upper()
    plain = re.sub(r"[\s]+", "", plain)
    return (
        re.sub(r"[〔\[【［﹝]", "(", re.sub(r"[〕\]】］﹞]", ")", plain)).replace("—", "-").replace("–", "-")
    )


def next_number(known: Iterable[str], year: int, pattern: str = "〔{year}〕{ordinal}号") -> str:
    """Return the first number of the year that follows all known ones: numbers are given without gaps."""
    before, _, after = pattern.partition("{ordinal}")
    start = same_number(before.format(year=year))
    end = same_number(after.format(year=year))
    taken = 0
    for number in map(same_number, known):
        if number.startswith(start) and number.endswith(end):
            digits = number[len(start) : len(number) - len(end) or None]
            if digits.isdecimal() and len(digits) < 9:
                taken = max(taken, int(digits))
    return pattern.format(year=year, ordinal=taken + 1)
