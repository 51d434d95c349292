"""What hands do in a table, what Excel and WPS do then, and what the program does: driven by real keys and clicks.

Each act begins in a table whose cells 1,1 to 3,3 hold the figures 1 to 9, with the frame on 1,1 (row, column).
"""

from dataclasses import dataclass, field

import pytest
from driving import index_of, part, table
from fixture_types import ReportAdder
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QMenu, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from app.forms.grid import input_rows
from app.report import Totals
from ui.frame.main_window import MainWindow

Place = tuple[int, int]
FIGURES = {(1 + n // 3, 1 + n % 3): n + 1 for n in range(9)}
LAST_ROW, LAST_COLUMN = 24, 6
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def block(top: int, left: int, bottom: int, right: int) -> frozenset[Place]:
    return frozenset((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


@dataclass(frozen=True)
class Act:
    """*do* is what hands do, one thing after the other; then come frame, selection and what changed.

    *there* says what Excel and WPS do; *why* is empty where we do the same, else the reason for what we do.
    """

    do: str
    there: str
    frame: Place = (1, 1)
    selected: frozenset[Place] | None = None
    """Only the framed cell where it is None."""
    changed: dict[Place, int | None] = field(default_factory=dict)
    why: str = ""
    typing: str | None = None
    """What stands in the open editor; None where none is open."""

    def __str__(self) -> str:
        return self.do


ENDS = "the form's table ends there; a sheet does not"
ONE_BLOCK = "a second block far away would be changed unseen"
NEXT_STEP = "figures change only by a key that says so"
A, FULL_ROW, FULL_COLUMN = block(1, 1, 3, 3), block(1, 0, 1, 6), block(0, 1, LAST_ROW, 1)
EVERY = block(0, 0, LAST_ROW, LAST_COLUMN)

ACTS = [
    # moving
    Act("key Right", "one cell to the right", (1, 2)),
    Act("key Left", "one cell to the left", (1, 0)),
    Act("key Down", "one cell down", (2, 1)),
    Act("key Up", "one cell up", (0, 1)),
    Act("key Ctrl+Right", "to the edge of the filled block", (1, 3)),
    Act("key Ctrl+Down", "to the edge of the filled block", (3, 1)),
    Act("key Ctrl+Right, key Ctrl+Right", "from the edge to the last cell", (1, LAST_COLUMN)),
    Act("key Ctrl+Down, key Ctrl+Down", "from the edge to the last cell", (LAST_ROW, 1)),
    Act("key Up, key Ctrl+Down", "from a blank cell to the first filled one", (1, 1)),
    Act("key Left, key Ctrl+Right", "from a blank cell to the first filled one", (1, 1)),
    Act("key Home", "to the first cell of the row", (1, 0)),
    Act("key End", "begins a jump, which the next arrow makes", (1, 6), why="goes there at once"),
    Act("key Ctrl+Home", "to the first cell", (0, 0)),
    Act("key Ctrl+End", "to the last cell in use", (LAST_ROW, 6), why="all of the form is in use"),
    Act("key Return", "one cell down", (2, 1)),
    Act("key Shift+Return", "one cell up", (0, 1)),
    Act("key Enter", "one cell down, by the keypad too", (2, 1)),
    Act("key Tab", "one cell to the right", (1, 2)),
    Act("key Shift+Tab", "one cell to the left", (1, 0)),
    Act("key Tab, key Tab, key Return", "below the cell where Tab began", (2, 1)),
    Act("click 1,6, key Tab", "further right", (2, 0), why=ENDS),
    Act(f"click {LAST_ROW},1, key Return", "further down", (0, 2), why=ENDS),
    Act("click 0,0, key Up", "stays", (0, 0)),
    Act("click 0,0, key Left", "stays", (0, 0)),
    Act(f"click {LAST_ROW},6, key Right", "further right", (LAST_ROW, 6), why=ENDS),
    Act("wheel -120", "scrolls; the frame stays", (1, 1)),
    Act("key Ctrl+Backspace", "shows the framed cell", (1, 1)),
    # selecting
    Act("key Shift+Right", "extends the selection", (1, 2), block(1, 1, 1, 2)),
    Act("key Shift+Down", "extends the selection", (2, 1), block(1, 1, 2, 1)),
    Act("key Shift+Right, key Shift+Left", "takes it back", (1, 1)),
    Act("key Ctrl+Shift+Right", "extends to the edge", (1, 3), block(1, 1, 1, 3)),
    Act("key Ctrl+Shift+Down", "extends to the edge", (3, 1), block(1, 1, 3, 1)),
    Act("key Ctrl+Shift+Right, key Ctrl+Shift+Down", "the filled block", (3, 3), A),
    Act("key Shift+Home", "extends to the row's begin", (1, 0), block(1, 0, 1, 1)),
    Act("key Ctrl+Shift+Home", "extends to the first cell", (0, 0), block(0, 0, 1, 1)),
    Act("key Ctrl+Shift+End", "extends to the last cell", (LAST_ROW, 6), block(1, 1, LAST_ROW, 6)),
    Act("key Ctrl+A", "everything", (1, 1), EVERY),
    Act("key Shift+Space", "the row", (1, 1), FULL_ROW),
    Act("key Ctrl+Space", "the column", (1, 1), FULL_COLUMN),
    Act("key Ctrl+Shift+Space", "everything", (1, 1), EVERY),
    Act("key Shift+Right, key Shift+Backspace", "the framed cell alone", (1, 2)),
    Act("key Shift+Right, key Right", "the selection ends", (1, 3)),
    Act("key Shift+Right, key Return", "goes on within the selection", (2, 2), why="see test_grid_keys"),
    Act("click 2,2", "frames the cell", (2, 2)),
    Act("shift click 3,3", "selects from the frame to there", (3, 3), A),
    Act("ctrl click 3,3", "adds a second block", (3, 3), why=ONE_BLOCK),
    Act("drag 1,1 3,3", "selects the block; the frame stays", (3, 3), A, why="keys go on where the hand is"),
    Act("drag 3,3 1,1", "selects the block", (1, 1), A),
    Act("column 2", "the column", (0, 2), block(0, 2, LAST_ROW, 2)),
    Act("row 2", "the row", (2, 0), block(2, 0, 2, 6)),
    Act("right 2,2", "frames the cell and opens the menu", (2, 2)),
    Act("shift click 3,3, right 2,2", "the menu of the selection, which stays", (3, 3), A),
    Act("shift click 2,2, right 5,5", "beside the selection it frames the cell", (5, 5)),
    # typing
    Act("type 42, key Return", "writes, goes down", (2, 1), changed={(1, 1): 42}),
    Act("type 42, key Tab", "writes, goes right", (1, 2), changed={(1, 1): 42}),
    Act("type 42, key Right", "writes, goes right", (1, 2), changed={(1, 1): 42}),
    Act("type 42, key Left", "writes, goes left", (1, 0), changed={(1, 1): 42}),
    Act("type 42, key Down", "writes, goes down", (2, 1), changed={(1, 1): 42}),
    Act("type 42, key Up", "writes, goes up", (0, 1), changed={(1, 1): 42}),
    Act("type 42, click 3,3", "writes", (3, 3), changed={(1, 1): 42}),
    Act("type 42, key Escape", "keeps the old figure", (1, 1)),
    Act("type 42", "is being typed", (1, 1), typing="42", changed={}),
    Act("type 42, key F2, key Left, type 0, key Return", "F2: arrows in the cell", (2, 1), changed={(1, 1): 402}),
    Act("key F2, type 5, key Return", "F2 adds behind the figure", (2, 1), changed={(1, 1): 15}),
    Act("key F2, key Left, type 5, key Return", "arrows move in the cell", (2, 1), changed={(1, 1): 51}),
    Act("key F2, key Escape", "nothing changes", (1, 1)),
    Act("double 2,2", "edits in the cell", (2, 2), typing="5"),
    Act("double 2,2, type 0, key Return", "edits in the cell", (3, 2), changed={(2, 2): 50}),
    Act("key Backspace", "empties the framed cell to be typed anew", (1, 1), typing=""),
    Act("key Backspace, type 8, key Return", "typed anew", (2, 1), changed={(1, 1): 8}),
    Act("key Backspace, key Escape", "the old figure is back", (1, 1)),
    Act("key Shift+Right, key Backspace", "empties the framed cell alone", (1, 2), block(1, 1, 1, 2), typing=""),
    Act("key Delete", "empties the cell", (1, 1), changed={(1, 1): None}),
    Act("shift click 3,3, key Delete", "empties the selection", (3, 3), A, dict.fromkeys(FIGURES)),
    Act("type １２, key Return", "full-width digits are digits", (2, 1), changed={(1, 1): 12}),
    Act("type 1 2 0 0, key Return", "takes it for words", (1, 1), why="refused, and stays to be mended", typing="1 2 0 0"),
    Act("type 1+2, key Return", "takes it for words", (1, 1), why="refused, and stays to be mended", typing="1+2"),
    Act("type 1;200, key Return", "1,200 is 1200", (2, 1), changed={(1, 1): 1200}),
    Act("shift click 2,2, type 7, key Ctrl+Return", "into every selected cell", (2, 2), block(1, 1, 2, 2), dict.fromkeys(block(1, 1, 2, 2), 7)),
    # filling
    Act("shift click 3,1, key Ctrl+D", "the first row over the rest", (3, 1), block(1, 1, 3, 1), {(2, 1): 1, (3, 1): 1}),
    Act("shift click 1,3, key Ctrl+R", "the first column over the rest", (1, 3), block(1, 1, 1, 3), {(1, 2): 1, (1, 3): 1}),
    Act("click 4,1, key Ctrl+D", "the figure above", (4, 1), changed={(4, 1): 7}),
    Act("click 1,4, key Ctrl+R", "the figure on the left", (1, 4), changed={(1, 4): 3}),
    Act("handle 3,1", "dragging repeats the figure", (1, 1), block(1, 1, 3, 1), {(2, 1): 1, (3, 1): 1}),
    Act("handle 1,3", "dragging repeats the figure", (1, 1), block(1, 1, 1, 3), {(1, 2): 1, (1, 3): 1}),
    Act("click 3,3, handle 1,3", "dragging upwards, too", (1, 3), block(1, 3, 3, 3), {(1, 3): 9, (2, 3): 9}),
    Act("shift click 2,1, handle 4,1", "goes on in the series", (1, 1), block(1, 1, 4, 1), {(3, 1): 1, (4, 1): 4}, why="counts are no series: the block is repeated"),
    Act("click 1,4, type 6, key Up, click 1,4, double handle", "down along the figures beside", (1, 4), block(1, 4, 3, 4), {(1, 4): 6, (2, 4): 6, (3, 4): 6}),
    Act("click 5,5, double handle", "nothing where nothing stands beside", (5, 5)),
    # clipboard
    Act("key Ctrl+C, click 5,5, key Ctrl+V", "a copy", (5, 5), changed={(5, 5): 1}),
    Act("key Ctrl+Ins, click 5,5, key Shift+Ins", "a copy", (5, 5), changed={(5, 5): 1}),
    Act("shift click 1,2, key Ctrl+C, click 5,5, key Ctrl+V", "the pasted block is selected", (5, 5), block(5, 5, 5, 6), {(5, 5): 1, (5, 6): 2}),
    Act("key Ctrl+C, click 5,5, shift click 6,6, key Ctrl+V", "one figure into every cell", (5, 5), block(5, 5, 6, 6), dict.fromkeys(block(5, 5, 6, 6), 1)),
    Act("shift click 1,2, key Ctrl+C, click 5,3, shift click 6,6, key Ctrl+V", "repeated over a selection it fits into", (5, 3), block(5, 3, 6, 6), {(r, c): 1 + (c + 1) % 2 for r, c in block(5, 3, 6, 6)}),
    Act("shift click 1,2, key Ctrl+C, click 5,3, shift click 5,5, key Ctrl+V", "once where it does not fit", (5, 3), block(5, 3, 5, 4), {(5, 3): 1, (5, 4): 2}),
    Act("key Ctrl+C, key Escape, click 5,5, key Ctrl+V", "nothing left to paste", (5, 5), changed={(5, 5): 1}, why="Esc drops the frame; the clipboard is everybody's"),
    Act("key Ctrl+C, click 5,5, key Return", "pastes once", (6, 5), why=NEXT_STEP),
    Act("key Ctrl+X, click 5,5, key Ctrl+V", "moves when pasted", (5, 5), changed={(1, 1): None, (5, 5): 1}, why="the end is the same; the figure leaves its cell at once"),
    Act("key Shift+Del", "cuts", (1, 1), changed={(1, 1): None}, why="see Ctrl+X"),
    Act("clip 1;200, key Ctrl+V", "1,200 is 1200", (1, 1), changed={(1, 1): 1200}),
    Act("clip 若干, key Ctrl+V", "pastes words", (1, 1), why="words are no figure: told, nothing changes"),
    # taking back, looking
    Act("type 42, key Return, key Ctrl+Z", "takes it back and shows the cell", (1, 1)),
    Act("type 42, key Return, key Ctrl+Z, key Ctrl+Y", "makes it again", (1, 1), changed={(1, 1): 42}),
    Act("type 42, key Return, key Ctrl+Z, key Ctrl+Shift+Z", "makes it again", (1, 1), changed={(1, 1): 42}),
    Act("key Ctrl+1", "opens a dialog for formats", (1, 1), why="figures have one format; no key types by mistake"),
    Act("key Alt+Down", "lists earlier entries", (1, 1), why="figures are not chosen from a list"),
]  # fmt: skip


class Hands:
    """Does what is written."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window
        self.view = table(window, "applications")
        self.rows = [[cell.key or "" for cell in row] for row in input_rows(self.view.model().grid)]

    def do(self, script: str) -> None:
        for step in script.split(", "):
            word, _, rest = step.partition(" ")
            getattr(self, word)(rest)
            QApplication.processEvents()

    def _index(self, place: str):
        row, column = map(int, place.split(","))
        return index_of(self._window, self.rows[row][column])

    def _centre(self, place: str) -> QPoint:
        index = self._index(place)
        self.view.scrollTo(index)
        return self.view.visualRect(index).center()

    def _seen(self, place: str) -> QPoint:
        """Return where a cell is that is on screen as the table stands."""
        where = self.view.visualRect(self._index(place)).center()
        assert self.view.viewport().rect().contains(where)
        return where

    def _target(self) -> QWidget:
        return self.view.viewport().findChild(QLineEdit, "cellEditor") or self.view

    def click(self, place: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifiers, self._centre(place))

    def shift(self, rest: str) -> None:
        self.click(rest.removeprefix("click "), SHIFT)

    def ctrl(self, rest: str) -> None:
        self.click(rest.removeprefix("click "), CTRL)

    def right(self, place: str) -> None:
        where, viewport = self._centre(place), self.view.viewport()
        QTest.mousePress(viewport, Qt.MouseButton.RightButton, pos=where)
        self.ask_menu(viewport, where, QContextMenuEvent.Reason.Mouse)
        QTest.mouseRelease(viewport, Qt.MouseButton.RightButton, pos=where)

    def ask_menu(self, widget: QWidget, where: QPoint, reason: QContextMenuEvent.Reason) -> None:
        """Ask for the menu, which lasts until it is closed, and close it."""
        shown: list[bool] = []

        def close() -> None:
            menu = QApplication.activePopupWidget()
            shown.append(isinstance(menu, QMenu))
            if menu is not None:
                menu.close()

        QTimer.singleShot(0, close)
        event = QContextMenuEvent(reason, where, self.view.viewport().mapToGlobal(where))
        QApplication.sendEvent(widget, event)
        assert shown == [True]

    def double(self, place: str) -> None:
        if place == "handle":
            where = self.view._handle().center()
            QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        else:
            where = self._centre(place)
            self.click(place)
        QTest.mouseDClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def drag(self, places: str) -> None:
        first, last = places.split()
        self._drag(self._seen(first), self._seen(last))

    def handle(self, place: str) -> None:
        self._drag(self.view._handle().center(), self._seen(place))

    def _drag(self, first: QPoint, last: QPoint) -> None:
        viewport = self.view.viewport()
        QTest.mouseMove(viewport, first)
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(viewport, (first + last) / 2)
        QTest.mouseMove(viewport, last)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=last)

    def column(self, number: str) -> None:
        self._press_label(self.view.horizontalHeader(), int(number), across=True)

    def row(self, number: str) -> None:
        row = self._index(f"{number},0").row()
        self._press_label(self.view.verticalHeader(), row, across=False)

    def _press_label(self, header: QHeaderView, section: int, *, across: bool) -> None:
        along = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
        size = header.viewport().size()
        where = QPoint(along, size.height() - 4) if across else QPoint(size.width() - 4, along)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)

    def wheel(self, delta: str) -> None:
        where = QPointF(self.view.viewport().rect().center())
        event = QWheelEvent(
            where,
            QPointF(self.view.viewport().mapToGlobal(where.toPoint())),
            QPoint(),
            QPoint(0, int(delta)),
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)

    def key(self, keys: str) -> None:
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())

    def type(self, characters: str) -> None:
        from driving import type_keys

        for character in characters.replace(";", ","):
            type_keys(self._qtbot, self.view, character)

    def clip(self, text: str) -> None:
        QApplication.clipboard().setText(text.replace(";", ","))

    # what came of it

    def place_of(self, key: str | None) -> Place:
        return next((r, row.index(key)) for r, row in enumerate(self.rows) if key in row)

    def selected(self) -> frozenset[Place]:
        return frozenset(map(self.place_of, self.view.selected_keys()))

    def figures(self) -> dict[Place, int]:
        report = self._window.workbench.session.report
        known = {key for row in self.rows for key in row}
        return {self.place_of(key): value for key, value in report.cells.items() if key in known}

    def typed(self) -> str | None:
        editor = self.view.viewport().findChild(QLineEdit, "cellEditor")
        return None if editor is None else editor.text()


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> Hands:
    add_report(form="cn-disclosure-2021", totals=Totals.TYPED)
    # The offscreen platform's screen is small: without the lists at the sides all columns are on it.
    for side in ("show_reports", "show_findings"):
        window.menu_actions.by_name[side].trigger()
    made = Hands(qtbot, window)
    from app.edits import SetCells

    report = window.workbench.session.report
    cells = {made.rows[row][column]: value for (row, column), value in FIGURES.items()}
    session = window.workbench.session
    session.apply(SetCells(report.id, cells))
    qtbot.waitUntil(lambda: session.check is not None and session.check.full, timeout=8000)
    assert (len(made.rows) - 1, {len(row) for row in made.rows}) == (LAST_ROW, {LAST_COLUMN + 1})
    made.click("1,1")
    return made


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_each_act_does_what_it_does_in_a_spreadsheet_or_what_is_written_here(hands: Hands, act: Act) -> None:
    hands.do(act.do)
    typed = hands.typed()
    if typed is not None:
        # A window with a refused text would ask before it closes.
        hands.key("Escape")
    assert typed == act.typing
    assert hands.place_of(hands.view.current_key()) == act.frame
    assert hands.selected() == (act.selected or {act.frame})
    if act.typing is None:
        wanted = FIGURES | act.changed
        assert hands.figures() == {place: value for place, value in wanted.items() if value is not None}


def test_the_table_is_long_enough_and_says_why_where_we_differ() -> None:
    assert len(ACTS) >= 80
    assert len({act.do for act in ACTS}) == len(ACTS), "each act once"
    assert sum(bool(act.why) for act in ACTS) <= len(ACTS) / 4


def test_shift_on_a_label_extends_and_so_does_dragging_over_labels(hands: Hands) -> None:
    header = hands.view.horizontalHeader()

    def place(column: int) -> QPoint:
        middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        return QPoint(middle, header.viewport().height() - 4)

    hands.column("2")
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, SHIFT, place(4))
    assert hands.selected() == block(0, 2, LAST_ROW, 4)
    QTest.mousePress(header.viewport(), Qt.MouseButton.LeftButton, NONE, place(1))
    QTest.mouseMove(header.viewport(), place(2))
    QTest.mouseMove(header.viewport(), place(3))
    QTest.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, NONE, place(3))
    assert hands.selected() == block(0, 1, LAST_ROW, 3)


def test_the_menu_key_opens_the_menu_of_the_selection(hands: Hands) -> None:
    hands.shift("click 3,3")
    where = hands.view.visualRect(hands.view.currentIndex()).center()
    hands.ask_menu(hands.view.viewport(), where, QContextMenuEvent.Reason.Keyboard)
    assert hands.selected() == A


def test_the_keys_that_turn_sheets_turn_parts(hands: Hands, window: MainWindow) -> None:
    tabs = part(window, QTabWidget, "reportTabs")
    before = tabs.currentIndex()
    hands.key("Ctrl+PgDown")
    assert tabs.currentIndex() == before + 1
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CTRL)
    assert tabs.currentIndex() == before
