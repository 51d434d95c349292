"""Where the window's notices stand: below the report, so that nothing the mouse is on moves when one comes or goes.

Only what the eye cannot see moving is given their room: the page above becomes lower at its lower edge. It may become
higher again only where the page has more to show below; scrolled to its end, it would move down into the room.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractScrollArea, QVBoxLayout, QWidget

from ui.views.notice import Notice


class NoticePlace(QWidget):
    """Holds the notices, one below the other; the place of one that goes stays empty until it can be given back.

    *page* returns what is scrolled above, None where nothing is.
    """

    def __init__(self, page: Callable[[], QAbstractScrollArea | None], *notices: Notice) -> None:
        super().__init__()
        self._page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notices = notices
        for notice in notices:
            column.addWidget(notice)
            notice.going.connect(lambda notice=notice: _keep_room(notice, True))
            notice.closed.connect(self.release_unseen)

    def taken(self) -> int:
        """Return the height of the notices on screen."""
        return sum(notice.height() for notice in self._notices if not notice.isHidden())

    def release(self) -> None:
        """Give the room back: the page above is another."""
        for notice in self._notices:
            _keep_room(notice, False)

    def release_unseen(self) -> None:
        """Give the room back if nothing on the page moves by it."""
        if not self._would_move():
            self.release()

    def _would_move(self) -> bool:
        view = self._page()
        if view is None:
            return False
        bar = view.verticalScrollBar()
        return 0 < bar.value() > bar.maximum() - self.height()


def _keep_room(notice: Notice, kept: bool) -> None:
    policy = notice.sizePolicy()
    policy.setRetainSizeWhenHidden(kept)
    notice.setSizePolicy(policy)
