"""The sheet of texts: the part that a text belongs to on the left, and one paragraph per row on the right."""

from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Alignment, Protection
from openpyxl.worksheet.worksheet import Worksheet

from app.exports.blocks import Block, ChartBlock, Heading, Paragraph, Signature, TableBlock, Title
from app.exports.xlsx.cells import fit_to_a4, put_text
from app.exports.xlsx.styles import GREY_LINES, LABEL_FILL, TEXT_FONT
from app.forms.model import Form
from app.report import Report
from app.workbook_names import PREFACE, SIGNED_BY, SIGNED_ON, TEXTS, TEXTS_HEAD, TITLE

_WIDTHS = (30, 100)
_LINE_OF_TEXT = 48
_LINE_HEIGHT = 18
_BLANK_ROWS = 8


def add_texts(workbook: Workbook, form: Form, blocks: Iterable[Block]) -> None:
    """Add the sheet with all texts of the report, in the order of its parts."""
    rows: list[tuple[str, str]] = []
    part = PREFACE
    headings = [section.heading for section in form.sections if section.heading]
    for block in blocks:
        match block:
            case Title(text=text):
                rows.append((TITLE, text))
            case Heading(text=text) if headings and text == headings[0]:
                part = headings.pop(0)
            case Heading(text=text):
                rows.append((part, text))
            case Paragraph(text=text, lead=lead):
                rows.append((part, lead + text))
            case Signature(unit=unit, date=date):
                rows += [(head, text) for head, text in ((SIGNED_BY, unit), (SIGNED_ON, date)) if text]
            case TableBlock() | ChartBlock():
                pass
    _fill(_sheet(workbook), rows)


def add_blank_texts(workbook: Workbook, report: Report) -> None:
    """Add the sheet with blank rows for each text, and what to write there."""
    sheet = _sheet(workbook)
    rows = [(TITLE, report.full_title)]
    for section in report.form.text_sections:
        rows += [(section.heading or PREFACE, "")] * _BLANK_ROWS
    rows += [(SIGNED_BY, report.unit.name), (SIGNED_ON, "")]
    _fill(sheet, rows)
    for row in range(2, len(rows) + 2):
        sheet.cell(row, 2).protection = Protection(locked=False)
        sheet.row_dimensions[row].height = 2 * _LINE_HEIGHT
    sheet.protection.sheet = True
    sheet.protection.formatRows = False


def _sheet(workbook: Workbook) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(TEXTS)
    for letter, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    fit_to_a4(sheet, landscape=False)
    return sheet


def _fill(sheet: Worksheet, rows: Iterable[tuple[str, str]]) -> None:
    for row, texts in enumerate((TEXTS_HEAD, *rows), start=1):
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row, column)
            put_text(cell, text)
            cell.font, cell.border = TEXT_FONT, GREY_LINES
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if column == 1 or row == 1:
                cell.fill = LABEL_FILL
        lines = -(-len(texts[1]) // _LINE_OF_TEXT)
        sheet.row_dimensions[row].height = _LINE_HEIGHT * max(lines, 1)
