"""The choices of a column below what is typed: narrowed by first letters, taken by arrows, keys or mouse."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from app.ledger.columns.column import TypedColumn

_MOST_LINES = 10


class ChoiceList(QListWidget):
    """A list that never has the keyboard: the line above it keeps that. One that *opens* comes with its line."""

    def __init__(self, line: QLineEdit, column: TypedColumn[Any], *, opens: bool = False) -> None:
        super().__init__(line)
        self._opens = opens
        self._line, self._column = line, column
        self._picked = False
        self.setObjectName("choiceList")
        self.setAccessibleName(column.title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()
        line.textEdited.connect(self._on_typed)
        line.installEventFilter(self)
        line.destroyed.connect(self.deleteLater)
        self.itemClicked.connect(self._on_clicked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the line."""
        if watched is not self._line:
            # The list filters the events of its own parts in the same way.
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.Show and self._opens:
            self._offer("")
        elif event.type() is QEvent.Type.FocusOut:
            self.adopt()
        elif event.type() is QEvent.Type.Hide:
            self.hide()
        return super().eventFilter(watched, event)

    def open(self) -> None:
        """Show all choices."""
        self._offer("")

    def take_key(self, key: Qt.Key) -> bool:
        """Move through the list by a key; return whether the key was meant for it."""
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key is Qt.Key.Key_Down else -1
            self.setCurrentRow((self.currentRow() + step) % max(self.count(), 1))
            self._picked = True
            return True
        return False

    def adopt(self) -> None:
        """Put the chosen line's name where it was typed: what was picked, or what the letters typed mean first."""
        item = self.currentItem()
        typed = self._line.text().strip()
        if item is not None and (self._picked or (typed and not self._column.open and self.isVisible())):
            self._line.setText(item.text())
        self.hide()

    def _on_typed(self, text: str) -> None:
        self._picked = False
        self._offer(text)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._picked = True
        self.setCurrentItem(item)
        self._line.setText(item.text())
        self._line.setModified(True)
        self.hide()
        self._line.setFocus()
        self._line.returnPressed.emit()

    def _offer(self, typed: str) -> None:
        self.clear()
        for choice in self._column.matches(typed):
            self.addItem(choice.name)
        if not self.count():
            self.hide()
            return
        # Letters mean the first that fits; of words that fit several none is taken unasked.
        means_one = bool(typed.strip()) and (typed.isascii() or self._column.sure(typed) is not None)
        self.setCurrentRow(0 if means_one else -1)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Stand below the line, or above it where there is no room."""
        if self.parent() is not self._line.window():
            # Within its line it would be cut off; the line may have come into its window only now.
            self.setParent(self._line.window())
        lines = min(self.count(), _MOST_LINES)
        height = lines * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth() + 2
        width = max(self._line.width(), self.sizeHintForColumn(0) + 2 * self.frameWidth() + 24)
        window = self._line.window()
        below = self._line.mapTo(window, QPoint(0, self._line.height()))
        if below.y() + height > window.height():
            below.setY(self._line.mapTo(window, QPoint(0, 0)).y() - height)
        below.setX(min(below.x(), max(window.width() - width, 0)))
        self.setGeometry(below.x(), max(below.y(), 0), width, height)
