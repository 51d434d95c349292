"""Where the keyboard is once a verb has brought another report, or another state of it, on screen."""

from pathlib import Path

import pytest
from dialogs import in_dialog
from driving import part, table, text, type_into
from fixture_types import ReportAdder
from pages import NEW, UNIT, YEAR, Page
from places import cell_editor, click, ledger_page
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QTableView,
    QTableWidget,
    QTabWidget,
    QTextEdit,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from app.edits import RemoveReport
from ui.frame.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
KEY = "disputes.review.upheld"


def _choose(window: MainWindow, name: str) -> None:
    """Choose an entry of a menu with the mouse."""
    action = window.menu_actions.by_name[name]
    menu = next(menu for menu in window.findChildren(QMenu) if action in menu.actions())
    menu.popup(window.mapToGlobal(window.rect().topLeft()))
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def _until_dialog(qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=10_000)
    return QApplication.activeModalWidget()


def _press(dialog: QDialog, name: str) -> None:
    """Press a button by the space key."""
    button = part(dialog, QPushButton, name)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def _page_of(folder: Path, name: str, **special: object) -> Path:
    path = folder / name
    path.write_text(Page(NEW, **special).html(), encoding="utf-8")
    return path


def _take_in(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    window.workbench.verbs.imports.import_paths([_page_of(folder, "年报.html")])
    _press(_until_dialog(qtbot), "addReport")


def _take_in_many(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    paths = [
        _page_of(folder, f"{year}.html", title=f"<h1>{UNIT}{year}年政府信息公开工作年度报告</h1>")
        for year in (2022, 2023)
    ]
    window.workbench.verbs.imports.import_paths(paths)
    dialog = _until_dialog(qtbot)
    qtbot.waitUntil(part(dialog, QPushButton, "importAll").isEnabled, timeout=5000)
    _press(dialog, "importAll")


def _restore_backup(qtbot: QtBot, window: MainWindow, _folder: Path) -> None:
    in_dialog(lambda dialog: _press(dialog, "restoreBackup"))
    _choose(window, "backups")


def _bring_back(_qtbot: QtBot, window: MainWindow, _folder: Path) -> None:
    def act(dialog: QDialog) -> None:
        view, button = part(dialog, QTreeView, "historyList"), part(dialog, QPushButton, "bringBack")
        row = 0
        while not button.isEnabled():
            view.setCurrentIndex(view.model().index(row, 0))
            row += 1
        _press(dialog, "bringBack")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    in_dialog(act)
    _choose(window, "history")


def _duplicate(_qtbot: QtBot, window: MainWindow, _folder: Path) -> None:
    def act(dialog: QDialog) -> None:
        part(dialog, QSpinBox, "reportYear").setValue(2023)
        QTest.keyClick(part(dialog, QSpinBox, "reportYear"), Qt.Key.Key_Return)

    in_dialog(act)
    _choose(window, "duplicate_report")


def _restore_deleted(_qtbot: QtBot, window: MainWindow, _folder: Path) -> None:
    def act(dialog: QDialog) -> None:
        part(dialog, QTableWidget, "deletedList").selectRow(0)
        _press(dialog, "restoreDeleted")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    in_dialog(act)
    _choose(window, "deleted_reports")


ACTS = {
    "taken in": _take_in,
    "many taken in": _take_in_many,
    "backup": _restore_backup,
    "past state": _bring_back,
    "another year": _duplicate,
    "deleted": _restore_deleted,
}


BROUGHT = {"taken in": YEAR, "many taken in": 2023, "backup": 2025, "past state": 2025} | {
    "another year": 2023,
    "deleted": 2020,
}
"""The year of the report that is on screen then."""


def _from_cell(window: MainWindow) -> None:
    view = table(window, "disputes")
    click(view.viewport(), view.visualRect(view.model().index_for(KEY)).center())


def _from_text(window: MainWindow) -> None:
    click(text(window, "overview").viewport())


def _from_line(window: MainWindow) -> None:
    part(window, QTabWidget, "reportTabs").setCurrentIndex(0)
    click(part(window, QLineEdit, "field_title"))


def _from_list(window: MainWindow) -> None:
    table(window, "disputes")
    window.workbench.report_panel.list.setFocus(Qt.FocusReason.TabFocusReason)


def _from_search(window: MainWindow) -> None:
    table(window, "disputes")
    window.workbench.report_panel.findChild(QLineEdit).setFocus()


def _from_findings(window: MainWindow) -> None:
    table(window, "disputes")
    window.workbench.findings.list.setFocus(Qt.FocusReason.TabFocusReason)


def _from_tab_bar(window: MainWindow) -> None:
    table(window, "disputes")
    part(window, QTabWidget, "reportTabs").tabBar().setFocus(Qt.FocusReason.TabFocusReason)


def _from_ledger(window: MainWindow) -> None:
    ledger_page(window).grid.setFocus()


BEGINNINGS = {
    "cell": _from_cell,
    "text": _from_text,
    "line": _from_line,
    "list": _from_list,
    "search": _from_search,
    "findings": _from_findings,
    "tab bar": _from_tab_bar,
    "ledger": _from_ledger,
}


_OF_THE_REPORT = ("past state", "another year")
"""What the menus offer only while a report is on screen."""


@pytest.mark.parametrize(
    ("act", "beginning"),
    [(act, here) for act in ACTS for here in BEGINNINGS if (here, act in _OF_THE_REPORT) != ("ledger", True)],
)
def test_the_keyboard_is_on_the_page_on_screen(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, tmp_path: Path, act: str, beginning: str
) -> None:
    gone = add_report(year=2020)
    add_report(year=2021)
    add_report()
    session = window.workbench.session
    session.apply(RemoveReport(gone.id))
    type_into(qtbot, window, KEY, "4")
    assert session.file.back_up_by_hand() is not None
    type_into(qtbot, window, KEY, "9")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    BEGINNINGS[beginning](window)
    ACTS[act](qtbot, window, tmp_path)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.wait(50)
    assert session.report is not None
    assert session.report.year == BROUGHT[act]
    focus, page = QApplication.focusWidget(), window.workbench.middle.currentWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)
    assert not isinstance(focus, QTabBar | QAbstractButton)
    before = {head.id: session.repository.report(head.id) for head in session.summaries()}
    QTest.keyClick(focus, Qt.Key.Key_7)
    editor = cell_editor(focus)
    if editor is not None:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    session.settle()
    changed = {key for key, report in before.items() if session.repository.report(key) != report}
    if (
        isinstance(focus, QTableView | QLineEdit | QPlainTextEdit | QTextEdit)
        and page is window.workbench.tabs
    ):
        assert changed == {session.report.id}, "what is typed goes to where it is seen"
    else:
        assert not changed
        assert "不能输入" in window.statusBar().currentMessage() or page is not window.workbench.tabs
