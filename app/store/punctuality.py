"""Tells how each member of a group reported: whether on time, with how many files, and with how many errors at first."""

from datetime import date

from app.collection.overview import Score
from app.collection.records import Return, ReturnState
from app.collection.returns import report_in
from app.edits import EditRefused
from app.forms.model import YEARLY
from app.report import Unit
from app.rules.check import quick_check
from app.store.collection import Collection
from app.store.repository import Repository
from app.store.returns import returns_of


def scores(repository: Repository, group: Unit, year: int, series: str = YEARLY) -> list[Score]:
    """Return the rows of all members in their order. Raises `ReadFailed`."""
    due = _due(repository, year)
    found = []
    for member in Collection(repository).members(group, year, series):
        sent = returns_of(repository, member.unit.id, year, series)
        now = repository.report(member.report_id) if member.report_id else None
        errors = len(quick_check(now, settings=repository.rule_settings).errors) if now else None
        if not sent:
            found.append(Score(member.unit, errors=errors))
            continue
        first = sent[0]
        late = max(0, (date.fromisoformat(first.received_at[:10]) - due).days)
        back = any(one.state == ReturnState.SENT_BACK for one in sent)
        unread = len(first.unread.splitlines())
        wrong = _errors(repository, first, member.unit)
        found.append(Score(member.unit, first.received_at, late, len(sent), back, unread, wrong, errors))
    return found


def _due(repository: Repository, year: int) -> date:
    try:
        return date(year + 1, *repository.rule_settings.deadline)
    except ValueError:
        return date(year + 1, 1, 31)


def _errors(repository: Repository, sent: Return, unit: Unit) -> int | None:
    try:
        report = report_in(sent, unit)
    except EditRefused:
        return None
    return len(quick_check(report, settings=repository.rule_settings).errors)
