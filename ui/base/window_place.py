"""Places a window on the present screen, which may be smaller than the one it was on last."""

from PySide6.QtCore import QMargins, QRect
from PySide6.QtGui import QGuiApplication

FRAME = QMargins(4, 32, 4, 4)
"""The largest frame that a window manager puts around a window."""


def on_screen(place: QRect) -> QRect:
    """Return the place of a window without its frame, made no larger than its screen and moved wholly onto it."""
    screen = QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry().marginsRemoved(FRAME)
    place = QRect(place.topLeft(), place.size().boundedTo(room.size()))
    place.moveLeft(min(max(place.left(), room.left()), room.right() - place.width() + 1))
    place.moveTop(min(max(place.top(), room.top()), room.bottom() - place.height() + 1))
    return place
