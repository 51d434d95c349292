"""Sums of cells as a reader of the report would take them from the tables."""

from collections.abc import Iterable
from typing import NamedTuple

from app.forms.cell_equations import Term
from app.forms.compiled import cell_equations, total_definitions
from app.report import Report, Totals
from app.values import Value


class CellSum(NamedTuple):
    """A sum of cells; *whole* is false when a blank one among them may yet be filled."""

    value: Value
    whole: bool


def figure(report: Report, cells: Iterable[str], zeros: frozenset[str] = frozenset()) -> CellSum | None:
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
    return CellSum(total, whole) if touched else None


def evident_zeros(report: Report) -> frozenset[str]:
    """Return the blank cells that can only be meant as 0, because an equation with figures in it holds only then.

    Published reports leave zeros out. A total that the program computes is the sum of whatever has been filled in
    so far and proves nothing.
    """
    if report.form.cells.keys() <= report.cells.keys():
        return frozenset()
    computed = report.totals is Totals.COMPUTED
    zeros: set[str] = set()
    for equation in cell_equations(report.form):
        if equation.stated.relation != "=" or equation.before or (computed and equation.stated.computes):
            continue
        blanks: set[str] = set()
        left, right = _side(equation.left, report, blanks), _side(equation.right, report, blanks)
        if left == right > 0:
            zeros |= blanks
    return frozenset(zeros)


def _side(terms: tuple[Term, ...], report: Report, blanks: set[str]) -> Value:
    """Add a side up with blanks as 0, noting them in *blanks*; a total that isn't there is its parts."""
    definitions = total_definitions(report.form)
    sum_: Value = 0
    waiting = [(term.cell, term.weight) for term in terms]
    while waiting:
        cell, weight = waiting.pop()
        if cell in definitions and (report.totals is Totals.COMPUTED or cell not in report.cells):
            waiting += [(part, weight) for part in definitions[cell]]
        elif cell in report.cells:
            sum_ += weight * report.cells[cell]
        else:
            blanks.add(cell)
    return sum_
