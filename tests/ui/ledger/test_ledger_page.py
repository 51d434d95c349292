"""The page 台账 typed into, pasted into, sorted, filtered and undone with real events."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from dialogs import in_dialog, press_default
from driving import part
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.request import Dispute, Extension, Reply, Request
from ui.base import theme
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench
from ui.views.ledger.choice_list import ChoiceList
from ui.views.ledger.column_filter import ColumnFilter
from ui.views.ledger.ledger_page import LedgerPage
from ui.views.ledger.record_grid import RecordGrid


def typed(text: str) -> None:
    """Type into whatever has the keyboard: letters by key, Chinese as an input method commits it."""
    if text.isascii():
        for character in text:
            QTest.keyClicks(QApplication.focusWidget(), character)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def requests(page: LedgerPage) -> list[Request]:
    return list(page.ledger.requests.values())


def at(page: LedgerPage, row: int, name: str) -> None:
    page.grid.go_to(row, page.model.column_of(name))
    page.grid.setFocus()


def enter(page: LedgerPage, row: int, name: str, text: str) -> None:
    """Type into a cell, and leave it with the Return key."""
    at(page, row, name)
    typed(text)
    press(Qt.Key.Key_Return)


def test_a_request_takes_eight_keystrokes_beside_its_content(page: LedgerPage, workbench: Workbench) -> None:
    strokes = 0

    def stroke(key: Qt.Key) -> None:
        nonlocal strokes
        strokes += 1
        press(key)

    page.grid.setFocus()
    stroke(Qt.Key.Key_Insert)
    typed("王某")
    stroke(Qt.Key.Key_Tab)
    stroke(Qt.Key.Key_Z)
    stroke(Qt.Key.Key_Tab)
    stroke(Qt.Key.Key_W)
    stroke(Qt.Key.Key_Tab)
    stroke(Qt.Key.Key_Tab)
    typed("某地块的批文")
    stroke(Qt.Key.Key_Return)
    assert strokes <= 8
    (request,) = requests(page)
    assert (request.applicant, request.type, request.channel) == ("王某", "natural_person", "网络")
    assert (request.arrived, request.content) == (date.today(), "某地块的批文")
    assert request.number == f"〔{date.today().year}〕1号"
    # The frame stands where the next one begins.
    assert page.model.key_at(page.grid.currentIndex().row()) is None
    assert page.model.columns[page.grid.currentIndex().column()].key == "applicant"
    stored = workbench.session.repository.database.execute("SELECT count(*) FROM request").fetchone()
    assert stored[0] == 1


@pytest.mark.parametrize("text", ["1.3", "20250103", "2025年1月3日", "0103"])
def test_a_date_is_typed_as_clerks_do(filled_page: Callable[[int], LedgerPage], text: str) -> None:
    page = filled_page(1)
    enter(page, 0, "arrived", "20250101")
    enter(page, 0, "confirmed", text)
    assert requests(page)[0].confirmed == date(2025, 1, 3)


@pytest.mark.parametrize("column", ["arrived", "result", "applicant"])
def test_a_key_that_opens_the_editor_is_not_told_to_be_lost(
    filled_page: Callable[[int], LedgerPage], column: str
) -> None:
    page = filled_page(1)
    told: list[str] = []
    page.ledger.session.refused.connect(told.append)
    at(page, 0, column)
    typed("1")
    assert page.grid.pending() == "1"
    assert told == []
    press(Qt.Key.Key_Escape)


def test_a_text_that_is_no_date_stays_in_the_editor_and_changes_nothing(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(1)
    before = requests(page)
    enter(page, 0, "arrived", "明天")
    editor = page.grid.viewport().findChild(QLineEdit, "cellEditor")
    assert editor is not None
    assert editor.text() == "明天"
    assert requests(page) == before
    press(Qt.Key.Key_Escape)
    assert page.grid.viewport().findChild(QLineEdit, "cellEditor") is None
    assert not page.ledger.session.unsaved


def test_choices_are_narrowed_by_first_letters_and_taken_by_arrows(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(1)
    at(page, 0, "result")
    typed("bcz")
    choices = page.window().findChild(QLineEdit, "cellEditor").property("choices")
    assert choices.isVisible()
    assert choices.currentItem().text() == "无法提供：本机关不掌握相关政府信息"
    press(Qt.Key.Key_Return)
    assert requests(page)[0].outcome == "unavailable_not_held"
    at(page, 0, "result")
    press(Qt.Key.Key_F2)
    for _ in range(40):
        press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert requests(page)[0].outcome == "partly_granted"


def test_undo_and_redo_take_an_edit_back_and_show_its_request(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench
) -> None:
    page = filled_page(3)
    enter(page, 1, "note", "已电话联系")
    assert requests(page)[1].note == "已电话联系"
    at(page, 0, "number")
    workbench.run(lambda verbs: verbs.edit.undo())
    assert requests(page)[1].note == ""
    assert page.grid.currentIndex().row() == 1
    workbench.run(lambda verbs: verbs.edit.redo())
    assert requests(page)[1].note == "已电话联系"


def test_a_block_from_excel_is_pasted_below_the_last_row(
    filled_page: Callable[[int], LedgerPage], qapp: QApplication
) -> None:
    page = filled_page(1)
    lines = ["张某\t自然人\t邮寄\t2025.3.4\t一号信息", '李某\t企业\t网络\t3.5\t"二号\n信息"']
    qapp.clipboard().setText("\n".join(lines))
    at(page, 1, "applicant")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    added = requests(page)[1:]
    assert [r.applicant for r in added] == ["张某", "李某"]
    assert [r.type for r in added] == ["natural_person", "enterprise"]
    assert added[0].arrived == date(2025, 3, 4)
    assert added[1].content == "二号\n信息"
    assert len({r.number for r in requests(page)}) == 3
    page.ledger.session.undo()
    assert len(requests(page)) == 1


def test_a_block_with_a_wrong_date_changes_nothing(
    filled_page: Callable[[int], LedgerPage], qapp: QApplication
) -> None:
    page = filled_page(2)
    before = requests(page)
    qapp.clipboard().setText("2025.3.4\n2025.13.40")
    at(page, 0, "arrived")
    told: list[str] = []
    page.ledger.session.refused.connect(told.append)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert requests(page) == before
    assert "第 2 行" in told[-1]


def test_fill_down_and_delete_are_one_step_each(filled_page: Callable[[int], LedgerPage]) -> None:
    page = filled_page(4)
    at(page, 0, "channel")
    for _ in range(3):
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len({r.channel for r in requests(page)}) == 1
    press(Qt.Key.Key_Delete)
    assert {r.channel for r in requests(page)} == {""}
    page.ledger.session.undo()
    page.ledger.session.undo()
    assert {r.channel for r in requests(page)} == {"当面", "网络"}


def test_removed_requests_come_back_in_their_place(filled_page: Callable[[int], LedgerPage]) -> None:
    page = filled_page(4)
    before = requests(page)
    at(page, 1, "number")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert len(requests(page)) == 2
    page.ledger.session.undo()
    assert requests(page) == before


@pytest.mark.parametrize("sorts", [0, 1, 2])
@pytest.mark.parametrize("count", [1, 2])
def test_undo_brings_removed_requests_back_to_their_rows(
    filled_page: Callable[[int], LedgerPage], sorts: int, count: int
) -> None:
    """In the order of the list as it is: unsorted, sorted, sorted the other way round."""
    page = filled_page(9)
    for _ in range(sorts):
        page.model.sort_by(page.model.column_of("arrived"))
    before = [page.model.key_at(row) for row in range(9)]
    at(page, 3, "number")
    for _ in range(count - 1):
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert page.model.rowCount() == 10 - count
    page.ledger.session.undo()
    assert [page.model.key_at(row) for row in range(9)] == before
    page.ledger.session.redo()
    page.ledger.session.undo()
    assert [page.model.key_at(row) for row in range(9)] == before


def test_a_year_of_which_the_last_request_is_deleted_stays_chosen(
    filled_page: Callable[[int], LedgerPage], qtbot: QtBot
) -> None:
    """The list shows what its fields say, before and after: nothing of that year, until all are asked for."""
    page = filled_page(2)
    enter(page, 2, "applicant", "王某")
    year = page.bar.findChild(QComboBox, "ledgerYear")
    this_year = page.ledger.today.year
    qtbot.waitUntil(lambda: year.findData(this_year) >= 0)
    year.setCurrentIndex(year.findData(this_year))
    year.activated.emit(year.currentIndex())
    assert page.model.rowCount() == 2
    at(page, 0, "applicant")
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(400)
    assert year.currentData() == this_year == page.model.filter.year
    assert page.model.rowCount() == 1
    page.narrowing.show_all()
    assert year.currentData() is None
    assert page.model.rowCount() == 3


def test_a_number_of_two_requests_is_marked_until_it_is_mended(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(3)
    number = page.model.column_of("number")
    assert page.model.look(0, number)[2] != "warning"
    enter(page, 2, "number", requests(page)[0].number)
    assert [page.model.look(row, number)[2] == "warning" for row in range(3)] == [True, False, True]
    assert "用这个编号" in page.model.index(0, number).data(Qt.ItemDataRole.ToolTipRole)
    page.show_request(requests(page)[0].id)
    assert "用这个编号" in page.form._doubt.text()
    page.ledger.put({3: replace(requests(page)[2], number="〔2025〕9号")})
    assert page.form._doubt.text() == ""
    assert page.model.look(0, number)[2] != "warning"


def test_an_extension_without_notice_and_days_out_of_order_are_told_in_the_form(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(1)
    page.show_request(1)
    page.ledger.put({1: replace(requests(page)[0], extension=Extension(granted=True))})
    assert "没有登记延期告知日期" in page.form._doubt.text()
    page.ledger.put({1: replace(requests(page)[0], extension=Extension(True, date(2024, 1, 2)))})
    assert "延期告知日期 2024 年 1 月 2 日早于收到日期" in page.form._doubt.text()


def test_a_refusal_is_no_longer_said_once_the_text_is_mended(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench, qtbot: QtBot
) -> None:
    """In the grid and in the form: mended to what stood there before, or given up."""
    page = filled_page(1)
    bar = page.window().statusBar()
    day = page.model.item_at(0).arrived
    as_before = f"{day.year}.{day.month}.{day.day}"
    for way in ("mended", "given up"):
        at(page, 0, "arrived")
        typed("4x")
        press(Qt.Key.Key_Return)
        assert "不是日期" in bar.currentMessage()
        editor = QApplication.focusWidget()
        if way == "mended":
            press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            typed(as_before)
            press(Qt.Key.Key_Return)
        else:
            press(Qt.Key.Key_Escape)
        assert editor.styleSheet() == "" or not editor.isVisible()
        assert bar.currentMessage() == ""
    field = page.form.fields["arrived"]
    for way in ("mended", "given up"):
        field.setFocus()
        field.selectAll()
        typed("4x")
        press(Qt.Key.Key_Return)
        assert "不是日期" in bar.currentMessage()
        field.setFocus()
        if way == "mended":
            field.selectAll()
            typed(as_before)
            press(Qt.Key.Key_Return)
        else:
            press(Qt.Key.Key_Escape)
        assert field.styleSheet() == ""
        assert bar.currentMessage() == ""


def test_a_click_on_a_head_sorts_and_numbers_sort_as_numbers(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(12)
    header = page.grid.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(0) + 8, header.height() // 2)
    for expected in (1, 12, 1):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert page.model.item_at(0).number == f"〔2025〕{expected}号"


def test_the_search_narrows_and_what_is_typed_keeps_its_row(
    filled_page: Callable[[int], LedgerPage], qtbot: QtBot
) -> None:
    page = filled_page(12)
    page.open_search()
    typed("申请人3 当面")
    qtbot.waitUntil(lambda: page.model.rowCount() != 13)
    assert page.model.rowCount() == 1
    QTest.keyClick(page.bar._search, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    typed("申请人3")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    enter(page, 0, "applicant", "改名")
    assert page.model.item_at(0).applicant == "改名"


def test_the_form_edits_the_same_request_and_draws_its_clock(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench
) -> None:
    page = filled_page(2)
    at(page, 0, "number")
    field = page.form.fields["corr_told"]
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    typed("2025.2.6")
    press(Qt.Key.Key_Return)
    assert requests(page)[0].correction.told == date(2025, 2, 6)
    assert any("补正告知期限" in words for words in page.form.clock.words())
    content = page.form.fields["content"]
    QTest.mouseClick(content.viewport(), Qt.MouseButton.LeftButton)
    typed("补充")
    at(page, 1, "number")
    assert "补充" in requests(page)[0].content


def test_a_dispute_is_typed_into_the_blank_row_of_its_table(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(1)
    at(page, 0, "number")
    page.form.tabs.setCurrentIndex(2)
    grid = page.form.tabs.widget(2)
    assert isinstance(grid, RecordGrid)
    grid.go_to(0, 0)
    grid.setFocus()
    typed("fy")
    press(Qt.Key.Key_Tab)
    typed("2025.6.1")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    typed("wc")
    press(Qt.Key.Key_Return)
    (dispute,) = requests(page)[0].disputes
    assert (dispute.kind, dispute.filed, dispute.outcome) == ("review", date(2025, 6, 1), "upheld")


def test_a_file_that_may_only_be_read_refuses_edits_with_a_sentence(
    filled_page: Callable[[int], LedgerPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled_page(1)
    monkeypatch.setattr(type(page.ledger.session), "read_only", property(lambda _self: "文件只读"))
    told: list[str] = []
    page.ledger.session.refused.connect(told.append)
    at(page, 0, "number")
    typed("x")
    assert "文件只读" in told[-1]
    assert requests(page)[0].number == "〔2025〕1号"


def test_a_click_in_the_list_goes_to_the_ledger_of_a_unit_and_back_to_its_report(
    page: LedgerPage, workbench: Workbench
) -> None:
    view = workbench.report_panel.list

    def click(row: int) -> None:
        place = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert workbench.middle.shows_ledger
    click(1)
    assert workbench.tabs.isVisible()
    click(0)
    assert workbench.middle.shows_ledger
    assert page.isVisible()


def test_a_stage_named_in_the_summary_shows_its_requests(
    filled_page: Callable[[int], LedgerPage], qtbot: QtBot
) -> None:
    page = filled_page(2)
    today = page.ledger.today
    unit = page.ledger.unit
    page.ledger.put(
        {9: Request(9, unit.id, "迟1", "某", "natural_person", arrived=date(today.year - 1, 1, 5))}
    )
    qtbot.waitUntil(lambda: "超期 1 件" in page._summary.text())
    page._summary.linkActivated.emit("超期")
    assert [page.model.item_at(row).number for row in range(page.model.rowCount() - 1)] == ["迟1"]
    assert "超期" in page.model.index(0, page.model.column_of("state")).data()


def test_the_history_tells_of_a_request_and_never_names_its_applicant(
    page: LedgerPage, workbench: Workbench
) -> None:
    page.grid.setFocus()
    press(Qt.Key.Key_Insert)
    typed("欧阳某")
    press(Qt.Key.Key_Tab)
    typed("z")
    press(Qt.Key.Key_Tab)
    page.show_request(next(iter(page.ledger.requests)))
    lines: list[str] = []

    def act(dialog: QDialog) -> None:
        listed = dialog.findChild(QListWidget, "ledgerLines")
        lines.extend(listed.item(row).text() for row in range(listed.count()))

    in_dialog(act)
    workbench.run(lambda verbs: verbs.ledger.request_history())
    assert len(lines) == 2
    assert "类别 无 → 自然人" in lines[0]
    told = workbench.session.repository.database.execute('SELECT * FROM "change"').fetchall()
    assert "欧阳" not in str(told)


def test_a_unit_without_a_report_is_named_and_has_its_ledger(qtbot: QtBot, workbench: Workbench) -> None:
    def act(dialog: QDialog) -> None:
        dialog.findChild(QComboBox, "unitName").setCurrentText("示例县水利局")
        press_default(dialog)

    in_dialog(act)
    workbench.run(lambda verbs: verbs.ledger.register_request())
    page = workbench.verbs.ledger.page
    assert workbench.middle.shows_ledger
    assert page.ledger.unit.name == "示例县水利局"
    workbench.window().activateWindow()
    qtbot.waitUntil(workbench.window().isActiveWindow)
    typed("某某")
    press(Qt.Key.Key_Return)
    assert [request.applicant for request in requests(page)] == ["某某"]


def test_number_and_applicant_stay_in_view_and_a_click_on_them_goes_there(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(5)
    grid = page.grid
    assert not grid.frozen.isVisible()
    at(page, 2, "note")
    assert grid.horizontalScrollBar().value() > 0
    assert grid.frozen.isVisible()
    place = grid.frozen.visualRect(page.model.index(3, 1)).center()
    QTest.mouseClick(grid.frozen.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (3, 1)
    assert grid.hasFocus()
    assert not grid.frozen.isVisible()


def test_two_thousand_rows_are_sorted_and_searched_while_one_waits(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    from time import perf_counter

    from ui.models.ledger.request_filter import RequestFilter

    page = filled_page(2000)
    page.model.set_filter(RequestFilter(words="当面"))
    start = perf_counter()
    page.model.set_filter(RequestFilter(words="申请人17 网络"))
    page.model.sort_by(page.model.column_of("arrived"))
    assert perf_counter() - start < 1
    assert 0 < page.model.rowCount() - 1 < 1000


def test_a_column_keeps_the_width_that_a_user_gives_it(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench, qtbot: QtBot
) -> None:
    page = filled_page(1)
    page.grid.horizontalHeader().resizeSection(0, 177)
    qtbot.waitUntil(lambda: 177 in workbench.settings.numbers("ledger/columns"))


def test_no_cell_that_is_typed_into_lies_under_the_columns_that_stay(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(3)
    grid = page.grid
    at(page, 1, "note")
    for _ in range(len(page.model.columns) - 1):
        press(Qt.Key.Key_Left)
        rect = grid.visualRect(grid.currentIndex())
        covered = grid.frozen.width() if grid.frozen.isVisible() else 0
        assert rect.left() >= covered, page.model.columns[grid.currentIndex().column()].key


def narrowed(filled_page: Callable[[int], LedgerPage]) -> LedgerPage:
    """Return a ledger that shows only the requests that came the same way as the second."""
    page = filled_page(6)
    at(page, 1, "channel")
    page.narrowing.show_same()
    return page


def test_only_what_is_the_same_as_a_cell_is_shown_until_all_is_again(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = narrowed(filled_page)
    shown = [page.model.item_at(row) for row in range(page.model.rowCount() - 1)]
    assert {request.channel for request in shown} == {"当面"}
    assert len(shown) == 3
    QTest.mouseClick(page.findChild(QPushButton, "ledgerOnly"), Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 7


def _ticked(page: LedgerPage, *wanted: str) -> None:
    """Tick these values alone in the choice that is open, and take them with the keyboard."""
    (choice,) = [one for one in page.findChildren(ColumnFilter) if one.isVisible()]
    for row in range(choice.list.count()):
        item = choice.list.item(row)
        if (item.checkState() is Qt.CheckState.Checked) != any(item.text().startswith(w) for w in wanted):
            choice.list.setCurrentRow(row)
            QTest.keyClick(choice.list, Qt.Key.Key_Space)
    QTest.keyClick(choice.list, Qt.Key.Key_Return)
    assert not choice.isVisible()


def _shown(page: LedgerPage, name: str) -> set[str]:
    rows = range(page.model.rowCount() - 1)
    return {str(getattr(page.model.item_at(row), name)) for row in rows}


def test_each_column_is_narrowed_by_its_values_and_the_others_stay_narrowed(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(12)
    everything = _shown(page, "channel")
    assert len(everything) > 1
    at(page, 1, "channel")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    _ticked(page, "当面")
    assert _shown(page, "channel") == {"当面"}
    column = page.model.column_of("channel")
    assert "（筛）" in page.model.headerData(column, Qt.Orientation.Horizontal)
    rows = page.model.rowCount()
    arrived = page.model.column_of("arrived")
    page.narrowing.choose_in_column(arrived)
    (choice,) = [one for one in page.findChildren(ColumnFilter) if one.isVisible()]
    months = [choice.list.item(row).text() for row in range(choice.list.count())]
    assert all("年" in month and "月" in month for month in months)
    _ticked(page, months[0][:8])
    assert _shown(page, "channel") == {"当面"}
    assert 1 < page.model.rowCount() <= rows
    page.narrowing.show_all()
    assert _shown(page, "channel") == everything
    assert "（筛）" not in page.model.headerData(column, Qt.Orientation.Horizontal)


def test_a_search_leaves_a_columns_choice_and_escape_leaves_all_as_it_is(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = narrowed(filled_page)
    page.findChild(QLineEdit, "ledgerSearch").setText("无此词")
    page.bar.narrowed.emit()
    assert page.model.rowCount() == 1
    page.findChild(QLineEdit, "ledgerSearch").clear()
    page.bar.narrowed.emit()
    assert _shown(page, "channel") == {"当面"}
    page.narrowing.choose_in_column(page.model.column_of("channel"))
    (choice,) = [one for one in page.findChildren(ColumnFilter) if one.isVisible()]
    QTest.keyClick(choice.list, Qt.Key.Key_Space)
    QTest.keyClick(choice, Qt.Key.Key_Escape)
    assert _shown(page, "channel") == {"当面"}


def test_the_form_offers_choices_below_its_line_and_takes_the_first_by_letters(
    filled_page: Callable[[int], LedgerPage],
) -> None:
    page = filled_page(2)
    at(page, 1, "number")
    field = page.form.fields["type"]
    assert not any(choices.isVisible() for choices in page.window().findChildren(ChoiceList))
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    field.selectAll()
    typed("s")
    (choices,) = [shown for shown in page.window().findChildren(ChoiceList) if shown.isVisible()]
    assert choices.parent() is page.window()
    assert choices.count() > 1
    press(Qt.Key.Key_Tab)
    assert not choices.isVisible()
    assert requests(page)[1].type == "enterprise"
    assert field.text() == "商业企业"
    assert not page.ledger.session.unsaved


def test_the_blank_row_goes_when_the_file_may_only_be_read(
    filled_page: Callable[[int], LedgerPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled_page(2)
    at(page, 0, "number")
    assert page.model.rowCount() == 3
    session = page.ledger.session
    monkeypatch.setattr(type(session), "read_only", property(lambda _self: "文件只读"))
    session.file.access_changed.emit()
    assert page.model.rowCount() == 2
    assert page.form.fields["number"].isReadOnly()
    assert page.form.grids[0].model().rowCount() == 0


def test_the_form_of_no_request_takes_no_typing_and_offers_nothing(page: LedgerPage) -> None:
    field = page.form.fields["number"]
    button = page.form.findChild(QPushButton, "settleDoubt")
    assert not button.isVisible()
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "A1")
    assert field.text() == "", "what is typed would belong to no request"
    at(page, 0, "number")
    typed("A1")
    press(Qt.Key.Key_Tab)
    assert requests(page)[0].number == "A1"
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "2")
    press(Qt.Key.Key_Tab)
    assert requests(page)[0].number == "A12"
    assert not button.isVisible()


def test_a_request_that_counts_to_many_cells_neither_widens_the_window_nor_hides_what_is_odd(
    page: LedgerPage, window: MainWindow
) -> None:
    """The line above the form has room for its state and its remarks on a small screen."""
    window.resize(1366, 720)
    suits = tuple(
        Dispute("suit", None, "被告", False, date(2024, 12, 20 + n), date(2026, 2, n), "upheld")
        for n in (1, 2)
    )
    request = Request(
        number="〔2024〕1号", applicant="江州市柳溪区某某花园业主委员会", type="other_org", arrived=date(2024, 12, 2),
        reply=Reply("", date(2026, 1, 20), date(2026, 1, 5)), outcome="unavailable_needs_compiling", disputes=suits,
    )  # fmt: skip
    page.ledger.put({1: replace(request, id=1, unit_id=page.ledger.unit.id)}, "准备")
    page.grid.go_to(0, 0)
    assert part(page, QLabel, "requestCells").text().count("<a ") >= 6
    notes = part(page, QLabel, "requestNotes")
    assert notes.text()
    QApplication.processEvents()
    assert page.minimumSizeHint().width() <= page.width() <= window.width() <= 1366
    assert notes.width() >= 300


def test_links_have_the_colours_of_the_theme_that_is_chosen(
    filled_page: Callable[[int], LedgerPage], window: MainWindow, qapp: QApplication
) -> None:
    page = filled_page(30)
    page.ledger.put({1: replace(page.ledger.requests[1], outcome="", outcome_words="", reply=None)}, "准备")
    page.grid.go_to(0, 0)
    page._summary.sum_up()
    links = [part(page, QLabel, name) for name in ("requestCells", "ledgerSummary")]
    QApplication.processEvents()
    for wish in ("dark", "light"):
        theme.apply_theme(qapp, wish)
        QApplication.processEvents()
        assert theme.current().accent in links[0].text()
        known = {theme.color(name).name() for name in ("accent", "error", "warning", "ask")}
        shown = set(re.findall("#[0-9a-f]{6}", links[1].text()))
        assert shown
        assert shown <= known
