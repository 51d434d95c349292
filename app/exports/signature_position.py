"""Where the lines of the 落款 stand: GB/T 9704-2012, 7.3.5.2 without a seal, 7.3.5.1 with room for one."""

from collections.abc import Sequence

INSET = 2.0
"""Characters that stay free to the right of the longer of unit and date."""
STEP = 2.0
"""How many characters further right the date begins than the unit."""
WIDEST = 24.0
"""Characters that a line of the unit's name holds at most: two more than the inset stay free on the left."""


SEALED_INSET = 4.0
"""Characters that stay free to the right of the date of a report that gets a seal."""


def around(*, sealed: bool) -> tuple[int, int]:
    """Return how many lines stay blank above the 落款 and below it.

    A seal of 42 mm is four lines high; its upper edge is within a line of the text, and name and date stand a little
    below its middle.
    """
    return (2, 1) if sealed else (1, 0)


def lefts(units: Sequence[float], date: float | None, *, sealed: bool = False) -> list[float]:
    """Return how far left of the right margin each line begins, all in characters.

    *units* are the widths of the lines of the unit's name, set one below the other about one axis; *date* is the width
    of the date below them, None for none. With room for a seal they are centred above the date.
    """
    longest = max(units, default=0.0)
    if sealed and date is not None:
        axis = max(SEALED_INSET + date / 2, INSET + longest / 2)
        return [axis + width / 2 for width in (*units, date)]
    step = STEP if units else 0.0
    block = INSET + max(longest, 0.0 if date is None else step + date)
    return [block - (longest - width) / 2 for width in units] + ([] if date is None else [block - step])
