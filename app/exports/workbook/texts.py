"""The sheet of texts in the fill-in workbook: one line per paragraph, and a locked strip between the parts."""

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.exports.workbook.placeholders import TITLE_TOKEN, UNIT_TOKEN
from app.exports.workbook.tables import printed
from app.exports.xlsx.cells import fit_to_a4, put_text
from app.exports.xlsx.styles import GREY_LINES, LABEL_FILL, TEXT_FONT, YELLOW_WHILE_BLANK
from app.report import Report
from app.workbook_names import (
    BY,
    HEADLINE,
    ON,
    PREFACE,
    SIGNED_BY,
    SIGNED_ON,
    TEXTS,
    TEXTS_HEAD,
    TITLE,
    text_name,
)

_LINES = {"preface": 6, "overview": 30}
_USUAL_LINES = 15
_ROW_HEIGHT, _STRIP = 30, 6
_LONGEST_PROMPT = 250
_DATE = "请写成 2026年1月20日 的样子。"


def add_texts(workbook: Workbook, report: Report) -> dict[str, str]:
    """Add the sheet; return the range of each text's lines by section."""
    sheet: Worksheet = workbook.create_sheet(TEXTS)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 88
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _ROW_HEIGHT, True
    _line(sheet, 1, *TEXTS_HEAD, locked=True)
    _line(sheet, 2, TITLE, TITLE_TOKEN, locked=True)
    _name(workbook, HEADLINE, "$B$2")
    row, areas = 3, {}
    for section in report.form.text_sections:
        _strip(sheet, row)
        first, row = row + 1, row + 1
        for _ in range(_LINES.get(section.key, _USUAL_LINES)):
            _line(sheet, row, section.heading or PREFACE, "", locked=False)
            row += 1
        areas[section.key] = f"'{TEXTS}'!$B${first}:$B${row - 1}"
        _name(workbook, text_name(section.key), f"$B${first}:$B${row - 1}")
        _prompt(sheet, f"B{first}:B{row - 1}", f"一段写一行。{section.guidance}")
        rule = FormulaRule(
            formula=[f"SUMPRODUCT(--(LEN($B${first}:$B${row - 1})>0))=0"], fill=YELLOW_WHILE_BLANK
        )  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(f"B{first}:B{row - 1}", rule)
    _strip(sheet, row)
    for head, text, name in ((SIGNED_BY, UNIT_TOKEN, BY), (SIGNED_ON, "", ON)):
        row += 1
        _line(sheet, row, head, text, locked=False)
        _name(workbook, name, f"$B${row}")
    _prompt(sheet, f"B{row}", _DATE)
    fit_to_a4(sheet, landscape=False)
    printed(sheet)
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.protection.sheet, sheet.protection.formatRows = True, False
    return areas


def _line(sheet: Worksheet, row: int, head: str, text: str, *, locked: bool) -> None:
    for column, content in enumerate((head, text), start=1):
        cell = sheet.cell(row, column)
        if content:
            put_text(cell, content)
        cell.font, cell.border, cell.number_format = TEXT_FONT, GREY_LINES, "@"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if column == 1 or locked:
            cell.fill = LABEL_FILL
    sheet.cell(row, 2).protection = Protection(locked=locked)


def _strip(sheet: Worksheet, row: int) -> None:
    """A paste that would run over into the next part meets locked cells, and the program refuses it."""
    sheet.row_dimensions[row].height = _STRIP
    for column in (1, 2):
        sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFD9D9D9")


def _prompt(sheet: Worksheet, area: str, text: str) -> None:
    prompt = DataValidation(showInputMessage=True, showErrorMessage=False, prompt=text[:_LONGEST_PROMPT])
    prompt.add(area)
    sheet.add_data_validation(prompt)


def _name(workbook: Workbook, name: str, area: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=f"'{TEXTS}'!{area}")
