"""The slips of the hand that a reader of figures looks for.

Digits swapped, a figure in the next cell, one number split over two cells, a case counted in the wrong column: each is
put in words only when undoing it satisfies the equations it touches.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from app.forms.model import Form
from app.report import Report
from app.rules.system import Equation, System
from app.values import Value, canonical, distance


def is_swap(now: Value | None, then: Value) -> bool:
    """Whether two neighbouring digits of *now* swapped give *then* (12 and 21)."""
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
        for one, other in _neighbours(report.form):
            beside = other if one == cell else one if other == cell else None
            if beside is not None and report.cells.get(beside) == value:
                return f"相邻的{report.form.cells[beside].name}正是 {canonical(value)}，可能看错了行列。"
    return ""


@dataclass(frozen=True)
class Slip:
    """A slip in words, and its two cells in the form's order; none where several rows would explain it."""

    words: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Slip:
    """A slip over two cells, with what it would be called if it is the only one that explains."""

    cells: frozenset[str]
    words: str


def slip(system: System, equation: Equation) -> Slip | None:
    """Return the slip over two cells that explains *equation* being broken; None when there is none.

    A slip counts only when undoing it satisfies two broken equations at once: over one alone, chance explains anything.
    """
    found: dict[frozenset[str], _Slip] = {}
    for candidate in (*_misplaced(system, equation), *_shifted(system, equation)):
        found.setdefault(candidate.cells, candidate)
    slips = list(found.values())
    if len(slips) == 1:
        order = list(system.report.form.cells).index
        return Slip(slips[0].words, tuple(sorted(slips[0].cells, key=order)))
    words = _several(system, slips)
    return Slip(words) if words else None


def _several(system: System, slips: list[_Slip]) -> str:
    form = system.report.form
    columns = {frozenset(form.cells[cell].column for cell in slip.cells) for slip in slips}
    if len(columns) != 1 or len(next(iter(columns))) != 2:
        return ""
    cells = [form.cells[cell] for cell in sorted(slips[0].cells, key=list(form.cells).index)]
    one, other = (_label(form, "column", cell.table, cell.column) for cell in cells)
    rows = dict.fromkeys(form.cells[min(slip.cells)].row for slip in slips)
    named = "或".join(f"“{_label(form, 'row', cells[0].table, row)}”" for row in rows)
    where = f"可能是{named}行" if len(rows) <= 3 else "可能在某一行"
    return f"“{one}”列与“{other}”列一多一少，正好相抵，{where}把数填错了列，合计不变。"


def _label(form: Form, axis: str, table: str, key: str) -> str:
    node = form.tables[table].node(axis, key)
    return node.name if node is not None else key


@lru_cache(maxsize=16)
def _neighbours(form: Form) -> tuple[tuple[str, str], ...]:
    """Return each cell with the next one to the right and with the one below."""
    pairs: list[tuple[str, str]] = []
    for table in form.tables.values():
        for band in table.bands:
            lines = [
                [f"{table.key}.{row.key}.{column.key}" for column in band.column_leaves()]
                for row in band.row_leaves()
            ]
            for line in [*lines, *map(list, zip(*lines, strict=True))]:
                pairs += pairwise(line)
    return tuple(pairs)


def _mends(system: System, equation: Equation, change: dict[str, Value]) -> bool:
    mended = system.mends(change)
    return equation.id in mended and len(mended) > 1


def _misplaced(system: System, equation: Equation) -> Iterator[_Slip]:
    """Yield where neighbouring cells hold each other's figure, or one number between them."""
    cells = system.report.cells
    for one, other in _neighbours(system.report.form):
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


def _shifted(system: System, equation: Equation) -> Iterator[_Slip]:
    """Yield where two cells of one row are off by the same amount, one too low, one too high, their total right."""
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


def _shifted_words(report: Report, one: str, two: str, step: Value) -> str:
    low, high = (one, two) if step > 0 else (two, one)
    amount, cells = canonical(distance(step, 0)), report.form.cells
    return f"{cells[low].name}可能少计 {amount}，{cells[high].name}多计 {amount}，两格相抵，合计不变。"
