"""Writes an invented ledger as a file, and compares what is read of it with what happened."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.forms.loader import form_for
from app.imports.ledgers import read_ledger
from app.ledger.counting import count
from app.ledger.deadlines import clock_of
from app.ledger.foreign.read_ledger import ReadLedger
from app.ledger.outcomes import VOID
from app.ledger.working_days import state_calendar
from app.request import LedgerSettings
from tests.ledger.invented import cells, due, happened
from tests.ledger.layouts import Sheet, Told


def write_xlsx(told: Told, path: Path) -> Path:
    """Write all sheets with their merged and hidden parts."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in told.sheets:
        page = book.create_sheet(sheet.title)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row, 1):
                if value not in (None, ""):
                    cell = page.cell(number, column, value)
                    if isinstance(value, date):
                        cell.number_format = (
                            "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
                        )
        for first, left, last, right in sheet.merges:
            page.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)
    book.save(path)
    return path


def write_csv(sheet: Sheet, path: Path) -> Path:
    """Write one sheet as text."""
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([_shown(value) for value in row] for row in sheet.rows)
    return path


def write_docx(told: Told, path: Path) -> Path:
    """Write each sheet as a table below its title."""
    from docx import Document

    document = Document()
    for sheet in told.sheets:
        if sheet.hidden:
            continue
        document.add_paragraph(sheet.title)
        width = max(len(row) for row in sheet.rows)
        table = document.add_table(len(sheet.rows), width)
        grid = [list(row.cells) for row in table.rows]
        for number, row in enumerate(sheet.rows):
            for column, value in enumerate(row):
                if value not in (None, ""):
                    grid[number][column].text = _shown(value)
        for first, left, last, right in sheet.merges:
            grid[first - 1][left - 1].merge(grid[last - 1][right - 1])
    document.save(path)
    return path


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def problems(told: Told, path: Path, *, places: bool = True) -> list[str]:
    """Read the file and say where it differs from what happened; *places*: rows are compared too."""
    read = read_ledger(path)
    found = []
    settings = LedgerSettings(keeps_disputes=read.keeps_disputes)
    if read.keeps_disputes != told.disputes:
        found.append(f"disputes {read.keeps_disputes}")
    for year in range(2022, 2027):
        counted = count(read.requests, year, form_for(2025), settings)
        expected = cells(told.items, year, disputes=told.disputes)
        for cell in sorted({*counted.cells, *expected}):
            is_total = cell.endswith(".total") or cell.startswith("applications.total")
            if not is_total and counted.cells.get(cell, 0) != expected[cell]:
                found.append(f"{year} {cell}: {counted.cells.get(cell)} instead of {expected[cell]}")
    if places:
        found += _places(told, read, settings)
    if told.clock:
        found += _clocks(told, read)
    return found


def _places(told: Told, read: ReadLedger, settings: LedgerSettings) -> list[str]:
    counted = count(read.requests, 2025, form_for(2025), settings)
    sources = {
        "unresolved": {entry.request.source for entry in counted.unresolved},
        "asked": {request.source for request, asked in counted.questions if asked.topic == "withdrawn"},
        "skipped": {f"{entry.sheet}!{entry.row}" for entry in read.skipped}
        | {request.source for request, _ in counted.left_out}
        | {request.source for request in read.requests if request.outcome == VOID},
    }
    found = []
    for name, known in sources.items():
        wanted = {f"{sheet}!{row}" for sheet, row in getattr(told, name)}
        if known != wanted:
            found.append(f"{name}: more {sorted(known - wanted)[:5]} fewer {sorted(wanted - known)[:5]}")
    return found


def _clocks(told: Told, read: ReadLedger) -> list[str]:
    by_number = {item.number: item for item in told.items}
    found, checked = [], 0
    for request in read.requests:
        item = by_number[request.number]
        if item.stays_out or item.is_none or item.row == "other_not_corrected":
            continue
        clock = clock_of(request, state_calendar(), date(2026, 11, 1))
        checked += 1
        if clock is None or clock.due != due(item):
            found.append(f"{request.number} due {clock and clock.due} instead of {due(item)}")
    return found if checked else ["no clock was compared"]


def told_by(layout: Any, seed: int, count_: int) -> Told:
    """Invent and write down one ledger."""
    chance = random.Random(seed)
    items = happened(chance, count_)
    told: Told = layout(items, chance)
    return told
