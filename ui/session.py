"""The window's one way to the workspace.

user action → edit → `Session.apply` → one transaction on disk → memory → one `Changes` value → signals → views.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from app.changes import Changes
from app.edits import AddReport, Edit, SetUnit, inverse
from app.errors import UserError
from app.exports.glyphs import can_print
from app.report import Head, Report, Unit
from app.rules.check import Check, check, quick_check, updated
from app.store.drafts import new_report, unit_named
from app.store.history import Entry
from app.store.repository import Repository
from app.store.workspace import Workspace, create, open_workspace
from ui.commands import EditCommand
from ui.tasks import Task

_UNDO_LIMIT = 1000
_FULL_CHECK_DELAY_MS = 150


class Session(QObject):
    """An open workspace, the report on screen, its check, and undo."""

    workspace_changed = Signal()
    list_changed = Signal()
    report_selected = Signal()
    report_changed = Signal(object)
    """A `Changes` value that touches the report on screen."""
    checked = Signal()
    """`check` is new."""
    written = Signal()
    """An edit is on disk."""
    refused = Signal(str)
    """One sentence: an edit was not made."""
    settling = Signal()
    """The report is about to be left or changed from elsewhere: editors write what is pending."""
    revealed = Signal(object)
    """A `Delta` that undo or redo changed: the views show the place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_LIMIT)
        self._workspace: Workspace | None = None
        self._report_id: int | None = None
        self._check: Check | None = None
        self._full_check_timer = QTimer(self)
        self._full_check_timer.setSingleShot(True)
        self._full_check_timer.setInterval(_FULL_CHECK_DELAY_MS)
        self._full_check_timer.timeout.connect(self._start_full_check)

    # workspace

    @property
    def path(self) -> Path | None:
        """Where the open workspace lies."""
        return self._workspace.path if self._workspace else None

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self._workspace is not None

    @property
    def repository(self) -> Repository:
        """The reports of the open workspace."""
        assert self._workspace is not None
        return self._workspace.repository

    def open(self, path: Path) -> None:
        """Open a workspace in place of the one before. Raises `UserError`; the one before stays open then."""
        self._take(open_workspace(path))

    def create(self, path: Path) -> None:
        """Make a workspace and open it. Raises `UserError`; the one before stays open then."""
        self._take(create(path))

    def _take(self, workspace: Workspace) -> None:
        self.close()
        self._workspace = workspace
        self.workspace_changed.emit()
        self.list_changed.emit()

    def copy_to(self, target: Path) -> None:
        """Write a copy of the workspace. Raises `UserError`."""
        assert self._workspace is not None
        self._workspace.copy_to(target)

    def close(self) -> None:
        """Close the workspace; every edit is on disk already."""
        self._full_check_timer.stop()
        self.select(None)
        self.undo_stack.clear()
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    # the report on screen

    def heads(self) -> list[Head]:
        """Return all reports for the list."""
        return self.repository.heads() if self.is_open else []

    @property
    def report(self) -> Report | None:
        """The report on screen as it is now."""
        return None if self._report_id is None else self.repository.report(self._report_id)

    @property
    def check(self) -> Check | None:
        """The newest check of the report on screen."""
        return self._check

    def select(self, report_id: int | None) -> None:
        """Put a report on screen. Raises `UserError` when it can't be read."""
        if report_id == self._report_id:
            return
        if report_id is not None:
            self.repository.report(report_id)
        self.settling.emit()
        self._show(report_id)

    def _show(self, report_id: int | None) -> None:
        self._report_id = report_id
        self._check = None
        self.report_selected.emit()
        self._recheck()

    def check_of(self, report_id: int) -> Check:
        """Check another report's figures and completeness, for the list."""
        report = self.repository.report(report_id)
        return quick_check(report, self.repository.previous(report))

    # edits

    def apply(self, edit: Edit) -> bool:
        """Make an edit; return whether it was made. A refusal is told through `refused`."""
        try:
            back = inverse(edit, self.repository)
            changes = self.repository.apply(edit)
        except UserError as error:
            self.refused.emit(str(error))
            return False
        if changes.deltas:
            self._leave_removed(changes)
            self.undo_stack.push(EditCommand(edit, back))
            self._announce(changes)
        return True

    def undo(self) -> None:
        """Take the last step back."""
        self.settling.emit()
        self._move(self.undo_stack.index() - 1, back=True)

    def redo(self) -> None:
        """Make the step taken back last again."""
        self.settling.emit()
        self._move(self.undo_stack.index(), back=False)

    def _move(self, index: int, *, back: bool) -> None:
        command = self.undo_stack.command(index) if index >= 0 else None
        if not isinstance(command, EditCommand):
            return
        try:
            changes = self.repository.apply(command.inverse if back else command.edit)
        except UserError as error:
            self.refused.emit(str(error))
            return
        self._leave_removed(changes)
        self.undo_stack.setIndex(index if back else index + 1)
        self._announce(changes)
        if changes.deltas:
            delta = changes.deltas[0]
            if delta.after is not None:
                self.select(delta.after.id)
            self.revealed.emit(delta)

    def _leave_removed(self, changes: Changes) -> None:
        """Take a report that is gone off the screen before anybody asks for it."""
        if any(delta.after is None and delta.report_id == self._report_id for delta in changes.deltas):
            self._show(None)

    def _announce(self, changes: Changes) -> None:
        self.written.emit()
        if changes.listing:
            self.list_changed.emit()
        if self._report_id is not None and changes.of(self._report_id):
            self.report_changed.emit(changes)
        self._recheck()

    # verbs that need the workspace's ids

    def new_report(self, unit: str, year: int, form: str | None = None) -> Report:
        """Return an empty report for a unit and a year, not yet stored. Raises `UserError`."""
        return new_report(self.repository, unit, year, form)

    def add(self, report: Report, label: str = "新建报告") -> bool:
        """Store a new report and put it on screen."""
        known = self.repository.unit_named(report.unit.name)
        if not self.apply(AddReport(report, label)):
            return False
        if known is not None and known != report.unit:
            self.apply(SetUnit(report.unit))
        self.select(report.id)
        return True

    def new_report_id(self) -> int:
        """Return an id for a report to be added."""
        return self.repository.new_report_id()

    def unit_named(self, name: str) -> Unit:
        """Return the unit of this full name, known or new. Raises `UserError` for an empty name."""
        return unit_named(self.repository, name)

    def history(self) -> list[Entry]:
        """Return the changes of the report on screen, the newest first."""
        return [] if self._report_id is None else self.repository.history.entries(self._report_id)

    # checks

    def _recheck(self) -> None:
        """Check figures at once, everything else a moment later in another thread."""
        report = self.report
        if report is not None:
            quick = quick_check(report, self.repository.previous(report))
            self._check = updated(quick, self._check) if self._check else quick
            self._full_check_timer.start()
        self.checked.emit()

    def full_check(self, report: Report) -> Callable[[], Check]:
        """Return the check of all of a report as work for another thread."""
        previous = self.repository.previous(report)
        return lambda: check(report, previous, today=date.today(), has_glyph=can_print)

    def _start_full_check(self) -> None:
        report = self.report
        if report is None:
            return
        work = self.full_check(report)
        task = Task(lambda _task: (report, work()))
        task.finished.connect(self._on_full_check)
        task.start()

    def _on_full_check(self, outcome: tuple[Report, Check]) -> None:
        report, result = outcome
        if report is self.report:
            self._check = result
            self.checked.emit()
