"""Dates as a clerk types them into a ledger: 1.3, 0103, 20250103; a year that is left out is the likely one."""

import re
from datetime import date, timedelta

from app.errors import UserError
from app.ledger.day_checks import is_believable, shown_day
from app.ledger.foreign.dates import read_date
from app.values import half_width

_AHEAD = timedelta(days=92)
"""Terms end within three months; nobody registers a day later than that."""
_DAY_ALONE = re.compile(r"[0-9]{4}")
_TODAY = ("今天", "今日", "t", "today")


def typed_date(text: str, base: date | None, today: date, title: str) -> date | None:
    """Return the day that was typed; None for a blank. Raises `UserError`.

    Without a year it is the first such day from *base* on; without a base the last one up to *today*. A day that would lie
    far ahead is taken in the year of *base*, before it: then it is a slip, and shows as one.
    """
    plain = half_width(text).strip()
    if not plain:
        return None
    if plain.lower() in _TODAY:
        return today
    if _DAY_ALONE.fullmatch(plain) and not plain.startswith(("19", "20")):
        plain = f"{plain[:2]}.{plain[2:]}"
    if read_date(plain).day is None:
        years = (today.year, today.year - 1) if base is None else (base.year, base.year + 1)
        days = [day for year in years if (day := _written_day(plain, year)) is not None]
        latest = today if base is None else max(today, base) + _AHEAD
        fitting = [day for day in days if (base is None or day >= base) and day <= latest]
        if fitting or days:
            return (fitting or days)[0]
    day = _written_day(plain, None)
    if day is not None and not is_believable(day, today):
        raise UserError(f"“{title}”的 {shown_day(day)}不合情理，请核对年份。")
    if day is None:
        raise UserError(f"“{title}”的“{text.strip()[:20]}”不是日期，请写成 1.3 或 20250103 这样。")
    return day


def _written_day(text: str, year: int | None) -> date | None:
    found = read_date(text, year)
    return None if found.unreadable else found.day
