"""Slips made in entering figures, of the kinds that a reader of figures looks for.

These are swapped digits, a figure in the next cell, one number split over two cells, and a case counted in the
wrong column. A slip is named only when undoing it satisfies the equations that it touches.
"""

from collections.abc import Iterator
from typing import NamedTuple

from app.forms.compiled import Balance, compiled
from app.forms.model import Form
from app.report import Report, Totals
from app.rules.equations.equation_system import System
from app.values import Value, canonical, distance

_MOST_ROWS = 3
"""When more rows than this come into question, none is named."""


def is_swap(now: Value | None, then: Value) -> bool:
    """Whether swapping two neighbouring digits of *now* gives *then* (12 and 21)."""
    if now is None:
        return False
    a, b = canonical(now), canonical(then)
    differing = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    return (
        len(a) == len(b)
        and len(differing) == 2
        and differing[1] == differing[0] + 1
        and a[differing[0]] == b[differing[1]]
        and a[differing[1]] == b[differing[0]]
    )


def remark(report: Report, cell: str, value: Value) -> str:
    """Say what slip would explain that *cell* should be *value*; empty when none does."""
    now = report.cells.get(cell)
    if is_swap(now, value):
        return f"{canonical(now or 0)} 与 {canonical(value)} 只是相邻两位对调，像是数字写颠倒了。"
    if value > 1:
        for one, other in compiled(report.form).neighbours:
            beside = other if one == cell else one if other == cell else None
            if beside is not None and report.cells.get(beside) == value:
                return f"相邻的{report.form.cells[beside].name}正是 {canonical(value)}，可能看错了行列。"
    return ""


class EntrySlip(NamedTuple):
    """A slip in words, and its two cells in the form's order; no cells where several rows would explain it."""

    words: str
    cells: tuple[str, ...] = ()


class _Slip(NamedTuple):
    """A possible slip over two cells, with the words for it if no other slip explains the same."""

    cells: frozenset[str]
    words: str


def slip(system: System, equation: Balance) -> EntrySlip | None:
    """Return the slip over two cells that explains *equation* being broken; None when there is none.

    A slip counts only when undoing it satisfies two broken equations at once: over one alone, chance explains anything.
    """
    found: dict[frozenset[str], _Slip] = {}
    for candidate in (*_misplaced(system, equation), *_shifted(system, equation)):
        found.setdefault(candidate.cells, candidate)
    if not found or abs(system.residual(equation)) == 1:
        # One case more or less fits many places: that it fits a neighbour proves nothing.
        for candidate in _shifted_down(system, equation):
            found.setdefault(candidate.cells, candidate)
    slips = list(found.values())
    if len(slips) == 1:
        order = list(system.report.form.cells).index
        return EntrySlip(slips[0].words, tuple(sorted(slips[0].cells, key=order)))
    words = _several(system, slips)
    return EntrySlip(words) if words else None


def _several(system: System, slips: list[_Slip]) -> str:
    form = system.report.form
    for axis, across, kind, crossing in (("column", "row", "列", "行"), ("row", "column", "行", "列")):
        pairs = {frozenset(getattr(form.cells[cell], axis) for cell in slip.cells) for slip in slips}
        if len(pairs) != 1 or len(next(iter(pairs))) != 2:
            continue
        cells = [form.cells[cell] for cell in sorted(slips[0].cells, key=list(form.cells).index)]
        one, other = (_label(form, axis, cell.table, getattr(cell, axis)) for cell in cells)
        lines = dict.fromkeys(getattr(form.cells[min(slip.cells)], across) for slip in slips)
        named = "或".join(f"“{_label(form, across, cells[0].table, line)}”" for line in lines)
        where = f"可能是{named}{crossing}" if len(lines) <= 3 else f"可能在某一{crossing}"
        return f"“{one}”{kind}与“{other}”{kind}一多一少，正好相抵，{where}把数填错了{kind}，合计不变。"
    return ""


