"""Copies the report to the clipboard, for pasting into the editor of a web site."""

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.exports.html import fragment
from app.exports.plain_text import plain_text
from app.exports.report_blocks import document
from app.rules.release import release
from ui.verbs.base import Verbs


class WebTextVerbs(Verbs):
    """Copying as rich text."""

    def copy_for_web(self) -> None:
        """Put the report on the clipboard as rich text for a web site's editor, and as plain text."""
        report, check = self.settled()
        leaving = release(report, check)
        try:
            made = document(report, draft=leaving.draft)
        except UserError as error:
            self.notice.say(str(error), kind="warning")
            return
        content = QMimeData()
        content.setHtml(fragment(made))
        content.setText(plain_text(made))
        QApplication.clipboard().setMimeData(content)
        text = f"全文已复制，可以粘贴到网站的编辑器中。{leaving.draft_notice}"
        self.notice.say(text, kind="warning" if leaving.draft else "ask", about=report.id)
