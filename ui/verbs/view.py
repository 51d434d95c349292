"""Verbs of the menu 查看: sizes, side panels, light and dark, and the way through the window."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from ui.base import theme
from ui.verbs.base import Verbs, WindowParts
from ui.views.report_tabs import ReportTabs
from ui.views.work_page import WorkPage

ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)


class ViewVerbs(Verbs):
    """What is shown, and how large; each wish is kept for the next start."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        parts.tabs.zoom_asked.connect(lambda step: self.zoom_in() if step > 0 else self.zoom_out())
        self._base_font = QFont(self.window.font())
        self.set_zoom(self.settings.number("window/zoom", 100))

    def zoom_in(self) -> None:
        """Make tables and texts, or the preview's pages, larger."""
        if preview := self.parts.tabs.preview_on_screen():
            preview.zoom_by_step(1)
            return
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self.zoom), self.zoom))

    def zoom_out(self) -> None:
        """Make tables and texts, or the preview's pages, smaller."""
        if preview := self.parts.tabs.preview_on_screen():
            preview.zoom_by_step(-1)
            return
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self.zoom), self.zoom))

    def zoom_reset(self) -> None:
        """Show tables and texts at their usual size, the preview's pages at the paper's."""
        if preview := self.parts.tabs.preview_on_screen():
            preview.zoom_to_paper()
            return
        self.set_zoom(100)

    def side_shown(self, side: str) -> bool:
        """Whether the user wants a side panel, ``reports`` or ``findings``: on a small screen the table needs room."""
        return self.settings.text(f"window/show_{side}", "yes") == "yes"

    def show_reports(self) -> None:
        """Show the list of reports, or make room."""
        self._toggle_side("reports")

    def show_findings(self) -> None:
        """Show the findings, or make room."""
        self._toggle_side("findings")

    def show_sides(self) -> None:
        """Show the side panels that are wanted; findings only beside a report."""
        self.parts.report_panel.setVisible(self.side_shown("reports"))
        beside = self.session.report is not None and self.parts.page is None
        self.parts.findings.setVisible(beside and self.side_shown("findings"))

    def _toggle_side(self, side: str) -> None:
        self.settings.set(f"window/show_{side}", "no" if self.side_shown(side) else "yes")
        self.show_sides()

    def last_year(self) -> None:
        """Show last year's figures in the cells, or no longer."""
        self.settings.last_year_shown = not self.settings.last_year_shown
        self.parts.tabs.apply_settings()

    def dark(self) -> None:
        """Change between light and dark, and keep to it whatever the system has."""
        self.settings.set("appearance", "light" if theme.current().dark else "dark")
        self.apply_appearance()

    def apply_appearance(self) -> None:
        """Show the colours that are chosen in the settings."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_theme(
            application, self.settings.text("appearance"), distinct=self.settings.distinct_colours
        )

    def set_zoom(self, percent: int) -> None:
        """Set the size of all text in the window."""
        self.zoom = min(max(percent, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        font = QFont(self._base_font)
        font.setPointSizeF(self._base_font.pointSizeF() * self.zoom / 100)
        self.window.setFont(font)
        for view in self.parts.tabs.table_views():
            view.lay_out()
        self.settings.set("window/zoom", self.zoom)
        self.parts.tabs.apply_settings()

    def next_page(self) -> None:
        """Turn to the next section."""
        self.parts.tabs.turn(1)

    def previous_page(self) -> None:
        """Turn to the section before."""
        self.parts.tabs.turn(-1)

    def next_pane(self) -> None:
        """Move the keyboard from list to report to findings and round again; on a page from part to part."""
        panes = [self.parts.report_panel.list, self.parts.middle.currentWidget(), self.parts.findings.list]
        focus = QApplication.focusWidget()
        page = self.parts.middle.currentWidget()
        if isinstance(page, WorkPage) and focus and page.isAncestorOf(focus) and page.next_part():
            return
        here = next(
            (n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1
        )
        pane = next(pane for pane in (panes * 2)[here + 1 :] if pane.isVisible())
        if isinstance(pane, ReportTabs | WorkPage):
            pane.focus_page()
        else:
            pane.setFocus()
