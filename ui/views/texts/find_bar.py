"""Find and replace, in place below a text."""

from bisect import bisect_left

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.searching import SearchedWords, find_in
from ui.base import theme


class FindBar(QWidget):
    """Searches one text editor. Escape closes it."""

    closed = Signal()

    def __init__(self, editor: QTextEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._words = QLineEdit()
        self._words.setObjectName("findText")
        self._words.setPlaceholderText("查找")
        self._words.setAccessibleName("查找")
        self._other = QLineEdit()
        self._other.setObjectName("replaceText")
        self._other.setPlaceholderText("替换为")
        self._other.setAccessibleName("替换为")
        self._exact = QCheckBox("区分大小写和全角半角")
        self._exact.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._exact.setObjectName("findExact")
        self._outcome = QLabel()
        self._outcome.setObjectName("findOutcome")
        self._outcome.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._outcome.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        finding, replacing = QHBoxLayout(), QHBoxLayout()
        finding.addWidget(self._words, 2)
        finding.addWidget(self._button("上一个", self.find_previous))
        finding.addWidget(self._button("下一个", self.find_next))
        finding.addWidget(self._exact)
        replacing.addWidget(self._other, 2)
        replacing.addWidget(self._button("替换", self.replace))
        replacing.addWidget(self._button("全部替换", self.replace_all))
        replacing.addWidget(self._outcome, 1)
        replacing.addWidget(self._button("关闭", self.leave))
        # Two lines: in one, the bar would make a small window wider than its screen.
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, theme.UNIT, 0, 0)
        lines.addLayout(finding)
        lines.addLayout(replacing)
        self._words.returnPressed.connect(self.find_next)
        self._words.textChanged.connect(self._tell_count)
        self._exact.toggled.connect(self._tell_count)
        self._other.returnPressed.connect(self.replace)
        self.hide()

    def _button(self, text: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def begin(self) -> None:
        """Show the bar, with the words selected in the text to search for."""
        chosen = self._editor.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self._words.setText(chosen)
        self._tell_count()
        self.show()
        self._words.setFocus()
        self._words.selectAll()

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
        return self._find(1)

    def find_previous(self) -> bool:
        """Select the place before; from the end again before the first."""
        return self._find(-1)

    def _wanted(self) -> SearchedWords:
        return SearchedWords(self._words.text(), exact=self._exact.isChecked())

    def _spans(self) -> list[tuple[int, int]]:
        """Return where the words begin and end, in the document's positions."""
        body, length = self._editor.toPlainText(), len(self._words.text())
        # Qt counts rare characters as two.
        rare = [place for place, character in enumerate(body) if character > "\uffff"]
        return [
            (start + bisect_left(rare, start), start + length + bisect_left(rare, start + length))
            for start in find_in(body, self._wanted())
        ]

    def _find(self, step: int) -> bool:
        spans = self._spans()
        cursor = self._editor.textCursor()
        if step > 0:
            from_here = [n for n, (start, _) in enumerate(spans) if start >= cursor.selectionEnd()]
        else:
            from_here = [n for n, (_, end) in enumerate(spans) if end <= cursor.selectionStart()]
        if not spans:
            self._tell_count()
            return False
        number = from_here[0 if step > 0 else -1] if from_here else (0 if step > 0 else len(spans) - 1)
        start, end = spans[number]
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._outcome.setText(f"第 {number + 1} 处，共 {len(spans)} 处")
        return True

    def _tell_count(self) -> None:
        count = len(self._spans())
        self._outcome.setText(f"共 {count} 处" if count else "没有找到" if self._words.text() else "")

    def replace(self) -> None:
        """Replace the place found and go to the next."""
        cursor = self._editor.textCursor()
        found = (cursor.selectionStart(), cursor.selectionEnd()) in self._spans()
        if found and not self._editor.isReadOnly():
            cursor.insertText(self._other.text())
        self.find_next()

    def replace_all(self) -> None:
        """Replace every place and say how many there were."""
        count = len(self._spans())
        if count and not self._editor.isReadOnly():
            cursor = QTextCursor(self._editor.document())
            cursor.beginEditBlock()
            for start, end in reversed(self._spans()):
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(self._other.text())
            cursor.endEditBlock()
            self._outcome.setText(f"替换了 {count} 处")
        elif not count:
            self._tell_count()
