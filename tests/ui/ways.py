"""The ways out of a window, within a test's own process and for programs of their own."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from driving import notice, way_on
from places import ALL_PLACES, Place, cell_editor
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.edits import AddReport
from app.request import Request
from app.store.ledger import set_requests
from app.store.new_reports import new_report
from app.store.workspace import create
from ui.frame.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def workspace_with_request(folder: Path) -> Path:
    """Make a workspace with one empty report, and one request of which nothing is known but its day."""
    workspace = create(folder / "年报.nianbao")
    repository = workspace.repository
    report = new_report(repository, "示例县教育局", 2025, None)
    repository.apply(AddReport(report))
    request = Request(id=1, unit_id=report.unit.id, arrived=date(2025, 3, 1))
    repository.apply(set_requests(repository, report.unit.id, {1: request}, "准备"))
    workspace.close()
    return workspace.path


def press_escape(window: MainWindow) -> None:
    """Press Escape where the keyboard is, in the editor of a cell where one is open."""
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClick((isinstance(focus, QTableView) and cell_editor(focus)) or focus, Qt.Key.Key_Escape)


def escape_from_the_second_of_two_lines(qtbot: QtBot, window: MainWindow, editor: QWidget) -> str:
    """Type two lines with a pause between them, press Escape, and return what is said then."""
    QTest.keyClicks(editor, "first")
    qtbot.wait(400)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "second")
    said: list[str] = []
    window.workbench.session.told.connect(said.append)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    return said[0]


def ask_for_file(qtbot: QtBot, first: MainWindow, second: MainWindow) -> None:
    """Ask in the second window for the file that is open in the first, and come back to the first."""
    way_on(second, "请对方让出", "standingNotice").click()
    first.workbench.session.file.poll()
    assert "请您让出" in notice(first)
    # Two programs leave the file to each other; the two windows of this one process would race for it.
    first.workbench.session.file._poll_timer.stop()
    first.activateWindow()
    qtbot.waitUntil(first.isActiveWindow)


def give_file(first: MainWindow, second: MainWindow) -> None:
    """Give the file to the second window, which can write from now on."""
    QTest.mouseClick(way_on(first, "让出"), Qt.MouseButton.LeftButton)
    second.workbench.session.file.poll()
    assert not second.workbench.session.read_only


class Manager:
    """The object that the desktop passes when its session ends."""

    def __init__(self, *, asks: bool = True) -> None:
        self.cancelled = False
        self._asks = asks

    def allowsInteraction(self) -> bool:
        return self._asks

    def cancel(self) -> None:
        self.cancelled = True

    def release(self) -> None:
        pass


def _by_x(window: MainWindow, _other: Path) -> None:
    assert window.windowHandle().close()


def _by_key(window: MainWindow, _other: Path) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Q, CTRL)
    assert not window.isVisible()


def _by_menu(window: MainWindow, _other: Path) -> None:
    action = window.menu_actions.by_name["quit"]
    menu = next(menu for menu in window.findChildren(QMenu) if action in menu.actions())
    menu.popup(window.mapToGlobal(QPoint(0, 0)))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert not window.isVisible()


def _by_session_end(window: MainWindow, _other: Path) -> None:
    """The desktop asks, and then ends the program without asking again."""
    manager = Manager()
    window.end_session(manager)
    assert not manager.cancelled


def _by_another_file(window: MainWindow, other: Path) -> None:
    assert window.workbench.verbs.workspaces.open_path(other)


WAYS = {
    "x": _by_x,
    "ctrl_q": _by_key,
    "menu": _by_menu,
    "session_end": _by_session_end,
    "another_file": _by_another_file,
}


@contextmanager
def typing_program(
    root: Path, path: Path, place: Place, *actions: str, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """A program in which the last key has just been pressed."""
    child = subprocess.Popen(
        [
            sys.executable,
            root / "tests" / "ui" / "typing_child.py",
            path,
            path.with_name("s.ini"),
            str(ALL_PLACES.index(place)),
            *actions,
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)} | environment,
    )
    with child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "typed\n"
            yield child
        finally:
            child.kill()


_DESKTOP = ("Xvfb", "openbox", "xdotool")


@contextmanager
def desktop() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A screen with a window manager, as on a desktop; its name, and what runs it."""
    if not all(map(shutil.which, _DESKTOP)):
        pytest.skip("no Xvfb, openbox or xdotool here")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = f":{pipe.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": number}, stderr=subprocess.DEVNULL)
    yield number, server
    for process in (manager, server):
        process.terminate()
        process.wait(10)


def press_keys_of_menus(display: str) -> None:
    """Press keys that menus use and X11's own editors would take, in the window on a display."""
    for key in ("Home", "ctrl+k", "ctrl+d", "ctrl+u"):
        subprocess.run(["xdotool", "key", key], check=True, env=os.environ | {"DISPLAY": display})
    time.sleep(1.5)


def let_run(child: subprocess.Popen[str], seconds: float) -> None:
    """Wait until a program has had so much time: that in which it stood ready and other programs ran is not counted."""
    begin, waited = time.monotonic(), _stood_ready(child)
    while time.monotonic() - begin - (_stood_ready(child) - waited) < seconds:
        time.sleep(0.005)


def _stood_ready(child: subprocess.Popen[str]) -> float:
    """Return for how many seconds a program was kept from the processor."""
    try:
        return int(Path(f"/proc/{child.pid}/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0
