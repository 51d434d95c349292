"""The settings of the rules, and the comparison of check codes."""

from app.rules.settings import RuleSettings
from ui.dialogs.code_dialog import CodeDialog
from ui.dialogs.rules_dialog import RulesDialog
from ui.verbs.base import Verbs


class RuleSettingsVerbs(Verbs):
    """How a report is checked, and whether a code from elsewhere is its own."""

    def rule_settings(self) -> None:
        """Show all rules, to switch them on and off and to set their severity."""

        def accept(settings: RuleSettings) -> None:
            self.session.set_rule_settings(settings)

        RulesDialog(self.session.rule_settings, accept, self.window).exec()

    def compare_code(self) -> None:
        """Compare a check code from elsewhere with that of the report on screen."""
        self.session.settle()
        if (report := self.session.report) is not None:
            CodeDialog(report, self.window).exec()
