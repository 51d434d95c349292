"""The full checks of the reports that units have in a workspace, and which of many have errors."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.report import Report
from app.store.errors import ReportUnreadable
from app.store.notes import notes_of
from app.store.repository import Repository

if TYPE_CHECKING:
    from app.collection.aggregate_standing import AggregateStanding
    from app.ledger.undecided import Undecided
    from app.rules.check import Check
    from app.rules.examination import Glyphs


def unit_check(
    repository: Repository,
    report: Report,
    has_glyph: Glyphs,
    today: date,
    standing: Callable[[], AggregateStanding] | None = None,
) -> Callable[[], Check]:
    """Return the full check of a report as work for any thread; *standing* says what an aggregate is the sum of.

    Raises `ReadFailed`.
    """
    previous, settings = repository.comparable(report), repository.rule_settings
    damage, edited = repository.damage(report.id), repository.edited_last(report)
    notes, undecided = notes_of(repository, report), _undecided(repository, report)

    def work() -> Check:
        # Loaded where the work is done, which may be a copy of this process.
        from app.rules.check import check

        return check(
            report,
            previous,
            settings=settings,
            today=today,
            has_glyph=has_glyph,
            damage=damage,
            edited=edited,
            standing=standing() if standing else None,
            notes=notes,
            undecided=undecided() if undecided else None,
        )

    return work


def _undecided(repository: Repository, report: Report) -> Callable[[], Undecided] | None:
    """Return what waits in the ledger from which a report was counted; its reader is loaded where a ledger is kept."""
    if not repository.has_requests():
        return None
    from app.store.counted_reports import rests_on_ledger
    from app.store.undecided import undecided_of

    if not rests_on_ledger(repository.database, report):
        return None
    return undecided_of(repository.database, report)


def kept_or_made(
    repository: Repository,
    report_ids: Sequence[int],
    digests: Mapping[int, str],
    has_glyph: Glyphs,
    today: date,
) -> Callable[[], dict[int, Check]]:
    """Return the full checks of units' reports, those that were made before in brief, as work for any thread.

    *digests* are what `fingerprints` returns for them. A report that can't be read has none. Raises `ReadFailed`.
    """
    # Loaded with the first sum.
    from app.store.check_cache import keep, kept_checks

    told = kept_checks(digests[key] for key in report_ids if key in digests)
    found = {key: told[digests[key]] for key in report_ids if digests.get(key) in told}
    waiting: dict[int, Callable[[], Check]] = {}
    for key in report_ids:
        if key not in found:
            with contextlib.suppress(ReportUnreadable):
                waiting[key] = unit_check(repository, repository.report(key), has_glyph, today)

    def work() -> dict[int, Check]:
        made = {key: check_it() for key, check_it in waiting.items()}
        keep({digests[key]: one for key, one in made.items() if key in digests})
        return {**found, **made}

    return work


def faulty_among(
    repository: Repository, report_ids: Sequence[int], has_glyph: Glyphs, today: date
) -> Callable[[], frozenset[int]]:
    """Return those of these reports whose full check finds something wrong, not merely missing, as work for any thread.

    One that can't be read is among them. A report whose check rests on the same as last time is not checked again.
    Raises `ReadFailed`.
    """
    from app.store.fingerprints import fingerprints  # Loaded with the first sum.

    known = repository.faulty
    digests = fingerprints(repository.database, repository.rule_settings, today, report_ids)
    found = {key: known[digest] for key, digest in digests.items() if digest in known}
    others = [key for key in report_ids if key not in found]
    checks = kept_or_made(repository, others, digests, has_glyph, today)

    def work() -> frozenset[int]:
        made = checks()
        found.update({key: key not in made or bool(made[key].mistakes) for key in others})
        repository.faulty = {digests[key]: found[key] for key in found if key in digests}
        return frozenset(key for key, faulty in found.items() if faulty)

    return work
