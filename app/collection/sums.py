"""Works out an aggregate's cells: the sum of its contributors and of the adjustments made to it.

A cell that no contributor and no adjustment touches is untouched: blank is not zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.collection.records import Adjustment
from app.edits import EditRefused
from app.forms.compiled import total_definitions
from app.forms.model import Form
from app.report import Report, Unit
from app.values import Value, ValueProblem, fits, from_canonical, half_width, parse

Cells = Mapping[str, Value]


@dataclass(frozen=True)
class Contribution:
    """One member of a group in a year, and the part of it that an aggregate counts.

    *report_id* 0: nothing has come in. *excluded* says why it is left out, empty when it is not; *by* who decided.
    *form* is the format of its report: one of another format than the aggregate's is not counted.
    """

    unit: Unit
    report_id: int = 0
    form: str = ""
    excluded: str = ""
    by: str = ""
    is_sum: bool = False

    def counts(self, form: str) -> bool:
        """Whether an aggregate in this form adds it up."""
        return bool(self.report_id) and not self.excluded and self.form == form


@dataclass(frozen=True)
class Share:
    """What one contributor, or one adjustment, adds to a cell; *reason* and *adjustment* are an adjustment's.

    *last* is what the same unit's report of the year before holds, ``None`` where that is blank or not at hand.
    """

    unit: Unit
    report_id: int
    value: Value
    reason: str = ""
    last: Value | None = None
    adjustment: Adjustment | None = None


def added(cells: Iterable[Cells], adjustments: Mapping[str, Value] | None = None) -> dict[str, Value]:
    """Return the sum of several reports' cells and of adjustments by cell."""
    total: dict[str, Value] = {}
    for part in (*cells, adjustments or {}):
        for key, value in part.items():
            total[key] = total[key] + value if key in total else value
    return total


def difference(before: Cells, after: Cells) -> dict[str, tuple[Value | None, Value | None]]:
    """Return the cells in which two states differ, with both values."""
    return {
        key: (before.get(key), after.get(key))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    }


def adjusted(form: Form, adjustments: Iterable[Adjustment]) -> dict[str, Value]:
    """Return the sum of adjustments by cell; an adjustment of a part changes the totals that contain it by the same
    amount.

    One that is of no cell of the form, or whose amount can't be read, counts nowhere.
    """
    found: dict[str, Value] = {}
    for adjustment in adjustments:
        if adjustment.cell not in form.cells:
            continue
        amount = amount_of(form, adjustment)
        for cell in (adjustment.cell, *_totals_of(form.id, adjustment.cell)):
            found[cell] = found.get(cell, 0) + amount
    return found


def typed_amount(form: Form, cell: str, text: str) -> Value:
    """Read the amount of an adjustment as a person types it: 2, +2, -3. Raises `EditRefused` and `ValueProblem`.

    A total follows its parts and is not adjusted by itself: the sum would contradict itself.
    """
    if cell not in form.cells:
        raise EditRefused(f"表中没有“{cell}”这一格。")
    name = form.cells[cell].name
    if cell in total_definitions(form):
        raise EditRefused(f"{name}是合计，随各分项的调整一起变动；请调整其中的一个分项。")
    plain = half_width(text).strip()
    negative = plain.startswith("-")
    amount = parse(plain.removeprefix("-").removeprefix("+"), form.cells[cell].kind)
    if not amount:
        raise EditRefused("请填写要加上或减去的数，如 2 或 -2。")
    return -amount if negative else amount


def amount_of(form: Form, adjustment: Adjustment) -> Value:
    """Return an adjustment's amount, which may be negative; 0 where it can't be read."""
    negative = adjustment.amount.startswith("-")
    try:
        amount = from_canonical(adjustment.amount.removeprefix("-"), form.cells[adjustment.cell].kind)
    except ValueProblem:
        return 0
    return -amount if negative else amount


def refuse_unfit(report: Report, cells: Cells) -> None:
    """Raise `EditRefused` when the aggregate can't hold one of *cells*."""
    for key, value in cells.items():
        cell = report.form.cells[key]
        if not fits(value, cell.kind):
            raise EditRefused(
                f"{report.unit.name} {report.year} 年汇总的{cell.name}会成为 {value}，超出可填的范围，"
                "请核对各单位的数和调整数。"
            )


@lru_cache(maxsize=64)
def _containing(form_id: str) -> dict[str, tuple[str, ...]]:
    from app.forms.loader import forms

    above: dict[str, list[str]] = {}
    for total, parts in total_definitions(forms()[form_id]).items():
        for part in parts:
            above.setdefault(part, []).append(total)
    return {part: tuple(totals) for part, totals in above.items()}


def _totals_of(form_id: str, cell: str) -> list[str]:
    """Return every total that contains *cell*, once for each way in which it does."""
    found: list[str] = []
    for total in _containing(form_id).get(cell, ()):
        found += [total, *_totals_of(form_id, total)]
    return found
