"""Sums in SQL: who contributes to an aggregate, what each cell of it comes to, and of whom one cell is made up.

An aggregate's cells are kept as those of any report; `aggregate_updates` keeps them up to date. `total` works them out anew.
"""

import json
from collections.abc import Iterable, Sequence

from app.collection.records import Adjustment
from app.collection.sums import Contribution, Share, added, adjusted
from app.forms.model import Form
from app.report import Origin, Report
from app.store.database import Database
from app.store.records import read_records
from app.store.rows_to_reports import named, read_unit, rows, tuples
from app.values import Kind, Value, ValueProblem, from_canonical

VALID = "(first_year = 0 OR first_year <= :year) AND (last_year = 0 OR last_year >= :year)"
"""Whether a place in the register, or the membership of a group, is valid in a year."""

_MEMBERS = (
    f"WITH m(unit_id) AS (SELECT unit_id FROM register WHERE parent_id = :group AND {VALID}"
    f" UNION SELECT unit_id FROM member WHERE group_id = :group AND {VALID})"
)
_CONTRIBUTIONS = (
    f"{_MEMBERS} SELECT m.unit_id, u.name, u.short_name, u.kind, r.id AS report_id, r.form, r.origin,"
    " x.reason, x.who FROM m JOIN unit u ON u.id = m.unit_id"
    " LEFT JOIN register g ON g.unit_id = m.unit_id"
    " LEFT JOIN report r ON r.id = (SELECT id FROM report WHERE unit_id = m.unit_id AND year = :year"
    " AND series = :series AND (origin = 'own' OR m.unit_id <> :group) ORDER BY origin DESC LIMIT 1)"
    " LEFT JOIN exclusion x ON x.report_id = :report AND x.unit_id = m.unit_id"
    " ORDER BY ifnull(g.position, 0), u.name, m.unit_id"
)


def contributions(
    database: Database, group_id: int, year: int, series: str, report_id: int = 0
) -> list[Contribution]:
    """Return the members of a group in a year, in their order, with what the aggregate *report_id* counts of each.

    A member that is a group with a sum of its own contributes that sum. Raises `ReadFailed`.
    """
    found = rows(
        database, _CONTRIBUTIONS, {"group": group_id, "year": year, "series": series, "report": report_id}
    )
    return [
        Contribution(
            read_unit(row),
            row["report_id"] or 0,
            row["form"] or "",
            row["reason"] or "",
            row["who"] or "",
            row["origin"] == Origin.SUM,
        )
        for row in found
    ]


def contributors(database: Database, aggregate: Report) -> list[Contribution]:
    """Return what an aggregate is made of."""
    return contributions(database, aggregate.unit.id, aggregate.year, aggregate.series, aggregate.id)


def adjustments(database: Database, report_id: int) -> list[Adjustment]:
    """Return the adjustments of an aggregate in the order in which they were made."""
    return read_records(database, Adjustment, "report_id = ?", [report_id], "id")


def total(database: Database, aggregate: Report) -> dict[str, Value]:
    """Work out an aggregate's cells from all contributors and adjustments. Raises `ReadFailed`."""
    form = aggregate.form
    counted = [c.report_id for c in contributors(database, aggregate) if c.counts(form.id)]
    own = adjusted(form, adjustments(database, aggregate.id))
    return added([added_up(database, form, counted)], own)


