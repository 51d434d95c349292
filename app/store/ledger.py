"""The edits that change a unit's ledger: its requests, its settings, and the figures of the reports that follow it."""

from collections.abc import Iterable, Mapping
from datetime import date

from app.edits import Batch, Edit, SetRecords, put
from app.errors import UserError
from app.ledger.anonymous_requests import without_applicant
from app.ledger.counting import Tally
from app.ledger.records import row_of, settings_row
from app.report import Report, Status
from app.request import LedgerSettings, Request
from app.store.counted_cells import count_edits, is_counted, tally_of
from app.store.repository import Repository
from app.store.request_lookup import requests_of, settings_for


def set_requests(
    repository: Repository,
    unit_id: int,
    requests: Mapping[int, Request | None],
    label: str,
    *,
    before: Mapping[int, Request] | None = None,
) -> Edit:
    """Return the edit that puts requests in place of those with their ids; ``None`` removes one.

    The reports of the unit that follow the ledger get their new figures in the same edit. *before* are all of its
    requests as they are now, by their ids, where the caller has them at hand.
    """
    change = SetRecords(
        {
            ("request", (number,)): None if request is None else row_of(request)
            for number, request in requests.items()
        },
        label,
    )
    settings = settings_for(repository.database, unit_id)
    if not settings.follows:
        return change
    if before is None:
        before = {request.id: request for request in requests_of(repository.database, unit_id)}
    known = dict(before)
    known.update({number: request for number, request in requests.items() if request is not None})
    left = [request for number, request in known.items() if requests.get(number, request) is not None]
    return _with_figures(repository, unit_id, change, left, settings, label)


def set_ledger(repository: Repository, unit_id: int, settings: LedgerSettings, label: str) -> Edit:
    """Return the edit that keeps other settings; reports that follow the ledger get their new figures."""
    change = put(label, settings_row(unit_id, settings))
    if not settings.follows:
        return change
    return _with_figures(
        repository, unit_id, change, requests_of(repository.database, unit_id), settings, label
    )


def _with_figures(
    repository: Repository,
    unit_id: int,
    change: SetRecords,
    requests: Iterable[Request],
    settings: LedgerSettings,
    label: str,
) -> Edit:
    tally, all_requests = tally_of(settings), list(requests)
    edits: list[Edit] = [change]
    for report in counted_reports(repository, unit_id):
        if report.year in settings.follows and report.status is not Status.FINAL:
            edits += count_edits(report, all_requests, tally)
    return Batch(tuple(edits), label) if len(edits) > 1 else change


def counted_reports(repository: Repository, unit_id: int) -> list[Report]:
    """Return the reports that a unit's ledger can fill."""
    return [report for report in repository.reports_of(unit_id) if is_counted(report)]


def forget_applicants(repository: Repository, unit_id: int, before: date, reason: str) -> Edit:
    """Return the edit that deletes applicants' names and texts of requests closed before a day, for a reason.

    The figures, dates and kinds stay; reading the same ledger again brings nothing back. The file keeps no second copy: the history names no applicants. Raises `UserError`.
    """
    if not reason.strip():
        raise UserError("请写明删除申请人信息的理由。")
    tally = Tally(settings_for(repository.database, unit_id))
    changed: list[Request] = []
    for request in requests_of(repository.database, unit_id):
        closed = tally.standing(request).closed
        bare = without_applicant(request)
        if closed is not None and closed < before and bare != request:
            changed.append(bare)
    if not changed:
        raise UserError(
            f"没有 {before.year} 年 {before.month} 月 {before.day} 日以前办结、还留有申请人信息的申请。"
        )
    return put(f"删除申请人信息：{reason.strip()}", *map(row_of, changed))
