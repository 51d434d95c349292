"""The window's one way to the workspace.

user action → edit → `Session.apply` → one transaction on disk → memory → one `Changes` value → signals → views.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from app.changes import Changes
from app.collection.register import Register
from app.edits import FINAL_REFUSAL, AddReport, Edit, SetStatus, SetText, SetUnit
from app.errors import UserError
from app.forms.model import YEARLY
from app.report import Report, ReportSummary
from app.rules.check import Check
from app.rules.settings import RuleSettings
from app.steps import inverse
from app.store.errors import ChangedElsewhere, ReadFailed
from app.store.new_reports import new_report
from app.store.register import register_of
from app.store.repository import Repository
from app.store.workspace import Workspace
from app.store.write_lock import user_name
from ui.work.checking import Checker
from ui.work.refusals import disk_failed
from ui.work.session_signals import SessionSignals
from ui.work.undo_steps import UndoStep
from ui.work.workspace_file import WorkspaceFile

if TYPE_CHECKING:
    from app.store.collection import Collection

_UNDO_LIMIT = 1000
UNSAVED = "刚输入的内容还没有存上，请先解决磁盘问题，或把它复制到别处并还原，再继续。"
"""Why what is on screen can't be left or used."""
GIVEN_UP = "放弃刚输入的内容"
"""What the history calls an edit by which something typed was taken back with the escape key."""


