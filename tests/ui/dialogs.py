"""Acting in the modal dialogs that the window opens."""

from collections.abc import Callable

from driving import button
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLineEdit, QMessageBox, QPlainTextEdit


def in_dialog(act: Callable[[QDialog], None]) -> None:
    """Act in the modal dialog that opens next; one that is left open, or in which something goes wrong, is closed."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, run)


def answer_next(words: str) -> list[str]:
    """Press the button with these words in the box that opens next; the list then holds what the box asked."""
    asked: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        button(box, words).click()

    QTimer.singleShot(0, press)
    return asked


def press_default(dialog: QDialog) -> None:
    """Press the button that stands for yes."""
    box = dialog.findChild(QDialogButtonBox)
    next(b for b in box.buttons() if box.buttonRole(b) is QDialogButtonBox.ButtonRole.AcceptRole).click()


def sign(reason: str | None, who: str | None) -> Callable[[QDialog], None]:
    """Fill in reason and name, ``None`` leaving what is there, and press the button."""

    def act(dialog: QDialog) -> None:
        if reason is not None:
            dialog.findChild(QPlainTextEdit, "decisionReason").setPlainText(reason)
        if who is not None:
            dialog.findChild(QLineEdit, "decisionWho").setText(who)
        press_default(dialog)

    return act
