"""Reports that change while another one is on screen, by the dialogs: nothing typed is lost, and the list tells the truth."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dialogs import in_dialog
from driving import notice, part
from fixture_types import Complete
from places import PLACES, type_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot
from test_verdicts import _lies

from app.edits import SetCells
from app.exports.formats import export
from app.exports.json import render
from app.report import Report, Unit
from app.store.backup import backups
from ui.frame.main_window import MainWindow

TOTAL = "applications.new.total"
PLACE = next(place for place in PLACES if place.name == "overview")


def _settled(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: _lies(window, settled=True) == [], timeout=10_000)


def test_a_batch_import_in_place_of_a_report_that_is_not_on_screen(
    qtbot: QtBot, window: MainWindow, complete: Complete, tmp_path: Path
) -> None:
    behind = complete("示例县民政局")
    here = complete("示例县教育局", overview="")
    _settled(qtbot, window)
    session = window.workbench.session
    assert session.report.id == here.id
    files = []
    for number, report in enumerate((behind, replace(behind, year=behind.year - 1))):
        wrong = report.with_cells({TOTAL: int(report.cells[TOTAL]) + 1 + number})
        files.append(tmp_path / f"{number}.json")
        files[-1].write_bytes(render(wrong))
    type_in(window, PLACE)
    window.workbench.take_dropped(files)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=10_000)
    dialog = QApplication.activeModalWidget()
    choice = part(dialog, QComboBox, "whenThere")
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    part(dialog, QPushButton, "importAll").click()
    assert int(session.repository.report(behind.id).cells[TOTAL]) == int(behind.cells[TOTAL]) + 1
    _settled(qtbot, window)
    session.settle()
    assert session.repository.report(here.id).text("overview") == PLACE.wanted


def test_many_files_of_all_kinds_in_place_of_reports(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    filled: Callable[..., Report],
    tmp_path: Path,
) -> None:
    """Some are as they were, some broken, some mended, some new; next years' reports rest on those before."""
    session = window.workbench.session
    kinds = ("json", "xlsx", "docx", "html", "pdf", "json", "xlsx", "docx")
    files = []
    for number, kind in enumerate(kinds):
        year = 2021 + number % 4
        unit = Unit(0, ("示例县民政局", "示例县教育局")[number // 4])
        whole = filled("cn-disclosure-2021", number + 1, year=year, unit=unit, signed_by=unit.name)
        broken = whole.with_cells({TOTAL: int(whole.cells[TOTAL]) + 1 + number})
        sent, there = (whole, broken) if number % 2 else (broken, whole)
        if number != 3:
            added = session.new_report(unit.name, year)
            kept = whole if number == 5 else there
            session.add(replace(kept, id=added.id, unit=added.unit))
        path = tmp_path / f"{number}.{kind}"
        export(sent, kind, path, draft=True)
        files.append(path)
    _settled(qtbot, window)
    window.workbench.take_dropped(files)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=30_000)
    dialog = QApplication.activeModalWidget()
    choice = part(dialog, QComboBox, "whenThere")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_End)
    button = part(dialog, QPushButton, "importAll")
    assert "7 份" in button.text(), "one is as it was"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert "另有 1 份与已有的完全相同，没有改动" in notice(window)
    assert len(session.summaries()) == len(kinds)
    _settled(qtbot, window)
    session.undo()
    _settled(qtbot, window)
    session.redo()
    _settled(qtbot, window)


def test_a_backup_restored_while_a_report_is_on_screen_that_it_does_not_change(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    behind = complete("示例县民政局")
    here = complete("示例县教育局")
    session = window.workbench.session
    path = session.path
    session.file.back_up_by_hand()
    known = len(backups(path))
    session.apply(SetCells(behind.id, {TOTAL: 1}))
    _settled(qtbot, window)

    def act(dialog: QDialog) -> None:
        label = part(dialog, QLabel, "backupChanges")
        qtbot.waitUntil(lambda: label.text() != "正在比较……", timeout=5000)
        assert part(dialog, QTableWidget, "backupList").rowCount() >= known
        part(dialog, QPushButton, "restoreBackup").click()

    in_dialog(act)
    window.menu_actions.by_name["backups"].trigger()
    qtbot.waitUntil(lambda: session.report is not None)
    assert session.report.id == here.id
    assert session.repository.report(behind.id).cells[TOTAL] == behind.cells[TOTAL]
    _settled(qtbot, window)
