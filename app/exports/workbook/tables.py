"""The sheets of tables in the fill-in workbook: blank cells yellow, last year's figures beside, heads that name the unit."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from app.exports.blocks import TableBlock
from app.exports.workbook.placeholders import UNIT_TOKEN, YEAR_TOKEN, Tokens
from app.exports.xlsx.cells import put_text, ranges, reference
from app.exports.xlsx.sheet import TableSheet
from app.exports.xlsx.styles import CENTRED, HAIR_LINES, YELLOW_WHILE_BLANK
from app.forms.compiled import total_definitions
from app.forms.grid import CellRole, Grid
from app.report import Report
from app.workbook_names import LAST_YEAR, UNIT_LINE, cell_name

TOP = 2
"""Rows above the table: its name, and the unit with the year."""
_GREY = Font(name="宋体", size=9, color="FF7F7F7F")


@dataclass
class CellPlaces:
    """Where the cells of the form and last year's figures stand: sheet, row and column."""

    cells: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    last: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def name(self, key: str, *, previous: bool = False) -> str:
        """Return the full reference of a cell."""
        sheet, row, column = (self.last if previous else self.cells)[key]
        return f"'{sheet}'!${get_column_letter(column)}${row}"


def add_table(
    workbook: Workbook, block: TableBlock, report: Report, places: CellPlaces, tokens: Tokens
) -> None:
    """Add the sheet of one table."""
    sheet = workbook.create_sheet(block.table.name)
    table = TableSheet(sheet, block, report, TOP)
    table.fill(blank=True)
    _head(sheet, block, report)
    for key, (row, column) in table.places.items():
        places.cells[key] = (sheet.title, row, column)
        where = f"'{sheet.title}'!${get_column_letter(column)}${row}"
        workbook.defined_names[cell_name(key)] = DefinedName(cell_name(key), attr_text=where)
        if key not in total_definitions(report.form):
            sheet.cell(row, column).value = tokens.number(("cell", key))
    _last_year(sheet, block.grid, places, tokens)
    _yellow(sheet, table, report)
    printed(sheet)
    sheet.page_setup.fitToHeight = 1
    sheet.print_area = f"A1:{reference(block.grid.rows + TOP, block.grid.columns)}"
    if block.grid.header_rows:
        sheet.print_title_rows = f"1:{block.grid.header_rows + TOP}"


def _head(sheet: Worksheet, block: TableBlock, report: Report) -> None:
    for row, text, font in (
        (1, block.table.name, Font(name="宋体", size=14, bold=True)),
        (2, f"{UNIT_LINE}{UNIT_TOKEN}　年度：{YEAR_TOKEN}年", Font(name="宋体", size=10)),
    ):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=block.grid.columns)
        put_text(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = font
        sheet.cell(row, 1).alignment = Alignment(
            horizontal="center" if row == 1 else "left", vertical="center"
        )
    sheet.row_dimensions[1].height = 26


def printed(sheet: Worksheet) -> None:
    """Give the printed pages a head with unit and year, and a number at the foot."""
    for part, text in (
        (sheet.oddHeader.left, f"{UNIT_TOKEN} {YEAR_TOKEN}年"),  # type: ignore[union-attr]
        (sheet.oddHeader.right, "&A"),  # type: ignore[union-attr]
        (sheet.oddFooter.center, "第 &P 页 共 &N 页"),  # type: ignore[union-attr]
    ):
        part.text = text


def _last_year(sheet: Worksheet, grid: Grid, places: CellPlaces, tokens: Tokens) -> None:
    """Put last year's figures to the right of a table, or below one of a single line; they are not printed."""
    down, right = (grid.rows + 1, 0) if not grid.label_columns else (0, grid.columns + 1 - grid.label_columns)
    mark = (grid.rows + 1 + TOP, 1) if down else (TOP, grid.label_columns + right + 1)
    put_text(sheet.cell(*mark), f"{LAST_YEAR}（供对照，不用填）")
    sheet.cell(*mark).font = _GREY
    for cell in grid.cells if right else ():
        if cell.role is CellRole.COLUMN_HEADER:
            row, column = cell.row + 1 + TOP, cell.column + 1 + right
            put_text(sheet.cell(row, column), cell.text)
            sheet.cell(row, column).font, sheet.cell(row, column).alignment = _GREY, CENTRED
            if cell.row_span > 1 or cell.column_span > 1:
                last = (row + cell.row_span - 1, column + cell.column_span - 1)
                sheet.merge_cells(f"{reference(row, column)}:{reference(*last)}")
    for key, cell in grid.inputs.items():
        row, column = cell.row + 1 + TOP + down, cell.column + 1 + right
        made = sheet.cell(row, column)
        made.value, made.font, made.border, made.alignment = (
            tokens.number(("last", key)),
            _GREY,
            HAIR_LINES,
            CENTRED,
        )
        if cell.column_span > 1:
            sheet.merge_cells(f"{reference(row, column)}:{reference(row, column + cell.column_span - 1)}")
        places.last[key] = (sheet.title, row, column)
    for column in range(grid.label_columns + 1 + right, grid.columns + 1 + right) if right else ():
        sheet.column_dimensions[get_column_letter(column)].width = 9


def _yellow(sheet: Worksheet, table: TableSheet, report: Report) -> None:
    totals = total_definitions(report.form)
    inputs = [place for key, place in table.places.items() if key not in totals]
    first = reference(*min(inputs, key=lambda place: (place[0], place[1])))
    rule = FormulaRule(formula=[f"LEN(TRIM({first}))=0"], fill=YELLOW_WHILE_BLANK)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(" ".join(ranges(inputs)), rule)


def input_ranges(places: CellPlaces, report: Report) -> Iterator[str]:
    """Yield the ranges of cells to fill in, with their sheets."""
    totals = total_definitions(report.form)
    by_sheet: dict[str, list[tuple[int, int]]] = {}
    for key, (sheet, row, column) in places.cells.items():
        if key not in totals:
            by_sheet.setdefault(sheet, []).append((row, column))
    for sheet, found in by_sheet.items():
        yield from (f"'{sheet}'!{area}" for area in ranges(found, fixed=True))
