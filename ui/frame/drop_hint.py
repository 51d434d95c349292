"""What is shown over the window while files are held above it: what letting go will do."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.base import theme

_VEIL = 225
"""How opaque the veil over the window is, of 255."""


class DropHint(QWidget):
    """A veil with one sentence; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropHint")
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = ""
        self.hide()

    def show_for(self, paths: Sequence[Path], *, ledger: bool) -> None:
        """Cover the window, and say what becomes of these files: a workspace is opened, others are read."""
        workspace = next((path for path in paths if path.suffix == ".nianbao"), None)
        one = paths[0].name if paths else ""
        if workspace is not None:
            self.words = f"松开鼠标，打开“{workspace.name}”"
        elif ledger:
            self.words = f"松开鼠标，读入台账“{one}”"
        else:
            self.words = (
                f"松开鼠标，读入“{one}”" if len(paths) == 1 else f"松开鼠标，读入 {len(paths)} 个文件"
            )
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = theme.color("base")
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        pen = QPen(theme.color("accent"), theme.UNIT / 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        inside = self.rect().adjusted(*(2 * [3 * theme.UNIT]), *(2 * [-3 * theme.UNIT]))
        painter.drawRect(inside)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(inside, flags, self.words)
        painter.end()
