"""Dates as clerks write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from app.chinese_numerals import ARABIC_DIGITS, NUMBER, YEAR_DIGIT, chinese_number
from app.values import half_width

EARLIEST, LATEST = 1990, 2099
_MONTHS = 12
_SERIALS = range(32_874, 73_051)
"""Serial numbers of spreadsheets for the years 1990 to 2099."""
_FULL = re.compile(
    r"((?:19|20)[0-9]{2})[-/.年·，,、](?:0?)([0-9]{1,2})[-/.月·，,、](?:0?)([0-9]{1,2})[日号]?"
)
_SHORT = re.compile(r"([0-9]{2})[-/.年·]([0-9]{1,2})[-/.月·]([0-9]{1,2})[日号]?")
_MONTH_DAY = re.compile(r"([0-9]{1,2})(?:月|[./-])([0-9]{1,2})[日号]?")
_CHINESE = re.compile(f"([一二]{YEAR_DIGIT}{{3}})年({NUMBER})月({NUMBER})日")
_CHINESE_DAY = re.compile(f"({NUMBER})月({NUMBER})[日号]")
_CHINESE_YEAR = re.compile(f"[一二]{YEAR_DIGIT}{{3}}(?=年)")
_DIGITS = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[0-2][0-9][0-5][0-9](?:[0-5][0-9])?)?")
_WEEKDAY = re.compile(r"\((?:周|星期|礼拜)[一二三四五六日天]\)|(?:周|星期|礼拜)[一二三四五六日天]")
_TIME = re.compile(
    r"(?:T|上午|下午|晚)?[0-9]{1,2}(?:[:时点][0-9]{1,2}(?:[:分][0-9]{1,2})?(?:\.[0-9]+)?[分秒]?|[时点]整?)|上午|下午"
)
_NOUGHT = re.compile("(?<=[0-9./年月-])[Oo](?=[0-9./年月日-]|$)|(?<![A-Za-z])[Oo](?=[0-9])")
_REMARK = re.compile(
    r"\((?:(?:当面|网上|网络)?(?:签收|收到|收件|收文|登记|确认|提交|答复|办结|寄出|送达)|当面|现场|网上|网络|网|邮寄|信函|邮件|传真|快递|挂号信|EMS)\)$"
    r"|(?<=[0-9日号])(?:当面|网上)?(?:签收|收到|收件|收文|登记|提交|答复|办结|寄出|送达|邮寄)$"
)
"""A word in parentheses behind a date that says in what way it came to pass, and denies nothing."""
_BLANK = frozenset(("", "/", "-", "--", "—", "——", "无", "0", "否", "\\", "无。", "暂无", "未", "-/-"))
YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:年|年度|\.|-|(?![0-9]))")


@dataclass(frozen=True)
class ReadDate:
    """What was read in a cell: a day, nothing, or something unreadable."""

    day: date | None = None
    unreadable: bool = False
    yearless: bool = False
    """The cell has no year; it comes from what stands around it."""
    other: date | None = None
    """The day that is meant if the cell does not show its last zero: the 30th for 1.3."""


def read_date(text: str, year: int | None = None, *, since_1904: bool = False) -> ReadDate:
    """Read a date; *year* is what the sheet says for dates that have none."""
    plain = _spelled(text).strip().lstrip("'‘’`").replace("。", ".").replace("．", ".")
    plain = re.sub(r"\s+", " ", plain)
    if plain.replace(" ", "") in _BLANK:
        return ReadDate()
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", plain) and int(float(plain)) in _SERIALS:
        return ReadDate(date(1899, 12, 30) + timedelta(days=int(float(plain))))
    plain = _TIME.sub("", _WEEKDAY.sub("", plain)).strip()
    if re.search("[0-9] [0-9]", plain):
        # 2025-5-2 7: whether the blank stands within a number or for a sign nobody can tell.
        return ReadDate(unreadable=True)
    plain = plain.replace(" ", "").strip("T.，,-/—").removeprefix("于")
    plain = _REMARK.sub("", plain).replace("元月", "1月").replace("\\", "/").replace("_", "-")
    if match := _CHINESE.fullmatch(plain):
        month, day = (str(chinese_number(part) or 0) for part in match.groups()[1:])
        return _made(int(match[1].translate(ARABIC_DIGITS)), month, day)
    if match := _DIGITS.fullmatch(plain):
        return _made(int(match[1]), match[2], match[3])
    if match := _FULL.fullmatch(plain):
        return _made(int(match[1]), match[2], match[3])
    if match := _SHORT.fullmatch(plain):
        return _short(match, year)
    if match := _CHINESE_DAY.fullmatch(plain):
        plain = f"{chinese_number(match[1]) or 0}月{chinese_number(match[2]) or 0}日"
    if match := _MONTH_DAY.fullmatch(plain):
        if year is None:
            return ReadDate(unreadable=True)
        found = _made(year, match[1], match[2])
        return ReadDate(found.day, found.unreadable, yearless=True)
    return ReadDate(unreadable=True)


def _spelled(text: str) -> str:
    """Return a date's text with signs for those that look like them: 曰 for 日, a letter O for a nought."""
    return _NOUGHT.sub("0", half_width(text).replace("曰", "日"))


