"""What is worked on stays in view when a notice, or anything else, takes room from its page."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from driving import notice, table, text
from fixture_types import OpenWindow
from places import cell_editor, click, ledger_page
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.edits import AddReport
from app.request import Request
from app.store.ledger import set_requests
from app.store.new_reports import new_report
from app.store.workspace import create
from ui.frame.main_window import MainWindow
from ui.views.kept_in_view import worked_on

_LINES = "\n".join(["一行"] * 6)


@pytest.fixture
def low_window(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> MainWindow:
    """A window on a report and a ledger of more requests than it has room for."""
    workspace = create(tmp_path / "年报.nianbao")
    repository = workspace.repository
    report = new_report(repository, "示例县教育局", 2025, None)
    repository.apply(AddReport(report))
    asked = {
        n: Request(id=n, unit_id=report.unit.id, arrived=date(2025, 3, 1), applicant=f"甲{n}")
        for n in range(1, 60)
    }
    repository.apply(set_requests(repository, report.unit.id, asked, "准备"))
    workspace.close()
    window = open_window(workspace.path)
    window.resize(1366, 600)
    qtbot.wait(20)
    return window


def _lowest_cell(window: MainWindow, name: str) -> QWidget:
    """Click on the lowest cell in view that can be typed into."""
    view = table(window, name)
    if name != "applications":
        # These tables have few rows.
        window.resize(1366, 345 if name == "disputes" else 480)
    QApplication.processEvents()
    rects = {key: view.visualRect(view.grid_model.index_for(key)) for key in view.grid_model.grid.inputs}
    inside = view.viewport().rect()
    low = max(
        (key for key, rect in rects.items() if inside.contains(rect) and view.grid_model.is_editable(key)),
        key=lambda key: rects[key].bottom(),
    )
    click(view.viewport(), rects[low].center())
    assert view.current_key() == low
    return view


def _lowest_request(window: MainWindow) -> QWidget:
    grid = ledger_page(window).grid
    QApplication.processEvents()
    row = grid.rowAt(grid.viewport().height() - 1) - 1
    index = grid.model().index(row, grid.model().column_of("applicant"))
    click(grid.viewport(), grid.visualRect(index).center())
    assert grid.currentIndex().row() == row
    return grid


def _end_of_text(window: MainWindow) -> QWidget:
    editor = text(window, "overview")
    editor.setFocus()
    QApplication.processEvents()
    for _ in range(80):
        if worked_on(editor).bottom() > editor.viewport().height() - 20:
            break
        QTest.keyClick(editor, Qt.Key.Key_Return)
    return editor


PLACES: dict[str, Callable[[MainWindow], QWidget]] = {
    "disclosure": lambda window: _lowest_cell(window, "disclosure"),
    "applications": lambda window: _lowest_cell(window, "applications"),
    "disputes": lambda window: _lowest_cell(window, "disputes"),
    "ledger": _lowest_request,
    "text": _end_of_text,
}


def _is_seen(view: QAbstractScrollArea) -> bool:
    """Whether the whole cell, or the line of the cursor, is to be seen in the window."""
    viewport = view.viewport()
    place = worked_on(view)
    seen = viewport.visibleRegion().boundingRect()
    return seen.top() <= place.top() and place.bottom() <= seen.bottom()


def _notice_comes(qtbot: QtBot, window: MainWindow) -> None:
    window.workbench.notice.say(_LINES, stay=True)
    qtbot.wait(120)
    assert notice(window)


@pytest.mark.parametrize("place", PLACES)
def test_what_the_keyboard_is_on_stays_beside_a_notice(
    qtbot: QtBot, low_window: MainWindow, place: str
) -> None:
    view = PLACES[place](low_window)
    height = view.height()
    assert _is_seen(view)
    _notice_comes(qtbot, low_window)
    if place != "ledger":  # Its form gives the room (ledger/test_notices_of_the_ledger.py).
        assert view.height() < height
    assert _is_seen(view)


@pytest.mark.parametrize("place", [name for name in PLACES if name != "text"])
def test_a_row_that_is_being_typed_stays_beside_a_notice(
    qtbot: QtBot, low_window: MainWindow, place: str
) -> None:
    view = PLACES[place](low_window)
    QTest.keyClick(view, Qt.Key.Key_5)
    editor = cell_editor(view)
    assert editor is not None
    _notice_comes(qtbot, low_window)
    assert cell_editor(view) is editor
    assert editor.text() == "5", "it is still being typed"
    seen = view.viewport().visibleRegion().boundingRect()
    assert seen.contains(editor.geometry().center())
    assert editor.geometry().bottom() <= seen.bottom() + 1


@pytest.mark.parametrize("place", ["applications", "ledger", "text"])
def test_what_was_scrolled_out_of_sight_is_left_there(
    qtbot: QtBot, low_window: MainWindow, place: str
) -> None:
    view = PLACES[place](low_window)
    if place == "text":
        for _ in range(60):
            QTest.keyClick(view, Qt.Key.Key_Return)
    else:
        QTest.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    bar = view.verticalScrollBar()
    bar.setValue(0)
    assert not _is_seen(view)
    _notice_comes(qtbot, low_window)
    assert bar.value() == 0


def test_nothing_moves_while_a_mouse_button_is_held(
    qtbot: QtBot, low_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = _lowest_cell(low_window, "applications")
    value = view.verticalScrollBar().value()
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    _notice_comes(qtbot, low_window)
    assert view.verticalScrollBar().value() == value
    monkeypatch.undo()
    qtbot.waitUntil(lambda: _is_seen(view), timeout=1000)


@pytest.mark.parametrize("name", ["note", "content", "disputes"])
def test_a_field_of_the_form_stays_in_view_where_the_page_scrolls(
    qtbot: QtBot, low_window: MainWindow, name: str
) -> None:
    low_window.resize(1024, 480)
    page = ledger_page(low_window)
    qtbot.wait(20)
    page.grid.go_to(0, 0)
    QApplication.processEvents()
    field = page.form.grids[0] if name == "disputes" else page.form.fields[name]
    if name == "disputes":
        tabs = page.form.tabs
        tabs.setCurrentIndex(next(n for n in range(tabs.count()) if tabs.widget(n).isAncestorOf(field)))
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.wait(20)
    inner = field.viewport() if isinstance(field, QAbstractScrollArea) else field
    assert inner.visibleRegion().boundingRect().contains(worked_on(field).center())
    _notice_comes(qtbot, low_window)
    assert inner.visibleRegion().boundingRect().contains(worked_on(field).center())
