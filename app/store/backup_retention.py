"""Which backups are kept as they age. A pure function of their times."""

from collections.abc import Iterable
from datetime import datetime, timedelta

HOURLY = timedelta(days=1)
DAILY = timedelta(days=31)
WEEKLY = timedelta(weeks=26)


def kept(times: Iterable[datetime], newest: datetime) -> set[datetime]:
    """Return the times to keep: the last of each hour for a day, of each day for a month, of each week for
    half a year, and of each month for ever.

    Ages are counted from *newest*, which is the time of a backup and not of the clock; later backups are kept.
    """
    last: dict[tuple[object, ...], datetime] = {}
    for at in sorted(times):
        last[_span(at, newest)] = at
    return set(last.values())


def _span(at: datetime, newest: datetime) -> tuple[object, ...]:
    age = newest - at
    if age < timedelta():
        return "later", at
    if age < HOURLY:
        return "hour", at.date(), at.hour
    if age < DAILY:
        return "day", at.date()
    if age < WEEKLY:
        # Weeks end with their month, so that the last of a month is never given up for one of the next.
        return "week", at.year, at.month, at.isocalendar().week
    return "month", at.year, at.month
