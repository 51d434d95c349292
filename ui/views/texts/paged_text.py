"""An editor of plain text that shows paragraphs as they are printed: spaced lines, indented by two characters, apart.

Nothing of it is in the text. Blanks at a paragraph's beginning, which are not printed, count towards the indent; an
empty paragraph, which is not printed either, is a narrow gap unless the cursor is in it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.text_outline import BLANKS
from ui.base.plain_text import holds_files

_PITCH = 1.75
"""From line to line, in characters: a printed page has 28 points for 16."""
_INDENT = 2
"""In characters."""
_APART = 0.35
"""Between paragraphs, in characters."""
_EMPTY = 0.7
"""The height of an empty paragraph, in characters."""
COLUMN = 40
"""The most characters in a line; 28 are printed in one, and what is typed is seen faster in more."""
_MARGIN = 1.2
"""Around the text, in characters."""


class PagedText(QTextEdit):
    """Takes and gives plain text only. Files that are dropped on it are left to the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self._at = 0
        """The number of the paragraph with the cursor."""
        self._em = self._high = 0.0
        self._touched: tuple[int, int] | None = None
        """The first and last position of what was written and is not laid out yet."""
        self._measure()
        self.cursorPositionChanged.connect(self._follow_cursor)
        self.document().contentsChange.connect(self._note_change)
        self.textChanged.connect(self._fit_touched)

    def setFont(self, font: QFont | str | Sequence[str]) -> None:
        """Take another font, by whose characters paragraphs are measured."""
        super().setFont(font)
        self._measure()

    def setPlainText(self, text: str) -> None:
        """Show another text."""
        super().setPlainText(text)
        self._lay_out()

    def _measure(self) -> None:
        metrics = QFontMetricsF(self.font())
        self._em, self._high = metrics.horizontalAdvance("国"), metrics.height()
        self.document().setDocumentMargin(round(_MARGIN * self._em))
        self._lay_out()

        beside = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        self.setMaximumWidth(self._column + beside)
        self._wrap()

    @property
    def _column(self) -> int:
        """The width of the widest column with its margins."""
        return round(COLUMN * self._em + 2 * self.document().documentMargin()) + 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        """Keep lines no longer than can be read, whether there is a scroll bar or not."""
        narrow = self.viewport().width() < self._column
        modes = QTextEdit.LineWrapMode
        self.setLineWrapColumnOrWidth(self._column)
        self.setLineWrapMode(modes.WidgetWidth if narrow else modes.FixedPixelWidth)

    # paragraphs

    def _lay_out(self) -> None:
        """Lay every paragraph out."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(self._look(""))
        self._at = self.textCursor().blockNumber()
        self._fit_blocks(0, self.document().characterCount())

    def _note_change(self, position: int, _removed: int, added: int) -> None:
        first, last = self._touched or (position, position)
        self._touched = min(first, position), max(last, position + added)

    def _fit_touched(self) -> None:
        """Whatever has written it, a paragraph looks as any: one that is inserted takes after the one it stands in."""
        if self._touched is not None:
            (first, last), self._touched = self._touched, None
            self._fit_blocks(first, last)

    def _fit_blocks(self, first: int, last: int) -> None:
        block = self.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            self._fit(block)
            block = block.next()

    def _follow_cursor(self) -> None:
        """The paragraph that the cursor comes to is as high as any; one that it leaves empty is a gap."""
        at = self.textCursor().blockNumber()
        if at != self._at:
            before, self._at = self._at, at
            for number in (before, at):
                self._fit(self.document().findBlockByNumber(number))

    def _fit(self, block: QTextBlock) -> None:
        """Lay a paragraph out anew where its look is another one."""
        if not block.isValid():
            return
        look = self._look(block.text(), typed=block.blockNumber() == self._at)
        if block.blockFormat() != look:
            QTextCursor(block).setBlockFormat(look)

    def _look(self, text: str, *, typed: bool = True) -> QTextBlockFormat:
        look = QTextBlockFormat()
        bare = text.lstrip(BLANKS)
        if not bare and not typed:
            kind = QTextBlockFormat.LineHeightTypes.FixedHeight
            look.setLineHeight(_EMPTY * self._em, kind.value)
            return look
        blanks = (
            QFontMetricsF(self.font()).horizontalAdvance(text[: len(text) - len(bare)])
            if bare != text
            else 0.0
        )
        look.setTextIndent(max(_INDENT * self._em - blanks, 0.0))
        # Of a font that is higher by itself nothing is cut.
        kind = QTextBlockFormat.LineHeightTypes.FixedHeight
        look.setLineHeight(max(_PITCH * self._em, self._high), kind.value)
        look.setBottomMargin(_APART * self._em)
        return look

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins a paragraph: in an empty one Qt would only take its look away."""
        ends = QKeySequence.StandardKey.InsertParagraphSeparator, QKeySequence.StandardKey.InsertLineSeparator
        if not self.isReadOnly() and any(event.matches(one) for one in ends):
            cursor = self.textCursor()
            cursor.insertBlock()
            self.setTextCursor(cursor)
            event.accept()
        else:
            super().keyPressEvent(event)
            self._show_edge()

    def setTextCursor(self, cursor: QTextCursor) -> None:
        """Take another cursor and show it."""
        super().setTextCursor(cursor)
        self._show_edge()

    def _show_edge(self) -> None:
        """Show the margin beyond the first or last line, where the cursor is in it: Qt brings the line alone into sight."""
        cursor, bar = self.textCursor(), self.verticalScrollBar()
        if not self.viewport().rect().contains(self.cursorRect().center()):
            return
        block, layout = cursor.block(), cursor.block().layout()
        line = layout.lineForTextPosition(cursor.positionInBlock()).lineNumber()
        if not block.previous().isValid() and line == 0:
            bar.setValue(bar.minimum())
        elif not block.next().isValid() and line == layout.lineCount() - 1:
            bar.setValue(bar.maximum())

    # only text comes and goes

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return not holds_files(source) and (source.hasText() or source.hasHtml())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give other programs the text alone: how it looks here is not how it is printed."""
        content = QMimeData()
        content.setText(self.textCursor().selection().toPlainText())
        return content
