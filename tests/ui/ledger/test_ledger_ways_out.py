"""What is typed in a ledger and escaped from, typed with pauses, or refused."""

from pathlib import Path

import pytest
from fixture_types import OpenWindow
from places import LEDGER_PLACES, LedgerPlace, cell_editor, each_of, ledger_page, type_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ways import (
    CTRL,
    escape_from_the_second_of_two_lines,
    press_escape,
)

from app.store.request_lookup import requests_of

CONTENT = next(place for place in LEDGER_PLACES if place.name == "content")
APPLICANT = next(place for place in LEDGER_PLACES if place.name == "line text")
DAY = next(place for place in LEDGER_PLACES if place.name == "line date")


@pytest.mark.parametrize("pause", [0, 400])
@each_of([p for p in LEDGER_PLACES if p is not CONTENT])
def test_after_escape_it_is_as_if_nothing_had_been_typed(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: LedgerPlace, pause: int
) -> None:
    window = open_window(path)
    session = window.workbench.session
    before = list(requests_of(session.repository.database, session.report.unit.id))
    type_in(window, place)
    qtbot.wait(pause)
    press_escape(window)
    assert not session.undo_stack.canUndo()
    assert not session.undo_stack.canRedo()
    assert not session.unsaved
    qtbot.wait(400)
    assert list(requests_of(session.repository.database, session.report.unit.id)) == before


def test_escape_in_the_content_drops_the_last_run_of_typing_and_undo_brings_it_back(
    qtbot: QtBot, open_window: OpenWindow, path: Path
) -> None:
    window = open_window(path)
    editor = CONTENT.go(window)
    said = escape_from_the_second_of_two_lines(qtbot, window, editor)
    assert editor.toPlainText() == CONTENT.now(window) == "first"
    assert editor.textCursor().atEnd()
    assert "Ctrl+Z" in said
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.toPlainText() == CONTENT.now(window) == "first\nsecond"
    APPLICANT.go(window)
    CONTENT.go(window)
    for _time in range(5):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.toPlainText() == "first\nsecond", "what was there before the keyboard came is never dropped"


@each_of([CONTENT, APPLICANT])
def test_a_pause_takes_neither_blanks_nor_the_cursors_place(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: LedgerPlace
) -> None:
    window = open_window(path)
    editor = place.go(window)
    QTest.keyClicks(editor, "ab ")
    qtbot.wait(500)
    assert place.now(window) == "ab"
    QTest.keyClicks(editor, "cd")
    qtbot.wait(500)
    assert place.now(window) == "ab cd"
    QTest.keyClick(editor, Qt.Key.Key_Home)
    QTest.keyClicks(editor, "x")
    qtbot.wait(500)
    QTest.keyClicks(editor, "y")
    qtbot.wait(500)
    assert place.now(window) == "xyab cd"


def test_a_cell_typed_with_pauses_keeps_its_editor_and_is_one_step_of_undo(
    qtbot: QtBot, open_window: OpenWindow, path: Path
) -> None:
    window = open_window(path)
    place = next(p for p in LEDGER_PLACES if p.name == "blank row")
    grid = place.go(window)
    for letter in "abc":
        QTest.keyClicks(cell_editor(grid) or grid, letter)
        qtbot.wait(400)
    assert cell_editor(grid).text() == "abc"
    assert place.now(window) == "abc"
    assert grid.model().rowCount() == 3
    QTest.keyClick(cell_editor(grid), Qt.Key.Key_Return)
    session = window.workbench.session
    assert session.undo_stack.count() == 1
    session.undo()
    assert place.now(window) == ""


def test_a_refused_text_of_the_form_keeps_its_request_on_screen(
    qtbot: QtBot, open_window: OpenWindow, path: Path
) -> None:
    window = open_window(path)
    page, line = ledger_page(window), DAY.go(window)
    QTest.keyClicks(line, "1.x")
    said: list[str] = []
    window.workbench.session.refused.connect(said.append)
    place = page.grid.visualRect(page.model.index(1, 0)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(line.hasFocus)
    assert page.form.request.id == 1
    assert page.grid.currentIndex().row() == 0
    assert line.text() == "1.x"
    assert "不是日期" in said[-1]
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.grid.currentIndex().row() == 1
    window.workbench.session.settle()
