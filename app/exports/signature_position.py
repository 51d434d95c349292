"""Where the lines of the 落款 stand (GB/T 9704-2012, 7.3.5.2, a report without a seal)."""

from collections.abc import Sequence

INSET = 2.0
"""Characters that stay free to the right of the longer of unit and date."""
STEP = 2.0
"""How many characters further right the date begins than the unit."""
WIDEST = 24.0
"""Characters that a line of the unit's name holds at most: two more than the inset stay free on the left."""


def lefts(units: Sequence[float], date: float | None) -> list[float]:
    """Return how far left of the right margin each line begins, all in characters.

    *units* are the widths of the lines of the unit's name, set one below the other about one axis; *date* is the width
    of the date below them, None for none.
    """
    longest = max(units, default=0.0)
    step = STEP if units else 0.0
    block = INSET + max(longest, 0.0 if date is None else step + date)
    return [block - (longest - width) / 2 for width in units] + ([] if date is None else [block - step])
