"""Typing where nothing is typed into: the window says so, instead of a list that jumps to another row, or of silence."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key is meant to write something."""
    text = event.text()
    return bool(text.strip()) and text.isprintable() and not event.modifiers() & _COMMANDS


_HELD = (
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock,
)  # fmt: skip


_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


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
