"""The grid by keyboard and mouse: where the frame goes, what is selected, and what a key then does to the figures.

All cases follow one rule: what moves the frame selects the cell it comes to, and only Shift extends.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from driving import index_of, table
from fixture_types import ReportAdder
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from app.forms.grid import input_rows
from app.report import Report, Totals
from ui.frame.main_window import MainWindow

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
BOTH = CTRL | SHIFT
Place = tuple[int, int]
"""A row of input cells and a cell in it; negative numbers count from the end."""


@dataclass(frozen=True)
class Line:
    """From a cell with these keys to a frame, with these cells selected (only the frame's where none are named)."""

    table: str
    start: Place
    keys: tuple[tuple[Qt.Key, Qt.KeyboardModifier], ...]
    frame: Place
    selected: tuple[Place, ...] = ()

    def __str__(self) -> str:
        pressed = " ".join(f"{modifiers.name}+{key.name}" for key, modifiers in self.keys)
        return f"{self.table} {self.start} {pressed}"


def _line(
    table: str,
    start: Place,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    frame: Place,
    times: int = 1,
    **more,
) -> Line:
    return Line(table, start, ((key, modifiers),) * times, frame, **more)


K = Qt.Key
LINES = [
    # applications: rows of seven figures
    _line("applications", (2, 2), K.Key_Right, NONE, (2, 3)),
    _line("applications", (2, 2), K.Key_Left, NONE, (2, 1)),
    _line("applications", (2, 2), K.Key_Down, NONE, (3, 2)),
    _line("applications", (2, 2), K.Key_Up, NONE, (1, 2)),
    _line("applications", (2, 2), K.Key_Right, CTRL, (2, 6)),
    _line("applications", (2, 2), K.Key_Left, CTRL, (2, 0)),
    _line("applications", (2, 2), K.Key_Down, CTRL, (-1, 2)),
    _line("applications", (2, 2), K.Key_Up, CTRL, (0, 2)),
    _line("applications", (2, 4), K.Key_Right, BOTH, (2, 6), selected=((2, 4), (2, 5), (2, 6))),
    _line("applications", (2, 2), K.Key_Up, BOTH, (0, 2), selected=((0, 2), (1, 2), (2, 2))),
    _line("applications", (2, 2), K.Key_Home, NONE, (2, 0)),
    _line("applications", (2, 2), K.Key_End, NONE, (2, 6)),
    _line("applications", (2, 2), K.Key_Home, CTRL, (0, 0)),
    _line("applications", (2, 2), K.Key_End, CTRL, (-1, -1)),
    _line("applications", (0, 0), K.Key_Left, NONE, (0, 0)),
    _line("applications", (0, 0), K.Key_Up, NONE, (0, 0)),
    _line("applications", (-1, -1), K.Key_Right, NONE, (-1, -1)),
    _line("applications", (-1, -1), K.Key_Down, NONE, (-1, -1)),
    _line("applications", (0, 6), K.Key_Right, NONE, (0, 6)),
    _line("applications", (2, 2), K.Key_Return, NONE, (3, 2)),
    _line("applications", (2, 2), K.Key_Return, SHIFT, (1, 2)),
    _line("applications", (2, 2), K.Key_Enter, NONE, (3, 2)),
    _line("applications", (-1, 2), K.Key_Return, NONE, (0, 3)),
    _line("applications", (0, 2), K.Key_Return, SHIFT, (-1, 1)),
    Line("applications", (2, 2), ((K.Key_Tab, NONE), (K.Key_Tab, NONE), (K.Key_Return, NONE)), (3, 2)),
    Line("applications", (2, 2), ((K.Key_Tab, NONE), (K.Key_Up, NONE), (K.Key_Return, NONE)), (2, 3)),
    _line("applications", (2, 2), K.Key_Tab, NONE, (2, 3)),
    _line("applications", (2, 2), K.Key_Backtab, SHIFT, (2, 1)),
    _line("applications", (2, 6), K.Key_Tab, NONE, (3, 0)),
    _line("applications", (2, 2), K.Key_Right, SHIFT, (2, 3), selected=((2, 2), (2, 3))),
    _line("applications", (2, 2), K.Key_Left, SHIFT, (2, 1), selected=((2, 1), (2, 2))),
    _line("applications", (2, 2), K.Key_Down, SHIFT, (3, 2), selected=((2, 2), (3, 2))),
    _line("applications", (2, 2), K.Key_Up, SHIFT, (1, 2), selected=((1, 2), (2, 2))),
    _line("applications", (2, 2), K.Key_Home, SHIFT, (2, 0), selected=((2, 0), (2, 1), (2, 2))),
    _line("applications", (2, 5), K.Key_End, SHIFT, (2, 6), selected=((2, 5), (2, 6))),
    _line("applications", (1, 1), K.Key_Home, BOTH, (0, 0), selected=((0, 0), (0, 1), (1, 0), (1, 1))),
    _line("applications", (2, 2), K.Key_Right, SHIFT, (2, 4), 2, selected=((2, 2), (2, 3), (2, 4))),
    Line("applications", (2, 2), ((K.Key_Right, SHIFT), (K.Key_Left, SHIFT)), (2, 2)),
    Line("applications", (2, 2), ((K.Key_Right, SHIFT), (K.Key_Down, NONE)), (3, 3)),
    Line("applications", (2, 2), ((K.Key_Right, SHIFT), (K.Key_Home, CTRL)), (0, 0)),
    Line("applications", (2, 2), ((K.Key_Right, SHIFT), (K.Key_Return, NONE)), (3, 3)),
    Line("applications", (2, 2), ((K.Key_A, CTRL), (K.Key_Right, NONE)), (2, 3)),
    Line(
        "applications",
        (2, 2),
        ((K.Key_Return, NONE), (K.Key_Right, SHIFT)),
        (3, 3),
        ((3, 2), (3, 3)),
    ),
    Line("applications", (2, 2), ((K.Key_Right, CTRL), (K.Key_Left, SHIFT)), (2, 5), ((2, 5), (2, 6))),
    _line("applications", (2, 2), K.Key_Down, NONE, (7, 2), 5),
    # disputes: rows of labels between, blocks beside each other
    _line("disputes", (0, 0), K.Key_Right, NONE, (0, 1)),
    _line("disputes", (0, 2), K.Key_Left, CTRL, (0, 0)),
    _line("disputes", (0, 2), K.Key_Home, CTRL, (0, 0)),
    _line("disputes", (0, 2), K.Key_End, CTRL, (0, -1)),
    _line("disputes", (0, 2), K.Key_End, NONE, (0, -1)),
    _line("disputes", (0, 2), K.Key_Down, CTRL, (0, 2)),
    _line("disputes", (0, 0), K.Key_Right, SHIFT, (0, 2), 2, selected=((0, 0), (0, 1), (0, 2))),
    Line("disputes", (0, 0), ((K.Key_Right, SHIFT), (K.Key_Right, CTRL)), (0, -1)),
    _line("disputes", (0, 4), K.Key_Return, NONE, (0, 5)),
    _line("disputes", (0, 4), K.Key_Tab, NONE, (0, 5)),
    # disclosure: labels between the figures, merged cells
    _line("disclosure", (0, 0), K.Key_Right, NONE, (0, 1)),
    _line("disclosure", (0, 1), K.Key_Left, CTRL, (0, 0)),
    _line("disclosure", (0, 1), K.Key_Right, CTRL, (0, 2)),
    _line("disclosure", (0, 1), K.Key_Down, CTRL, (-1, 0)),
    _line("disclosure", (1, 0), K.Key_Down, NONE, (2, 0)),
    _line("disclosure", (2, 0), K.Key_Up, CTRL, (0, 0)),
    _line("disclosure", (0, 2), K.Key_End, CTRL, (-1, -1)),
    _line("disclosure", (-1, -1), K.Key_Home, CTRL, (0, 0)),
    _line("disclosure", (-1, -1), K.Key_Up, NONE, (-2, 0)),
    _line("disclosure", (0, 0), K.Key_Right, SHIFT, (0, 1), selected=((0, 0), (0, 1))),
    _line("disclosure", (0, 1), K.Key_Down, SHIFT, (1, 1), selected=((0, 1), (1, 1))),
    Line("disclosure", (0, 0), ((K.Key_Right, SHIFT), (K.Key_End, CTRL)), (-1, -1)),
]


def _keys(window: MainWindow, name: str) -> list[list[str]]:
    return [[cell.key or "" for cell in row] for row in input_rows(table(window, name).model().grid)]


def _at(rows: list[list[str]], place: Place) -> str:
    return rows[place[0]][place[1]]


def _click(qtbot: QtBot, window: MainWindow, cell: str, modifiers: Qt.KeyboardModifier = NONE) -> QTableView:
    view = table(window, cell.partition(".")[0])
    index = index_of(window, cell)
    view.scrollTo(index)
    where = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, where)
    return view


