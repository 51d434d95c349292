"""Asks who decides something, and why: for waiving a finding, finalising a report, and reopening it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from ui.base import theme
from ui.dialogs.refusal import Refusal

_WIDTH = 460
_TALLEST_LIST = 220


@dataclass(frozen=True)
class DecisionQuestion:
    """What is asked: *text* says what will happen, *items* are what the person should have read first.

    *reason* is the caption of the reason's field, empty where none is needed.
    """

    title: str
    text: str
    button: str
    reason: str = ""
    items: tuple[str, ...] = ()


class DecisionDialog(QDialog):
    """Calls *accept* with reason and name; what it refuses is said in the dialog, which stays open."""

    def __init__(
        self,
        question: DecisionQuestion,
        who: str,
        accept: Callable[[str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("decisionDialog")
        self.setWindowTitle(question.title)
        self.setMinimumWidth(_WIDTH)
        self._question = question
        self._accept = accept
        self._reason = QPlainTextEdit()
        self._reason.setObjectName("decisionReason")
        self._reason.setTabChangesFocus(True)
        self._reason.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 4 * theme.UNIT)
        self._who = QLineEdit(who)
        self._who.setObjectName("decisionWho")
        self._refusal = Refusal("decisionProblem")
        self._lay_out()
        (self._reason if question.reason else self._who).setFocus()

    def _lay_out(self) -> None:
        question = self._question
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(_wrapped(question.text))
        if question.items:
            column.addWidget(_list_of(question.items))
        form = QFormLayout()
        form.setSpacing(2 * theme.UNIT)
        if question.reason:
            form.addRow(f"{question.reason}(&R)", self._reason)
        form.addRow("姓名(&N)", self._who)
        column.addLayout(form)
        column.addWidget(self._refusal)
        buttons = QDialogButtonBox()
        buttons.addButton(question.button, QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _on_accepted(self) -> None:
        reason = " ".join(self._reason.toPlainText().split())
        who = self._who.text().strip()
        with self._refusal.told():
            if self._question.reason and not reason:
                raise UserError(f"请写明{self._question.reason}。")
            if not who:
                raise UserError("请填写姓名。")
            self._accept(reason, who)
            self.accept()


def _wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _list_of(items: tuple[str, ...]) -> QWidget:
    """Return the items below each other, scrolled when they are many."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, theme.UNIT)
    for item in items:
        column.addWidget(_wrapped(item))
    area = QScrollArea()
    area.setObjectName("decisionItems")
    area.setFrameShape(QFrame.Shape.StyledPanel)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    needed = column.heightForWidth(_WIDTH - 10 * theme.UNIT)
    area.setFixedHeight(min(needed + 2 * theme.UNIT, _TALLEST_LIST))
    return area
