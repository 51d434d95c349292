"""The tour of the window: for who is new, beside the work, ended for ever, and shown again from the menu."""

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import part, text
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow

K = Qt.Key


def _words(window: MainWindow) -> str:
    """Return what the tour says; empty while it is not there."""
    tour = window.findChild(QFrame, "tour")
    return tour.findChild(QLabel).text() if tour is not None and tour.isVisible() else ""


@pytest.fixture
def new_user(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], MainWindow]:
    """Starts the program without a file, as from the desktop's menu."""
    monkeypatch.setattr("ui.verbs.file.workspaces.default_workspace", lambda: tmp_path / "年报.nianbao")
    return lambda: open_window(None)


def test_it_comes_beside_the_first_report_and_goes_for_ever(
    qtbot: QtBot, new_user: Callable[[], MainWindow]
) -> None:
    window = new_user()
    assert not _words(window), "the first page says itself where to begin"
    session = window.workbench.session
    session.add(session.new_report("示例县教育局", 2025))
    told: list[str] = []
    window.workbench.announcer.tell = lambda words, _urgent: told.append(words)
    qtbot.waitUntil(lambda: _words(window).startswith("1/5"))
    preface = text(window, "preface")
    preface.setFocus()
    qtbot.keyClicks(preface, "a")
    assert preface.toPlainText() == "a", "work goes on"
    ring = part(window, QWidget, "tourRing")
    for number in range(2, 6):
        qtbot.mouseClick(part(window, QPushButton, "tourNext"), Qt.MouseButton.LeftButton)
        assert _words(window).startswith(f"{number}/5")
        assert told[-1] == _words(window)
        assert window.rect().contains(ring.geometry())
        assert ring.isVisible()
    assert QApplication.focusWidget() is preface
    qtbot.mouseClick(part(window, QPushButton, "tourNext"), Qt.MouseButton.LeftButton)
    assert not _words(window)
    assert not ring.isVisible()
    window.close()
    window = new_user()
    assert window.workbench.session.report is not None
    assert not _words(window)


def test_it_comes_again_until_it_is_ended_and_never_beside_a_file_that_is_handed_over(
    new_user: Callable[[], MainWindow], open_window: OpenWindow
) -> None:
    window = new_user()
    session = window.workbench.session
    session.add(session.new_report("示例县教育局", 2025))
    path = session.path
    window.close()
    handed_over = open_window(path)
    assert handed_over.workbench.session.report is not None
    assert not _words(handed_over)
    handed_over.close()
    assert _words(new_user()).startswith("1/5")


def test_the_menu_shows_it_and_keys_go_through_it(window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    assert not _words(window)
    preface = text(window, "preface")
    preface.setFocus()
    window.menu_actions.by_name["tour"].trigger()
    tour = QApplication.focusWidget()
    assert tour.objectName() == "tour"
    assert _words(window) in tour.accessibleName()
    QTest.keyClick(tour, K.Key_Right)
    QTest.keyClick(tour, K.Key_Return)
    assert _words(window).startswith("3/5")
    QTest.keyClick(tour, K.Key_Left)
    assert _words(window).startswith("2/5")
    QTest.keyClick(tour, K.Key_Tab)
    assert QApplication.focusWidget().objectName() == "tourBack"
    QTest.keyClick(QApplication.focusWidget(), K.Key_Escape)
    assert not _words(window)
    assert window.workbench.tabs.isAncestorOf(QApplication.focusWidget()), "back at the report"
    window.menu_actions.by_name["tour"].trigger()
    assert _words(window).startswith("1/5")
