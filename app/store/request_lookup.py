"""Reads what a workspace keeps of the units' ledgers: requests, and what a unit has decided about its ledger."""

from functools import lru_cache

from app.ledger.records import LedgerRow, read_request, settings_of
from app.request import LedgerSettings, Request
from app.store.database import Database
from app.store.errors import FAILURES, ReadFailed, reason
from app.store.records import read_records
from app.store.rows_to_reports import rows
from app.store.schema import LARGEST_ID

_MOST_KNOWN = 20_000
"""How many requests are remembered as they were read, so that an edit of one does not read all of a ledger again."""
# As bytes: of thousands of requests few have changed since they were read last, and only those become texts.
_SELECT = "SELECT id, unit_id, CAST(number AS BLOB), CAST(body AS BLOB) FROM request"


def requests_of(database: Database, unit_id: int) -> list[Request]:
    """Return a unit's requests in the order in which they were entered. Raises `ReadFailed`."""
    return _read(database, f"{_SELECT} WHERE unit_id = ? ORDER BY id", unit_id)


StoredRequest = tuple[int, int, bytes, bytes]
"""A request as it is stored."""


def request_rows(database: Database, unit_id: int) -> list[StoredRequest]:
    """Return a unit's requests as they are stored, to be read in another thread by `request_in`. Raises `ReadFailed`."""
    try:
        return database.execute(f"{_SELECT} WHERE unit_id = ? ORDER BY id", [unit_id]).fetchall()
    except FAILURES as error:
        raise ReadFailed(f"暂时读不出文件中的内容：{reason(error)}。") from error


def request_in(row: StoredRequest) -> Request:
    """Return a stored request."""
    return _read_request(*row)


def _read(database: Database, sql: str, *values: object) -> list[Request]:
    try:
        # Row by row: of many requests only what is read stays in memory.
        return [_read_request(*row) for row in database.execute(sql, values)]
    except FAILURES as error:
        raise ReadFailed(f"暂时读不出文件中的内容：{reason(error)}。") from error


@lru_cache(maxsize=_MOST_KNOWN)
def _read_request(request_id: int, unit_id: int, number: bytes, body: bytes) -> Request:
    return read_request(request_id, unit_id, *(text.decode("utf-8", "replace") for text in (number, body)))


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
