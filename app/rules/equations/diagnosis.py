"""Tells which figure is probably the wrong one, from the set of equations that are broken.

A cell is the culprit when changing it by one amount satisfies every broken equation that contains it and breaks no
other. Where the program computes the totals, they follow and can't be wrong: the equations are then taken on the
figures beneath them. Where several cells would do, the finding says so instead of guessing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from app.forms.compiled import Balance, compiled
from app.report import Totals
from app.rules.equations.equation_checks import evaluate
from app.rules.equations.equation_system import System
from app.rules.examination import Examination
from app.rules.model import Finding, Result, RuleOutcome, Suggestion
from app.values import Value, canonical

_MOST_NAMED = 3
"""When more cells than this come into question, none is named."""


def diagnosed(examined: Examination, results: Iterable[Result]) -> dict[str, Finding]:
    """Return the findings of the broken equations among *results* with their probable cause, by rule id."""
    results = list(results)
    system = System(examined.report, results)
    found = {result.rule: result.finding for result in results if result.finding is not None}
    if not system.broken:
        return found
    rivals = _rivals(system)
    causes = {equation.id: _cause(examined, system, equation, rivals) for equation in system.broken}
    causes |= _several_causes(system, [e for e in system.broken if not causes[e.id].decided])
    for equation in system.all:
        if equation.derived and system.residual(equation) != 0:
            source = next((e for e in system.broken if e.weights.keys() & equation.weights.keys()), None)
            if source is not None:
                causes[equation.id] = causes[source.id]
    return {
        rule: _with_cause(finding, causes[rule]) if rule in causes else finding
        for rule, finding in found.items()
    }


class _Cause(NamedTuple):
    """What is probably wrong, in words, and the cells that are; no cells where too many come into question."""

    hint: str
    culprits: tuple[str, ...] = ()
    suggestion: Suggestion | None = None
    decided: bool = True


def _with_cause(finding: Finding, cause: _Cause) -> Finding:
    return replace(finding, hint=cause.hint, culprits=cause.culprits, suggestion=cause.suggestion)


def _known(system: System, equation: Balance) -> str:
    """Return the only cell that alone would mend *equation*; empty where several would."""
    culprits = system.culprits(equation)
    sure = len(culprits) == 1 == len(system.culprits(equation, bounded=False))
    return next(iter(culprits)) if sure else ""


def _rivals(system: System) -> frozenset[str]:
    """Return cells each of which would mend an equation alone, and each of which has a rival that would mend it too.

    At most one of them is wrong by the amount by which the equation is off.
    """
    known = {cell for equation in system.broken if (cell := _known(system, equation))}
    broken = {equation.id for equation in system.broken}
    claims: dict[str, set[str]] = {}
    for cell in known:
        for equation in system.containing(cell):
            if equation.id in broken:
                claims.setdefault(equation.id, set()).add(cell)
    return frozenset(cell for rivals in claims.values() if len(rivals) > 1 for cell in rivals)


def _cause(examined: Examination, system: System, equation: Balance, rivals: frozenset[str]) -> _Cause:
    culprits = system.culprits(equation)
    known = _known(system, equation)
    if known and known not in rivals:
        return _named(system, known, culprits[known], sure=True)
    from app.rules.equations.entry_slips import (  # Most reports have no broken equation.
        is_swap,
        repeated,
        slip,
    )

    if two_cells := slip(system, equation):
        return _Cause(two_cells.words, two_cells.cells)
    witnessed = {cell: words for cell in culprits if (words := _witness(examined, cell, culprits[cell]))}
    if len(witnessed) == 1:
        cell, words = witnessed.popitem()
        cause = _named(system, cell, culprits[cell], sure=False)
        return cause._replace(hint=cause.hint + words)
    swapped = [cell for cell, value in culprits.items() if is_swap(examined.report.cells.get(cell), value)]
    if len(swapped) == 1:
        return _named(system, swapped[0], culprits[swapped[0]], sure=False)
    if not culprits and (rows := repeated(system, equation)):
        return _Cause(rows.words, rows.cells, decided=False)
    doubtful = swapped or list(culprits)
    return _undecided(examined, system, equation, doubtful, swap=bool(swapped))._replace(decided=False)


def _several_causes(system: System, unexplained: list[Balance]) -> dict[str, _Cause]:
    """Return the causes of equations in which several wrong figures meet, by their ids."""
    if len(unexplained) < 2:
        return {}
    from app.rules.equations.combined_slips import several_slips

    steps = several_slips(system, unexplained)
    cells = {e.id: [cell for cell in e.weights if cell in steps] for e in unexplained}
    return {key: _named_together(system, wrong, steps) for key, wrong in cells.items() if wrong}


def _named_together(system: System, wrong: list[str], steps: Mapping[str, Value]) -> _Cause:
    """Name cells of which several are wrong at once."""
    report = system.report
    values = {cell: report.cells.get(cell, 0) + steps[cell] for cell in wrong}
    named = "；".join(
        f"{report.form.cells[cell].name}由 {canonical(report.cells.get(cell, 0))} 改为 {canonical(value)}"
        for cell, value in values.items()
    )
    count = len(steps)
    suggestion = Suggestion(wrong[0], values[wrong[0]]) if len(wrong) == 1 else None
    return _Cause(f"可能有 {count} 处填错：这里{named}，都改正后有关等式就都成立。", tuple(wrong), suggestion)


def _of_which_year(examined: Examination, equation: Balance) -> str:
    """Say where to look when two years disagree: last year's report is blamed only where it is wrong in itself."""
    previous = examined.previous
    if previous is not None:
        results = evaluate(previous, column=f".{equation.id.rpartition('.')[2]}")
        if any(result.outcome is RuleOutcome.BROKEN for result in results):
            return "上一年报告中这一列的等式就不成立，请先核对上一年的数。"
    return "单改这一处会使本年其他等式不成立，上一年报告的等式也成立，不能确定是哪一年的数有误，请对照两年的原始数据。"


