"""Looks whether a request's days can be true: what cannot stays out of the cells, what is odd is remarked on.

A slip in a year (2052 for 2025) would leave a request open for ever, and count it to other years without a sign.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from app.ledger.request_numbers import year_of_number
from app.request import Request

FIRST_DAY = date(2004, 1, 1)
"""No ledger of requests begins earlier: the first local rules on giving information on request are of this year."""
_LAST_MONTH = 12
_AHEAD = timedelta(days=366)
_LONGEST = timedelta(days=2 * 365 + 1)
"""20 and 20 working days with all pauses do not come near it."""


def shown_day(day: date) -> str:
    """Return a day as it is written in a sentence."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def is_believable(day: date, today: date) -> bool:
    """Whether a day may stand in a ledger at all."""
    return FIRST_DAY <= day <= today + _AHEAD


def doubt_about_days(request: Request, today: date) -> str:
    """Say why a request's days cannot be true, as far as they bear on where it counts; empty when they can."""
    return next(_doubts(request, today), "")


def _doubts(request: Request, today: date) -> Iterator[str]:
    reply = request.reply
    days = {
        "收到日期": request.arrived,
        "确认日期": request.confirmed,
        "答复日期": reply.dated if reply else None,
        "送达日期": reply.posted if reply else None,
    }
    for name, day in days.items():
        if day is not None and not is_believable(day, today):
            yield f"{name} {shown_day(day)}不合情理，请核对年份"
    came = [day for day in (request.arrived, request.confirmed) if day]
    # What comes in the last days of a year may get a number of the next one.
    fitting = {day.year for day in came} | {day.year + 1 for day in came if day.month == _LAST_MONTH}
    if came and (said := year_of_number(request.number)) and said not in fitting:
        yield f"编号“{request.number[:30]}”中的年份与收到日期不一致"
    arrived, confirmed = request.arrived, request.confirmed
    if arrived and confirmed and confirmed < arrived and confirmed.year != arrived.year:
        yield "确认日期早于收到日期，且不在同一年"
    for name in ("答复日期", "送达日期"):
        day = days[name]
        if day and request.received and day - request.received > _LONGEST:
            yield f"{name}距收到日期超过两年，请核对年份"


def day_notes(request: Request, today: date) -> Iterator[str]:
    """Yield what is odd about a request's days and changes no figure by itself."""
    if not request.doubt:
        yield from (f"{doubt}。" for doubt in _doubts(request, today))
    yield from _out_of_order(request)
    reply = request.reply
    for name, day in (
        ("收到日期", request.received),
        ("答复日期", reply.dated if reply else None),
        ("送达日期", reply.posted if reply else None),
    ):
        if day is not None and today < day and is_believable(day, today):
            yield f"{name} {shown_day(day)}在今天以后，请核对。"


def _out_of_order(request: Request) -> Iterator[str]:
    correction, extension, fee, reply = request.correction, request.extension, request.fee, request.reply
    received = request.received
    answered = reply.dated if reply else None
    pairs: list[tuple[str, date | None, str, date | None]] = [
        ("确认日期", request.confirmed, "收到日期", request.arrived)
    ]
    if correction is not None:
        pairs += [
            ("补正告知日期", correction.told, "收到日期", received),
            ("补正期限", correction.due, "补正告知日期", correction.told),
            ("收到补正的日期", correction.returned, "补正告知日期", correction.told),
            ("答复日期", answered, "收到补正的日期", correction.returned),
        ]
    if extension is not None:
        pairs += [
            ("延期告知日期", extension.told, "收到日期", received),
            ("答复日期", answered, "延期告知日期", extension.told),
        ]
    for asked in request.consultations:
        pairs.append(("征求意见的日期", asked.sent, "收到日期", received))
    if fee is not None:
        pairs += [
            ("收费通知日期", fee.told, "收到日期", received),
            ("缴费日期", fee.paid, "收费通知日期", fee.told),
        ]
    if reply is not None:
        pairs.append(("送达日期", reply.posted, "答复日期", answered))
    for dispute in request.disputes:
        pairs.append(("复议受理（诉讼立案）日期", dispute.filed, "收到日期", received))
    for name, day, base_name, base in pairs:
        if day is not None and base is not None and day < base:
            yield f"{name} {shown_day(day)}早于{base_name} {shown_day(base)}，请核对。"
