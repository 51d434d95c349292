"""Reads what a workspace keeps of the units' ledgers: requests, and what a unit has decided about its ledger."""

from app.ledger.records import LedgerRow, read_request, settings_of
from app.request import LedgerSettings, Request
from app.store.database import Database
from app.store.errors import FAILURES, ReadFailed, reason
from app.store.records import read_records
from app.store.rows_to_reports import rows
from app.store.schema import LARGEST_ID

_SELECT = "SELECT id, unit_id, number, body FROM request"


def requests_of(database: Database, unit_id: int) -> list[Request]:
    """Return a unit's requests in the order in which they were entered. Raises `ReadFailed`."""
    return _read(database, f"{_SELECT} WHERE unit_id = ? ORDER BY id", unit_id)


def _read(database: Database, sql: str, *values: object) -> list[Request]:
    try:
        # Row by row: of many requests only what is read stays in memory.
        return [read_request(*row) for row in database.execute(sql, values)]
    except FAILURES as error:
        raise ReadFailed(f"暂时读不出文件中的内容：{reason(error)}。") from error


def settings_for(database: Database, unit_id: int) -> LedgerSettings:
    """Return what a unit has decided about its ledger. Raises `ReadFailed`."""
    found = read_records(database, LedgerRow, "unit_id = ?", [unit_id])
    return settings_of(found[0] if found else None)


def open_requests(database: Database) -> dict[int, list[Request]]:
    """Return the open requests of all units, by unit. Raises `ReadFailed`."""
    found: dict[int, list[Request]] = {}
    # Those without a result and without an answer: found without reading the others.
    without = """NOT instr(body, '"outcome":') AND NOT instr(body, '"reply":')"""
    for request in _read(database, f"{_SELECT} WHERE {without} ORDER BY unit_id, id"):
        found.setdefault(request.unit_id, []).append(request)
    return found


def units_with_requests(database: Database) -> list[int]:
    """Return the ids of the units that keep a ledger. Raises `ReadFailed`."""
    sql = "SELECT id FROM unit WHERE EXISTS (SELECT 1 FROM request WHERE unit_id = unit.id) ORDER BY name"
    try:
        return [int(row["id"]) for row in rows(database, sql)]
    except FAILURES as error:
        raise ReadFailed(f"暂时读不出文件中的内容：{reason(error)}。") from error


def new_request_id(database: Database) -> int:
    """Return an id that no request has."""
    sql = "SELECT coalesce(max(id), 0) AS last FROM request WHERE id < ?"
    return int(rows(database, sql, [LARGEST_ID])[0]["last"]) + 1
