"""Tells whether a report rests on the figures of its unit's ledger, without loading what reads ledgers."""

import json

from app.edits import COUNTING
from app.report import Origin, Report
from app.store.database import Database
from app.store.rows_to_reports import rows


def rests_on_ledger(database: Database, report: Report) -> bool:
    """Whether a report follows its unit's ledger, or was counted from it and still has figures. Raises `ReadFailed`."""
    ledger = report.form.ledger
    if ledger is None or report.origin is not Origin.OWN:
        return False
    if not rows(database, "SELECT 1 FROM request WHERE unit_id = ? LIMIT 1", [report.unit.id]):
        return False
    if report.year in _followed(database, report.unit.id):
        return True
    # Undone, a count leaves its entry in the history, and no figures.
    tables = (f"{ledger.applications}.", f"{ledger.disputes}.")
    has_figures = any(cell.startswith(tables) for cell in report.cells)
    sql = "SELECT 1 FROM change WHERE report_id = ? AND action = ? LIMIT 1"
    return has_figures and bool(rows(database, sql, [report.id, COUNTING]))


def _followed(database: Database, unit_id: int) -> set[int]:
    """Return the years whose reports follow the ledger; none where the settings can't be read."""
    found = rows(database, "SELECT settings FROM ledger WHERE unit_id = ?", [unit_id])
    try:
        return {int(year) for row in found for year in json.loads(row["settings"]).get("follows", ())}
    except (ValueError, TypeError, AttributeError):
        return set()
