"""What tables and texts offer at the right mouse button, the wheel, last year's figures, a cell's own history."""

import pytest
from dialogs import in_dialog
from driving import bare, index_of, notice, part, press, table, text, type_into, type_keys, wheel
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTabWidget,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow
from ui.models.table_model import GridRole

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
CELL = "applications.granted.natural_person"


def offered(widget: QWidget) -> list[str]:
    assert widget.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    return [bare(action.text()) for action in widget.actions() if not action.isSeparator()]


def test_the_right_button_offers_what_the_menus_offer_under_the_same_names(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    menus = {bare(action.text()) for action in window.menu_actions.by_name.values()}
    cells, words = offered(table(window, "applications")), offered(text(window, "problems"))
    assert {"复制", "粘贴", "清除", "向下填充", "本格的修改记录…"} <= set(cells) <= menus
    assert {"复制", "粘贴", "全选", "查找和替换"} <= set(words) <= menus
    assert any(entry.startswith("撤销") for entry in words), "the session's own undo"


def test_the_menus_show_the_keys_that_tables_and_texts_answer_themselves(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    actions = window.menu_actions.by_name
    keys = {
        name: actions[name].text().partition("\t")[2]
        for name in ("cut", "copy", "paste", "clear", "select_all")
    }
    assert keys == {
        "cut": "Ctrl+X",
        "copy": "Ctrl+C",
        "paste": "Ctrl+V",
        "clear": "Del",
        "select_all": "Ctrl+A",
    }
    type_into(qtbot, window, CELL, "8")
    view = table(window, "applications")
    view.go_to(CELL)
    qtbot.keyClick(view, Qt.Key.Key_X, CTRL)
    assert CELL not in window.workbench.session.report.cells
    qtbot.keyClick(view, Qt.Key.Key_V, CTRL)
    assert window.workbench.session.report.cells[CELL] == 8


@pytest.mark.parametrize("place", ["applications", "problems"])
def test_ctrl_and_the_wheel_zoom_and_ctrl_0_goes_back(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, place: str
) -> None:
    add_report()
    view = table(window, place) if place == "applications" else text(window, place)
    usual = view.font().pointSizeF()
    wheel(view.viewport(), 120, CTRL)
    assert view.font().pointSizeF() > usual
    assert window.workbench.findings.list.font().pointSizeF() > usual, (
        "all of the window, not the middle alone"
    )
    assert window.workbench.notice.font().pointSizeF() > usual
    wheel(view.viewport(), -120, CTRL)
    wheel(view.viewport(), -120, CTRL)
    assert view.font().pointSizeF() < usual
    wheel(view.viewport(), 120, NONE)
    assert view.font().pointSizeF() < usual, "without Ctrl it scrolls"
    qtbot.keyClick(window, Qt.Key.Key_0, CTRL)
    assert view.font().pointSizeF() == usual


def test_last_years_figure_and_the_difference_stand_below_this_years_on_wish(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(year=2024, cells={CELL: 9, "applications.granted.enterprise": 4})
    add_report(year=2025)
    type_into(qtbot, window, CELL, "12")
    qtbot.waitUntil(lambda: window.workbench.session.check.completed)
    index, blank = index_of(window, CELL), index_of(window, "applications.granted.enterprise")
    view = table(window, "applications")
    height = view.rowHeight(index.row())
    assert index.data(GridRole.LAST_YEAR) == "", "only on wish"
    assert "上年：9，增减：+3" in index.data(Qt.ItemDataRole.ToolTipRole)
    plain = view.grab().toImage()
    window.menu_actions.by_name["last_year"].trigger()
    assert index.data(GridRole.LAST_YEAR) == "9 +3"
    assert blank.data(GridRole.LAST_YEAR) == "4", "nothing to compare yet"
    assert view.rowHeight(index.row()) > height
    assert view.grab().toImage() != plain
    assert window.menu_actions.by_name["last_year"].isChecked()
    window.workbench.session.select(
        next(h.id for h in window.workbench.session.summaries() if h.year == 2024)
    )
    qtbot.waitUntil(lambda: window.workbench.session.check.completed)
    assert index_of(window, CELL).data(GridRole.LAST_YEAR) == "", "its own last year, not another report's"
    window.menu_actions.by_name["last_year"].trigger()
    assert view.rowHeight(index.row()) == height


def test_enter_goes_where_the_menu_says_and_the_next_window_remembers(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, open_window: OpenWindow
) -> None:
    add_report()
    window.menu_actions.by_name["enter_goes_right"].trigger()
    type_into(qtbot, window, CELL, "1")
    assert table(window, "applications").current_key() == "applications.granted.enterprise"
    path = window.workbench.session.path
    window.close()
    again = open_window(path)
    assert again.menu_actions.by_name["enter_goes_right"].isChecked()
    type_into(qtbot, again, CELL, "2")
    assert table(again, "applications").current_key() == "applications.granted.enterprise"
    again.menu_actions.by_name["enter_goes_right"].trigger()
    type_into(qtbot, again, CELL, "3")
    assert table(again, "applications").current_key() == "applications.partly_granted.natural_person"


def test_a_cells_own_history_lists_its_changes_alone(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    type_into(qtbot, window, CELL, "5")
    type_into(qtbot, window, CELL, "6")
    type_into(qtbot, window, "applications.new.enterprise", "7")
    view = table(window, "applications")
    view.go_to(CELL)
    seen: list[tuple[str, str]] = []

    def look(dialog: QDialog) -> None:
        model = part(dialog, QTreeView, "historyList").model()
        rows = range(model.rowCount())
        seen.extend((model.index(row, 4).data(), model.index(row, 5).data()) for row in rows)
        assert part(dialog, QLineEdit, "historySearch").text() == "“予以公开”行“自然人”列"
        dialog.reject()

    in_dialog(look)
    window.menu_actions.by_name["cell_history"].trigger()
    assert seen == [("5", "6"), ("（未填）", "5")]


def test_fill_down_by_its_key(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    type_into(qtbot, window, CELL, "8")
    view = table(window, "applications")
    press(qtbot, view, Qt.Key.Key_D, CTRL)
    cells = window.workbench.session.report.cells
    assert cells["applications.partly_granted.natural_person"] == 8


@pytest.mark.parametrize("name", ["fill_down", "fill_right"])
def test_filling_while_a_cell_is_typed_says_that_it_does_not(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, name: str
) -> None:
    add_report()
    type_into(qtbot, window, CELL, "8")
    view = table(window, "applications")
    type_keys(qtbot, view, "42")
    before = window.workbench.session.report.cells
    window.menu_actions.by_name[name].trigger()
    assert "没有执行" in notice(window)
    assert view.pending() == "42"
    assert window.workbench.session.report.cells == before


def test_clearing_while_something_is_typed_takes_the_words_that_are_selected(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(title="示例标题")
    type_into(qtbot, window, CELL, "8")
    view = table(window, "applications")
    view.go_to(CELL)
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.viewport().findChild(QLineEdit, "cellEditor"), "5")
    window.menu_actions.by_name["clear"].trigger()
    assert view.pending() == "85", "nothing is selected"
    part(window, QTabWidget, "reportTabs").setCurrentIndex(0)
    line = part(window, QLineEdit, "field_title")
    line.setFocus()
    line.selectAll()
    window.menu_actions.by_name["clear"].trigger()
    assert line.text() == ""
    qtbot.waitUntil(lambda: window.workbench.session.report.title == "")
    window.workbench.session.undo()
    assert line.text() == "示例标题"
    assert window.workbench.session.report.cells[CELL] == 85


def test_the_right_button_on_a_label_offers_the_table_s_menu_for_its_row_or_column(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    view = table(window, "applications")
    cell = index_of(window, CELL)

    def click(label: QHeaderView, section: int) -> set[tuple[int, int]]:
        along = label.sectionViewportPosition(section) + 5
        across = label.height() - 5 if label is view.horizontalHeader() else label.width() - 5
        where = QPoint(along, across) if label is view.horizontalHeader() else QPoint(across, along)
        seen.clear()
        QTest.mouseClick(label.viewport(), Qt.MouseButton.RightButton, pos=where)
        QTimer.singleShot(0, note_and_close)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, label.viewport().mapToGlobal(where))
        QApplication.sendEvent(label.viewport(), asked)
        return {(index.row(), index.column()) for index in view.selectedIndexes()}

    seen: list[str] = []

    def note_and_close() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(bare(action.text()) for action in menu.actions() if not action.isSeparator())
        menu.close()

    row = click(view.verticalHeader(), cell.row())
    assert {place[0] for place in row} == {cell.row()}
    assert len(row) > 5
    assert seen == offered(view)
    assert click(view.horizontalHeader(), cell.column()) > {(cell.row(), cell.column())}
    assert seen == offered(view)
    view.selectAll()
    everything = {(index.row(), index.column()) for index in view.selectedIndexes()}
    assert click(view.verticalHeader(), cell.row()) == everything, "what is chosen with it stays chosen"
