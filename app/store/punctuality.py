"""Tells how each member of a group reported: whether on time, with how many files, and with how many errors at first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from app.collection.overview import GroupMember, Score
from app.collection.records import Return, ReturnState
from app.collection.returns import content_of, report_in
from app.edits import EditRefused
from app.forms.model import YEARLY
from app.report import Unit
from app.rules.check import Check, check
from app.rules.examination import Glyphs
from app.store.check_cache import keep, kept_checks
from app.store.collection import Collection
from app.store.fingerprints import fingerprints, return_fingerprint
from app.store.full_checks import full_check
from app.store.notes import notes_of
from app.store.repository import Repository
from app.store.returns import returns_of
from app.store.unit_checks import kept_or_made

_AT_ONCE = 20
"""So many members are read and checked together, before whoever asked is given their rows and may stop."""


def scores(
    repository: Repository, group: Unit, year: int, has_glyph: Glyphs, series: str = YEARLY
) -> Iterator[Score]:
    """Yield the rows of all members in their order, as they are made; what was not checked before is. Raises `ReadFailed`."""
    members = Collection(repository).members(group, year, series)
    for start in range(0, len(members), _AT_ONCE):
        yield from _rows(repository, members[start : start + _AT_ONCE], year, has_glyph, series)


def _rows(
    repository: Repository, members: Sequence[GroupMember], year: int, has_glyph: Glyphs, series: str
) -> Iterator[Score]:
    due, today = _due(repository, year), date.today()
    own = [one.report_id for one in members if one.report_id and not one.is_sum]
    marks = fingerprints(repository.database, repository.rule_settings, today, own)
    now = kept_or_made(repository, own, marks, has_glyph, today)()
    for one in members:
        if one.is_sum:
            now[one.report_id] = full_check(repository, repository.report(one.report_id), has_glyph, today)()
    sent = {one.unit.id: returns_of(repository, one.unit.id, year, series) for one in members}
    first = _FirstChecks(repository, members, sent, marks, has_glyph, today).made(now)
    for one in members:
        begun, present = first.get(one.unit.id), now.get(one.report_id)
        yield replace(
            _arrivals(one, sent[one.unit.id], due),
            first_errors=_errors(begun),
            first_lacks=_lacks(begun),
            errors=_errors(present),
            # A lower group's sum has no texts of its own; that it lacks them does not count.
            lacks=None if one.is_sum else _lacks(present),
        )


class _FirstChecks:
    """The checks of the files that came first. What they need of the workspace is read at once. Raises `ReadFailed`."""

    def __init__(
        self,
        repository: Repository,
        members: Sequence[GroupMember],
        sent: Mapping[int, Sequence[Return]],
        marks: Mapping[int, str],
        has_glyph: Glyphs,
        today: date,
    ) -> None:
        self._repository, self._has_glyph, self._today = repository, has_glyph, today
        first = [(one, sent[one.unit.id][0]) for one in members if sent[one.unit.id]]
        self._marks = {
            one.unit.id: return_fingerprint(marks[one.report_id], file.form, file.content)
            for one, file in first
            if one.report_id in marks
        }
        known = kept_checks(self._marks.values())
        self._known = {unit: known[mark] for unit, mark in self._marks.items() if mark in known}
        self._same: dict[int, int] = {}
        self._waiting: dict[int, Callable[[], Check]] = {}
        for one, file in first:
            if one.unit.id not in self._known:
                self._prepare(one, file)

    def _prepare(self, member: GroupMember, file: Return) -> None:
        """See whether the report is still what came first, to be counted once; else check the file as it came."""
        if member.report_id and not member.is_sum:
            now = self._repository.report(member.report_id)
            told = notes_of(self._repository, now) or self._repository.damage(now.id)
            if content_of(now) == file.content and not told:
                self._same[member.unit.id] = member.report_id
                return
        try:
            report = report_in(file, member.unit)
        except EditRefused:
            return
        previous, settings = self._repository.comparable(report), self._repository.rule_settings
        self._waiting[member.unit.id] = partial(
            check, report, previous, settings=settings, today=self._today, has_glyph=self._has_glyph
        )

    def made(self, now: Mapping[int, Check]) -> dict[int, Check]:
        """Return the checks by unit; *now* holds the checks of the reports in their present state, by report."""
        same = {unit: now[key] for unit, key in self._same.items() if key in now}
        made = same | {unit: check_it() for unit, check_it in self._waiting.items()}
        keep({self._marks[unit]: one for unit, one in made.items() if unit in self._marks})
        return {**self._known, **made}


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


def _errors(found: Check | None) -> int | None:
    return len(found.mistakes) if found is not None else None


def _lacks(found: Check | None) -> int | None:
    return len(found.errors) - len(found.mistakes) if found is not None else None
