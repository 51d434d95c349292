"""Find and replace, in place below a text."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ui.base import theme


class FindBar(QWidget):
    """Searches one text editor. Escape closes it."""

    closed = Signal()

    def __init__(self, editor: QPlainTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._wanted = QLineEdit()
        self._wanted.setObjectName("findText")
        self._wanted.setPlaceholderText("查找")
        self._other = QLineEdit()
        self._other.setObjectName("replaceText")
        self._other.setPlaceholderText("替换为")
        self._outcome = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.UNIT, 0, 0)
        row.addWidget(self._wanted, 2)
        row.addWidget(self._button("上一个", self.find_previous))
        row.addWidget(self._button("下一个", self.find_next))
        row.addWidget(self._other, 2)
        row.addWidget(self._button("替换", self.replace))
        row.addWidget(self._button("全部替换", self.replace_all))
        row.addWidget(self._outcome, 1)
        row.addWidget(self._button("关闭", self.leave))
        self._wanted.returnPressed.connect(self.find_next)
        self._other.returnPressed.connect(self.replace)
        self.hide()

    def _button(self, text: str, slot: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def begin(self) -> None:
        """Show the bar, with the words selected in the text to search for."""
        chosen = self._editor.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self._wanted.setText(chosen)
        self._outcome.clear()
        self.show()
        self._wanted.setFocus()
        self._wanted.selectAll()

    def leave(self) -> None:
        """Close the bar and go back to the text."""
        self.hide()
        self._editor.setFocus()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def find_next(self) -> bool:
        """Select the next place; from the start again after the last."""
        return self._find(QTextDocument.FindFlag(0))

    def find_previous(self) -> bool:
        """Select the place before; from the end again before the first."""
        return self._find(QTextDocument.FindFlag.FindBackward)

    def _find(self, flags: QTextDocument.FindFlag) -> bool:
        flags |= QTextDocument.FindFlag.FindCaseSensitively
        wanted = self._wanted.text()
        if not wanted:
            return False
        if self._editor.find(wanted, flags):
            self._outcome.clear()
            return True
        cursor = QTextCursor(self._editor.document())
        if flags & QTextDocument.FindFlag.FindBackward:
            cursor.movePosition(QTextCursor.MoveOperation.End)
        again = self._editor.document().find(wanted, cursor, flags)
        if again.isNull():
            self._outcome.setText("没有找到")
            return False
        self._editor.setTextCursor(again)
        return True

    def replace(self) -> None:
        """Replace the place found and go to the next."""
        cursor = self._editor.textCursor()
        if (
            cursor.selectedText() == self._wanted.text()
            and cursor.hasSelection()
            and not self._editor.isReadOnly()
        ):
            cursor.insertText(self._other.text())
        self.find_next()

    def replace_all(self) -> None:
        """Replace every place and say how many there were."""
        wanted = self._wanted.text()
        if not wanted or self._editor.isReadOnly():
            return
        count = self._editor.toPlainText().count(wanted)
        if count:
            cursor = QTextCursor(self._editor.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(self._editor.toPlainText().replace(wanted, self._other.text()))
        self._outcome.setText(f"替换了 {count} 处" if count else "没有找到")
