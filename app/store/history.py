"""Who changed what and when: one row per changed cell, text or field, with its value before and after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app import clock
from app.forms.loader import forms
from app.report import Origin, Report, Status, Unit
from app.report_data import content, header
from app.store.cell_names import numbers, whole_report, with_numbers
from app.store.database import Database
from app.store.rows_to_reports import Row, rows
from app.store.schema import LARGEST_ID
from app.values import Value, canonical
from app.workspace_values import HistoryEntry

if TYPE_CHECKING:
    from app.changes import Changes, Delta
    from app.records import RecordChange, RecordKey

TYPING_RUN = timedelta(minutes=5)
"""Texts are committed every half second while a person types; those within this time share one entry of the history."""

WORKSPACE = 0
"""Takes the place of a report's id where a setting of the workspace itself was changed."""


class History:
    """The history table of a workspace."""

    def __init__(self, database: Database, who: str) -> None:
        self._db = database
        self._who = who

    def use(self, database: Database) -> None:
        """Go on with another connection to the same file."""
        self._db = database

    def entries(self, report_id: int) -> list[HistoryEntry]:
        """Return the changes of a report, the newest first. Raises `ReadFailed`."""
        found = rows(self._db, f"{_ENTRIES} WHERE report_id = ? ORDER BY id DESC", [report_id])
        return [self._entry(row) for row in found]

    def of_record(self, key: RecordKey) -> list[HistoryEntry]:
        """Return the changes of a record that is no report's, the newest first. Raises `ReadFailed`."""
        target = f"{key[0]}.{'.'.join(map(str, key[1]))}"
        sql = f"{_ENTRIES} WHERE report_id = ? AND target = ? ORDER BY id DESC"
        return [self._entry(row) for row in rows(self._db, sql, [WORKSPACE, target])]

    def search(self, words: str, report_id: int | None = None, limit: int = 500) -> list[HistoryEntry]:
        """Return the newest changes in which every word occurs: in who, action, texts, values or cell names.

        An empty text finds all. Raises `ReadFailed`.
        """
        conditions, values = [], []
        if report_id is not None:
            conditions.append("report_id = ?")
            values.append(str(report_id))
        for word in words.split():
            targets = [f"cell.{key}" for key in _cells_named(word)]
            columns = [f"{column} LIKE ? ESCAPE '!'" for column in _SEARCHED]
            conditions.append(f"({' OR '.join(columns)} OR target IN (SELECT value FROM json_each(?)))")
            escaped = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            values += [f"%{escaped}%"] * len(_SEARCHED) + [json.dumps(targets)]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        found = rows(self._db, f"{_ENTRIES}{where} ORDER BY id DESC LIMIT ?", [*values, limit])
        return [self._entry(row) for row in found]

    def became_final(self, report_id: int) -> HistoryEntry | None:
        """Return the entry with which a report became final last; None where the history has none. Raises `ReadFailed`."""
        sql = f"{_ENTRIES} WHERE report_id = ? AND target = 'field.status' AND after = ? ORDER BY id DESC LIMIT 1"
        found = rows(self._db, sql, [report_id, Status.FINAL.value])
        return next((self._entry(row) for row in found), None)

    def last_cells(self, report_id: int) -> list[str]:
        """Return the cells that the last edit of cells in a report changed. Raises `ReadFailed`."""
        found = rows(
            self._db,
            "SELECT target FROM change WHERE report_id = ? AND edit = (SELECT edit FROM change"
            " WHERE report_id = ? AND target LIKE 'cell.%' ORDER BY id DESC LIMIT 1)",
            [report_id, report_id],
        )
        return [row["target"].removeprefix("cell.") for row in found if row["target"].startswith("cell.")]

    def deleted(self) -> list[HistoryEntry]:
        """Return the last entry of each report that is no longer there, the newest first."""
        found = rows(
            self._db,
            f"{_ENTRIES} WHERE id IN (SELECT max(id) FROM change GROUP BY report_id)"
            " AND report_id NOT IN (SELECT id FROM report) AND report_id <> ? ORDER BY id DESC",
            [WORKSPACE],
        )
        return [self._entry(row) for row in found]

    def record(self, change: Changes) -> None:
        """Add the rows for one edit, inside the caller's transaction."""
        now = clock.now()
        if self._continues_typing(change, now):
            return
        action = f"{change.label}：{change.remark}" if change.remark else change.label
        lines = [(d.report_id, *row) for d in change.deltas for row in self._rows(d)]
        self._insert(action, now, [*lines, *map(_record_row, filter(_is_told, change.records))])

    def record_settings(self, action: str, differences: Iterable[tuple[str, str, str]]) -> None:
        """Add a row for each rule whose setting changed, in the caller's transaction; it belongs to no report."""
        rules = ((WORKSPACE, f"rule.{rule}", before, after) for rule, before, after in differences)
        self._insert(action, clock.now(), rules)

    def record_found(self, report: Report, found: Iterable[tuple[str, str | None, str | None]]) -> None:
        """Add a row for each target whose value in the file is not the last one of the history, before it is edited.

        Else the edit would begin with a value that no row ends with, as after a missing change.
        """
        lines = [(report.id, *_found(report, *entry)) for entry in found]
        if lines:
            self._insert("发现内容与修改记录不符", clock.now(), lines)

    def _insert(
        self, action: str, now: datetime, lines: Iterable[tuple[int, str, str | None, str | None]]
    ) -> None:
        last = self._db.execute(
            "SELECT edit FROM change WHERE edit < ? ORDER BY id DESC LIMIT 1", [LARGEST_ID]
        ).fetchone()
        edit = 1 + int(last[0]) if last else 1
        common = (edit, now.isoformat(timespec="seconds"), self._who, action)
        self._db.execute_many(
            "INSERT INTO change (edit, at, who, action, report_id, target, before, after)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*common, *line) for line in lines),
        )

    def _rows(self, delta: Delta) -> Iterator[tuple[str, str | None, str | None]]:
        whole = delta.before is None or delta.after is None
        if whole or _fixes_a_sum(delta):
            yield WHOLE, self._snapshot(delta.before), self._snapshot(delta.after)
        if not whole:
            yield from _rows(delta)

    def _snapshot(self, report: Report | None) -> str | None:
        """Write down the whole of a report that is added or removed, its figures by number."""
        if report is None:
            return None
        return with_numbers(_snapshot(report), numbers(self._db, (*report.form.cells, *report.cells)))

    def _entry(self, row: Row) -> HistoryEntry:
        named = row
        if row["target"] == WHOLE:
            named = {**row, **{side: whole_report(self._db, row[side]) for side in ("before", "after")}}
        return HistoryEntry(**{**named, "at": _moment(row["at"])})

    def _continues_typing(self, change: Changes, now: datetime) -> bool:
        """Extend the last row when *change* goes on typing the same text; return whether it did."""
        if len(change.deltas) != 1 or change.records:
            return False
        delta = change.deltas[0]
        if delta.cells or delta.fields or len(delta.sections) != 1:
            return False
        ((section, (before, after)),) = delta.sections.items()
        last = next(iter(self._db.query("SELECT * FROM change ORDER BY id DESC LIMIT 1")), None)
        if last is None or (last["report_id"], last["target"]) != (delta.report_id, f"section.{section}"):
            return False
        same_run = now - _moment(last["at"]) < TYPING_RUN
        if (
            last["after"] != before
            or last["who"] != self._who
            or last["action"] != change.label
            or not same_run
        ):
            return False
        self._db.execute("UPDATE change SET after = ? WHERE id = ?", [after, last["id"]])
        return True


