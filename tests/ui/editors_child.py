"""Shows one editor of each kind in a dialog, as the program's dialogs have them; F12 prints what they hold, and ends.

``ready`` is printed when the keyboard is in the first; Tab leads through them in order.
"""

import sys

from PySide6.QtCore import QDate, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
)

from ui.base.editor_keys import EditorKeys
from ui.start.application import make_application

WORDS = "abc 123"


def main() -> int:
    """Run until F12."""
    application = make_application()
    dialog = QDialog()
    # The window has it for all its dialogs.
    EditorKeys(dialog, application)
    column = QVBoxLayout(dialog)
    line, text, rich, choice = QLineEdit(WORDS), QPlainTextEdit(WORDS), QTextEdit(WORDS), QComboBox()
    number, day = QSpinBox(), QDateEdit(QDate(2025, 3, 4))
    choice.setEditable(True)
    choice.setEditText(WORDS)
    number.setValue(42)
    for editor in (line, text, rich, choice, number, day):
        column.addWidget(editor)
    text.setTabChangesFocus(True)
    rich.setTabChangesFocus(True)

    def tell() -> None:
        held = (line.text(), text.toPlainText(), rich.toPlainText(), choice.currentText())
        print(*held, number.text(), day.date().toPython(), sep="|", flush=True)
        application.exit(0)

    QShortcut(QKeySequence("F12"), dialog, tell)
    dialog.show()
    line.setFocus()

    def begin() -> None:
        if dialog.isActiveWindow():
            print("ready", flush=True)
        else:
            QTimer.singleShot(50, begin)

    begin()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
