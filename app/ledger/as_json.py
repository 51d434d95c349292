"""A ledger's figures, rows left out, questions and due dates as the command line gives them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.forms.loader import form_for
from app.ledger.counting import Count, Tally
from app.ledger.counting_choices import OF_THE_FILE
from app.ledger.deadlines import Clock
from app.ledger.foreign.read_ledger import ReadLedger
from app.ledger.foreign.skipped_rows import not_counted
from app.ledger.outcomes import CASE_ONLY, VOID
from app.request import Request


def ledger_json(
    requests: Sequence[Request],
    tally: Tally,
    today: date,
    *,
    read: ReadLedger | None = None,
    year: int | None = None,
) -> dict[str, Any]:
    """Return everything; *read* adds what the file just read held besides requests, *year* picks one year."""
    years = [year] if year is not None else tally.years(requests)
    if year is None and years:
        # A year in which nothing happened has its zeros too.
        years = list(range(years[0], max(years[-1], today.year) + 1))
    counts = {number: tally.count(requests, number, form_for(number)) for number in years}
    found = {number: counted for number, counted in counts.items() if counted is not None}
    last = next(reversed(found.values()), None) or tally.count(requests, today.year, form_for(today.year))
    assert last is not None
    return {
        "years": {str(number): _year(counted) for number, counted in found.items()},
        "skipped": list(_skipped(last, read)),
        "unresolved": list(_unresolved(last, read)),
        "questions": list(_questions(last, read)),
        "deadlines": list(deadlines(requests, tally, today)),
    }


def _year(counted: Count) -> dict[str, Any]:
    tables: dict[str, Any] = {"applications": {}, "disputes": None}
    for cell, value in counted.cells.items():
        table, row, column = cell.split(".")
        if tables[table] is None:
            tables[table] = {}
        tables[table].setdefault(row, {})[column] = value
    return tables


def place_of(source: str) -> dict[str, Any]:
    """Return sheet and row of a request's source; both empty for one that was typed."""
    sheet, mark, row = source.rpartition("!")
    if not mark or not row.isdecimal():
        return {"sheet": None, "row": None}
    return {"sheet": sheet, "row": int(row)}


def _place(request: Request, source: str = "") -> dict[str, Any]:
    return {**place_of(source or request.source), "id": request.number or None}


def _skipped(counted: Count, read: ReadLedger | None) -> Iterator[dict[str, Any]]:
    for entry in read.skipped if read else ():
        yield {"sheet": entry.sheet, "row": entry.row, "why": entry.why} | (
            {"id": entry.id} if entry.id else {}
        )
    for request, why in counted.left_out:
        if why != CASE_ONLY:
            yield {**_place(request), "why": "void" if why == VOID else not_counted(request.outcome)}


def _unresolved(counted: Count, read: ReadLedger | None) -> Iterator[dict[str, Any]]:
    also: Mapping[str, tuple[tuple[str, int], ...]] = read.also if read else {}
    for entry in counted.unresolved:
        source = "" if entry.dispute is None else entry.request.disputes[entry.dispute].source
        others = also.get(entry.request.source, ()) if entry.dispute is None else ()
        yield {
            **_place(entry.request, source),
            "why": entry.why,
            "also": [{"sheet": sheet, "row": row} for sheet, row in others],
        }


def _questions(counted: Count, read: ReadLedger | None) -> Iterator[dict[str, Any]]:
    for request, asked in counted.questions:
        yield {**_place(request), "topic": asked.topic, "default": asked.default}
    for request in read.requests if read else ():
        for topic in read.topics(request) if read else ():
            yield {**_place(request), "topic": topic, "default": OF_THE_FILE[topic][0]}


def deadlines(requests: Iterable[Request], tally: Tally, today: date) -> Iterator[dict[str, Any]]:
    """Yield the due dates of each request that is counted."""
    for request in requests:
        if not tally.standing(request).counts:
            continue
        clock = tally.clock(request, today)
        if clock is not None:
            yield {**_place(request), **_clock(clock)}


def _clock(clock: Clock) -> dict[str, Any]:
    told: dict[str, Any] = {
        "start": clock.start.isoformat(),
        "correction_notice_due": clock.correction_notice_due.isoformat(),
    }
    if clock.correction_notice_late is not None:
        told["correction_notice_late"] = clock.correction_notice_late
    told |= {
        "paused_workdays": clock.paused_workdays,
        "due": clock.due.isoformat() if clock.due else None,
        "late": clock.late,
        "workdays_late": clock.workdays_late,
    }
    if clock.extension_late is not None:
        told["extension_late"] = clock.extension_late
    if clock.provisional:
        told["provisional"] = True
    return told
