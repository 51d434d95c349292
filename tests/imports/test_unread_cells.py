"""What could not be read names the cells of the form that it concerns, so that they can be marked."""

import pytest
from pages import NEW, Page, Piece, Rows

from app.imports.formats import read
from app.imports.imported import Imported


def _read(page: Page) -> Imported:
    return read(page.html().encode(), "年报.html", unit=None, year=None)


@pytest.mark.parametrize("text", ["若干", "/", "12345678901"])
def test_a_figure_that_is_none_names_its_cell(text: str) -> None:
    (item,) = _read(Page(NEW, values={"disputes.review.upheld": text})).unread
    assert item.cells == ("disputes.review.upheld",)


def _astride(rows: Rows) -> Rows:
    """The last row's first figure lies astride two of the header's columns."""
    label, first, _, *rest = rows[-1]
    return [*rows[:-1], [label, Piece(first.html, 1, 2), *rest]]


def test_a_figure_astride_two_columns_names_the_cells_that_it_leaves_blank() -> None:
    page = Page(NEW, change=lambda key, rows: [_astride(rows) if key == "applications" else rows])
    report = _read(page)
    (item,) = report.unread
    assert item.where.endswith("“结转下年”行")
    assert item.cells == ("applications.carried_out.natural_person", "applications.carried_out.enterprise")
    assert not set(item.cells) & set(report.cells)


def test_a_column_that_the_form_does_not_have_concerns_no_cell() -> None:
    page = Page(NEW, labels={"总计": "备注"}, change=lambda key, rows: [rows] if key == "disputes" else [])
    items = [item for item in _read(page).unread if item.why == "格式中没有这一列"]
    assert items
    assert all(item.cells == () for item in items)
