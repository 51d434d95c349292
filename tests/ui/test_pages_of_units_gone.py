"""A page of a unit that the file has no more is left: what is typed there would have no place."""

from dataclasses import replace

from collecting_office import CITY
from dialogs import in_dialog
from driving import notice, part
from fixture_types import ReportAdder
from places import ledger_page
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot
from test_group_page import page
from ways import CTRL

from app.edits import SetUnit, put
from app.records import UnitRow
from app.store.backup import backups
from app.store.workspace import create
from ui.frame.main_window import MainWindow


def _go_back(qtbot: QtBot, window: MainWindow) -> None:
    """Go back to the first backup."""

    def act(dialog: QDialog) -> None:
        table = part(dialog, QTableWidget, "backupList")
        table.selectRow(table.rowCount() - 1)
        QTest.mouseClick(part(dialog, QPushButton, "restoreBackup"), Qt.MouseButton.LeftButton)

    in_dialog(act)
    window.menu_actions.by_name["backups"].trigger()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def _wait_for_backup(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: bool(backups(window.workbench.session.path)), timeout=5000)


def test_a_ledger_of_a_unit_that_the_backup_does_not_have(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    _wait_for_backup(qtbot, window)
    add_report()
    assert ledger_page(window).isVisible()
    _go_back(qtbot, window)
    assert not window.workbench.middle.shows_ledger
    assert "已恢复" in notice(window)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_5)
    assert window.workbench.session.repository.units() == []


def test_a_ledger_whose_unit_is_another_one_in_the_backup(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report("示例县审计局")
    session = window.workbench.session
    assert session.file.back_up_by_hand() is not None
    for one in backups(session.path)[1:]:
        one.path.unlink()
    session.apply(SetUnit(replace(report.unit, name="示例县教育局")))
    ledger_page(window)
    assert window.workbench.verbs.ledger.ledger.unit.name == "示例县教育局"
    _go_back(qtbot, window)
    assert not window.workbench.middle.shows_ledger
    assert session.report.unit.name == "示例县审计局"


def test_a_unit_whose_name_is_corrected_keeps_its_ledger_on_screen(
    window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report("示例县教育局")
    shown = ledger_page(window)
    window.workbench.session.apply(SetUnit(replace(report.unit, name="示例县教育体育局")))
    assert window.workbench.middle.shows_ledger
    assert any("示例县教育体育局" in label.text() for label in shown.findChildren(QLabel))


def test_a_unit_that_was_registered_for_its_ledger_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    workbench = window.workbench
    workbench.middle.show_page(None)
    in_dialog(_name_it)
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_L, CTRL)
    assert workbench.middle.shows_ledger
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert workbench.session.repository.units() == []
    assert not workbench.middle.shows_ledger
    assert "登记单位" in notice(window)


def _name_it(dialog: QDialog) -> None:
    part(dialog, QComboBox, "unitName").setCurrentText("示例县教育局")
    QTest.keyClick(part(dialog, QComboBox, "unitName"), Qt.Key.Key_Return)


def test_a_group_that_the_backup_does_not_have(qtbot: QtBot, office: MainWindow) -> None:
    path = office.workbench.session.path
    _wait_for_backup(qtbot, office)
    for one in backups(path):
        empty = one.path.with_name("空.nianbao")
        create(empty).close()
        empty.replace(one.path)
    assert page(office).isVisible()
    _go_back(qtbot, office)
    assert not page(office).isVisible()
    assert office.workbench.session.summaries() == []


def test_a_group_whose_name_is_corrected_stays_on_screen(office: MainWindow) -> None:
    city = next(u for u in office.workbench.session.repository.units() if u.id == CITY)
    renamed = UnitRow(CITY, "云岭市政府", city.short_name, city.kind.value)
    office.workbench.session.apply(put("修改单位", renamed))
    assert page(office).isVisible()
    assert part(office, QLabel, "groupTitle").text() == "云岭市政府"
