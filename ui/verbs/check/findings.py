"""Going through what the checks have found, and adopting what they suggest."""

from app.edits import Batch, SetCells, SetText
from app.report import Report
from app.rules.model import Finding
from app.rules.text_corrections import mended
from ui.models.finding_model import effect_of
from ui.verbs.base import Verbs
from ui.verbs.check.chosen_findings import chosen


class FindingVerbs(Verbs):
    """Verbs on the findings of the report on screen."""

    def next_finding(self) -> None:
        """Show the next place that a finding is about."""
        self._step(1)

    def previous_finding(self) -> None:
        """Show the place before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        check, panel = self.session.check, self.parts.findings
        if panel.model.rowCount():
            panel.step(by)
        elif check is not None:
            hidden = len(check.findings)
            words = f"列表中没有显示问题，另有 {hidden} 项按类别隐藏了。" if hidden else "没有发现问题。"
            self.notice.say(words, kind="ask")

    def adopt_suggestion(self) -> None:
        """Make the change that the finding chosen in the list suggests, and show its cell."""
        places, report = chosen(self, answered=True), self.session.report
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
        self.parts.tabs.places.go_to_cell(suggestion.cell)
        self._go_on()
        self.say_done(f"已采用建议：{effect}。", about=report.id)

    def _mend_texts(self, places: tuple[Finding, ...], report: Report, effect: str) -> None:
        bodies = mended(report, places)
        if bodies is None:
            self.notice.say("文字刚刚改动过，请稍候，等检查结果更新后再采用。", kind="ask")
            return
        label = f"采用建议：{effect}"
        edits = tuple(SetText(report.id, section, body, label) for section, body in bodies.items())
        self.session.apply(edits[0] if len(edits) == 1 else Batch(edits, label))
        self._go_on()
        self.say_done(f"已采用建议：{effect}。", about=report.id)

    def _go_on(self) -> None:
        """Choose the finding after the one that is done, which a check of texts may still show."""
        self.session.check_now()
        self.parts.findings.choose_following()
