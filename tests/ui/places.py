"""Every place in which something can be typed: how a clerk types there, and what must then be on disk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driving import part, table, text
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTabWidget, QTextEdit, QWidget

from app.request import Request
from app.store.repository import Repository
from app.store.request_lookup import requests_of
from app.store.workspace import open_workspace
from ui.frame.main_window import MainWindow
from ui.views.ledger.ledger_page import LedgerPage
from ui.views.ledger.record_grid import RecordGrid

WORDS = "abc 123"


@dataclass(frozen=True)
class Place:
    """*go* puts the keyboard there with the mouse and returns the widget; *read* takes the value out of a report."""

    name: str
    go: Callable[[QWidget], QWidget]
    typed: str
    read: Callable[[Any], object]
    wanted: object

    def on_disk(self, path: Path) -> object:
        """Read the value in a workspace's file."""
        workspace = open_workspace(path, read_only=True)
        try:
            return self._kept(workspace.repository)
        finally:
            workspace.close()

    def now(self, window: MainWindow) -> object:
        """Read the value that the window's session has."""
        return self._kept(window.workbench.session.repository)

    def _kept(self, repository: Repository) -> object:
        return self.read(repository.report(repository.summaries()[0].id))


def each_of(places: Sequence[Place]) -> pytest.MarkDecorator:
    """Run a test with each of these places."""
    return pytest.mark.parametrize("place", places, ids=lambda place: place.name)


class LedgerPlace(Place):
    """The same in the ledger of the workspace's first unit; *read* gets all its requests."""

    def _kept(self, repository: Repository) -> object:
        unit = repository.summaries()[0].unit
        return self.read(list(requests_of(repository.database, unit.id)))


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


def ledger_page(window: QWidget) -> LedgerPage:
    """Return the ledger's page, brought to the front."""
    workbench = window.workbench
    if not workbench.middle.shows_ledger:
        workbench.run(lambda verbs: verbs.ledger.open_ledger())
    return part(window, LedgerPage, "ledgerPage")


def _in_grid(grid: RecordGrid, row: int, column: str) -> QWidget:
    index = grid.model().index(row, grid.model().column_of(column))
    grid.scrollTo(index)
    click(grid.viewport(), grid.visualRect(index).center())
    return grid


def _to_ledger_cell(row: int, column: str) -> Callable[[QWidget], QWidget]:
    def go(window: QWidget) -> QWidget:
        page = ledger_page(window)
        return _in_grid(page.grid, row, column)

    return go


def _to_ledger_field(name: str) -> Callable[[QWidget], QWidget]:
    def go(window: QWidget) -> QWidget:
        page = ledger_page(window)
        page.grid.go_to(0, 0)
        field = page.form.fields[name]
        click(field.viewport() if isinstance(field, QPlainTextEdit | QTextEdit) else field)
        return field

    return go


def _to_ledger_list(tab: int, column: str) -> Callable[[QWidget], QWidget]:
    def go(window: QWidget) -> QWidget:
        page = ledger_page(window)
        page.grid.go_to(0, 0)
        bar = page.form.tabs.tabBar()
        click(bar, bar.tabRect(tab).center())
        return _in_grid(page.form.grids[tab - 1], 0, column)

    return go


def _told(requests: list[Request]) -> object:
    return requests[0].correction.told if requests[0].correction else None


def _asked(requests: list[Request]) -> object:
    return requests[0].consultations[0].who if requests[0].consultations else ""


_DAY = "2025.3.5"

LEDGER_PLACES = [
    LedgerPlace("grid text", _to_ledger_cell(0, "applicant"), WORDS, lambda found: found[0].applicant, WORDS),
    LedgerPlace("grid date", _to_ledger_cell(0, "corr_told"), _DAY, _told, date(2025, 3, 5)),
    LedgerPlace(
        "grid choice", _to_ledger_cell(0, "type"), "gtgsh", lambda found: found[0].type, "individual_business"
    ),
    LedgerPlace("grid long", _to_ledger_cell(0, "note"), WORDS, lambda found: found[0].note, WORDS),
    LedgerPlace(
        "blank row",
        _to_ledger_cell(1, "applicant"),
        WORDS,
        lambda found: found[1].applicant if len(found) > 1 else "",
        WORDS,
    ),
    LedgerPlace("line text", _to_ledger_field("applicant"), WORDS, lambda found: found[0].applicant, WORDS),
    LedgerPlace("line date", _to_ledger_field("corr_told"), _DAY, _told, date(2025, 3, 5)),
    LedgerPlace(
        "line choice", _to_ledger_field("type"), "gtgsh", lambda found: found[0].type, "individual_business"
    ),
    LedgerPlace("content", _to_ledger_field("content"), WORDS, lambda found: found[0].content, WORDS),
    LedgerPlace("list", _to_ledger_list(1, "who"), WORDS, _asked, WORDS),
]

ALL_PLACES = [*PLACES, *LEDGER_PLACES]


def type_in(window: QWidget, place: Place) -> None:
    """Type key by key, the cell's editor staying open."""
    target = place.go(window)
    for character in place.typed:
        QTest.keyClicks(cell_editor(target) or target, character)
