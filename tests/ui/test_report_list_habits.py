"""The list of reports for one who reviews many: found, narrowed, ordered, pinned, seen before, and never out of sight."""

import pytest
from collecting_office import COUNTY, YEAR
from driving import part
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListView, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from ui.frame.main_window import MainWindow
from ui.models.report_model import ReportRole

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
UNITS = ("鄞州区民政局", "安阳街道", "衢江区教育局", "第10社区", "第2社区")
BY_PINYIN = ("安阳街道", "第2社区", "第10社区", "衢江区教育局", "鄞州区民政局")


def _rows(window: MainWindow) -> list[QModelIndex]:
    model = part(window, QListView, "reportList").model()
    return [model.index(row, 0) for row in range(model.rowCount())]


def _listed(window: MainWindow) -> list[str]:
    return [index.data() for index in _rows(window)]


def _units(window: MainWindow) -> list[str]:
    return [name for name in _listed(window) if not name.startswith("20")]


def _marked(window: MainWindow) -> QModelIndex:
    """Return the line that is marked, which must be in sight."""
    view = part(window, QListView, "reportList")
    index = view.currentIndex()
    assert index.isValid()
    assert view.selectionModel().isSelected(index)
    assert view.viewport().rect().contains(view.visualRect(index).center())
    return index


def _open_unit(window: MainWindow, unit: str, year: int = 2025) -> None:
    heads = window.workbench.session.summaries()
    window.workbench.session.select(next(h.id for h in heads if (h.unit.name, h.year) == (unit, year)))


@pytest.fixture
def many(window: MainWindow, add_report: ReportAdder) -> MainWindow:
    for unit in UNITS:
        add_report(unit)
        add_report(unit, 2024)
    return window


def test_units_stand_by_pinyin_on_wish_and_the_next_window_keeps_that(
    many: MainWindow, open_window: OpenWindow
) -> None:
    many.menu_actions.by_name["by_pinyin"].trigger()
    assert _units(many) == list(BY_PINYIN)
    assert many.menu_actions.by_name["by_pinyin"].isChecked()
    path = many.workbench.session.path
    many.close()
    again = open_window(path)
    assert _units(again) == list(BY_PINYIN)
    again.menu_actions.by_name["by_pinyin"].trigger()
    assert _units(again) == sorted(UNITS), "the order of the file"


def test_from_the_words_into_the_list_and_back_to_all_with_the_keyboard(
    qtbot: QtBot, many: MainWindow
) -> None:
    view, words = part(many, QListView, "reportList"), part(many, QLineEdit, "reportFilter")
    _open_unit(many, "安阳街道")
    qtbot.keyClick(many, Qt.Key.Key_J, CTRL)
    qtbot.waitUntil(words.hasFocus)
    words.insert("社区 2024")
    assert _listed(many) == ["安阳街道", "2025", "第10社区", "2024", "第2社区", "2024"], (
        "the report on screen stays, whatever is looked for"
    )
    assert _marked(many).data(ReportRole.REPORT_ID) == many.workbench.session.report.id
    words.setText("衢江 2024")
    many.workbench.session.select(many.workbench.report_panel.model.reports.heads[0].id)
    qtbot.keyClick(words, Qt.Key.Key_Down)
    assert view.hasFocus()
    qtbot.keyClick(words, Qt.Key.Key_Escape)
    assert words.text() == ""
    assert len(_listed(many)) == 15
    assert _marked(many).data(ReportRole.REPORT_ID) == many.workbench.session.report.id


def test_reports_are_narrowed_by_their_state_where_there_are_no_groups(
    qtbot: QtBot, many: MainWindow, complete: ReportAdder
) -> None:
    states = part(many, QComboBox, "reportStateFilter")
    assert states.isVisible()
    wrong, session = complete("丽水街道"), many.workbench.session
    year = str(wrong.year)
    figure = wrong.cells["applications.new.natural_person"]
    session.apply(SetCells(wrong.id, {"applications.new.natural_person": figure + 1}))
    _open_unit(many, "第2社区")
    states.setFocus()
    states.setCurrentIndex(states.findText("有错误"))
    qtbot.waitUntil(lambda: _listed(many) == ["丽水街道", year, "第2社区", "2025"], timeout=8000)
    session.select(wrong.id)
    qtbot.waitUntil(lambda: session.check.completed)
    session.apply(SetCells(wrong.id, {"applications.new.natural_person": figure}))
    qtbot.waitUntil(lambda: not session.check.errors)
    assert "丽水街道" in _listed(many), "what is put right does not go from under the eyes"
    _open_unit(many, "安阳街道")
    qtbot.waitUntil(lambda: _listed(many) == ["安阳街道", "2025"], timeout=8000)


def test_the_open_report_is_unfolded_and_marked_wherever_it_stands(qtbot: QtBot, office: MainWindow) -> None:
    assert "青溪县教育局" not in _listed(office)
    _open_unit(office, "青溪县教育局", YEAR)
    assert _marked(office).data() == "青溪县教育局"
    view = part(office, QListView, "reportList")
    index = office.workbench.report_panel.model.index_of_unit(COUNTY)
    place = view.visualRect(index)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 24, place.center().y())
    )
    assert "青溪县教育局" not in _listed(office), "folded by hand, it stays folded"
    assert _marked(office).data() == "青溪县人民政府", "and the group tells where it is"
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(_marked(office)).center()
    )
    assert office.workbench.navigation.group is not None, "a click on the marked group still opens it"


def test_pinned_reports_stand_above_the_list_and_stay_there(
    many: MainWindow, open_window: OpenWindow, qtmodeltester: ModelTester
) -> None:
    _open_unit(many, "鄞州区民政局", 2024)
    many.menu_actions.by_name["pin_report"].trigger()
    assert _listed(many)[:3] == ["固定", "鄞州区民政局 2024", "全部"]
    assert many.menu_actions.by_name["pin_report"].isChecked()
    qtmodeltester.check(part(many, QListView, "reportList").model())
    _marked(many)
    path = many.workbench.session.path
    many.close()
    again = open_window(path)
    first = _rows(again)[1]
    assert first.data() == "鄞州区民政局 2024"
    _open_unit(again, "安阳街道")
    view = part(again, QListView, "reportList")
    view.setCurrentIndex(first)
    assert (again.workbench.session.report.unit.name, again.workbench.session.report.year) == (
        "鄞州区民政局",
        2024,
    )
    again.menu_actions.by_name["pin_report"].trigger()
    assert "固定" not in _listed(again)


def test_the_reports_seen_before_are_a_key_away(qtbot: QtBot, many: MainWindow) -> None:
    for unit in ("安阳街道", "第2社区", "衢江区教育局"):
        _open_unit(many, unit)
    qtbot.keyClick(many, Qt.Key.Key_J, CTRL | SHIFT)
    menu = part(many, QMenu, "recentReports")
    assert [action.text() for action in menu.actions()[:2]] == ["&1 第2社区 2025", "&2 安阳街道 2025"]
    qtbot.keyClick(menu, Qt.Key.Key_2)
    assert many.workbench.session.report.unit.name == "安阳街道"
    assert QApplication.activePopupWidget() is None
