"""Verbs of the menu 查看 about the list of reports: finding in it, its order, what is pinned and what was seen last."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from ui.verbs.base import Verbs


class ReportListVerbs(Verbs):
    """The list follows the user's habits, which are kept for the next start."""

    def find_report(self) -> None:
        """Bring the keyboard to the line in which units and years are looked for."""
        self._show_list()
        self.parts.report_panel.search()

    def pin_report(self) -> None:
        """Keep the report on screen above the list, or no longer."""
        self.parts.report_panel.turn_pin()

    def by_pinyin(self) -> None:
        """List units by pinyin, or in the order of the file."""
        self.settings.by_pinyin = not self.settings.by_pinyin
        self.parts.report_panel.follow_settings(self.settings)

    def recent_reports(self) -> None:
        """Offer the reports seen last, each with a key of its own."""
        panel = self.parts.report_panel
        recent = panel.recent()
        if not recent:
            self.notice.say("还没有看过别的报告。")
            return
        menu = QMenu(self.window)
        menu.setObjectName("recentReports")
        for number, head in enumerate(recent, 1):
            name = head.unit.label.replace("&", "&&")
            menu.addAction(f"&{number} {name} {head.label}", lambda own=head.id: panel.chosen.emit(own))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.window.mapToGlobal(QPoint(0, 0)) + panel.list.mapTo(self.window, QPoint(0, 0)))
        menu.setActiveAction(menu.actions()[0])

    def _show_list(self) -> None:
        if not self.parts.report_panel.isVisible():
            self.settings.set("window/show_reports", "yes")
            self.parts.report_panel.show()
