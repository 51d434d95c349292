"""Keys that Qt's editors take on X11 alone, and that are the menu's: Ctrl+U empties the line, Ctrl+K cuts its end off,
Ctrl+D deletes a character, Ctrl+E goes to the end.

They are taken from every editor of the program, those of dialogs and cells too, so that no key destroys what is typed
on one system and opens a dialog on another.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_EDITORS = QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox | QComboBox
_KEYS = (Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_U)


class EditorKeys(QObject):
    """Filters the events of the editor that has the keyboard; the application's many other events never reach Python."""

    def __init__(self, window: QWidget, application: QGuiApplication) -> None:
        super().__init__(window)
        application.focusObjectChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, focus: QObject | None) -> None:
        if isinstance(focus, _EDITORS):
            # A filter that is installed again moves to the front; Qt calls it once.
            focus.installEventFilter(self)

    def eventFilter(self, _editor: QObject, event: QEvent) -> bool:
        """Leave the keys to the menu; where the menu has nothing for them, they do nothing."""
        if (
            event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            or not isinstance(event, QKeyEvent)
            or event.modifiers() != Qt.KeyboardModifier.ControlModifier
            or event.key() not in _KEYS
        ):
            return False
        event.setAccepted(event.type() is QEvent.Type.KeyPress)
        return True
