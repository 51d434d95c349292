"""Which cases of a test every run takes, where a run of all would take too long."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def some(values: Iterable[Any], short: int, name: Callable[[Any], str] = str) -> list[Any]:
    """Return all values as parameters; all but *short* of them, evenly spread, bear the mark `long`."""
    items = list(values)
    taken = {place * len(items) // short for place in range(short)}
    return [
        pytest.param(item, id=name(item), marks=() if place in taken else pytest.mark.long)
        for place, item in enumerate(items)
    ]
