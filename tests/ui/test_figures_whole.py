"""A figure wider than its cell is painted smaller, not cut: what is left of a cut figure reads as another one."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.views.tables.cell_delegate import paint_figure
from ui.views.tables.grid_view import SMALLEST_COLUMN

FIGURES = ["0", "1234", "123456", "12345678", "999999999999", "-1234567", "1234567.89"]
MARK = 12


@pytest.fixture(scope="module")
def font(qapp: QApplication) -> QFont:
    bold = QFont(qapp.font())
    bold.setPointSizeF(14)
    bold.setBold(True)
    return bold


def _inked_columns(font: QFont, figure: str, width: int, room: int, beside: int) -> Iterator[int]:
    """Yield the pixel columns in which a figure, painted in a cell of *room* in the middle of *width*, leaves ink."""
    image = QImage(width, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_figure(painter, QRect((width - room) // 2, 0, room, 40), font, figure, beside)
    painter.end()
    for x in range(width):
        if any(image.pixelColor(x, y).lightness() < 200 for y in range(40)):
            yield x


@pytest.mark.parametrize("beside", [0, MARK])
@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_stays_within_its_cell_and_beside_its_mark(font: QFont, figure: str, beside: int) -> None:
    left = (400 - SMALLEST_COLUMN) // 2
    inked = list(_inked_columns(font, figure, 400, SMALLEST_COLUMN, beside))
    assert inked
    assert inked[0] >= left
    assert inked[-1] < left + SMALLEST_COLUMN - beside


def test_a_figure_that_has_room_is_neither_smaller_nor_moved_by_a_mark(font: QFont) -> None:
    assert list(_inked_columns(font, "1234", 400, 200, MARK)) == list(
        _inked_columns(font, "1234", 400, 200, 0)
    )