def _selected(view: QTableView) -> set[str]:
    return {view.model().cell_at(index).key for index in view.selectedIndexes()}


def _state(report: Report | None) -> dict:
    assert report is not None
    return dict(report.cells)


@pytest.fixture
def full(add_report: ReportAdder, filled: Callable[..., Report]) -> Report:
    made = filled("cn-disclosure-2021", 1)
    return add_report(cells=made.cells, form="cn-disclosure-2021", year=made.year, totals=Totals.TYPED)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_frame_selection_and_what_delete_and_paste_then_do(
    qtbot: QtBot, window: MainWindow, full: Report, line: Line
) -> None:
    session = window.workbench.session
    rows = _keys(window, line.table)
    view = _click(qtbot, window, _at(rows, line.start))
    for key, modifiers in line.keys:
        qtbot.keyClick(view, key, modifiers)
    wanted = {_at(rows, place) for place in line.selected or (line.frame,)}
    assert view.current_key() == _at(rows, line.frame)
    assert _selected(view) == wanted
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex())), "never out of sight"
    before = _state(session.report)
    qtbot.keyClick(view, K.Key_Delete)
    after = _state(session.report)
    assert {key for key in before if key not in after} == wanted & before.keys(), "only what is seen chosen"
    assert {key: after[key] for key in after} == {key: before[key] for key in after}
    qtbot.keyClick(view, K.Key_Z, CTRL)
    if _state(session.report) != before:
        window.menu_actions.by_name["undo"].trigger()
    assert _state(session.report) == before
    QApplication.clipboard().setText("7")
    _click(qtbot, window, _at(rows, line.start))
    for key, modifiers in line.keys:
        qtbot.keyClick(view, key, modifiers)
    view.paste()
    pasted = _state(session.report)
    assert {key for key in pasted if pasted[key] != before.get(key)} <= wanted
    assert all(pasted[key] == 7 for key in wanted)


