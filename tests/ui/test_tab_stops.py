"""The tab key goes through a page as it is read, then to the findings, and stops at nothing that is not seen."""

from driving import text
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow


def _way(first: QWidget, last: str, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """Return the names of where the key leads from *first* to the part called *last*."""
    first.setFocus()
    names = []
    while (focus := QApplication.focusWidget()) is not None and len(names) < 20:
        assert focus.visibleRegion().boundingRect().isValid(), focus.objectName()
        names.append(focus.text() if isinstance(focus, QToolButton) else focus.objectName())
        if names[-1] == last:
            break
        QTest.keyClick(focus, key)
    return names


def test_the_tab_key_goes_as_the_page_is_read(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    window.resize(1366, 720)
    preface = text(window, "preface")
    bar = window.findChild(QTabWidget, "reportTabs").tabBar()
    lines = ["field_title", "field_signed_by", "field_signed_on", "text_preface"]
    assert _way(bar, "findingsList") == [bar.objectName(), *lines, "findingsList"]
    assert _way(preface, bar.objectName(), Qt.Key.Key_Backtab) == [*reversed(lines), bar.objectName()]
    preface.setFocus()
    window.menu_actions.by_name["find"].trigger()
    parts = [
        "text_preface",
        "findText",
        "上一个",
        "下一个",
        "findExact",
        "replaceText",
        "替换",
        "全部替换",
        "关闭",
    ]
    assert _way(preface, "findingsList") == [*parts, "findingsList"]
