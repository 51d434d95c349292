"""Which backups are kept as they age. A pure function of their times."""

from collections.abc import Iterable
from datetime import datetime, timedelta

HOURLY = timedelta(days=1)
DAILY = timedelta(days=31)
WEEKLY = timedelta(weeks=26)


def kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the times to keep: the newest of each hour for a day, of each day for a month, of each week for
    half a year, and of each month for ever."""
    newest: dict[tuple[object, ...], datetime] = {}
    for at in sorted(times):
        newest[_span(at, now)] = at
    return set(newest.values())


def _span(at: datetime, now: datetime) -> tuple[object, ...]:
    age = now - at
    if age < HOURLY:
        return "hour", at.date(), at.hour
    if age < DAILY:
        return "day", at.date()
    if age < WEEKLY:
        # Weeks end with their month, so that the newest of a month is never given up for one of the next.
        return "week", at.year, at.month, at.isocalendar().week
    return "month", at.year, at.month
