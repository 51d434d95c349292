"""The full check of a stored report with all that it rests on: one way for the window, the commands and the sums."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.report import Origin, Report
from app.store.repository import Repository
from app.store.unit_checks import unit_check

if TYPE_CHECKING:
    from app.rules.check import Check
    from app.rules.examination import Glyphs


def full_check(repository: Repository, report: Report, has_glyph: Glyphs, today: date) -> Callable[[], Check]:
    """Return the full check of a report as work for any thread: what it needs of the file is read here.

    Raises `ReadFailed`: a check of less than the whole would mislead.
    """
    if report.origin is not Origin.SUM:
        return unit_check(repository, report, has_glyph, today)
    # Loaded with the first sum.
    from app.store.collection import standing_of

    return unit_check(repository, report, has_glyph, today, standing_of(repository, report, has_glyph, today))
