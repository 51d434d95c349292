"""Every place of a ledger in which something can be typed × every way out: nothing typed is lost."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from long_forms import some
from places import LEDGER_PLACES, LedgerPlace, cell_editor, ledger_page, type_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from ways import (
    CTRL,
    WAYS,
    ask_for_file,
    give_file,
    let_run,
    press_escape,
    press_keys_of_menus,
    typing_program,
    workspace_with_request,
)

from app.store.request_lookup import requests_of
from app.store.workspace import create
from ui.frame.main_window import MainWindow

OpenWindow = Callable[..., MainWindow]
place_by_place = pytest.mark.parametrize("place", LEDGER_PLACES, ids=lambda place: place.name)
CONTENT = next(place for place in LEDGER_PLACES if place.name == "content")
APPLICANT = next(place for place in LEDGER_PLACES if place.name == "line text")
DAY = next(place for place in LEDGER_PLACES if place.name == "line date")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with one empty report, and one request in the unit's ledger of which nothing is known but its day."""
    return workspace_with_request(tmp_path)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    create(tmp_path / "另一个.nianbao").close()
    return tmp_path / "另一个.nianbao"


def _now(window: MainWindow, place: LedgerPlace) -> object:
    session = window.workbench.session
    return place.read(list(requests_of(session.repository.database, session.report.unit.id)))


@place_by_place
@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_is_on_disk(
    qtbot: QtBot, open_window: OpenWindow, path: Path, other: Path, place: LedgerPlace, way: str
) -> None:
    window = open_window(path)
    type_in(window, place)
    WAYS[way](window, other)
    assert place.on_disk(path) == place.wanted


@pytest.mark.parametrize("pause", [0, 400])
@pytest.mark.parametrize("way", some(WAYS, 2))
@place_by_place
def test_escape_discards_what_was_typed_whatever_way_out_follows(
    qtbot: QtBot, open_window: OpenWindow, path: Path, other: Path, place: LedgerPlace, way: str, pause: int
) -> None:
    untouched = place.on_disk(path)
    window = open_window(path)
    type_in(window, place)
    qtbot.wait(pause)
    assert _now(window, place) == (place.wanted if pause else untouched)
    press_escape(window)
    WAYS[way](window, other)
    assert place.on_disk(path) == untouched


@pytest.mark.parametrize("pause", [0, 400])
@pytest.mark.parametrize(
    "place", [p for p in LEDGER_PLACES if p is not CONTENT], ids=lambda place: place.name
)
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
    session = window.workbench.session
    editor = CONTENT.go(window)
    QTest.keyClicks(editor, "first")
    qtbot.wait(400)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "second")
    said: list[str] = []
    session.told.connect(said.append)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.toPlainText() == _now(window, CONTENT) == "first"
    assert editor.textCursor().atEnd()
    assert "Ctrl+Z" in said[0]
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.toPlainText() == _now(window, CONTENT) == "first\nsecond"
    APPLICANT.go(window)
    CONTENT.go(window)
    for _time in range(5):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.toPlainText() == "first\nsecond", "what was there before the keyboard came is never dropped"


@pytest.mark.parametrize("place", [CONTENT, APPLICANT], ids=lambda place: place.name)
def test_a_pause_takes_neither_blanks_nor_the_cursors_place(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: LedgerPlace
) -> None:
    window = open_window(path)
    editor = place.go(window)
    QTest.keyClicks(editor, "ab ")
    qtbot.wait(500)
    assert _now(window, place) == "ab"
    QTest.keyClicks(editor, "cd")
    qtbot.wait(500)
    assert _now(window, place) == "ab cd"
    QTest.keyClick(editor, Qt.Key.Key_Home)
    QTest.keyClicks(editor, "x")
    qtbot.wait(500)
    QTest.keyClicks(editor, "y")
    qtbot.wait(500)
    assert _now(window, place) == "xyab cd"


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
    assert _now(window, place) == "abc"
    assert grid.model().rowCount() == 3
    QTest.keyClick(cell_editor(grid), Qt.Key.Key_Return)
    session = window.workbench.session
    assert session.undo_stack.count() == 1
    session.undo()
    assert _now(window, place) == ""


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


@place_by_place
def test_what_was_typed_goes_along_to_the_window_that_asked(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: LedgerPlace
) -> None:
    first, second = open_window(path), open_window(path)
    ask_for_file(qtbot, first, second)
    type_in(first, place)
    give_file(first, second)
    assert _now(second, place) == place.wanted


@place_by_place
def test_a_program_killed_six_tenths_of_a_second_after_the_last_key(
    root: Path, path: Path, place: LedgerPlace
) -> None:
    with typing_program(root, path, place) as child:
        let_run(child, 0.6)
        child.send_signal(signal.SIGKILL)
        child.wait(10)
    assert place.on_disk(path) == place.wanted


@place_by_place
def test_a_program_that_the_system_ends_right_after_the_last_key(
    root: Path, path: Path, place: LedgerPlace
) -> None:
    with typing_program(root, path, place) as child:
        time.sleep(0.1)
        child.send_signal(signal.SIGTERM)
        assert child.wait(20) == 0
    assert place.on_disk(path) == place.wanted


@place_by_place
def test_a_key_of_the_menu_takes_nothing_of_what_is_typed(
    root: Path, path: Path, place: LedgerPlace, display: str
) -> None:
    with typing_program(root, path, place, DISPLAY=display, QT_QPA_PLATFORM="xcb"):
        press_keys_of_menus(display)
    assert place.on_disk(path) == place.wanted