def _short(match: re.Match[str], year: int | None) -> ReadDate:
    """Read 25.1.3. A text that may begin with a month and end with a year (05/03/25) is left: other countries write so."""
    first = int(match[1])
    if first <= _MONTHS and "年" not in match[0] and (year is None or first != year % 100):
        return ReadDate(unreadable=True)
    return _made(2000 + first, match[2], match[3])


def _made(year: int, month: str, day: str) -> ReadDate:
    if not EARLIEST <= year <= LATEST:
        return ReadDate(unreadable=True)
    try:
        return ReadDate(date(year, int(month), int(day)))
    except ValueError:
        return ReadDate(unreadable=True)


def with_other(read: ReadDate, text: str) -> ReadDate:
    """Return a date read of a number whose last zero may be missing, with the other day that it may be."""
    match = _MONTH_DAY.fullmatch(half_width(text).strip())
    if read.day is None or match is None or match[2] not in ("1", "2", "3"):
        return read
    return replace(read, other=_made(read.day.year, match[1], f"{match[2]}0").day)


def told_apart(reads: Sequence[ReadDate]) -> list[ReadDate]:
    """Decide between the two days of each date by their order, as far as it tells; *other* is left where it does not.

    The dates are given in the order in which they must follow each other.
    """
    ways = [tuple(day for day in (read.day, read.other) if day is not None) or (None,) for read in reads]
    fitting = [days for days in product(*ways) if _in_order(days)]
    if not fitting or not any(read.other for read in reads):
        return list(reads)
    return [
        replace(read, day=first, other=next((days[place] for days in fitting if days[place] != first), None))
        for place, (read, first) in enumerate(zip(reads, fitting[0], strict=True))
    ]


def _in_order(days: Sequence[date | None]) -> bool:
    known = [day for day in days if day is not None]
    return known == sorted(known)


def two_dates(text: str, year: int | None) -> tuple[ReadDate, ReadDate]:
    """Read a cell with two dates in it: sent and back, whatever stands between them."""
    for mark in ("/", "至", "～", "~", "—", "、", ";", "；", "\n", "，", ",", " "):
        first, found, second = text.partition(mark)
        if found and mark in second and mark == "/":
            continue
        pair = (read_date(first, year), read_date(second, year))
        if found and pair[0].day and not pair[1].unreadable:
            return pair
    for match in re.finditer("-", text):
        pair = read_date(text[: match.start()], year), read_date(text[match.end() :], year)
        if pair[0].day and pair[1].day:
            return pair
    return read_date(text, year), ReadDate()


_IN_A_SENTENCE = re.compile(
    r"(?:(?:19|20)[0-9]{2}[-/.年]\s*)?[0-9]{1,2}[-/.月]\s*[0-9]{1,2}日|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
)
_ANSWERED = re.compile(r"[\s，,]*(?:作出|出具|书面|予以)*(?:答复|办结|回复)")


def date_within(text: str, year: int | None) -> tuple[ReadDate, str]:
    """Read a cell that tells a day and in words what was done on it; return the day and the words.

    Of several days it is the only one of an answer; else nobody can tell.
    """
    plain = _spelled(text)
    found = list(_IN_A_SENTENCE.finditer(plain))
    words, start = "", 0
    for match in found:
        words, start = words + text[start : match.start()], match.end()
    words = (words + text[start:]).strip(" \n，,。；;：:")
    answers = [match for match in found if _ANSWERED.match(plain, match.end())]
    chosen = found if len(found) == 1 else answers
    if len(chosen) == 1:
        return read_date(chosen[0][0].replace(" ", ""), year), words
    alone = read_date(plain, year)
    return (alone, "") if alone.day else (ReadDate(unreadable=bool(found)), words)


def year_in(text: str) -> int | None:
    """Return the year that a title or a sheet's name speaks of; None when it names none or several."""
    plain = _CHINESE_YEAR.sub(lambda match: match[0].translate(ARABIC_DIGITS), half_width(text))
    years = {int(found) for found in YEAR.findall(plain) if EARLIEST <= int(found) <= LATEST}
    return years.pop() if len(years) == 1 else None


_QUARTER = re.compile("第?([一二三四1-4])季度?|([1-4])Q|Q([1-4])")
_MONTH = re.compile("(?<![0-9])(1[0-2]|[1-9])月(?:份)?")
_HALF = re.compile("([上下])半年")


def months_in(text: str) -> range | None:
    """Return the months of the quarter, the half or the months that a title or a sheet's name speaks of."""
    plain = half_width(text)
    if match := _QUARTER.search(plain):
        mark = next(filter(None, match.groups()))
        last = 3 * ("一二三四".find(mark) + 1 or int(mark))
        return range(last - 2, last + 1)
    if match := _HALF.search(plain):
        return range(1, 7) if match[1] == "上" else range(7, 13)
    months = [int(month) for month in _MONTH.findall(plain)]
    return range(min(months), max(months) + 1) if months else None
