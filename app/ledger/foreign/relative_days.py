"""Days that are told by another day of their row: 当日, 次年1月15日, 20日."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from app.ledger.foreign.dates import ReadDate, read_date
from app.values import half_width

_DONE = "(?:予以|书面)?(?:答复|办结|回复|反馈|提供|公开|送达|寄出|作出|确认|告知|补正|领取)?"
_SAME_DAY = re.compile(f"(?:(?:当|同)[日天]|即日|当场|当面|现场|即时){_DONE}")
_NEXT_DAY = re.compile(f"(?:次日|翌日|第二[日天]){_DONE}")
_OTHER_YEAR = re.compile(
    "(?:(?P<before>上年|上一年|去年|前一年)|(?P<same>当年|本年|今年|同年)|(?P<after>次年|翌年|下年|下一年|明年|第二年|来年))度?(?P<rest>.+)"
)
_DAY_ALONE = re.compile("([0-9]{1,2})[日号]")


def day_by_another(text: str, base: date | None, years: Collection[int]) -> ReadDate:
    """Read a day that is told by *base*, the day of the row that comes before it; unreadable where several fit.

    *years* are those from which 次年 and 去年 may be meant.
    """
    plain = re.sub(r"\s+", "", half_width(text)).strip("，,。；;()")
    if base is not None and _SAME_DAY.fullmatch(plain):
        return ReadDate(base)
    if base is not None and _NEXT_DAY.fullmatch(plain):
        return ReadDate(base + timedelta(days=1))
    if match := _DAY_ALONE.fullmatch(plain):
        return ReadDate(found) if base and (found := _in_month(base, int(match[1]), base)) else _UNREADABLE
    days = {day for day in _in_years(plain, years) if base is None or day >= base}
    return ReadDate(days.pop()) if len(days) == 1 else _UNREADABLE


def day_before_another(text: str, later: date | None) -> ReadDate:
    """Read a day that tells no month, by the day of the row that comes after it."""
    match = _DAY_ALONE.fullmatch(re.sub(r"\s+", "", half_width(text)))
    found = _in_month(later, int(match[1])) if match and later else None
    return ReadDate(found) if found and later and found <= later else _UNREADABLE


_UNREADABLE = ReadDate(unreadable=True)


def _in_month(month: date, day: int, earliest: date | None = None) -> date | None:
    """Return a day of a month; None where there is none, or it lies before *earliest*: of which month it is nobody can tell."""
    try:
        found = month.replace(day=day)
    except ValueError:
        return None
    return None if earliest is not None and found < earliest else found


def _in_years(text: str, years: Collection[int]) -> Iterator[date]:
    match = _OTHER_YEAR.fullmatch(text)
    if match is None:
        return
    step = -1 if match["before"] else 1 if match["after"] else 0
    for year in years:
        if day := read_date(match["rest"], year + step).day:
            yield day
