"""Ledgers as offices keep them come to what a person reads in them, row by row."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.forms.loader import form_for
from app.imports.ledgers import read_ledger
from app.ledger.counting import count
from app.ledger.outcomes import VOID
from app.request import LedgerSettings
from tests.definitions import SIX
from tests.ledger.kept_by_hand import KEPT, KeptLedger

_COLUMNS = dict(zip("nerwlo", SIX, strict=True))
_LAST = 2027


def _write(ledger: KeptLedger, folder: Path) -> Path:
    path = folder / f"台账.{ledger.kind}"
    if ledger.kind == "csv":
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows([_shown(v) for v in row] for row, _ in ledger.sheets[""])
    elif ledger.kind == "docx":
        from docx import Document
        from openpyxl.utils import range_boundaries

        document = Document()
        for place, (title, lines) in enumerate(ledger.sheets.items(), 1):
            document.add_paragraph(title)
            table = document.add_table(len(lines), max(len(row) for row, _ in lines))
            for number, (row, _) in enumerate(lines):
                for column, value in enumerate(row):
                    table.cell(number, column).text = _shown(value)
            for area in ledger.told_of(place, "merge"):
                left, top, right, bottom = (edge - 1 for edge in range_boundaries(area))
                table.cell(top, left).merge(table.cell(bottom, right))
        document.save(path)
    else:
        _write_xlsx(ledger, path)
    return path


def _shown(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _write_xlsx(ledger: KeptLedger, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    for place, (title, lines) in enumerate(ledger.sheets.items(), 1):
        page = book.create_sheet(title)
        for number, (row, _) in enumerate(lines, 1):
            for column, value in enumerate(row, 1):
                if value not in (None, ""):
                    cell = page.cell(number, column, value)
                    if f"struck:{number}" in ledger.odd:
                        cell.font = Font(strike=True)
        for area in ledger.told_of(place, "merge"):
            page.merge_cells(area)
        for row in ledger.told_of(place, "hidden"):
            page.row_dimensions[int(row)].hidden = True
    book.save(path)


class _Expected:
    """What a person reads: cells by year, and the rows to ask about, to name and to skip."""

    def __init__(self, ledger: KeptLedger) -> None:
        self.cells: dict[int, Counter[str]] = defaultdict(Counter)
        self.rows: dict[str, set[Any]] = {"ask": set(), "skip": set(), "named": set()}
        for sheet, lines in ledger.sheets.items():
            for number, (_, told) in enumerate(lines, 1):
                self._line((sheet, number), told)

    def _line(self, place: tuple[str, int], told: str) -> None:
        main, *cases = told.split(" + ")
        for case in cases:
            kind, filed, closed, outcome = case.split()
            for year in range(int(filed[:4]), _LAST):
                ended = _LAST if closed == "-" else int(closed[:4])
                if year <= ended:
                    self.cells[year][f"disputes.{kind}.{outcome if year == ended else 'pending'}"] += 1
        if main.endswith(" ask-dispute"):
            self.rows["ask"].add(place)
            main = main.removesuffix(" ask-dispute")
        words = main.split()
        while words[0].startswith("q:"):
            self.rows["named"].add((*place, words.pop(0)[2:]))
        if words[0] in ("ask", "skip"):
            self.rows[words[0]].add(place)
        if words[0] in _COLUMNS:
            self._request(*words)

    def _request(self, letter: str, start: str, end: str, row: str) -> None:
        column, begun, ended = _COLUMNS[letter], int(start[:4]), _LAST if end == "-" else int(end[:4])
        for year in range(begun, min(ended + 1, _LAST)):
            found = self.cells[year]
            found[f"applications.{'new' if year == begun else 'carried_in'}.{column}"] += 1
            key = row if year > 2020 or not row.startswith("other_") else "other_handling"
            found[f"applications.{key if year == ended else 'carried_out'}.{column}"] += 1


@pytest.mark.parametrize("name", KEPT)
def test_a_ledger_comes_to_what_a_person_reads_in_it(tmp_path: Path, name: str) -> None:
    ledger = KEPT[name]
    expected = _Expected(ledger)
    read = read_ledger(_write(ledger, tmp_path))
    assert read.keeps_disputes == ("disputes" in ledger.odd)
    settings = LedgerSettings(keeps_disputes=read.keeps_disputes)
    for year in range(2019, _LAST):
        counted = count(read.requests, year, form_for(year), settings)
        assert counted is not None
        found = {c: n for c, n in counted.cells.items() if n and not re.search(r"\.total(\.|$)", c)}
        assert found == expected.cells[year], year
    if ledger.kind != "xlsx":
        assert len(counted.unresolved) == len(expected.rows["ask"])
        return
    asked = {entry.request.source for entry in counted.unresolved}
    assert asked == {f"{sheet}!{row}" for sheet, row in expected.rows["ask"]}
    named = {(request.source, asked.topic) for request, asked in counted.questions}
    named |= {(request.source, topic) for request in read.requests for topic in read.topics(request)}
    assert named == {(f"{sheet}!{row}", topic) for sheet, row, topic in expected.rows["named"]}
    skipped = {f"{entry.sheet}!{entry.row}" for entry in read.skipped}
    skipped |= {request.source for request in read.requests if request.outcome == VOID}
    assert {f"{sheet}!{row}" for sheet, row in expected.rows["skip"]} <= skipped
