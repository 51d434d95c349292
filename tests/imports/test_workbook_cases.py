"""Workbooks filled and spoilt as people do: what a careful person would take is taken, and what is not, is told."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from app.forms.compiled import total_definitions
from app.imports.formats import read
from app.imports.imported import Imported

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "workbooks"
NAMES = sorted(path.name.removesuffix(".expect.json") for path in CASES.glob("*.expect.json"))
TOLD = {
    "B07_col_deleted": "科研机构",
    "B10_merged_v": "合并成一格",
    "B16_table_dup_differs": "4 个数不同",
    "B22_labels_edited": "名称被改动",
    "C04_zero_words": "按 0 读入",
    "D03_title_vs_signature": "财政局",
    "D05_title_only_unit": "不完整",
    "D09_year_deleted": "年份被删去",
    "E02_paste_overflow": "超出",
    "E08_note_below_table": "0431-1234567",
    "E17_textbox": "写在文本框里的段落",
    "G02_openpyxl_saved": "没有保存结果",
    "G13_superscript": "¹",
    "G28_last_year_file": "去年的文件",
    "H04_date_disclosure": "2026年1月2日",
    "I13_title": "2052",
    "J01_whole_narrative_pasted": "标题一并粘贴",
    "J04_instructions_end": "填表说明",
    "J07_lastyear_sheet_last": "不是正式的表",
    "J13_col_right_checks": "√",
}
"""A word that must be told of each file in which something is not plain."""
OVERWRITTEN = {"E02_paste_overflow": "problems", "E17_textbox": "overview"}
"""Texts that the files no longer hold in their cells."""
MOST_TOLD = 6


@pytest.mark.beside(
    twin="tests/imports/test_fill_in_workbook.py::test_what_people_do_is_told_and_the_rest_is_read"
)
@pytest.mark.parametrize("name", NAMES)
def test_a_spoilt_workbook_is_read_as_a_careful_person_would(name: str) -> None:
    wanted = json.loads((CASES / f"{name}.expect.json").read_text("utf-8"))
    found = read((CASES / wanted["file"]).read_bytes(), wanted["file"], unit=None, year=None)
    assert found.unit == ("" if wanted["unit"] == "?" else wanted["unit"])
    assert found.year == (wanted["year"] or 0)
    if "signed_on" in wanted:
        assert found.signed_on == wanted["signed_on"]
    _figures(found, wanted["cells"])
    for key in found.form.text_sections:
        if OVERWRITTEN.get(name) != key.key:
            assert found.sections.get(key.key) == wanted["sections"].get(key.key)
    said = "\n".join(f"{item.where}{item.text}{item.why}" for item in found.unread)
    assert TOLD.get(name, "") in said
    assert len(found.unread) <= MOST_TOLD


def _figures(found: Imported, wanted: dict[str, int | float | None]) -> None:
    """Compare; a total may be what the file's own parts add up to, or be missing where a part is not known."""
    totals = total_definitions(found.form)
    told = {key for item in found.unread for key in item.cells}
    for key in found.form.cells:
        value = wanted.get(key)
        if found.cells.get(key) == (None if value is None else Decimal(str(value))):
            continue
        parts = totals.get(key, ())
        assert parts, f"{key}: {found.cells.get(key)} for {value}"
        if all(part in found.cells for part in parts):
            assert found.cells[key] == sum(found.cells[part] for part in parts)
        else:
            assert key in told or any(part in told for part in parts)


@pytest.mark.beside(
    twin="tests/imports/test_fill_in_workbook.py::test_last_years_file_and_another_units_are_stopped"
)
def test_last_years_file_is_told_when_this_years_is_asked_for() -> None:
    name = "G28_last_year_file.xlsx"
    found = read((CASES / name).read_bytes(), name, unit=None, year=2025)
    assert any("去年的文件" in item.why for item in found.lost)
