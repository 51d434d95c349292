"""No label of a table is cut off, however narrow the window is: a scale of 2 leaves half of a small screen."""

from collections.abc import Iterator

import pytest
from driving import part, table
from fixture_types import ReportAdder
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QTabWidget
from pytestqt.qtbot import QtBot

from app.forms.grid import CellRole, GridCell
from app.forms.loader import forms
from ui.frame.main_window import MainWindow
from ui.views.tables.grid_header import paint_label
from ui.views.tables.table_view import TableView

FORMS = [key for key, form in forms().items() if any(section.table for section in form.sections)]


def _place(view: TableView, cell: GridCell) -> QRect:
    """Return where a label is painted."""
    model = view.grid_model
    if cell.row < model.top:
        return view.labels_above._rect(cell)
    if cell.column < model.left:
        return view.labels_beside._rect(cell)
    rect = view.visualRect(model.index_of(cell))
    index = model.index_of(cell)
    return QRect(rect.topLeft(), view.visualRect(index).size())


def _cut(view: TableView) -> Iterator[str]:
    """Yield the labels that do not fit into their place."""
    metrics = QFontMetrics(view.font())
    model = view.grid_model
    for cell in model.grid.cells:
        corner = cell.row < model.top and cell.column < model.left
        if cell.key is not None or corner or cell.upright:
            continue
        place = _place(view, cell).adjusted(4, 0, -4, 0)
        needed = metrics.boundingRect(QRect(0, 0, place.width(), 10_000), Qt.TextFlag.TextWordWrap, cell.text)
        if needed.height() > place.height() + 2 or needed.width() > place.width() + 1:
            yield f"{cell.text}: {needed.size()} in {place.size()}"


@pytest.mark.parametrize("size", [(683, 384), (911, 512), (960, 540), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("form", FORMS)
def test_no_label_is_cut_off(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    form: str,
    size: tuple[int, int],
) -> None:
    report = add_report(year=2025 if "2021" in form else 2020, form=form)
    window.resize(*size)
    for section in report.form.sections:
        if section.table is None:
            continue
        view = table(window, section.table)
        assert part(window, QTabWidget, "reportTabs").isVisible()
        qtbot.wait(1)
        assert list(_cut(view)) == []


@pytest.mark.parametrize("name", ["disclosure", "applications", "disputes"])
def test_no_label_is_cut_off_where_the_user_makes_a_column_narrow(
    window: MainWindow, add_report: ReportAdder, name: str
) -> None:
    add_report()
    view = table(window, name)
    for column in range(view.model().columnCount()):
        view.horizontalHeader().resizeSection(column, 50)
    assert list(_cut(view)) == []
    view.set_column_widths([60] * view.model().columnCount())
    assert list(_cut(view)) == []


def _inked_lines(text: str, characters: float) -> list[int]:
    """Return how many characters wide the lines are that a label is painted in, with room for so many."""
    metrics = QFontMetrics(QApplication.font())
    em = metrics.horizontalAdvance("国")
    picture = QImage(round(characters * em) + 8, 6 * metrics.height(), QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    place = picture.rect()
    paint_label(painter, place, GridCell(0, 0, 1, 1, CellRole.COLUMN_HEADER, text), centred=True)
    painter.end()
    ground = picture.pixel(2, 2)
    inside = [
        [x for x in range(place.width() - 2) if picture.pixel(x, y) != ground]
        for y in range(place.height() - 2)
    ]
    lines: list[list[int]] = []
    for before, row in zip([[], *inside], inside, strict=False):
        if row:
            if not before:
                lines.append([])
            lines[-1] += row
    return [round((max(line) - min(line)) / em) for line in lines]


@pytest.mark.parametrize(
    ("text", "characters", "lines"),
    [
        ("口口口口", 3.4, [2, 2]),
        ("口口口口", 2.2, [2, 2]),
        ("口口口口", 4.2, [4]),
        ("口口口口口口", 3.4, [3, 3]),
        ("口口口口口口", 5.2, [4, 2]),
        ("口口口", 2.2, [2, 1]),
    ],
)
def test_a_line_of_a_column_s_label_ends_after_a_pair_if_that_takes_no_more_lines(
    qapp: QApplication, text: str, characters: float, lines: list[int]
) -> None:
    assert _inked_lines(text, characters) == lines
