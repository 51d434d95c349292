"""The workbook: numbers as numbers, totals that follow, equations that show, and a template to fill in."""

import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from app.errors import UserError
from app.exports.xlsx import render, template
from app.exports.xlsx.cells import ranges
from app.forms.compiled import total_definitions
from app.forms.grid import grid_of
from app.forms.loader import forms
from app.imports.formats import read
from app.report import Report, Unit
from app.totals import with_totals

FORM = forms()["cn-disclosure-2021"]
UNIT = Unit(1, "示例市教育局")
REPORT = with_totals(
    Report(
        1,
        UNIT,
        2025,
        FORM,
        cells=dict.fromkeys(FORM.cells, 2) | {"disclosure.fees.amount": Decimal("12.5")},
        sections={"other": '=HYPERLINK("x")\n+1\n@SUM(A1)\n-减号开头'},
    )
)


def _open(data: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def _at(book: Workbook, key: str) -> object:
    table = FORM.tables[key.split(".")[0]]
    cell = grid_of(table).inputs[key]
    return book[table.name].cell(cell.row + 1, cell.column + 1).value


def test_figures_are_numbers_and_totals_formulas_with_results() -> None:
    book, values = _open(render(REPORT)), _open(render(REPORT), values=True)
    for key in FORM.cells:
        shown = _at(book, key)
        assert _at(values, key) == REPORT.cells[key]
        if key in total_definitions(FORM):
            assert str(shown).startswith("=SUM(")
        else:
            assert shown == REPORT.cells[key]
            assert not isinstance(shown, str)


def test_text_is_never_a_formula() -> None:
    sheet = _open(render(REPORT))["文字部分"]
    texts = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    for text in REPORT.sections["other"].split("\n"):
        assert texts[text].data_type == "s"
        assert texts[text].quotePrefix


def test_every_equation_of_the_table_is_watched() -> None:
    sheet = _open(render(REPORT))[FORM.tables["applications"].name]
    rules = [rule for group in sheet.conditional_formatting for rule in group.rules]
    assert len(rules) == 7 + 7 + 25
    assert all(rule.formula[0].startswith("AND(COUNT(") for rule in rules)


def test_the_sum_of_a_total_names_its_parts() -> None:
    book = _open(render(REPORT))
    assert _at(book, "applications.new.total") == "=SUM(D4:I4)"
    assert _at(book, "disputes.review.total") == "=SUM(A4:D4)"


@pytest.mark.parametrize(
    ("places", "named"),
    [
        ([(1, 1), (1, 2), (1, 3)], ["A1:C1"]),
        ([(1, 1), (2, 1), (4, 1)], ["A1:A2", "A4"]),
        ([(3, 2)], ["B3"]),
        ([(1, 1), (1, 2), (2, 1)], ["A1:B1", "A2"]),
    ],
)
def test_ranges_cover_exactly_their_cells(places: list[tuple[int, int]], named: list[str]) -> None:
    assert ranges(places) == named


def test_a_paragraph_that_no_cell_holds_is_refused() -> None:
    report = Report(1, UNIT, 2025, FORM, sections={"other": "长" * 40_000})
    with pytest.raises(UserError, match="32767"):
        render(report)


def test_template_locks_labels_and_totals_only() -> None:
    book = _open(template(FORM, 2025, UNIT.name))
    totals = total_definitions(FORM)
    for table in FORM.tables.values():
        sheet = book[table.name]
        assert sheet.protection.sheet
        free = {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell, Cell) and not cell.protection.locked
        }
        inputs = {
            sheet.cell(cell.row + 1, cell.column + 1).coordinate
            for key, cell in grid_of(table).inputs.items()
            if key not in totals
        }
        assert free == inputs
        checked = {
            place for check in sheet.data_validations.dataValidation for place in str(check.sqref).split()
        }
        cells = {cell for area in checked for cell in _cells(area)}
        assert cells == inputs


def _cells(area: str) -> set[str]:
    columns = openpyxl.utils.cell.cols_from_range(area)
    return {cell for column in columns for cell in column}


def test_a_template_comes_back_blank_and_then_filled() -> None:
    data = template(FORM, 2025, UNIT.name)
    blank = read(data, "模板.xlsx", unit=None, year=None)
    assert (blank.form, blank.unit, blank.year, dict(blank.cells), dict(blank.sections)) == (
        FORM,
        UNIT.name,
        2025,
        {},
        {},
    )
    assert blank.unread == ()
    book = _open(data)
    table = FORM.tables["applications"]
    cell = grid_of(table).inputs["applications.new.enterprise"]
    book[table.name].cell(cell.row + 1, cell.column + 1).value = 12
    sheet = book["文字部分"]
    row = next(row for row in range(1, 200) if sheet.cell(row, 1).value == "六、其他需要报告的事项")
    sheet.cell(row, 2).value = "没有收取信息处理费。\n没有其他事项。"
    buffer = io.BytesIO()
    for other in FORM.tables.values():
        for key, place in grid_of(other).inputs.items():
            if key in total_definitions(FORM):
                book[other.name].cell(place.row + 1, place.column + 1).value = None
    book.save(buffer)
    filled = read(buffer.getvalue(), "模板.xlsx", unit=None, year=None)
    assert dict(filled.cells) == {"applications.new.enterprise": 12}
    assert dict(filled.sections) == {"other": "没有收取信息处理费。\n没有其他事项。"}
