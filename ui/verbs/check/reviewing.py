"""Going through many reports, from one that has findings to the next."""

from ui.verbs.base import Verbs


class ReviewVerbs(Verbs):
    """Verbs of a person who reviews one report after the other."""

    def next_report(self) -> None:
        """Show the next report with findings, at its first one."""
        self._go(1)

    def previous_report(self) -> None:
        """Show the report with findings before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        self.session.settle()
        report_id = self.parts.report_panel.model.to_review(by)
        if report_id is None:
            self.notice.say("没有其他有问题的报告。", kind="ask")
            return
        self.session.select(report_id)
        self.session.check_now()
        self.parts.findings.show_first()
