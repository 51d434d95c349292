"""The working days by which a unit counts: the official notice of a year pasted, and the days of the place edited."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ledger.unit_calendar import calendar_of, with_notice
from app.request import LedgerSettings
from ui.dialogs.kit import Dialog, TonedLabel, choice_box, named, push_button, row_of
from ui.views.ledger.year_view import YearView

_FIRST_YEAR = 2020
_YEARS_AHEAD = 2
_NOTICE_LINES = 4


class CalendarDialog(Dialog):
    """Calls *accept* with other settings; what it refuses is said here, and the dialog stays open."""

    def __init__(
        self,
        settings: LedgerSettings,
        today: date,
        accept: Callable[[LedgerSettings], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("calendarDialog", "工作日历", parent, size=(900, 640))
        self.settings = settings
        self._accept = accept
        years = range(_FIRST_YEAR, today.year + _YEARS_AHEAD + 1)
        self.year = choice_box("calendarYear", [(year, f"{year} 年") for year in years], today.year)
        self.state = TonedLabel("calendarState")
        self.view = YearView()
        self.notice = named(QPlainTextEdit(), "calendarNotice")
        self.notice.setAccessibleName("放假通知")
        self.notice.setTabChangesFocus(True)
        self.notice.setPlaceholderText("把国务院办公厅关于部分节假日安排的通知全文粘贴在这里，再按“读取通知”")
        self.notice.setFixedHeight(self.fontMetrics().lineSpacing() * _NOTICE_LINES + 12)
        take = push_button("读取通知(&N)", self.read_notice, "readNotice")
        legend = TonedLabel(
            "calendarLegend",
            "muted",
            "红字：平日放假　橙字：周末上班　灰底：周末　下划线：本单位调整。点一天，在上班和放假之间改变；也可用方向键和空格键。",
        )
        self.add(row_of(self.year, self.state, wide=self.state))
        self.add(self.view, stretch=1)
        self.add(legend, self.notice, row_of(take, None))
        self.end_with_choice("确定", self._on_accepted)
        self.year.currentIndexChanged.connect(lambda _number: self._show())
        self.view.turned.connect(self._turn)
        self._show()

    def _show(self) -> None:
        year = int(self.year.currentData())
        calendar = calendar_of(self.settings)
        local = frozenset(day for day in self.settings.local_days if day.year == year)
        self.view.show_year(calendar, local, year)
        if calendar.knows(year):
            self.state.say(
                f"按 {year} 年的放假通知" + (f"，本单位调整 {len(local)} 天" if local else ""), "fine"
            )
        else:
            self.state.say("暂定：还没有这一年的放假通知，涉及的期限都注明暂定", "warning")

    def read_notice(self) -> None:
        """Read the pasted notice and show its year."""
        with self.refusing():
            before = self.settings.notices
            self.settings = with_notice(self.settings, self.notice.toPlainText())
            year = next((y for y, text in self.settings.notices.items() if before.get(y) != text), None)
            if year is not None:
                if self.year.findData(year) < 0:
                    self.year.addItem(f"{year} 年", year)
                self.year.setCurrentIndex(self.year.findData(year))
            self.notice.clear()
        self._show()

    def _turn(self, day: date) -> None:
        """Work on a day off, or have a working day off; turned back, it is again as the notice says."""
        local = dict(self.settings.local_days)
        if day in local:
            del local[day]
        else:
            local[day] = not calendar_of(self.settings).is_working(day)
        self.settings = replace(self.settings, local_days=local)
        self._show()

    def _on_accepted(self) -> None:
        with self.refusing():
            self._accept(self.settings)
            self.accept()
