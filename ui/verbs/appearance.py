"""Verbs on how the window looks: sizes, side panels, light and dark."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from ui.base import theme
from ui.verbs import Verbs
from ui.views.report_tabs import ReportTabs

ZOOM_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)


@dataclass
class AppearanceVerbs(Verbs):
    """Zoom, side panels, and the theme; each wish is kept for the next start."""

    tabs: ReportTabs
    show_sides: Callable[[], None]
    """Shows or hides the side panels as `side_shown` says."""

    def __post_init__(self) -> None:
        self._base_font = QFont(self.window.font())
        self.set_zoom(self.settings.number("window/zoom", 100))

    def zoom_in(self) -> None:
        """Make tables and texts, or the preview's pages, larger."""
        if preview := self.tabs.preview_on_screen():
            preview.zoom_by_step(1)
            return
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self.zoom), self.zoom))

    def zoom_out(self) -> None:
        """Make tables and texts, or the preview's pages, smaller."""
        if preview := self.tabs.preview_on_screen():
            preview.zoom_by_step(-1)
            return
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self.zoom), self.zoom))

    def zoom_reset(self) -> None:
        """Show tables and texts at their usual size, the preview's pages at the paper's."""
        if preview := self.tabs.preview_on_screen():
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

    def _toggle_side(self, side: str) -> None:
        self.settings.set(f"window/show_{side}", "no" if self.side_shown(side) else "yes")
        self.show_sides()

    def dark(self) -> None:
        """Change between light and dark, and keep to it whatever the system has."""
        wish = "light" if theme.current().dark else "dark"
        self.settings.set("appearance", wish)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_theme(application, wish)

    def set_zoom(self, percent: int) -> None:
        """Set the size of tables and texts."""
        self.zoom = min(max(percent, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        font = QFont(self._base_font)
        font.setPointSizeF(self._base_font.pointSizeF() * self.zoom / 100)
        self.tabs.setFont(font)
        for view in self.tabs.table_views():
            view.lay_out()
        self.settings.set("window/zoom", self.zoom)
