"""Sums of cells as a reader of the report would take them from the tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.forms.linear import Linear, basic_parts, linears, total_definitions
from app.forms.model import Form
from app.report import Report, Totals
from app.values import Value


@dataclass(frozen=True)
class Figure:
    """What cells add up to; *whole* is false when a blank among them may yet be filled."""

    value: Value
    whole: bool


def figure(report: Report, cells: Iterable[str], zeros: frozenset[str] = frozenset()) -> Figure | None:
    """Add up *cells*; ``None`` when all of them are blank.

    A blank total is the sum of its parts: published reports leave totals out. Blank is not 0, so a sum with a
    blank in it is not *whole* and can only be asked about, unless the blank is one of the evident *zeros*.
    """
    definitions = total_definitions(report.form)
    total: Value = 0
    touched, whole = False, True
    waiting = list(cells)
    while waiting:
        cell = waiting.pop()
        if cell in report.cells:
            total += report.cells[cell]
            touched = True
        elif cell in definitions:
            waiting += definitions[cell]
        else:
            whole = whole and cell in zeros
    return Figure(total, whole) if touched else None


def evident_zeros(report: Report) -> frozenset[str]:
    """Return the blanks that can only be meant as 0: an equation with figures in it holds just when they are.

    Published reports leave zeros out. A total that the program computes is the sum of whatever has been filled in
    so far and proves nothing.
    """
    computed = report.totals is Totals.COMPUTED
    zeros: set[str] = set()
    for linear, blankable in _equations(report.form):
        if computed and linear.equation.computes:
            continue
        sides = _side(linear, report.cells)
        if sides[0] == sides[1] > 0:
            zeros |= blankable - report.cells.keys()
    return frozenset(zeros)


@lru_cache(maxsize=16)
def _equations(form: Form) -> tuple[tuple[Linear, frozenset[str]], ...]:
    parts = basic_parts(form)
    return tuple(
        (linear, frozenset().union(*(parts(term.cell) for term in linear.left + linear.right)))
        for linear in linears(form)
        if linear.equation.relation == "=" and not any(term.previous for term in linear.left + linear.right)
    )


def _side(linear: Linear, cells: Mapping[str, Value]) -> tuple[Value, Value]:
    left: Value = sum(term.weight * cells.get(term.cell, 0) for term in linear.left)
    right: Value = sum(term.weight * cells.get(term.cell, 0) for term in linear.right)
    return left, right
