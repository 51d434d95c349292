"""Totals that follow from their parts."""

from collections.abc import Mapping

from app.forms.compiled import total_definitions
from app.forms.model import Form
from app.report import Report, Totals
from app.values import Value


def with_totals(report: Report) -> Report:
    """Return *report* with every total set to the sum of its touched parts, untouched when none is."""
    return report.with_cells(computed_totals(report.form, report.cells))


def computed_totals(form: Form, cells: Mapping[str, Value]) -> dict[str, Value | None]:
    """Return the value of each total; ``None`` where all of its parts are untouched."""
    known: dict[str, Value | None] = {}
    for total, parts in total_definitions(form).items():
        values = [known[part] if part in known else cells.get(part) for part in parts]
        touched = [value for value in values if value is not None]
        known[total] = sum(touched) if touched else None
    return known


def total_changes(report: Report) -> dict[str, tuple[Value | None, Value | None]]:
    """Return, for each total that computing would change, its value now and then."""
    then = computed_totals(report.form, report.cells)
    return {
        key: (report.cells.get(key), value) for key, value in then.items() if report.cells.get(key) != value
    }


def follows(report: Report, key: str) -> bool:
    """Whether a cell is a total that the program computes, so that nobody types it."""
    return report.form.cells[key].computed and report.totals is Totals.COMPUTED
