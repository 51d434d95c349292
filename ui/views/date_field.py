"""The day of signature: typed, or chosen in a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QSizePolicy, QWidget, QWidgetAction

from app.report import Status
from app.rules.plausibility import signed_day
from ui.base import theme
from ui.base.drawn_icons import drawn_icon
from ui.views.texts.cover_field import CoverField
from ui.work.session import Session

_LONGEST = "2026年12月28日"


class DateField(CoverField):
    """Opens a calendar at the arrow, or with Alt and the arrow down as every drop-down list does."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(session, name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._open = QAction("从日历中选取日期", self)
        self._open.setToolTip("从日历中选取日期（Alt+↓）")
        self._draw()
        theme.notifier.changed.connect(self._draw)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def sizeHint(self) -> QSize:
        """As wide as the longest day and the arrow: a day that is cut reads as another one."""
        least, metrics = super().minimumSizeHint(), self.fontMetrics()
        # Qt's least has room for one character.
        day = metrics.horizontalAdvance(_LONGEST) - metrics.maxWidth()
        return QSize(least.width() + day, super().sizeHint().height())

    def _draw(self) -> None:
        self._open.setIcon(drawn_icon("calendar"))

    def load(self) -> None:
        super().load()
        self._open.setEnabled(not self.isReadOnly())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the month of the day that stands here, or this month."""
        report = self._session.report
        if report is None or report.status is Status.FINAL or self.isReadOnly():
            return
        day = signed_day(self.text()) or date.today()
        menu = QMenu(self)
        menu.setObjectName("calendarMenu")
        # The menu's frame is seen around the calendar.
        menu.setContentsMargins(1, 1, 1, 1)
        calendar = QCalendarWidget(menu)
        calendar.setObjectName("calendar")
        calendar.setLocale(QLocale("zh_CN"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        quiet = QTextCharFormat()
        quiet.setForeground(theme.color("muted"))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, quiet)
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        calendar.clicked.connect(menu.close)
        calendar.activated.connect(menu.close)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def _take(self, chosen: QDate) -> None:
        """Write a day as it is printed, as if it had been typed."""
        self.selectAll()
        self.insert(f"{chosen.year()}年{chosen.month()}月{chosen.day()}日")
        self.textEdited.emit(self.text())
        self.setFocus()
