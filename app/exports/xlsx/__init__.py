"""The report as an Excel workbook, with a sheet of texts and one sheet per table; and a blank workbook to fill in."""

import io
from collections.abc import Iterable

from openpyxl import Workbook

from app.exports.blocks import Block, Document, TableBlock
from app.exports.office_properties import with_own_facts
from app.exports.report_blocks import document
from app.exports.xlsx.cells import set_up_print
from app.exports.xlsx.formula_results import with_results
from app.exports.xlsx.sheet import TableSheet
from app.exports.xlsx.texts_sheet import add_blank_texts, add_texts
from app.forms.model import Form
from app.report import Report, Totals, Unit

__all__ = ["render", "template"]


def render(report: Report, *, draft: bool = False) -> bytes:
    """Return *report* as an xlsx file; a draft says so in its properties and at the head of each printed page.

    A total that is the sum of its parts is a formula, another a number.

    Raises UserError for a paragraph longer than a cell can hold.
    """
    made = document(report, draft=draft)
    workbook = _workbook()
    add_texts(workbook, report.form, made.blocks)
    return _saved(workbook, _table_sheets(workbook, report, made.blocks, blank=False), made)


def template(form: Form, year: int, unit: str = "") -> bytes:
    """Return a workbook for a unit to fill in and send back: labels locked, entries checked, totals computed."""
    report = Report(0, Unit(0, unit), year, form, totals=Totals.COMPUTED)
    made = document(report, draft=False)
    workbook = _workbook()
    add_blank_texts(workbook, report)
    return _saved(workbook, _table_sheets(workbook, report, made.blocks, blank=True), made)


def _workbook() -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def _table_sheets(
    workbook: Workbook, report: Report, blocks: Iterable[Block], *, blank: bool
) -> list[TableSheet]:
    sheets = []
    for block in blocks:
        if isinstance(block, TableBlock):
            sheet = TableSheet(workbook.create_sheet(block.table.name), block, report)
            sheet.fill(blank=blank)
            sheets.append(sheet)
    return sheets


def _saved(workbook: Workbook, sheets: list[TableSheet], made: Document) -> bytes:
    for sheet in workbook.worksheets:
        set_up_print(sheet, made)
    buffer = io.BytesIO()
    workbook.save(buffer)
    results = {sheet.title: sheet.results for sheet in sheets}
    data = with_results(
        buffer.getvalue(), {sheet.title: results.get(sheet.title, {}) for sheet in workbook.worksheets}
    )
    return with_own_facts(data, made)
