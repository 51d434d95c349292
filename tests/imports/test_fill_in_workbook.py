"""The fill-in workbook comes back as it was filled in, and what people do to it besides is told."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from fill_in_books import FORM, TEXTS, UNIT, YEAR, back, cell, figures, filled, last_year, made, opened, said
from openpyxl import Workbook
from openpyxl.comments import Comment

from app.check_code import check_code, spaced
from app.errors import UserError
from app.forms.compiled import total_definitions
from app.imports.formats import read
from app.workbook_names import BY, CHECKS, CODE, COVER, HEADLINE, NIL, ON, cell_name, text_name
from app.workbook_names import UNIT as UNIT_NAME

SHEET = FORM.tables["applications"].name


@pytest.mark.parametrize("without_cover", [False, True])
def test_sheets_of_other_names_are_read_by_their_cells_names(without_cover: bool) -> None:
    def renamed(book: Workbook) -> None:
        titles = {
            sheet.title: sheet.title if sheet.title == CHECKS else f"Sheet{number}"
            for number, sheet in enumerate(book.worksheets)
        }
        if without_cover:
            del book[COVER]
        for sheet in book.worksheets:
            sheet.title = titles[sheet.title]
        for name in list(book.defined_names):
            area = book.defined_names[name]
            sheet_name, mark, place = area.attr_text.rpartition("!")
            if (old := sheet_name.strip("'")) == COVER and without_cover:
                del book.defined_names[name]
            else:
                area.attr_text = f"{titles[old]}{mark}{place}"

    found = back(filled(renamed))
    assert (found.unit, found.year) == (UNIT, YEAR)
    assert found.cells == figures()
    assert found.sections == {key: "\n".join(lines) for key, lines in TEXTS.items()}
    assert "后加的" not in said(found)
    assert "写在表格以外" not in said(found)


def test_it_comes_back_as_it_was_filled_in() -> None:
    found = back(filled())
    assert (found.unit, found.year, found.form) == (UNIT, YEAR, FORM)
    assert dict(found.cells) == figures()
    assert dict(found.sections) == {key: "\n".join(lines) for key, lines in TEXTS.items()}
    assert (found.signed_by, found.signed_on) == (UNIT, "2026年1月20日")
    assert (found.filled_by, found.telephone) == ("张三", "0431-1234567")
    assert found.identity is not None
    assert found.identity.unit == UNIT
    assert found.lost == ()
    assert "0431" not in "".join(found.sections.values())


def test_a_workbook_nobody_has_filled_in_holds_what_was_put_into_it_and_nothing_else() -> None:
    found = back(made(previous=last_year()))
    carried = last_year().cells
    for column in ("natural_person", "enterprise", "total"):
        assert (
            found.cells[f"applications.carried_in.{column}"] == carried[f"applications.carried_out.{column}"]
        )
    assert found.cells["disclosure.rules.in_force"] == carried["disclosure.rules.in_force"]
    assert len(found.cells) == 9
    assert dict(found.sections) == {}
    assert dict(back(made()).cells) == {}


def test_the_same_order_gives_the_same_bytes_and_each_unit_has_its_own_name_everywhere() -> None:
    assert made(previous=last_year()) == made(previous=last_year())
    book = opened(made("甲<乙>&局"))
    assert book["封面"]["A1"].value == "甲<乙>&局2025年政府信息公开工作年度报告"
    assert all(
        "甲<乙>&局" in (sheet.oddHeader.left.text or "") or sheet.sheet_state == "hidden" for sheet in book
    )
    assert back(made("甲乙局")).unit == "甲乙局"


def test_every_input_cell_has_a_name_and_only_inputs_may_be_written() -> None:
    book = opened(made())
    totals = total_definitions(FORM)
    for key in FORM.cells:
        assert cell(book, cell_name(key)).protection.locked is (key in totals)
    assert book.security.lockStructure
    for sheet in book:
        assert sheet.protection.sheet
    assert cell(book, HEADLINE).protection.locked
    assert cell(book, text_name("overview")).number_format == "@"


Spoil = Callable[[Workbook], None]


def _row_inserted(book: Workbook) -> None:
    book[SHEET].cell(40, 1).value = "说明：数据来自台账。"


def _tick(book: Workbook) -> None:
    book[SHEET].cell(8, 30).value = "√"


def _title(book: Workbook) -> None:
    cell(book, HEADLINE).value = "示例市水务局2024年政府信息公开工作年度报告"


def _signed_by_another(book: Workbook) -> None:
    cell(book, BY).value = "示例市财政局"


def _another_on_the_cover(book: Workbook) -> None:
    cell(book, UNIT_NAME).value = "示例市财政局"


def _word_for_zero(book: Workbook) -> None:
    cell(book, cell_name("disclosure.licensing.decisions")).value = "无"


def _stroke(book: Workbook) -> None:
    cell(book, cell_name("disclosure.licensing.decisions")).value = "/"


def _typed_as_text(book: Workbook) -> None:
    wanted = cell(book, cell_name("applications.new.natural_person"))
    wanted.value = str(wanted.value)


def _comment(book: Workbook) -> None:
    cell(book, cell_name("disclosure.licensing.decisions")).comment = Comment("请核对这个数", "甲")


def _sheet_added(book: Workbook) -> None:
    book.create_sheet("备用", 0)["A1"].value = "联系人：李四 0431-7654321"


def _pasted_heading(book: Workbook) -> None:
    first = cell(book, text_name("problems"))
    first.offset(2, 0).value, first.offset(1, 0).value, first.value = (
        TEXTS["problems"][1],
        TEXTS["problems"][0],
        "五、存在的主要问题及改进情况",
    )


def _note_below_last_year(book: Workbook) -> None:
    """The sheet on which last year's figures stand below the table, here without any."""
    book["政府信息公开行政复议、行政诉讼情况"]["A14"] = "另：本年新增公开渠道3个。"


