"""The equations of a report as one system: which are broken, and what a change of cells would do to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.forms.linear import Linear, basic_parts, linears, total_definitions
from app.forms.model import Form
from app.report import Report, Totals
from app.rules.model import Finding, Result, RuleOutcome
from app.values import Value

Change = Mapping[str, Value]
"""How much to add to which cells."""


@dataclass(frozen=True, eq=False)
class BalanceEquation:
    """A linear rule as Σ weight·cell = constant; *derived* ones follow from the others."""

    id: str
    weights: Mapping[str, int]
    derived: bool
    yearly: bool
    """Ties this year's figures to last year's."""


@lru_cache(maxsize=32)
def _equations(form: Form, computed: bool) -> tuple[BalanceEquation, ...]:
    totals = total_definitions(form) if computed else {}
    parts = basic_parts(form)
    equations = []
    for linear in linears(form):
        if linear.equation.relation != "=":
            continue
        weights: dict[str, int] = {}
        for cell, weight in _terms(linear):
            for part in parts(cell) if cell in totals else (cell,):
                weights[part] = weights.get(part, 0) + weight
        derived = bool(totals) and all(cell in totals for cell, _ in _terms(linear))
        yearly = any(term.previous for term in linear.left + linear.right)
        kept = {cell: weights[cell] for cell in form.cells if weights.get(cell)}
        if kept:
            equations.append(BalanceEquation(linear.id, kept, derived, yearly))
    return tuple(equations)


def _terms(linear: Linear) -> list[tuple[str, int]]:
    return [(t.cell, t.weight) for t in linear.left if not t.previous] + [
        (t.cell, -t.weight) for t in linear.right if not t.previous
    ]


class System:
    """The evaluated equations of one report, with how far each is from holding."""

    def __init__(self, report: Report, results: Iterable[Result]) -> None:
        self.report = report
        findings = {
            result.rule: result.finding
            for result in results
            if result.outcome is not RuleOutcome.NOT_EVALUATED
        }
        self.all = [e for e in _equations(report.form, report.totals is Totals.COMPUTED) if e.id in findings]
        self._residuals = {e.id: _residual(findings[e.id]) for e in self.all}
        self._containing: dict[str, list[BalanceEquation]] = {}
        for equation in self.all:
            if not equation.derived:
                for cell in equation.weights:
                    self._containing.setdefault(cell, []).append(equation)

    def residual(self, equation: BalanceEquation) -> Value:
        """How much the left side is more than the right."""
        return self._residuals[equation.id]

    @property
    def broken(self) -> list[BalanceEquation]:
        """The equations that do not hold and do not just follow from others."""
        return [e for e in self.all if not e.derived and self.residual(e) != 0]

    def mends(self, change: Change) -> frozenset[str]:
        """Return the broken equations that *change* satisfies; none when it leaves or makes one broken."""
        touched: dict[str, Value] = {}
        for cell, step in change.items():
            after = self.report.cells.get(cell, 0) + step
            if after < 0 or after > self.report.form.cells[cell].kind.largest:
                return frozenset()
            for equation in self._containing.get(cell, ()):
                touched[equation.id] = touched.get(equation.id, 0) + equation.weights[cell] * step
        if any(self._residuals[key] + step != 0 for key, step in touched.items()):
            return frozenset()
        return frozenset(key for key in touched if self._residuals[key] != 0)

    def culprits(self, equation: BalanceEquation) -> dict[str, Value]:
        """Return the cells that alone would mend *equation* and most others besides, each with its value then."""
        found: dict[str, tuple[int, Value]] = {}
        residual = self.residual(equation)
        for cell, weight in equation.weights.items():
            step, rest = divmod(-residual, weight)
            mended = self.mends({cell: step}) if rest == 0 else frozenset()
            if mended:
                found[cell] = len(mended), self.report.cells.get(cell, 0) + step
        most = max((count for count, _ in found.values()), default=0)
        return {cell: value for cell, (count, value) in found.items() if count == most}


def _residual(finding: Finding | None) -> Value:
    if finding is None or finding.left is None or finding.right is None:
        return 0
    return finding.left - finding.right
