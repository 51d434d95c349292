"""The notes that the office above left on a report."""

from typing import TYPE_CHECKING

from app.report import Report
from app.store.repository import Repository
from app.store.rows_to_reports import rows

if TYPE_CHECKING:
    from app.collection.records import Note


def notes_of(repository: Repository, report: Report) -> "tuple[Note, ...]":
    """Return the notes of the office that sent a report back, as far as they still hold. Raises `ReadFailed`."""
    if not rows(repository.database, "SELECT 1 FROM note WHERE report_id = ? LIMIT 1", [report.id]):
        return ()
    # Loaded where a report was sent back.
    from app.collection.records import Note
    from app.collection.slips import holding
    from app.store.records import read_records

    return tuple(holding(read_records(repository.database, Note, "report_id = ?", [report.id], "id"), report))
