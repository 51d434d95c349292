"""Blocks of cells: filling, copying, pasting, and typing a row, by keyboard and mouse."""

import pytest
from driving import index_of, notice, part, press, table, text, type_keys, way_on
from fixture_types import ReportAdder
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from app.forms.grid import input_rows
from app.report import Report, Totals
from ui.frame.main_window import MainWindow

K = Qt.Key
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def report(add_report: ReportAdder) -> Report:
    return add_report(form="cn-disclosure-2021")


@pytest.fixture
def rows(window: MainWindow, report: Report) -> list[list[str]]:
    """The keys of the table of requests, without its totals."""
    grid = table(window, "applications").model().grid
    computed = report.form.cells
    lines = [[cell.key for cell in row if cell.key] for row in input_rows(grid)]
    return [line for line in ([k for k in row if not computed[k].computed] for row in lines) if line]


def click(qtbot: QtBot, window: MainWindow, cell: str, modifiers: Qt.KeyboardModifier = NONE) -> QTableView:
    view = table(window, cell.partition(".")[0])
    view.scrollTo(index_of(window, cell))
    where = view.visualRect(index_of(window, cell)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, where)
    return view


def write(qtbot: QtBot, window: MainWindow, figures: dict[str, str]) -> None:
    for cell, figure in figures.items():
        view = click(qtbot, window, cell)
        type_keys(qtbot, view, figure)
        press(qtbot, view, K.Key_Return)


def cells(window: MainWindow) -> dict[str, object]:
    report = window.workbench.session.report
    assert report is not None
    return {key: value for key, value in report.cells.items() if not report.form.cells[key].computed}


def test_enter_after_a_row_typed_with_tab_goes_below_where_the_row_began(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    view = click(qtbot, window, rows[2][1])
    for figure, key in (("1", K.Key_Tab), ("2", K.Key_Tab), ("3", K.Key_Return)):
        type_keys(qtbot, view, figure)
        press(qtbot, view, key)
    assert view.current_key() == rows[3][1]
    assert cells(window) == dict(zip(rows[2][1:4], (1, 2, 3), strict=True))


def test_enter_goes_right_where_the_user_wants_it(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    view = click(qtbot, window, rows[2][1])
    view.enter_goes_right = True
    type_keys(qtbot, view, "1")
    press(qtbot, view, K.Key_Return)
    assert view.current_key() == rows[2][2]
    press(qtbot, view, K.Key_Return, SHIFT)
    assert view.current_key() == rows[2][1]


@pytest.mark.parametrize(
    ("first", "last", "command", "changed"),
    [
        ((0, 0), (2, 1), "fill_down", {(1, 0): 1, (1, 1): 2, (2, 0): 1, (2, 1): 2}),
        ((1, 1), (1, 1), "fill_down", {(1, 1): 2}),
        ((0, 0), (0, 2), "fill_right", {(0, 1): 1, (0, 2): 1}),
        ((0, 2), (0, 2), "fill_right", {(0, 2): 2}),
    ],
)
def test_filling_copies_the_edge_of_the_block_or_the_neighbour_into_it(
    qtbot: QtBot,
    window: MainWindow,
    rows: list[list[str]],
    first: tuple[int, int],
    last: tuple[int, int],
    command: str,
    changed: dict[tuple[int, int], int],
) -> None:
    write(qtbot, window, {rows[0][0]: "1", rows[0][1]: "2"})
    before = cells(window)
    click(qtbot, window, rows[first[0]][first[1]])
    view = click(qtbot, window, rows[last[0]][last[1]], SHIFT)
    getattr(view, command)()
    assert cells(window) == before | {rows[r][c]: value for (r, c), value in changed.items()}
    window.workbench.session.undo()
    assert cells(window) == before, "one step of undo"


def _write_into_a_block(qtbot: QtBot, window: MainWindow, rows: list[list[str]], keys: str) -> QTableView:
    """Select two by two cells, type, and press Ctrl and Enter."""
    click(qtbot, window, rows[1][1])
    view = click(qtbot, window, rows[2][2], SHIFT)
    type_keys(qtbot, view, keys)
    press(qtbot, view, K.Key_Return, CTRL)
    return view


def test_ctrl_enter_writes_what_is_typed_into_every_selected_cell(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    view = _write_into_a_block(qtbot, window, rows, "7")
    block = [rows[r][c] for r in (1, 2) for c in (1, 2)]
    assert cells(window) == dict.fromkeys(block, 7)
    assert view.selected_keys() == block
    assert view.findChild(QTableView, "cellEditor") is None


def test_what_ctrl_enter_can_not_write_stays_in_the_editor_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    view = _write_into_a_block(qtbot, window, rows, "7x")
    assert cells(window) == {}
    assert view.pending() == "7x"
    press(qtbot, view, K.Key_Escape)


def drag_handle(qtbot: QtBot, view: QTableView, to: QPoint) -> None:
    start = view._handle().center()
    qtbot.mouseMove(view.viewport(), start)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), (start + to) / 2)
    qtbot.mouseMove(view.viewport(), to)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=to)


