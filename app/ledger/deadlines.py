"""Works out from a request's dates by when it must be answered.

Sources: 条例30 (correction within 7 working days; the time runs anew from the day the corrected request came), 33
(20 working days, at most 20 more; the time in which others are asked is not counted), 32 and 34 (15 working days for
those asked), 民法典201 (the first day is not counted), 国办公开办函〔2016〕235号 (the day of posting decides).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.ledger.day_checks import day_notes
from app.ledger.working_days import WorkingDays
from app.request import Request

CORRECTION_DAYS, REPLY_DAYS, EXTENSION_DAYS, CONSULTATION_DAYS, FEE_DAYS = 7, 20, 20, 15, 20
_NO_REPLY_DUE = ("other_not_corrected", "withdrawn", "passed_on")
"""Results after which no answer is due, unless one was given."""


@dataclass(frozen=True)
class Pause:
    """A time in which the clock stands still: after *first*, up to and including *last*."""

    first: date
    last: date
    why: str
    running: bool
    """Whether nobody has answered or paid yet: *last* is then the last day allowed."""


@dataclass(frozen=True)
class Clock:
    """The dates of one request, and how it stands on *today*.

    *due* is None while a correction is waited for, and for a request that ended without one. *late* of an open
    request means overdue. *days_left* counts working days and is negative when overdue; None once it is closed.
    """

    start: date
    correction_notice_due: date
    correction_notice_late: bool | None
    counted_from: date
    pauses: tuple[Pause, ...]
    paused_workdays: int
    ordinary_due: date | None
    due: date | None
    extended: bool
    extension_late: bool | None
    closed: date | None
    late: bool
    workdays_late: int
    days_left: int | None
    workday: int | None
    """Which working day of the term *today* is, while it runs."""
    provisional: bool
    notes: tuple[str, ...] = ()
    correction_days_left: int | None = None
    """Working days left to tell the applicant what to correct; None where that is done, past, or not needed any more."""


def clock_of(
    request: Request, calendar: WorkingDays, today: date, *, fee_pauses: bool = True
) -> Clock | None:
    """Return the request's clock; None when nobody knows when it was received."""
    start = request.received
    if start is None:
        return None
    told = request.correction.told if request.correction else None
    returned = request.correction.returned if request.correction else None
    from_day = returned if returned is not None and returned >= start else start
    pauses = tuple(_pauses(request, calendar, fee_pauses=fee_pauses))
    waits = told is not None and returned is None and request.judged is None
    ends_open = request.outcome in _NO_REPLY_DUE and request.judged is None
    extended = request.extension is not None and request.extension.granted
    ordinary, paused = _due(calendar, from_day, REPLY_DAYS, pauses)
    due, paused = (
        _due(calendar, from_day, REPLY_DAYS + EXTENSION_DAYS, pauses) if extended else (ordinary, paused)
    )
    no_due = waits or ends_open
    closed = request.judged
    is_open = closed is None and not request.outcome
    measured = closed or (today if is_open else None)
    late = not no_due and measured is not None and measured > due
    notice_due = calendar.add(start, CORRECTION_DAYS)
    last = max(day for day in (due, notice_due, measured or start) if day is not None)
    return Clock(
        start=start,
        correction_notice_due=notice_due,
        correction_notice_late=None if told is None else told > notice_due,
        counted_from=from_day,
        pauses=pauses,
        paused_workdays=paused,
        ordinary_due=None if no_due else ordinary,
        due=None if no_due else due,
        extended=extended,
        extension_late=_extension_late(request, ordinary) if extended else None,
        closed=closed,
        late=late,
        workdays_late=calendar.between(due, measured) if late and measured else 0,
        days_left=_days_left(calendar, today, due) if is_open and not no_due else None,
        workday=calendar.between(from_day, today) if is_open and not no_due else None,
        provisional=calendar.is_provisional(start, last),
        notes=(*_notes(request), *day_notes(request, today)),
        correction_days_left=_correction_days_left(request, calendar, today, notice_due),
    )


def _correction_days_left(
    request: Request, calendar: WorkingDays, today: date, notice_due: date
) -> int | None:
    """Who was told of an extension, a fee or asking others has not been asked to correct anything."""
    told = request.correction is not None and request.correction.told is not None
    handled = bool(request.consultations) or request.fee is not None or request.extension is not None
    ended = bool(request.outcome) or request.judged is not None
    return None if told or handled or ended or today > notice_due else calendar.between(today, notice_due)


def _days_left(calendar: WorkingDays, today: date, due: date) -> int:
    return calendar.between(today, due) if today <= due else -calendar.between(due, today)


def _extension_late(request: Request, ordinary: date) -> bool:
    told = request.extension.told if request.extension else None
    return told is not None and told > ordinary


def _pauses(request: Request, calendar: WorkingDays, *, fee_pauses: bool) -> Iterable[Pause]:
    for asked in request.consultations:
        if asked.sent is None or (asked.back is not None and asked.back < asked.sent):
            continue
        limit = calendar.add(asked.sent, CONSULTATION_DAYS)
        last = limit if asked.back is None else min(asked.back, limit)
        yield Pause(asked.sent, last, f"征求{asked.who or '第三方'}意见", asked.back is None)
    fee = request.fee
    if fee_pauses and fee is not None and fee.told is not None:
        limit = fee.due or calendar.add(fee.told, FEE_DAYS)
        last = limit if fee.paid is None else fee.paid
        if last >= fee.told:
            yield Pause(fee.told, last, "等待缴费", fee.paid is None)


def _due(calendar: WorkingDays, start: date, days: int, pauses: tuple[Pause, ...]) -> tuple[date, int]:
    """Return the last day of a term of *days* working days, and how many the pauses took out of it."""
    due, paused = calendar.add(start, days), 0
    spans = _joined(pauses, start)
    while spans:
        taken = sum(calendar.between(first, min(last, due)) for first, last in spans if first < due)
        if taken == paused:
            break
        paused = taken
        due = calendar.add(start, days + paused)
    return due, paused


def _joined(pauses: tuple[Pause, ...], start: date) -> list[tuple[date, date]]:
    """Return the pauses after *start*, overlapping ones joined, so that no day is taken out twice."""
    spans: list[tuple[date, date]] = []
    for first, last in sorted(
        (max(pause.first, start), pause.last) for pause in pauses if pause.last > start
    ):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans


def _notes(request: Request) -> Iterable[str]:
    if request.extension is not None and request.extension.granted and request.extension.told is None:
        yield "没有登记延期告知日期：延长期限应当告知申请人（条例第三十三条）。"
    for asked in request.consultations:
        if asked.sent is not None and asked.back is not None and asked.back < asked.sent:
            yield "收到意见的日期早于发出日期，没有扣除征求意见的时间，请核对。"
    returned = request.correction.returned if request.correction else None
    if returned is not None and request.received is not None and returned < request.received:
        yield "收到补正的日期早于收到申请的日期，没有重新计算期限，请核对。"
