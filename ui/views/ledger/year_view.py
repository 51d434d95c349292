"""A year's days as twelve months, working days and days off told by colour and mark; a click turns a day round."""

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ledger.working_days import WorkingDays
from ui.base import theme

_ACROSS = 4
_WEEK = "一二三四五六日"
_HEADS = 2
_WEEKS = 6
_SATURDAY = 5
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class YearView(QWidget):
    """Shows a year of a calendar. The keyboard moves a frame from day to day; space turns the day round."""

    turned = Signal(object)
    """A day that is to be worked where it was off, or off where it was worked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("yearView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._calendar: WorkingDays | None = None
        self._local: frozenset[date] = frozenset()
        self.day = date(date.today().year, 1, 1)
        theme.notifier.changed.connect(self.update)

    def show_year(self, calendar: WorkingDays, local: frozenset[date], year: int) -> None:
        """Show a year; *local* are the days that the place has decided otherwise."""
        self._calendar, self._local = calendar, local
        if self.day.year != year:
            self.day = date(year, 1, 1)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() + 2
        return QSize(_ACROSS * 8 * side, 3 * (_HEADS + _WEEKS) * side)

    def place_of(self, day: date) -> QRect:
        """Return where a day is painted."""
        width, height = self.width() / (_ACROSS * 8), self.height() / (3 * (_HEADS + _WEEKS))
        row, column = divmod(day.month - 1, _ACROSS)
        first = date(day.year, day.month, 1).weekday()
        week, weekday = divmod(first + day.day - 1, 7)
        left, top = (column * 8 + weekday) * width, (row * (_HEADS + _WEEKS) + _HEADS + week) * height
        return QRect(round(left), round(top), round(width), round(height))

    def _day_at(self, event: QMouseEvent) -> date | None:
        place = event.position().toPoint()
        for month in range(1, 13):
            for number in range(1, monthrange(self.day.year, month)[1] + 1):
                day = date(self.day.year, month, number)
                if self.place_of(day).contains(place):
                    return day
        return None

    def words(self, day: date) -> str:
        """Say what a day is."""
        assert self._calendar is not None
        kind = "上班" if self._calendar.is_working(day) else "放假"
        local = "（本单位调整）" if day in self._local else ""
        return f"{day.month}月{day.day}日 星期{_WEEK[day.weekday()]} {kind}{local}"

    def _tell(self) -> None:
        if self._calendar is not None:
            self.setAccessibleName(self.words(self.day))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event)
        self.setToolTip(self.words(day) if day is not None and self._calendar is not None else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event)
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self.day = day
            self.turned.emit(day)
            self._tell()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES:
            day = self.day + timedelta(days=_MOVES[key])
            self.day = day if day.year == self.day.year else self.day
        elif key is Qt.Key.Key_Space:
            self.turned.emit(self.day)
        else:
            super().keyPressEvent(event)
            return
        self._tell()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._calendar is None:
            return
        painter = QPainter(self)
        for month in range(1, 13):
            self._paint_month(painter, month)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.place_of(self.day).adjusted(1, 1, -2, -2))

    def _paint_month(self, painter: QPainter, month: int) -> None:
        first = self.place_of(date(self.day.year, month, 1))
        monday = first.left() - date(self.day.year, month, 1).weekday() * first.width()
        painter.setPen(theme.color("text"))
        head = QRect(monday, first.top() - 2 * first.height(), 7 * first.width(), first.height())
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, f"{month}月")
        painter.setPen(theme.color("muted"))
        for number, name in enumerate(_WEEK):
            place = QRect(
                monday + number * first.width(), first.top() - first.height(), first.width(), first.height()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
        painter.save()
        for number in range(1, monthrange(self.day.year, month)[1] + 1):
            self._paint_day(painter, date(self.day.year, month, number))
        painter.restore()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        """A weekday off and a weekend worked are named; so are the days that the place has changed."""
        assert self._calendar is not None
        place, working = self.place_of(day), self._calendar.is_working(day)
        weekend = day.weekday() >= _SATURDAY
        if not working:
            painter.fillRect(
                place.adjusted(1, 1, -1, -1), theme.color("ask_tint" if weekend else "error_tint")
            )
        elif weekend:
            painter.fillRect(place.adjusted(1, 1, -1, -1), theme.color("warning_tint"))
        named = "error" if not working and not weekend else "warning" if working and weekend else ""
        painter.setPen(theme.color(named or ("muted" if not working else "text")))
        font = painter.font()
        font.setBold(bool(named))
        font.setUnderline(day in self._local)
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(day.day))
