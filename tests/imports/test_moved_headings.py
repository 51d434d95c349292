"""Headings of a fill-in workbook that its writer swapped, reworded or pasted along: no figure gets into another's cell."""

from collections.abc import Callable, Mapping

import pytest
from fill_in_books import FORM, back, cell, figures, filled, said
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from app.forms.compiled import total_definitions
from app.imports.imported import Imported
from app.values import Value
from app.workbook_names import cell_name

SHEET = FORM.tables["applications"].name
COLUMNS = (
    "natural_person",
    "enterprise",
    "research_institute",
    "public_welfare_org",
    "legal_service",
    "other_org",
)
TOTALS = total_definitions(FORM)
Spoil = Callable[[Workbook], None]


def inputs(cells: Mapping[str, Value]) -> dict[str, Value]:
    """What was typed, without the totals: a file that no spreadsheet has saved has no results of formulas."""
    return {key: value for key, value in cells.items() if key not in TOTALS}


def read_as(found: Imported, without: frozenset[str] = frozenset()) -> None:
    """Fail unless all was read as it was filled in, but nothing of *without*."""
    wanted = {key: value for key, value in inputs(figures()).items() if key not in without}
    assert inputs(found.cells) == wanted


def row(*names: str) -> frozenset[str]:
    return frozenset(f"applications.{name}.{column}" for name in names for column in COLUMNS)


def head(sheet: Worksheet, words: str) -> Cell:
    return next(
        cell
        for cells in sheet.iter_rows()
        for cell in cells
        if isinstance(cell.value, str) and words in "".join(cell.value.split())
    )


def unlocked(book: Workbook) -> Worksheet:
    book[SHEET].protection.sheet = False
    return book[SHEET]


def swap(first: str, second: str) -> Spoil:
    def spoil(book: Workbook) -> None:
        one, other = head(unlocked(book), first), head(book[SHEET], second)
        one.value, other.value = other.value, one.value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "rows"),
    [
        (swap("予以公开", "部分公开"), row("granted", "partly_granted")),
        (swap("本年新收", "上年结转"), row("new", "carried_in")),
    ],
    ids=["granted", "new"],
)
def test_rows_whose_labels_changed_places_are_read_as_neither(spoil: Spoil, rows: frozenset[str]) -> None:
    found = back(filled(spoil))
    read_as(found, rows)
    item = next(item for item in found.unread if "名称被移动过" in item.why)
    assert set(item.cells) >= rows
    assert not item.harmless


def test_columns_whose_labels_changed_places_are_read_as_neither() -> None:
    found = back(filled(swap("商业企业", "科研机构")))
    read_as(found, frozenset(key for key in FORM.cells if key.split(".")[2] in COLUMNS[1:3]))
    assert any("名称被移动过" in item.why and not item.harmless for item in found.unread)


def test_rows_that_were_sorted_with_their_labels_give_no_figure_to_another() -> None:
    names = (
        "refused_state_secret",
        "refused_forbidden_by_law",
        "refused_security_stability",
        "refused_third_party",
    )

    def sort(book: Workbook) -> None:
        sheet = unlocked(book)
        first = [cell(book, cell_name(f"applications.{name}.natural_person")) for name in names]
        held = [[sheet.cell(one.row, one.column + at).value for at in range(-1, 6)] for one in first]
        for one, values in zip(first, reversed(held), strict=True):
            for at, value in zip(range(-1, 6), values, strict=True):
                sheet.cell(one.row, one.column + at).value = value

    found = back(filled(sort))
    assert all(
        found.cells[key] == value for key, value in inputs(figures()).items() if key not in row(*names)
    )
    assert not set(found.cells) & row(*names)


def test_a_row_pasted_over_another_gives_it_no_figure() -> None:
    def paste(book: Workbook) -> None:
        sheet = unlocked(book)
        source, target = (
            cell(book, cell_name(f"applications.{name}.natural_person"))
            for name in ("granted", "partly_granted")
        )
        label = head(sheet, "部分公开")
        label.value = head(sheet, "予以公开").value
        for at in range(6):
            target.offset(0, at).value = source.offset(0, at).value

    found = back(filled(paste))
    read_as(found, row("partly_granted"))
    told = [item for item in found.unread if "粘贴时盖住了“部分公开" in item.why]
    assert len(told) == 1
    assert not told[0].harmless


def test_a_label_alone_that_was_overwritten_leaves_the_figures_where_they_were() -> None:
    def overwrite(book: Workbook) -> None:
        sheet = unlocked(book)
        head(sheet, "部分公开").value = head(sheet, "予以公开").value

    found = back(filled(overwrite))
    read_as(found)
    assert any("名称被改动" in item.why for item in found.unread)


@pytest.mark.parametrize("word", ["个人", None])
def test_a_column_worded_otherwise_or_left_without_a_head_is_read_by_its_names(word: str | None) -> None:
    def reword(book: Workbook) -> None:
        head(unlocked(book), "自然人").value = word

    found = back(filled(reword))
    read_as(found)
    ((text, why),) = [(item.text, item.why) for item in found.unread if "这一列的名称被改动" in item.why]
    assert text == (word or "（空白）")
    assert "“自然人”" in why
    assert "没有这一列" not in said(found)


@pytest.mark.parametrize("agreeing", [True, False], ids=["by name", "by label"])
def test_a_row_pasted_with_its_label_is_not_read_one_column_off(agreeing: bool) -> None:
    pasted = {"refused_state_secret": "1.属于国家秘密", "refused_third_party": "4.保护第三方合法权益"}

    def paste(book: Workbook) -> None:
        sheet = unlocked(book)
        for name, label in pasted.items():
            first = cell(book, cell_name(f"applications.{name}.natural_person"))
            held = [first.offset(0, at).value for at in range(5)]
            for at, value in enumerate((label, *held)):
                first.offset(0, at).value = value
        if not agreeing:
            head(sheet, "自然人").value = "个人"

    found = back(filled(paste))
    read_as(found, row(*pasted))
    told = [item for item in found.unread if "连同名称一并粘贴" in item.why]
    assert [item.text for item in told] == list(pasted.values()), "one sentence for each row"
    assert all(not item.harmless for item in told)
    assert "不是数字" not in said(found)


def test_two_cells_made_one_hold_the_figure_of_neither() -> None:
    keys = [f"applications.granted.{column}" for column in COLUMNS[:2]]

    def merge(book: Workbook) -> None:
        sheet = unlocked(book)
        first, second = (cell(book, cell_name(key)) for key in keys)
        second.value = None
        sheet.merge_cells(f"{first.coordinate}:{second.coordinate}")

    found = back(filled(merge))
    read_as(found, frozenset(keys))
    assert "与右边的格合并成一格" in said(found)


def test_a_sheet_copied_out_alone_is_read_without_last_years_figures() -> None:
    def alone(book: Workbook) -> None:
        for sheet in list(book):
            if sheet.title != SHEET:
                book.remove(sheet)
        for name in list(book.defined_names):
            del book.defined_names[name]
        for name in [known.name for known in book.custom_doc_props.props]:
            del book.custom_doc_props[name]

    found = back(filled(alone))
    assert found.identity is None
    assert inputs(found.cells) == {
        key: value for key, value in inputs(figures()).items() if key.startswith("applications.")
    }
    assert "没有读到单位名称" in said(found)
