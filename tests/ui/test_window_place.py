"""Where the window opens the next time, and that one file has one window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import part, text
from fixture_types import Complete, OpenWindow, ReportAdder
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.store.workspace import create
from ui.base import theme
from ui.base.file_digest import file_digest
from ui.base.settings import Settings
from ui.frame.main_window import MainWindow
from ui.start import single_window
from ui.start.single_window import SingleWindow, bring_forward
from ui.views.ledger.ledger_page import LedgerPage
from ui.views.preview.page_view import PageView


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "place.ini"), QSettings.Format.IniFormat))


def _window(qtbot: QtBot, settings: Settings) -> MainWindow:
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.mark.parametrize("place", [(0, 0, 5000, 3000), (9000, -400, 1200, 700), (300, 300, 1366, 720)])
def test_the_window_is_never_larger_than_the_screen_nor_off_it(
    qtbot: QtBot, settings: Settings, place: tuple[int, ...]
) -> None:
    settings.set_numbers("window/place", list(place))
    window = MainWindow(settings)
    qtbot.addWidget(window)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    assert room.contains(window.geometry().center())


def test_maximised_and_the_size_before_are_kept(qtbot: QtBot, settings: Settings) -> None:
    first = _window(qtbot, settings)
    assert first.isMaximized(), "the first time"
    first.showNormal()
    first.resize(700, 500)
    first.close()
    second = _window(qtbot, settings)
    assert not second.isMaximized()
    assert (second.width(), second.height()) == (700, 500)
    second.showMaximized()
    second.close()
    third = _window(qtbot, settings)
    assert third.isMaximized()
    assert third.settings.numbers("window/place")[2:] == [700, 500]


def test_a_damaged_place_is_passed_over(qtbot: QtBot, settings: Settings) -> None:
    settings.set("window/place", "12/abc")
    assert _window(qtbot, settings).isMaximized()


# one file, one window


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(single_window, "log_folder", lambda: tmp_path / "log")
    return tmp_path / "windows"


def test_nobody_is_asked_where_no_window_stands(folder: Path, tmp_path: Path) -> None:
    assert not bring_forward(tmp_path / "年报.nianbao")


def test_what_a_dead_program_left_is_waited_for_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_window, "_PATIENCE", 0.05)
    path = tmp_path / "年报.nianbao"
    dead = SingleWindow()
    dead.stand_for(path)
    dead._watcher.removePath(str(folder))
    assert not bring_forward(path)
    assert list(folder.iterdir()) == []


def test_a_second_start_brings_the_first_window_forward_and_ends(
    qtbot: QtBot, root: Path, tmp_path: Path
) -> None:
    """Two programs as a double click on the file starts them."""
    path = tmp_path / "年报.nianbao"
    create(path).close()
    home = os.environ | {
        "HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "PYTHONPATH": str(root),
    }
    home |= {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data")}
    home |= {"XDG_CACHE_HOME": str(tmp_path / "cache"), "LOCALAPPDATA": str(tmp_path)}
    command = [sys.executable, "-m", "ui", str(path)]
    first = subprocess.Popen(command, env=home, cwd=root, stderr=subprocess.DEVNULL)
    try:
        qtbot.waitUntil(lambda: bool(list(tmp_path.rglob("*.here"))), timeout=20_000)
        second = subprocess.run(
            command, env=home, cwd=root, stderr=subprocess.DEVNULL, timeout=20, check=False
        )
        assert second.returncode == 0, "it ends instead of opening a window that can only read"
        assert first.poll() is None
    finally:
        first.kill()
        first.wait(10)


def test_the_first_window_is_told(qtbot: QtBot, folder: Path, tmp_path: Path, open_window) -> None:
    path = tmp_path / "年报.nianbao"
    create(path).close()
    window = open_window(path)
    window.showMinimized()
    first = SingleWindow(window)
    first.called.connect(window.come_forward)
    first.stand_for(path)
    (folder / f"{file_digest(path)}.call").touch()
    qtbot.waitUntil(lambda: not window.isMinimized(), timeout=3000)
    first.leave()
    assert list(folder.iterdir()) == []


# colours


def test_notices_and_labels_change_their_colours_with_the_theme(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, complete: Complete
) -> None:
    complete()
    workbench = window.workbench
    workbench.session.check_now()
    workbench.notice.say("请核对。", kind="warning")
    workbench.standing.say("只读。", kind="error")
    verdict = part(window, QLabel, "verdictLabel")
    for wish, colors in (("dark", theme.DARK), ("light", theme.LIGHT), ("dark", theme.DARK)):
        theme.apply_theme(qapp, wish)
        assert verdict.palette().color(verdict.foregroundRole()).name() in (
            colors.fine,
            colors.error,
            colors.muted,
            colors.accent,
        )
        for notice, tint in (
            (workbench.notice, colors.warning_tint),
            (workbench.standing, colors.error_tint),
        ):
            assert notice.autoFillBackground()
            assert notice.palette().color(notice.backgroundRole()) == tint
        assert workbench.notice._text.palette().windowText().color() == colors.warning
    theme.apply_theme(qapp, "light")
    assert window.windowState() is not Qt.WindowState.WindowMinimized


@pytest.mark.parametrize("place", [(200, 100, 5000, 3000), (9000, 5000, 640, 900), (-3000, -2000, 640, 500)])
def test_the_preview_in_its_window_is_never_larger_than_the_screen_nor_off_it(
    window: MainWindow, add_report: ReportAdder, qtbot: QtBot, place: tuple[int, ...]
) -> None:
    add_report()
    window.menu_actions.by_name["preview_window"].trigger()
    preview = window.findChild(QWidget, "previewWindow")
    preview.setGeometry(*place)
    preview.close()
    window.menu_actions.by_name["preview_window"].trigger()
    qtbot.waitUntil(preview.isVisible)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(preview.geometry())
    preview.close()


@pytest.fixture
def own_font(qapp: QApplication) -> Iterator[None]:
    """The font that the program starts with."""
    before = qapp.font()
    qapp.setFont(theme.interface_font(qapp))
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("own_font")
def test_the_window_has_room_on_a_screen_of_1366_by_768_at_twice_the_scale(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    assert window.minimumSizeHint().width() <= 683, "the first page"
    add_report()
    tabs = window.workbench.tabs
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        QApplication.processEvents()
        assert window.minimumSizeHint().width() <= 683, tabs.tabText(number)
    qtbot.waitUntil(lambda: window.findChild(PageView, "previewPages") is not None)
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= 683, "the preview, which is made when it is shown"
    text(window, "problems")
    window.menu_actions.by_name["find"].trigger()
    window.workbench.notice.say("请核对。", kind="warning")
    least = window.minimumSizeHint()
    assert least.width() <= 683
    assert least.height() <= 384 - 40, "the title bar takes some"


@pytest.mark.usefixtures("own_font")
def test_a_ledger_stays_within_a_screen_of_1366_by_768_at_twice_the_scale(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    window.workbench.run(lambda verbs: verbs.ledger.open_ledger())
    window.workbench.notice.say("请核对。", kind="warning")
    QApplication.processEvents()
    least = window.minimumSizeHint()
    assert least.width() <= 683
    assert least.height() <= 384 - 40, "the title bar takes some"
    window.resize(683, 384 - 40)
    page = part(window, LedgerPage, "ledgerPage")
    last = page.form.fields["fee_amount"]
    QTest.keyClicks(QApplication.focusWidget(), "A1")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Up):
        QTest.keyClick(QApplication.focusWidget(), key)
    QApplication.processEvents()
    first = page.form.fields["number"]
    first.setFocus()
    assert first.visibleRegion().boundingRect() == first.rect()
    for _time in range(40):
        if last.hasFocus():
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert last.hasFocus()
    QApplication.processEvents()
    assert last.visibleRegion().boundingRect() == last.rect(), "the field with the keyboard is seen"


def test_a_place_that_is_none_is_neither_trusted_nor_remembered(
    open_window: OpenWindow, settings_file: Path, tmp_path: Path
) -> None:
    create(tmp_path / "a.nianbao").close()
    store = QSettings(str(settings_file), QSettings.Format.IniFormat)
    store.setValue("window/place", "0/0/-1/-1")
    store.setValue("window/maximized", "no")
    store.sync()
    window = open_window(tmp_path / "a.nianbao")
    assert window.workbench.session.is_open
    assert window.isVisible()
    assert window.width() >= 600
    window.close()
    store = QSettings(str(settings_file), QSettings.Format.IniFormat)
    assert "-1/-1" not in str(store.value("window/place"))
