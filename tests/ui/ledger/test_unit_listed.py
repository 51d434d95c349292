"""A unit that keeps a ledger and has no report yet stands in the list, and the first page leads to its ledger."""

from pathlib import Path

from dialogs import in_dialog
from driving import part
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog, QListView, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow

UNIT = "示例县水利局"


def _listed(window: MainWindow) -> list[str]:
    model = part(window, QListView, "reportList").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _register_one(window: MainWindow, monkeypatch: object) -> None:
    """Begin a ledger from the first page and type one request's applicant."""
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (UNIT, True))  # type: ignore[attr-defined]
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_, **__: (UNIT, True))  # type: ignore[attr-defined]
    QTest.mouseClick(part(window, QPushButton, "welcome_open_ledger"), Qt.MouseButton.LeftButton)
    assert window.workbench.shows_ledger
    for key in (Qt.Key.Key_Insert, Qt.Key.Key_A, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)


def test_a_unit_is_listed_with_its_first_request_and_a_click_opens_its_ledger(
    qtbot: QtBot, window: MainWindow, monkeypatch: object
) -> None:
    _register_one(window, monkeypatch)
    assert _listed(window) == [UNIT]
    window.workbench.show_page(None)
    assert not window.workbench.shows_ledger
    view = part(window, QListView, "reportList")
    place = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.workbench.shows_ledger
    assert window.workbench.verbs.ledger.ledger.unit.name == UNIT


def test_it_is_listed_when_the_file_is_opened_again_and_goes_with_its_last_request(
    window: MainWindow, open_window: object, monkeypatch: object, tmp_path: Path
) -> None:
    _register_one(window, monkeypatch)
    window.close()
    again: MainWindow = open_window(tmp_path / "工作 文件.nianbao")  # type: ignore[operator]
    assert _listed(again) == [UNIT]
    QTest.mouseClick(part(again, QPushButton, "welcome_open_ledger"), Qt.MouseButton.LeftButton)
    table = part(again, QTableView, "ledgerTable")
    table.setCurrentIndex(table.model().index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert not again.workbench.verbs.ledger.ledger.requests
    assert _listed(again) == []


def test_a_new_report_is_proposed_for_the_unit_whose_ledger_is_on_screen(
    window: MainWindow, monkeypatch: object, add_report: object
) -> None:
    add_report("乙县教育局", 2025)  # type: ignore[operator]
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_, **__: (UNIT, True))  # type: ignore[attr-defined]
    window.workbench.verbs.ledger.show_unit(window.workbench.verbs.ledger._asked_unit())
    seen = []
    in_dialog(lambda dialog: seen.append(part(dialog, QComboBox, "unitName").currentText()))
    window.menu_actions.by_name["new_report"].trigger()
    assert seen == [UNIT]
