"""A part of a dialog that scrolls where the screen is small."""

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget


class ScrolledPart(QScrollArea):
    """A part that scrolls where the screen is small: what gets the keyboard, or is pressed by its key, comes into sight."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        buttons: Iterable[QAbstractButton] = inside.findChildren(QAbstractButton)
        for button in buttons:
            button.clicked.connect(self._on_clicked)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.widget().isAncestorOf(now):
            self.ensureWidgetVisible(now)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QWidget):
            self.ensureWidgetVisible(pressed)
