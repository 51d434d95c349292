"""Notices when an open file was replaced by another that SQLite can't tell from it.

SQLite knows another program's writing by the number of commits in the header. A copy put over the file that has the
same number looks unchanged to it: it would go on with the pages that it remembers of the former file.
"""

from collections.abc import Iterable
from pathlib import Path

from app.errors import UserError
from app.store.database import Database
from app.store.errors import FAILURES
from app.store.rows_to_reports import LoadedReport, read_report, read_summaries

Stamp = tuple[int, ...]


def stamp(path: Path | None) -> Stamp | None:
    """Return the file's number, size and times, which every write changes; None where the system gives none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return found and (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def same_content(before: Database, after: Database, known: Iterable[LoadedReport]) -> bool:
    """Whether the file, read through *after*, still holds what was read through the connection *before*."""
    try:
        if _last_change(before) != _last_change(after) or read_summaries(before) != read_summaries(after):
            return False
        return all(read_report(after, reading.report.id) == reading for reading in known)
    except (KeyError, UserError, *FAILURES):
        return False


def _last_change(database: Database) -> list[tuple[object, ...]]:
    return database.execute("SELECT * FROM change ORDER BY id DESC LIMIT 1").fetchall()
