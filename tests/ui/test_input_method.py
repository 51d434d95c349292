"""Typing with an input method: the first character opens the cell's editor, and nothing typed while or after it is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from driving import table
from fixture_types import ReportAdder
from invented_requests import invented
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from ui.frame.main_window import MainWindow
from ui.views.tables.typed_table import TypedTable
from ui.work.session import Session

CELL = "disputes.review.upheld"
Opened = tuple[TypedTable, Callable[[], object], object]


def compose(preedit: str, committed: str = "") -> None:
    """Send what an input method sends to whatever has the keyboard: what is being composed, or what came of it."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(committed)
    QApplication.sendEvent(QApplication.focusWidget(), event)
    QApplication.processEvents()


def key(code: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), code)


def keys(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def _editor(view: TypedTable) -> QLineEdit | None:
    return view.viewport().findChild(QLineEdit, "cellEditor")


@pytest.fixture(params=["figures", "ledger"])
def opened(
    request: pytest.FixtureRequest, window: MainWindow, add_report: ReportAdder
) -> Callable[[], Opened]:
    """A table with the keyboard on a filled cell; how its value is read, and what it is."""

    def figures() -> Opened:
        session: Session = window.workbench.session
        session.apply(SetCells(session.report.id, {CELL: 5}))
        view = table(window, "disputes")
        view.go_to(CELL)
        view.setFocus()
        return view, lambda: session.report.cells.get(CELL), 5

    def ledger() -> Opened:
        window.workbench.run(lambda verbs: verbs.ledger.open_ledger())
        page = window.workbench.verbs.ledger.page
        one = replace(invented(1), id=1, unit_id=page.ledger.unit.id, applicant="张某")
        page.ledger.put({1: one}, "准备")
        page.grid.go_to(0, page.model.column_of("applicant"))
        page.grid.setFocus()
        return page.grid, lambda: page.ledger.requests[1].applicant, "张某"

    def run() -> Opened:
        add_report()
        return figures() if request.param == "figures" else ledger()

    return run


def _typed(view: TypedTable) -> tuple[list[tuple[str, str]], str]:
    """Return what is composed in the cell, and the digits or letters that are typed after it without an input method."""
    return (
        ([("1", "１"), ("23", "２３")], "4")
        if view.objectName() != "ledgerTable"
        else ([("w", "王"), ("m", "某")], "A")
    )


@pytest.mark.parametrize("composed", [True, False])
def test_all_that_is_typed_arrives_from_the_first_character_on(
    opened: Callable[[], Opened], composed: bool
) -> None:
    """Input methods differ in whether they show in place what is being composed."""
    view, value, _ = opened()
    parts, plain = _typed(view)
    for preedit, committed in parts:
        if composed:
            compose(preedit)
            compose(f"{preedit} {preedit}")
        compose("", committed)
    keys(plain)
    keys("5")
    key(Qt.Key.Key_Backspace)
    key(Qt.Key.Key_Return)
    wanted = "".join(committed for _preedit, committed in parts) + plain
    assert value() == (1234 if wanted == "１２３4" else wanted)
    assert _editor(view) is None
    assert QApplication.focusWidget() is view


@pytest.mark.parametrize("leaves", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_a_character_that_is_begun_and_taken_back_leaves_the_value(
    qtbot: QtBot, opened: Callable[[], Opened], leaves: Qt.Key
) -> None:
    view, value, before = opened()
    compose("w")
    qtbot.wait(400)
    assert value() == before, "nothing has been typed yet"
    compose("")
    key(leaves)
    assert _editor(view) is None
    assert value() == before


def test_what_is_emptied_after_a_character_came_is_empty(opened: Callable[[], Opened]) -> None:
    view, value, _ = opened()
    parts, _plain = _typed(view)
    compose(parts[0][0])
    compose("", parts[0][1])
    key(Qt.Key.Key_Backspace)
    key(Qt.Key.Key_Return)
    assert value() in (None, "")


def test_a_cell_that_takes_no_text_says_so_when_a_character_is_begun(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    view = table(window, "disputes")
    view.go_to("disputes.review.total")
    view.setFocus()
    told: list[str] = []
    window.workbench.session.refused.connect(told.append)
    compose("w")
    assert told
    assert _editor(view) is None
