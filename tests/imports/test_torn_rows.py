"""A row whose label the end of a page went through is read whole; one that only looks so is not."""

import pytest
from pages import NEW, Page, Piece, Rows, figures

from app.imports.formats import read

LABEL = "予以公开"
"""A label that stands once in the table of applications."""


def _torn(rows: Rows, *, figures_first: bool, rest: str = "") -> list[Rows]:
    """Part the table in the row of the label: its end, or *rest*, goes on in a table of its own."""
    index, row = next((i, row) for i, row in enumerate(rows) if any(LABEL in piece.html for piece in row))
    place, label = next((i, piece) for i, piece in enumerate(row) if LABEL in piece.html)
    cut = len(label.html) - 3
    begins, ends = (
        Piece(label.html[:cut], 1, label.columns),
        Piece(rest or label.html[cut:], 1, label.columns),
    )
    data = row[place + 1 :]
    blank = [Piece("", 1, piece.columns) for piece in data]
    first, second = (data, blank) if figures_first else (blank, data)
    leading = [Piece("", 1, piece.columns) for piece in row[:place]]
    above = [
        [Piece(piece.html, min(piece.rows, index + 1 - at), piece.columns) for piece in line]
        for at, line in enumerate(rows[:index])
    ]
    return [[*above, [*row[:place], begins, *first]], [[*leading, ends, *second], *rows[index + 1 :]]]


@pytest.mark.parametrize("figures_first", [True, False])
def test_a_label_torn_by_the_end_of_a_page_is_one(figures_first: bool) -> None:
    page = Page(
        NEW,
        change=lambda key, rows: (
            _torn(rows, figures_first=figures_first) if key == "applications" else [rows]
        ),
    )
    found = read(page.html().encode(), "年报.html", unit=None, year=None)
    wanted = {key: value for key, value in figures(NEW).items() if key.startswith("applications.granted.")}
    assert {
        key: value for key, value in found.cells.items() if key.startswith("applications.granted.")
    } == wanted
    assert not found.unread


def test_a_row_that_is_not_the_rest_leaves_the_one_above_told() -> None:
    page = Page(
        NEW,
        change=lambda key, rows: (
            _torn(rows, figures_first=True, rest="以后") if key == "applications" else [rows]
        ),
    )
    found = read(page.html().encode(), "年报.html", unit=None, year=None)
    assert not any(key.startswith("applications.granted.") for key in found.cells)
    assert any(str(figures(NEW)["applications.granted.total"]) in item.text for item in found.unread)
