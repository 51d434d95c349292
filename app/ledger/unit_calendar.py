"""The calendar by which a unit counts: the state's, the notices that were pasted, and the days of the place."""

from dataclasses import replace
from functools import lru_cache

from app.errors import UserError
from app.ledger.holiday_notices import read_notice
from app.ledger.working_days import WorkingDays, YearDays, state_calendar
from app.request import LedgerSettings


def calendar_of(settings: LedgerSettings) -> WorkingDays:
    """Return the unit's calendar. A kept notice that can't be read any more leaves its year provisional."""
    calendar = state_calendar()
    for year, text in sorted(settings.notices.items()):
        if (days := _read(year, text)) is not None:
            calendar = calendar.with_year(days)
    return calendar.with_local(settings.local_days)


def with_notice(settings: LedgerSettings, text: str, year: int | None = None) -> LedgerSettings:
    """Return the settings with a pasted notice of a year. Raises `UserError` where it can't be read."""
    days = read_notice(text, year)
    return replace(settings, notices={**settings.notices, days.year: text.strip()})


@lru_cache(maxsize=16)
def _read(year: int, text: str) -> YearDays | None:
    try:
        return read_notice(text, year)
    except UserError:
        return None
