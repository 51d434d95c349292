"""The working days by which a unit counts: the official notice of a year pasted, and the days of the place edited."""

from dataclasses import replace
from datetime import date

from app.ledger.unit_calendar import calendar_of, with_notice
from app.request import LedgerSettings
from ui.base.plain_text import PlainText
from ui.dialogs.kit import TonedLabel, choice_box, named, push_button, row_of
from ui.dialogs.ledger.settings_dialog import LedgerSettingsDialog
from ui.views.ledger.year_view import YearView

_FIRST_YEAR = 2020
_YEARS_AHEAD = 2
_NOTICE_LINES = 4


class CalendarDialog(LedgerSettingsDialog):
    """Shows the days of one year at a time."""

    NAME, TITLE, SIZE = "calendarDialog", "工作日历", (900, 640)

    def lay_out(self, settings: LedgerSettings) -> None:
        self._shown = settings
        this_year = date.today().year
        years = range(_FIRST_YEAR, this_year + _YEARS_AHEAD + 1)
        self.year = choice_box("calendarYear", [(year, f"{year} 年") for year in years], this_year)
        self.state = TonedLabel("calendarState")
        self.view = YearView()
        self.notice = named(PlainText(), "calendarNotice")
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
        self.year.currentIndexChanged.connect(lambda _number: self._show())
        self.view.turned.connect(self._turn)
        self._show()

    def _show(self) -> None:
        year = int(self.year.currentData())
        calendar = calendar_of(self._shown)
        local = frozenset(day for day in self._shown.local_days if day.year == year)
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
            before = self._shown.notices
            self._shown = with_notice(self._shown, self.notice.toPlainText())
            year = next((y for y, text in self._shown.notices.items() if before.get(y) != text), None)
            if year is not None:
                if self.year.findData(year) < 0:
                    self.year.addItem(f"{year} 年", year)
                self.year.setCurrentIndex(self.year.findData(year))
            self.notice.clear()
        self._show()

    def _turn(self, day: date) -> None:
        """Work on a day off, or have a working day off; turned back, it is again as the notice says."""
        local = dict(self._shown.local_days)
        if day in local:
            del local[day]
        else:
            local[day] = not calendar_of(self._shown).is_working(day)
        self._shown = replace(self._shown, local_days=local)
        self._show()

    def settings(self) -> LedgerSettings:
        return self._shown
