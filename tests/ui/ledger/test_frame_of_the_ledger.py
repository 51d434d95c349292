"""Where the frame of a ledger's grids stands when rows come and go: the next key changes no request that was not chosen."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from test_ledger_page import at, press, requests, typed

from app.request import Consultation
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage
from ui.views.ledger.record_grid import RecordGrid

CTRL = Qt.KeyboardModifier.ControlModifier
Filled = Callable[[int], LedgerPage]


def frame(grid: RecordGrid) -> tuple[int, int]:
    """Return row and column of the frame, which alone is selected."""
    index = grid.currentIndex()
    assert grid.selectedIndexes() == [index]
    return index.row(), index.column()


def pasted_below(page: LedgerPage, texts: list[str]) -> int:
    """Paste lines into the blank row; return their column."""
    QApplication.clipboard().setText("\n".join(texts))
    at(page, page.model.rowCount() - 1, "applicant")
    press(Qt.Key.Key_V, CTRL)
    return page.model.column_of("applicant")


@pytest.mark.parametrize("count", [1, 3])
def test_after_rows_that_were_pasted_are_taken_back_the_next_key_begins_a_new_request(
    filled_page: Filled, workbench: Workbench, count: int
) -> None:
    page = filled_page(4)
    before = requests(page)
    column = pasted_below(page, ["王某"] * count)
    assert frame(page.grid) == (3 + count, column)
    press(Qt.Key.Key_Z, CTRL)
    assert requests(page) == before
    assert frame(page.grid) == (4, column)
    typed("7")
    press(Qt.Key.Key_Return)
    assert requests(page)[:4] == before
    assert requests(page)[4].applicant == "7"


def commit(text: str, preedit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def test_after_a_request_is_deleted_nothing_changes_the_next_until_it_is_chosen(filled_page: Filled) -> None:
    page = filled_page(5)
    at(page, 1, "number")
    press(Qt.Key.Key_Delete, CTRL)
    left = requests(page)
    assert len(left) == 4
    QApplication.clipboard().setText("王某")
    told: list[str] = []
    page.ledger.session.refused.connect(told.append)
    for act, says in (
        (lambda: typed("7"), True),
        (lambda: commit("王"), True),
        (lambda: commit("", "wang"), True),
        (lambda: press(Qt.Key.Key_Delete), True),
        (lambda: press(Qt.Key.Key_Backspace), True),
        (lambda: press(Qt.Key.Key_Space), True),
        (lambda: press(Qt.Key.Key_V, CTRL), False),
        (lambda: press(Qt.Key.Key_D, CTRL), False),
        (lambda: press(Qt.Key.Key_X, CTRL), False),
        (lambda: press(Qt.Key.Key_Delete, CTRL), False),
    ):
        told.clear()
        act()
        assert requests(page) == left
        assert [text for text in told if "请先用方向键或鼠标选定" in text] == told
        assert bool(told) is says
        assert page.grid.currentIndex().row() == 1, "the place is kept"
        assert page.grid.selectedIndexes() == []
    press(Qt.Key.Key_Down)
    assert frame(page.grid) == (1, 0), "the first key that moves chooses the row that took the place"
    press(Qt.Key.Key_Delete, CTRL)
    assert [one.id for one in requests(page)] == [one.id for one in left if one.id != left[1].id]


def test_of_two_equal_rows_of_a_list_the_frame_stays_on_its_own(filled_page: Filled) -> None:
    page = filled_page(2)
    grid = consulted(page, "甲公司", "甲公司", "乙公司")
    press(Qt.Key.Key_Down)
    QApplication.clipboard().setText("丙公司")
    grid.begin_new()
    press(Qt.Key.Key_V, CTRL)
    grid.go_to(1, 0)
    page.ledger.session.undo()
    assert frame(grid) == (1, 0)
    press(Qt.Key.Key_Delete)
    assert [one.who for one in requests(page)[0].consultations] == ["甲公司", "乙公司"]
    assert frame(grid) == (2, 0), "its row has gone: the next key changes no other"


@pytest.mark.parametrize("sorts", [1, 2])
def test_the_frame_goes_with_its_request_wherever_that_comes_to_stand(
    filled_page: Filled, sorts: int
) -> None:
    page = filled_page(9)
    at(page, 3, "note")
    key = page.model.key_at(3)
    for _ in range(sorts):
        page.model.sort_by(page.model.column_of("applicant"))
    assert frame(page.grid) == (page.model.row_of(key), page.model.column_of("note"))


def consulted(page: LedgerPage, *names: str) -> RecordGrid:
    """Show the list of those who were asked for the first request, the keyboard in its first row."""
    first = requests(page)[0]
    asked = tuple(Consultation(who=name) for name in names)
    page.ledger.put({first.id: replace(first, consultations=asked)}, "准备")
    page.grid.go_to(0, 0)
    page.form.tabs.setCurrentIndex(1)
    grid = page.form.grids[0]
    grid.go_to(0, 0)
    grid.setFocus()
    return grid


def test_a_row_of_a_list_that_is_emptied_leaves_no_other_under_the_frame(filled_page: Filled) -> None:
    page = filled_page(2)
    grid = consulted(page, "甲公司", "乙公司")
    press(Qt.Key.Key_Delete)
    assert [one.who for one in requests(page)[0].consultations] == ["乙公司"]
    assert frame(grid) == (1, 0)
    typed("7")
    press(Qt.Key.Key_Return)
    assert [one.who for one in requests(page)[0].consultations] == ["乙公司", "7"]


def test_undo_in_a_list_leaves_the_frame_on_a_row_that_is_there(
    filled_page: Filled, workbench: Workbench
) -> None:
    page = filled_page(2)
    grid = consulted(page, "甲公司", "乙公司")
    press(Qt.Key.Key_Down)
    QApplication.clipboard().setText("丙公司\n丁公司")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_V, CTRL)
    assert len(requests(page)[0].consultations) == 4
    press(Qt.Key.Key_Z, CTRL)
    assert [one.who for one in requests(page)[0].consultations] == ["甲公司", "乙公司"]
    assert QApplication.focusWidget() is grid
    assert frame(grid) == (2, 0)


def test_a_block_that_is_wider_than_what_is_left_is_refused_with_a_sentence(filled_page: Filled) -> None:
    page = filled_page(2)
    before = requests(page)
    told: list[str] = []
    page.ledger.session.refused.connect(told.append)
    last = page.model.columns[-1]
    QApplication.clipboard().setText("一\t二\t三")
    at(page, 0, last.key)
    press(Qt.Key.Key_V, CTRL)
    assert requests(page) == before
    assert "3 列" in told[-1]
    assert "1 列" in told[-1]


def test_a_block_with_blanks_beyond_the_last_column_is_pasted(filled_page: Filled) -> None:
    page = filled_page(2)
    last = page.model.columns[-1]
    text = {"date": "2025.3.4", "sum": "45"}.get(last.kind.value, "某某")
    QApplication.clipboard().setText(f"{text}\t\t ")
    at(page, 0, last.key)
    press(Qt.Key.Key_V, CTRL)
    assert last.text(requests(page)[0]) == text


def test_taking_back_a_request_leaves_the_list_narrowed_as_it_is(filled_page: Filled) -> None:
    page = filled_page(6)
    at(page, 2, "applicant")
    page.narrowing.show_same()
    pasted_below(page, ["王某"])
    press(Qt.Key.Key_Z, CTRL)
    assert len(requests(page)) == 6
    assert page.model.filter.narrows
    assert page.model.rowCount() == 2
