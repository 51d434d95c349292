"""A row of parts that goes on in a further line where it has no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrappingRow(QLayout):
    """Lays its parts out from left to right in their own size, in as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._placed(QRect(0, 0, width, 0), moving=False)

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        sizes = [item.sizeHint() for item in self._items]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        height = max((size.height() for size in sizes), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        """Return the size in which two of the widest parts stand beside each other: a narrower row would be a column."""
        margins = self.contentsMargins()
        widest = max((item.sizeHint().width() for item in self._items), default=0)
        width = 2 * widest + self.spacing() + margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def setGeometry(self, rectangle: QRect) -> None:
        super().setGeometry(rectangle)
        self._placed(rectangle, moving=True)

    def _placed(self, rectangle: QRect, *, moving: bool) -> int:
        """Place the parts, when *moving*, each in the middle of its line's height; return the height that they take."""
        margins = self.contentsMargins()
        inner = rectangle.marginsRemoved(margins)
        top = inner.top()
        for line in self._lines(inner.width()):
            height = max(item.sizeHint().height() for item in line)
            left = inner.left()
            for item in line if moving else ():
                size = item.sizeHint()
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += height + self.spacing()
        return max(top - self.spacing(), inner.top()) - rectangle.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Return the parts line by line."""
        lines: list[list[QLayoutItem]] = []
        taken = width
        for item in self._items:
            needed = self.spacing() + item.sizeHint().width()
            if not lines or taken + needed > width:
                lines.append([])
                taken = -self.spacing()
            lines[-1].append(item)
            taken += needed
        return lines
