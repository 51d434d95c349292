"""Message boxes: a sentence with buttons, and a question with two answers. F1 opens the guide in them as in the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QMessageBox,
    QWidget,
)


def opens_guide(dialog: QDialog, event: QKeyEvent) -> bool:
    """Open the guide if the key is F1, which no menu receives while a dialog waits; return whether it was F1."""
    owner = dialog.parentWidget() if event.key() == Qt.Key.Key_F1 else None
    while owner is not None:
        # A dialog's dialog has no menu above it but the window's.
        guide = owner.findChild(QAction, "action_guide") if owner.isWindow() else None
        if isinstance(guide, QAction):
            guide.trigger()
            return True
        owner = owner.parentWidget()
    return False


class MessageBox(QMessageBox):
    """A box with a sentence and its buttons."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not opens_guide(self, event):
            super().keyPressEvent(event)


def confirmed(
    parent: QWidget,
    name: str,
    title: str,
    text: str,
    yes: str,
    *,
    details: str = "",
    no: str = "取消",
    cautious: bool = False,
    icon: QMessageBox.Icon = QMessageBox.Icon.Question,
) -> bool:
    """Ask a question, and return whether it was answered with *yes*; a *cautious* question has *no* as its default."""
    question = MessageBox(parent)
    question.setObjectName(name)
    question.setIcon(icon)
    question.setTextFormat(Qt.TextFormat.PlainText)
    question.setWindowTitle(title)
    question.setText(text)
    question.setInformativeText(details)
    roles = QMessageBox.ButtonRole
    accepting = question.addButton(yes, roles.DestructiveRole if cautious else roles.AcceptRole)
    refusing = question.addButton(no, roles.RejectRole)
    question.setDefaultButton(refusing if cautious else accepting)
    question.exec()
    chosen = question.clickedButton() is accepting
    question.deleteLater()
    return chosen
