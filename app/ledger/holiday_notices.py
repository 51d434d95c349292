"""Reads the official notice of a year's days off from its pasted text.

The notice has had one form since 2020: a line per festival with the days off, and the weekend days that are worked.
What it says twice (how many days, which day of the week) is compared, so that a slip while copying is noticed.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import UserError
from app.ledger.working_days import YearDays
from app.values import half_width

_DAY = r"(?:(?P<{0}year>[12][0-9]{{3}})年)?(?:(?P<{0}month>[0-9]{{1,2}})月)?(?P<{0}day>[0-9]{{1,2}})日(?P<{0}words>\([^()]*\))?"
_RANGE = re.compile(
    _DAY.format("a") + "(?:[至到—–~-]+" + _DAY.format("b") + ")?(?P<between>[^。;;日]{0,6}?)(?P<off>放假)"
)
_ANY_DAY = r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:\([^()]*\))?"
_WORKED = re.compile(f"(?:{_ANY_DAY}[、,和及]?)+(?:均|正常)?上班")
_SINGLE = re.compile(_DAY.format("a"))
_LONGER = re.compile("延长(?P<what>.{0,12}?)假期至" + _DAY.format("a"))
_SAID = re.compile("共([0-9]{1,2})天|放假([0-9]{1,2})天")
_YEAR = re.compile("([12][0-9]{3})年")
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile("(?:星期|周|礼拜)([一二三四五六日天])")
_LONGEST = 20


@dataclass(frozen=True)
class _NoticeText:
    """One line of the notice with the year its days fall in unless they say otherwise."""

    text: str
    year: int


def read_notice(text: str, year: int | None = None, known: YearDays | None = None) -> YearDays:
    """Read the notice for *year*; None takes the year from its text. Raises `UserError`.

    *known* is what is already known of the year: a later notice that only makes a holiday longer adds to it.
    """
    plain = half_width(text).replace("　", "")
    plain = re.sub(r"[ \t\r]+", "", plain)
    year = year or _year_of(plain)
    days_off: set[date] = set(known.days_off) if known else set()
    worked: set[date] = set(known.worked) if known else set()
    found = False
    for line in re.split(r"[\n。]", plain):
        if longer := _LONGER.search(line):
            days_off |= (added := _extended(longer, days_off, _NoticeText(line, year)))
            worked -= added
            found = True
            continue
        found |= _read_line(_NoticeText(line, year), days_off, worked)
    if not found:
        raise UserError("粘贴的文字中没有找到放假安排，请粘贴国务院办公厅关于节假日安排的通知全文。")
    if both := days_off & worked:
        day = min(both)
        raise UserError(f"{day.month}月{day.day}日既写放假又写上班，请核对粘贴的通知。")
    return YearDays(year, "", frozenset(days_off), frozenset(worked))


def _year_of(text: str) -> int:
    years = [int(found) for found in _YEAR.findall(text)]
    if not years:
        raise UserError("粘贴的文字中没有写明年份，请连同标题一起粘贴，或先选定年份。")
    # 元旦 may begin in December of the year before; the title and the rest name the year itself.
    return max(years)


def _read_line(line: _NoticeText, days_off: set[date], worked: set[date]) -> bool:
    found = False
    for match in _RANGE.finditer(line.text):
        days = _days(match, line)
        said = _SAID.search(line.text, match.start())
        told = int(said[1] or said[2]) if said else len(days)
        if told != len(days):
            raise UserError(
                f"“{line.text[:30]}”写的是共 {told} 天，按起止日期是 {len(days)} 天，请核对粘贴的通知。"
            )
        days_off.update(days)
        found = True
    for match in _WORKED.finditer(line.text):
        month: int | None = None
        for single in _SINGLE.finditer(match.group()):
            day = _date(single, "a", line, month, None)
            month = day.month
            if day.weekday() < 5:
                raise UserError(
                    f"“{line.text[:30]}”写{day.month}月{day.day}日上班，但这一天不是周末，请核对粘贴的通知。"
                )
            worked.add(day)
            found = True
    return found


def _days(match: re.Match[str], line: _NoticeText) -> list[date]:
    first = _date(match, "a", line, None, None)
    if match["bday"] is None:
        return [first]
    last = _date(match, "b", line, first.month, first.year)
    if not first <= last <= first + timedelta(days=_LONGEST):
        raise UserError(f"“{line.text[:30]}”的起止日期不对，请核对粘贴的通知。")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _extended(match: re.Match[str], days_off: set[date], line: _NoticeText) -> set[date]:
    """Return the days added to the holiday that ends last before the new end."""
    until = _date(match, "a", line, None, None)
    before = [day for day in days_off if day <= until]
    if not before or (until - max(before)).days > _LONGEST:
        raise UserError("这份通知延长了假期，但没有找到原来的假期，请先粘贴当年的放假通知。")
    last = max(before)
    return {last + timedelta(days=number) for number in range(1, (until - last).days + 1)}


def _date(match: re.Match[str], side: str, line: _NoticeText, month: int | None, year: int | None) -> date:
    told_year, told_month = match[f"{side}year"], match[f"{side}month"]
    month = int(told_month) if told_month else month
    if month is None:
        raise UserError(f"“{line.text[:30]}”没有写明是几月，请核对粘贴的通知。")
    try:
        day = date(int(told_year) if told_year else year or line.year, month, int(match[f"{side}day"]))
    except ValueError as error:
        raise UserError(f"“{line.text[:30]}”中的日期不存在，请核对粘贴的通知。") from error
    weekday = _WEEKDAY.search(match[f"{side}words"] or "")
    if weekday and _WEEKDAYS[day.weekday()] != weekday[1].replace("天", "日"):
        raise UserError(
            f"“{line.text[:30]}”写{day.month}月{day.day}日是星期{weekday[1]}，而这一天是星期{_WEEKDAYS[day.weekday()]}，"
            "请核对粘贴的通知和年份。"
        )
    return day
