"""The equations of a report as one system: which are broken, and what a change of cells would do to them."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from app.forms.compiled import Balance, compiled
from app.report import Report, Totals
from app.rules.model import Finding, Result, RuleOutcome
from app.values import Value

Change = Mapping[str, Value]
"""How much to add to which cells."""


class System:
    """The evaluated equations of one report, with how far each is from holding."""

    def __init__(self, report: Report, results: Iterable[Result]) -> None:
        self.report = report
        findings = {
            result.rule: result.finding
            for result in results
            if result.outcome is not RuleOutcome.NOT_EVALUATED
        }
        self.all = [
            e
            for e in compiled(report.form).balances(computed=report.totals is Totals.COMPUTED)
            if e.id in findings
        ]
        self._residuals = {e.id: _residual(findings[e.id]) for e in self.all}
        self._containing: dict[str, list[Balance]] = {}
        self._culprits: dict[tuple[str, bool], dict[str, Value]] = {}
        for equation in self.all:
            if not equation.derived:
                for cell in equation.weights:
                    self._containing.setdefault(cell, []).append(equation)

    def residual(self, equation: Balance) -> Value:
        """How much the left side is more than the right."""
        return self._residuals[equation.id]

    @cached_property
    def broken(self) -> list[Balance]:
        """The equations that do not hold, without those that only follow from others."""
        return [e for e in self.all if not e.derived and self.residual(e) != 0]

    def containing(self, cell: str) -> list[Balance]:
        """Return the equations that a change of *cell* touches."""
        return self._containing.get(cell, [])

    def may_change(self, cell: str, step: Value) -> bool:
        """Whether *cell* can be changed by *step* and still hold a value of its kind."""
        return 0 <= self.report.cells.get(cell, 0) + step <= self.report.form.cells[cell].kind.largest

    def mends(self, change: Change, *, bounded: bool = True) -> frozenset[str]:
        """Return the broken equations that *change* satisfies; none when it leaves or makes one broken.

        *bounded* says whether each cell must still hold a value of its kind.
        """
        touched: dict[str, Value] = {}
        for cell, step in change.items():
            if bounded and not self.may_change(cell, step):
                return frozenset()
            for equation in self._containing.get(cell, ()):
                touched[equation.id] = touched.get(equation.id, 0) + equation.weights[cell] * step
        if any(self._residuals[key] + step != 0 for key, step in touched.items()):
            return frozenset()
        return frozenset(key for key in touched if self._residuals[key] != 0)

    def culprits(self, equation: Balance, *, bounded: bool = True) -> dict[str, Value]:
        """Return the cells each of which alone would mend *equation* and the most others, with the value that would.

        That every other cell would have to become negative proves nothing, since two of them may be wrong. A cell
        is known to be the wrong one only if it is also the only one when bounds are ignored.
        """
        known = self._culprits.get((equation.id, bounded))
        if known is None:
            known = self._culprits[equation.id, bounded] = self._mending(equation, bounded)
        return known

    def _mending(self, equation: Balance, bounded: bool) -> dict[str, Value]:
        found: dict[str, tuple[int, Value]] = {}
        residual = self.residual(equation)
        for cell, weight in equation.weights.items():
            step, rest = divmod(-residual, weight)
            mended = self.mends({cell: step}, bounded=bounded) if rest == 0 else frozenset()
            if mended:
                found[cell] = len(mended), self.report.cells.get(cell, 0) + step
        most = max((count for count, _ in found.values()), default=0)
        return {cell: value for cell, (count, value) in found.items() if count == most}


def _residual(finding: Finding | None) -> Value:
    if finding is None or finding.left is None or finding.right is None:
        return 0
    return finding.left - finding.right
