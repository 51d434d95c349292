"""Reports in a workspace file, and the one way to change them.

`Repository.apply` is the write path's middle: an edit becomes one transaction on disk; only when that is
committed does memory follow.
"""

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from app.changes import Changes, Delta, changes
from app.edits import Edit, EditRefused, perform
from app.errors import UserError
from app.forms.loader import forms
from app.report import Head, Report, Status, Totals, Unit, UnitKind, Waiver
from app.store.history import History
from app.values import canonical, from_canonical


class WriteFailed(UserError):
    """The disk did not take the edit; on disk and in memory everything is as before."""


class Repository:
    """The reports of an open workspace. Implements `app.edits.Shelf`."""

    def __init__(self, database: Database, *, who: str) -> None:
        self._db = database
        self._reports: dict[int, Report] = {}
        self.history = History(database, who)

    def heads(self) -> list[Head]:
        """Return all reports, by unit name and the newest year first."""
        rows = self._db.query(
            "SELECT r.id, r.year, r.form, r.status, u.id AS unit_id, u.name, u.short_name, u.kind"
            " FROM report r JOIN unit u ON u.id = r.unit_id ORDER BY u.name, r.year DESC"
        )
        return [Head(r["id"], _unit(r), r["year"], r["form"], Status(r["status"])) for r in rows]

    def units(self) -> list[Unit]:
        """Return all units by name, also those without a report."""
        return [_unit(row) for row in self._db.query("SELECT *, id AS unit_id FROM unit ORDER BY name")]

    def unit_named(self, name: str) -> Unit | None:
        """Return the unit with this full name."""
        return next((unit for unit in self.units() if unit.name == name), None)

    def report(self, report_id: int) -> Report:
        """Return a report. Raises KeyError."""
        if report_id not in self._reports:
            self._reports[report_id] = self._load(report_id)
        return self._reports[report_id]

    def reports_of(self, unit_id: int) -> Iterator[Report]:
        """Yield all reports of a unit."""
        rows = list(self._db.query("SELECT id FROM report WHERE unit_id = ? ORDER BY year", [unit_id]))
        return (self.report(row["id"]) for row in rows)

    def find(self, unit: str, year: int) -> Report | None:
        """Return the report of the unit with this full name for this year."""
        rows = list(
            self._db.query(
                "SELECT r.id FROM report r JOIN unit u ON u.id = r.unit_id WHERE u.name = ? AND r.year = ?",
                [unit, year],
            )
        )
        return self.report(rows[0]["id"]) if rows else None

    def previous(self, report: Report) -> Report | None:
        """Return the same unit's report of the year before."""
        return self.find(report.unit.name, report.year - 1)

    def new_report_id(self) -> int:
        """Return an id no report has or had: the history of a deleted report keeps its own."""
        return self._next(
            "SELECT max(coalesce((SELECT max(id) FROM report), 0), coalesce((SELECT max(report_id) FROM change), 0))"
        )

    def new_unit_id(self) -> int:
        """Return an id no unit has."""
        return self._next("SELECT coalesce(max(id), 0) FROM unit")

    def _next(self, sql: str) -> int:
        return int(self._db.execute(sql).fetchone()[0]) + 1

    def apply(self, edit: Edit) -> Changes:
        """Make an edit: on disk in one transaction, then in memory.

        Raises `EditRefused` when the edit can't be made and `WriteFailed` when the disk does not take it.
        """
        change = changes(edit.label, perform(edit, self))
        if not change.deltas:
            return change
        try:
            with self._db.atomic():
                self.history.record(change)
                for delta in change.deltas:
                    self._write(delta)
        except sqlite3.IntegrityError as error:
            raise EditRefused("已有同名的单位，请换一个名称，或直接使用已有的单位。") from error
        except sqlite3.Error as error:
            raise WriteFailed(_write_failure(error)) from error
        for delta in change.deltas:
            if delta.after is None:
                self._reports.pop(delta.report_id, None)
            else:
                self._reports[delta.report_id] = delta.after
        return change

    def _load(self, report_id: int) -> Report:
        rows = list(
            self._db.query(
                "SELECT r.*, u.name, u.short_name, u.kind FROM report r JOIN unit u ON u.id = r.unit_id"
                " WHERE r.id = ?",
                [report_id],
            )
        )
        if not rows:
            raise KeyError(report_id)
        row = rows[0]
        form = forms()[row["form"]]
        cells = self._db.query("SELECT cell, value FROM cell WHERE report_id = ?", [report_id])
        texts = self._db.query("SELECT section, body FROM section WHERE report_id = ?", [report_id])
        waivers = self._db.query(
            "SELECT rule, mark, reason, who, at FROM waiver WHERE report_id = ? ORDER BY at, rule, mark",
            [report_id],
        )
        return Report(
            id=report_id,
            unit=_unit(row),
            year=row["year"],
            form=form,
            status=Status(row["status"]),
            totals=Totals(row["totals"]),
            cells={c["cell"]: from_canonical(c["value"], form.cells[c["cell"]].kind) for c in cells},
            sections={t["section"]: t["body"] for t in texts},
            title=row["title"],
            signed_by=row["signed_by"],
            signed_on=row["signed_on"],
            waivers=tuple(Waiver(**w) for w in waivers),
        )

    def _write(self, delta: Delta) -> None:
        if delta.after is None:
            self._db.table("report").delete(delta.report_id)
            return
        report = delta.after
        if delta.fields:
            self._write_header(report)
        self._write_parts(
            "cell",
            "value",
            report.id,
            {k: None if v is None else canonical(v) for k, (_, v) in delta.cells.items()},
        )
        self._write_parts(
            "section", "body", report.id, {k: v or None for k, (_, v) in delta.sections.items()}
        )
        if "waivers" in delta.fields:
            self._db.table("waiver").delete_where("report_id = ?", [report.id])
            self._db.table("waiver").insert_all(
                {"report_id": report.id, **vars(waiver)} for waiver in report.waivers
            )

    def _write_header(self, report: Report) -> None:
        unit = report.unit
        self._db.table("unit").upsert(
            {"id": unit.id, "name": unit.name, "short_name": unit.short_name, "kind": unit.kind.value},
            pk="id",
        )
        self._db.table("report").upsert(
            {
                "id": report.id,
                "unit_id": unit.id,
                "year": report.year,
                "form": report.form.id,
                "status": report.status.value,
                "totals": report.totals.value,
                "title": report.title,
                "signed_by": report.signed_by,
                "signed_on": report.signed_on,
            },
            pk="id",
        )

    def _write_parts(self, table: str, column: str, report_id: int, parts: dict[str, str | None]) -> None:
        """Write cells or sections; ``None`` removes one."""
        kept = [
            {"report_id": report_id, table: key, column: text}
            for key, text in parts.items()
            if text is not None
        ]
        if kept:
            self._db.table(table).upsert_all(kept, pk=("report_id", table))
        for key, text in parts.items():
            if text is None:
                self._db.table(table).delete_where(f"report_id = ? AND {table} = ?", [report_id, key])


def _unit(row: dict[str, object]) -> Unit:
    return Unit(
        int(str(row["unit_id"])), str(row["name"]), str(row["short_name"]), UnitKind(str(row["kind"]))
    )


def _write_failure(error: sqlite3.Error) -> str:
    reasons = {
        "SQLITE_FULL": "磁盘已满，请清理出空间后再试",
        "SQLITE_READONLY": "文件是只读的，请检查文件属性和所在磁盘",
        "SQLITE_BUSY": "另一个程序正在使用该文件，请稍后再试",
        "SQLITE_LOCKED": "另一个程序正在使用该文件，请稍后再试",
    }
    name = getattr(error, "sqlite_errorname", "") or ""
    reason = next(
        (text for key, text in reasons.items() if name.startswith(key)),
        f"磁盘读写出错（{error}），请检查磁盘后再试",
    )
    return f"刚才的修改没有存上：{reason}。"
