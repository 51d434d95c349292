"""Waiving a finding with a reason, and withdrawing the waiver."""

from datetime import datetime

from app.edits import FINAL_REFUSAL, SetWaivers
from app.report import Status
from app.rules.model import Severity
from app.rules.waivers import waive
from ui.dialogs.decision_dialog import DecisionQuestion
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.check.chosen_findings import chosen
from ui.verbs.decisions import ask_decision


class WaivingVerbs(Verbs):
    """Findings set aside by a person; the reason given last for a rule is proposed for its next finding."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self._reasons: dict[str, str] = {}

    def waive_finding(self) -> None:
        """Ask why and by whom the finding chosen in the list is waived."""
        finding, report = next(iter(chosen(self)), None), self.session.report
        if finding is None or report is None:
            self.notice.say("请先在“检查结果”中选一项提示。", kind="ask")
            return
        if report.status is Status.FINAL or finding.severity is Severity.ERROR:
            words = FINAL_REFUSAL if report.status is Status.FINAL else "这是错误，不能豁免，请改正。"
            self.notice.say(words, kind="warning", about=report.id)
            return

        def accept(reason: str, who: str) -> None:
            at = datetime.now().isoformat(timespec="seconds")
            waiver = waive(finding, report, reason=reason, who=who, at=at)
            others = tuple(w for w in report.waivers if (w.rule, w.mark) != (waiver.rule, waiver.mark))
            self.session.apply(SetWaivers(report.id, (*others, waiver)))
            self._reasons[finding.rule] = reason
            self.parts.findings.choose_following()

        text = f"{finding.kind}：{finding.message}\n\n豁免后不再提示；有关的数或句子改动后会重新出现。"
        ask_decision(
            self.parts,
            DecisionQuestion("豁免", text, "豁免", "理由", proposed=self._reasons.get(finding.rule, "")),
            accept,
        )

    def withdraw_waiver(self) -> None:
        """Withdraw the waiver chosen in the list below the findings."""
        waived, report = self.parts.findings.waived.current(), self.session.report
        if waived is not None and report is not None:
            kept = tuple(waiver for waiver in report.waivers if waiver != waived.waiver)
            self.session.apply(SetWaivers(report.id, kept, "取消豁免"))
