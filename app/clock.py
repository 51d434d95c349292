"""Moments in local time, also where the system's time zone is invalid, and days as they are written."""

from datetime import UTC, date, datetime

_NO_ZONE = (ValueError, OverflowError, OSError)
"""What a zone of a day or more, or a moment at the calendar's end, raises."""


def now() -> datetime:
    """Return the present in local time with its offset; in UTC where the system's zone can't be used."""
    try:
        return datetime.now().astimezone()
    except _NO_ZONE:
        return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """Return *moment* in local time with its offset; in UTC where the system's zone can't be used."""
    try:
        return moment.astimezone()
    except _NO_ZONE:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def written(day: date) -> str:
    """Return a day as documents write it: 2026年1月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
