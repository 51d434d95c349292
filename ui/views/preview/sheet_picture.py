"""A picture of the sheet of paper with the page on it, as it will lie in the tray."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.base import theme

_MARGIN = 3 * theme.UNIT


class SheetPicture(QWidget):
    """Paper and page to scale: a page that is larger than the paper is seen to be cut off."""

    def __init__(self, page: QImage, size: tuple[float, float], parent: QWidget | None = None) -> None:
        """Show *page*, *size* in mm."""
        super().__init__(parent)
        self.page = page
        """The page that is shown."""
        self._size = size
        self._paper = size
        self._scale = 1.0
        self.setObjectName("printSheet")
        self.setAccessibleName("纸张示意")
        self.setMinimumSize(160, 200)

    def show_page(self, page: QImage) -> None:
        """Show another page of the same size."""
        self.page = page
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, 340)

    def show_on(self, paper: tuple[float, float], scale: float) -> None:
        """Show the page on another paper, width and height in mm, at a scale (1 is 100 %)."""
        self._paper, self._scale = paper, scale
        self.update()

    def sheet(self) -> QRectF:
        """Return the rectangle of the paper within the widget."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        factor = min(room.width() / self._paper[0], room.height() / self._paper[1])
        sheet = QRectF(0, 0, self._paper[0] * factor, self._paper[1] * factor)
        sheet.moveCenter(room.center())
        return sheet

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = self.sheet()
        factor = sheet.width() / self._paper[0] * self._scale
        page = QRectF(0, 0, self._size[0] * factor, self._size[1] * factor)
        page.moveCenter(sheet.center())
        painter.fillRect(sheet, theme.PAPER)
        painter.setClipRect(sheet)
        dots = self.page.scaled(
            (page.size() * self.devicePixelRatioF()).toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(page, dots)
        painter.setClipping(False)
        painter.setPen(theme.color("line"))
        painter.drawRect(sheet)