@pytest.mark.parametrize(
    ("goal", "filled"),
    [
        ((5, 1), {(2, 0): 1, (2, 1): 2, (3, 0): 3, (3, 1): 4, (4, 0): 1, (4, 1): 2, (5, 0): 3, (5, 1): 4}),
        ((1, 4), {(0, 2): 1, (0, 3): 2, (0, 4): 1, (1, 2): 3, (1, 3): 4, (1, 4): 3}),
    ],
)
def test_dragging_the_corner_repeats_the_block(
    qtbot: QtBot,
    window: MainWindow,
    rows: list[list[str]],
    goal: tuple[int, int],
    filled: dict[tuple[int, int], int],
) -> None:
    write(qtbot, window, {rows[0][0]: "1", rows[0][1]: "2", rows[1][0]: "3", rows[1][1]: "4"})
    before = cells(window)
    click(qtbot, window, rows[0][0])
    view = click(qtbot, window, rows[1][1], SHIFT)
    target = rows[goal[0]][goal[1]]
    drag_handle(qtbot, view, view.visualRect(index_of(window, target)).center())
    assert cells(window) == before | {rows[r][c]: value for (r, c), value in filled.items()}
    assert set(view.selected_keys()) >= {rows[r][c] for r, c in filled}, "what was filled is selected"


