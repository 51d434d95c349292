"""A unit that keeps a ledger and has no report yet stands in the list, and the first page leads to its ledger."""

from pathlib import Path

from dialogs import in_dialog, press_default
from driving import part
from fixture_types import ReportAdder
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QListView, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from ui.base import theme
from ui.frame.main_window import MainWindow
from ui.models.report_model import ReportRole

UNIT = "示例县水利局"


def _listed(window: MainWindow) -> list[str]:
    model = part(window, QListView, "reportList").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _open_from_the_first_page(window: MainWindow) -> None:
    """Press the first page's button, and name the unit in the window that asks for it."""

    def act(dialog: QDialog) -> None:
        part(dialog, QComboBox, "unitName").setCurrentText(UNIT)
        press_default(dialog)

    in_dialog(act)
    QTest.mouseClick(part(window, QPushButton, "welcome_open_ledger"), Qt.MouseButton.LeftButton)
    assert window.workbench.middle.shows_ledger


def _register_one(window: MainWindow) -> None:
    """Begin a ledger from the first page and type one request's applicant."""
    _open_from_the_first_page(window)
    for key in (Qt.Key.Key_Insert, Qt.Key.Key_A, Qt.Key.Key_Return):
        QTest.keyClick(window.focusWidget(), key)


def test_a_unit_is_listed_with_its_first_request_and_a_click_opens_its_ledger(
    qtbot: QtBot, window: MainWindow
) -> None:
    _register_one(window)
    assert _listed(window) == [UNIT]
    window.workbench.middle.show_page(None)
    assert not window.workbench.middle.shows_ledger
    view = part(window, QListView, "reportList")
    place = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.workbench.middle.shows_ledger
    assert window.workbench.verbs.ledger.ledger.unit.name == UNIT


def test_it_is_listed_when_the_file_is_opened_again_and_goes_with_its_last_request(
    window: MainWindow, open_window: object, tmp_path: Path
) -> None:
    _register_one(window)
    window.close()
    again: MainWindow = open_window(tmp_path / "工作 文件.nianbao")  # type: ignore[operator]
    assert _listed(again) == [UNIT]
    _open_from_the_first_page(again)
    table = part(again, QTableView, "ledgerTable")
    table.setCurrentIndex(table.model().index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert not again.workbench.verbs.ledger.ledger.requests
    assert _listed(again) == []


def test_a_new_report_is_proposed_for_the_unit_whose_ledger_is_on_screen(
    window: MainWindow, add_report: object
) -> None:
    _register_one(window)
    unit = window.workbench.verbs.ledger.ledger.unit
    add_report("乙县教育局", 2025)  # type: ignore[operator]
    window.workbench.verbs.ledger.show_unit(unit)
    seen = []
    in_dialog(lambda dialog: seen.append(part(dialog, QComboBox, "unitName").currentText()))
    window.menu_actions.by_name["new_report"].trigger()
    assert seen == [UNIT]


def test_the_list_marks_the_unit_whose_ledger_is_on_screen(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    workbench = window.workbench
    first, second = add_report("示例县教育局", 2025), add_report("示例县水利局", 2025)
    workbench.session.select(first.id)
    panel = workbench.report_panel

    def marked() -> tuple[str, int | None]:
        line = panel.list.currentIndex().data(ReportRole.LINE)
        return line.unit.name, line.head.id if line.head else None

    for unit in (second.unit, first.unit, second.unit):
        workbench.run(lambda verbs, unit=unit: verbs.ledger.show_unit(unit))
        assert marked() == (unit.name, None)
    # The list is filled anew with the first request; the mark stays where it was.
    for key in (Qt.Key.Key_Insert, Qt.Key.Key_A, Qt.Key.Key_Return):
        QTest.keyClick(window.focusWidget(), key)
    workbench.session.list_changed.emit()
    assert marked() == (second.unit.name, None)
    mark = panel.list.visualRect(panel.list.currentIndex()).topLeft() + QPoint(1, 4)
    assert panel.list.viewport().grab().toImage().pixelColor(mark) == theme.color("accent")
    place = panel.list.visualRect(panel.model.index_for(first.id)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not workbench.middle.shows_ledger
    assert marked() == (first.unit.name, first.id)