def repeated(system: System, equation: Balance) -> EntrySlip | None:
    """Return the slip that explains why a column and its total are off by the same: a whole row counted twice, or
    left out.

    Each row's own equation holds then, so no single cell can be the wrong one.
    """
    family = equation.id.rpartition(".")[0]
    broken = [e for e in system.broken if e.id.rpartition(".")[0] == family]
    if len(broken) < 2 or system.report.totals is Totals.COMPUTED:
        return None
    steps = {e.id: system.residual(e) for e in broken}
    more = {step > 0 for step in steps.values()}
    if len(more) != 1:
        return None
    if twice := _counted_twice(system, broken, steps):
        return EntrySlip(twice)
    form, rows = system.report.form, []
    for row in dict.fromkeys(form.cells[cell].row for cell in equation.weights):
        change: dict[str, Value] = {}
        for other in broken:
            cell = next((c for c in other.weights if form.cells[c].row == row), None)
            if cell is None or abs(other.weights[cell]) != 1:
                break
            change[cell] = -steps[other.id] * other.weights[cell]
        if len(change) == len(broken) and {e.id for e in broken} <= system.mends(change):
            rows.append((row, change))
    if not rows:
        return None
    return EntrySlip(_repeated_words(system, rows, broken, steps))


def _counted_twice(system: System, broken: list[Balance], steps: dict[str, Value]) -> str:
    """Say which row's figures are just those by which its columns and their totals are too large; empty where none is.

    The total takes the row in as well, so that the rows' and the results' own equations hold.
    """
    form, cells = system.report.form, system.report.cells
    table = form.cells[next(iter(broken[0].weights))].table
    counted = {cell for equation in broken for cell in equation.weights}
    amounts: dict[str, Value] = {}
    for equation in broken:
        columns = {form.cells[cell].column for cell in equation.weights}
        if len(columns) != 1:
            return ""
        amounts[columns.pop()] = -steps[equation.id]
    if min(amounts.values()) <= 0:
        return ""
    rows: dict[str, dict[str, Value]] = {}
    for key, cell in form.cells.items():
        if cell.table == table and key not in counted:
            rows.setdefault(cell.row, {})[cell.column] = cells.get(key, 0)
    same = [
        row
        for row, values in rows.items()
        if all(value == amounts.get(column, 0) for column, value in values.items())
        and values.keys() >= amounts.keys()
    ]
    if not 0 < len(same) <= _MOST_ROWS:
        return ""
    listed = "或".join(f"“{_label(form, 'row', table, row)}”" for row in same)
    return f"多出的数正好是{listed}行的各数，可能有一行整行重复，连总计也多计了，请先看这一行。"


def _repeated_words(
    system: System,
    rows: list[tuple[str, dict[str, Value]]],
    broken: list[Balance],
    steps: dict[str, Value],
) -> str:
    form, cells = system.report.form, system.report.cells
    sums = [next(iter(change.values())) for _, change in rows[:1]]
    too_much = sums[0] < 0
    columns = [form.cells[cell].column for cell in rows[0][1]]
    table = form.cells[next(iter(rows[0][1]))].table
    names = "、".join(f"“{_label(form, 'column', table, column)}”" for column in columns)
    amounts = {canonical(distance(steps[e.id], 0)) for e in broken}
    each = (
        f"各{'多' if too_much else '少'} {amounts.pop()}"
        if len(amounts) == 1
        else ("都偏多" if too_much else "都偏少")
    )
    same = [
        row
        for row, change in rows
        if too_much and all(cells.get(cell, 0) == -step for cell, step in change.items())
    ]
    if not too_much:
        return f"{names}列{each}，各行自身都平，可能漏填了一行。"
    if 0 < len(same) <= _MOST_ROWS:
        listed = "或".join(f"“{_label(form, 'row', table, row)}”" for row in same)
        return f"{names}列{each}，可能有一行整行重复，请先看{listed}行。"
    return f"{names}列{each}，可能有一行整行重复。"


def _label(form: Form, axis: str, table: str, key: str) -> str:
    node = form.tables[table].node(axis, key)
    return node.name if node is not None else key


