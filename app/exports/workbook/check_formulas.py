"""The sheets that compute: the equations in words with both values, and the shares that make the check code."""

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from app.check_code import PRIME, cell_weights, steps
from app.exports.workbook.tables import CellPlaces, printed
from app.exports.xlsx.cells import fit_to_a4, put_text
from app.forms.cell_equations import CellEquation, Term
from app.forms.compiled import cell_equations
from app.forms.model import Form
from app.workbook_names import CHECKS, CODES, NIL, YES

_HEADS = ("核对什么", "左边", "右边", "不平的说明", "序号")
_WIDTHS = (70, 10, 10, 70, 6)
_HEIGHT = 28


def add_checks(workbook: Workbook, form: Form, places: CellPlaces) -> int:
    """Add the sheet of equations; return its last row."""
    sheet: Worksheet = workbook.create_sheet(CHECKS)
    for letter, width, head in zip("ABCDE", _WIDTHS, _HEADS, strict=True):
        sheet.column_dimensions[letter].width = width
        put_text(sheet[f"{letter}1"], head)
        sheet[f"{letter}1"].font = Font(name="宋体", size=11, bold=True)
    row = 1
    for equation in cell_equations(form):
        row += 1
        _equation(sheet, row, equation, places)
    fit_to_a4(sheet, landscape=True)
    printed(sheet)
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.protection.sheet = True
    return row


def _equation(sheet: Worksheet, row: int, equation: CellEquation, places: CellPlaces) -> None:
    what = f"{equation.at}：{equation.stated.formula}"
    put_text(sheet.cell(row, 1), what)
    terms = (*equation.left, *equation.right)
    names = [places.name(term.cell, previous=term.previous) for term in terms]
    complete = f"COUNT({','.join(dict.fromkeys(names))})={len(set(names))}"
    for column, side in ((2, equation.left), (3, equation.right)):
        sheet.cell(row, column).value = f'=IF({complete},{_sum(side, places)},"")'
    broken = f"ROUND(B{row}-C{row},6)" + ("<>0" if equation.stated.relation == "=" else "<0")
    text = f'"{what} 不成立：左边是 "&B{row}&"，右边是 "&C{row}&"，相差 "&ABS(ROUND(B{row}-C{row},6))&"。"'
    sheet.cell(row, 4).value = f'=IF(B{row}="","",IF({broken},{text},""))'
    sheet.cell(row, 5).value = f'=IF(D{row}="","",MAX(E$1:E{row - 1})+1)'
    sheet.row_dimensions[row].height = _HEIGHT
    for column in range(1, 6):
        sheet.cell(row, column).font = Font(name="宋体", size=10)
        sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="center")


def _sum(terms: Iterable[Term], places: CellPlaces) -> str:
    return "+".join(
        f"{term.weight}*{places.name(term.cell, previous=term.previous)}" for term in terms
    ).replace("+-", "-")


def add_codes(workbook: Workbook, form: Form, places: CellPlaces) -> str:
    """Add the hidden sheet of shares, one per cell of the report; return their range."""
    sheet: Worksheet = workbook.create_sheet(CODES)
    put_text(sheet["A1"], "校验码由下列各格的份额相加、除以 99999989 取余数而来；空白的格没有份额。")
    row = 1
    for key, weight in cell_weights(form).items():
        row += 1
        name = places.name(key)
        scaled = f"ROUND({name}*{steps(form.cells[key].kind)},0)+1"
        share = f"IFERROR(MOD(MOD({scaled},{PRIME})*{weight},{PRIME}),0)"
        put_text(sheet.cell(row, 1), form.cells[key].name)
        sheet.cell(row, 2).value = f'=IF(LEN({name})=0,IF({NIL}="{YES}",{weight},0),{share})'
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    return f"'{CODES}'!$B$2:$B${row}"
