"""A figure read from a workbook is the figure a person sees there; what is not seen is not read."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from builders import consistent_report
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from app.exports.formats import render
from app.imports.formats import read
from app.imports.imported import Imported

KEY = "disclosure.licensing.decisions"
AMOUNT = "disclosure.fees.amount"
MARK = 987654
CELLS = 200
"""All cells: openpyxl drops the results of formulas, but what they add up is there."""

SHOWN: list[tuple[float, str, str | None]] = [
    (12, "General", "12"), (12, "0", "12"), (12, "0", "12"),
    (12, ";;;", None), (12, "#,##0", "12"), (12, '0"件"', "12"), (12, "0_ ", "12"), (12, "#,##0_);(#,##0)", "12"),
    (12, '#,##0;[Red]-#,##0', "12"), (0, "#", None), (0, "0;-0;;@", None), (12, "00", "12"), (12, "@", "12"),
    (36.999999999999993, "General", "37"), (12.0000000000001, "General", "12"), (12, "0_);[Red](0)", "12"),
]  # fmt: skip
"""A number, its format and what is read; ``None`` where nothing is seen."""
SHOWN_LATER: list[tuple[float, str, str | None]] = [
    (12, "[Blue]0", "12"), (12, "0;;0", "12"), (12, "* #,##0", "12"), (12, "0.0", "12"),
    (12, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "12"), (12, "0\\ ", "12"), (12, '""0', "12"), (12, '""', None),
    (12, '[$-804]0', "12"), (12, "#", "12"), (12, "??0", "12"), (0, "0", "0"), (0, "General", "0"), (12, '0"件";-0', "12"),
    (24.999999999999996, "General", "25"), (12, "0.##", "12"), (1234, "#,##0", "1234"),
]  # fmt: skip

UNCLEAR: list[tuple[Any, str]] = [
    (12000, "0,"), (1204, "#,##0,"), (1204, "#,##0.0,"),
    (12.4, "0"), (11.5, "#,##0"),
    (12, '"约"0'), (0.12, "0%"), (12, "yyyy-m-d"), (date(2026, 1, 20), "yyyy/m/d"), (12, "0.0E+0"), (12, "# ?/?"),
    (12, "[DBNum1]0"), (12, "[>5]0,;0"), (12, '0!.0,"万"'), (-12, "0;0"), (12, "h:mm"), (12, '0"."0'),
]  # fmt: skip
UNCLEAR_LATER: list[tuple[Any, str]] = [
    (12000000, "0,,"),
    (12, '"9"0'), (12, "m月d日"), (12, "[White]0"), (12, "[DBNum2]General"), (12, "0-0"), (12.5, "0.0"), (12, "[h]:mm"),
    (12, "0,\"千\""), (1, '"有"'), (12, "mmm-yy"), (0.5, "0.00%"), (12, '0" / "0'),
]  # fmt: skip
"""What is seen there is no count, or can't be told: blank and told."""


def _run(text: str, **look: Any) -> TextBlock:
    return TextBlock(InlineFont(**look), text)


RICH: dict[str, tuple[CellRichText, str]] = {
    "struck": (CellRichText(_run("9", strike=True), "12"), "12"),
    "raised": (CellRichText("12", _run("3", vertAlign="superscript")), "12"),
    "lowered": (CellRichText("12", _run("3", vertAlign="subscript")), "12"),
    "bold": (CellRichText(_run("1", b=True), "2"), "12"),
    "raised in brackets": (CellRichText("12", _run("[1]", vertAlign="superscript")), "12"),
    "tiny": (CellRichText("12", _run("3", sz=1)), "12"),
}
DOUBTFUL: dict[str, Callable[[Cell], None]] = {
    "all struck": lambda cell: setattr(cell, "font", Font(strike=True)),
    "white": lambda cell: setattr(cell, "font", Font(color="FFFFFFFF")),
    "raised font": lambda cell: setattr(cell, "font", Font(vertAlign="superscript")),
    "white run": lambda cell: setattr(cell, "value", CellRichText("1", _run("2", color="FFFFFFFF"))),
    "struck runs": lambda cell: setattr(cell, "value", CellRichText(_run("12", strike=True))),
}


def workbook(key: str = KEY) -> tuple[Workbook, Cell]:
    report = consistent_report()
    report = replace(report, cells={**report.cells, key: MARK})
    book = load_workbook(io.BytesIO(render(report, "xlsx", draft=False)), rich_text=True)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == MARK]
    assert len(cells) == 1
    cells[0].fill = PatternFill()
    cells[0].value = 12
    return book, cells[0]


def saved(book: Workbook, edit: Callable[[str], str] | None = None) -> bytes:
    out = io.BytesIO()
    book.save(out)
    if edit is None:
        return out.getvalue()
    changed = io.BytesIO()
    done = False
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                text = edit(data.decode())
                done = done or text != data.decode()
                data = text.encode()
            new.writestr(item, data)
    assert done
    return changed.getvalue()


