"""Takes the place of the preview until it is shown first: the code that makes and draws PDFs is loaded only then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.base.settings import Settings
from ui.work.session import Session

if TYPE_CHECKING:
    from ui.views.preview.preview_page import PreviewPage


class PreviewTab(QWidget):
    """The tab; `page` is what is in it, None until it is first shown."""

    place_asked = Signal(object)
    """The `ReportPlace` that was clicked on."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self.page: PreviewPage | None = None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    def load(self) -> None:
        """Bring in the preview itself, unless it is there."""
        if self.page is None:
            from ui.views.preview.preview_page import PreviewPage

            self.page = PreviewPage(self._session, self._settings)
            self.page.place_asked.connect(self.place_asked)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.page)
            self.setFocusProxy(self.page)

    def zoom_by_step(self, direction: int) -> None:
        """Show the pages larger (1) or smaller (-1)."""
        if self.page is not None:
            self.page.view.zoom_by_step(direction)

    def zoom_to_paper(self) -> None:
        """Show the pages as large as the paper is."""
        if self.page is not None:
            self.page.view.set_zoom(100)
