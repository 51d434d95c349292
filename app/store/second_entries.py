"""The second entries that a workspace keeps of a report."""

from app.report import Report
from app.second_entry import SecondEntry
from app.store.repository import Repository


def second_entries(repository: Repository, report: Report) -> dict[str, SecondEntry]:
    """Return what is known of each table's second entry, in the order of the form; a blank one where nothing is.

    Raises `ReadFailed`.
    """
    known = {table: repository.record((SecondEntry.TABLE, (report.id, table))) for table in _tables(report)}
    return {
        table: entry if isinstance(entry, SecondEntry) else SecondEntry(report.id, table)
        for table, entry in known.items()
    }


def _tables(report: Report) -> list[str]:
    return [section.table for section in report.form.sections if section.table is not None]
