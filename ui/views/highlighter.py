"""Shows headings as headings in a text that itself stays plain."""

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat

from app.text_outline import outline


class Highlighter(QSyntaxHighlighter):
    """Formats one text editor's document, a paragraph at a time as it changes."""

    def highlightBlock(self, text: str) -> None:
        for line in outline(text):
            if line.lead:
                heading = QTextCharFormat()
                heading.setFontWeight(QFont.Weight.Bold)
                self.setFormat(line.start, len(line.lead), heading)
