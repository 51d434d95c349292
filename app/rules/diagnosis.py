"""Says which figure is probably the wrong one, from the set of equations that are broken.

A cell is the culprit when changing it by one amount satisfies every broken equation that contains it and breaks no
other. Where the program computes the totals, they follow and can't be wrong: the equations are then taken on the
figures beneath them. Where several cells would do, the finding says so instead of guessing.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.forms.linear import basic_parts
from app.report import Totals
from app.rules.model import Finding, Result, Suggestion
from app.rules.slips import is_swap, remark, slip
from app.rules.subject import Subject
from app.rules.system import Equation, System
from app.values import Value, canonical, distance


def diagnosed(subject: Subject, results: Iterable[Result]) -> dict[str, Finding]:
    """Return the findings of the broken equations among *results* with their probable cause, by rule id."""
    results = list(results)
    system = System(subject.report, results)
    found = {result.rule: result.finding for result in results if result.finding is not None}
    if not system.broken:
        return found
    causes = {equation.id: _cause(subject, system, equation) for equation in system.broken}
    for equation in system.all:
        if equation.derived and system.residual(equation) != 0:
            source = next((e for e in system.broken if e.weights.keys() & equation.weights.keys()), None)
            if source is not None:
                causes[equation.id] = causes[source.id]
    return {
        rule: replace(finding, hint=causes[rule][0], suggestion=causes[rule][1])
        if rule in causes
        else finding
        for rule, finding in found.items()
    }


def _cause(subject: Subject, system: System, equation: Equation) -> tuple[str, Suggestion | None]:
    culprits = system.culprits(equation)
    if len(culprits) == 1:
        return _named(system, *next(iter(culprits.items())), sure=True)
    if two_cells := slip(system, equation):
        return two_cells, None
    witnessed = {cell: words for cell in culprits if (words := _witness(subject, cell, culprits[cell]))}
    if len(witnessed) == 1:
        cell, words = witnessed.popitem()
        hint, suggestion = _named(system, cell, culprits[cell], sure=False)
        return hint + words, suggestion
    swapped = [cell for cell, value in culprits.items() if is_swap(subject.report.cells.get(cell), value)]
    if len(swapped) == 1:
        return _named(system, swapped[0], culprits[swapped[0]], sure=False)
    return _undecided(system, equation, swapped or list(culprits)), None


def _witness(subject: Subject, cell: str, value: Value) -> str:
    """Say that the text has the figure which the tables would show with *value* in *cell*; empty when it hasn't."""
    report = subject.report
    computed = report.totals is Totals.COMPUTED
    parts = basic_parts(report.form)
    step = value - report.cells.get(cell, 0)
    for reading in subject.readings:
        if reading.table is None or reading.stated - reading.table != step:
            continue
        if any(cell == known or (computed and cell in parts(known)) for known in reading.claim.cells):
            return f"文中写的{reading.claim.name}正是 {canonical(reading.stated)}。"
    return ""


def _named(system: System, cell: str, value: Value, *, sure: bool) -> tuple[str, Suggestion]:
    name = system.report.form.cells[cell].name
    now = system.report.cells.get(cell)
    change = f"由 {canonical(now)} 改为 {canonical(value)}" if now is not None else f"填 {canonical(value)}"
    hint = (
        f"很可能是{name}填错：{change}，有关等式就都成立。"
        if sure
        else f"可能是{name}填错：{change}，等式成立。"
    )
    return hint + remark(system.report, cell, value), Suggestion(cell, value)


def _undecided(system: System, equation: Equation, culprits: list[str]) -> str:
    if not culprits and equation.yearly:
        return "单改这一处会使本年其他等式不成立，请先核对上一年的数。"
    if not culprits:
        return "改任何一格都不能使有关等式全部成立，可能不止一处填错。"
    culprits.sort(key=lambda cell: not system.report.cells.get(cell))
    names = "、".join(system.report.form.cells[cell].name for cell in culprits[:3])
    several = f"不能确定是哪一格填错，改一格就能使等式成立的有 {len(culprits)} 格，如{names}。"
    if distance(system.residual(equation), 0) % 9 == 0:
        return f"相差的数是 9 的倍数，可能是相邻两位数字写颠倒了。{several}"
    return several
