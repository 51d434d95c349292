"""Who changed what and when: one row a changed cell, text or field, with its value before and after."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from app.changes import Changes, Delta
from app.report import Report, Unit
from app.values import Value, canonical

TYPING_RUN = timedelta(minutes=5)
"""Texts are committed every half second while typing; within this time they make one entry of the history."""


@dataclass(frozen=True)
class Entry:
    """One change: *target* is ``cell.<key>``, ``section.<key>``, ``field.<name>`` or ``report``."""

    id: int
    edit: int
    report_id: int
    at: datetime
    who: str
    action: str
    target: str
    before: str | None
    after: str | None


class History:
    """The history table of a workspace."""

    def __init__(self, database: Database, who: str) -> None:
        self._db = database
        self._who = who

    def entries(self, report_id: int) -> list[Entry]:
        """Return the changes of a report, the newest first."""
        rows = self._db.query("SELECT * FROM change WHERE report_id = ? ORDER BY id DESC", [report_id])
        return [Entry(**{**row, "at": datetime.fromisoformat(row["at"])}) for row in rows]

    def record(self, change: Changes) -> None:
        """Add the rows for one edit, inside the caller's transaction."""
        now = datetime.now().astimezone()
        if self._continues_typing(change, now):
            return
        edit = int(self._db.execute("SELECT coalesce(max(edit), 0) FROM change").fetchone()[0]) + 1
        common = {
            "edit": edit,
            "at": now.isoformat(timespec="seconds"),
            "who": self._who,
            "action": change.label,
        }
        self._db.table("change").insert_all(
            {**common, "report_id": delta.report_id, "target": target, "before": before, "after": after}
            for delta in change.deltas
            for target, before, after in _rows(delta)
        )

    def _continues_typing(self, change: Changes, now: datetime) -> bool:
        """Extend the last row when *change* goes on typing the same text; return whether it did."""
        delta = change.deltas[0]
        if len(change.deltas) > 1 or delta.cells or delta.fields or len(delta.sections) != 1:
            return False
        ((section, (before, after)),) = delta.sections.items()
        last = next(iter(self._db.query("SELECT * FROM change ORDER BY id DESC LIMIT 1")), None)
        if last is None or (last["report_id"], last["target"]) != (delta.report_id, f"section.{section}"):
            return False
        same_run = now - datetime.fromisoformat(last["at"]) < TYPING_RUN
        if (
            last["after"] != before
            or last["who"] != self._who
            or last["action"] != change.label
            or not same_run
        ):
            return False
        self._db.table("change").update(last["id"], {"after": after})
        return True


def _rows(delta: Delta) -> Iterator[tuple[str, str | None, str | None]]:
    if delta.before is None or delta.after is None:
        yield "report", _snapshot(delta.before), _snapshot(delta.after)
        return
    for key, (old, new) in delta.cells.items():
        yield f"cell.{key}", _number(old), _number(new)
    for section, (old_text, new_text) in delta.sections.items():
        yield f"section.{section}", old_text, new_text
    for name, (old_field, new_field) in delta.fields.items():
        yield f"field.{name}", _field(old_field), _field(new_field)


def _number(value: Value | None) -> str | None:
    return None if value is None else canonical(value)


def _field(value: object) -> str:
    if isinstance(value, Unit):
        return json.dumps(
            {"name": value.name, "short_name": value.short_name, "kind": value.kind}, ensure_ascii=False
        )
    if isinstance(value, tuple):
        return json.dumps([vars(waiver) for waiver in value], ensure_ascii=False)
    return str(value)


def _snapshot(report: Report | None) -> str | None:
    """Write down the whole of a report that is added or removed."""
    if report is None:
        return None
    content = {
        "unit": report.unit.name,
        "year": report.year,
        "form": report.form.id,
        "totals": report.totals,
        "title": report.title,
        "signed_by": report.signed_by,
        "signed_on": report.signed_on,
        "cells": {key: canonical(value) for key, value in report.cells.items()},
        "sections": dict(report.sections),
    }
    return json.dumps(content, ensure_ascii=False)
