"""Reads what a form file says about the ledger of requests: which of its cells are counted from it."""

from collections.abc import Mapping
from typing import Any

from app.forms.model import Cell, LedgerCells
from app.forms.toml_reader import TomlReader

_SUITS = ("review", "direct_suit", "suit_after_review")


def ledger_cells(reader: TomlReader, data: dict[str, Any], cells: Mapping[str, Cell]) -> LedgerCells:
    """Return the cells that a ledger fills. Raises `FormError` when one does not exist or is a computed total."""
    applications = reader.mapping(reader.take(data, "ledger", "applications", dict), "ledger.applications")
    disputes = reader.mapping(reader.take(data, "ledger", "disputes", dict), "ledger.disputes")
    at = "ledger.applications"
    found = LedgerCells(
        applications=reader.take(applications, at, "table", str),
        new=reader.take(applications, at, "new", str),
        carried_in=reader.take(applications, at, "carried_in", str),
        carried_out=reader.take(applications, at, "carried_out", str),
        applicants=reader.strings(data, "ledger", "applicants"),
        results=reader.texts(data, "ledger", "results"),
        disputes=reader.take(disputes, "ledger.disputes", "table", str),
        dispute_rows={kind: reader.take(disputes, "ledger.disputes", kind, str) for kind in _SUITS},
        dispute_results=reader.strings(data, "ledger", "dispute_results"),
    )
    reader.done(applications, at)
    reader.done(disputes, "ledger.disputes")
    reader.done(data, "ledger")
    for key in filled_cells(found):
        if key not in cells:
            raise reader.fail("ledger", f"表中没有“{key}”这一格")
        if cells[key].computed:
            raise reader.fail("ledger", f"“{key}”是合计，不能由台账填写")
    return found


def filled_cells(ledger: LedgerCells) -> tuple[str, ...]:
    """Return the keys of all cells that a ledger fills; totals follow from them."""
    rows = [ledger.new, ledger.carried_in, *dict.fromkeys(ledger.results.values()), ledger.carried_out]
    return (
        *(f"{ledger.applications}.{row}.{column}" for row in rows for column in ledger.applicants),
        *(
            f"{ledger.disputes}.{row}.{column}"
            for row in ledger.dispute_rows.values()
            for column in ledger.dispute_results
        ),
    )