def _note_in_last_years_columns(book: Workbook) -> None:
    book[SHEET].cell(8, 14).value = "含转办"


def _figure_beside_a_text(book: Workbook) -> None:
    cell(book, text_name("overview")).offset(0, 1).value = 300


def _note_on_the_cover(book: Workbook) -> None:
    book[COVER]["D5"] = "本表已请示局长"


def _note_below_the_date(book: Workbook) -> None:
    cell(book, ON).offset(14, 0).value = "以上已请示局长"


def _name_behind_the_unit(book: Workbook) -> None:
    book[SHEET]["A2"] = f"单位：{UNIT}　年度：{YEAR}年　填表人：王五"


def _nil_ticked(book: Workbook) -> None:
    cell(book, NIL).value = "√"


def _third_column(book: Workbook) -> None:
    cell(book, text_name("overview")).offset(0, 1).value = "这一段请领导审定"


SPOILT: dict[str, tuple[Spoil, str, bool]] = {
    "note below a table": (_row_inserted, "数据来自台账", False),
    "tick": (_tick, "√", False),
    "title": (_title, "2024年", True),
    "signature": (_signed_by_another, "落款", True),
    "cover": (_another_on_the_cover, "封面", True),
    "word for zero": (_word_for_zero, "按 0 读入", False),
    "stroke": (_stroke, "不能确定是 0", True),
    "typed as text": (_typed_as_text, "", False),
    "comment": (_comment, "请核对这个数", False),
    "sheet added": (_sheet_added, "0431-7654321", False),
    "heading pasted": (_pasted_heading, "标题一并粘贴", False),
    "third column": (_third_column, "领导审定", True),
    "note below last year's figures": (_note_below_last_year, "公开渠道3个", False),
    "note among last year's figures": (_note_in_last_years_columns, "含转办", False),
    "figure beside a text": (_figure_beside_a_text, "300", True),
    "note on the cover": (_note_on_the_cover, "已请示局长", False),
    "note below the date": (_note_below_the_date, "以上已请示局长", True),
    "name behind the unit": (_name_behind_the_unit, "王五", False),
    "nil ticked": (_nil_ticked, "只能选“是”或“否”", True),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_people_do_is_told_and_the_rest_is_read(name: str) -> None:
    spoil, word, is_lost = SPOILT[name]
    found = back(filled(spoil))
    assert (found.unit, found.year, found.signed_on) == (UNIT, YEAR, "2026年1月20日")
    assert word in said(found)
    assert bool(found.lost) == is_lost
    assert len(found.unread) <= 4
    wanted = {key: value for key, value in figures().items() if key != "disclosure.licensing.decisions"}
    assert {key: found.cells.get(key) for key in wanted} == wanted
    assert dict(found.sections) == {key: "\n".join(lines) for key, lines in TEXTS.items()}


def test_a_hidden_sheet_is_named_with_the_cells_that_are_lacking() -> None:
    def hide(book: Workbook) -> None:
        book["政府信息公开行政复议、行政诉讼情况"].sheet_state = "hidden"

    found = back(filled(hide))
    (told,) = [item for item in found.unread if "没有读到这张工作表" in item.why]
    assert set(told.cells) == {key for key in FORM.cells if key.startswith("disputes.")}
    assert not [item for item in found.unread if "没有找到这张表" in item.why], "one cause, one sentence"
    assert {key: found.cells[key] for key in found.cells} == {
        key: value for key, value in figures().items() if key not in told.cells
    }


def test_an_edited_label_is_told_and_the_figures_stay_where_they_were() -> None:
    def spoil(book: Workbook) -> None:
        place = cell(book, cell_name("applications.refused_deliberative.natural_person"))
        book[SHEET].cell(place.row, place.column - 1).value = "8.属于行政查询的事项"

    found = back(filled(spoil))
    assert "名称被改动" in said(found)
    assert dict(found.cells) == figures()


def test_a_sheet_that_lost_a_column_says_so_and_guesses_nothing() -> None:
    def spoil(book: Workbook) -> None:
        column = cell(book, cell_name("applications.new.research_institute")).column
        for name in list(book.defined_names):
            if "research_institute" in name:
                book.defined_names[name].attr_text = "#REF!"
        for row in range(1, 40):
            if type(book[SHEET].cell(row, column)).__name__ == "Cell":
                book[SHEET].cell(row, column).value = None

    found = back(filled(spoil))
    assert "科研机构" in said(found)
    assert found.lost
    assert "applications.new.research_institute" not in found.cells
    assert (found.unit, found.year) == (UNIT, YEAR)


@pytest.mark.parametrize(
    "shown", [key.rpartition(".")[2] for key in FORM.cells if key.startswith("applications.new.")]
)
def test_a_hidden_column_shifts_no_figure(shown: str) -> None:
    """The figures beside it are read as they are, or left out with a word; none becomes that of the hidden column."""

    def spoil(book: Workbook) -> None:
        place = cell(book, cell_name(f"applications.new.{shown}"))
        place.parent.column_dimensions[place.column_letter].hidden = True

    found = back(filled(spoil))
    hidden = {key for key in FORM.cells if key.startswith("applications.") and key.endswith(f".{shown}")}
    assert found.lost
    if shown != "total":
        assert not hidden & found.cells.keys()
    typed = FORM.cells.keys() - total_definitions(FORM).keys() - hidden
    assert {key: found.cells.get(key) for key in typed} == {key: figures()[key] for key in typed}


@pytest.mark.parametrize("beside", [1, 2, 5])
def test_what_is_written_right_of_last_years_figures_is_named(beside: int) -> None:
    def spoil(book: Workbook) -> None:
        sheet = book[SHEET]
        sheet.cell(6, sheet.max_column + beside).value = 8877

    assert "8877写在表格以外，没有读入" in said(back(filled(spoil)))


@pytest.mark.parametrize("row", range(6, 30, 4))
def test_a_row_deleted_by_a_program_that_leaves_the_names_gives_no_figure_to_another(row: int) -> None:
    found = back(filled(lambda book: book[SHEET].delete_rows(row)))
    assert found.lost
    typed = found.cells.keys() - total_definitions(FORM).keys()
    assert {key: found.cells[key] for key in typed} == {key: figures()[key] for key in typed}


def test_a_hidden_row_is_named_and_not_taken_for_blank() -> None:
    def spoil(book: Workbook) -> None:
        book[SHEET].row_dimensions[12].hidden = True

    found = back(filled(spoil))
    keys = {key for item in found.lost for key in item.cells}
    assert "被隐藏、删除" in said(found)
    assert {key for key in FORM.cells if key not in found.cells} <= keys


def test_a_nil_return_is_all_zeros_and_a_figure_in_it_is_a_finding() -> None:
    def nil(book: Workbook) -> None:
        cell(book, NIL).value = "是"

    found = back(filled(nil, {}))
    assert set(found.cells) == set(FORM.cells)
    assert not any(found.cells.values())
    assert found.lost == ()
    assert any("空表上报" in item.why for item in back(filled(nil)).lost)


@pytest.mark.parametrize(
    ("unit", "year", "word"), [(None, 2026, "去年的文件"), ("示例市财政局", None, "示例市财政局")]
)
def test_last_years_file_and_another_units_are_stopped(unit: str | None, year: int | None, word: str) -> None:
    with pytest.raises(UserError, match=word):
        read(filled(), "年报.xlsx", unit=unit, year=year)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_it_survives_libreoffice_which_computes_the_same_code(kind: str, tmp_path: Path) -> None:
    (tmp_path / "年报.xlsx").write_bytes(filled())
    out = tmp_path / "out"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(out), str(tmp_path / "年报.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    path = out / f"年报.{kind}"
    found = back(path.read_bytes(), path.name)
    assert found.identity is not None
    assert dict(found.cells) == figures()
    assert dict(found.sections) == {key: "\n".join(lines) for key, lines in TEXTS.items()}
    assert found.unread == ()
    if kind == "xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path, data_only=True)
        assert cell(book, CODE).value == spaced(check_code(FORM, figures()))
