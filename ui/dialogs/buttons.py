"""The buttons below a question, or below what is only shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox


def go_on_or_cancel(dialog: QDialog, words: str, go_on: Callable[[], None] | None = None) -> QDialogButtonBox:
    """Return a button with these words, which calls *go_on* or accepts the dialog, and 取消."""
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
    buttons.button(kinds.Ok).setText(words)
    buttons.button(kinds.Cancel).setText("取消")
    buttons.accepted.connect(go_on or dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def only_close(dialog: QDialog) -> QDialogButtonBox:
    """Return the one button 关闭."""
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Close)
    buttons.button(kinds.Close).setText("关闭")
    buttons.rejected.connect(dialog.reject)
    return buttons
