"""Where the window's notices stand: below the report, so that nothing the mouse is on moves when one comes or goes."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.views.notice import Notice


class NoticePlace(QWidget):
    """Holds the notices, one below the other.

    A notice that goes by itself leaves its place empty until `release`: a table that is scrolled to its end would
    move down into it.
    """

    def __init__(self, *notices: Notice) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for notice in notices:
            column.addWidget(notice)
            notice.going.connect(self._hold)
            notice.closed.connect(self.release)

    def _hold(self) -> None:
        self.setMinimumHeight(self.height())

    def release(self) -> None:
        """Give the room back: the user closed the notice, or turned to something else."""
        self.setMinimumHeight(0)
