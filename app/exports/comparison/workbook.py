"""A comparison as an Excel workbook: a sheet of figures with differences as formulas, a sheet of sentences."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from app.exports.blocks import Document
from app.exports.comparison.differences import Compared, FigureTable, TextChange
from app.exports.comparison.paper import summary
from app.exports.office_properties import with_own_facts
from app.exports.xlsx.cells import fit_to_a4, put_text, reference, set_up_print
from app.exports.xlsx.formula_results import with_results
from app.exports.xlsx.styles import BLACK_LINES, CENTRED, LABEL_FILL, LABEL_FONT, TEXT_FONT
from app.values import Value

_HEAD = Font(name="黑体", size=11)
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_WIDTHS = (56.0, 14.0, 14.0, 14.0)
_TEXT_WIDTHS = (22.0, 20.0, 70.0)
_LINE, _IDEOGRAPH = 16.0, 2.1


def workbook(found: Compared, made: Document) -> bytes:
    """Return the workbook; *made* says what it is of."""
    book = Workbook()
    book.remove(book.worksheets[0])
    results = {"数据": _figures(book.create_sheet("数据"), found), "文字": {}}
    _texts(book.create_sheet("文字"), found)
    for sheet in book.worksheets:
        fit_to_a4(sheet, landscape=False)
        set_up_print(sheet, made)
    buffer = io.BytesIO()
    book.save(buffer)
    return with_own_facts(with_results(buffer.getvalue(), results), made)


def _figures(sheet: Worksheet, found: Compared) -> dict[str, Value | None]:
    """Fill the sheet of figures; return the results of its formulas."""
    results: dict[str, Value | None] = {}
    row = 1
    for heading, part in found.parts:
        if isinstance(part, TextChange):
            continue
        _line(sheet, row, [heading])
        row += 1
        for table in part:
            row = _table(sheet, row, table, found.years, results) + 1
    _set_widths(sheet, _WIDTHS)
    return results


def _table(
    sheet: Worksheet, row: int, table: FigureTable, years: tuple[int, int], results: dict[str, Value | None]
) -> int:
    """Write a table from *row* on; return the row after it."""
    _line(sheet, row, [table.name, f"{years[0]}年", f"{years[1]}年", "增减"], boxed=True)
    for number, figure in enumerate(table.figures, row + 1):
        put_text(sheet.cell(number, 1), figure.label)
        for column, value in ((2, figure.now), (3, figure.before)):
            if value is not None:
                sheet.cell(number, column).value = value
        if figure.difference is not None:
            sheet.cell(number, 4).value = f"=B{number}-C{number}"
            sheet.cell(number, 4).number_format = "+General;-General;0"
            results[reference(number, 4)] = figure.difference
        for column in range(1, 5):
            cell = sheet.cell(number, column)
            cell.border, cell.font = BLACK_LINES, LABEL_FONT if column == 1 else TEXT_FONT
            cell.alignment = _WRAPPED if column == 1 else CENTRED
    end = row + 1 + len(table.figures)
    if table.left_out:
        put_text(sheet.cell(end, 1), table.left_out_words)
        sheet.cell(end, 1).font = LABEL_FONT
        end += 1
    return end


def _texts(sheet: Worksheet, found: Compared) -> None:
    _line(sheet, 1, ["部分", "情况", "句子"], boxed=True)
    row = 2
    for heading, part in found.parts:
        if not isinstance(part, TextChange):
            continue
        entries = [("合计", summary(part))]
        entries += [("新写", sentence) for sentence in part.new]
        entries += [("上年有而本年没有", sentence) for sentence in part.gone]
        for kind, sentence in entries:
            for column, text in enumerate((heading, kind, sentence), 1):
                cell = sheet.cell(row, column)
                put_text(cell, text)
                cell.font, cell.alignment, cell.border = LABEL_FONT, _WRAPPED, BLACK_LINES
            sheet.row_dimensions[row].height = _LINE * _lines((heading, kind, sentence))
            row += 1
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _set_widths(sheet, _TEXT_WIDTHS)


def _lines(texts: Sequence[str]) -> int:
    """How many lines the fullest of a row's cells takes; an ideograph is about two of a column's units wide."""
    return max(
        math.ceil(_IDEOGRAPH * len(text) / width) for text, width in zip(texts, _TEXT_WIDTHS, strict=True)
    )


def _line(sheet: Worksheet, row: int, texts: Sequence[str], *, boxed: bool = False) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row, column)
        put_text(cell, text)
        cell.font = _HEAD
        if boxed:
            cell.border, cell.fill = BLACK_LINES, LABEL_FILL
            cell.alignment = _WRAPPED if column == 1 else CENTRED


def _set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for letter, width in zip("ABCD", widths, strict=False):
        sheet.column_dimensions[letter].width = width
