"""A request's clock as a line: from the day received to the last day for the answer, with what stops and moves it."""

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.clock import written
from app.ledger.deadlines import Clock
from app.ledger.stage import RequestState, Stage
from ui.base import theme

_MARGIN = 44
_HINT = "填写收到日期后，这里用一条线表示办理期限，上面是计入年报的哪一格。"
_COLORS = {
    Stage.OVERDUE: "error", Stage.SOON: "warning", Stage.LATE: "warning", Stage.ASKED: "ask", Stage.WAITING: "muted",
    Stage.CLOSED: "fine", Stage.LEFT_OUT: "muted", Stage.OPEN: "accent",
}  # fmt: skip


def stage_color(stage: Stage) -> str:
    """Return the theme's name for the colour of a stage."""
    return _COLORS[stage]


class ClockLine(QWidget):
    """Paints one `Clock`; its words stand in the tooltip and for those who do not see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock: Clock | None = None
        self._state: RequestState | None = None
        self._today = date.today()
        self.setObjectName("clockLine")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(480, 3 * self.fontMetrics().height() + 2 * theme.UNIT)

    def show_clock(self, clock: Clock | None, state: RequestState | None, today: date) -> None:
        """Show another clock."""
        self._clock, self._state, self._today = clock, state, today
        words = "\n".join(self.words())
        self.setToolTip(words)
        self.setAccessibleName(words or _HINT)
        self.update()

    def words(self) -> Iterator[str]:
        """Yield in words what the line shows."""
        clock = self._clock
        if clock is None:
            return
        yield f"收到：{written(clock.start)}"
        yield f"补正告知期限：{written(clock.correction_notice_due)}（7 个工作日）"
        if clock.counted_from != clock.start:
            yield f"收到补正，重新计算：{written(clock.counted_from)}"
        for pause in clock.pauses:
            yield f"{pause.why}：{written(pause.first)}至{written(pause.last)}，不计入期限"
        if clock.extended and clock.ordinary_due:
            yield f"延期前的期限：{written(clock.ordinary_due)}"
        if clock.due:
            yield f"答复期限：{written(clock.due)}" + (
                "（暂定，尚无当年的放假通知）" if clock.provisional else ""
            )
        if clock.workday is not None:
            yield f"今天是第 {clock.workday} 个工作日"
        if clock.closed:
            yield f"答复：{written(clock.closed)}"
        yield from clock.notes

    def paintEvent(self, event: QPaintEvent) -> None:
        clock = self._clock
        painter = QPainter(self)
        if clock is None or self._state is None:
            painter.setPen(theme.color("muted"))
            shown = self.fontMetrics().elidedText(_HINT, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self._span(clock)
        middle = self.height() // 2
        self._paint_line(painter, self._x(first, first, last), self._x(last, first, last), middle, "line", 3)
        until = min(clock.closed or self._today, last)
        if until > clock.counted_from:
            color = _COLORS[self._state.stage]
            begin = self._x(clock.counted_from, first, last)
            self._paint_line(painter, begin, self._x(until, first, last), middle, color, 5)
        for pause in clock.pauses:
            begin, end = self._x(pause.first, first, last), self._x(pause.last, first, last)
            self._paint_line(painter, begin, end, middle, "window", 5)
            self._paint_line(painter, begin, end, middle, "muted", 3, dashed=True)
        self._paint_marks(painter, clock, first, last, middle)

    def _span(self, clock: Clock) -> tuple[date, date]:
        days = [clock.start, clock.correction_notice_due, *(pause.last for pause in clock.pauses)]
        days += [day for day in (clock.ordinary_due, clock.due, clock.closed) if day is not None]
        if clock.closed is None and self._state is not None and self._state.stage is not Stage.CLOSED:
            days.append(min(self._today, max(days) + timedelta(days=30)))
        return min(days), max(max(days), min(days) + timedelta(days=1))

    def _x(self, day: date, first: date, last: date) -> int:
        room = self.width() - 2 * _MARGIN
        return _MARGIN + round(room * (day - first).days / (last - first).days)

    def _paint_line(
        self, painter: QPainter, begin: int, end: int, y: int, color: str, width: int, *, dashed: bool = False
    ) -> None:
        style = Qt.PenStyle.DotLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(theme.color(color), width, style, Qt.PenCapStyle.FlatCap))
        painter.drawLine(begin, y, max(end, begin + 1), y)

    def _marks(self, clock: Clock) -> Iterator[tuple[date, str, str]]:
        """Yield what is marked: the day, its word, and the colour."""
        yield clock.start, "收到", "text"
        if clock.correction_notice_late is not None:
            color = "warning" if clock.correction_notice_late else "muted"
            yield clock.correction_notice_due, "补正告知期限", color
        if clock.counted_from != clock.start:
            yield clock.counted_from, "收到补正", "text"
        if clock.due is not None:
            yield clock.due, "暂定期限" if clock.provisional else "答复期限", "text"
        if clock.closed is not None:
            yield clock.closed, "答复", "warning" if clock.late else "fine"
        elif self._state is not None and self._state.stage is not Stage.CLOSED:
            yield self._today, "今天", "accent"

    def _paint_marks(self, painter: QPainter, clock: Clock, first: date, last: date, y: int) -> None:
        """Paint the marks, words above and days below; those that would cover another go to the other side."""
        height = self.fontMetrics().height()
        taken: list[QRect] = []
        for day, word, color in self._marks(clock):
            if not first <= day <= last:
                continue
            x = self._x(day, first, last)
            painter.setPen(QPen(theme.color(color), 2))
            painter.drawLine(x, y - 6, x, y + 6)
            text = f"{word} {day.month}.{day.day}"
            width = self.fontMetrics().horizontalAdvance(text) + 4
            left = min(max(x - width // 2, 0), self.width() - width)
            above = QRect(left, y - 8 - height, width, height)
            below = QRect(left, y + 8, width, height)
            free = next((r for r in (above, below) if not any(r.intersects(other) for other in taken)), None)
            if free is not None:
                taken.append(free)
                painter.drawText(free, Qt.AlignmentFlag.AlignCenter, text)
