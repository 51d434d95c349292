"""What is no number or no date at each way out: the person is asked or told, and it is there at the next start."""

import contextlib
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from driving import button, notice, way_on
from fixture_types import OpenWindow
from full_disk import fill_disk
from places import ALL_PLACES, LedgerPlace, Place, cell_editor, each_of
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from ways import WAYS, Manager, let_run, typing_program

from app.store.workspace import create
from ui.frame.main_window import MainWindow
from ui.work.rescued_texts import RescuedTexts, drop, keep, kept

NAMES = ("applications.new.natural_person", "disputes.review.upheld", "grid date", "line date")
REFUSED = [place for place in ALL_PLACES if place.name in NAMES]
place_by_place = each_of(REFUSED)


def _type(qtbot: QtBot, window: MainWindow, place: Place, pause: int) -> None:
    """Type what begins as a number or a date, and is none."""
    target = place.go(window)
    for letter in "1.3" if isinstance(place, LedgerPlace) else "4":
        QTest.keyClicks(cell_editor(target) or target, letter)
    qtbot.wait(pause)
    QTest.keyClicks(cell_editor(target) or target, "x")
    qtbot.wait(pause)


def _editor_with(qtbot: QtBot, window: MainWindow, place: Place) -> QLineEdit:
    """Type it, and return where it stands."""
    _type(qtbot, window, place, 400)
    target = window.focusWidget()
    return cell_editor(target) or target


def in_dialog_to_come(act: Callable[[QDialog], None]) -> None:
    """Act in the modal dialog that opens next, which may take a while."""
    dialog = QApplication.activeModalWidget()
    if dialog is None:
        QTimer.singleShot(10, lambda: in_dialog_to_come(act))
    else:
        act(dialog)


def _typed(place: Place) -> str:
    return "1.3x" if isinstance(place, LedgerPlace) else "4x"


@pytest.mark.parametrize("way", ["x", "ctrl_q", "menu", "another_file"])
@pytest.mark.parametrize("pause", [0, 400])
@place_by_place
def test_the_person_is_asked_and_may_go_back(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place, way: str, pause: int
) -> None:
    other = path.with_name("另一个.nianbao")
    create(other).close()
    window = open_window(path)
    _type(qtbot, window, place, pause)
    said: list[str] = []

    def back(box: QDialog) -> None:
        said.append(box.text())
        box.reject()

    if way != "another_file":
        in_dialog_to_come(back)
    with contextlib.suppress(AssertionError):  # the window stays, which is what the ways are not used to
        WAYS[way](window, other)
    told = said[0] if said else notice(window)
    assert "不是数字" in told or "不是日期" in told
    assert window.isVisible()
    assert window.workbench.session.path == path
    focus = window.focusWidget()
    assert _typed(place) in (getattr(cell_editor(focus) or focus, "text", str)())
    QTest.keyClick(cell_editor(focus) or focus, Qt.Key.Key_Escape)
    window.workbench.session.settle()


@place_by_place
def test_what_is_left_all_the_same_is_shown_when_the_file_is_opened_again(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place
) -> None:
    untouched = place.on_disk(path)
    window = open_window(path)
    _type(qtbot, window, place, 400)
    in_dialog_to_come(lambda box: button(box, "复制并关闭").click())
    assert window.close()
    assert place.on_disk(path) == untouched, "not its beginning either"
    again = open_window(path)
    assert f"“{_typed(place)}”没有存上" in notice(again)
    assert ("台账中的" if isinstance(place, LedgerPlace) else "2025 年的报告“") in notice(again)
    way_on(again, "复制").click()
    assert QApplication.clipboard().text() == _typed(place)
    again.close()
    assert "没有存上" not in notice(open_window(path))


@place_by_place
def test_a_session_that_asks_nobody_keeps_it_for_the_next_start(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place
) -> None:
    window = open_window(path)
    _type(qtbot, window, place, 400)
    window.end_session(Manager(asks=False))
    window.give_up()
    again = open_window(path)
    assert f"“{_typed(place)}”没有存上" in notice(again)
    again.close()
    third = open_window(path)
    assert "没有存上" in notice(third), "until somebody has said that it is seen"
    way_on(third, "不再提示").click()


