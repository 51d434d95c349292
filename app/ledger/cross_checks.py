"""Compares last year's report with the requests that were open then, and remarks on single requests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.ledger.counting import Count, Tally
from app.ledger.dispute_standing import DIRECT, cases
from app.ledger.fees import FREE_ITEMS, monthly_items
from app.ledger.foreign.case_words import tells_case
from app.ledger.outcomes import CASE_ONLY, TYPES, VOID
from app.ledger.request_numbers import same_number
from app.report import Report
from app.request import Request

REVIEW_FIRST = date(2024, 1, 1)
"""行政复议法 (2023) art. 23: since then a refusal must go to review before a suit."""
_REFUSED = "refused_"
SHARED_NUMBER = "同一年中另有申请用这个编号：一个编号是一件申请，请核对。"


@dataclass(frozen=True)
class CarriedOver:
    """One column: what last year's report carried out, and the requests that the ledger knows were open then."""

    column: str
    reported: int
    requests: tuple[Request, ...]

    @property
    def message(self) -> str:
        """The difference in words, number by number."""
        numbers = "、".join(request.number or request.applicant or "（无编号）" for request in self.requests)
        listed = f"：{numbers}" if numbers else ""
        return (
            f"{TYPES.get(self.column, self.column)}：上年报告结转下年 {self.reported} 件，"
            f"台账中上年 12 月 31 日未办结 {len(self.requests)} 件{listed}。"
        )


def carried_over(counted: Count, previous: Report) -> list[CarriedOver]:
    """Return the columns in which last year's report and the ledger differ. Untouched cells of the report count as 0."""
    ledger = previous.form.ledger
    if ledger is None:
        return []
    prefix = f"{ledger.applications}.{ledger.carried_in}."
    found: Mapping[str, tuple[Request, ...]] = {
        cell.removeprefix(prefix): tuple(part.request for part in parts)
        for cell, parts in counted.made_of.items()
        if cell.startswith(prefix)
    }
    differing = []
    for column in ledger.applicants:
        cell = f"{ledger.applications}.{ledger.carried_out}.{column}"
        reported, known = int(previous.cells.get(cell, 0)), found.get(column, ())
        if reported != len(known):
            differing.append(CarriedOver(column, reported, known))
    return differing


def remarks(requests: Iterable[Request], tally: Tally, today: date) -> Iterator[tuple[Request, str]]:
    """Yield what a person should look at, request by request; none of it changes a figure."""
    known = list(requests)
    for request in known:
        clock = tally.clock(request, today)
        for note in clock.notes if clock else ():
            yield request, note
        if not request.disputes and tells_case(request.note):
            yield request, f"备注“{request.note[:30]}”提到复议、诉讼，没有登记，没有计入第四部分，请核对。"
        if _refused_since_2024(request):
            for case in cases(request, tally.settings):
                if case.row == DIRECT:
                    yield (
                        request,
                        "不予公开的决定应当先申请行政复议（行政复议法第二十三条），而登记为未经复议直接起诉，请核对。",
                    )
    yield from _sharing_numbers(known)
    for (_, year, month), group in monthly_items(known).items():
        yield (
            group[0],
            f"该申请人 {year} 年 {month} 月申请 {len(group)} 件，超过 {FREE_ITEMS} 件，可以收取信息处理费。",
        )


def number_of(request: Request) -> str | None:
    """Return the number in the spelling that is compared; None where it says nothing: numbers may begin anew each year."""
    if not request.number or request.outcome in (VOID, CASE_ONLY):
        return None
    year = request.received.year if request.received else ""
    return f"{year} {same_number(request.number)}"


def _sharing_numbers(known: Iterable[Request]) -> Iterator[tuple[Request, str]]:
    """Yield the requests of one year that share a number: one number is one request."""
    found: dict[str, list[Request]] = {}
    for request in known:
        if (number := number_of(request)) is not None:
            found.setdefault(number, []).append(request)
    for group in found.values():
        for request in group if len(group) > 1 else ():
            yield request, SHARED_NUMBER


def _refused_since_2024(request: Request) -> bool:
    day = request.reply.dated if request.reply else None
    return request.outcome.startswith(_REFUSED) and day is not None and day >= REVIEW_FIRST
