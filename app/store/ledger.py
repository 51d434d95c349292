"""A unit's ledger in a workspace: its requests and settings, and the edits that change them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from app.edits import Batch, Edit, SetCells, SetRecords, put
from app.errors import UserError
from app.ledger.counting import Tally, cells_to_set
from app.ledger.records import LedgerRow, read_request, row_of, settings_of, settings_row
from app.report import Origin, Report, Status
from app.request import LedgerSettings, Request
from app.store.errors import FAILURES, ReadFailed, reason
from app.store.records import read_records
from app.store.repository import Repository
from app.store.rows_to_reports import rows
from app.store.schema import LARGEST_ID


def requests_of(repository: Repository, unit_id: int) -> list[Request]:
    """Return a unit's requests in the order in which they were entered. Raises `ReadFailed`."""
    sql = "SELECT id, unit_id, number, body FROM request WHERE unit_id = ? ORDER BY id"
    try:
        return [read_request(*row) for row in repository.database.execute(sql, [unit_id])]
    except FAILURES as error:
        raise ReadFailed(f"暂时读不出文件中的内容：{reason(error)}。") from error


def settings_for(repository: Repository, unit_id: int) -> LedgerSettings:
    """Return what a unit has decided about its ledger. Raises `ReadFailed`."""
    found = read_records(repository.database, LedgerRow, "unit_id = ?", [unit_id])
    return settings_of(found[0] if found else None)


def has_ledger(repository: Repository, unit_id: int) -> bool:
    """Whether a unit has any request: asked without reading them."""
    found = rows(repository.database, "SELECT 1 FROM request WHERE unit_id = ? LIMIT 1", [unit_id])
    return bool(found)


_OPEN = (
    "SELECT id, unit_id, number, body FROM request"
    """ WHERE NOT instr(body, '"outcome":') AND NOT instr(body, '"reply":') ORDER BY unit_id, id"""
)
"""Requests without a result and without an answer: found without reading the others."""


def open_requests(repository: Repository) -> dict[int, list[Request]]:
    """Return the open requests of all units, by unit. Raises `ReadFailed`."""
    found: dict[int, list[Request]] = {}
    try:
        for row in repository.database.execute(_OPEN):
            found.setdefault(row[1], []).append(read_request(*row))
    except FAILURES as error:
        raise ReadFailed(f"暂时读不出文件中的内容：{reason(error)}。") from error
    return found


def new_request_id(repository: Repository) -> int:
    """Return an id that no request has."""
    sql = "SELECT coalesce(max(id), 0) AS last FROM request WHERE id < ?"
    return int(rows(repository.database, sql, [LARGEST_ID])[0]["last"]) + 1


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
    settings = settings_for(repository, unit_id)
    if not settings.follows:
        return change
    if before is None:
        before = {request.id: request for request in requests_of(repository, unit_id)}
    known = dict(before)
    known.update({number: request for number, request in requests.items() if request is not None})
    left = [request for number, request in known.items() if requests.get(number, request) is not None]
    return _with_figures(repository, unit_id, change, left, settings, label)


def set_ledger(repository: Repository, unit_id: int, settings: LedgerSettings, label: str) -> Edit:
    """Return the edit that keeps other settings; reports that follow the ledger get their new figures."""
    change = put(label, settings_row(unit_id, settings))
    if not settings.follows:
        return change
    return _with_figures(repository, unit_id, change, requests_of(repository, unit_id), settings, label)


_last: list[tuple[LedgerSettings, Tally]] = []


def tally_of(settings: LedgerSettings) -> Tally:
    """Return a tally by these settings; it continues the last one, so that only changes are counted again."""
    if not _last or _last[0][0] != settings:
        _last[:] = [(settings, Tally(settings))]
    return _last[0][1]


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


def is_counted(report: Report) -> bool:
    """Whether a ledger can fill a report: its form says which cells, and it is no aggregate of other reports."""
    return report.form.ledger is not None and report.origin is Origin.OWN


def count_edits(report: Report, requests: Iterable[Request], tally: Tally) -> list[SetCells]:
    """Return the edit that writes the ledger's figures into a report; none when the report has them already."""
    counted = tally.count(requests, report.year, report.form)
    cells = cells_to_set(counted, report) if counted is not None else {}
    return [SetCells(report.id, cells, "按台账统计", counted=True)] if cells else []


def forget_applicants(repository: Repository, unit_id: int, before: date, reason: str) -> Edit:
    """Return the edit that deletes applicants' names and texts of requests closed before a day, for a reason.

    The figures, dates and kinds stay. The file keeps no second copy: the history names no applicants. Raises `UserError`.
    """
    if not reason.strip():
        raise UserError("请写明删除申请人信息的理由。")
    tally = Tally(settings_for(repository, unit_id))
    changed: list[Request] = []
    for request in requests_of(repository, unit_id):
        closed = tally.standing(request).closed
        bare = replace(request, applicant="", content="", note="", outcome_words="")
        if closed is not None and closed < before and bare != request:
            changed.append(bare)
    if not changed:
        raise UserError(
            f"没有 {before.year} 年 {before.month} 月 {before.day} 日以前办结、还留有申请人信息的申请。"
        )
    return put(f"删除申请人信息：{reason.strip()}", *map(row_of, changed))
