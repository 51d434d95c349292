"""Fill-in workbooks made, filled and spoilt as people do, for tests: invented twins of what comes back."""

import io
from collections.abc import Callable, Mapping
from decimal import Decimal

import openpyxl
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from app.exports.workbook import Maker, WorkbookOrder
from app.forms.compiled import total_definitions
from app.forms.loader import forms
from app.imports.formats import read
from app.imports.imported import Imported
from app.report import Report, Unit
from app.totals import computed_totals, with_totals
from app.values import Kind, Value
from app.workbook_names import FILLED_BY, ON, TELEPHONE, cell_name, text_name

FORM = forms()["cn-disclosure-2021"]
UNIT, YEAR = "示例市水务局", 2025
TEXTS = {
    "preface": ["现将示例市水务局2025年的情况公布如下。"],
    "overview": ["（一）主动公开。全年公开信息。", "（二）依申请公开。依法办理。"],
    "problems": ["公开的形式还不够多。", "下一步增加解读。"],
    "other": ["本年度没有收取信息处理费。"],
}
MAKER = Maker(FORM, YEAR)


def figures() -> dict[str, Value]:
    """Return figures of all cells with their totals."""
    cells: dict[str, Value] = {
        key: Decimal("12.5") if cell.kind is Kind.AMOUNT else number * 7 % 40
        for number, (key, cell) in enumerate(FORM.cells.items())
    }
    return cells | {key: value for key, value in computed_totals(FORM, cells).items() if value is not None}


def last_year() -> Report:
    """Return the report of the year before."""
    cells = {key: number % 9 for number, key in enumerate(FORM.cells)}
    return with_totals(Report(1, Unit(1, UNIT), YEAR - 1, FORM, cells=cells))


def made(unit: str = UNIT, previous: Report | None = None) -> bytes:
    """Return a workbook as it goes out."""
    return MAKER.make(WorkbookOrder(unit, previous))


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell(book: Workbook, name: str, down: int = 0) -> Cell:
    """Return the first cell of a named range, or one below it."""
    sheet, _, area = book.defined_names[name].attr_text.rpartition("!")
    found: Cell = book[sheet.strip("'")][area.replace("$", "").partition(":")[0]]
    return found.offset(down, 0)


def filled(
    spoil: Callable[[Workbook], None] = lambda book: None, cells: Mapping[str, Value] | None = None
) -> bytes:
    """Return a workbook filled in, and spoilt by *spoil*."""
    book = opened(made())
    for key, value in (figures() if cells is None else cells).items():
        if key not in total_definitions(FORM):
            cell(book, cell_name(key)).value = value
    for section, lines in TEXTS.items():
        for number, line in enumerate(lines):
            cell(book, text_name(section), number).value = line
    for name, text in ((ON, "2026年1月20日"), (FILLED_BY, "张三"), (TELEPHONE, "0431-1234567")):
        cell(book, name).value = text
    spoil(book)
    return saved(book)


def back(data: bytes, name: str = "年报.xlsx") -> Imported:
    return read(data, name, unit=None, year=None)


def said(found: Imported) -> str:
    return "\n".join(f"{item.where}{item.text}{item.why}" for item in found.unread)
