"""Records of a workspace read and written, and the rules that hold among them."""

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import TypeVar

from app.changes import Changes
from app.collection import records as collection
from app.collection.records import Member, Registered
from app.edits import EditRefused
from app.phrases import Phrase
from app.records import Record, RecordChange, RecordKey, UnitRow
from app.second_entry import SecondEntry
from app.store.cell_names import Names, cells_in, numbers, with_names, with_numbers
from app.store.database import Database
from app.store.rows_to_reports import Row, named, rows


@cache
def record_kinds() -> dict[str, type[Record]]:
    """Return the kinds of records by their tables; those of a ledger are loaded with the first record looked up."""
    from app.ledger import records as ledger

    alone = {kind.TABLE: kind for kind in (UnitRow, SecondEntry, Phrase)}
    return {**alone, **ledger.KINDS, **collection.KINDS}


_Kind = TypeVar("_Kind", bound=Record)


def read_record(database: Database, key: RecordKey) -> Record | None:
    """Return what is kept under *key*. Raises `ReadFailed`."""
    table, values = key
    kind = record_kinds()[table]
    found = read_records(database, kind, " AND ".join(f"{name} = ?" for name in kind.KEY), values)
    return found[0] if found else None


def read_records(
    database: Database, kind: type[_Kind], where: str = "1", values: Iterable[object] = (), order: str = ""
) -> list[_Kind]:
    """Return the records of a kind that meet a condition. Raises `ReadFailed`."""
    columns = ", ".join(field.name for field in fields(kind))
    by = f" ORDER BY {order}" if order else ""
    found = rows(database, f"SELECT {columns} FROM {kind.TABLE} WHERE {where}{by}", list(values))
    known = named(database) if found and kind.REPORT else {}
    return [kind(**_with_names(row, kind, known)) for row in found]


def _with_names(row: Row, kind: type[Record], known: Names) -> Row:
    return {**row, kind.REPORT: with_names(row[kind.REPORT], known)} if kind.REPORT else row


def write_record(database: Database, change: RecordChange) -> None:
    """Write one record's change, inside the caller's transaction. Raises sqlite3.Error."""
    table, key = change.concerned.key
    if change.after is None:
        condition = " AND ".join(f"{name} = ?" for name in change.concerned.KEY)
        database.execute(f"DELETE FROM {table} WHERE {condition}", list(key))
        return
    row = change.after.row
    if column := change.after.REPORT:
        text = str(row[column])
        row[column] = with_numbers(text, numbers(database, cells_in(text)))
    database.execute(
        f"INSERT OR REPLACE INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )


def refuse_contradictions(database: Database, changes: Changes) -> None:
    """Refuse what no single record shows: two units of one name below one parent, or of one code, and circles.

    To be called when the change is written and not yet committed. Raises `EditRefused`.
    """
    named = {delta.after.unit.id for delta in changes.deltas if delta.after and "unit" in delta.fields}
    for change in changes.records:
        match change.after:
            case UnitRow(id=unit_id):
                named.add(unit_id)
            case Registered(unit_id=unit_id):
                named.add(unit_id)
                _refuse_code(database, change.after)
                _refuse_circle(database, unit_id)
            case Member(unit_id=unit_id):
                _refuse_circle(database, unit_id)
    for unit_id in named:
        _refuse_namesake(database, unit_id)


def _refuse_namesake(database: Database, unit_id: int) -> None:
    twin = database.execute(
        "SELECT a.name FROM unit a LEFT JOIN register ra ON ra.unit_id = a.id"
        " JOIN unit b ON b.name = a.name AND b.id <> a.id LEFT JOIN register rb ON rb.unit_id = b.id"
        " WHERE a.id = ? AND ifnull(ra.parent_id, 0) = ifnull(rb.parent_id, 0) LIMIT 1",
        [unit_id],
    ).fetchone()
    if twin:
        raise EditRefused(f"已有同名的单位“{twin[0]}”，请换一个名称、另选上级，或直接使用已有的单位。")


def _refuse_code(database: Database, place: Registered) -> None:
    if not place.code:
        return
    twin = database.execute(
        "SELECT u.name FROM register r JOIN unit u ON u.id = r.unit_id WHERE r.code = ? AND r.unit_id <> ?",
        [place.code, place.unit_id],
    ).fetchone()
    if twin:
        raise EditRefused(f"代码 {place.code} 已用于{twin[0]}，请核对代码。")


def _refuse_circle(database: Database, unit_id: int) -> None:
    circle = database.execute(
        "WITH RECURSIVE step(below, above) AS (SELECT unit_id, parent_id FROM register"
        " UNION ALL SELECT unit_id, group_id FROM member WHERE unit_id <> group_id),"
        " above(id) AS (SELECT above FROM step WHERE below = ?1 UNION"
        " SELECT step.above FROM step JOIN above ON step.below = above.id)"
        " SELECT u.name FROM above JOIN unit u ON u.id = above.id WHERE above.id = ?1",
        [unit_id],
    ).fetchone()
    if circle:
        raise EditRefused(f"{circle[0]}不能属于自己的下级，请另选上级或分组。")
