"""Works out in which row of table four a dispute counts, and for a year in which column.

D1: by the result in the year in which the case was closed; not yet closed when filed by 31 December and not closed by
then. D4 (国办公开办函〔2016〕201号): a unit that is defendant only as the reviewing body does not count the case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.ledger.counting_choices import choice
from app.request import Dispute, LedgerSettings, Request

REVIEW, SUIT = "review", "suit"
DIRECT, AFTER_REVIEW = "direct_suit", "suit_after_review"
PENDING = "pending"
_COLUMNS = ("upheld", "corrected", "other")


@dataclass(frozen=True)
class CountedDispute:
    """A dispute as it is counted; *place* is its place in its request's list."""

    place: int
    row: str
    dispute: Dispute
    unresolved: str = ""

    @property
    def filed(self) -> date | None:
        """When the case began."""
        return self.dispute.filed

    @property
    def closed(self) -> date | None:
        """When its last known instance was closed."""
        return self.dispute.appeal.closed if self.dispute.appeal else self.dispute.closed

    def column(self, year: int, settings: LedgerSettings) -> str:
        """Return the column in which the case counts in a year; empty when it does not."""
        dispute = self.dispute
        end = date(year, 12, 31)
        if dispute.filed is None or dispute.filed > end:
            return ""
        appeal = dispute.appeal if choice(settings, "appeals") == "one_case" else None
        if appeal is not None and (appeal.filed is None or appeal.filed <= end):
            closed, outcome = appeal.closed, appeal.outcome
        else:
            closed, outcome = dispute.closed, dispute.outcome
        if closed is None or closed > end:
            found = PENDING
        elif choice(settings, "disputes") == "by_filing" or closed.year == year:
            found = outcome
        else:
            return ""
        if choice(settings, "disputes") == "by_filing" and dispute.filed.year != year:
            return ""
        return found


def cases(request: Request, settings: LedgerSettings) -> Iterator[CountedDispute]:
    """Yield the disputes of a request that this body counts, and those that can't be decided."""
    for place, dispute in enumerate(request.disputes):
        if dispute.co_defendant:
            continue
        problem = next(_problems(dispute), "")
        yield CountedDispute(place, _row(request, dispute), dispute, problem)


def _row(request: Request, dispute: Dispute) -> str:
    if dispute.kind == REVIEW:
        return REVIEW
    after = dispute.after_review
    if after is None:
        after = any(
            other.kind == REVIEW and not (other.filed and dispute.filed and other.filed > dispute.filed)
            for other in request.disputes
        )
    return AFTER_REVIEW if after else DIRECT


def _problems(dispute: Dispute) -> Iterator[str]:
    if dispute.doubt:
        yield dispute.doubt
    if dispute.kind not in (REVIEW, SUIT):
        yield "不能确定是行政复议还是行政诉讼"
    if dispute.filed is None:
        yield "复议受理（诉讼立案）日期读不出"
    yield from _closing_problems(dispute.filed, dispute.closed, dispute.outcome)
    if dispute.appeal is not None:
        appeal = dispute.appeal
        yield from _closing_problems(appeal.filed or dispute.closed, appeal.closed, appeal.outcome)


def _closing_problems(filed: date | None, closed: date | None, outcome: str) -> Iterator[str]:
    if closed is not None and filed is not None and closed < filed:
        yield "审结日期早于受理（立案）日期"
    if closed is not None and outcome not in _COLUMNS:
        yield "复议、诉讼的结果不能归入任何一列"
    if closed is None and outcome in _COLUMNS:
        yield "复议、诉讼有结果而没有审结日期"
