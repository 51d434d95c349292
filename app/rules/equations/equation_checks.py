"""Evaluates the equations of a form on a report.

The equations are written out once per form; a run over a filled report is a few hundred look-ups and additions.
"""

from collections.abc import Mapping

from app.forms.cell_equations import CellEquation, Term
from app.forms.compiled import BasicCells, cell_equations, compiled
from app.report import Report, Totals
from app.rules.model import Finding, Result, RuleOutcome, Severity
from app.values import Value, canonical, distance


def evaluate(report: Report, previous: Report | None = None, *, column: str = "") -> list[Result]:
    """Evaluate every equation of the report's form, or those whose id ends in *column*, in the form's order.

    An equation is not evaluated when a cell that it needs is untouched. In computed mode the parts of a total count
    as needed too, since such a total is only the sum of what has been filled in so far. *previous* is the unit's
    report of the year before.
    """
    touched = report.cells.keys()
    touched_before = previous.cells.keys() if previous else frozenset()
    own = _needed(report)
    before = _needed(previous) if previous else None
    results = []
    for rule in cell_equations(report.form):
        if (column and not rule.id.endswith(column)) or not _applies(rule, report, previous):
            continue
        needed = own[rule.own] if own is not None else rule.own
        needed_before = before[rule.before] if before is not None else rule.before
        whole = needed <= touched and rule.own <= touched
        if previous is not None:
            whole = whole and needed_before <= touched_before and rule.before <= touched_before
        if not whole:
            results.append(
                Result(
                    rule.id,
                    RuleOutcome.NOT_EVALUATED,
                    untouched=_untouched(needed, report),
                    untouched_before=_untouched(needed_before, previous) if previous else (),
                )
            )
        else:
            results.append(_evaluated(rule, report.cells, previous.cells if previous else {}))
    return results


def still_missing(report: Report, equation: CellEquation) -> Value | None:
    """Return what the untouched cells of an equation must come to together so that it holds.

    ``None`` when nothing is missing, or when that does not follow: the untouched cells stand on both sides, the
    equation goes back to last year, or a computed total is not whole yet.
    """
    terms = equation.left + equation.right
    if equation.stated.relation == ">=" or any(term.previous for term in terms):
        return None
    computed = report.totals is Totals.COMPUTED
    blank, value = [], {}
    for term in terms:
        needed = compiled(report.form).parts(term.cell) if computed else {term.cell}
        if needed <= report.cells.keys() and term.cell in report.cells:
            value[term.cell] = report.cells[term.cell]
        else:
            blank.append(term)
    lacking = equation.left if blank and all(term in equation.left for term in blank) else equation.right
    if not blank or any(term not in lacking or term.weight != 1 for term in blank):
        return None
    if any(term.cell in report.cells for term in blank):
        return None
    other = equation.right if lacking is equation.left else equation.left
    known = sum((term.weight * value[term.cell] for term in lacking if term not in blank), 0)
    return sum((term.weight * value[term.cell] for term in other), 0) - known


def _needed(report: Report) -> BasicCells | None:
    """Return what must be touched for cells of *report* to be whole; None where it is these cells themselves."""
    return compiled(report.form).basic if report.totals is Totals.COMPUTED else None


def _applies(rule: CellEquation, report: Report, previous: Report | None) -> bool:
    equation = rule.stated
    if equation.same_form and previous is not None and previous.form is not report.form:
        return False
    if equation.without_previous:
        return previous is None or previous.form is not report.form
    return not rule.before or previous is not None


def _untouched(needed: frozenset[str], report: Report) -> tuple[str, ...]:
    return tuple(key for key in report.form.cells if key in needed and key not in report.cells)


def _evaluated(equation: CellEquation, cells: Mapping[str, Value], before: Mapping[str, Value]) -> Result:
    left: Value = 0
    for term in equation.left:
        left += term.weight * (before if term.previous else cells)[term.cell]
    right: Value = 0
    for term in equation.right:
        right += term.weight * (before if term.previous else cells)[term.cell]
    if left == right or (equation.stated.relation == ">=" and left > right):
        return Result(equation.id, RuleOutcome.HOLDS)
    message = equation.stated.message.format(
        at=equation.at,
        left=canonical(left),
        right=canonical(right),
        difference=canonical(distance(left, right)),
        left_sum=_written(equation.left, cells, before, left),
        right_sum=_written(equation.right, cells, before, right),
    )
    severity = Severity(equation.stated.severity)
    finding = Finding(
        rule=equation.id,
        severity=severity,
        message=message,
        cells=tuple(equation.weights),
        left=left,
        right=right,
    )
    return Result(equation.id, RuleOutcome.BROKEN, finding)


def _written(
    terms: tuple[Term, ...], cells: Mapping[str, Value], before: Mapping[str, Value], total: Value
) -> str:
    """Write a side out in words: 本年新收 5 + 上年结转 0 = 5."""
    words = ""
    for term in terms:
        value = canonical((before if term.previous else cells)[term.cell])
        times = "" if abs(term.weight) == 1 else f"{abs(term.weight)}×"
        sign = "- " if term.weight < 0 else "+ " if words else ""
        words += f" {sign}{times}{term.name} {value}"
    words = words.strip()
    return f"{words} = {canonical(total)}" if len(terms) > 1 else words
