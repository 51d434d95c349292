"""The reports that the list shows, with how each and each unit stands in the list's year."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from app.collection.overview import MemberState, standing
from app.collection.register import Register
from app.report import Origin, ReportSummary, Status
from app.rules.check import Check
from app.rules.release import blocking
from ui.models.report_lines import is_grouped
from ui.models.report_state import (
    MEMBER_LOOKS,
    ReportState,
    StandingFilter,
    counted_of,
    member_look,
    standing_of,
    state_of,
)
from ui.models.verdicts import Verdicts
from ui.work.session import Session


class ListedReports:
    """What was last read of the workspace for the list."""

    def __init__(self, session: Session, verdicts: Verdicts) -> None:
        self._session, self._verdicts = session, verdicts
        self.heads: Sequence[ReportSummary] = ()
        self.register = Register({})
        self.ledgers: Sequence[int] = ()
        """The units that keep a ledger, by their ids."""
        self.year = 0
        """The year whose reports the counts and states of groups are of."""
        self.of_year: dict[int, ReportSummary] = {}
        """The report of each unit in that year, by the unit's id; a group's is its sum."""
        self._chosen: tuple[Path | None, int] = (None, 0)
        """The year that a person chose, and in which file."""
        self._sent_back: frozenset[int] = frozenset()

    def read(self) -> None:
        """Read all anew, and have checked what has no check yet."""
        session = self._session
        self.heads, self.register = session.summaries(), session.register()
        self.ledgers = session.units_with_requests()
        years = {head.year for head in self.heads}
        if self._chosen == (session.path, self.year):
            years.add(self.year)
        if self.year not in years:
            self.year = max(years, default=date.today().year - 1)
        self.of_year = {}
        for head in self.heads:
            if head.year == self.year and (head.unit.id not in self.of_year or head.origin is Origin.SUM):
                self.of_year[head.unit.id] = head
        self._sent_back = session.sent_back(self.year) if self.grouped else frozenset()

    def choose_year(self, year: int) -> None:
        """Count by the reports of another year from the next reading on, also while there are none of it."""
        self.year = year
        self._chosen = (self._session.path, year)

    def read_ledgers(self) -> bool:
        """Read again which units keep a ledger; return whether that has changed."""
        before, self.ledgers = self.ledgers, self._session.units_with_requests()
        return self.ledgers != before

    def have_checked(self) -> None:
        """Ask for the checks of all reports; first those that the groups count."""
        self._verdicts.want(sorted(self.heads, key=lambda head: head.year != self.year), self.register)

    @property
    def grouped(self) -> bool:
        """Whether units stand in groups."""
        return is_grouped(self.register)

    def first(self) -> int | None:
        """Return the report to show when none was chosen: the newest year."""
        return max(self.heads, key=lambda head: head.year).id if self.heads else None

    # how they stand

    def check(self, report_id: int) -> Check | None:
        """Return a report's newest check: of the one on screen what its findings show at this moment."""
        report, check = self._session.report, self._session.check
        if report is not None and report.id == report_id and check is not None:
            return check
        return self._verdicts.of(report_id)

    def has_findings(self, head: ReportSummary) -> bool:
        """Whether there is something to deal with in a report; one that was not checked yet may have something."""
        check = self.check(head.id)
        if check is None:
            return head.readable and head.status is not Status.FINAL
        return bool(blocking(head.status, check) if head.status is Status.FINAL else check.findings)

    def state(self, head: ReportSummary) -> ReportState:
        """Say how a report stands."""
        return state_of(head.status, self.check(head.id))

    def standing(self, head: ReportSummary) -> StandingFilter | None:
        """Say in one word how a report stands; None while that is being worked out."""
        return standing_of(head.status, self.check(head.id))

    def unit_state(self, unit_id: int) -> ReportState:
        """Say how a unit stands in the list's year, as its line shows it."""
        head, state = self.of_year.get(unit_id), self.member_state(unit_id)
        check = None if head is None else self.check(head.id)
        if state is None or check is None:
            return MEMBER_LOOKS[state] if state else ReportState("", "", "muted")
        return member_look(state, check)

    def member_state(self, unit_id: int) -> MemberState | None:
        """Say how a unit stands in the list's year; None while that is being worked out."""
        head = self.of_year.get(unit_id)
        return standing(
            counted_of(self.check(head.id)) if head else None,
            reported=head is not None,
            sent_back=unit_id in self._sent_back,
            final=head is not None and head.status is Status.FINAL,
            is_sum=head is not None and head.origin is Origin.SUM,
        )
