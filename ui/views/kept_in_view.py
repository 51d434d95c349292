"""Keeps what is worked on in view: when its page becomes lower, and when a key comes to a cell that was scrolled away."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_UNTIL_RELEASED_MS = 50
_HELD = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
)  # fmt: skip
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


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


class FrameShown(QObject):
    """Brings a table's framed cell into view when the keyboard comes to the table or a key is pressed there.

    It may have been scrolled out of sight, or a notice may have taken the room: no key works on what is not seen.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look on only."""
        if isinstance(event, QKeyEvent):
            due = event.type() is QEvent.Type.KeyPress and event.key() not in _HELD
        elif isinstance(event, QFocusEvent):
            due = event.gotFocus() and event.reason() in _BY_KEYBOARD
        else:
            due = False
        index = self._view.currentIndex() if due else None
        if index is not None and index.isValid():
            self._view.scrollTo(index)
        return False
