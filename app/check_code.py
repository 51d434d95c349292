"""The check code (校验码): eight digits that follow from a report's figures, for comparing paper, telephone and file.

Program and fill-in workbook compute it alike, the workbook with a formula, so all steps are exact in a double:
a cell gives its value plus one, taken in its smallest step, times the cell's own weight, modulo a prime. A blank
cell gives nothing, so that blank and 0 differ. One changed figure, two exchanged figures or a figure in the wrong
cell always give another code.
"""

import zlib
from collections.abc import Mapping
from functools import lru_cache

from app.forms.model import Form
from app.values import Kind, Value

PRIME = 99_999_989
"""The largest prime of eight digits."""
DIGITS = 8
_LARGEST_WEIGHT = 9_999_991
"""A prime whose product with `PRIME` is still exact in a double."""


def check_code(form: Form, cells: Mapping[str, Value]) -> str:
    """Return the check code of *cells*, a report of *form*; all untouched, it is eight zeros."""
    weights = cell_weights(form)
    total = sum(share(cells[key], form.cells[key].kind, weights[key]) for key in form.cells if key in cells)
    return f"{total % PRIME:0{DIGITS}d}"


def spaced(code: str) -> str:
    """Return a check code as it is shown and read out: two groups of four."""
    return f"{code[: DIGITS // 2]} {code[DIGITS // 2 :]}"


def share(value: Value, kind: Kind, weight: int) -> int:
    """Return what one touched cell adds to the code."""
    return (int(value * steps(kind)) + 1) % PRIME * weight % PRIME


def steps(kind: Kind) -> int:
    """Return how many of the smallest steps of a kind make one."""
    return int(10**kind.places)


@lru_cache(maxsize=16)
def cell_weights(form: Form) -> Mapping[str, int]:
    """Return each cell's weight. It follows from the cell's key, so that a form may grow without changing others'."""
    weights: dict[str, int] = {}
    taken: set[int] = set()
    for key in form.cells:
        weight = zlib.crc32(key.encode()) % _LARGEST_WEIGHT + 1
        while weight in taken:
            weight = weight % _LARGEST_WEIGHT + 1
        taken.add(weight)
        weights[key] = weight
    return weights
