"""A text editor in which figures can be linked to cells: each is one unit, is marked, and is kept when it is copied."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from app.linked_figures import LEDGER, is_known, names_of
from app.linked_text import plain
from app.report import Report
from app.text_outline import BLANKS
from ui.base.markup import plain_tip
from ui.base.plain_text import holds_files
from ui.views.kept_in_view import KeptInView
from ui.views.texts import linked_clipboard
from ui.views.texts.figure_keys import FigureKeys
from ui.views.texts.figure_marks import FigureMarks
from ui.views.texts.paged_text import PagedText
from ui.views.texts.pasted_text import pasted_text
from ui.work.session import Session

FILES_REFUSED = "剪贴板中是文件，没有粘贴；要读入文件，请用“文件”菜单中的“读入报告”，或把文件拖到窗口中。"


class FigureEdit(PagedText):
    """Shows a text as it is printed; `figures` says how it is kept."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.figures = FigureMarks(self, self.paint_figures)
        self._keys = FigureKeys(self, self.figures)
        KeptInView(self)

    def paint_figures(self) -> None:
        """Paint the figures anew, together with whatever else is marked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure is passed over and removed as a whole."""
        if not self._keys.removes(event):
            super().keyPressEvent(event)
            self._keys.pass_over(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click selects a figure as a whole."""
        super().mouseDoubleClickEvent(event)
        self._keys.select_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is selected with the mouse has figures as a whole."""
        super().mouseReleaseEvent(event)
        self._keys.widen()

    def insert_body(self, body: str) -> None:
        """Put a kept text in the place of what is selected."""
        cursor = self.textCursor()
        cursor.removeSelectedText()
        start = cursor.position()
        cursor.insertText(plain(body))
        self.figures.add(body, start)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text for other programs, and for this program also the links of figures."""
        part = self.figures.part(self.textCursor())
        return linked_clipboard.data(self._session, part) or super().createMimeDataFromSelection()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste paragraphs and headings as plain text; what else other programs have is left behind."""
        if holds_files(source):
            self._session.refused.emit(FILES_REFUSED)
            return
        if body := linked_clipboard.body(self._session, source):
            self.insert_body(body)
            return
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        begins = not cursor.block().text()[: cursor.positionInBlock()].strip(BLANKS)
        self.textCursor().insertText(pasted_text(source, begins_paragraph=begins))

    def figure_tip(self, cursor: QTextCursor) -> str:
        """Say what the figure at a cursor is linked to; empty where none is."""
        report, source = self._session.report, self.figures.source_at(cursor.position())
        return plain_tip(source_in_words(report, source)) if report is not None and source else ""


def source_in_words(report: Report, source: str) -> str:
    """Say what a figure is linked to."""
    if source.startswith(LEDGER):
        # Loaded by who keeps a ledger.
        from app.ledger.text_figures import ledger_name

        return f"引用台账：{ledger_name(source)[0]}，随台账更新"
    if not is_known(report, source):
        return "引用的格不在本报告的表中，不再更新"
    return f"引用{names_of(report, source)}，随表更新"
