"""Where a cursor belongs in a text that has changed around it."""

from collections.abc import Iterable

from ui.views.finding_marks import position_in


def end_of_change(before: str, after: str) -> int:
    """Return how many characters of *after* there are up to the end of what differs, where typing goes on."""
    same, tail = _same_ends(before, after)
    return max(len(after) - tail, same)


def moved(place: int, before: str, after: str) -> int:
    """Return the document's position in *after* of a cursor at the position *place* in *before*.

    It stays in its words. A cursor within what changed, or at its edge, goes behind what is there now, so that the
    next key goes on from it.
    """
    offset = len(before.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))
    same, tail = _same_ends(before, after)
    if offset < same or before == after:
        return position_in(after, offset)
    return position_in(after, len(after) - min(len(before) - offset, tail))


def _same_ends(one: str, other: str) -> tuple[int, int]:
    """Return how many characters at the beginning, and of the others at the end, are alike."""
    same = _alike(zip(one, other, strict=False))
    rest = min(len(one), len(other)) - same
    return same, min(_alike(zip(reversed(one), reversed(other), strict=False)), rest)


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """Return how many pairs at the beginning are of one character."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
