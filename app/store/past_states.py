"""Works out any state that a report ever had from its history, and the edit that brings it back.

The way goes backwards: from what the report is now (or was when it was deleted), each later change is taken
back. So a state is exact even where the beginning of the history is missing.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app import plain_json
from app.edits import (
    AddReport,
    Batch,
    Edit,
    SetCells,
    SetField,
    SetStatus,
    SetText,
    SetTotals,
    SetWaivers,
    SetYear,
)
from app.errors import UserError
from app.forms.compiled import total_definitions
from app.report import TEXT_FIELDS, Origin, Report, Status, Totals, Unit, UnitKind, Waiver
from app.report_data import report_of
from app.store.history import History
from app.values import from_canonical
from app.workspace_values import DeletedReport, HistoryEntry


class PastUnreadable(UserError):
    """The history holds something this program can't turn back into a report."""


def state_at(now: Report | None, entries: Sequence[HistoryEntry], edit: int) -> Report | None:
    """Return the report as it was right after the edit of this number; ``None`` when it did not exist then.

    *now* is the report as it is, ``None`` when it was deleted; *entries* are all its changes, the newest first,
    as `History.entries` gives them, and `HistoryEntry.edit` is the number: an edit counts as a whole. Raises
    `PastUnreadable`.
    """
    state = now
    try:
        for entry in entries:
            if entry.edit <= edit:
                break
            state = _before(state, entry)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, UserError) as error:
        raise PastUnreadable("这一时刻的记录无法识别，不能显示，请选择较近的时刻。") from error
    return state


def deleted_reports(history: History) -> list[DeletedReport]:
    """Return the deleted reports as they were, each with when and by whom it was deleted, the last one first.

    One that this program can't read is left out; it stays in the file. Raises `ReadFailed`.
    """
    found = []
    for entry in history.deleted():
        with contextlib.suppress(PastUnreadable):
            report = state_at(None, [entry], entry.edit - 1)
            if report is not None:
                found.append(DeletedReport(entry.at, entry.who, report))
    return found


def _before(state: Report | None, entry: HistoryEntry) -> Report | None:
    kind, _, key = entry.target.partition(".")
    if kind == "report":
        return (
            None if entry.before is None else _from_snapshot(entry.report_id, plain_json.loads(entry.before))
        )
    if state is None:
        raise ValueError(entry.target)
    match kind:
        case "cell":
            cell = state.form.cells[key]
            return state.with_cells({key: from_canonical(entry.before, cell.kind) if entry.before else None})
        case "section":
            sections = {**state.sections, key: entry.before or ""}
            return replace(state, sections={name: body for name, body in sections.items() if body})
        case "field":
            return _with_field(state, key, entry.before or "")
        case "exclusion" | "adjustment" | "review" | "note" | "second_entry":
            # What an aggregate is made of, and what is said of a report, is kept beside it and not within.
            return state
    raise ValueError(entry.target)


def _with_field(state: Report, name: str, text: str) -> Report:
    match name:
        case "unit":
            unit = plain_json.loads(text)
            return replace(
                state, unit=Unit(state.unit.id, unit["name"], unit["short_name"], UnitKind(unit["kind"]))
            )
        case "year":
            return replace(state, year=int(text))
        case "status":
            return replace(state, status=Status(text))
        case "origin":
            return replace(state, origin=Origin(text))
        case "totals":
            return replace(state, totals=Totals(text))
        case "waivers":
            return replace(state, waivers=tuple(Waiver(**waiver) for waiver in plain_json.loads(text)))
    if name not in TEXT_FIELDS:
        raise ValueError(name)
    return replace(state, **{name: text})  # type: ignore[arg-type]


def _from_snapshot(report_id: int, data: dict[str, Any]) -> Report:
    unit = Unit(data["unit_id"], data["unit"], data["short_name"], UnitKind(data["kind"]))
    return report_of(report_id, unit, data)


def restoring(now: Report | None, then: Report) -> Batch:
    """Return the one edit that turns *now* (``None``: deleted) into *then*.

    The unit stays as it is named today: its name belongs to all of its reports.
    """
    label = "恢复到过去的状态"
    if now is None:
        return Batch((AddReport(then),), label)
    edits: list[Edit] = []
    if now.status is Status.FINAL:
        edits.append(SetStatus(now.id, Status.DRAFT, reason=label))
    if now.year != then.year:
        edits.append(SetYear(now.id, then.year))
    edits += _numbers(now, then)
    for section in (known.key for known in now.form.text_sections):
        if now.marked(section) != then.marked(section):
            edits.append(SetText(now.id, section, then.marked(section)))
    for name in TEXT_FIELDS:
        if getattr(now, name) != getattr(then, name):
            edits.append(SetField(now.id, name, getattr(then, name)))
    if now.waivers != then.waivers:
        edits.append(SetWaivers(now.id, then.waivers))
    if then.status is Status.FINAL:
        edits.append(SetStatus(now.id, Status.FINAL, reason=label))
    return Batch(tuple(edits), label)


def _numbers(now: Report, then: Report) -> list[Edit]:
    """Return the edits for cells; totals are typed only where they were typed then."""
    cells = {
        key: then.cells.get(key)
        for key in {**now.cells, **then.cells}
        if now.cells.get(key) != then.cells.get(key)
    }
    totals = total_definitions(then.form)
    if then.totals is Totals.TYPED:
        edits: list[Edit] = [] if now.totals is Totals.TYPED else [SetTotals(now.id, Totals.TYPED)]
        return [*edits, SetCells(now.id, cells)] if cells else edits
    parts = {key: value for key, value in cells.items() if key not in totals}
    edits = [SetCells(now.id, parts)] if parts else []
    return [*edits, SetTotals(now.id, Totals.COMPUTED)] if now.totals is Totals.TYPED else edits
