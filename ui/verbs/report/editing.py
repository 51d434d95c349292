"""Correcting and deleting the report on screen, and looking at what it was."""

import contextlib

from app.edits import FINAL_REFUSAL, AddReport, Batch, Edit, RemoveReport, SetTotals, SetUnit, SetYear
from app.errors import UserError
from app.filling import fill_blanks
from app.report import Report, Status, Totals
from app.store import past_states
from app.store.past_states import restoring, state_at
from app.totals import total_changes
from ui.dialogs.deleted_dialog import DeletedDialog
from ui.dialogs.history_dialog import HistoryDialog, HistorySource
from ui.dialogs.questions import confirmed
from ui.dialogs.report_dialog import Choice, ReportDialog
from ui.dialogs.totals_dialog import TotalsDialog
from ui.verbs.base import Verbs


class EditingVerbs(Verbs):
    """Correcting, deleting, restoring, totals and blanks."""

    def _changeable(self) -> Report | None:
        """Return the report on screen with what was typed last, unless it is final, which is said."""
        self.session.settle()
        report = self.session.report
        if report is not None and report.status is Status.FINAL:
            self.notice.say(FINAL_REFUSAL, kind="warning", about=report.id)
            return None
        return report

    def edit_report(self) -> None:
        """Correct the unit or the year of the report on screen."""
        report = self._changeable()
        if report is None:
            return

        def accept(choice: Choice) -> None:
            edits: list[Edit] = []
            if choice.unit != report.unit:
                edits.append(SetUnit(choice.unit))
            if choice.year != report.year:
                edits.append(SetYear(report.id, choice.year))
            if edits:
                self.session.apply(Batch(tuple(edits), "修改单位与年度"))

        note = "单位的名称、简称和类别改动后，该单位各年度的报告同时改变；已定稿的，印出的标题不变。"
        ReportDialog(
            "单位与年度", Choice(report.unit, report.year), accept, note=note, parent=self.window
        ).exec()

    def delete_report(self) -> None:
        """Delete the report on screen, after asking; undo brings it back."""
        report = self._changeable()
        if report is None:
            return
        if confirmed(
            self.window,
            "deleteQuestion",
            "删除报告",
            f"要删除 {report.unit.name} {report.year} 年的报告吗？",
            "删除",
            details="删除后，可以在“报告”菜单的“已删除的报告”中恢复。",
            cautious=True,
        ):
            self.session.apply(RemoveReport(report.id))
            self.say_done(f"已删除 {report.unit.name} {report.year} 年的报告。")

    def deleted_reports(self) -> None:
        """Show the reports that were deleted, and bring back those that are wanted."""

        def restore(report: Report) -> None:
            self.session.apply(AddReport(report, "恢复已删除的报告"))
            # The report is restored and in the list, even if it can't be shown.
            with contextlib.suppress(UserError):
                self.session.select(report.id)
            self.parts.middle.take_keyboard()

        self.session.settle()
        restoring = None if self.session.read_only else restore
        DeletedDialog(
            lambda: past_states.deleted_reports(self.session.repository.history), restoring, self.window
        ).exec()

    def computed_totals(self) -> None:
        """Change between computed and typed totals, showing first what would change."""
        report = self._changeable()
        if report is None:
            return
        if report.totals is Totals.COMPUTED:
            self.session.apply(SetTotals(report.id, Totals.TYPED))
            return
        changes = total_changes(report)
        overwritten = {key: pair for key, pair in changes.items() if pair[0] is not None}
        if not overwritten or TotalsDialog(report.form, changes, self.window).exec():
            self.session.apply(SetTotals(report.id, Totals.COMPUTED))

    def fill_all_blanks(self) -> None:
        """Set every untouched cell of the report to 0."""
        report = self._changeable()
        if report is not None:
            edit = fill_blanks(report)
            if edit.cells:
                self.session.apply(edit)

    def cell_history(self) -> None:
        """Show who changed the cell under the frame, and when."""
        view, report = self.parts.tabs.current_table(), self.session.report
        key = view.current_key() if view is not None else None
        self.history(report.form.cells[key].name if report is not None and key is not None else "")

    def history(self, wanted: str = "") -> None:
        """Show who changed what and when, and what the report was; *wanted* is looked for in the list at once."""
        session = self.session
        session.settle()
        report = session.report
        if report is None:
            return

        def bring_back(past: Report) -> None:
            session.apply(restoring(session.report, past))
            self.parts.middle.take_keyboard()

        shown = HistorySource(
            now=lambda: session.report,
            entries=lambda: session.repository.history.entries(report.id),
            at=lambda entries, edit: state_at(session.report, entries, edit),
            bring_back=None if session.read_only else bring_back,
        )
        HistoryDialog(shown, self.window, wanted).exec()
