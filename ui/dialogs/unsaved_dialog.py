"""Asks before something typed that is not on disk would be lost with the window."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget


def closes_anyway(why: str, texts: Sequence[str], parent: QWidget) -> bool:
    """Return whether the user wants to close all the same; the texts are on the clipboard then."""
    question = QMessageBox(parent)
    question.setObjectName("unsavedQuestion")
    question.setIcon(QMessageBox.Icon.Warning)
    question.setTextFormat(Qt.TextFormat.PlainText)
    question.setWindowTitle("有内容没有存上")
    question.setText(f"{why}\n现在关闭会丢失这些内容。")
    question.setInformativeText("可以返回处理；也可以复制这些内容后关闭，粘贴到别处保存。")
    copy = question.addButton("复制并关闭", QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(question.addButton("返回", QMessageBox.ButtonRole.RejectRole))
    question.exec()
    if question.clickedButton() is not copy:
        return False
    QApplication.clipboard().setText("\n\n".join(texts))
    return True
