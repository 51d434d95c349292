"""What a group's page and the tree of units show of a workspace, each in a few queries however many units there are."""

import json
from collections.abc import Iterable
from dataclasses import replace

from app.collection.overview import GroupMember, SentReturns
from app.collection.records import ReturnState
from app.forms.loader import form_for
from app.forms.model import YEARLY, Form
from app.report import Status, Unit
from app.store.database import Database
from app.store.rows_to_reports import rows
from app.store.sums import contributions, read_value
from app.values import Value


def members(
    database: Database, group: Unit, year: int, series: str = YEARLY, aggregate_id: int = 0
) -> list[GroupMember]:
    """Return the members of a group in a year, in their order. Raises `ReadFailed`."""
    form = form_for(year, series)
    expected = contributions(database, group.id, year, series, aggregate_id)
    sent = _sent(database, year, series)
    before = {
        one.unit.id: one.report_id
        for one in contributions(database, group.id, year - 1, series)
        if one.report_id
    }
    ids = [one.report_id for one in expected if one.report_id]
    status = _status(database, ids)
    # A report in a form of its own has its own key figures; those of the same key mean the same.
    figures = _figures(database, form, [*ids, *before.values()])
    found = []
    for one in expected:
        last_id = before.get(one.unit.id, 0)
        found.append(
            GroupMember(
                one.unit,
                one.report_id,
                status.get(one.report_id, Status.DRAFT),
                one.is_sum,
                one.counts(form.id),
                one.excluded,
                one.by,
                sent.get(one.unit.id, SentReturns()),
                figures.get(one.report_id, {}),
                last_id,
                figures.get(last_id, {}),
            )
        )
    return found


def _sent(database: Database, year: int, series: str) -> dict[int, SentReturns]:
    found: dict[int, SentReturns] = {}
    ages: dict[int, str] = {}
    for row in rows(
        database,
        "SELECT unit_id, file_name, received_at, who, sender, state, counts, changed_at FROM received"
        " WHERE year = ? AND series = ? ORDER BY id",
        [year, series],
    ):
        sent = found.get(row["unit_id"], SentReturns())
        if row["counts"]:
            told = {name: row[name] for name in ("file_name", "received_at", "who", "state", "sender")}
            sent, ages[row["unit_id"]] = SentReturns(sent.returns, **told), row["changed_at"]
        elif row["state"] == ReturnState.PENDING and sent.file_name:
            if row["changed_at"] < ages[row["unit_id"]]:
                sent = replace(sent, older=sent.older + 1)
            else:
                sent = replace(sent, waiting=sent.waiting + 1)
        found[row["unit_id"]] = replace(sent, returns=sent.returns + 1)
    return found


def _status(database: Database, ids: Iterable[int]) -> dict[int, Status]:
    found = rows(
        database,
        "SELECT id, status FROM report WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(ids))],
    )
    return {row["id"]: Status(row["status"]) for row in found if row["status"] in [*Status]}


def _figures(database: Database, form: Form, ids: Iterable[int]) -> dict[int, dict[str, Value]]:
    """Return the key figures of reports, as far as they are touched."""
    found: dict[int, dict[str, Value]] = {}
    for row in rows(
        database,
        "SELECT f.report_id, n.cell, f.value FROM json_each(?) j CROSS JOIN json_each(?) k"
        " CROSS JOIN cell_name n ON n.cell = k.value"
        " CROSS JOIN figure f ON f.report_id = j.value AND f.cell_id = n.id",
        [json.dumps(list(ids)), json.dumps(list(form.key_figures))],
    ):
        value = read_value(row["value"], form.cells[row["cell"]].kind)
        if value is not None:
            found.setdefault(row["report_id"], {})[row["cell"]] = value
    return found


def sent_back(database: Database, year: int) -> frozenset[int]:
    """Return the units whose report of a year was sent back and has not come again."""
    found = rows(
        database,
        "SELECT unit_id FROM received WHERE year = ? AND counts = 1 AND state = ?",
        [year, ReturnState.SENT_BACK.value],
    )
    return frozenset(row["unit_id"] for row in found)
