"""A tour of the window: a line below the work that says what a part is for, and a frame around that part.

Work goes on beside it: it takes neither the keyboard nor the mouse from anything.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.base import theme

Step = tuple[str, Callable[[], QWidget | None]]
"""What is said, and the part it is about."""
_EDGE = 3


class Tour(QFrame):
    """Shows one step at a time. Its keys, where it has the keyboard: the arrows, Enter and Esc."""

    said = Signal(str)
    """A step is shown."""
    ended = Signal()
    """Nobody wants to see it again."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self._steps = steps
        self._at = 0
        self._ring: _Ring | None = None
        self.setObjectName("tour")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        # Not the window's role, from which the style takes the edges of the buttons in here.
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        # A click leaves the keyboard with the work.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * theme.UNIT, theme.UNIT, 3 * theme.UNIT, theme.UNIT)
        row.addWidget(self._text, 1)
        self._back = self._button("上一步(&B)", "tourBack", lambda: self._turn(-1))
        self._next = self._button("下一步(&N)", "tourNext", lambda: self._turn(1))
        self._end = self._button("不再显示(&X)", "tourEnd", self._finish)
        for button in (self._back, self._next, self._end):
            row.addWidget(button)
        theme.notifier.changed.connect(self._paint)
        self._paint()

    def _button(self, text: str, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())
        return button

    def begin(self) -> None:
        """Show the first step, in the window that this is in by now."""
        if self._ring is None:
            self._ring = _Ring(self.window())
        self._at = 0
        self.show()
        self._tell()

    def _turn(self, by: int) -> None:
        if self._at + by >= len(self._steps):
            self._finish()
        else:
            self._at = max(self._at + by, 0)
            self._tell()

    def _tell(self) -> None:
        words, part = self._steps[self._at]
        sentence = f"{self._at + 1}/{len(self._steps)}　{words}"
        self._text.setText(sentence)
        self.setAccessibleName(f"窗口导览：{sentence}")
        self._back.setEnabled(self._at > 0)
        self._next.setText("完成(&N)" if self._at == len(self._steps) - 1 else "下一步(&N)")
        self._surround(part())
        self.said.emit(sentence)

    def _finish(self) -> None:
        # Whoever has to look after the keyboard does it before Qt gives it away.
        self.ended.emit()
        self.hide()
        self._surround(None)

    def _surround(self, part: QWidget | None) -> None:
        if self._ring is not None:
            self._ring.surround(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Right, keys.Key_Return, keys.Key_Enter):
            self._turn(1)
        elif event.key() == keys.Key_Left:
            self._turn(-1)
        elif event.key() == keys.Key_Escape:
            self._finish()
        else:
            super().keyPressEvent(event)

    def _paint(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color("ask_tint"))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.color("text")))
        self.setPalette(palette)
        if self._ring is not None:
            self._ring.update()


class _Ring(QWidget):
    """A frame around a part of the window, wherever that is moved; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._part: QWidget | None = None
        self.setObjectName("tourRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def surround(self, part: QWidget | None) -> None:
        if self._part is not None:
            self._part.removeEventFilter(self)
        self._part = part
        if part is not None:
            part.installEventFilter(self)
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look on only."""
        kinds = QEvent.Type
        if event.type() in (kinds.Resize, kinds.Move, kinds.Show, kinds.Hide):
            self._follow()
        return False

    def _follow(self) -> None:
        part = self._part
        if part is None or not part.isVisible():
            self.hide()
            return
        corner = part.mapTo(self.window(), part.rect().topLeft())
        place = QRect(corner, part.size()).adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        self.setGeometry(place.intersected(self.window().rect()))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.color("accent"), _EDGE))
        painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
