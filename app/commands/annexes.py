"""What stands in the annex of a report, gathered from the workspace; command line and window use both."""

from collections.abc import Sequence

from app.exports.annex import Annex, annex_of
from app.exports.group_analysis import group_annex, leading
from app.report import Origin, Report
from app.store.collection import Collection
from app.store.repository import Repository


def annex_for(repository: Repository, report: Report) -> Annex:
    """Return the charts of a report and those of earlier years; of an aggregate also who makes it up.

    Raises UserError where the report's form has no table of applications, `ReadFailed`.
    """
    if report.origin is not Origin.SUM:
        return annex_of(repository.up_to(report))
    collection = Collection(repository)
    levels = [*collection.levels(report.unit, report.year - 1, report.series), report]
    members = collection.members(report.unit, report.year, report.series)
    reports: Sequence[Report] = [repository.report(one.report_id) for one in leading(report.form, members)]
    return group_annex(report.year, levels, members, reports)
