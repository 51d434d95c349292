"""A text editor in which the words of findings are marked, are shown when they are asked for, and say what was found."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from app.rules.model import Finding
from ui.base import theme
from ui.models.finding_model import tip_of
from ui.views.finding_marks import FindingMarks, position_in
from ui.views.texts.figure_edit import FigureEdit
from ui.views.texts.highlighter import Highlighter
from ui.work.session import Session


class MarkedEdit(FigureEdit):
    """`marks` are those of the findings in the text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._highlighter = Highlighter(self.document())
        self.marks = FindingMarks(self, self.figures.selections)
        self.cursorPositionChanged.connect(lambda: self.marks.point_at(None))
        theme.notifier.changed.connect(self._on_theme_changed)

    def reveal(self, start: int, length: int) -> None:
        """Show a place in the text and give it the keyboard."""
        self._show_place(self._place(start, length))
        self.setFocus()

    def show_finding(self, finding: Finding) -> None:
        """Show the words a finding is about, wherever typing has moved them and wherever the keyboard is."""
        self._show_place(self.marks.place_of(finding) or self._place(finding.start, finding.length))

    def _place(self, start: int, length: int) -> QTextCursor:
        body = self.toPlainText()
        cursor = self.textCursor()
        cursor.setPosition(position_in(body, min(start, len(body))))
        cursor.setPosition(position_in(body, min(start + length, len(body))), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _show_place(self, place: QTextCursor) -> None:
        """Put the cursor before the words and mark them; they are not selected, so no key deletes them."""
        cursor = QTextCursor(place)
        cursor.setKeepPositionOnInsert(False)
        cursor.setPosition(place.selectionStart())
        self.setTextCursor(cursor)
        self.marks.point_at(place if place.hasSelection() else None)
        self.ensureCursorVisible()

    def set_off(self, findings: Sequence[Finding]) -> None:
        """Highlight the words of the findings chosen in the list."""
        self.marks.set_off(findings)

    def set_off_words(self) -> list[str]:
        """Return the words that are set off."""
        return self.marks.chosen()

    def pointed_words(self) -> str:
        """Return the words that are shown as a finding's, until the cursor moves."""
        return self.marks.pointed()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say of marked words what has been found."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cursor = self.cursorForPosition(event.pos())
            near = self.cursorRect(cursor).adjusted(
                -self.fontMetrics().height(), 0, self.fontMetrics().height(), 0
            )
            found = self.marks.at(cursor.position()) if near.contains(event.pos()) else []
            tip = tip_of(found) if found else self.figure_tip(cursor) if near.contains(event.pos()) else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def _on_theme_changed(self) -> None:
        self.marks.paint()

    def paint_figures(self) -> None:
        self.marks.paint()
