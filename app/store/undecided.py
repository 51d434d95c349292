"""What waits in a unit's ledger for a decision while a report rests on the ledger's figures."""

from collections.abc import Callable
from threading import Lock

from app.ledger.counting import Tally
from app.ledger.undecided import Undecided, how_many, in_year
from app.report import Report
from app.request import LedgerSettings
from app.store.database import Database
from app.store.request_lookup import request_in, request_rows, settings_for

_counting = Lock()
_last: list[tuple[LedgerSettings, Tally]] = []
"""A tally of its own: that of the window is continued by another thread."""


def undecided_of(database: Database, report: Report) -> Callable[[], Undecided]:
    """Return how much waits that may count in a report that rests on its unit's ledger, as work for any thread.

    Raises `ReadFailed`.
    """
    settings = settings_for(database, report.unit.id)
    rows = request_rows(database, report.unit.id)

    def work() -> Undecided:
        with _counting:
            if not _last or _last[0][0] != settings:
                _last[:] = [(settings, Tally(settings))]
            waiting = _last[0][1].unresolved(map(request_in, rows))
            return how_many(in_year(waiting, report.year))

    return work
