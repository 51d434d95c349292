"""Counts a ledger: gives the cells of a year's report, and the requests of which each figure is made.

R4: received in the year is new; received before and not closed before is carried in; closed in the year counts by
its result; not closed by 31 December is carried out. So the balance of every column holds by construction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.forms.compiled import total_definitions
from app.forms.ledger_reader import filled_cells
from app.forms.model import Form, LedgerCells
from app.ledger.counting_choices import choice
from app.ledger.deadlines import Clock, clock_of
from app.ledger.dispute_standing import CountedDispute, cases
from app.ledger.request_standing import CountedByDefault, RequestStanding, standing
from app.ledger.unit_calendar import calendar_of
from app.ledger.working_days import WorkingDays
from app.report import Report
from app.request import NO_SETTINGS, LedgerSettings, Request
from app.totals import computed_totals
from app.values import Value

_MOST_KNOWN = 50_000
"""How many requests a tally remembers, including their versions before edits."""


@dataclass(frozen=True)
class CountedItem:
    """What a figure is made of: a request, or one of its disputes."""

    request: Request
    dispute: int | None = None
    """The place of the dispute in the request's list; None where the request itself counts."""


@dataclass(frozen=True)
class Unresolved:
    """A request (or one of its disputes) that stays out of the cells, and why."""

    request: Request
    why: str
    dispute: int | None = None


@dataclass(frozen=True)
class Count:
    """The figures of one year.

    *cells* has every cell that the ledger fills, with 0 where nothing counts, and the totals over them. Cells of
    table four are absent when the ledger does not record disputes: the ledger then leaves them alone.
    """

    year: int
    cells: Mapping[str, int]
    made_of: Mapping[str, tuple[CountedItem, ...]]
    questions: tuple[tuple[Request, CountedByDefault], ...]
    unresolved: tuple[Unresolved, ...]
    left_out: tuple[tuple[Request, str], ...]

    def cells_of(self, request_id: int) -> tuple[str, ...]:
        """Return the cells that a request counts to in the order of the form, totals left out."""
        return tuple(
            cell
            for cell, parts in self.made_of.items()
            if any(part.request.id == request_id for part in parts)
        )

    def requests_of(self, cell: str, form: Form) -> tuple[CountedItem, ...]:
        """Return what a cell is made of; of a total, what its parts are made of."""
        definitions = total_definitions(form)
        if cell not in definitions:
            return self.made_of.get(cell, ())
        return tuple(part for inner in definitions[cell] for part in self.requests_of(inner, form))


@dataclass(frozen=True)
class _Entry:
    """A request with what is known of it, and its part in each year that was counted."""

    request: Request
    stands: RequestStanding
    cases: tuple[CountedDispute, ...]
    parts: dict[tuple[int, str], tuple[tuple[str, CountedItem], ...]] = field(default_factory=dict)
    """By year and form: the cells that it counts to, and as what."""


class Tally:
    """A ledger prepared for counting: after an edit of one request what is worked out of the others is still known."""

    def __init__(self, settings: LedgerSettings = NO_SETTINGS, calendar: WorkingDays | None = None) -> None:
        self.settings = settings
        self.calendar = calendar or calendar_of(settings)
        self._known: dict[int, _Entry] = {}
        self._clocks: dict[int, tuple[Request, Clock | None]] = {}
        self._clocks_of: date | None = None

    def count(self, requests: Iterable[Request], year: int, form: Form) -> Count | None:
        """Count a year; None when the form has nothing to do with a ledger."""
        if form.ledger is None:
            return None
        entries = [self._entry(request) for request in requests]
        return _count(entries, year, form, form.ledger, self.settings)

    def years(self, requests: Iterable[Request]) -> list[int]:
        """Return all years from the first day to the last that the ledger knows, also of what stays out of the cells."""
        years: set[int] = set()
        for entry in map(self._entry, requests):
            days = [
                entry.request.received,
                entry.stands.closed,
                *(day for case in entry.cases for day in (case.filed, case.closed)),
            ]
            years |= {day.year for day in days if day is not None}
            years |= {entry.stands.closed_year} if entry.stands.closed_year else set()
        return list(range(min(years), max(years) + 1)) if years else []

    def before_all(self, requests: Iterable[Request], year: int) -> str:
        """Say that a year lies before all that the ledger knows; empty when it does not: there 0 would be a guess."""
        known = self.years(requests)
        if not known or known[0] <= year:
            return ""
        return f"台账中最早的申请是 {known[0]} 年的，{year} 年没有登记，不能当作 0 件。"

    def standing(self, request: Request) -> RequestStanding:
        """Return how one request stands."""
        return self._entry(request).stands

    def clock(self, request: Request, today: date) -> Clock | None:
        """Return a request's clock as of *today*; None when nobody knows when it was received."""
        if today != self._clocks_of or len(self._clocks) >= _MOST_KNOWN:
            self._clocks.clear()
            self._clocks_of = today
        known = self._clocks.get(id(request))
        if known is None or known[0] is not request:
            pauses = choice(self.settings, "fee_pause") == "stops"
            known = (request, clock_of(request, self.calendar, today, fee_pauses=pauses))
            self._clocks[id(request)] = known
        return known[1]

    def unresolved(self, requests: Iterable[Request]) -> Iterator[Unresolved]:
        """Yield what stays out of the cells of all years."""
        return _unresolved(map(self._entry, requests))

    def waiting(self, request: Request) -> str:
        """Say why a request, or one of its disputes, waits for a person; empty when nothing does."""
        entry = self._entry(request)
        return entry.stands.unresolved or next(
            (case.unresolved for case in entry.cases if case.unresolved), ""
        )

    def _entry(self, request: Request) -> _Entry:
        known = self._known.get(id(request))
        if known is None or known.request is not request:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = _Entry(
                request,
                standing(request, self.settings, self.calendar),
                tuple(cases(request, self.settings)),
            )
            self._known[id(request)] = known
        return known


