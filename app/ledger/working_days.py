"""Working days of the state calendar: official years, days of the place, and estimates marked as such.

The years' days are data (``resources/calendar/<year>.toml``); a year nobody has announced yet is estimated from
weekends and the fixed statutory days, and every date that rests on it is provisional.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from app.paths import resource

_SATURDAY = 5
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""Statutory days at fixed dates since 2025; festivals of the lunar calendar are known only from the notice."""


@dataclass(frozen=True)
class YearDays:
    """What a notice says about one year: days off, and weekend days that are worked."""

    year: int
    notice: str
    days_off: frozenset[date]
    worked: frozenset[date]
    official: bool = True


class WorkingDays:
    """Counts working days. *years* are by number; *local* adds days off (False) or working days (True)."""

    def __init__(self, years: Mapping[int, YearDays], local: Mapping[date, bool] | None = None) -> None:
        self._years = dict(years)
        self._local = dict(local or {})
        self._off = frozenset().union(*(year.days_off for year in years.values()))
        self._worked = frozenset().union(*(year.worked for year in years.values()))
        self._ordinals: dict[int, list[int]] = {}

    def with_year(self, year: YearDays) -> "WorkingDays":
        """Return the calendar with another year's notice in it."""
        return WorkingDays({**self._years, year.year: year}, self._local)

    def with_local(self, local: Mapping[date, bool]) -> "WorkingDays":
        """Return the calendar with the days of a place in it."""
        return WorkingDays(self._years, local) if local else self

    def knows(self, year: int) -> bool:
        """Whether the official notice for the year is here."""
        known = self._years.get(year)
        return known is not None and known.official

    def is_working(self, day: date) -> bool:
        """Whether a day is worked."""
        if (local := self._local.get(day)) is not None:
            return local
        if day in self._worked:
            return True
        if day in self._off or day.weekday() >= _SATURDAY:
            return False
        return day.year in self._years or (day.month, day.day) not in _FIXED

    def add(self, day: date, count: int) -> date:
        """Return the *count*-th working day after *day*, which itself is not counted. Count is at least 1."""
        year, left = day.year, count
        ordinals = self._of(year)
        place = bisect_right(ordinals, day.toordinal())
        while place + left > len(ordinals):
            left -= len(ordinals) - place
            year, place = year + 1, 0
            if year > date.max.year:
                return date.max
            ordinals = self._of(year)
        return date.fromordinal(ordinals[place + left - 1])

    def between(self, first: date, last: date) -> int:
        """Return how many working days lie after *first*, up to and including *last*; 0 when it is not later."""
        if last <= first:
            return 0
        total = 0
        for year in range(first.year, last.year + 1):
            ordinals = self._of(year)
            total += bisect_right(ordinals, last.toordinal()) - bisect_right(ordinals, first.toordinal())
        return total

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether a count from *first* to *last* touches a year without its official notice."""
        return not all(self.knows(year) for year in range(first.year, last.year + 1))

    def _of(self, year: int) -> list[int]:
        if year not in self._ordinals:
            day, ordinals = date(year, 1, 1), []
            for _ in range(366):
                if day.year != year:
                    break
                if self.is_working(day):
                    ordinals.append(day.toordinal())
                if day == date.max:
                    break
                day += timedelta(days=1)
            self._ordinals[year] = ordinals
        return self._ordinals[year]


@lru_cache(maxsize=1)
def state_calendar() -> WorkingDays:
    """Return the calendar as this program brings it."""
    years = {}
    for path in sorted(resource("calendar").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        years[data["year"]] = YearDays(
            data["year"],
            data["notice"],
            frozenset(data["days_off"]),
            frozenset(data["worked"]),
            data["official"],
        )
    return WorkingDays(years)
