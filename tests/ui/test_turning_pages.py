"""The keyboard alone leads from each section of the report to the next, out of tables and texts."""

from driving import part, table
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabWidget
from pytestqt.qtbot import QtBot


def test_two_keys_turn_the_pages_and_the_keyboard_goes_along(
    qtbot: QtBot, open_window, sample_workspace
) -> None:
    window = open_window(sample_workspace)
    window.activateWindow()
    tabs = part(window, QTabWidget, "reportTabs")
    table(window, "applications").setFocus()
    seen = []
    for _ in range(tabs.count()):
        seen.append(tabs.currentIndex())
        assert tabs.currentWidget().isAncestorOf(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert seen == [3, 4, 5, 6, 7, 0, 1, 2]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert tabs.currentIndex() == 2
