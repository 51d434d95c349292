"""What the window reads of an open workspace: its reports, its units, its rules."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.collection.register import Register
from app.forms.model import YEARLY
from app.report import Report, ReportSummary
from app.rules.settings import RuleSettings
from app.store.errors import ReadFailed
from app.store.new_reports import new_report
from app.store.register import register_of
from app.store.request_lookup import units_with_requests
from ui.work.open_workspace import OpenWorkspace

if TYPE_CHECKING:
    from app.store.collection import Collection
    from app.workspace_values import HistoryEntry


class WorkspaceReports(OpenWorkspace):
    """Reading. If the disk can't be read, a list is what was read last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._list_held = self._list_waits = False
        self._heads: list[ReportSummary] = []
        self._register = Register({})

    def summaries(self) -> list[ReportSummary]:
        """Return all reports for the list; if the disk can't be read, those known last."""
        if not self.is_open:
            return []
        with contextlib.suppress(ReadFailed):
            self._heads = self.repository.summaries()
        return self._heads

    def finalised(self, report_id: int) -> HistoryEntry | None:
        """Return when and by whom a report was made final; None where that is not known."""
        with contextlib.suppress(ReadFailed):
            return self.repository.history.became_final(report_id) if self.is_open else None
        return None

    @property
    def collection(self) -> Collection:
        """Register, returns and sums of the open workspace."""
        from app.store.collection import Collection

        return Collection(self.repository)

    def register(self) -> Register:
        """Return the units as a tree; if the disk can't be read, the tree known last."""
        if not self.is_open:
            return Register({})
        with contextlib.suppress(ReadFailed):
            self._register = register_of(self.repository)
        return self._register

    def units_with_requests(self) -> list[int]:
        """Return the units that keep a ledger; none where the disk can't be read."""
        if self.is_open:
            with contextlib.suppress(ReadFailed):
                return units_with_requests(self.repository.database)
        return []

    def sent_back(self, year: int) -> frozenset[int]:
        """Return the units whose report of a year was sent back; none where the disk can't be read."""
        if self.is_open:
            with contextlib.suppress(ReadFailed):
                return self.collection.sent_back(year)
        return frozenset()

    def find(self, unit: str, year: int, series: str = YEARLY) -> Report | None:
        """Return the report of this series that the unit of this full name has for this year."""
        return self.repository.find(unit.strip(), year, series)

    def new_report(self, unit: str, year: int, form: str | None = None, *, series: str = YEARLY) -> Report:
        """Return an empty report for a unit and a year, not yet stored. Raises `UserError`."""
        return new_report(self.repository, unit, year, form, series=series)

    @property
    def rule_settings(self) -> RuleSettings:
        """What the open workspace has decided about the rules."""
        return self.repository.rule_settings

    def hold_list(self, held: bool) -> None:
        """Hold back `list_changed` while many edits follow each other, and emit it once when it is released."""
        self._list_held = held
        if self._list_waits and not held:
            self._tell_list()

    def _tell_list(self) -> None:
        self._list_waits = self._list_held
        if not self._list_held:
            self.list_changed.emit()
