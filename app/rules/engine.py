"""The linear engine: evaluates the equations of a form on a report.

The equations are written out once per form; a run over a filled report is a few hundred look-ups and additions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.forms.linear import Linear, Term, basic_parts, linears
from app.forms.model import Form
from app.report import Report, Totals
from app.rules.model import Finding, Outcome, Result, Severity
from app.values import Value, canonical, distance


@dataclass(frozen=True, slots=True, eq=False)
class _Compiled:
    linear: Linear
    cells: tuple[str, ...]
    own: frozenset[str]
    """Cells of this year's report the equation needs, totals taken as typed."""
    basic: frozenset[str]
    """The same with computed totals replaced by what they are summed from."""
    before: frozenset[str]
    """Cells of last year's report the equation needs."""


@lru_cache(maxsize=16)
def _compiled(form: Form) -> tuple[_Compiled, ...]:
    parts = basic_parts(form)
    compiled = []
    for linear in linears(form):
        terms = linear.left + linear.right
        own = frozenset(term.cell for term in terms if not term.previous)
        basic: frozenset[str] = frozenset().union(*(parts(cell) for cell in own))
        before = frozenset(term.cell for term in terms if term.previous)
        compiled.append(
            _Compiled(
                linear, tuple(dict.fromkeys(t.cell for t in terms if not t.previous)), own, basic, before
            )
        )
    return tuple(compiled)


def evaluate(report: Report, previous: Report | None = None) -> list[Result]:
    """Evaluate every equation of the report's form, in the form's order.

    A rule is not evaluated when a cell it needs is untouched, in computed mode also when a part of a total is:
    such a total is only what has been filled in so far. *previous* is the unit's report of the year before.
    """
    touched = report.cells.keys()
    computed = report.totals is Totals.COMPUTED
    results = []
    for rule in _compiled(report.form):
        if not _applies(rule, report, previous):
            continue
        needed = rule.basic if computed else rule.own
        if not (needed <= touched and rule.own <= touched) or (
            previous is not None and not rule.before <= previous.cells.keys()
        ):
            results.append(_not_evaluated(rule, needed, report))
        else:
            results.append(_evaluated(rule, report.cells, previous.cells if previous else {}))
    return results


def _applies(rule: _Compiled, report: Report, previous: Report | None) -> bool:
    equation = rule.linear.equation
    if equation.same_form and previous is not None and previous.form is not report.form:
        return False
    if equation.without_previous:
        return previous is None or previous.form is not report.form
    return not rule.before or previous is not None


def _not_evaluated(rule: _Compiled, needed: frozenset[str], report: Report) -> Result:
    untouched = [key for key in report.form.cells if key in needed and key not in report.cells]
    return Result(rule.linear.id, Outcome.NOT_EVALUATED, untouched=tuple(untouched))


def _evaluated(rule: _Compiled, cells: Mapping[str, Value], before: Mapping[str, Value]) -> Result:
    linear = rule.linear
    left: Value = 0
    for term in linear.left:
        left += term.weight * (before if term.previous else cells)[term.cell]
    right: Value = 0
    for term in linear.right:
        right += term.weight * (before if term.previous else cells)[term.cell]
    if left == right or (linear.equation.relation == ">=" and left > right):
        return Result(linear.id, Outcome.HOLDS)
    message = linear.equation.message.format(
        at=linear.at,
        left=canonical(left),
        right=canonical(right),
        difference=canonical(distance(left, right)),
        left_sum=_written(linear.left, cells, before, left),
        right_sum=_written(linear.right, cells, before, right),
    )
    severity = Severity(linear.equation.severity)
    finding = Finding(linear.id, severity, message, rule.cells, left, right)
    return Result(linear.id, Outcome.BROKEN, finding)


def _written(
    terms: tuple[Term, ...], cells: Mapping[str, Value], before: Mapping[str, Value], total: Value
) -> str:
    """Write a side out in words: 本年新收 5 + 上年结转 0 = 5."""
    summands = [f"{t.name} {canonical((before if t.previous else cells)[t.cell])}" for t in terms]
    return f"{' + '.join(summands)} = {canonical(total)}" if len(terms) > 1 else summands[0]