def _witness(examined: Examination, cell: str, value: Value) -> str:
    """Say that a text states the figure which the tables would show with *value* in *cell*; empty when no text does."""
    report = examined.report
    computed = report.totals is Totals.COMPUTED
    parts = compiled(report.form).parts
    step = value - report.cells.get(cell, 0)
    for statement in examined.statements_by_step.get(step, ()):
        if any(cell == known or (computed and cell in parts(known)) for known in statement.claim.cells):
            return f"文中写的{statement.claim.name}正是 {canonical(statement.stated)}。"
    return ""


def _named(system: System, cell: str, value: Value, *, sure: bool) -> _Cause:
    name = system.report.form.cells[cell].name
    now = system.report.cells.get(cell)
    change = f"由 {canonical(now)} 改为 {canonical(value)}" if now is not None else f"填 {canonical(value)}"
    hint = (
        f"很可能是{name}填错：{change}，有关等式就都成立。"
        if sure
        else f"可能是{name}填错：{change}，等式成立。"
    )
    from app.rules.equations.entry_slips import remark

    return _Cause(hint + remark(system.report, cell, value), (cell,), Suggestion(cell, value))


def _undecided(
    examined: Examination, system: System, equation: Balance, culprits: list[str], *, swap: bool
) -> _Cause:
    if not culprits and equation.yearly:
        return _Cause(_of_which_year(examined, equation))
    if examined.edited in culprits and not swap:
        name = system.report.form.cells[examined.edited].name
        return _Cause(f"最后改动的是{name}，可能是它填错，请先核对。", (examined.edited,))
    if not culprits:
        return _Cause("改任何一格都不能使有关等式全部成立，可能不止一处填错。")
    if len(culprits) > _MOST_NAMED:
        # A long list of cells, or three cells out of many, would mislead the reader.
        return _Cause("不能确定是哪一格填错，请与原始数据逐格核对。")
    culprits.sort(key=list(system.report.form.cells).index)
    names = "或".join(system.report.form.cells[cell].name for cell in culprits)
    how = "，像是相邻两位数字写颠倒了" if swap else ""
    return _Cause(f"不能确定是哪一格填错，可能是{names}{how}。", tuple(culprits))
