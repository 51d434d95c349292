"""Figures of the ledger in the texts of reports: they follow the ledger in the edit that changes it."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from app.edit_effects import ReportChange, ReportLookup
from app.ledger.records import LedgerRow, RequestRow, request_of, settings_of
from app.ledger.text_figures import figure_for, figures_of_year
from app.linked_figures import ledger_figures_in, with_ledger_figures
from app.records import RecordChange
from app.report import Report, Status
from app.request import LedgerSettings, Request
from app.store.counted_cells import tally_of
from app.store.database import Database
from app.store.request_lookup import requests_of, settings_for

Steps = Sequence[ReportChange | RecordChange]


def with_text_figures(
    steps: Steps, lookup: ReportLookup, database: Database
) -> list[ReportChange | RecordChange]:
    """Return the steps, and those that bring figures of the ledger in texts up to date.

    Where a unit keeps no ledger, as in a copy that was handed over without it, they stay as they are.
    """
    found = list(steps)
    for report in _concerned(steps, lookup):
        requests, settings = _ledger_after(steps, report.unit.id, database)
        if requests:
            figures = figures_of_year(requests, report.year, tally_of(settings), date.today())
            after = with_ledger_figures(report, partial(figure_for, figures))
            if after is not report:
                found.append(ReportChange(report, after))
    return found


def _concerned(steps: Steps, lookup: ReportLookup) -> Iterable[Report]:
    """Yield the reports, as they are after the steps, whose texts may have to follow."""
    latest: dict[int, Report | None] = {}
    concerned: dict[int, Report] = {}
    units: set[int] = set()
    for step in steps:
        if isinstance(step, RecordChange):
            if isinstance(step.concerned, RequestRow | LedgerRow):
                units.add(step.concerned.unit_id)
            continue
        latest[step.concerned.id] = step.after
        if step.after is not None and _begins(step):
            concerned[step.concerned.id] = step.after
    for unit_id in units:
        concerned |= {report.id: report for report in lookup.reports_of(unit_id)}
    for report_id, report in concerned.items():
        now = latest.get(report_id, report)
        if now is not None and now.status is not Status.FINAL and ledger_figures_in(now):
            yield now


def _begins(step: ReportChange) -> bool:
    """Whether a report is added, reopened, moved to another year, or has figures in its texts that it did not have.

    While one types beside figures that stand, the ledger need not be counted.
    """
    before, after = step.before, step.after
    if before is None or after is None:
        return True
    if (before.status, before.year) != (after.status, after.year):
        return True
    return not ledger_figures_in(after) <= ledger_figures_in(before)


def _ledger_after(steps: Steps, unit_id: int, database: Database) -> tuple[list[Request], LedgerSettings]:
    """Return a unit's requests and settings as they are after the steps."""
    requests = {request.id: request for request in requests_of(database, unit_id)}
    settings = settings_for(database, unit_id)
    for step in steps:
        if not isinstance(step, RecordChange) or not isinstance(step.concerned, RequestRow | LedgerRow):
            continue
        if step.concerned.unit_id != unit_id:
            continue
        if isinstance(step.concerned, LedgerRow):
            settings = settings_of(step.after if isinstance(step.after, LedgerRow) else None)
        elif isinstance(step.after, RequestRow):
            requests[step.after.id] = request_of(step.after)
        else:
            requests.pop(step.concerned.id, None)
    return list(requests.values()), settings
