"""Chooses a figure by its words, to be linked to in a text."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.rules.linkable import FigureChoice
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, named, push_button, row_of

_SIZE = (560, 380)
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class FigureDialog(Dialog):
    """Lists figures with what they are now; *accept* gets the one that is taken, and whether with its words.

    *likely* are those that the text before the cursor speaks of: they stand first. What *accept* refuses is said here.
    """

    def __init__(
        self,
        figures: Sequence[tuple[FigureChoice, str]],
        likely: Sequence[str],
        accept: Callable[[FigureChoice, bool], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("figureDialog", "插入表中的数", parent, size=_SIZE)
        first = {source: number for number, source in enumerate(likely)}
        self._figures = sorted(figures, key=lambda pair: first.get(pair[0].source, len(first)))
        self._accept = accept
        self._shown: list[tuple[FigureChoice, str]] = []
        self.words = named(QLineEdit(), "figureWords")
        self.words.setPlaceholderText("输入行名、列名中的字查找，如：结转 自然人")
        self.words.setAccessibleName("查找表中的数")
        self.table = ListTable("figureTable", ("表中的数", "现为"), stretched=0, spoken="表中的数")
        self.table.doubleClicked.connect(lambda: self._take(with_words=False))
        self.told = TonedLabel("figureTold", "muted")
        self.add(self.words)
        self.add(self.table, stretch=1)
        self.add(self.told)
        whole = push_button("连同名称插入(&W)", lambda: self._take(with_words=True), "figureWithWords")
        whole.setToolTip("Ctrl+回车：插入名称、数和单位")
        self.add(row_of(whole, QLabel("（Ctrl+回车）"), None))
        self.end_with_choice("插入", lambda: self._take(with_words=False))
        self.words.textChanged.connect(self._fill)
        self.table.itemSelectionChanged.connect(self._tell)
        self._fill()
        self.words.setFocus()

    def place_below(self, line: QRect) -> None:
        """Stand below a line of the text, above it where the screen ends; *line* is in the screen's coordinates."""
        room, size = self.screen().availableGeometry(), self.size()
        below = line.bottomLeft() + QPoint(0, 4)
        if below.y() + size.height() > room.bottom():
            below.setY(max(room.top(), line.top() - size.height() - 40))
        self.move(min(below.x(), room.right() - size.width()), below.y())

    def _fill(self) -> None:
        words = self.words.text().split()
        self._shown = [pair for pair in self._figures if all(word in pair[0].name for word in words)]
        self.table.fill((choice.name, value) for choice, value in self._shown)
        self.table.selectRow(0)
        self._tell()

    def _current(self) -> tuple[FigureChoice, str] | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _tell(self) -> None:
        chosen = self._current()
        if chosen is None:
            self.told.say("没有这样的数，请换几个字再找。")
        else:
            choice, value = chosen
            self.told.say(f"连同名称插入时写作：{choice.said}{value}{choice.unit}")

    def _take(self, *, with_words: bool) -> None:
        chosen = self._current()
        if chosen is not None:
            with self.refusing():
                self._accept(chosen[0], with_words)
                self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move in the list while one types."""
        returns = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in _TO_LIST:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            row = self.table.currentRow() + by[Qt.Key(event.key())]
            self.table.selectRow(min(max(row, 0), self.table.rowCount() - 1))
        elif returns and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take(with_words=True)
        else:
            super().keyPressEvent(event)
