"""The one way to change the reports of a workspace file.

`Repository.apply` is the middle of the write path: an edit becomes one transaction on disk, and memory follows only
when that is committed. When it fails, memory shows what is on disk, whatever that is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.rules.settings import RuleSettings
from app.store.errors import FAILURES, ReadFailed, ReportUnreadable, WriteFailed, reason
from app.store.rows_to_reports import LoadedReport, read_report
from app.store.rule_settings import differences, write_rule_settings
from app.store.stored_reports import StoredReports

if TYPE_CHECKING:
    from app.changes import Changes
    from app.edit_effects import ReportChange
    from app.edits import Edit
    from app.records import RecordChange

__all__ = ["Repository", "WriteFailed"]


class Repository(StoredReports):
    """The reports of an open workspace, and edits of them."""

    def apply(self, edit: Edit) -> Changes:
        """Make an edit: on disk in one transaction, then in memory.

        Raises `EditRefused` when the edit can't be made, and `WriteFailed` when the disk does not take it,
        the workspace is read-only, or another program wrote to it in between.
        """
        # Only a writer loads these: an export, a check or a list reads.
        from app.changes import changes
        from app.edits import EditRefused, SetStatus

        self._refuse_unwritable()
        remark = edit.remark if isinstance(edit, SetStatus) else ""
        try:
            change = changes(edit.label, self._steps(edit), remark)
        except ReadFailed as error:
            # An edit that needs what can't be read is an edit that is not written: it is tried again like one.
            why = reason(error.__cause__) if isinstance(error.__cause__, Exception) else str(error)
            raise WriteFailed(f"刚才的修改没有存上：{why.rstrip('。')}。") from error
        if not (change.deltas or change.records):
            return change
        try:
            change = self._commit(change)
        except sqlite3.IntegrityError as error:
            raise EditRefused(_taken(error)) from error
        except (UnicodeEncodeError, OverflowError) as error:
            raise EditRefused("内容中有无法保存的字符或过大的数，请删去后重填。") from error
        except FAILURES as error:
            raise self._failed(change, error) from error
        if any(record.concerned.TABLE == "unit" for record in change.records):
            self._readings.clear()
        for delta in change.deltas:
            known = self._readings.pop(delta.report_id, None)
            # Where something could not be understood, the edit may have replaced just that: read afresh.
            if delta.after is not None and not (known and known.unread):
                self._know(delta.report_id, LoadedReport(delta.after, ()))
        return change

    def _steps(self, edit: Edit) -> Sequence[ReportChange | RecordChange]:
        """Return the steps of an edit, with those of the figures that follow a ledger. Raises `EditRefused`."""
        from app.edit_effects import perform

        counted = self.has_ledgers()
        if counted:
            from app.store.counted_cells import caught_up, refuse_typed

            refuse_typed(edit, self, self._db)
        steps: Sequence[ReportChange | RecordChange] = perform(edit, self)
        if counted:
            steps = caught_up(steps, self._db)
        if self.has_requests():
            from app.store.ledger_figures import with_text_figures

            steps = with_text_figures(steps, self, self._db)
        return steps

    def set_rule_settings(self, settings: RuleSettings) -> None:
        """Keep other settings of the rules, on disk and then in memory. Raises `WriteFailed` and `ReadFailed`."""
        self._refuse_unwritable()
        changed = list(differences(self.rule_settings, settings))
        if not changed:
            return
        try:
            with self._transaction():
                self.history.record_settings("检查规则设置", changed)
                write_rule_settings(self._db, settings)
            self._note_written()
        except FAILURES as error:
            raise WriteFailed(f"刚才的修改没有存上：{reason(error)}。") from error
        finally:
            self._rule_settings = None

    def _commit(self, change: Changes) -> Changes:
        """Write a change, and the aggregates that follow it; return both."""
        from app.store.aggregate_updates import AggregateUpdates
        from app.store.records import refuse_contradictions, write_record
        from app.store.reports_to_rows import write

        with self._transaction():
            # A record may come before what it refers to.
            self._db.execute("PRAGMA defer_foreign_keys = ON")
            following = AggregateUpdates(self._db, change, self.report)
            left = self._known_doubts.record(self._db, self.history, change)
            self.history.record(change)
            for delta in change.deltas:
                write(self._db, delta)
            if change.records:
                # What a person deletes of an applicant must not stay legible in the file's free space.
                self._db.execute("PRAGMA secure_delete = ON")
            for record in change.records:
                write_record(self._db, record)
            refuse_contradictions(self._db, change)
            change = replace(change, deltas=change.deltas + following.deltas())
        self._known_doubts.keep(left)
        self._note_written()
        return change

    def _failed(self, change: Changes, error: Exception) -> WriteFailed:
        """Bring memory in line with the disk, and say what became of the edit.

        Where even reading fails, memory keeps what it had: the transaction was rolled back or will be.
        """
        landed = all(self._is_kept(record) for record in change.records)
        for report_id in {delta.report_id: None for delta in change.deltas}:
            after = change.of(report_id)[-1].after
            try:
                kept = self._readings[report_id] = read_report(self._db, report_id)
                landed = landed and after is not None and kept.report == after
            except KeyError:
                self._readings.pop(report_id, None)
                landed = landed and after is None
            except (ReadFailed, ReportUnreadable):
                landed = False
        why = reason(error)
        return WriteFailed(
            f"刚才的修改已写入文件，但磁盘报告出错：{why}。" if landed else f"刚才的修改没有存上：{why}。"
        )

    def _is_kept(self, change: RecordChange) -> bool:
        """Whether a record is on disk as it was to be."""
        try:
            return self.record(change.concerned.key) == change.after
        except ReadFailed:
            return False


def _taken(error: sqlite3.IntegrityError) -> str:
    if "report.unit_id" in str(error):
        return "该单位这一年已有报告，请换一个年度或打开已有的报告。"
    return "这项修改与文件中已有的内容冲突，请重新打开文件后再试。"