def found_in(data: bytes) -> Imported:
    return read(data, "报告.xlsx", unit=None, year=None)


def is_told(found: Imported) -> bool:
    return KEY not in found.cells and any(KEY in item.cells for item in found.unread)


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN + SHOWN_LATER)
def test_a_number_is_read_as_its_format_shows_it(value: float, code: str, shown: str | None) -> None:
    book, cell = workbook()
    cell.value, cell.number_format = value, code
    found = found_in(saved(book))
    assert found.as_json()["cells"].get(KEY) == shown
    assert len(found.cells) == (CELLS - 1 if shown is None else CELLS)


@pytest.mark.parametrize(("value", "code"), UNCLEAR + UNCLEAR_LATER)
def test_what_is_no_clear_count_is_left_blank_and_told(value: Any, code: str) -> None:
    book, cell = workbook()
    cell.value, cell.number_format = value, code
    assert is_told(found_in(saved(book)))


@pytest.mark.parametrize("name", RICH)
def test_runs_of_text_are_read_as_seen(name: str) -> None:
    book, cell = workbook()
    cell.value = RICH[name][0]
    assert found_in(saved(book)).as_json()["cells"][KEY] == RICH[name][1]


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_may_not_be_seen_is_told(name: str) -> None:
    book, cell = workbook()
    DOUBTFUL[name](cell)
    assert is_told(found_in(saved(book)))


def test_white_on_a_coloured_ground_is_seen() -> None:
    book, cell = workbook()
    cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")
    assert found_in(saved(book)).as_json()["cells"][KEY] == "12"


def test_a_copy_of_the_table_in_hidden_rows_is_not_read() -> None:
    book, cell = workbook()
    sheet = cell.parent
    height = sheet.max_row
    for row in list(sheet.iter_rows(values_only=True)):
        sheet.append([77 if isinstance(value, int) else value for value in row])
    for row in range(height + 1, 2 * height + 1):
        sheet.row_dimensions[row].hidden = True
    found = found_in(saved(book))
    assert found.as_json()["cells"][KEY] == "12"
    assert not [item for item in found.unread if KEY in item.cells]


@pytest.mark.parametrize("how", ['hidden="1"', 'customHeight="1" ht="0"'])
def test_a_hidden_row_is_not_read(how: str) -> None:
    book, cell = workbook()
    row = cell.row
    data = saved(
        book,
        lambda text: (
            re.sub(rf'<row r="{row}"[^>]*>', f'<row r="{row}" {how}>', text)
            if f'r="{cell.coordinate}"' in text and ">12<" in text
            else text
        ),
    )
    found = found_in(data)
    assert KEY not in found.cells
    assert not any(item.text == "12" for item in found.unread)


@pytest.mark.parametrize("width", [None, 0])
def test_a_hidden_column_is_not_read(width: int | None) -> None:
    """Old figures stand in a hidden column between a label and its figure."""
    book, cell = workbook()
    sheet = cell.parent
    sheet.insert_cols(cell.column)
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, cell.column - 1).value = 77
    column = sheet.cell(cell.row, cell.column - 1)
    dimension = sheet.column_dimensions[column.column_letter]
    dimension.hidden = width is None
    if width is not None:
        dimension.width = 0.0
    found = found_in(saved(book))
    assert 77 not in found.cells.values()


def test_what_lies_under_a_merged_area_is_not_read() -> None:
    book, cell = workbook("applications.new.natural_person")
    first, below = cell.coordinate, f"{cell.column_letter}{cell.row + 1}"

    def edit(text: str) -> str:
        if f'r="{first}"' not in text or ">12<" not in text:
            return text
        return text.replace("</mergeCells>", f'<mergeCell ref="{first}:{below}"/></mergeCells>', 1)

    found = found_in(saved(book, edit))
    for key in ("applications.new.natural_person", "applications.carried_in.natural_person"):
        assert key not in found.cells
        assert any(key in item.cells for item in found.unread)


@pytest.mark.parametrize("second", ["12", "13"])
def test_the_same_cell_twice(second: str) -> None:
    book, cell = workbook()
    name = cell.coordinate

    def edit(text: str) -> str:
        return re.sub(rf'(<c r="{name}"[^>]*><v>12</v></c>)', rf'\1<c r="{name}"><v>{second}</v></c>', text)

    found = found_in(saved(book, edit))
    if second == "12":
        assert found.as_json()["cells"][KEY] == "12"
    else:
        assert is_told(found)


def test_zeros_that_the_sheet_does_not_show() -> None:
    book, cell = workbook()
    cell.value = 0
    cell.parent.sheet_view.showZeros = False
    assert KEY not in found_in(saved(book)).cells


def test_an_amount_keeps_what_is_shown_of_it() -> None:
    report = consistent_report()
    report = replace(report, cells={**report.cells, AMOUNT: Decimal("123456789.123456")})
    found = found_in(render(report, "xlsx", draft=False))
    assert found.cells[AMOUNT] == Decimal("123456789.123456")
