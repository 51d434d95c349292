"""Verbs that act at the cursor of the text on screen."""

from app.edits import FINAL_REFUSAL
from app.errors import UserError
from app.report import Report, Status
from app.skeletons import skeleton
from ui.verbs.base import Verbs
from ui.views.pages import TextPage
from ui.views.text_editor import TextEditor

_INSERT = "插入本部分的框架"
_OPEN = "【　】"
"""Where a skeleton is to be filled in."""


class TextVerbs(Verbs):
    """What is written into a text."""

    def insert_skeleton(self) -> None:
        """Insert what the section has to treat, with the figures of the tables linked; the first gap is shown."""
        report, editor = self.changeable(), self.text_editor()
        body = skeleton(report, editor.section)
        if not body:
            raise UserError("这一部分没有框架，请按提示直接写。")
        cursor = editor.textCursor()
        begins_line = (
            cursor.selectionStart() == cursor.document().findBlock(cursor.selectionStart()).position()
        )
        start = cursor.selectionStart()
        editor.insert_linked(body if begins_line else f"\n{body}", _INSERT)
        gap = editor.document().find(_OPEN, start)
        if not gap.isNull():
            editor.setTextCursor(gap)
            editor.ensureCursorVisible()
        editor.setFocus()

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
