"""A menu opened by its key while a cell is typed into, and left again: the keyboard is back at the table."""

import os
import subprocess
import time
from pathlib import Path

from driving import table, type_keys
from fixture_types import ReportAdder
from places import PLACES, cell_editor
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ways import typing_program, workspace_with_request

from ui.frame.main_window import MainWindow

CELL = "applications.new.natural_person"


def test_what_is_typed_next_goes_into_the_cell(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    view = table(window, "applications")
    index = view.model().index_for(CELL)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    type_keys(qtbot, view, "4")
    bar = window.menuBar()
    bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
    qtbot.waitUntil(lambda: cell_editor(view) is None)
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not bar)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_7)
    window.workbench.session.settle()
    assert window.workbench.session.report.cells[CELL] == 7


def test_on_a_desktop(root: Path, tmp_path: Path, display: str) -> None:
    path, place = workspace_with_request(tmp_path), PLACES[1]
    environment = os.environ | {"DISPLAY": display}
    with typing_program(root, path, place, DISPLAY=display, QT_QPA_PLATFORM="xcb"):
        for keys in ("alt+v", "Escape", "Escape", "7", "Return"):
            time.sleep(0.4)
            subprocess.run(["xdotool", "key", keys], check=True, env=environment)
        until = time.monotonic() + 5
        while place.on_disk(path) != 7 and time.monotonic() < until:
            time.sleep(0.1)
    assert place.on_disk(path) == 7
