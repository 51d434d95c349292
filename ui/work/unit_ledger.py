"""The ledger of one unit, as the window has it in memory: read once, then brought up to date by every edit."""

import contextlib
from collections import Counter
from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.edits import Edit
from app.errors import UserError
from app.forms.loader import form_for
from app.ledger.counting import Count
from app.ledger.cross_checks import SHARED_NUMBER, number_of
from app.ledger.day_checks import day_notes
from app.ledger.deadlines import Clock
from app.ledger.records import LedgerRow, RequestRow, request_of, settings_of
from app.ledger.request_numbers import following_number
from app.ledger.stage import RequestState, state_of
from app.ledger.working_days import WorkingDays
from app.report import Report, Unit
from app.request import NO_SETTINGS, LedgerSettings, Request
from app.store.counted_cells import tally_of
from app.store.ledger import counted_reports, set_ledger, set_requests
from app.store.request_lookup import new_request_id, requests_of, settings_for
from ui.work.session import Session


class UnitLedger(QObject):
    """The requests of the unit whose ledger is on screen. Implements what the models and views of a ledger ask."""

    loaded = Signal()
    """Another unit's ledger, or all of it read afresh."""
    changed = Signal(object)
    """The ids of requests that were added, changed or removed."""
    numbers_changed = Signal()
    """Which requests share a number may have changed."""
    settings_changed = Signal()
    access_changed = Signal()
    """Whether anything may be typed has changed: the blank rows come or go."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.unit: Unit | None = None
        self.requests: dict[int, Request] = {}
        self.settings: LedgerSettings = NO_SETTINGS
        self.today = date.today()
        self._prepare()
        session.edited.connect(self._on_edited)
        session.reread.connect(self._on_reread)
        session.file.access_changed.connect(self.access_changed)
        session.workspace_changed.connect(lambda: self.show(None))
        session.day_turned.connect(self._on_day_turned)

    def show(self, unit: Unit | None) -> None:
        """Read a unit's ledger. Raises `UserError` when it can't be read; the one before stays then."""
        if unit is not None:
            requests = requests_of(self.session.repository.database, unit.id)
            self.settings = settings_for(self.session.repository.database, unit.id)
            self.requests = {request.id: request for request in requests}
        else:
            self.requests, self.settings = {}, NO_SETTINGS
        self.unit, self.today = unit, date.today()
        self._prepare()
        self.loaded.emit()

    def _prepare(self) -> None:
        # The tally that counts what is stored: what is worked out of a request is worked out once.
        self.tally = tally_of(self.settings)
        self._counts: dict[int, Count] = {}
        self._next_numbers: dict[int, str] = {}
        self._numbers: Counter[str | None] | None = None

    @property
    def calendar(self) -> WorkingDays:
        """The calendar of the unit."""
        return self.tally.calendar

    @property
    def is_editable(self) -> bool:
        """Whether anything may be typed."""
        return self.unit is not None and not self.session.read_only

    # what is worked out of the requests

    def clock(self, request: Request) -> Clock | None:
        """Return a request's clock as of today."""
        return self.tally.clock(request, self.today)

    def state(self, request: Request) -> RequestState:
        """Say how far a request is."""
        return state_of(self.tally.standing(request), self.clock(request), self.tally.waiting(request))

    def notes(self, request: Request) -> list[str]:
        """Return what a person should look at in a request; none of it changes a figure."""
        clock = self.clock(request)
        shared = [SHARED_NUMBER] if self.shares_number(request) else []
        return [*shared, *(clock.notes if clock else day_notes(request, self.today))]

    def shares_number(self, request: Request) -> bool:
        """Whether another request of the same year has the same number."""
        if self._numbers is None:
            self._numbers = Counter(map(number_of, self.requests.values()))
        number = number_of(request)
        return number is not None and self._numbers[number] > 1

    def count(self, year: int) -> Count:
        """Return the figures of a year by the form of that year's report."""
        if year not in self._counts:
            counted = self.tally.count(self.requests.values(), year, form_for(year))
            assert counted is not None
            self._counts[year] = counted
        return self._counts[year]

    def reports(self) -> list[Report]:
        """Return the unit's reports that can be counted from a ledger, the newest first."""
        if self.unit is None:
            return []
        return sorted(counted_reports(self.session.repository, self.unit.id), key=lambda report: -report.year)

    def next_number(self, day: date) -> str:
        """Return the number of a new request received on *day*."""
        if day.year not in self._next_numbers:
            known = (request.number for request in self.requests.values())
            self._next_numbers[day.year] = following_number(known, day.year)
        return self._next_numbers[day.year]

    # edits

    def new_ids(self, count: int) -> list[int]:
        """Return ids that no request has."""
        first = new_request_id(self.session.repository.database)
        return list(range(first, first + count))

    def put(
        self, changes: Mapping[int, Request | None], label: str = "修改台账", *, sitting: int = 0
    ) -> None:
        """Put requests in place of those with their ids, ``None`` removing one. Raises `UserError`."""
        changed = {key: after for key, after in changes.items() if self.requests.get(key) != after}
        if changed:
            self.session.apply(self.edit(changed, label), sitting)

    def edit(self, changes: Mapping[int, Request | None], label: str) -> Edit:
        """Return the edit that `put` makes."""
        assert self.unit is not None
        return set_requests(self.session.repository, self.unit.id, changes, label, before=self.requests)

    def put_settings(self, settings: LedgerSettings, label: str) -> None:
        """Keep other settings of the unit's ledger. Raises `UserError`."""
        if self.unit is not None and settings != self.settings:
            self.session.apply(set_ledger(self.session.repository, self.unit.id, settings, label))

    # what changes

    def _on_edited(self, changes: Changes) -> None:
        if self.unit is None:
            return
        ids: set[int] = set()
        resettled = False
        for change in changes.records:
            record = change.concerned
            if isinstance(record, RequestRow) and record.unit_id == self.unit.id:
                ids.add(record.id)
                self._take(record.id, change.after)
            elif isinstance(record, LedgerRow) and record.unit_id == self.unit.id:
                self.settings = settings_of(change.after if isinstance(change.after, LedgerRow) else None)
                resettled = True
        self._counts.clear()
        self._next_numbers.clear()
        if resettled:
            self._prepare()
            self.settings_changed.emit()
            self.changed.emit(frozenset(self.requests) | ids)
        elif ids:
            self.changed.emit(frozenset(ids))

    def _take(self, request_id: int, after: object) -> None:
        before = self.requests.get(request_id)
        self._put_in_place(request_id, after)
        now = self.requests.get(request_id)
        was, is_now = (None if request is None else number_of(request) for request in (before, now))
        if self._numbers is not None and was != is_now:
            # Only what changed is counted again: an edit must not go through thousands of numbers.
            self._numbers.subtract((was,))
            self._numbers.update((is_now,))
            self.numbers_changed.emit()

    def _put_in_place(self, request_id: int, after: object) -> None:
        if not isinstance(after, RequestRow):
            self.requests.pop(request_id, None)
            return
        is_last = not self.requests or request_id > next(reversed(self.requests))
        in_order = request_id in self.requests or is_last
        self.requests[request_id] = request_of(after)
        if not in_order:
            self.requests = dict(sorted(self.requests.items()))

    def _on_reread(self) -> None:
        if self.unit is not None:
            # What can't be read at this moment stays as it was read last.
            with contextlib.suppress(UserError):
                self.show(self.unit)

    def _on_day_turned(self) -> None:
        self.today = date.today()
        self.changed.emit(frozenset(self.requests))
