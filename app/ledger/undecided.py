"""What waits for a person in a ledger, in which years it may count, and how many there are in words."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from app.ledger.counting import Unresolved

_OF_DAYS = re.compile("日期|[年日]")
"""Words of a doubt that may be about the days themselves: the years beside theirs may then be meant, too."""


class Undecided(NamedTuple):
    """How many requests stay out of all figures, and of how many only the disputes do."""

    requests: int = 0
    disputes: int = 0

    def __str__(self) -> str:
        """Say them: 3 件申请，2 件申请的复议、诉讼; empty when there are none."""
        told = [f"{self.requests} 件申请"] if self.requests else []
        if self.disputes:
            told.append(f"{'另 ' if told else ''}{self.disputes} 件申请的复议、诉讼")
        return "，".join(told)


def how_many(waiting: Iterable[Unresolved]) -> Undecided:
    """Count what waits: a request once, whatever waits of it."""
    of_requests, of_disputes = set[int](), set[int]()
    for entry in waiting:
        (of_requests if entry.dispute is None else of_disputes).add(id(entry.request))
    return Undecided(len(of_requests), len(of_disputes - of_requests))


def in_year(waiting: Iterable[Unresolved], year: int) -> Iterator[Unresolved]:
    """Yield what may count in a year: what came later or ended before does not, as far as its days are not in doubt."""
    for entry in waiting:
        came, ended = map(_years, _days(entry))
        beside = 1 if _OF_DAYS.search(entry.why) else 0
        if (not came or min(came) - beside <= year) and (not ended or year <= max(ended) + beside):
            yield entry


def _days(entry: Unresolved) -> tuple[tuple[date | None, ...], tuple[date | None, ...]]:
    """Return the days on which a request or dispute came, and those on which it ended."""
    request = entry.request
    if entry.dispute is None:
        reply = request.reply
        return (request.arrived, request.confirmed), (reply.dated, reply.posted) if reply else ()
    case = request.disputes[entry.dispute]
    return (case.filed,), ((case.appeal or case).closed,)


def _years(days: Iterable[date | None]) -> list[int]:
    return [day.year for day in days if day is not None]
