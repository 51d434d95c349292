"""Every place of a report in which something can be typed: how a clerk types there, and what must then be on disk."""

from collections.abc import Callable
from dataclasses import dataclass

from driving import part, table, text
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTabWidget, QWidget

from app.report import Report

WORDS = "abc 123"


@dataclass(frozen=True)
class Place:
    """*go* puts the keyboard there with the mouse and returns the widget; *read* takes the value out of a report."""

    name: str
    go: Callable[[QWidget], QWidget]
    typed: str
    read: Callable[[Report], object]
    wanted: object


def cell_editor(view: QWidget) -> QLineEdit | None:
    """Return the editor that is open in a table."""
    return view.findChild(QLineEdit, "cellEditor")


def click(widget: QWidget, where=None) -> None:
    """Click with the left button."""
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, *([where] if where else [])
    )


def _to_cell(key: str) -> Callable[[QWidget], QWidget]:
    def go(window: QWidget) -> QWidget:
        view = table(window, key.partition(".")[0])
        index = view.model().index_for(key)
        assert index.isValid(), key
        view.scrollTo(index)
        click(view.viewport(), view.visualRect(index).center())
        return view

    return go


def _to_text(section: str) -> Callable[[QWidget], QWidget]:
    def go(window: QWidget) -> QWidget:
        editor = text(window, section)
        click(editor.viewport())
        return editor

    return go


def _to_line(name: str) -> Callable[[QWidget], QWidget]:
    def go(window: QWidget) -> QWidget:
        part(window, QTabWidget, "reportTabs").setCurrentIndex(0)
        line = part(window, QLineEdit, f"field_{name}")
        click(line)
        return line

    return go


def _cell(key: str) -> Place:
    return Place(key, _to_cell(key), "42", lambda report: report.cells.get(key), 42)


def _text(section: str) -> Place:
    return Place(section, _to_text(section), WORDS, lambda report: report.text(section), WORDS)


def _line(name: str) -> Place:
    return Place(name, _to_line(name), WORDS, lambda report: getattr(report, name), WORDS)


PLACES = [
    _cell("disclosure.rules.issued"),
    _cell("applications.new.natural_person"),
    _cell("disputes.review.upheld"),
    *map(_line, ("title", "signed_by", "signed_on")),
    *map(_text, ("preface", "overview", "problems", "other")),
]


def type_in(window: QWidget, place: Place) -> None:
    """Type key by key, the cell's editor staying open."""
    target = place.go(window)
    for character in place.typed:
        QTest.keyClicks(cell_editor(target) or target, character)
