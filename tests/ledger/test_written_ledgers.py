"""Ledgers written by hand come to the cells that follow from their rows, and every undecidable row is named."""

from datetime import date
from pathlib import Path

import pytest

from app.forms.loader import form_for
from app.imports.ledgers import read_ledger
from app.ledger.counting import Tally, count
from app.ledger.cross_checks import remarks
from app.ledger.outcomes import VOID
from app.request import LedgerSettings
from tests.ledger.files import write_csv, write_docx, write_xlsx
from tests.ledger.layouts import Sheet, Told
from tests.ledger.written_ledgers import WRITTEN, YEARS, Written


def _written(written: Written, folder: Path) -> Path:
    """Write the ledger as a file of its kind."""
    from openpyxl.utils import range_boundaries

    sheets = [Sheet(title, rows) for title, rows in written.sheets]
    for sheet in sheets:
        for title, area in written.merges:
            if title == sheet.title:
                left, first, right, last = range_boundaries(area)
                sheet.merges.append((first, left, last, right))
    path = folder / f"{written.name}.{written.kind}"
    if written.kind == "csv":
        return write_csv(sheets[0], path)
    return (write_docx if written.kind == "docx" else write_xlsx)(Told(sheets, []), path)


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written.name)
def test_a_ledger_written_by_hand(tmp_path: Path, written: Written) -> None:
    read = read_ledger(_written(written, tmp_path))
    settings = LedgerSettings(keeps_disputes=read.keeps_disputes)
    disputes = bool(written.places("case"))
    assert read.keeps_disputes == disputes
    for year in YEARS:
        found = count(read.requests, year, form_for(year), settings)
        assert found is not None
        told = {cell: number for cell, number in found.cells.items() if number}
        assert told == dict(written.cells(year, disputes=disputes)), year
    if written.kind == "docx":
        return
    named = {entry.request.source for entry in found.unresolved}
    named |= {f"{sheet}!{row}" for place in named for sheet, row in read.also.get(place, ())}
    assert named == written.places("ask")
    asked = {request.source for request, _ in found.questions}
    asked |= {request.source for request, _ in remarks(read.requests, Tally(), date(2026, 11, 28))}
    asked |= read.as_above
    assert written.places("?") <= asked
    skipped = {f"{entry.sheet}!{entry.row}" for entry in read.skipped}
    skipped |= {request.source for request in read.requests if request.outcome == VOID}
    skipped |= {request.source for request, _ in found.left_out}
    skipped |= {entry.source for request in read.requests for entry in request.disputes if entry.co_defendant}
    assert written.places("skip") <= skipped
