"""Asks before the window closes while something typed is not on disk."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ui.dialogs.questions import confirmed


def closes_anyway(why: str, texts: Sequence[str], parent: QWidget) -> bool:
    """Return whether the user wants to close all the same; the texts are on the clipboard then."""
    closing = confirmed(
        parent,
        "unsavedQuestion",
        "有内容没有存上",
        f"{why}\n现在关闭，这些内容不会存入报告。",
        "复制并关闭",
        details="可以返回处理；也可以复制这些内容后关闭，粘贴到别处；下次打开时会再提示一次。",
        no="返回",
        cautious=True,
        icon=QMessageBox.Icon.Warning,
    )
    if closing:
        QApplication.clipboard().setText("\n\n".join(texts))
    return closing
