"""Records of a workspace read and written."""

from collections.abc import Iterable
from dataclasses import fields
from typing import TypeVar

from app.ledger import kept as ledger
from app.records import Record, RecordChange, RecordKey, UnitRow
from app.store.database import Database
from app.store.reading import rows

KINDS: dict[str, type[Record]] = {UnitRow.TABLE: UnitRow, **ledger.KINDS}
"""The kinds of records by their tables."""

_Kind = TypeVar("_Kind", bound=Record)


def read_record(database: Database, key: RecordKey) -> Record | None:
    """Return what is kept under *key*. Raises `ReadFailed`."""
    table, values = key
    kind = KINDS[table]
    found = read_records(database, kind, " AND ".join(f"{name} = ?" for name in kind.KEY), values)
    return found[0] if found else None


def read_records(
    database: Database, kind: type[_Kind], where: str = "1", values: Iterable[object] = (), order: str = ""
) -> list[_Kind]:
    """Return the records of a kind that meet a condition. Raises `ReadFailed`."""
    columns = ", ".join(field.name for field in fields(kind))
    by = f" ORDER BY {order}" if order else ""
    found = rows(database, f"SELECT {columns} FROM {kind.TABLE} WHERE {where}{by}", list(values))
    return [kind(**row) for row in found]


def write_record(database: Database, change: RecordChange) -> None:
    """Write one record's change, inside the caller's transaction. Raises sqlite3.Error."""
    table, key = change.record.key
    if change.after is None:
        condition = " AND ".join(f"{name} = ?" for name in change.record.KEY)
        database.execute(f"DELETE FROM {table} WHERE {condition}", list(key))
        return
    row = change.after.row
    database.execute(
        f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )
