"""The preview in a window of its own, to be seen beside the table or text that is worked on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.base import theme
from ui.base.settings import Settings
from ui.base.window_place import on_screen
from ui.views.preview.preview_page import PreviewPage
from ui.work.session import Session

_USUAL_SIZE = (640, 900)
_FRAME = 10 * theme.UNIT
_GEOMETRY = "preview/geometry"


class PreviewWindow(QWidget):
    """Follows the report on screen; goes with the window that it belongs to."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("previewWindow")
        self._session = session
        self._settings = settings
        self.page = PreviewPage(session, settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        if not self.restoreGeometry(settings.bytes(_GEOMETRY)):
            self._stand_at_the_right(parent)
        self.setFocusProxy(self.page)
        session.report_selected.connect(self._show_title)
        session.list_changed.connect(self._show_title)

    def _stand_at_the_right(self, window: QWidget) -> None:
        """Leave the left part of the window free, where one works."""
        room = window.screen().availableGeometry()
        width, height = min(_USUAL_SIZE[0], room.width() // 2), min(_USUAL_SIZE[1], room.height() - _FRAME)
        self.setGeometry(room.right() - width, room.top() + _FRAME, width, height)

    def _show_title(self) -> None:
        report = self._session.report
        self.setWindowTitle(f"预览 — {report.unit.name} {report.year}" if report else "预览")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.isMaximized() and (place := on_screen(self.geometry())) != self.geometry():
            self.setGeometry(place)
        self._show_title()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)
