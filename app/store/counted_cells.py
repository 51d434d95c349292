"""Cells that follow the ledger: typing over them is refused, and a report that begins to follow it is counted at once."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from app.changes import delta
from app.edit_effects import ReportChange, ReportLookup
from app.edits import COUNTING, FOLLOWED_REFUSAL, Batch, Edit, EditRefused, SetCells, SetYear
from app.forms.compiled import total_definitions
from app.forms.ledger_reader import filled_cells
from app.forms.model import Form
from app.ledger.counting import Tally, cells_to_set
from app.linked_figures import with_linked_figures
from app.records import RecordChange
from app.report import Origin, Report, Status, Totals
from app.request import LedgerSettings, Request
from app.store.database import Database
from app.store.request_lookup import requests_of, settings_for
from app.totals import with_totals

_last: list[tuple[LedgerSettings, Tally]] = []


def tally_of(settings: LedgerSettings) -> Tally:
    """Return a tally by these settings; it continues the last one, so that only changes are counted again."""
    if not _last or _last[0][0] != settings:
        _last[:] = [(settings, Tally(settings))]
    return _last[0][1]


def is_counted(report: Report) -> bool:
    """Whether a ledger can fill a report: its form says which cells, and it is no aggregate of other reports."""
    return report.form.ledger is not None and report.origin is Origin.OWN


def count_edits(report: Report, requests: Iterable[Request], tally: Tally) -> list[SetCells]:
    """Return the edit that writes the ledger's figures into a report; none when the report has them already."""
    counted = tally.count(requests, report.year, report.form)
    cells = cells_to_set(counted, report) if counted is not None else {}
    return [SetCells(report.id, cells, COUNTING, counted=True)] if cells else []


def counted_cells(database: Database, report: Report) -> frozenset[str]:
    """Return the cells of a report that follow the ledger, totals among them; none when it does not follow."""
    settings = _followed(database, report)
    ledger = report.form.ledger
    if settings is None or ledger is None:
        return frozenset()
    disputes = settings.keeps_disputes or _records_disputes(database, report.unit.id)
    return _cells_of(report.form, disputes=disputes)


@cache
def _cells_of(form: Form, *, disputes: bool) -> frozenset[str]:
    """Return the cells of a form that a ledger fills, totals among them."""
    ledger = form.ledger
    if ledger is None:
        return frozenset()
    prefix = f"{ledger.disputes}."
    cells = {cell for cell in filled_cells(ledger) if disputes or not cell.startswith(prefix)}
    totals = {total for total, parts in total_definitions(form).items() if cells.issuperset(parts)}
    return frozenset(cells | totals)


def _followed(database: Database, report: Report) -> LedgerSettings | None:
    """Return the settings of the ledger that a report follows; None when it follows none."""
    if not is_counted(report):
        return None
    settings = settings_for(database, report.unit.id)
    return settings if report.year in settings.follows else None


def _records_disputes(database: Database, unit_id: int) -> bool:
    found = database.execute(
        """SELECT 1 FROM request WHERE unit_id = ? AND instr(body, '"disputes":') LIMIT 1""", [unit_id]
    )
    return found.fetchone() is not None


def refuse_typed(edit: Edit, reports: ReportLookup, database: Database) -> None:
    """Refuse an edit that types into cells that follow the ledger, or moves their report. Raises `EditRefused`."""
    for inner in _flat(edit):
        if isinstance(inner, SetYear):
            report = reports.report(inner.report_id)
            if _followed(database, report) is not None:
                raise EditRefused("这份报告随台账更新，不能改年度；请先在“台账”菜单中取消“随台账更新”。")
        elif isinstance(inner, SetCells) and not inner.counted:
            _refuse_over_counted(inner, reports, database)


def _refuse_over_counted(edit: SetCells, reports: ReportLookup, database: Database) -> None:
    try:
        report = reports.report(edit.report_id)
    except KeyError:
        # It comes with the same edit.
        return
    changed = {key for key, value in edit.cells.items() if report.cells.get(key) != value}
    totals = total_definitions(report.form) if report.totals is Totals.COMPUTED else {}
    concerned = (changed - totals.keys()) & _cells_of(report.form, disputes=True)
    # Whether the ledger records disputes is asked only where it matters: it goes through all of it.
    if concerned and (over := sorted(concerned & counted_cells(database, report))):
        raise EditRefused(f"{report.form.cells[over[0]].name}：{FOLLOWED_REFUSAL}")


def _flat(edit: Edit) -> Iterator[Edit]:
    if isinstance(edit, Batch):
        for inner in edit.edits:
            yield from _flat(inner)
    else:
        yield edit


def caught_up(
    steps: Sequence[ReportChange | RecordChange], database: Database
) -> list[ReportChange | RecordChange]:
    """Return the steps, and further ones: a report that is added or reopened in a year that follows the ledger is counted."""
    found = list(steps)
    for step in steps:
        if not isinstance(step, ReportChange) or step.after is None or step.after.status is Status.FINAL:
            continue
        begins = step.before is None or bool(delta(step.before, step.after).fields.keys() & {"status"})
        settings = _followed(database, step.after) if begins else None
        if settings is not None:
            requests = requests_of(database, step.after.unit.id)
            for edit in count_edits(step.after, requests, tally_of(settings)):
                after = step.after.with_cells(edit.cells)
                after = with_totals(after) if after.totals is Totals.COMPUTED else after
                found.append(ReportChange(step.after, with_linked_figures(after)))
    return found
