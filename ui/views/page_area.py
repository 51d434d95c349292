"""A page that scrolls where it has no room, so that it never makes the window larger than the screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from ui.base import theme


class PageArea(QScrollArea):
    """Holds a page's parts. Whatever gets the keyboard is brought into view, by Tab, a shortcut or a message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(QWidget())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.widget().isAncestorOf(now):
            return
        # Qt would be content with the cursor. Of what is larger than the page the beginning is shown.
        for corner in (now.rect().bottomRight(), now.rect().topLeft()):
            place = now.mapTo(self.widget(), corner)
            self.ensureVisible(place.x(), place.y(), 2 * theme.UNIT, 2 * theme.UNIT)
