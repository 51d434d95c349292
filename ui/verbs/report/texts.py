"""Verbs that act at the cursor of the text on screen."""

from PySide6.QtCore import QRegularExpression

from app.edits import FINAL_REFUSAL
from app.errors import UserError
from app.linked_text import plain
from app.report import Report, Status
from app.rules.last_years_text import last_years_text
from app.skeletons import skeleton
from ui.verbs.base import Verbs
from ui.views.tab_pages import TextPage
from ui.views.texts.text_editor import TextEditor

_INSERT, _LAST_YEAR = "插入本部分的框架", "带入上年本部分的文字"
_GAP = QRegularExpression("【(　|待确认：[^】]*)】")
"""What is to be filled in, or was last year's."""


class TextVerbs(Verbs):
    """What is written into a text."""

    def insert_skeleton(self) -> None:
        """Insert what the section has to treat, with the figures of the tables linked; the first gap is shown."""
        report, editor = self.changeable(), self.text_editor()
        body = skeleton(report, editor.section)
        if not body:
            raise UserError("这一部分没有框架，请按提示直接写。")
        _insert(editor, body, _INSERT)

    def insert_last_year(self) -> None:
        """Insert last year's text of the section, brought to this year; the first old figure is shown."""
        report, editor = self.changeable(), self.text_editor()
        previous = self.session.last_year(report)
        if previous is None:
            raise UserError(f"没有这个单位 {report.year - 1} 年的报告，请先读入上年报告。")
        body = last_years_text(report, previous, editor.section)
        if not plain(body).strip():
            raise UserError("上年报告的这一部分没有文字。")
        _insert(editor, body, _LAST_YEAR)

    def changeable(self) -> Report:
        """Return the report on screen with what was typed last. Raises `UserError` where it can't be changed."""
        self.session.settle()
        report = self.session.report
        if report is None:
            raise UserError("请先打开要写的报告。")
        if report.status is Status.FINAL:
            raise UserError(FINAL_REFUSAL)
        return report

    def text_editor(self) -> TextEditor:
        """Return the text on screen. Raises `UserError` where none is."""
        page = self.parts.tabs.currentWidget() if self.parts.page is None else None
        if not isinstance(page, TextPage):
            raise UserError("请先把光标放到文字中要插入或查看的地方。")
        return page.editor


def _insert(editor: TextEditor, body: str, label: str) -> None:
    """Insert a text on lines of its own and show its first gap, chosen, so that it is typed over."""
    cursor = editor.textCursor()
    start = cursor.selectionStart()
    begins_line = start == cursor.document().findBlock(start).position()
    editor.insert_linked(body if begins_line else f"\n{body}", label)
    gap = editor.document().find(_GAP, start)
    if not gap.isNull():
        editor.setTextCursor(gap)
        editor.ensureCursorVisible()
    editor.setFocus()
