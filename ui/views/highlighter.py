"""Shows headings as headings, and the words that findings are about, in a text that itself stays plain."""

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.outline import outline
from app.rules.model import Finding
from ui import theme


class Highlighter(QSyntaxHighlighter):
    """Formats one text editor's document."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._findings: tuple[Finding, ...] = ()

    def set_findings(self, findings: tuple[Finding, ...]) -> None:
        """Mark the words of these findings; all are about this text."""
        if findings != self._findings:
            self._findings = findings
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for line in outline(text):
            if line.lead:
                heading = QTextCharFormat()
                heading.setFontWeight(QFont.Weight.Bold)
                self.setFormat(line.start, len(line.lead), heading)
        begin = self.currentBlock().position()
        for finding in self._findings:
            start, end = max(finding.start - begin, 0), min(finding.start + finding.length - begin, len(text))
            if start < end:
                self._mark(start, end, finding)

    def _mark(self, start: int, end: int, finding: Finding) -> None:
        for place in range(start, end):
            mark = QTextCharFormat(self.format(place))
            foreground, tint = theme.current().severity(finding.severity.value)
            mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            mark.setUnderlineColor(QColor(foreground))
            mark.setBackground(QColor(tint))
            self.setFormat(place, 1, mark)