@contextmanager
def _kept_for_the_next_start(
    root: Path, path: Path, place: Place, open_window: OpenWindow
) -> Iterator[subprocess.Popen[str]]:
    """A program in which it was typed, which the test ends; the next start shows it, and the file is as before."""
    untouched = place.on_disk(path)
    with typing_program(root, path, place, TYPED=_typed(place)) as child:
        yield child
    assert place.on_disk(path) == untouched
    assert f"“{_typed(place)}”没有存上" in notice(open_window(path))


@place_by_place
def test_a_program_that_the_system_ends_keeps_it_for_the_next_start(
    root: Path, path: Path, open_window: OpenWindow, place: Place
) -> None:
    with _kept_for_the_next_start(root, path, place, open_window) as child:
        child.send_signal(signal.SIGTERM)
        assert child.wait(20) == 0


def test_a_paragraph_that_the_disk_does_not_take_is_kept_whole(
    qtbot: QtBot, open_window: OpenWindow, path: Path
) -> None:
    window = open_window(path)
    place = next(place for place in ALL_PLACES if place.name == "overview")
    long = "长" * 100_000
    fill_disk(window.workbench.session.repository)
    place.go(window).insertPlainText(long)
    window.give_up()
    again = open_window(path)
    assert "没有存上" in notice(again)
    assert len(notice(again)) < 300
    way_on(again, "复制").click()
    assert QApplication.clipboard().text() == long


def test_nothing_is_kept_when_all_was_written(qtbot: QtBot, open_window: OpenWindow, path: Path) -> None:
    window = open_window(path)
    place = REFUSED[0]
    target = place.go(window)
    QTest.keyClicks(target, "4")
    QTest.keyClicks(cell_editor(target), "2")
    window.close()
    assert place.on_disk(path) == 42
    again = open_window(path)
    assert notice(again) == ""
    assert not [b for b in again.workbench.notice.findChildren(QAbstractButton) if b.text() == "不再提示"]


@place_by_place
def test_a_program_killed_six_tenths_of_a_second_after_the_last_key_shows_it_at_the_next_start(
    root: Path, path: Path, open_window: OpenWindow, place: Place
) -> None:
    with _kept_for_the_next_start(root, path, place, open_window) as child:
        let_run(child, 0.6)
        child.send_signal(signal.SIGKILL)
        child.wait(10)


@place_by_place
def test_what_is_corrected_emptied_or_given_up_is_kept_no_longer(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place
) -> None:
    window = open_window(path)
    editor = _editor_with(qtbot, window, place)
    assert kept(path).texts == (_typed(place),)
    QTest.keyClicks(editor, "y")
    qtbot.wait(400)
    assert kept(path).texts == (f"{_typed(place)}y",), "as it is now, and once"
    for _key in "xy":
        QTest.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.wait(400)
    assert kept(path) is None
    QTest.keyClicks(editor, "x")
    qtbot.wait(400)
    assert kept(path).texts == (_typed(place),)
    for _key in editor.text():
        QTest.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.wait(400)
    assert kept(path) is None, "nor when it is emptied"
    QTest.keyClicks(editor, _typed(place))
    qtbot.wait(400)
    assert kept(path).texts == (_typed(place),)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert kept(path) is None
    window.workbench.session.settle()


def test_texts_from_several_places_are_each_told_with_their_own(path: Path) -> None:
    keep(path, RescuedTexts((("甲局台账", "4x"),)))
    keep(path, RescuedTexts((("乙局 2025 年的报告", "长文"), ("乙局 2025 年的报告", "4x"))))
    words = kept(path).words
    assert "甲局台账中的“4x”、乙局 2025 年的报告中的“长文”没有存上" in words
    drop(path, "4x")
    assert kept(path).entries == (("乙局 2025 年的报告", "长文"),)


@pytest.mark.parametrize("name", ["overview", "title"])
def test_a_text_that_the_disk_does_not_take_outlasts_a_kill(
    qtbot: QtBot, open_window: OpenWindow, path: Path, name: str
) -> None:
    window = open_window(path)
    session = window.workbench.session
    place = next(place for place in ALL_PLACES if place.name == name)
    target = place.go(window)
    QTest.keyClicks(target, "a")
    qtbot.wait(400)
    session.repository._db.execute("PRAGMA query_only = ON")
    QTest.keyClicks(target, "bc")
    qtbot.waitUntil(lambda: kept(path) is not None)
    assert kept(path).texts == ("abc",)
    session.repository._db.execute("PRAGMA query_only = OFF")
    session.settle()
    assert kept(path) is None
