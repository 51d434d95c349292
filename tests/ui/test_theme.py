"""What the program draws can be told from what it is drawn on, in both themes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPalette, QTextLayout
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.exports.pages.fonts import RARE
from ui.base import theme
from ui.views.notice import Notice


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


EDGED = (
    QLineEdit,
    QPushButton,
    QToolButton,
    QComboBox,
    QSpinBox,
    QCheckBox,
    QRadioButton,
    QTextEdit,
    QPlainTextEdit,
    QTableView,
    QTableWidget,
    QTreeView,
    QListView,
    QTabWidget,
    QProgressBar,
)


def _edge(picture: QImage, place: QRect, ground: QColor) -> float:
    """Return how well the left edge of what stands at a place is seen on a ground."""
    row = range(place.left(), place.left() + 6)
    return max(_contrast(QColor(picture.pixel(x, place.center().y())), ground) for x in row)


def test_what_can_be_used_has_an_edge_that_is_seen(qtbot: QtBot, look: str) -> None:
    """WCAG 2.2, 1.4.11: at least 3:1, on the window and in the strips of other colours that stand in it."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    parts = [kind() for kind in EDGED]
    for part in parts:
        column.addWidget(part)
    notice = Notice(window)
    column.addWidget(notice)
    window.resize(400, 900)
    window.show()
    notice.say("不能粘贴。", kind="error", buttons=(("粘贴其余", lambda: None),))
    window.setFocus()
    QApplication.processEvents()
    picture = window.grab().toImage()
    ground = QColor(theme.current().window)
    seen = {type(part).__name__: _edge(picture, part.geometry(), ground) for part in parts}
    for button in notice.findChildren(QPushButton):
        place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        seen[button.text()] = _edge(picture, place, QColor(theme.current().error_tint))
    assert {name: contrast for name, contrast in seen.items() if contrast < 3} == {}


def test_an_empty_box_in_a_list_is_seen_and_empty(qtbot: QtBot, look: str) -> None:
    listed = QListWidget()
    qtbot.addWidget(listed)
    item = QListWidgetItem("某局")
    item.setCheckState(Qt.CheckState.Unchecked)
    listed.addItem(item)
    listed.addItem("另一局")
    listed.show()
    picture = listed.viewport().grab().toImage()
    option = QStyleOptionViewItem()
    listed.initViewItemOption(option)
    option.rect = listed.visualItemRect(item)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = listed.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, listed)
    ground = QColor(theme.current().base)
    assert _edge(picture, box, ground) >= 3
    assert _contrast(QColor(picture.pixel(box.center())), ground) < 1.3


def test_an_empty_box_is_empty(qtbot: QtBot, look: str) -> None:
    """Filled with another colour than a field it looks ticked."""
    box = QCheckBox("送审稿")
    qtbot.addWidget(box)
    box.show()
    option = QStyleOptionButton()
    box.initStyleOption(option)
    place = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    assert _contrast(QColor(box.grab().toImage().pixel(place.center())), QColor(theme.current().base)) < 1.3


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


def test_headings_have_the_windows_colour_where_they_have_no_sections(look: str, qtbot: QtBot) -> None:
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    table.resize(300, 300)
    table.show()
    for header in (table.verticalHeader(), table.horizontalHeader()):
        image = header.viewport().grab().toImage()
        blank = image.pixelColor(image.width() - 3, image.height() - 3)
        assert blank == QApplication.palette().color(QPalette.ColorRole.Window)
