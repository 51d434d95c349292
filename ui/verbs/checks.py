"""Verbs on what the checks have found, and on the decision that a report is final."""

from dataclasses import dataclass
from datetime import datetime

from app.edits import FINAL_REFUSAL, Batch, SetCells, SetStatus, SetText, SetWaivers
from app.report import Report, Status
from app.rules.check import Check
from app.rules.model import Finding, Severity
from app.rules.settings import RuleSettings
from app.rules.text_corrections import mended
from app.rules.waivers import waive
from ui.dialogs.decision_dialog import DecisionDialog, DecisionQuestion
from ui.models.finding_model import effect_of
from ui.verbs import Verbs
from ui.views.findings_panel import FindingsPanel
from ui.views.report_tabs import ReportTabs


@dataclass
class CheckVerbs(Verbs):
    """Adopting, waiving, settings, and finalising."""

    panel: FindingsPanel
    tabs: ReportTabs

    def adopt_suggestion(self) -> None:
        """Make the change that the finding chosen in the list suggests, and show its cell."""
        self.session.settle()
        places, report = self.panel.places(), self.session.report
        effect = effect_of(places, report) if places and report is not None else ""
        if not effect or report is None:
            self.notice.say("请先在“检查结果”中选一项有建议的问题。", kind="ask")
            return
        suggestion = places[0].suggestion
        if suggestion is None:
            self._mend_texts(places, report, effect)
            return
        edit = SetCells(report.id, {suggestion.cell: suggestion.value}, f"采用建议：{effect}")
        self.session.apply(edit)
        self.tabs.go_to_cell(suggestion.cell)
        self.notice.say(f"已采用建议：{effect}。", buttons=(("撤销", self.session.undo),))

    def _mend_texts(self, places: tuple[Finding, ...], report: Report, effect: str) -> None:
        bodies = mended(report, places)
        if bodies is None:
            self.notice.say("文字刚刚改动过，请稍候，等检查结果更新后再采用。", kind="ask")
            return
        label = f"采用建议：{effect}"
        edits = tuple(SetText(report.id, section, body, label) for section, body in bodies.items())
        self.session.apply(edits[0] if len(edits) == 1 else Batch(edits, label))
        self.notice.say(f"已采用建议：{effect}。", buttons=(("撤销", self.session.undo),))

    def compare_code(self) -> None:
        """Compare a check code from elsewhere with that of the report on screen."""
        from ui.dialogs.code_dialog import CodeDialog

        self.session.settle()
        if (report := self.session.report) is not None:
            CodeDialog(report, self.window).exec()

    def waive_finding(self) -> None:
        """Ask why and by whom the finding chosen in the list is waived."""
        finding, report = self.panel.current(), self.session.report
        if finding is None or report is None:
            self.notice.say("请先在“检查结果”中选一项提示。", kind="ask")
            return
        if report.status is Status.FINAL or finding.severity is Severity.ERROR:
            words = FINAL_REFUSAL if report.status is Status.FINAL else "这是错误，不能豁免，请改正。"
            self.notice.say(words, kind="warning")
            return

        def accept(reason: str, who: str) -> None:
            at = datetime.now().isoformat(timespec="seconds")
            waiver = waive(finding, report, reason=reason, who=who, at=at)
            others = tuple(w for w in report.waivers if (w.rule, w.mark) != (waiver.rule, waiver.mark))
            self.session.apply(SetWaivers(report.id, (*others, waiver)))

        text = f"{finding.kind}：{finding.message}\n\n豁免后不再提示；有关的数或句子改动后会重新出现。"
        self._sign(DecisionQuestion("豁免", text, "豁免", reason="理由"), accept)

    def withdraw_waiver(self) -> None:
        """Let the waived finding chosen in the list below come back."""
        waived, report = self.panel.waived.current(), self.session.report
        if waived is not None and report is not None:
            kept = tuple(waiver for waiver in report.waivers if waiver != waived.waiver)
            self.session.apply(SetWaivers(report.id, kept, "取消豁免"))

    def rule_settings(self) -> None:
        """Show all rules and let them be switched and weighed."""
        from ui.dialogs.rules_dialog import RulesDialog

        def accept(settings: RuleSettings) -> None:
            self.session.set_rule_settings(settings)

        RulesDialog(self.session.rule_settings, accept, self.window).exec()

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
                buttons=(("看第一处", lambda: self.panel.show_first()),),
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
        self._sign(DecisionQuestion("定稿", text, "定稿", items=items), accept)

    def _reopen(self, report: Report) -> None:
        def accept(reason: str, who: str) -> None:
            self.session.apply(SetStatus(report.id, Status.DRAFT, reason, "取消定稿", who))

        text = f"{report.full_title}\n取消定稿后可以修改。理由和姓名记入修改记录。"
        self._sign(DecisionQuestion("取消定稿", text, "取消定稿", reason="理由"), accept)

    def _sign(self, question: DecisionQuestion, accept) -> None:
        """Ask for reason and name; the name is remembered for the next time."""

        def accept_and_remember(reason: str, who: str) -> None:
            accept(reason, who)
            self.settings.set("person", who)

        DecisionDialog(question, self.settings.text("person"), accept_and_remember, self.window).exec()
