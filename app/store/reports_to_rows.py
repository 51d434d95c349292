"""The difference an edit makes, written into a workspace's tables inside the caller's transaction."""

from app.changes import Delta
from app.report import Report
from app.report_data import header
from app.store.database import Database
from app.values import canonical


def write(database: Database, delta: Delta) -> None:
    """Write one report's difference. Raises sqlite3.Error."""
    if delta.after is None:
        database.table("report").delete(delta.report_id)
        return
    report = delta.after
    if delta.fields:
        _write_header(database, report, new=delta.before is None)
    cells = {key: None if value is None else canonical(value) for key, (_, value) in delta.cells.items()}
    _write_parts(database, "cell", "value", report.id, cells)
    texts = {key: text or None for key, (_, text) in delta.sections.items()}
    _write_parts(database, "section", "body", report.id, texts)
    if "waivers" in delta.fields:
        database.table("waiver").delete_where("report_id = ?", [report.id])
        database.table("waiver").insert_all(
            {"report_id": report.id, **vars(waiver)} for waiver in report.waivers
        )


def _write_header(database: Database, report: Report, *, new: bool) -> None:
    unit = report.unit
    names = {"id": unit.id, "name": unit.name, "short_name": unit.short_name, "kind": unit.kind.value}
    _upsert(database, "unit", ("id",), names)
    row: dict[str, object] = {"id": report.id, "unit_id": unit.id, **header(report)}
    if new:
        # Never over another report: an id that is taken must fail.
        database.table("report").insert(row)
    else:
        _upsert(database, "report", ("id",), row)


def _write_parts(
    database: Database, table: str, column: str, report_id: int, parts: dict[str, str | None]
) -> None:
    """Write cells or sections; ``None`` removes one."""
    for key, text in parts.items():
        if text is None:
            database.table(table).delete_where(f"report_id = ? AND {table} = ?", [report_id, key])
        else:
            row = {"report_id": report_id, table: key, column: text}
            _upsert(database, table, ("report_id", table), row)


def _upsert(database: Database, table: str, key: tuple[str, ...], row: dict[str, object]) -> None:
    """Add a row, or change the one with its key.

    sqlite-utils is not used for it: it tests ON CONFLICT in the user's file, takes a full disk for a missing
    feature, and then writes in a way in which rows with NOT NULL columns vanish without an error.
    """
    changed = ", ".join(f"{name} = excluded.{name}" for name in row if name not in key)
    database.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
        f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}",
        list(row.values()),
    )
