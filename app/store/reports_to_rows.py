"""The difference an edit makes, written into a workspace's tables inside the caller's transaction."""

from collections.abc import Mapping

from app.changes import Delta
from app.report import Report
from app.report_data import header
from app.store.cell_names import numbers
from app.store.database import Database
from app.values import Value, canonical


def write(database: Database, delta: Delta) -> None:
    """Write one report's difference. Raises sqlite3.Error."""
    if delta.after is None:
        database.table("report").delete(delta.report_id)
        return
    report = delta.after
    if delta.fields:
        _write_header(database, report, new=delta.before is None)
    write_cells(database, report, delta.cells)
    texts = {key: text or None for key, (_, text) in delta.sections.items()}
    _write_texts(database, report.id, texts)
    if "waivers" in delta.fields:
        database.table("waiver").delete_where("report_id = ?", [report.id])
        database.table("waiver").insert_all(
            {"report_id": report.id, **waiver._asdict()} for waiver in report.waivers
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


def write_cells(
    database: Database, report: Report, cells: Mapping[str, tuple[Value | None, Value | None]]
) -> None:
    """Write what the cells are after a change; ``None`` removes one. Raises sqlite3.Error."""
    if not cells:
        return
    # The names of a form get their numbers together, so that they follow each other.
    known = numbers(database, (*report.form.cells, *cells))
    put, dropped = [], []
    for key, (_, value) in cells.items():
        if value is None:
            dropped.append((report.id, known[key]))
        else:
            put.append((report.id, known[key], canonical(value)))
    database.execute_many("DELETE FROM figure WHERE report_id = ? AND cell_id = ?", dropped)
    database.execute_many(
        "INSERT INTO figure (report_id, cell_id, value) VALUES (?, ?, ?)"
        " ON CONFLICT (report_id, cell_id) DO UPDATE SET value = excluded.value",
        put,
    )


def _write_texts(database: Database, report_id: int, texts: dict[str, str | None]) -> None:
    """Write sections; ``None`` removes one."""
    for key, text in texts.items():
        if text is None:
            database.execute("DELETE FROM section WHERE report_id = ? AND section = ?", [report_id, key])
        else:
            row = {"report_id": report_id, "section": key, "body": text}
            _upsert(database, "section", ("report_id", "section"), row)


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
