"""Finalising the report on screen, and reopening it."""

from app.edits import SetStatus
from app.report import Report, Status
from app.rules.check import Check
from app.second_entry import standing
from app.store.second_entries import second_entries
from ui.dialogs.decision_dialog import DecisionQuestion
from ui.verbs.base import Verbs
from ui.verbs.decisions import ask_decision


class FinalisingVerbs(Verbs):
    """The decision that a report is final, and its reversal."""

    def finalize(self) -> None:
        """Finalise a report without errors, or reopen a final one."""
        self.session.settle()
        report = self.session.report
        if report is None:
            return
        if report.status is Status.FINAL:
            self._reopen(report)
            return
        check = self.session.check_now()
        if check.errors:
            self.notice.say(
                f"{check.obstacles}，改正后才能定稿。",
                kind="warning",
                about=report.id,
                buttons=(("看第一处", lambda: self.parts.findings.show_first()),),
            )
        else:
            self._finalize(report, check)

    def _finalize(self, report: Report, check: Check) -> None:
        def accept(_reason: str, who: str) -> None:
            self.session.apply(SetStatus(report.id, Status.FINAL, who=who))

        items = tuple(f"{f.kind}：{f.message}" for f in check.findings)
        left = f"还有 {len(items)} 项没有处理，请确认：" if items else "没有未处理的问题。"
        waived = f"另有 {len(check.waived)} 项已豁免。" if check.waived else ""
        text = f"{report.full_title}\n定稿后不能修改；确需修改时，写明理由可以取消定稿。\n\n{left}{waived}"
        text += self._reviewed(report)
        ask_decision(self.parts, DecisionQuestion("定稿", text, "定稿", items=items), accept)

    def _reviewed(self, report: Report) -> str:
        """Say how the tables' second entries stand; nothing where none was ever begun."""
        entries = second_entries(self.session.repository, report).values()
        if not any(entry.is_reviewed or entry.is_under_way for entry in entries):
            return ""
        names = {section.table: section.tab for section in report.form.sections}
        told = (
            f"{names[entry.table_key]}　{standing(report, entry, self.session.counted_cells)}"
            for entry in entries
        )
        return "\n".join(["\n\n复核录入：", *told])

    def _reopen(self, report: Report) -> None:
        def accept(reason: str, who: str) -> None:
            self.session.apply(SetStatus(report.id, Status.DRAFT, reason, "取消定稿", who))

        text = f"{report.full_title}\n取消定稿后可以修改。理由和姓名记入修改记录。"
        ask_decision(self.parts, DecisionQuestion("取消定稿", text, "取消定稿", reason="理由"), accept)