WHOLE = "report"
"""The target of an entry that holds a whole report, as it was added or removed, or as an aggregate became final."""

_ENTRIES = "SELECT id, edit, report_id, at, who, action, target, before, after FROM change"
_SEARCHED = ("who", "action", "target", "printed(before)", "printed(after)")


def _moment(text: str) -> datetime:
    """Read a time that any program may have written; one that can't be read counts as long ago."""
    try:
        return clock.local(datetime.fromisoformat(text))
    except ValueError:
        return clock.local(datetime(2000, 1, 1))


def _cells_named(word: str) -> set[str]:
    return {key for form in forms().values() for key, cell in form.cells.items() if word in cell.name}


def _rows(delta: Delta) -> Iterator[tuple[str, str | None, str | None]]:
    for key, (old, new) in delta.cells.items():
        yield f"cell.{key}", _number(old), _number(new)
    for section, (old_text, new_text) in delta.sections.items():
        yield f"section.{section}", old_text, new_text
    for name, (old_field, new_field) in delta.fields.items():
        yield f"field.{name}", _field(old_field), _field(new_field)


def _fixes_a_sum(delta: Delta) -> bool:
    """Whether an aggregate becomes final: until then its figures follow those of its units without an entry."""
    after = delta.after
    return (
        after is not None
        and after.origin is Origin.SUM
        and after.status is Status.FINAL
        and "status" in delta.fields
    )


def _found(
    report: Report, target: str, then: str | None, now: str | None
) -> tuple[str, str | None, str | None]:
    """Write a unit's name as changes of units are written; anything else is written as it is."""
    if target != "field.unit":
        return target, then, now
    return target, _field(replace(report.unit, name=then or "")), _field(report.unit)


def _is_told(change: RecordChange) -> bool:
    """Whether more than what is written with every key differs."""
    before, after = change.before, change.after
    if before is None or after is None:
        return True
    return any(before.row[name] != value for name, value in after.row.items() if name not in after.TYPED)


def _record_row(change: RecordChange) -> tuple[int, str, str | None, str | None]:
    record = change.concerned
    table, key = record.key
    told = [side.history_text if side else None for side in (change.before, change.after)]
    return record.of_report or WORKSPACE, f"{table}.{'.'.join(map(str, key))}", told[0], told[1]


def _number(value: Value | None) -> str | None:
    return None if value is None else canonical(value)


def _field(value: object) -> str:
    if isinstance(value, Unit):
        return json.dumps(
            {"name": value.name, "short_name": value.short_name, "kind": value.kind}, ensure_ascii=False
        )
    if isinstance(value, tuple):
        return json.dumps([waiver._asdict() for waiver in value], ensure_ascii=False)
    return str(value)


def _snapshot(report: Report) -> str:
    unit = report.unit
    named = {"unit_id": unit.id, "unit": unit.name, "short_name": unit.short_name, "kind": unit.kind}
    return json.dumps({**named, **header(report), **content(report)}, ensure_ascii=False)
