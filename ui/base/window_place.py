"""Where a window stands on the screen there is now, which may be smaller than the one it stood on last."""

from PySide6.QtCore import QMargins, QRect
from PySide6.QtGui import QGuiApplication

FRAME = QMargins(4, 32, 4, 4)
"""What the window manager puts around a window, amply."""


def on_screen(place: QRect) -> QRect:
    """Return *place*, a window's without its frame, made no larger than its screen and moved wholly onto it."""
    screen = QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry().marginsRemoved(FRAME)
    place = QRect(place.topLeft(), place.size().boundedTo(room.size()))
    place.moveLeft(min(max(place.left(), room.left()), room.right() - place.width() + 1))
    place.moveTop(min(max(place.top(), room.top()), room.bottom() - place.height() + 1))
    return place
