"""The values of one column to choose from, each with how often it occurs: what is unticked is not shown."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.base import theme

_SIZE = (260, 320)
_BLANK = "（空白）"


class ColumnFilter(QFrame):
    """Opens below a column's head and closes with a choice; Escape or a click elsewhere leaves all as it is."""

    chosen = Signal(object)
    """The values to be shown, as a frozenset; None: all."""

    def __init__(
        self,
        title: str,
        counts: Mapping[str, int],
        ticked: frozenset[str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("columnFilter")
        self.setAccessibleName(f"筛选：{title}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.search, self.list = QLineEdit(), QListWidget()
        self.search.setObjectName("columnFilterSearch")
        self.search.setPlaceholderText("查找")
        self.search.setAccessibleName(f"查找“{title}”的内容")
        self.list.setObjectName("columnFilterList")
        self.list.setAccessibleName(title)
        for text, count in counts.items():
            item = QListWidgetItem(f"{text or _BLANK}　{count} 件")
            item.setData(Qt.ItemDataRole.UserRole, text)
            shown = ticked is None or text in ticked
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(*4 * [2 * theme.UNIT])
        column.setSpacing(theme.UNIT)
        column.addWidget(self.search)
        column.addLayout(self._row(("全选(&A)", self._tick_all), ("全不选(&N)", self._tick_none)))
        column.addWidget(self.list, 1)
        column.addLayout(self._row(("筛选", self.take), ("不筛选(&C)", self._take_all), ("取消", self.close)))
        self.search.textChanged.connect(self._narrow)
        self.resize(*_SIZE)

    @staticmethod
    def _row(*buttons: tuple[str, object]) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, slot in buttons:
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        return row

    def open_at(self, place: QPoint) -> None:
        """Open with this corner, in the screen's coordinates, as far as the screen reaches."""
        room = self.screen().availableGeometry()
        left = min(place.x(), room.right() - self.width())
        self.move(max(room.left(), left), min(place.y(), room.bottom() - self.height()))
        self.show()
        self.list.setFocus()

    def _items(self) -> Iterable[QListWidgetItem]:
        return (self.list.item(row) for row in range(self.list.count()))

    def _narrow(self, words: str) -> None:
        for item in self._items():
            item.setHidden(words.strip() not in item.text())

    def _tick(self, state: Qt.CheckState) -> None:
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(state)

    def _tick_all(self) -> None:
        self._tick(Qt.CheckState.Checked)

    def _tick_none(self) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def take(self) -> None:
        """Show what is ticked; while words are looked for, what is ticked among what they have found."""
        shown = [item for item in self._items() if not item.isHidden()]
        ticked = [item for item in shown if item.checkState() is Qt.CheckState.Checked]
        whole = len(ticked) == self.list.count()
        texts = frozenset(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)
        self.close()
        self.chosen.emit(None if whole or not texts else texts)

    def _take_all(self) -> None:
        self.close()
        self.chosen.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
