"""A plain list as an Excel workbook: a title, a head that stays, one row per entry; figures are figures."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.exports.blocks import Document
from app.exports.office_properties import with_own_facts
from app.exports.xlsx.cells import fit_to_a4, put_text, set_up_print
from app.values import Value

_LINE = Side(style="thin", color="BBBBBB")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="EEF0F3")
_NARROWEST, _WIDEST = 6, 60
_SHEET_NAME = 31


@dataclass(frozen=True)
class ListSheet:
    """A sheet: its *name*, the *title* above the list, the heads, and the rows; ``None`` leaves a cell blank."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | Value | None]]


def render(sheets: Sequence[ListSheet], *, unit: str, year: int) -> bytes:
    """Return the workbook. The same lists give the same bytes. Raises UserError for a text that Excel can't hold."""
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    title = sheets[0].title
    document = Document((), title, unit, year, title, draft=False)
    for content in sheets:
        _fill(book.create_sheet(content.name[:_SHEET_NAME]), content, document)
    buffer = io.BytesIO()
    book.save(buffer)
    return with_own_facts(buffer.getvalue(), document)


def _fill(sheet: Worksheet, content: ListSheet, document: Document) -> None:
    put_text(sheet.cell(1, 1), content.title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for number, head in enumerate(content.heads, start=1):
        cell = sheet.cell(2, number)
        put_text(cell, head)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for row, texts in enumerate(content.rows, start=3):
        for column, value in enumerate(texts, start=1):
            cell = sheet.cell(row, column)
            cell.border = _BORDER
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if isinstance(value, str):
                put_text(cell, value)
            elif value is not None:
                assert isinstance(cell, Cell)
                cell.value = value
    for number in range(1, len(content.heads) + 1):
        shown = [
            content.heads[number - 1],
            *(str(row[number - 1]) for row in content.rows if row[number - 1]),
        ]
        width = 2 + max(sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) for text in shown)
        sheet.column_dimensions[get_column_letter(number)].width = min(_WIDEST, max(_NARROWEST, width))
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    if content.rows:
        sheet.auto_filter.ref = f"A2:{get_column_letter(len(content.heads))}{len(content.rows) + 2}"
    fit_to_a4(sheet, landscape=len(content.heads) > 5)
    set_up_print(sheet, document)
