"""Pages that scroll where they have no room, so that they never make the window larger than the screen."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QScrollArea, QWidget

from ui.base import theme
from ui.views.kept_in_view import KeptInView, worked_on

_NO_LIMIT = 16_777_215
"""What Qt takes for a height without a limit."""


class SteadyArea(QScrollArea):
    """Scrolls a page that stays as high as it is when a notice takes room below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.full_height: Callable[[], int] = lambda: 0
        """How high the area is while nothing takes room below it."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.sheet = _PageSheet()
        self.setWidget(self.sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        """Let a notice cover the page's lower edge, and move nothing on it when it comes or goes."""
        needed, full = self.sheet.needed_height(), self.full_height()
        self.sheet.full = full
        # What came beside a notice is no higher when that goes.
        self.sheet.setMaximumHeight(max(full, needed) if full else _NO_LIMIT)
        # The width is the same with a notice as without.
        policy = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setVerticalScrollBarPolicy(policy)
        self.sheet.updateGeometry()


class PageArea(SteadyArea):
    """Holds a page's parts. Whatever gets the keyboard is brought into view, by Tab, a shortcut or a message."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        _FocusKeptInView(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self.bring(now)

    def bring(self, part: QWidget | None) -> None:
        """Bring a part of the page into view; of what is larger than the page the beginning, or the cell worked on."""
        if part is None or not self.widget().isAncestorOf(part):
            return
        self._show(part, part.rect())
        self._show(_scrolled(part), worked_on(part))

    def place_of(self, part: QWidget | None) -> QRect:
        """Return where in the area the cell or line is that has the keyboard; no place if that is not on this page."""
        if part is None or not self.widget().isAncestorOf(part):
            return QRect()
        place = worked_on(part)
        return QRect(_scrolled(part).mapTo(self.viewport(), place.topLeft()), place.size())

    def _show(self, part: QWidget, place: QRect) -> None:
        if part.rect().intersects(place):
            # Qt would be content with the cursor.
            for corner in (place.bottomRight(), place.topLeft()):
                there: QPoint = part.mapTo(self.widget(), corner)
                self.ensureVisible(there.x(), there.y(), 2 * theme.UNIT, 2 * theme.UNIT)


def _scrolled(part: QWidget) -> QWidget:
    """Return the widget in whose coordinates a part tells where it is worked on."""
    return part.viewport() if isinstance(part, QAbstractScrollArea) else part


class _PageSheet(QWidget):
    """What is scrolled."""

    full = 0

    def needed_height(self) -> int:
        """Return the least height that the page's parts need."""
        return super().minimumSizeHint().height()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), max(self.needed_height(), self.full))


class _FocusKeptInView(KeptInView):
    """Keeps what has the keyboard in view."""

    def __init__(self, area: PageArea) -> None:
        super().__init__(area)
        self._page = area

    def _place(self) -> QRect:
        return self._page.place_of(self._page.window().focusWidget())

    def _bring(self) -> None:
        self._page.bring(self._page.window().focusWidget())