def count(
    requests: Iterable[Request],
    year: int,
    form: Form,
    settings: LedgerSettings = NO_SETTINGS,
    calendar: WorkingDays | None = None,
) -> Count | None:
    """Count a year of a ledger once; a `Tally` counts again after an edit in less time."""
    return Tally(settings, calendar).count(requests, year, form)


def differences(counted: Count, report: Report) -> dict[str, tuple[Value | None, int]]:
    """Return the cells of a report that counting would change: what they hold and what they would hold."""
    return {
        cell: (report.cells.get(cell), value)
        for cell, value in counted.cells.items()
        if report.cells.get(cell) != value
    }


def cells_to_set(counted: Count, report: Report) -> dict[str, Value | None]:
    """Return what writing the count into a report sets; totals are left to a report that computes them."""
    totals = total_definitions(report.form) if report.totals.value == "computed" else {}
    return {cell: value for cell, (_, value) in differences(counted, report).items() if cell not in totals}


def _count(
    entries: Sequence[_Entry], year: int, form: Form, ledger: LedgerCells, settings: LedgerSettings
) -> Count:
    made: defaultdict[str, list[CountedItem]] = defaultdict(list)
    key = (year, form.id)
    for entry in entries:
        if (parts := entry.parts.get(key)) is None:
            parts = entry.parts[key] = tuple(_parts(entry, year, ledger, settings))
        for cell, part in parts:
            made[cell].append(part)
    keeps_disputes = settings.keeps_disputes or any(entry.cases for entry in entries)
    cells = {cell: len(made.get(cell, ())) for cell in _wanted(ledger, disputes=keeps_disputes)}
    totals = computed_totals(form, cells)
    cells |= {cell: int(value) for cell, value in totals.items() if value is not None}
    return Count(
        year,
        cells,
        # In the order of the form, whichever request came first.
        {cell: tuple(made[cell]) for cell in cells if cell in made},
        tuple((entry.request, asked) for entry in entries for asked in entry.stands.asked),
        tuple(_unresolved(entries)),
        tuple((entry.request, entry.stands.left_out) for entry in entries if entry.stands.left_out),
    )


def _parts(
    entry: _Entry, year: int, ledger: LedgerCells, settings: LedgerSettings
) -> Iterator[tuple[str, CountedItem]]:
    """Yield the cells to which a request and its disputes count in a year, and as what."""
    if entry.stands.counts:
        for row in _rows(entry.stands, year, ledger):
            yield f"{ledger.applications}.{row}.{entry.stands.column}", CountedItem(entry.request)
    for case in entry.cases:
        if not case.unresolved and (column := case.column(year, settings)):
            cell = f"{ledger.disputes}.{ledger.dispute_rows[case.row]}.{column}"
            yield cell, CountedItem(entry.request, case.place)


def _unresolved(entries: Iterable[_Entry]) -> Iterator[Unresolved]:
    for entry in entries:
        if entry.stands.unresolved:
            yield Unresolved(entry.request, entry.stands.unresolved)
        for case in entry.cases:
            if case.unresolved:
                yield Unresolved(entry.request, case.unresolved, case.place)


def _wanted(ledger: LedgerCells, *, disputes: bool) -> Iterator[str]:
    for cell in filled_cells(ledger):
        if disputes or not cell.startswith(f"{ledger.disputes}."):
            yield cell


def _rows(stands: RequestStanding, year: int, ledger: LedgerCells) -> Iterator[str]:
    """Yield the rows to which a request counts in a year."""
    received = stands.received
    assert received is not None
    closed = stands.closed.year if stands.closed else stands.closed_year
    if received.year > year or (closed is not None and closed < year):
        return
    yield ledger.new if received.year == year else ledger.carried_in
    yield ledger.results[stands.result] if closed == year else ledger.carried_out
