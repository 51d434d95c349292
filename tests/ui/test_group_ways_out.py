"""The fields of a group's page and every way out: nothing breaks, nothing is changed, nothing typed goes elsewhere."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from collecting_office import CITY, COUNTY, make_office
from driving import part
from fixture_types import OpenWindow
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot
from test_group_page import column, page
from ways import WAYS, ask_for_file, give_file, workspace_with_request

from ui.frame.main_window import MainWindow


def _search(window: MainWindow) -> QWidget:
    line = part(window, QLineEdit, "groupSearch")
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    QTest.keyClicks(line, "abc")
    return line


def _state(window: MainWindow) -> QWidget:
    box = part(window, QComboBox, "groupStateFilter")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    return box


def _table(window: MainWindow) -> QWidget:
    table = part(window, QTableView, "groupTable")
    table.setFocus()
    QTest.keyClicks(table, "5")
    return table


FIELDS = {"search": _search, "state": _state, "table": _table}


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [line for line in database.iterdump() if "INSERT INTO" in line]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_office(tmp_path / "汇总.nianbao")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_and_a_way_out(
    qtbot: QtBot, open_window: OpenWindow, path: Path, tmp_path: Path, field: str, way: str
) -> None:
    before = _content(path)
    other = tmp_path / "另一个"
    other.mkdir()
    there = workspace_with_request(other)
    window = open_window(path)
    assert page(window).isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    FIELDS[field](window)
    WAYS[way](window, there)
    QApplication.processEvents()
    if window.isVisible() and way == "another_file":
        assert not page(window).isVisible()
    window.give_up()
    assert _content(path) == before
    again = open_window(path)
    again.workbench.report_panel.group_chosen.emit(CITY)
    assert len(column(again)) > 1, "no search from before hides anybody"


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_and_the_file_given_to_another_window(
    qtbot: QtBot, open_window: OpenWindow, path: Path, field: str
) -> None:
    first, second = open_window(path), open_window(path)
    ask_for_file(qtbot, first, second)
    FIELDS[field](first)
    give_file(first, second)
    assert first.workbench.session.read_only
    assert page(first).isVisible()
    assert part(first, QTableView, "groupTable").isVisible()


def test_a_search_undoes_nothing_elsewhere(qtbot: QtBot, open_window: OpenWindow, path: Path) -> None:
    window = open_window(path)
    session = window.workbench.session
    added = session.new_report("云岭市档案局", 2025)
    session.add(added)
    window.workbench.report_panel.group_chosen.emit(CITY)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line = _search(window)
    for _time in range(4):
        QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert any(head.id == added.id for head in session.summaries())


@pytest.mark.parametrize("way", ["another group", "another file"])
def test_what_was_looked_for_hides_nobody_elsewhere(
    qtbot: QtBot, open_window: OpenWindow, path: Path, tmp_path: Path, way: str
) -> None:
    window = open_window(path)
    line = _search(window)
    _state(window)
    assert column(window) == []
    if way == "another group":
        window.workbench.report_panel.group_chosen.emit(COUNTY)
    else:
        folder = tmp_path / "另一个"
        folder.mkdir()
        assert window.workbench.verbs.workspaces.open_path(make_office(folder / "另一份.nianbao"))
        qtbot.waitUntil(lambda: page(window).isVisible())
    assert line.text() == ""
    assert len(column(window)) > 1


def test_the_same_group_in_another_year_keeps_what_is_looked_for(open_window: OpenWindow, path: Path) -> None:
    window = open_window(path)
    line = _search(window)
    page(window).year_chosen.emit(2024)
    assert line.text() == "abc"
