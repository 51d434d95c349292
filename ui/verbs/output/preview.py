"""The report as it will be printed, on its tab or in a window of its own."""

from functools import cached_property

from ui.verbs.base import Verbs
from ui.views.preview.preview_window import PreviewWindow


class PreviewVerbs(Verbs):
    """Showing the preview."""

    def preview(self) -> None:
        """Show the report as it will be printed."""
        self.parts.tabs.show_preview()

    def preview_window(self) -> None:
        """Show the preview in a window of its own, beside the report being worked on."""
        self._preview_window.show()
        self._preview_window.raise_()
        self._preview_window.activateWindow()

    @cached_property
    def _preview_window(self) -> PreviewWindow:
        window = PreviewWindow(self.session, self.settings, self.window)
        tabs, page = self.parts.tabs, window.page
        page.place_asked.connect(tabs.places.go_to)

        def follow() -> None:
            if window.isVisible() and tabs.preview_on_screen() is None:
                page.seek(tabs.link.worked_on())

        tabs.currentChanged.connect(follow)
        tabs.current_cell_changed.connect(follow)
        self.session.report_changed.connect(follow)
        return window
