"""Asks before a text that the disk does not take would be lost with the window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget


def closes_anyway(texts: Sequence[str], parent: QWidget) -> bool:
    """Return whether the user wants to close all the same; the texts are on the clipboard then."""
    question = QMessageBox(parent)
    question.setObjectName("unsavedQuestion")
    question.setIcon(QMessageBox.Icon.Warning)
    question.setWindowTitle("有文字没有存上")
    question.setText("磁盘没有接受最后输入的文字，现在关闭会丢失这些文字。")
    question.setInformativeText(
        "可以返回，解决磁盘问题后会自动存上；也可以复制这些文字后关闭，粘贴到别处保存。"
    )
    copy = question.addButton("复制文字并关闭", QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(question.addButton("返回", QMessageBox.ButtonRole.RejectRole))
    question.exec()
    if question.clickedButton() is not copy:
        return False
    QApplication.clipboard().setText("\n\n".join(texts))
    return True
