"""The user guide, read in the program itself: a clerk's PC may have no browser that opens local files."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from app.paths import resource

FIRST_PAGE = "guide.md"


class _Pages(QTextBrowser):
    """Shows the guide's pages; links lead only from page to page."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guidePages")
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._on_anchor)

    def show_page(self, name: str) -> None:
        """Show one page of the guide."""
        self.setMarkdown(resource("guide", name).read_text(encoding="utf-8"))

    def _on_anchor(self, link: QUrl) -> None:
        name = Path(link.path()).name
        if link.isRelative() and resource("guide", name).is_file():
            self.show_page(name)


class GuideDialog(QDialog):
    """Stays open beside the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideDialog")
        self.setWindowTitle("使用说明")
        self.resize(820, 640)
        self.pages = _Pages()
        self.pages.document().setDocumentMargin(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.pages.show_page(FIRST_PAGE)
