"""A ledger on screen and the report that was there before: nothing is done to what nobody sees."""

import pytest
from driving import part, table
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage


def test_beside_a_ledger_no_command_acts_on_the_report_that_was_on_screen(
    window: MainWindow, page: LedgerPage
) -> None:
    actions = window.menu_actions.by_name
    assert not [name for name in ("finalize", "print_report", "delete_report") if actions[name].isEnabled()]
    assert "台账" in window.windowTitle()
    assert "2025" not in window.windowTitle()
    window.workbench.middle.show_page(None)
    assert actions["finalize"].isEnabled()
    assert "2025" in window.windowTitle()


def test_beside_a_ledger_nothing_is_told_of_cells_that_nobody_sees(
    window: MainWindow, workbench: Workbench, add_report: ReportAdder
) -> None:
    add_report("示例县教育局", 2025)
    view = table(window, "applications")
    for cell in ("applications.new.natural_person", "applications.new.enterprise"):
        view.go_to(cell)
        QTest.keyClick(view, Qt.Key.Key_7)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    view.go_to("applications.new.natural_person")
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    bars = [part(window, QLabel, name) for name in ("formulaBar", "selectionSums", "verdictLabel")]
    assert all(bar.isVisible() and bar.text() for bar in bars)
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    assert workbench.middle.shows_ledger
    assert not [bar.text() for bar in bars if bar.isVisible() and bar.text()]
    workbench.middle.show_page(None)
    assert all(bar.isVisible() and bar.text() for bar in bars)
    assert bars[1].text().startswith("求和 14")


def test_a_report_that_comes_on_screen_takes_the_place_of_anothers_ledger(
    workbench: Workbench, page: LedgerPage, add_report: ReportAdder
) -> None:
    assert workbench.middle.shows_ledger
    add_report("乙县教育局", 2025)
    assert not workbench.middle.shows_ledger


@pytest.mark.parametrize("name", ["undo", "redo"])
def test_undo_beside_a_ledger_shows_the_cell_that_it_changes(
    window: MainWindow, workbench: Workbench, add_report: ReportAdder, name: str
) -> None:
    add_report("示例县教育局", 2025)
    view = table(window, "applications")
    view.go_to("applications.new.natural_person")
    QTest.keyClick(view, Qt.Key.Key_7)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    keys = {"undo": Qt.Key.Key_Z, "redo": Qt.Key.Key_Y}
    if name == "redo":
        QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    assert workbench.middle.shows_ledger
    QTest.keyClick(QApplication.focusWidget(), keys[name], Qt.KeyboardModifier.ControlModifier)
    cell = workbench.session.report.cells.get("applications.new.natural_person")
    assert cell == (None if name == "undo" else 7)
    assert not workbench.middle.shows_ledger
    assert view.isVisible()
    assert view.current_key() == "applications.new.natural_person"
    assert QApplication.focusWidget() is view


def test_undo_beside_another_units_ledger_shows_the_one_that_it_changes(
    workbench: Workbench, page: LedgerPage, add_report: ReportAdder
) -> None:
    first, second = page.ledger.unit, add_report("乙县教育局", 2025).unit
    assert first is not None
    workbench.run(lambda verbs: verbs.ledger.show_unit(first))
    for key in (Qt.Key.Key_A, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert [request.number for request in page.ledger.requests.values()] == ["a"]
    workbench.run(lambda verbs: verbs.ledger.show_unit(second))
    assert page.ledger.unit == second
    for key, count in ((Qt.Key.Key_Z, 0), (Qt.Key.Key_Y, 1)):
        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
        assert page.ledger.unit == first
        assert page.isVisible()
        assert len(page.ledger.requests) == count
