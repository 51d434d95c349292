"""Shows headings as they are printed, in a text that itself stays plain."""

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat

from app.text_outline import outline

_FACES = {
    1: ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01"),
    2: ("楷体_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "AR PL UKai CN"),
}
"""The faces of headings by level (GB/T 9704-2012, 7.3.3), by the names that systems give them; others are the text's."""


class Highlighter(QSyntaxHighlighter):
    """Formats one text editor's document, a paragraph at a time as it changes."""

    def highlightBlock(self, text: str) -> None:
        for line in outline(text):
            if line.lead:
                self.setFormat(line.start, len(line.lead), self._heading(line.level))

    def _heading(self, level: int) -> QTextCharFormat:
        heading = QTextCharFormat()
        heading.setFontWeight(QFont.Weight.Bold)
        if level in _FACES:
            heading.setFontFamilies([*_FACES[level], self.document().defaultFont().family()])
        return heading
