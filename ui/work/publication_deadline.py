"""The reminder of the day by which reports must be published."""

from collections.abc import Iterable
from datetime import date

from app.report import ReportSummary, Status

_SAID_BEFORE, _SAID_AFTER = 60, 60
"""The reminder is shown from so many days before that day to so many days after it."""


def deadline_words(heads: Iterable[ReportSummary], today: date, deadline: tuple[int, int] | None) -> str:
    """Say how many days are left for the reports that are not final; nothing when there are none, or it is far off.

    *deadline* is month and day in the year after the reports'.
    """
    if deadline is None:
        return ""
    month, day_of_month = deadline
    for year in sorted({head.year for head in heads if head.status is not Status.FINAL}, reverse=True):
        try:
            day = date(year + 1, month, day_of_month)
        except ValueError:
            continue
        left = (day - today).days
        if -_SAID_AFTER <= left <= _SAID_BEFORE:
            told = f"还有 {left} 天" if left > 0 else "就是今天" if left == 0 else f"已过 {-left} 天"
            return f"{year} 年报告的期限是 {day.month} 月 {day.day} 日，{told}"
    return ""
