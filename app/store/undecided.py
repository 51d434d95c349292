"""What waits in a unit's ledger for a decision while a report rests on the ledger's figures."""

from app.edits import COUNTING
from app.ledger.undecided import Undecided, how_many, in_year
from app.report import Report
from app.store.counted_cells import is_counted, tally_of
from app.store.database import Database
from app.store.request_lookup import requests_of, settings_for
from app.store.rows_to_reports import rows

_NOTHING = Undecided()


def undecided_of(database: Database, report: Report) -> Undecided:
    """Return how much waits that may count in a report; nothing where its figures are none of a ledger. Raises `ReadFailed`."""
    if not rests_on_ledger(database, report):
        return _NOTHING
    unit = report.unit.id
    tally = tally_of(settings_for(database, unit))
    return how_many(in_year(tally.unresolved(requests_of(database, unit)), report.year))


def rests_on_ledger(database: Database, report: Report) -> bool:
    """Whether a report follows its unit's ledger, or was counted from it and still has figures. Raises `ReadFailed`."""
    ledger = report.form.ledger
    if ledger is None or not is_counted(report) or not _has_requests(database, report.unit.id):
        return False
    if report.year in settings_for(database, report.unit.id).follows:
        return True
    # Undone, a count leaves its entry in the history, and no figures.
    tables = (f"{ledger.applications}.", f"{ledger.disputes}.")
    has_figures = any(cell.startswith(tables) for cell in report.cells)
    sql = "SELECT 1 FROM change WHERE report_id = ? AND action = ? LIMIT 1"
    return has_figures and bool(rows(database, sql, [report.id, COUNTING]))


def _has_requests(database: Database, unit_id: int) -> bool:
    return bool(rows(database, "SELECT 1 FROM request WHERE unit_id = ? LIMIT 1", [unit_id]))
