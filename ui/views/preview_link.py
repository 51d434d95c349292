"""Where one works on the report: there the preview comes on screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QTabWidget, QTextEdit, QWidget

from ui.views.part_of_report import ReportPlace
from ui.views.preview.preview_tab import PreviewTab
from ui.views.tab_pages import TablePage, TextPage


class PreviewLink(QObject):
    """Follows the pages of a report, of which the preview is the last."""

    def __init__(self, tabs: QTabWidget, preview: PreviewTab) -> None:
        super().__init__(tabs)
        self._tabs, self._preview = tabs, preview
        self._worked: QWidget | None = None
        """The page on screen, or the one that was before the preview."""
        tabs.currentChanged.connect(self._on_page_turned)

    def worked_on(self) -> ReportPlace | None:
        """Return what is worked on, or was before the preview came on screen; None where there is no report."""
        page = self._worked
        if isinstance(page, TablePage):
            return ReportPlace(page.section.key, page.view.current_key())
        if isinstance(page, TextPage):
            # The preview of a report that was only opened begins with its first page.
            is_first = self._tabs.indexOf(page) == 0
            return ReportPlace(page.section.key, start=0 if is_first else _position(page.editor))
        return None

    def _on_page_turned(self) -> None:
        page = self._tabs.currentWidget()
        if page is not self._preview:
            self._worked = page
        elif self._worked is not None:
            self._preview.load()
            if self._preview.page is not None:
                self._preview.page.seek(self.worked_on())


def _position(editor: QTextEdit) -> int:
    """Return where the cursor is in a text, in characters; the first paragraph in sight where it is not."""
    place = editor.textCursor().position()
    if not editor.viewport().rect().intersects(editor.cursorRect()):
        place = editor.cursorForPosition(QPoint(editor.viewport().width() // 2, 0)).block().position()
    # Qt counts rare characters as two.
    return len(editor.toPlainText().encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))