def added_up(database: Database, form: Form, report_ids: Sequence[int]) -> dict[str, Value]:
    """Return the sum of these reports by cell: whole numbers by SQLite, the few others exactly by ourselves.

    A text that is no value of its cell counts as untouched: the report's own check names it.
    """
    listed = json.dumps(list(report_ids))
    sums: dict[str, Value] = {}
    known = named(database)
    by_hand = {key for key, cell in form.cells.items() if cell.kind.places}
    for row in rows(
        database,
        # A text is a whole number exactly when it equals what it is cast to.
        "SELECT cell_id, sum(CAST(value AS INTEGER)) AS total, max(value <> CAST(value AS INTEGER)) AS odd,"
        " min(CAST(value AS INTEGER)) AS least, max(CAST(value AS INTEGER)) AS most"
        " FROM figure WHERE report_id IN (SELECT value FROM json_each(?)) GROUP BY cell_id",
        [listed],
    ):
        cell = known[row["cell_id"]]
        if cell not in form.cells:
            continue
        if row["odd"] or row["least"] < 0 or row["most"] > form.cells[cell].kind.largest:
            by_hand.add(cell)
        else:
            sums[cell] = row["total"]
    for key in by_hand:
        sums.pop(key, None)
        values = [value for _, value in values_of(database, form, key, report_ids)]
        if values:
            sums[key] = sum(values)
    return sums


def values_of(
    database: Database, form: Form, cell: str, report_ids: Iterable[int]
) -> list[tuple[int, Value]]:
    """Return the values of one cell in these reports, as far as they are touched."""
    found = tuples(
        database,
        "SELECT f.report_id, f.value FROM json_each(?) j CROSS JOIN figure f"
        " ON f.report_id = j.value AND f.cell_id = (SELECT id FROM cell_name WHERE cell = ?)",
        [json.dumps(list(report_ids)), cell],
    )
    kind = form.cells[cell].kind
    read = ((report_id, read_value(text, kind)) for report_id, text in found)
    return [(report_id, value) for report_id, value in read if value is not None]


def read_value(text: str, kind: Kind) -> Value | None:
    """Return a kept text as a value, ``None`` for one that is no value."""
    if text.isdecimal() and text.isascii() and not kind.places and len(text) <= kind.digits:
        return int(text)
    try:
        return from_canonical(text, kind)
    except ValueProblem:
        return None


def read_cells(database: Database, form: Form, report_id: int) -> dict[str, Value]:
    """Return the cells of a report that can be read."""
    found = {}
    for key, text in database.execute("SELECT cell, value FROM cell WHERE report_id = ?", [report_id]):
        cell = form.cells.get(key)
        value = read_value(text, cell.kind) if cell else None
        if value is not None:
            found[key] = value
    return found


def shares(database: Database, aggregate: Report, cell: str) -> list[Share]:
    """Return of whom one cell of an aggregate is made up, the largest share first, and then the adjustments."""
    form = aggregate.form
    units = {c.report_id: c.unit for c in contributors(database, aggregate) if c.counts(form.id)}
    last = _last_year(database, aggregate, cell)
    found = [
        Share(units[own], own, value, last=last.get(units[own].id))
        for own, value in values_of(database, form, cell, units)
    ]
    found.sort(key=lambda share: (-share.value, share.unit.name))
    for adjustment in adjustments(database, aggregate.id):
        amount = adjusted(form, [adjustment]).get(cell)
        if amount is not None:
            reason = f"{adjustment.reason}（{adjustment.who}）"
            found.append(Share(aggregate.unit, aggregate.id, amount, reason, adjustment=adjustment))
    return found


def _last_year(database: Database, aggregate: Report, cell: str) -> dict[int, Value]:
    """Return what the members' reports of the year before hold in a cell, by unit; those of another form hold nothing."""
    before = contributions(database, aggregate.unit.id, aggregate.year - 1, aggregate.series)
    units = {one.report_id: one.unit.id for one in before if one.counts(aggregate.form.id)}
    return {units[own]: value for own, value in values_of(database, aggregate.form, cell, units)}


def is_touched(database: Database, aggregate: Report, cell: str) -> bool:
    """Whether any contributor or adjustment of an aggregate touches a cell."""
    if adjusted(aggregate.form, adjustments(database, aggregate.id)).get(cell) is not None:
        return True
    counted = [c.report_id for c in contributors(database, aggregate) if c.counts(aggregate.form.id)]
    return bool(values_of(database, aggregate.form, cell, counted))
