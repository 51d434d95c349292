"""Tells how each member of a group reported: whether on time, with how many files, and with how many errors at first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.collection.overview import GroupMember, Score
from app.collection.records import Return, ReturnState
from app.collection.returns import report_in
from app.edits import EditRefused
from app.forms.model import YEARLY
from app.report import Unit
from app.rules.check import Check, check
from app.rules.examination import Glyphs
from app.store.collection import Collection
from app.store.full_checks import full_check
from app.store.repository import Repository
from app.store.returns import returns_of

_Counted = Callable[[], Check] | None


def scores(
    repository: Repository, group: Unit, year: int, has_glyph: Glyphs, series: str = YEARLY
) -> Callable[[], list[Score]]:
    """Return the rows of all members in their order, as work for any thread: two reports of each are checked.

    Raises `ReadFailed`.
    """
    due, today = _due(repository, year), date.today()
    rows: list[tuple[Score, _Counted, _Counted]] = []
    for member in Collection(repository).members(group, year, series):
        sent = returns_of(repository, member.unit.id, year, series)
        first = _check_of(repository, sent[0], member.unit, has_glyph, today) if sent else None
        rows.append((_arrivals(member, sent, due), first, _check_now(repository, member, has_glyph, today)))
    return lambda: [
        replace(score, first_errors=_errors(first), errors=_errors(now)) for score, first, now in rows
    ]


def _arrivals(member: GroupMember, sent: list[Return], due: date) -> Score:
    """Return a row without its errors."""
    if not sent:
        return Score(member.unit)
    first = sent[0]
    late = max(0, (date.fromisoformat(first.received_at[:10]) - due).days)
    back = any(one.state == ReturnState.SENT_BACK for one in sent)
    return Score(member.unit, first.received_at, late, len(sent), back, len(first.unread.splitlines()))


def _due(repository: Repository, year: int) -> date:
    try:
        return date(year + 1, *repository.rule_settings.deadline)
    except ValueError:
        return date(year + 1, 1, 31)


def _check_now(repository: Repository, member: GroupMember, has_glyph: Glyphs, today: date) -> _Counted:
    if not member.report_id:
        return None
    return full_check(repository, repository.report(member.report_id), has_glyph, today)


def _check_of(repository: Repository, sent: Return, unit: Unit, has_glyph: Glyphs, today: date) -> _Counted:
    """Return the check of a file as it came; ``None`` where it can't be read any more."""
    try:
        report = report_in(sent, unit)
    except EditRefused:
        return None
    previous, settings = repository.comparable(report), repository.rule_settings
    return lambda: check(report, previous, settings=settings, today=today, has_glyph=has_glyph)


def _errors(counted: _Counted) -> int | None:
    return len(counted().errors) if counted else None
