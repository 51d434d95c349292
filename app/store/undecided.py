"""What waits in a unit's ledger for a decision while a report rests on the ledger's figures."""

from app.ledger.undecided import Undecided, how_many, in_year
from app.report import Report
from app.store.counted_cells import tally_of
from app.store.database import Database
from app.store.request_lookup import requests_of, settings_for


def undecided_of(database: Database, report: Report) -> Undecided:
    """Return how much waits that may count in a report that rests on its unit's ledger. Raises `ReadFailed`."""
    unit = report.unit.id
    tally = tally_of(settings_for(database, unit))
    return how_many(in_year(tally.unresolved(requests_of(database, unit)), report.year))
