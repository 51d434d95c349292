"""Looks for garbage in the window's thread alone.

Python looks for cycles of objects that nothing refers to in whatever thread happens to make an object. Dialogs and
their slots refer to each other: found by a background thread, their Qt objects were deleted there, while the window's
thread still delivered events to them, and the program ended with a memory fault.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS = 1000


class Garbage(QObject):
    """Takes the looking for cycles over from Python, for as long as the application lives."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(collect)
        self._timer.start()


def collect() -> None:
    """Look for garbage in those generations in which Python would look by now; nothing where none is due."""
    young, middle, old = (
        count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)
    )
    if young:
        gc.collect(2 if old else 1 if middle else 0)
