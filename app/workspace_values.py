"""Values of a workspace for the window: backups, changes, deleted reports, and what can be done about a problem."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from app.report import Report


class Remedy(StrEnum):
    """What the window can offer when a file can't be opened."""

    READ_ONLY = "read_only"
    RESTORE = "restore"
    SALVAGE = "salvage"
    RETRY = "retry"
    LOCAL_COPY = "local_copy"


class BackupReason(StrEnum):
    """Why a backup was made; part of its file name."""

    OPENED = "打开时"
    HOURLY = "每小时"
    MIGRATION = "升级前"
    BULK = "批量操作前"
    RESTORE = "恢复前"
    BY_HAND = "手动"


class Backup(NamedTuple):
    """One backup; *at* is local time with its offset, *size* in bytes."""

    path: Path
    at: datetime
    reason: BackupReason
    size: int


class BackupDifference(NamedTuple):
    """One report now and then: on which side it is, and how many cells, texts and other entries differ.

    What is kept besides reports stands without a report, *kept* naming it: 件台账申请.
    """

    report_id: int
    unit: str
    year: int
    now: bool
    then: bool
    cells: int = 0
    sections: int = 0
    fields: int = 0
    readable: bool = True
    """False when this program can't show the report on one side, and so can't compare it."""
    kept: str = ""
    records: int = 0
    """How many of what *kept* names differ."""

    @property
    def differs(self) -> bool:
        """Whether restoring would change this report."""
        return not (self.now and self.then and self.readable) or bool(
            self.cells or self.sections or self.fields or self.records
        )


class BackupsWithApplicants(NamedTuple):
    """Which backups of a workspace still have applicants' data that are to be deleted.

    *examined* backups were looked into, *unreadable* could not be, with the reasons. *missing* is the folder for second
    backups where it is not there now: what it holds is not known.
    """

    examined: int
    holders: tuple[Backup, ...]
    unreadable: tuple[tuple[Backup, str], ...]
    missing: Path | None = None


class HistoryEntry(NamedTuple):
    """One change: *target* is ``cell.<key>``, ``section.<key>``, ``field.<name>`` or ``report``.

    Of `WORKSPACE` it is ``rule.<id>``, with the settings in words, or ``<table>.<key>`` of a record, as JSON.
    """

    id: int
    edit: int
    report_id: int
    at: datetime
    who: str
    action: str
    target: str
    before: str | None
    after: str | None

    @property
    def is_witness(self) -> bool:
        """Whether it changes nothing itself and holds what an aggregate was when it became final."""
        return self.target == "report" and self.before is not None and self.after is not None


class DeletedReport(NamedTuple):
    """What a deleted report was, and when and by whom it was deleted."""

    at: datetime
    who: str
    report: Report