def test_the_table_has_lines_enough() -> None:
    assert len(LINES) >= 40
    assert {line.table for line in LINES} == {"applications", "disputes", "disclosure"}


@pytest.mark.parametrize("held", [CTRL, BOTH, SHIFT])
def test_undo_with_the_key_held_selects_the_cell_it_shows_and_no_other(
    qtbot: QtBot, window: MainWindow, full: Report, held: Qt.KeyboardModifier
) -> None:
    rows = _keys(window, "applications")
    first, second = _at(rows, (1, 1)), _at(rows, (5, 4))
    for cell in (first, second):
        view = _click(qtbot, window, cell)
        qtbot.keyClick(view, K.Key_Delete)
    qtbot.keyPress(view, K.Key_Control if held is CTRL else K.Key_Shift, held)
    session = window.workbench.session
    session.undo()
    assert (view.current_key(), _selected(view)) == (second, {second})
    session.undo()
    assert (view.current_key(), _selected(view)) == (first, {first})
    session.redo()
    assert (view.current_key(), _selected(view)) == (first, {first})
    qtbot.keyRelease(view, K.Key_Control if held is CTRL else K.Key_Shift, NONE)


@pytest.mark.parametrize(
    ("modifiers", "extends"), [(NONE, False), (CTRL, False), (SHIFT, True), (BOTH, True)]
)
@pytest.mark.parametrize("name", ["applications", "disputes", "disclosure"])
def test_a_click_selects_what_it_comes_to_and_only_shift_extends(
    qtbot: QtBot, window: MainWindow, full: Report, name: str, modifiers: Qt.KeyboardModifier, extends: bool
) -> None:
    rows = _keys(window, name)
    start, end = _at(rows, (0, 0)), _at(rows, (0, 2))
    _click(qtbot, window, start)
    view = _click(qtbot, window, end, modifiers)
    assert view.current_key() == end
    assert _selected(view) == ({_at(rows, (0, n)) for n in range(3)} if extends else {end})


def test_shift_click_after_keys_extends_from_where_the_keys_went(
    qtbot: QtBot, window: MainWindow, full: Report
) -> None:
    rows = _keys(window, "applications")
    view = _click(qtbot, window, _at(rows, (0, 0)))
    qtbot.keyClick(view, K.Key_Down)
    _click(qtbot, window, _at(rows, (1, 2)), SHIFT)
    assert _selected(view) == {_at(rows, (1, n)) for n in range(3)}


def test_a_label_never_takes_the_frame(qtbot: QtBot, window: MainWindow, full: Report) -> None:
    view = _click(qtbot, window, _at(_keys(window, "disclosure"), (1, 1)))
    key = view.current_key()
    model = view.model()
    label = next(cell for cell in model.grid.cells if cell.key is None and cell.row > 1)
    where: QPoint = view.visualRect(model.index_of(label)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.current_key() == key
    assert _selected(view) <= {key}


def test_a_block_dragged_with_the_mouse_is_what_delete_clears(
    qtbot: QtBot, window: MainWindow, full: Report
) -> None:
    rows = _keys(window, "applications")
    view = table(window, "applications")
    first, last = (view.visualRect(index_of(window, _at(rows, p))).center() for p in ((0, 0), (1, 2)))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(view.viewport(), (first + last) / 2)
    qtbot.mouseMove(view.viewport(), last)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    block = {_at(rows, (row, column)) for row in range(2) for column in range(3)}
    assert _selected(view) == block
    chosen = _selected(view)
    qtbot.keyClick(view, K.Key_Delete)
    report = window.workbench.session.report
    assert not chosen & report.cells.keys()
    assert full.cells.keys() - report.cells.keys() == chosen & full.cells.keys()
