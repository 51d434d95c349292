"""Undo with the keyboard anywhere: what it changes is shown and, where that was not on screen, named."""

from pathlib import Path

import pytest
from driving import notice, part, table, text, type_into
from fixture_types import OpenWindow
from places import LEDGER_PLACES, cell_editor, ledger_page
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QTabWidget
from pytestqt.qtbot import QtBot
from ways import CTRL, workspace_with_request

from ui.frame.main_window import MainWindow

CELL = "applications.new.natural_person"
PLACES = {place.name: place for place in LEDGER_PLACES if place.name in ("line text", "content", "grid text")}


@pytest.fixture
def typed(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> MainWindow:
    """A window in whose report one figure was typed last."""
    window = open_window(workspace_with_request(tmp_path))
    type_into(qtbot, window, CELL, "42")
    assert _value(window) == 42
    window.workbench.notice.hide()
    return window


def _value(window: MainWindow) -> object:
    return window.workbench.session.report.cells.get(CELL)


def _press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, CTRL)


def _cell_is_framed_on_screen(window: MainWindow) -> bool:
    view = part(window, QTableView, "table_applications")
    seen = view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    return view.isVisible() and seen and view.current_key() == CELL


@pytest.mark.parametrize("name", PLACES)
def test_from_the_ledger_the_figure_that_is_undone_is_shown_and_named(typed: MainWindow, name: str) -> None:
    PLACES[name].go(typed)
    assert ledger_page(typed).isVisible()
    _press(Qt.Key.Key_Z)
    assert _value(typed) is None
    assert _cell_is_framed_on_screen(typed)
    assert notice(typed).startswith("已撤销“")
    assert typed.workbench.session.report.form.cells[CELL].name in notice(typed)
    QTest.keyClicks(QApplication.focusWidget(), "7")
    QTest.keyClick(
        cell_editor(QApplication.focusWidget().parent()) or QApplication.focusWidget(), Qt.Key.Key_Return
    )
    assert _value(typed) == 7, "the keyboard is where the eye is"


def test_redo_from_the_ledger_is_shown_and_named_too(typed: MainWindow) -> None:
    _press(Qt.Key.Key_Z)
    assert _value(typed) is None
    PLACES["content"].go(typed)
    _press(Qt.Key.Key_Y)
    assert _value(typed) == 42
    assert _cell_is_framed_on_screen(typed)
    assert notice(typed).startswith("已重做“")


def test_from_another_tab_it_is_shown_and_named(typed: MainWindow) -> None:
    text(typed, "overview").setFocus()
    _press(Qt.Key.Key_Z)
    assert _value(typed) is None
    assert _cell_is_framed_on_screen(typed)
    assert typed.workbench.session.report.form.cells[CELL].name in notice(typed)


def test_on_the_page_that_shows_it_nothing_is_said(typed: MainWindow) -> None:
    table(typed, "applications").go_to("applications.granted.enterprise")
    _press(Qt.Key.Key_Z)
    assert _value(typed) is None
    assert _cell_is_framed_on_screen(typed)
    assert notice(typed) == ""


def test_what_has_no_place_on_screen_is_named(qtbot: QtBot, typed: MainWindow) -> None:
    session = typed.workbench.session
    typed.menu_actions.by_name["computed_totals"].trigger()
    before = session.report.totals
    typed.workbench.notice.hide()
    _press(Qt.Key.Key_Z)
    assert session.report.totals is not before
    assert notice(typed).startswith("已撤销“切换合计方式”")


@pytest.mark.parametrize("name", ["field_title", "field_signed_by"])
def test_a_line_that_has_nothing_of_its_own_to_undo_undoes_nothing(typed: MainWindow, name: str) -> None:
    part(typed, QTabWidget, "reportTabs").setCurrentIndex(0)
    part(typed, QLineEdit, name).setFocus()
    _press(Qt.Key.Key_Z)
    assert _value(typed) == 42


def test_a_search_undoes_nothing_elsewhere(typed: MainWindow) -> None:
    page = ledger_page(typed)
    page.open_search()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "abc")
    for _time in range(3):
        QTest.keyClick(line, Qt.Key.Key_Z, CTRL)
    assert line.text() == ""
    assert _value(typed) == 42
    assert page.isVisible()
