"""Works out the sums of a sheet, to find results that the file keeps from before its figures were changed."""

import re
from collections.abc import Callable, Iterator

from app.imports.readers.xlsx_places import place_of

STALE = "公式的结果与公式所列的数算出的不符，不能确定哪个是对的，请核对后填写。"
_REFERENCE = r"[A-Z]{1,3}[0-9]{1,7}"
_TERM = re.compile(
    rf"(?P<sign>[+-]?)(?:SUM\((?P<sum>[A-Z0-9:,]*)\)|(?P<cell>{_REFERENCE})|(?P<number>[0-9]{{1,15}}(?:\.[0-9]{{1,15}})?))(?=[+-]|$)"
)
_MOST = 2000
_ALIKE = 1e-6

Number = Callable[[tuple[int, int]], float | None]
"""Tells the number in a cell: 0 for a blank one. Raises `Unknown` where that is not certain; ``None``: a text."""


class Unknown(Exception):
    """What the formula comes to can't be told."""


def is_stale(formula: str, result: str, number: Number) -> bool:
    """Whether a formula that is nothing but a sum comes to something else than *result*."""
    try:
        wanted, found = float(result), _sum(formula.replace("$", "").replace(" ", "").upper(), number)
    except (Unknown, ValueError, OverflowError):
        return False
    return abs(wanted - found) > _ALIKE * max(1.0, abs(found))


def _sum(formula: str, number: Number) -> float:
    at, total = 0, 0.0
    while at < len(formula):
        term = _TERM.match(formula, at)
        if term is None:
            raise Unknown
        if term["sum"] is not None:
            value = sum(_listed(term["sum"], number))
        elif term["cell"]:
            value = _cell(term["cell"], number)
        else:
            value = float(term["number"])
        total += -value if term["sign"] == "-" else value
        at = term.end()
    if not formula:
        raise Unknown
    return total


def _cell(name: str, number: Number) -> float:
    place = place_of(name)
    value = None if place is None else number(place)
    if value is None:
        raise Unknown
    return value


def _listed(arguments: str, number: Number) -> Iterator[float]:
    """Yield the numbers of the cells that a sum lists; texts among them don't count."""
    count = 0
    for argument in arguments.split(","):
        first, _, last = argument.partition(":")
        start, end = place_of(first), place_of(last or first)
        if start is None or end is None:
            raise Unknown
        for row in range(start[0], end[0] + 1):
            for column in range(start[1], end[1] + 1):
                count += 1
                if count > _MOST:
                    raise Unknown
                yield number((row, column)) or 0.0
