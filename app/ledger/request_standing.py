"""Works out when a request was open, and in which column and row it counts, or why it counts in none.

What is worked out here does not depend on the year: a year's figures are sums over standings.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.ledger.counting_choices import ASK, NOT_COUNTED, choice, question
from app.ledger.deadlines import FEE_DAYS
from app.ledger.outcomes import (
    ALL_TYPES,
    CASE_ONLY,
    INDIVIDUAL_BUSINESS,
    MATTERS,
    OUTCOMES,
    TRADE_ASSOCIATION,
    TYPES,
    VOID,
    outcome_name,
)
from app.ledger.request_numbers import YEAR_IN_NUMBER
from app.ledger.working_days import WorkingDays
from app.request import LedgerSettings, Request


@dataclass(frozen=True)
class CountedByDefault:
    """Something counted by a default: *topic* is the question's key, *default* says in words what was done."""

    topic: str
    default: str


@dataclass(frozen=True)
class RequestStanding:
    """A request as it is counted.

    *unresolved* says why it stays out of the cells; *left_out* why it is no request at all (``void``,
    ``not counted``). In either case it counts nowhere. *closed* is the day it was closed; an unfinished request
    has none. *closed_year* stands alone when only the year is known.
    """

    request: Request
    column: str = ""
    result: str = ""
    received: date | None = None
    closed: date | None = None
    closed_year: int | None = None
    unresolved: str = ""
    left_out: str = ""
    asked: tuple[CountedByDefault, ...] = field(default=())

    @property
    def counts(self) -> bool:
        """Whether it counts to any cell."""
        return not (self.unresolved or self.left_out)


def standing(request: Request, settings: LedgerSettings, calendar: WorkingDays) -> RequestStanding:
    """Work out how a request stands. What can't be decided is named and counts nowhere."""
    if request.outcome in (VOID, CASE_ONLY):
        return RequestStanding(request, left_out=request.outcome)
    if request.doubt:
        return RequestStanding(request, unresolved=request.doubt)
    asked: list[CountedByDefault] = []
    if request.unsure and request.unsure_days:
        if choice(settings, "short_day") == ASK:
            return RequestStanding(request, unresolved=_unsure(request))
        asked.append(CountedByDefault("short_day", "as_written"))
    result = _result(request, settings, asked)
    if result == NOT_COUNTED:
        return RequestStanding(request, left_out=NOT_COUNTED, asked=tuple(asked))
    if result == ASK:
        return RequestStanding(
            request, unresolved=f"办理结果“{outcome_name(request.outcome)}”不能归入任何一行"
        )
    column = _column(request, settings, asked)
    received = request.received
    closed, closed_year, missing = _closed(request, result, settings, calendar, asked)
    for problem in _problems(request, column, received, closed, closed_year, missing):
        return RequestStanding(request, unresolved=problem)
    return RequestStanding(request, column, result, received, closed, closed_year, asked=tuple(asked))


def _unsure(request: Request) -> str:
    days = "、".join(f"{day.month}.{day.day}" for day in request.unsure_days)
    return f"日期 {days} 末尾的0可能没有显示"


def _problems(
    request: Request,
    column: str,
    received: date | None,
    closed: date | None,
    closed_year: int | None,
    missing: str,
) -> Iterator[str]:
    if received is None:
        yield "收到日期读不出"
    elif (closed is not None and closed < received) or (
        closed_year is not None and closed_year < received.year
    ):
        yield "答复日期早于收到日期"
    if missing:
        yield missing
    if not column:
        yield (
            "申请人类别不能归入任何一列"
            if request.type in ("", ASK)
            else f"申请人类别“{ALL_TYPES.get(request.type, request.type)}”不能归入任何一列"
        )


def _result(request: Request, settings: LedgerSettings, asked: list[CountedByDefault]) -> str:
    """Return the result's key, ``not_counted`` or ``ask``; empty while the request is open."""
    outcome = request.outcome
    if not outcome or outcome in OUTCOMES:
        return outcome
    if outcome not in MATTERS:
        return ASK
    chosen = choice(settings, outcome)
    if chosen == "by_reply":
        chosen = "unavailable_not_held" if request.reply and request.reply.number else NOT_COUNTED
    if chosen != ASK and question(outcome).listed:
        asked.append(CountedByDefault(outcome, chosen))
    return chosen


def _column(request: Request, settings: LedgerSettings, asked: list[CountedByDefault]) -> str:
    if request.type in (INDIVIDUAL_BUSINESS, TRADE_ASSOCIATION):
        chosen = choice(settings, request.type)
        if chosen == ASK:
            return ""
        if question(request.type).listed:
            asked.append(CountedByDefault(request.type, chosen))
        return chosen
    return request.type if request.type in TYPES else ""


def _closed(
    request: Request,
    result: str,
    settings: LedgerSettings,
    calendar: WorkingDays,
    asked: list[CountedByDefault],
) -> tuple[date | None, int | None, str]:
    """Return the day of closing, or only its year, or why neither is known."""
    reply = request.reply
    day = None
    if reply is not None:
        posted_counts = choice(settings, "closing_day") == "posted"
        day = (reply.posted or reply.dated) if posted_counts else (reply.dated or reply.posted)
    if day is not None:
        return (day, None, "") if result else (None, None, "有答复日期而没有办理结果")
    if not result:
        return None, None, ""
    ended = _ended(request, result, calendar)
    if ended is not None and choice(settings, "no_reply_date") == "day_after":
        words, closed = ended
        asked.append(CountedByDefault("no_reply_date", f"closed the day after {words}: {closed.isoformat()}"))
        return closed, None, ""
    year = YEAR_IN_NUMBER.search(reply.number) if reply else None
    if year and choice(settings, "year_of_number") == "by_number":
        asked.append(CountedByDefault("year_of_number", f"closed in the year of 答复文号: {year[1]}"))
        return None, int(year[1]), ""
    return None, None, "有办理结果而没有答复日期"


def _ended(request: Request, result: str, calendar: WorkingDays) -> tuple[str, date] | None:
    """Return which term ran out, and the day after it, for a request that ended because the applicant did nothing."""
    if result == "other_not_corrected" and request.correction and request.correction.due:
        return "补正期限", request.correction.due + timedelta(days=1)
    if result == "other_fee_unpaid" and request.fee:
        due = request.fee.due or (calendar.add(request.fee.told, FEE_DAYS) if request.fee.told else None)
        if due:
            return "缴费期限", due + timedelta(days=1)
    return None
