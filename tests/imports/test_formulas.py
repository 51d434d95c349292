"""Formulas of workbooks are worked out where they are sums and the like; a result from before is told, other ones are taken."""

import io
import re
import zipfile

import pytest
from fill_in_books import back, cell, filled, opened
from test_seen_xlsx import KEY, workbook
from zip_files import packed

from app.imports.formats import read
from app.imports.imported import Imported
from app.imports.readers.libre_office.open_document_values import formula_of
from app.imports.readers.sheets.xlsx_formulas import Place, Unknown, Value, value_of
from app.workbook_names import cell_name

CELLS: dict[Place, Value] = {
    ("", 1, 1): 3.0,
    ("", 2, 1): 4.0,
    ("", 3, 1): "无",
    ("表二", 1, 1): 10.0,
    ("O'Neil", 1, 1): 20.0,
}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A3)", 7), ("$A$1+A2", 7), ("A1-A2", -1), ("A1*A2/2", 6), ("-A1+10", 7), ("(A1+A2)*2", 14), ("50%*A2", 2),
        ("表二!A1+A1", 13), ("'O''Neil'!A1", 20), ("ROUND(10/3,1)", 3.3), ("ROUND(2.5,0)", 3), ("INT(A2/A1)", 1), ("MAX(A1:A3,9)", 9),
        ("IF(A1>A2,1,2)", 2), ('IF(A4="","",SUM(A1:A2))', ""), ('IF(A3="无",A1,0)', 3), ("SUBTOTAL(9,A1:A2)", 7),
        ("SUMPRODUCT(A1:A2,A1:A2)", 25), ("COUNT(A1:A4)", 2), ("COUNTA(A1:A4)", 3), ('A1&"件"', "3件"), ("A4", None), ("N(A3)+1", 1),
    ],
)  # fmt: skip
def test_what_a_formula_comes_to(formula: str, value: Value) -> None:
    found = value_of(formula, CELLS.get)
    assert found == (pytest.approx(value) if isinstance(value, float | int) else value)


def test_a_formula_that_was_filled_down_is_that_of_its_first_cell_moved() -> None:
    assert value_of("SUM(A1:A1)+A$1", CELLS.get, (1, 0)) == 7


@pytest.mark.parametrize(
    "formula",
    ["VLOOKUP(1,A1:A3,1)", "A1+A3", "A1/A4", "TODAY()", "A1:A2", "数量+1", "[1]表!A1", "#REF!+1", "SUM(A1", "A1)", "", "{1,2}",
     "(" * 500 + "1" + ")" * 500, "-" * 1900 + "1", "SUM(" * 400 + "1" + ")" * 400, "SUM(A1:Z9999)", "2^A1"],
)  # fmt: skip
def test_what_can_not_be_told_is_not_guessed(formula: str) -> None:
    with pytest.raises(Unknown):
        value_of(formula, CELLS.get)


@pytest.mark.parametrize(
    ("text", "formula"),
    [("of:=SUM([.B2:.B4];[$表二.C1])", "SUM(B2:B4,表二!C1)"), ("of:=[.$A$1]+1", "$A$1+1"), ('of:="a;b"&[.A1]', '"a;b"&A1'), ("", "")],
)  # fmt: skip
def test_a_formula_of_libreoffice_is_written_as_excel_writes_it(text: str, formula: str) -> None:
    assert formula_of(text) == formula


STALE = '<c r="ZY1"><f>10+2</f><v>5</v></c>'


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        # A result that rests on one from before is from before, too.
        (f'<c r="PLACE"><f>ZY1</f><v>5</v></c>{STALE}', True),
        (f'<c r="PLACE"><f>ZY1</f><v>12</v></c>{STALE}', False),
        # Of two formulas that name each other neither can be worked out.
        ('<c r="PLACE"><f>ZY1</f><v>12</v></c><c r="ZY1"><f>ZZ1</f><v>12</v></c><c r="ZZ1"><f>ZY1</f><v>12</v></c>', False),
        ('<c r="ZY1"><f t="shared" ref="ZY1:ZZ1" si="3">$ZX$1+1</f><v>1</v></c><c r="PLACE"><f t="shared" si="3"/><v>12</v></c>', True),
    ],
)  # fmt: skip
def test_a_result_from_before_is_told(cells: str, told: bool) -> None:
    found = read(workbook(cells), "报告.xlsx", unit=None, year=None)
    assert (KEY in found.cells) is not told
    assert any(KEY in item.cells for item in found.unread) is told


ADDED = "applications.new.natural_person", "applications.new.total"


def _own(at: str, formula: str, result: str) -> Imported:
    """Read a fill-in workbook in which the cell of a key holds a formula with a kept result."""
    data = filled()
    place = cell(opened(data), cell_name(at))
    sheet = f"xl/worksheets/sheet{opened(data).sheetnames.index(place.parent.title) + 1}.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    made = f'<c r="{place.coordinate}"><f>{formula}</f><v>{result}</v></c>'
    text = re.sub(
        rf'<c r="{place.coordinate}"[^>]*?(?:/>|>.*?</c>)', lambda _: made, files[sheet].decode(), count=1
    )
    return back(packed(files | {sheet: text.encode()}))


@pytest.mark.parametrize(
    ("at", "formula", "result", "wanted"),
    [
        (0, "30+5", "35", (35, 130)), (0, "30+5", "99", (None, None)), (0, "E6", "99", (None, None)),
        (1, 'IF(COUNT(D6:I6)=0,"",SUM(D6:I6))', "1", (30, 125)), (1, "SUM(D6:H6)", "3", (30, None)),
    ],
)  # fmt: skip
def test_results_from_before_in_a_workbook_of_ours(
    at: int, formula: str, result: str, wanted: tuple[int | None, int | None]
) -> None:
    found = _own(ADDED[at], formula, result)
    assert tuple(found.cells.get(key) for key in ADDED) == wanted
    told = {key for item in found.unread for key in item.cells}
    assert all(value is not None or key in told for key, value in zip(ADDED, wanted, strict=True))
