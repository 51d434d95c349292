"""What the program draws can be told from what it is drawn on, in both themes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextLayout
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.exports.pages.fonts import RARE
from ui.base import theme
from ui.base.check_boxes import fill_check_boxes


@pytest.fixture(params=["dark", "light"])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    theme.apply_theme(qapp, request.param)
    yield request.param
    theme.apply_theme(qapp, "light")


def _light(color: QColor) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: QColor, other: QColor) -> float:
    bright, dim = sorted((_light(one), _light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_an_empty_box_in_a_list_is_seen(qtbot: QtBot, look: str) -> None:
    listed = QListWidget()
    qtbot.addWidget(listed)
    fill_check_boxes(listed)
    item = QListWidgetItem("某局")
    item.setCheckState(Qt.CheckState.Unchecked)
    listed.addItem(item)
    listed.addItem("另一局")
    listed.show()
    row = listed.visualItemRect(item)
    picture = listed.viewport().grab().toImage()
    colors = [QColor(picture.pixel(x, row.center().y())) for x in range(row.left(), row.left() + 20)]
    around = QColor(picture.pixel(picture.width() - 3, picture.height() - 3))
    assert max(_contrast(color, around) for color in colors) > (2.5 if look == "dark" else 1.5)


def test_an_empty_box_is_seen(qtbot: QtBot, look: str) -> None:
    """By its filling or its edge; on white paper the style's edge is what it is elsewhere."""
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    boxes = [QCheckBox("送审稿"), QRadioButton("全部")]
    for box in boxes:
        row.addWidget(box)
    window.show()
    for box in boxes:
        option = QStyleOptionButton()
        box.initStyleOption(option)
        kind = QStyle.SubElement.SE_CheckBoxIndicator
        if isinstance(box, QRadioButton):
            kind = QStyle.SubElement.SE_RadioButtonIndicator
        place = box.style().subElementRect(kind, option, box)
        picture = box.grab().toImage()
        around = QColor(picture.pixel(place.left(), picture.height() - 1))
        inside = [QColor(picture.pixel(x, place.center().y())) for x in range(place.left(), place.right())]
        assert max(_contrast(color, around) for color in inside) > (3 if look == "dark" else 1.5)


@pytest.mark.parametrize("text", ["镇远县㵲阳镇", "张㐂", "ꆈꌠ", "ꓡꓲ", "ᦜᦹᧉ"])
def test_a_name_that_can_be_printed_can_be_read_on_screen(qapp: QApplication, text: str) -> None:
    layout = QTextLayout(text, theme.interface_font(qapp))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    drawn = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    assert drawn
    assert all(drawn)


def test_the_stand_ins_on_screen_are_those_of_the_pages() -> None:
    assert set(theme.RARE_FACES) == set(RARE)
