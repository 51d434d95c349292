"""Tells whether a figure looks like another one mistyped, where nothing else says that the two mean the same."""

from app.values import Value, distance

_FEWEST = 10
"""Smaller figures are alike by chance."""


def is_mistyped(stated: Value, right: Value) -> bool:
    """Whether *stated* is *right* with digits swapped, with one of three or more digits wrong, or one more or less."""
    if stated == right or min(stated, right) < _FEWEST:
        return False
    one, other = str(stated), str(right)
    if sorted(one) == sorted(other) or distance(stated, right) <= 1:
        return True
    return len(one) == len(other) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
