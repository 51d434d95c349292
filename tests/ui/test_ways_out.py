"""What is typed in a report, and ways out: escape, undo, another report, the program's end, a desktop that goes away."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from dialogs import in_dialog
from driving import notice, part
from fixture_types import OpenWindow
from full_disk import full_disk
from places import PLACES, Place, cell_editor, each_of, type_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot
from ways import (
    CTRL,
    Manager,
    desktop,
    escape_from_the_second_of_two_lines,
    press_escape,
    typing_program,
)

from ui.frame.main_window import MainWindow
from ui.work.session import Session

place_by_place = each_of(PLACES)


def typed_in(open_window: OpenWindow, path: Path, place: Place) -> tuple[MainWindow, Session]:
    """Return a window, and its session, in which something has just been typed."""
    window = open_window(path)
    type_in(window, place)
    return window, window.workbench.session


@place_by_place
def test_what_was_typed_counts_when_another_report_is_chosen(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place
) -> None:
    window = open_window(path)
    session = window.workbench.session
    here = session.report.id
    session.add(session.new_report("示例县民政局", 2025))
    session.select(here)
    other = next(head.id for head in session.summaries() if head.id != here)
    type_in(window, place)
    window.workbench.report_panel.chosen.emit(other)
    assert session.report.id == other
    assert place.read(session.repository.report(here)) == place.wanted
    assert place.read(session.repository.report(other)) in ("", None), "and goes into no other report"


# escape


@pytest.mark.parametrize("pause", [0, 700])
@each_of(PLACES[:6])
def test_after_escape_in_a_cell_or_a_line_it_is_as_if_nothing_had_been_typed(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place, pause: int
) -> None:
    window, session = typed_in(open_window, path, place)
    qtbot.wait(pause)
    press_escape(window)
    assert not session.undo_stack.canUndo()
    qtbot.wait(700)
    assert place.read(session.report) == place.on_disk(path)
    assert place.read(session.report) in (None, "")


@each_of(PLACES[:6])
def test_the_history_says_that_what_was_typed_was_given_up(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place
) -> None:
    window, session = typed_in(open_window, path, place)
    qtbot.wait(400)
    press_escape(window)
    entries = [
        entry for entry in session.repository.history.entries(session.report.id) if entry.target != "report"
    ]
    given_up = {e.target: (e.before, e.after) for e in entries if e.action == "放弃刚输入的内容"}
    typed = {e.target: (e.after, e.before) for e in entries if e.action != "放弃刚输入的内容"}
    assert given_up == typed != {}


@each_of(PLACES[3:6])
def test_escape_in_a_line_gives_back_what_stood_there_before_the_editing_began(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place
) -> None:
    window, session = typed_in(open_window, path, place)
    line = window.focusWidget()
    QTest.keyClick(line, Qt.Key.Key_Return)
    for _part in range(2):
        QTest.keyClicks(line, "xy")
        qtbot.wait(400)
    assert place.read(session.report) == f"{place.wanted}xyxy"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == place.read(session.report) == place.wanted
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert place.read(session.report) == place.wanted, "what was confirmed stays"


@each_of(PLACES[6:])
def test_escape_in_a_text_drops_the_last_run_of_typing_and_undo_brings_it_back(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place
) -> None:
    window = open_window(path)
    session = window.workbench.session
    written = "以前写的。"
    session.put_text(session.report.id, place.name, written)
    editor = place.go(window)
    QTest.keyClick(editor, Qt.Key.Key_End, CTRL)
    said = escape_from_the_second_of_two_lines(qtbot, window, editor)
    assert editor.toPlainText() == session.report.text(place.name) == f"{written}first"
    assert editor.textCursor().atEnd()
    assert "Ctrl+Z" in said
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.toPlainText() == f"{written}first\nsecond"
    for _time in range(5):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.toPlainText().startswith(written), "what was there before is never dropped"


def test_escape_takes_nothing_back_that_was_typed_before_the_keyboard_went_elsewhere(
    qtbot: QtBot, open_window: OpenWindow, path: Path
) -> None:
    place = PLACES[7]
    window, session = typed_in(open_window, path, place)
    PLACES[1].go(window)
    editor = place.go(window)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert place.read(session.report) == place.wanted
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert place.read(session.report) == place.wanted


def test_one_sitting_in_a_cell_is_one_step_of_undo(qtbot: QtBot, open_window: OpenWindow, path: Path) -> None:
    place = PLACES[1]
    window, session = typed_in(open_window, path, place)
    qtbot.wait(600)
    view = part(window, QTableView, "table_applications")
    qtbot.keyClicks(cell_editor(view), "7")
    qtbot.keyClick(cell_editor(view), Qt.Key.Key_Return)
    assert place.read(session.report) == 427
    assert session.undo_stack.count() == 1
    session.undo()
    assert place.read(session.report) is None


def test_what_is_no_number_keeps_the_window_open_until_it_is_settled(
    qtbot: QtBot, open_window: OpenWindow, path: Path
) -> None:
    window = open_window(path)
    place = PLACES[1]
    view = place.go(window)
    QTest.keyClicks(view, "4")
    QTest.keyClicks(cell_editor(view), "x")
    said = []

    def back(box) -> None:
        said.append(box.text())
        box.reject()

    in_dialog(back)
    assert not window.close()
    assert "不是数字" in said[0]
    assert cell_editor(view).text() == "4x"
    window.menu_actions.by_name["finalize"].trigger()
    assert "不是数字" in notice(window), "no verb goes past it either"
    qtbot.keyClick(cell_editor(view), Qt.Key.Key_Escape)
    assert window.close()


def test_a_session_that_ends_waits_for_what_the_disk_does_not_take(
    qtbot: QtBot, open_window: OpenWindow, path: Path
) -> None:
    window = open_window(path)
    session = window.workbench.session
    silent, asking = Manager(asks=False), Manager()
    with full_disk(session.repository):
        PLACES[7].go(window).insertPlainText("长" * 100_000)
        window.end_session(silent)
        assert not silent.cancelled
        in_dialog(lambda box: box.reject())
        window.end_session(asking)
        assert asking.cancelled
    session.settle()


# programs of their own


@pytest.mark.parametrize("action", ["new_report", "backups", "about", "rule_settings"])
def test_a_program_that_the_system_ends_while_a_dialog_is_open(root: Path, path: Path, action: str) -> None:
    place = PLACES[7]
    with typing_program(root, path, place, action) as child:
        time.sleep(0.3)
        child.send_signal(signal.SIGTERM)
        assert child.wait(20) == 0
    assert place.on_disk(path) == place.wanted


@place_by_place
@pytest.mark.parametrize("keys", ["alt+F4", "ctrl+q"])
def test_a_program_closed_by_the_keyboard_on_a_desktop(
    root: Path, path: Path, display: str, place: Place, keys: str
) -> None:
    with typing_program(root, path, place, DISPLAY=display, QT_QPA_PLATFORM="xcb") as child:
        subprocess.run(["xdotool", "key", keys], check=True, env=os.environ | {"DISPLAY": display})
        assert child.wait(20) == 0
    assert place.on_disk(path) == place.wanted


def test_a_key_of_the_menu_takes_nothing_in_any_editor_of_a_dialog(root: Path, display: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(root), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    child = subprocess.Popen(
        [sys.executable, root / "tests" / "ui" / "editors_child.py"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            keys = ["Home", "ctrl+k", "ctrl+d", "ctrl+e", "ctrl+u", "Tab"] * 6
            subprocess.run(["xdotool", "key", "--delay", "30", *keys, "F12"], check=True, env=environment)
            assert child.stdout.readline() == "abc 123|abc 123|abc 123|abc 123|42|2025-03-04\n"
        finally:
            child.kill()


@place_by_place
def test_a_desktop_that_goes_away_right_after_the_last_key(root: Path, path: Path, place: Place) -> None:
    with (
        desktop() as (number, server),
        typing_program(root, path, place, DISPLAY=number, QT_QPA_PLATFORM="xcb") as child,
    ):
        server.kill()
        child.wait(20)
    assert place.on_disk(path) == place.wanted
