"""The window's one way to the workspace.

user action → edit → `Session.apply` → one transaction on disk → memory → one `Changes` value → signals → views.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from app.changes import Changes
from app.edit_effects import inverse
from app.edits import AddReport, Edit, SetRecords, SetStatus, SetText, SetUnit
from app.errors import UserError
from app.report import Report
from app.rules.settings import RuleSettings
from app.store.errors import ChangedElsewhere
from ui.work.refusals import disk_failed
from ui.work.report_on_screen import ReportOnScreen
from ui.work.undo_steps import UndoStep

_UNDO_LIMIT = 1000
GIVEN_UP = "放弃刚输入的内容"
"""What the history calls an edit by which something typed was taken back with the escape key."""


class Session(ReportOnScreen):
    """An open workspace with the report on screen, its edits and undo."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_LIMIT)
        self.file.reread.connect(self._on_reread)

    # workspace

    def close(self) -> None:
        """Close the workspace; every edit is on disk already."""
        self._checker.stop()
        if self._report_id is not None:
            with contextlib.suppress(UserError):
                self.settle()
            self._show(None)
        self.undo_stack.clear()
        super().close()

    def hand_over(self) -> None:
        """Let the one who asked have the file. Raises `UserError` while anything typed is not on disk."""
        self.settle()
        self.undo_stack.clear()
        self.file.hand_over()

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

    def keep(self, records: SetRecords) -> None:
        """Keep records that have their own way back and are no step of undo. Raises `UserError`."""
        changes = self._written(records)
        if changes.records:
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
        self.step_begun.emit()
        changes = self._written(command.inverse if back else command.edit)
        self._leave_removed(changes)
        self.undo_stack.setIndex(index if back else index + 1)
        self._announce(changes)
        if any(change.concerned.SHOWN_ITSELF for change in changes.records):
            self.records_revealed.emit(changes)
        elif changes.deltas:
            delta = changes.deltas[0]
            if delta.after is not None:
                self.select(delta.after.id)
            self.revealed.emit(delta)
        else:
            self._show_one_of(changes)
        self.step_taken.emit(f"已{'撤销' if back else '重做'}“{command.text()}”", changes)

    def _show_one_of(self, changes: Changes) -> None:
        """Put a report on screen when only its records have changed, such as notes at its cells."""
        known = {head.id for head in self.summaries()}
        wanted = [change.concerned.of_report for change in changes.records]
        if self._report_id not in wanted and (report := next((one for one in wanted if one in known), 0)):
            self.select(report)

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
        resettled = any(change.concerned.TABLE == "ledger" for change in changes.records)
        if self._report_id is not None and (resettled or changes.of(self._report_id)):
            self.report_changed.emit(changes)
            if any("waivers" in delta.fields for delta in changes.deltas):
                self.check_now()
                return
        self._checker.recheck()

    def apply_text(self, section: str, body: str, label: str) -> None:
        """Make this the text of a section of the report on screen, as a step of its own. Raises `UserError`."""
        if self.report is not None:
            self.apply(SetText(self.report.id, section, body, label))

    def put_text(self, report_id: int, section: str, body: str) -> None:
        """Make this the text of a section. Raises `UserError`."""
        self.apply(SetText(report_id, section, body))

    # making and finding reports

    def add(self, report: Report, label: str = "新建报告") -> None:
        """Store a new report and put it on screen. Raises `UserError`."""
        self.settle()
        known = self.repository.unit_named(report.unit.name)
        self.apply(AddReport(report, label))
        if known is not None and known != report.unit:
            self.apply(SetUnit(report.unit))
        self.select(report.id)

    # checks

    def set_rule_settings(self, settings: RuleSettings) -> None:
        """Keep other settings of the rules in the workspace, and check by them. Raises `UserError`."""
        self.repository.set_rule_settings(settings)
        self.rules_changed.emit()
        if self.report is not None:
            self.check_now()
