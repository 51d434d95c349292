"""Makes the papers about a group for command line and window: charts, units side by side, the punctuality of returns."""

from collections.abc import Callable, Iterator, Sequence

from app.collection.overview import GroupMember, Score
from app.errors import UserError
from app.exports.group_analysis import analysis, render_chart, render_table
from app.exports.printable_characters import can_print
from app.forms.loader import form_for
from app.forms.model import YEARLY
from app.report import Report, Unit
from app.store.collection import Collection
from app.store.punctuality import scores
from app.store.repository import Repository


def charts(
    repository: Repository,
    group: Unit,
    year: int,
    members: Sequence[GroupMember],
    ending: str,
    series: str = YEARLY,
) -> bytes:
    """Return the charts of a group on one page, as a file with this *ending*. Raises UserError."""
    levels = Collection(repository).levels(group, year, series)
    return render_chart(analysis(year, levels, members), group, year, ending)


def units_beside(
    repository: Repository,
    group: Unit,
    year: int,
    members: Sequence[GroupMember],
    series: str = YEARLY,
    told: Callable[[], object] = lambda: None,
) -> bytes:
    """Return the *members* beside each other, the group and last year, as a workbook. Raises UserError.

    *told* is called for each member that was read.
    """
    chosen: list[tuple[Report, Report | None]] = []
    for member in members:
        if member.report_id:
            last = repository.report(member.last_id) if member.last_id else None
            chosen.append((repository.report(member.report_id), last))
        told()
    if not chosen:
        raise UserError("所选的单位还没有报告，不能对照。")
    whole = Collection(repository).sum_of(group, year, series)
    return render_table(group, year, form_for(year, series), chosen, whole)


def how_they_reported(
    repository: Repository, group: Unit, year: int, series: str = YEARLY
) -> Iterator[Score]:
    """Yield how each member of a group reported, as they are checked. Raises UserError."""
    return scores(repository, group, year, can_print, series)
