"""Deletes applicants' data from the backups of a workspace as well, where the user wants it.

A backup is a whole workspace, kept for months and the last of each month for ever: what is deleted in the file alone
would stay there, and come back with it.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app import files
from app.edits import put
from app.errors import UserError
from app.ledger.anonymous_requests import without_applicant
from app.ledger.counting import Tally
from app.ledger.records import row_of
from app.request import Request
from app.store import backup
from app.store.connection import connect
from app.store.counted_cells import tally_of
from app.store.database import Database
from app.store.errors import FAILURES, reason
from app.store.repository import Repository
from app.store.request_lookup import requests_of, settings_for
from app.store.write_lock import user_name
from app.workspace_values import Backup, BackupsWithApplicants


@dataclass(frozen=True)
class ApplicantsToForget:
    """Whose data are meant: applicants of a unit's requests closed before a day, and of *nameless* ones, by their ids.

    A backup may have a request that has lost its applicant since as it was before it was closed.
    """

    unit_id: int
    before: date
    nameless: Mapping[int, Request]

    def bared(self, database: Database) -> list[Request]:
        """Return the requests in a workspace that are meant and have their data still, without them."""
        tally = tally_of(settings_for(database, self.unit_id))
        found = []
        for request in requests_of(database, self.unit_id):
            bare = without_applicant(request)
            if replace(bare, nameless=request.nameless) != request and self._is_meant(request, tally):
                found.append(bare)
        return found

    def _is_meant(self, request: Request, tally: Tally) -> bool:
        closed = tally.standing(request).closed
        now = self.nameless.get(request.id)
        # Another request may have got the id of a deleted one.
        same = now is not None and (
            now.received == request.received or bool(now.number and now.number == request.number)
        )
        return same or (closed is not None and closed < self.before)


def find(
    path: Path, elsewhere: Path | None, wanted: ApplicantsToForget, go_on: Callable[[], bool]
) -> BackupsWithApplicants:
    """Look into all backups of a workspace, those in the bin and on another disk too, as long as *go_on* says so."""
    holders: list[Backup] = []
    unreadable: list[tuple[Backup, str]] = []
    count = 0
    for one in backup.every_backup(path, elsewhere):
        if not go_on():
            break
        count += 1
        try:
            with backup.checked(one.path) as database:
                if _has_requests(database) and wanted.bared(database):
                    holders.append(one)
        except (UserError, OSError, *FAILURES) as error:
            unreadable.append((one, _why(error)))
    gone = elsewhere if elsewhere is not None and not elsewhere.is_dir() else None
    return BackupsWithApplicants(count, tuple(holders), tuple(unreadable), gone)


def delete(holders: Iterable[Backup], wanted: ApplicantsToForget, label: str) -> Iterator[tuple[Backup, str]]:
    """Delete the data from each of these backups; yield it, with the reason where that failed and it is as it was."""
    for one in holders:
        try:
            _delete(one.path, wanted, label)
        except (UserError, OSError, *FAILURES) as error:
            yield one, _why(error)
        else:
            yield one, ""


def _delete(one: Path, wanted: ApplicantsToForget, label: str) -> None:
    """Write the backup anew without the data, its time unchanged, and put it in its place when it is whole."""
    at = one.lstat()
    with files.written_beside(one) as part:
        with backup.checked(one) as database:
            backup.write_copy(database, part)
        copy = connect(part, private=True)
        try:
            rows = map(row_of, wanted.bared(copy))
            Repository(copy, who=user_name()).apply(put(label, *rows))
            # Not a page of the file holds them any more.
            copy.execute("VACUUM")
        finally:
            copy.close()
        backup.to_disk(part)
        os.utime(part, ns=(at.st_atime_ns, at.st_mtime_ns))


def _has_requests(database: Database) -> bool:
    """Whether a file keeps ledgers: those of the first versions did not."""
    return bool(database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'request'").fetchone()[0])


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, UserError) else reason(error)
