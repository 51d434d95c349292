"""Asks who decides something, and why: for waiving a finding, finalising a report, and reopening it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from ui.base import theme
from ui.base.plain_text import PlainText
from ui.dialogs.kit import Dialog, TonedLabel, form_layout, named

_WIDTH = 460
_TALLEST_LIST = 220


@dataclass(frozen=True)
class DecisionQuestion:
    """What is asked: *text* says what will happen, *items* are what the person should have read first.

    *reason* is the caption of the reason's field, empty where none is needed, and *proposed* a reason to begin with.
    """

    title: str
    text: str
    button: str
    reason: str = ""
    items: tuple[str, ...] = ()
    proposed: str = ""


class DecisionDialog(Dialog):
    """Calls *accept* with reason and name; what it refuses is said in the dialog, which stays open."""

    def __init__(
        self,
        question: DecisionQuestion,
        who: str,
        accept: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("decisionDialog", question.title, parent)
        self.setMinimumWidth(_WIDTH)
        self._question = question
        self._accept = accept
        self._reason = named(_OneParagraph(question.proposed), "decisionReason")
        self._reason.selectAll()
        self._reason.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 4 * theme.UNIT)
        self._who = named(QLineEdit(who), "decisionWho")
        self._lay_out()
        (self._reason if question.reason else self._who).setFocus()

    def _lay_out(self) -> None:
        question = self._question
        self.add(TonedLabel(text=question.text))
        if question.items:
            self.add(_list_of(question.items))
        form = form_layout()
        if question.reason:
            form.addRow(f"{question.reason}(&R)", self._reason)
        form.addRow("姓名(&N)", self._who)
        self.add(form)
        self.end_with_accepting(question.button, self._on_accepted)

    def _on_accepted(self) -> None:
        reason = " ".join(self._reason.toPlainText().split())
        who = self._who.text().strip()
        if self._question.reason and not reason:
            raise UserError(f"请写明{self._question.reason}。")
        if not who:
            raise UserError("请填写姓名。")
        self._accept(reason, who)


class _OneParagraph(PlainText):
    """A text of one paragraph on several lines: the keys that end a paragraph are the dialog's."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _list_of(items: tuple[str, ...]) -> QWidget:
    """Return the items below each other, scrolled when they are many."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
    for item in items:
        column.addWidget(TonedLabel(text=item))
    area = QScrollArea()
    area.setObjectName("decisionItems")
    area.setAccessibleName("未处理的问题")
    area.setFrameShape(QFrame.Shape.StyledPanel)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    needed = column.heightForWidth(_WIDTH - 10 * theme.UNIT)
    area.setFixedHeight(min(needed + 2 * theme.UNIT, _TALLEST_LIST))
    return area
