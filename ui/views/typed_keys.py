"""Passes letters typed in a list on to the window, which tells the user that nothing is being edited."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key types a visible character, without Ctrl, Alt or Meta."""
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & _COMMANDS


class TypedKeysPassed(QObject):
    """Keeps a list from using typed letters to jump to a row, as Qt's lists do; its parents get them."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Not accepted and not handed to the list, the key goes on to the list's parents."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and is_typing(event):
            event.ignore()
            return True
        return False
