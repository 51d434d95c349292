"""The middle of the window: the report, a page that stands in its place, or the welcome."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QStackedWidget, QTabBar

from ui.views.report_tabs import ReportTabs
from ui.views.welcome import Welcome
from ui.views.work_page import WorkPage
from ui.work.session import Session


class MiddleOfWindow(QStackedWidget):
    """Shows one of them, and gives it the keyboard when it comes."""

    turned = Signal()
    """Another one is on screen; it has not got the keyboard yet."""
    followed = Signal()
    """What is on screen may be another page or another report."""

    def __init__(self, session: Session, tabs: ReportTabs, full_height: Callable[[], int]) -> None:
        """*full_height* is that of the place without notices, which pages keep."""
        super().__init__()
        self._session, self._tabs, self._full_height = session, tabs, full_height
        self.covered: Callable[[], int] = lambda: 0
        """How much of that height notices take now."""
        self._measured = self._left_out = 0
        self.page: WorkPage | None = None
        """What stands in place of the report."""
        self._page_report: int | None = None
        """The report that was on screen when the page came."""
        self.welcome = Welcome()
        self.welcome.full_height = full_height
        self.addWidget(self.welcome)
        self.addWidget(tabs)

    @property
    def shows_ledger(self) -> bool:
        """Whether a unit's ledger stands in place of the report."""
        return self.page is not None and self.page.objectName() == "ledgerPage"

    @property
    def shows_report(self) -> bool:
        """Whether the report is on screen."""
        return self.currentWidget() is self._tabs

    def show_page(self, page: WorkPage | None) -> None:
        """Show a page in place of the report; None shows the report, or the welcome, again."""
        if page is not self.page:
            self.page = page
            if page is not None:
                self._measured = 0
                page.keep_height(self._height_of_page)
            self._page_report = self._session.report.id if self._session.report else None
            self.follow_report()

    def follow_report(self) -> None:
        """Show what belongs on screen now that there is another report, or none."""
        report = self._session.report
        if self.shows_ledger and report is not None and report.id != self._page_report:
            # Another report was brought on screen, restored for one: the list and the title are that one's.
            self.page = None
        wanted = self.page or (self._tabs if report is not None else self.welcome)
        if self.currentWidget() is not wanted:
            self.setCurrentWidget(wanted)
            self.turned.emit()
            self.focus()
        self.followed.emit()

    def _height_of_page(self) -> int:
        """Return how high a page is: what notices take is left out when it comes and when the window changes, never between."""
        # Of the window's own height: the line at its foot is a little higher when it says something.
        if (height := self.window().height()) != self._measured:
            self._measured, self._left_out = height, self.covered()
        return self._full_height() - self._left_out

    def scrolled(self) -> QAbstractScrollArea | None:
        """Return what can be scrolled on the page on screen."""
        if self.page is not None:
            return self.page.scrolled()
        return self._tabs.scrolled() if self.shows_report else None

    def focus(self) -> None:
        """Give the keyboard to the report, or to what is shown in its place."""
        if self.shows_report:
            self._tabs.focus_unasked()
        elif self.page is not None:
            self.page.focus_page()
        else:
            self.welcome.setFocus()

    def take_keyboard(self) -> None:
        """Move the keyboard to the page on screen unless it is there.

        A verb has brought something there that nobody chose in a list.
        """
        focus, shown = self.window().focusWidget(), self.currentWidget()
        there = focus is not None and shown is not None and (focus is shown or shown.isAncestorOf(focus))
        if not there or isinstance(focus, QTabBar):
            self.focus()
