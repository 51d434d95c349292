"""Keeps what is worked on in view when its page becomes lower: a notice, a find bar or a smaller window takes room."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_UNTIL_RELEASED_MS = 50


def worked_on(view: QWidget) -> QRect:
    """Return the framed cell of a table, or the cursor of a text, where it stands in what is scrolled."""
    place = view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    if isinstance(place, QRectF):
        return place.toAlignedRect()
    return place if isinstance(place, QRect) else QRect()


class KeptInView(QObject):
    """Scrolls by as little as it takes, and never while a mouse button is held: a click ends where it began.

    What the user has scrolled out of sight stays there.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        area.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look on only. The area is told of its new size before what it shows has it."""
        if event.type() is QEvent.Type.Resize and self._is_seen():
            self._timer.start(0)
        return False

    def _is_seen(self) -> bool:
        place = self._place()
        return place.isValid() and self._area.viewport().rect().contains(place.center())

    def _place(self) -> QRect:
        return worked_on(self._area)

    def _show(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start(_UNTIL_RELEASED_MS)
        else:
            self._bring()

    def _bring(self) -> None:
        if isinstance(self._area, QAbstractItemView):
            self._area.scrollTo(self._area.currentIndex())
        elif isinstance(self._area, QPlainTextEdit | QTextEdit):
            self._area.ensureCursorVisible()
