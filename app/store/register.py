"""The register of units in a workspace, read as a tree, and the notes that the office above left on a report."""

from app.collection.records import Alias, Member, Note, Registered
from app.collection.register import Register
from app.report import Report
from app.store.records import read_records
from app.store.repository import Repository


def register_of(repository: Repository) -> Register:
    """Return all units as a tree. Raises `ReadFailed`."""
    database = repository.database
    return Register.of(
        repository.units(),
        read_records(database, Registered),
        read_records(database, Alias),
        read_records(database, Member),
    )


def notes_of(repository: Repository, report: Report) -> tuple[Note, ...]:
    """Return the notes of the office that sent a report back, as far as they still hold. Raises `ReadFailed`."""
    known = read_records(repository.database, Note, "report_id = ?", [report.id], "id")
    if not known:
        return ()
    # Loaded where a report was sent back.
    from app.collection.slips import holding

    return tuple(holding(known, report))
