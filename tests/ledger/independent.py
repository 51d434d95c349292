"""What tests of the ledger know by themselves: the calendar as a plain list, and a count day by day.

Nothing here uses the product.
"""

import re
from datetime import date, timedelta
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "ledger"
_LISTED = """
2020 off 0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008 on 0119 0426 0509 0628 0927 1010
2021 off 0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007 on 0207 0220 0425 0508 0918 0926 1009
2022 off 0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007 on 0129 0130 0402 0424 0507 1008 1009
2023 off 0101-0102 0121-0127 0405 0429-0503 0622-0624 0929-1006 on 0128 0129 0423 0506 0625 1007 1008
2024 off 0101 0210-0217 0404-0406 0501-0505 0610 0915-0917 1001-1007 on 0204 0218 0407 0428 0511 0914 0929 1012
2025 off 0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008 on 0126 0208 0427 0928 1011
2026 off 0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007 on 0104 0214 0228 0509 0920 1010
"""


def _listed() -> tuple[set[date], set[date]]:
    off: set[date] = set()
    worked: set[date] = set()
    for line in _LISTED.split("\n"):
        if not line:
            continue
        year, rest = int(line[:4]), line[4:]
        first, _, second = rest.partition(" on ")
        for text, days in ((first, off), (second, worked)):
            for month, day, last_month, last_day in re.findall(r"(\d\d)(\d\d)(?:-(\d\d)(\d\d))?", text):
                current = date(year, int(month), int(day))
                end = date(year, int(last_month), int(last_day)) if last_month else current
                while current <= end:
                    days.add(current)
                    current += timedelta(days=1)
    return off, worked


HOLIDAYS, WORKED = _listed()


def is_worked(day: date) -> bool:
    """Whether a day is worked; known for 2020 to 2026."""
    return day in WORKED or (day.weekday() < 5 and day not in HOLIDAYS)


def nth_workday(day: date, count: int) -> date:
    """Walk day by day to the *count*-th working day after *day*."""
    while count:
        day += timedelta(days=1)
        count -= is_worked(day)
    return day


def due_day_by_day(start: date, days: int, asked: list[tuple[date, date | None]]) -> tuple[date, int]:
    """Walk day by day until *days* working days have run that were not spent waiting for others."""
    spans = []
    for sent, back in asked:
        limit = nth_workday(sent, 15)
        spans.append((sent, min(back, limit) if back else limit))
    day, run, paused = start, 0, 0
    while run < days:
        day += timedelta(days=1)
        if not is_worked(day):
            continue
        if any(sent < day <= back for sent, back in spans):
            paused += 1
        else:
            run += 1
    return day, paused
