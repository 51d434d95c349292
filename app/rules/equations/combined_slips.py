"""Finds several wrong figures that meet in one equation: the set of cells that together mend all broken equations.

Two wrong figures in one row break the row by their sum, and each its column: no cell by itself satisfies both. The
search is for the smallest set of changes that satisfies every broken equation and breaks no other. Where two sets
are equally small, nobody can know which is right, and none is named.
"""

from collections.abc import Iterator, Mapping

from app.forms.compiled import Balance
from app.rules.equations.equation_system import System
from app.values import Value

_MOST_CELLS = 4
_MOST_TRIES = 20_000
"""At most this many sets of cells are tried for one report; after that nothing is named."""

Steps = dict[str, Value]
"""How much to add to which cells."""


def several_slips(system: System, equations: list[Balance]) -> Steps:
    """Return the one smallest set of changes that mends *equations*; empty when there is none, or more than one.

    Sets of more than two are looked for among cells all of whose equations are broken; these sets are taken apart
    where they share no equation.
    """
    found: Steps = {}
    for group in _groups(system, equations):
        found |= _Search(system, group).solution()
    return found


def _groups(system: System, equations: list[Balance]) -> list[list[Balance]]:
    """Divide broken equations into groups that share suspected cells."""
    ids = {equation.id: equation for equation in equations}
    groups = {key: {key} for key in ids}
    for cell in {cell for equation in equations for cell in equation.weights}:
        around = [equation.id for equation in system.containing(cell)]
        if len(around) > 1 and ids.keys() >= set(around):
            joined = set().union(*(groups[key] for key in around))
            groups |= dict.fromkeys(joined, joined)
    unique = {id(group): group for group in groups.values()}
    return [[ids[key] for key in ids if key in group] for group in unique.values()]


class _Search:
    """The search for one group of equations."""

    def __init__(self, system: System, group: list[Balance]) -> None:
        self._system = system
        self._residuals = {equation.id: system.residual(equation) for equation in group}
        self._equations = {equation.id: equation for equation in group}
        cells = {cell for equation in system.all for cell in equation.weights}
        # No change of one cell mends more equations than this.
        self._reach = max(len(system.containing(cell)) for cell in cells)
        self._tries = 0
        self._found: list[Steps] = []

    def solution(self) -> Steps:
        for count in range(2, _MOST_CELLS + 1):
            self._try(self._residuals, {}, count, anywhere=count == 2)
            if self._tries > _MOST_TRIES or len(self._found) > 1:
                return {}
            if self._found:
                return self._possible(self._found[0])
        return {}

    def _possible(self, steps: Steps) -> Steps:
        """Return a solution if its cells are all suspected and can be so changed.

        Two cells that are off against each other in an equation that holds are no solution: too much else explains
        them.
        """
        fits = all(self._suspected(cell) and self._system.may_change(cell, steps[cell]) for cell in steps)
        return steps if fits else {}

    def _try(self, residuals: Mapping[str, Value], steps: Steps, left: int, *, anywhere: bool) -> None:
        """Complete *steps* in every way that makes all *residuals* 0 with at most *left* more cells."""
        broken = [key for key, residual in residuals.items() if residual]
        if not broken:
            if steps not in self._found:
                self._found.append(steps)
            return
        if len(broken) > left * self._reach or len(self._found) > 1 or self._tries > _MOST_TRIES:
            return
        for cell, step in self._ways(residuals, broken, anywhere=anywhere):
            if cell in steps:
                continue
            self._tries += 1
            after = dict(residuals)
            for equation in self._system.containing(cell):
                after[equation.id] = (
                    after.get(equation.id, self._system.residual(equation)) + equation.weights[cell] * step
                )
            self._try(after, {**steps, cell: step}, left - 1, anywhere=anywhere)

    def _ways(
        self, residuals: Mapping[str, Value], broken: list[str], *, anywhere: bool
    ) -> Iterator[tuple[str, Value]]:
        """Yield the changes of a cell that satisfy one broken equation; one of them is in every solution."""
        by_equation = []
        for key in broken:
            equation = self._equation(key)
            by_equation.append([c for c in equation.weights if anywhere or self._suspected(c)])
        for cell in min(by_equation, key=len):
            steps = set()
            for equation in self._system.containing(cell):
                residual = residuals.get(equation.id, self._system.residual(equation))
                step, rest = divmod(-residual, equation.weights[cell])
                if step and not rest:
                    steps.add(step)
            yield from ((cell, step) for step in sorted(steps))

    def _suspected(self, cell: str) -> bool:
        """Whether all equations of a cell are broken, and more than one."""
        around = self._system.containing(cell)
        return len(around) > 1 and all(equation.id in self._residuals for equation in around)

    def _equation(self, key: str) -> Balance:
        return self._equations.get(key) or next(e for e in self._system.all if e.id == key)
