"""A label in larger type than what stands around it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget


class LargeLabel(QLabel):
    """Keeps its proportion to the text around it when the window is zoomed.

    Size tells a heading as well as weight does, and needs no second face: a bold one of Chinese takes as much memory
    as everything else in the window.
    """

    def __init__(self, text: str = "", times: float = 1.2) -> None:
        super().__init__(text)
        self._times = times
        self.setTextFormat(Qt.TextFormat.PlainText)

    def event(self, event: QEvent) -> bool:
        around = self.parentWidget()
        if event.type() is QEvent.Type.ParentChange and around is not None:
            around.installEventFilter(self)
            self._fit(around)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        around = self.parentWidget()
        if event.type() is QEvent.Type.FontChange and around is not None and watched is around:
            self._fit(around)
        return super().eventFilter(watched, event)

    def _fit(self, around: QWidget) -> None:
        font = self.font()
        font.setPointSizeF(around.font().pointSizeF() * self._times)
        self.setFont(font)