def _mends(system: System, equation: Balance, change: dict[str, Value]) -> bool:
    weights = equation.weights
    if system.residual(equation) + sum(weights.get(cell, 0) * step for cell, step in change.items()) != 0:
        return False
    mended = system.mends(change)
    return equation.id in mended and len(mended) > 1


def _misplaced(system: System, equation: Balance) -> Iterator[_Slip]:
    """Yield the slips in which neighbouring cells hold each other's figure, or one number is split over them."""
    cells = system.report.cells
    for one, other in compiled(system.report.form).neighbours:
        if not (one in equation.weights or other in equation.weights):
            continue
        left, right = cells.get(one, 0), cells.get(other, 0)
        if left != right and _mends(system, equation, {one: right - left, other: left - right}):
            yield _Slip(frozenset((one, other)), _misplaced_words(system.report, one, other))
        for first, second, (a, b) in ((one, other, (left, right)), (other, one, (right, left))):
            joined = _joined(a, b)
            if joined is not None and _mends(system, equation, {first: joined - a, second: -b}):
                names = f"{system.report.form.cells[first].name}和{system.report.form.cells[second].name}"
                words = f"可能把 {joined} 拆填在相邻的两格：{names}现为 {canonical(a)} 和 {canonical(b)}。"
                yield _Slip(frozenset((one, other)), words)


def _misplaced_words(report: Report, one: str, other: str) -> str:
    names = f"{report.form.cells[one].name}和{report.form.cells[other].name}"
    blank = [cell for cell in (one, other) if not report.cells.get(cell)]
    if not blank:
        return f"{names}相邻，两个数可能填颠倒了，对调后有关等式就都成立。"
    value = canonical(report.cells[other if blank[0] == one else one])
    to = report.form.cells[blank[0]].name
    return f"{value} 可能填错了格：{names}相邻，移到{to}后有关等式就都成立。"


def _joined(a: Value, b: Value) -> int | None:
    """Return the number that *a* and *b* were split from: 1 and 2 give 12."""
    if not (isinstance(a, int) and isinstance(b, int)) or a <= 0 or b <= 0:
        return None
    return int(f"{a}{b}")


def _shifted(system: System, equation: Balance) -> Iterator[_Slip]:
    """Yield the slips in which one cell of a row is too low by what another is too high, so that their total is right."""
    for other in system.broken:
        if other is equation or system.residual(other) not in (
            system.residual(equation),
            -system.residual(equation),
        ):
            continue
        for one, weight in equation.weights.items():
            row = one.rpartition(".")[0]
            step = -system.residual(equation) * weight
            for two in other.weights:
                beside = two != one and two.rpartition(".")[0] == row and abs(weight) == 1
                if beside and _mends(system, equation, {one: step, two: -step}):
                    yield _Slip(frozenset((one, two)), _shifted_words(system.report, one, two, step))


def _shifted_down(system: System, equation: Balance) -> Iterator[_Slip]:
    """Yield the slips in which one cell of a column is too low by what another is too high, so that its sum is right."""
    form = system.report.form
    for other in system.broken:
        if other is equation or system.residual(other) != -system.residual(equation):
            continue
        for one, weight in equation.weights.items():
            column = form.cells[one].column
            step = -system.residual(equation) * weight
            for two, its in other.weights.items():
                beside = (
                    two != one
                    and form.cells[two].column == column
                    and form.cells[two].row != form.cells[one].row
                )
                if (
                    beside
                    and abs(weight) == 1
                    and its == weight
                    and _mends(system, equation, {one: step, two: -step})
                ):
                    yield _Slip(frozenset((one, two)), _shifted_words(system.report, one, two, step))


def _shifted_words(report: Report, one: str, two: str, step: Value) -> str:
    low, high = (one, two) if step > 0 else (two, one)
    amount, cells = canonical(distance(step, 0)), report.form.cells
    return f"{cells[low].name}可能少计 {amount}，{cells[high].name}多计 {amount}，两格相抵，合计不变。"
