"""Typed keys where nothing is typed into: lists leave them to the window, which says so."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key is meant to write something."""
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & _COMMANDS


class TypedKeysPassed(QObject):
    """Has a list leave typed keys to the window. Qt's lists take them for the beginning of a row to go to."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Not accepted and not handed to the list, the key goes on to the list's parents."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and is_typing(event):
            event.ignore()
            return True
        return False