def test_a_final_or_read_only_grid_has_no_corner_to_drag(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(qtbot, window, {rows[0][0]: "1"})
    view = click(qtbot, window, rows[0][0])
    before = cells(window)
    monkeypatch.setattr(view.model(), "is_editable", lambda key: False)
    drag_handle(qtbot, view, view.visualRect(index_of(window, rows[3][0])).center())
    assert cells(window) == before


def test_a_copy_is_a_table_for_documents_and_text_for_spreadsheets(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    write(qtbot, window, {rows[0][0]: "1", rows[0][1]: "2"})
    click(qtbot, window, rows[0][0])
    view = click(qtbot, window, rows[0][1], SHIFT)
    qtbot.keyClick(view, K.Key_C, CTRL)
    content = QApplication.clipboard().mimeData()
    assert content.text() == "1\t2"
    assert content.html().count("<td>") == 2
    click(qtbot, window, rows[3][2])
    qtbot.keyClick(view, K.Key_V, CTRL)
    assert {cells(window)[rows[3][n]] for n in (2, 3)} == {1, 2}, "pasted back where the frame stands"
    assert view.selected_keys() == rows[3][2:4], "a pasted block stays selected"


def test_a_clipboard_with_nothing_but_html_is_pasted(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    content = QMimeData()
    content.setHtml("<table><tr><td>3</td><td>4</td></tr><tr><td>5</td><td>6</td></tr></table>")
    QApplication.clipboard().setMimeData(content)
    view = click(qtbot, window, rows[1][1])
    qtbot.keyClick(view, K.Key_V, CTRL)
    assert cells(window) == {rows[1][1]: 3, rows[1][2]: 4, rows[2][1]: 5, rows[2][2]: 6}


def test_escape_drops_the_frame_around_what_was_copied(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    write(qtbot, window, {rows[0][0]: "1"})
    view = click(qtbot, window, rows[0][0])
    plain = view.grab().toImage()
    qtbot.keyClick(view, K.Key_C, CTRL)
    framed = view.grab().toImage()
    assert framed != plain
    qtbot.keyClick(view, K.Key_Escape)
    assert view.grab().toImage() == plain


def test_what_can_not_be_placed_is_told_and_the_rest_is_pasted_on_wish(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    QApplication.clipboard().setText("1\t2\n3\t若干\n")
    view = click(qtbot, window, rows[0][0])
    with qtbot.waitSignal(view.rest_offered) as offered:
        qtbot.keyClick(view, K.Key_V, CTRL)
    assert "若干" in offered.args[0]
    assert "若干" in notice(window)
    assert cells(window) == {}, "nothing changes unasked"
    qtbot.mouseClick(way_on(window, "粘贴其余 3 格"), Qt.MouseButton.LeftButton)
    assert notice(window) == ""
    assert cells(window) == {rows[0][0]: 1, rows[0][1]: 2, rows[1][0]: 3}


def test_the_rest_is_not_offered_on_another_report(
    qtbot: QtBot, window: MainWindow, report: Report, add_report: ReportAdder
) -> None:
    other = add_report("乙县教育局", form="cn-disclosure-2021")
    window.workbench.session.select(report.id)
    QApplication.clipboard().setText("1\t2\n3\t若干\n")
    view = click(qtbot, window, "applications.new.natural_person")
    qtbot.keyClick(view, K.Key_V, CTRL)
    assert "若干" in notice(window)
    window.workbench.session.select(other.id)
    assert notice(window) == ""


def test_the_rest_is_pasted_from_a_text_too_and_lapses_with_another_edit(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    QApplication.clipboard().setText("1\t2\n3\t若干\n")
    view = click(qtbot, window, rows[0][0])
    qtbot.keyClick(view, K.Key_V, CTRL)
    text(window, "problems")
    qtbot.mouseClick(way_on(window, "粘贴其余 3 格"), Qt.MouseButton.LeftButton)
    assert cells(window) == {rows[0][0]: 1, rows[0][1]: 2, rows[1][0]: 3}
    QApplication.clipboard().setText("1\t2\n3\t若干\n")
    view = click(qtbot, window, rows[3][0])
    qtbot.keyClick(view, K.Key_V, CTRL)
    assert "若干" in notice(window)
    write(qtbot, window, {rows[5][0]: "9"})
    assert notice(window) == "", "what was copied may not fit what stands there now"


def test_a_dragged_block_keeps_its_first_cell_when_it_is_extended_by_keys(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    view = table(window, "applications")
    first, last = (view.visualRect(index_of(window, rows[r][c])).center() for r, c in ((1, 1), (2, 2)))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(view.viewport(), (first + last) / 2)
    qtbot.mouseMove(view.viewport(), last)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=last)
    qtbot.keyClick(view, K.Key_Right, SHIFT)
    assert set(view.selected_keys()) == {rows[r][c] for r in (1, 2) for c in (1, 2, 3)}


def test_the_status_bar_sums_what_is_selected(
    qtbot: QtBot, window: MainWindow, rows: list[list[str]]
) -> None:
    write(qtbot, window, {rows[0][0]: "1", rows[0][1]: "2", rows[1][0]: "4"})
    sums = part(window, QLabel, "selectionSums")
    click(qtbot, window, rows[0][0])
    assert sums.text() == "", "one figure needs no sum"
    click(qtbot, window, rows[1][2], SHIFT)
    assert sums.text() == "求和 7　计数 3　平均 2.33"
    table(window, "disputes")
    assert sums.text() == ""


def test_the_formula_line_says_what_the_untouched_cells_must_come_to(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(form="cn-disclosure-2021", totals=Totals.TYPED)
    window.workbench.session.check_now()
    part_of_row = [f"applications.new.{who}" for who in ("natural_person", "enterprise", "total")]
    write(qtbot, window, dict(zip(part_of_row, ("5", "4", "30"), strict=True)))
    click(qtbot, window, part_of_row[0])
    line = part(window, QLabel, "formulaBar")
    assert "未填的格合计应为 21" in line.accessibleName(), "all of it, whatever the room"
    write(qtbot, window, {part_of_row[2]: "7"})
    click(qtbot, window, part_of_row[0])
    assert "未填的格" not in line.accessibleName(), "no count is less than nothing"
