"""The report on screen of an open workspace, and its check."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.errors import UserError
from app.report import Report
from app.rules.check import Check
from ui.work.checking import Checker
from ui.work.rescued_texts import where
from ui.work.workspace_reports import WorkspaceReports


class ReportOnScreen(WorkspaceReports):
    """At most one report is on screen; it is checked whenever it changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counted: tuple[int, frozenset[str]] | None = None
        self._shown: Report | None = None
        self._report_id: int | None = None
        self._checker = Checker(lambda: self.report, lambda: self.repository, self)
        self._checker.figures_checked.connect(self.figures_checked)
        self._checker.checked.connect(self.checked)
        self._checker.day_turned.connect(self._on_day_turned)
        self.file.access_changed.connect(self._on_access_changed)

    @property
    def report(self) -> Report | None:
        """The report on screen as it is now; if it can't be read, as it was read last."""
        if self._report_id is None:
            return None
        with contextlib.suppress(KeyError, UserError):
            self._shown = self.repository.report(self._report_id)
        return self._shown

    def where(self, place: str) -> str:
        """Say in words where a place is in which something is typed."""
        return where(self.report, [place])

    @property
    def counted_cells(self) -> frozenset[str]:
        """The cells of the report on screen that follow the unit's ledger."""
        report = self.report
        if report is None or self._counted is None or self._counted[0] != report.id:
            cells: frozenset[str] = frozenset()
            if report is not None and self.repository.has_ledgers():
                # Loaded only where a ledger is kept.
                from app.store.counted_cells import counted_cells

                cells = counted_cells(self.repository.database, report)
            self._counted = (report.id if report else 0, cells)
        return self._counted[1]

    @property
    def check(self) -> Check | None:
        """The newest check of the report on screen."""
        return self._checker.result

    @property
    def check_given_up(self) -> bool:
        """Whether the full check of the report on screen could not be made, by a fault of the program."""
        return self._checker.given_up

    def select(self, report_id: int | None) -> None:
        """Put a report on screen. Raises `UserError` when it can't be read, or the one on screen can't be left."""
        if report_id == self._report_id:
            return
        if report_id is not None:
            self.repository.report(report_id)
        self.settle()
        self._show(report_id)

    def _show(self, report_id: int | None) -> None:
        self._counted = None
        self._report_id = report_id
        self._checker.result = self._shown = None
        self.unsaved.clear()
        self.report_selected.emit()
        self._checker.begin()

    def check_now(self) -> Check:
        """Make all checks of the report on screen at once, where a decision rests on them."""
        return self._checker.now()

    def last_year(self, report: Report) -> Report | None:
        """Return the report of the same unit and kind of the year before, None where there is none to be read."""
        return self._checker.previous(report)

    def full_check(self, report: Report) -> Callable[[], Check]:
        """Return the full check of a report as work for another thread."""
        return self._checker.full_check(report)

    def _on_access_changed(self) -> None:
        """Make the editors editable or read-only; the list keeps its place."""
        self.report_selected.emit()
        self.checked.emit()

    def _on_day_turned(self) -> None:
        if self.is_open:
            self._checker.recheck()
            self.day_turned.emit()
