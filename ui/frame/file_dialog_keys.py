"""F1 in the dialogs for files, which Qt makes itself: no menu hears its key while they wait."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

_NAME = "guideKey"


class FileDialogKeys(QObject):
    """Gives each that a window opens the key as it comes on screen. A system's own dialog for files has its own keys."""

    def __init__(self, window: QWidget, application: QGuiApplication, guide: QAction) -> None:
        super().__init__(window)
        self._window, self._guide = window, guide
        application.focusWindowChanged.connect(self._on_window_entered)

    def _on_window_entered(self, _window: QWindow) -> None:
        # Qt does not know yet that the window behind it waits.
        QTimer.singleShot(0, self, self._give_key)

    def _give_key(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog) or dialog.findChild(QShortcut, _NAME) is not None:
            return
        owner: QWidget | None = dialog
        while owner is not None and owner is not self._window:
            owner = owner.parentWidget()
        if owner is not None:
            key = QShortcut(QKeySequence(Qt.Key.Key_F1), dialog)
            key.setObjectName(_NAME)
            key.activated.connect(self._guide.trigger)
