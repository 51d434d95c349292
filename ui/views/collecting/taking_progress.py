"""The progress of taking in files, with a button to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget


class TakingProgress(QWidget):
    """A bar and a button, there only while files are taken in."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("groupProgress")
        self._bar = QProgressBar()
        self._bar.setObjectName("groupProgressBar")
        self._bar.setFormat("正在收取 %v / %m")
        stop = QPushButton("停止")
        stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        stop.setObjectName("groupStop")
        stop.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)
        self.hide()

    def tell(self, done: int, of: int) -> None:
        """Say how far it is; *of* 0: it has ended."""
        self.setVisible(of > 0)
        self._bar.setRange(0, of)
        self._bar.setValue(done)