class Session(SessionSignals):
    """An open workspace, the report on screen, its check, and undo."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_LIMIT)
        self.file = WorkspaceFile(self)
        self.file.reread.connect(self._on_reread)
        self.file.access_changed.connect(self._on_access_changed)
        self._counted: tuple[int, frozenset[str]] | None = None
        self.unsaved: set[str] = set()
        """The places of the report on screen where something typed is not on disk yet: sections, fields, cells."""
        self._editors: list[Callable[[], None]] = []
        self._list_held = self._list_waits = False
        self._heads: list[ReportSummary] = []
        self._register = Register({})
        self._shown: Report | None = None
        self._report_id: int | None = None
        self._checker = Checker(lambda: self.report, lambda: self.repository, self)
        self._checker.checked.connect(self.checked)
        self._checker.day_turned.connect(self._on_day_turned)

    # workspace

    @property
    def path(self) -> Path | None:
        """Where the open workspace lies."""
        return self.file.path

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self.file.workspace is not None

    @property
    def read_only(self) -> str:
        """Why nothing may be edited; empty when all may."""
        return self.file.access.refusal

    def why_locked(self) -> str:
        """Say why nothing can be typed into the report on screen."""
        return f"不能修改：{self.read_only}。" if self.read_only else FINAL_REFUSAL

    @property
    def repository(self) -> Repository:
        """The reports of the open workspace."""
        return self.file.repository

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a workspace in place of the one before. Raises `UserError`; the one before stays open then."""
        self.settle()
        again = path == self.path
        if again:
            # The session's own lock would keep it from opening.
            self.close()
        try:
            workspace = self.file.opened(path, read_only=read_only)
        except UserError:
            if again:
                self.workspace_changed.emit()
                self.list_changed.emit()
            raise
        self._take(workspace)

    def create(self, path: Path) -> None:
        """Make a workspace and open it. Raises `UserError`; the one before stays open then."""
        self.settle()
        self._take(self.file.created(path))

    def _take(self, workspace: Workspace) -> None:
        self.close()
        self.file.take(workspace)
        self.workspace_changed.emit()
        self.list_changed.emit()

    def copy_to(self, target: Path) -> None:
        """Write a copy of the workspace with all that was typed. Raises `UserError`."""
        self.settle()
        assert self.file.workspace is not None
        self.file.workspace.copy_to(target)

    def close(self) -> None:
        """Close the workspace; every edit is on disk already."""
        self._checker.stop()
        if self._report_id is not None:
            with contextlib.suppress(UserError):
                self.settle()
            self._show(None)
        self.unsaved.clear()
        self.undo_stack.clear()
        self.file.close()

    def enrol(self, commit: Callable[[], None]) -> None:
        """Register *commit*, which writes what was typed whenever it must be on disk. It may raise `UserError`."""
        self._editors.append(commit)

    def settle(self) -> None:
        """Write everything that was typed, before the report is left, changed or used.

        Raises `UserError` while anything typed is not on disk; the caller must not go on then.
        """
        refusals: list[UserError] = []
        for commit in self._editors:
            try:
                commit()
            except UserError as error:
                refusals.append(error)
        for refusal in refusals:
            if not disk_failed(refusal):
                raise refusal
        if refusals or self.unsaved:
            raise UserError(UNSAVED)

    def hand_over(self) -> None:
        """Let the one who asked have the file. Raises `UserError` while anything typed is not on disk."""
        self.settle()
        self.undo_stack.clear()
        self.file.hand_over()

    def _on_access_changed(self) -> None:
        """Make the editors editable or read-only; the list keeps its place."""
        self.report_selected.emit()
        self.checked.emit()

    def _on_reread(self) -> None:
        """Show what the file holds now. Undo is cleared: its steps belong to another state of the file."""
        self._counted = None
        self.undo_stack.clear()
        self._checker.result = None
        self.reread.emit()
        try:
            if self._report_id is not None:
                self.repository.report(self._report_id)
        except KeyError:
            self._show(None)
        except UserError as error:
            self.refused.emit(str(error))
        else:
            self.report_selected.emit()
            self._checker.recheck()
        self.list_changed.emit()

    # the report on screen

    def summaries(self) -> list[ReportSummary]:
        """Return all reports for the list; if the disk can't be read, those known last."""
        if not self.is_open:
            return []
        with contextlib.suppress(ReadFailed):
            self._heads = self.repository.summaries()
        return self._heads

    @property
    def user(self) -> str:
        """The name by which the system knows who is working."""
        return user_name()

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

    def sent_back(self, year: int) -> frozenset[int]:
        """Return the units whose report of a year was sent back; none where the disk can't be read."""
        if self.is_open:
            with contextlib.suppress(ReadFailed):
                return self.collection.sent_back(year)
        return frozenset()

    @property
    def report(self) -> Report | None:
        """The report on screen as it is now; if it can't be read, as it was read last."""
        if self._report_id is None:
            return None
        with contextlib.suppress(KeyError, UserError):
            self._shown = self.repository.report(self._report_id)
        return self._shown

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
        self._checker.recheck(pause=0)

    # edits

    def apply(self, edit: Edit, sitting: int = 0) -> None:
        """Make an edit. Raises `UserError` when it can't be made; then nothing has changed.

        Edits of one *sitting*, a number that is not 0, are one step of undo, and none when they come to nothing.
        Finalising and reopening are no steps of undo: a final report is reopened with a reason only.
        """
        back = inverse(edit, self.repository)
        changes = self._written(edit)
        if changes.deltas or changes.records:
            self._leave_removed(changes)
            if not isinstance(edit, SetStatus):
                self.undo_stack.push(UndoStep(edit, back, sitting))
            self._announce(changes)

    def give_up(self, sitting: int) -> None:
        """Take back what was written in one sitting, if that came last; no step is left. Raises `UserError`."""
        index = self.undo_stack.index() - 1
        step = self.undo_stack.command(index) if index >= 0 else None
        if not isinstance(step, UndoStep) or not sitting or step.sitting != sitting:
            return
        changes = self._written(replace(step.inverse, label=GIVEN_UP))
        self._leave_removed(changes)
        step.setObsolete(True)
        self.undo_stack.setIndex(index)
        self._announce(changes)

    def last_inverse(self) -> Edit | None:
        """Return what undo would do now; None when there is nothing to undo."""
        index = self.undo_stack.index()
        step = self.undo_stack.command(index - 1) if index else None
        return step.inverse if isinstance(step, UndoStep) else None

    def _written(self, edit: Edit) -> Changes:
        """Write an edit; where that fails, show what is on disk and raise why."""
        try:
            return self.repository.apply(edit)
        except UserError as error:
            if isinstance(error, ChangedElsewhere):
                self._on_reread()
            if disk_failed(error):
                self.file.failing = True
                self.write_failed.emit(str(error))
                before = self._shown
                if self.report != before:
                    self.report_selected.emit()
                    self._checker.recheck()
            raise

    def undo(self) -> None:
        """Take the last step back. Raises `UserError`."""
        self.settle()
        self._move(self.undo_stack.index() - 1, back=True)

    def redo(self) -> None:
        """Make the step taken back last again. Raises `UserError`."""
        self.settle()
        self._move(self.undo_stack.index(), back=False)

    def _move(self, index: int, *, back: bool) -> None:
        command = self.undo_stack.command(index) if index >= 0 else None
        if not isinstance(command, UndoStep):
            return
        changes = self._written(command.inverse if back else command.edit)
        self._leave_removed(changes)
        self.undo_stack.setIndex(index if back else index + 1)
        self._announce(changes)
        if any(change.record.SHOWN_ITSELF for change in changes.records):
            self.records_revealed.emit(changes)
        elif changes.deltas:
            delta = changes.deltas[0]
            if delta.after is not None:
                self.select(delta.after.id)
            self.revealed.emit(delta)

    def _leave_removed(self, changes: Changes) -> None:
        """If the report on screen was removed, show the one beside it before any view asks for it."""
        gone = {delta.report_id for delta in changes.deltas if delta.after is None}
        if self._report_id not in gone:
            return
        ids = [head.id for head in self._heads]
        place = ids.index(self._report_id) if self._report_id in ids else 0
        beside = [*ids[place:], *reversed(ids[:place])]
        self._show(next((one for one in beside if one not in gone and self._readable(one)), None))

    def _readable(self, report_id: int) -> bool:
        try:
            self.repository.report(report_id)
        except (KeyError, UserError):
            return False
        return True

    def _announce(self, changes: Changes) -> None:
        self.file.note_edit()
        if changes.records:
            self._counted = None
        self.written.emit()
        self.edited.emit(changes)
        if changes.listing:
            self._tell_list()
        resettled = any(change.record.TABLE == "ledger" for change in changes.records)
        if self._report_id is not None and (resettled or changes.of(self._report_id)):
            self.report_changed.emit(changes)
            if any("waivers" in delta.fields for delta in changes.deltas):
                self.check_now()
                return
        self._checker.recheck()

    def _tell_list(self) -> None:
        self._list_waits = self._list_held
        if not self._list_held:
            self.list_changed.emit()

    def hold_list(self, held: bool) -> None:
        """Hold back `list_changed` while many edits follow each other, and emit it once when it is released."""
        self._list_held = held
        if self._list_waits and not held:
            self._tell_list()

    def _on_day_turned(self) -> None:
        if self.is_open:
            self._checker.recheck()
            self.day_turned.emit()

    def apply_text(self, section: str, body: str, label: str) -> None:
        """Make this the text of a section of the report on screen, as a step of its own. Raises `UserError`."""
        if self.report is not None:
            self.apply(SetText(self.report.id, section, body, label))

    def put_text(self, report_id: int, section: str, body: str) -> None:
        """Make this the text of a section. Raises `UserError`."""
        self.apply(SetText(report_id, section, body))

    # making and finding reports

    def new_report(self, unit: str, year: int, form: str | None = None, *, series: str = YEARLY) -> Report:
        """Return an empty report for a unit and a year, not yet stored. Raises `UserError`."""
        return new_report(self.repository, unit, year, form, series=series)

    def add(self, report: Report, label: str = "新建报告") -> None:
        """Store a new report and put it on screen. Raises `UserError`."""
        self.settle()
        known = self.repository.unit_named(report.unit.name)
        self.apply(AddReport(report, label))
        if known is not None and known != report.unit:
            self.apply(SetUnit(report.unit))
        self.select(report.id)

    def find(self, unit: str, year: int, series: str = YEARLY) -> Report | None:
        """Return the report of this series that the unit of this full name has for this year."""
        return self.repository.find(unit.strip(), year, series)

    # checks

    @property
    def rule_settings(self) -> RuleSettings:
        """What the open workspace has decided about the rules."""
        return self.repository.rule_settings

    def set_rule_settings(self, settings: RuleSettings) -> None:
        """Keep other settings of the rules in the workspace, and check by them. Raises `UserError`."""
        self.repository.set_rule_settings(settings)
        self.rules_changed.emit()
        if self.report is not None:
            self.check_now()

    def check_now(self) -> Check:
        """Make all checks of the report on screen at once, where a decision rests on them."""
        return self._checker.now()

    def last_year(self, report: Report) -> Report | None:
        """Return the report of the same unit and kind of the year before, None where there is none to be read."""
        return self._checker.previous(report)

    def full_check(self, report: Report) -> Callable[[], Check]:
        """Return the full check of a report as work for another thread."""
        return self._checker.full_check(report)
