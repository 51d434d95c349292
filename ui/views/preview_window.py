"""The preview in a window of its own, to be seen beside the table or text that is worked on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.session import Session
from ui.settings import Settings
from ui.views.preview_page import PreviewPage

_USUAL_SIZE = (640, 900)
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
        self.resize(*_USUAL_SIZE)
        self.restoreGeometry(settings.bytes(_GEOMETRY))
        self.setFocusProxy(self.page)
        session.report_selected.connect(self._show_title)
        session.list_changed.connect(self._show_title)

    def _show_title(self) -> None:
        report = self._session.report
        self.setWindowTitle(f"预览 — {report.unit.name} {report.year}" if report else "预览")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_title()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.set(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)
