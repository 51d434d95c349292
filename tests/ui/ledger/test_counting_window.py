"""Counting a report from its ledger in the window: what is asked, what follows, and the way between cells and requests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dialogs import in_dialog, press_default
from driving import part, type_into
from fixture_types import ReportAdder
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QListWidget, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from app.edits import EditRefused, SetCells, SetStatus
from app.linked_text import links_in
from app.report import Report, Status
from app.request import Dispute
from app.rules.check import Check
from app.store.full_checks import full_check
from app.store.ledger import set_requests
from app.store.repository import Repository
from app.store.request_lookup import requests_of
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage
from ui.work import checking

NEW = "applications.new.natural_person"


@pytest.fixture
def counted(filled_page: Callable[[int], LedgerPage], workbench: Workbench) -> Report:
    """A report on screen whose unit has a ledger of six requests, three by natural persons."""
    filled_page(6)
    workbench.middle.show_page(None)
    return workbench.session.report


def run(workbench: Workbench, verb: str) -> None:
    workbench.run(lambda verbs: getattr(verbs.counting, verb)())


def test_a_typed_figure_is_not_overwritten_unasked(counted: Report, workbench: Workbench) -> None:
    workbench.session.apply(SetCells(counted.id, {NEW: 9}))
    seen: list[str] = []

    def act(dialog: QDialog) -> None:
        table = dialog.findChild(QTableWidget, "countTable")
        rows = [[table.item(row, column).text() for column in (1, 2, 3)] for row in range(table.rowCount())]
        (typed,) = [row for row in range(table.rowCount()) if table.item(row, 2).text() == "9"]
        assert table.item(typed, 0).checkState() is Qt.CheckState.Unchecked
        assert rows[typed][2] == "3"
        seen.extend(row[0] for row in rows)
        press_default(dialog)

    in_dialog(act)
    run(workbench, "count_ledger")
    assert seen
    report = workbench.session.report
    assert report.cells[NEW] == 9
    assert report.cells["applications.new.enterprise"] == 3
    # A ledger without disputes gives no figures for table four.
    assert not any(cell.startswith("disputes.") for cell in report.cells)
    workbench.session.undo()
    assert "applications.new.enterprise" not in workbench.session.report.cells


def test_a_year_before_all_that_the_ledger_knows_is_not_filled_with_0_unasked(
    counted: Report, workbench: Workbench, add_report: ReportAdder
) -> None:
    earlier = add_report(counted.unit.name, 2021)
    workbench.session.select(earlier.id)
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        table = dialog.findChild(QTableWidget, "countTable")
        states = {table.item(row, 0).checkState() for row in range(table.rowCount())}
        assert states == {Qt.CheckState.Unchecked}
        told.append(part(dialog, QLabel, "countTold").text())
        press_default(dialog)

    in_dialog(act)
    run(workbench, "count_ledger")
    assert "2021 年没有登记" in told[0]
    assert not workbench.session.report.cells


def follow(workbench: Workbench) -> None:
    def act(dialog: QDialog) -> None:
        box = dialog.findChild(QCheckBox, "followLedger")
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
        assert box.isChecked()
        press_default(dialog)

    in_dialog(act)
    run(workbench, "follow_ledger")


def test_a_report_that_follows_changes_with_the_ledger_and_refuses_typing(
    counted: Report, workbench: Workbench, qtbot: QtBot
) -> None:
    session = workbench.session
    session.apply(SetCells(counted.id, {NEW: 9}))
    follow(workbench)
    assert session.report.cells[NEW] == 3
    assert NEW in session.counted_cells
    told: list[str] = []
    session.refused.connect(told.append)
    type_into(qtbot, workbench.window(), NEW, "7")
    assert session.report.cells[NEW] == 3
    assert "按台账统计" in told[-1]
    with pytest.raises(EditRefused, match="按台账统计"):
        session.apply(SetCells(counted.id, {NEW: 7}, "粘贴"))
    # Another cell is typed as before.
    session.apply(SetCells(counted.id, {"disclosure.rules.issued": 1}))
    page = workbench.verbs.ledger.page
    request = next(r for r in page.ledger.requests.values() if r.type == "natural_person")
    page.ledger.put({request.id: replace(request, type="other_org")})
    assert session.report.cells[NEW] == 2
    assert session.report.cells["applications.new.total"] == 6
    session.undo()
    assert session.report.cells[NEW] == 3
    # Detached, its figures stay and can be typed.
    run(workbench, "follow_ledger")
    assert session.report.cells[NEW] == 3
    session.apply(SetCells(counted.id, {NEW: 7}))
    assert session.report.cells[NEW] == 7


def test_a_final_report_stays_and_is_counted_when_it_is_reopened(
    counted: Report, workbench: Workbench
) -> None:
    session = workbench.session
    follow(workbench)
    session.apply(SetStatus(counted.id, Status.FINAL))
    page = workbench.verbs.ledger.page
    request = next(r for r in page.ledger.requests.values() if r.type == "natural_person")
    page.ledger.put({request.id: replace(request, type="other_org")})
    assert session.report.cells[NEW] == 3
    session.apply(SetStatus(counted.id, Status.DRAFT, "更正", "取消定稿", "某"))
    assert session.report.cells[NEW] == 2


def test_a_cell_opens_its_requests_and_a_request_its_cells(
    counted: Report, workbench: Workbench, qtbot: QtBot
) -> None:
    workbench.tabs.places.go_to_cell("applications.new.enterprise")
    workbench.window().activateWindow()
    QTest.keyClick(workbench.tabs.current_table(), Qt.Key.Key_F3)
    page = workbench.verbs.ledger.page
    qtbot.waitUntil(lambda: page.isVisible())
    shown = [page.model.item_at(row) for row in range(page.model.rowCount() - 1)]
    assert [request.type for request in shown] == ["enterprise"] * 3
    only = part(page, QPushButton, "ledgerOnly")
    assert "3 件" in only.text()
    page.grid.go_to(0, 0)
    links = part(page, QLabel, "requestCells")
    assert "2025 年计入" in links.text()
    links.linkActivated.emit("2025/applications.new.enterprise")
    assert workbench.tabs.isVisible()
    assert workbench.tabs.current_table().current_key() == "applications.new.enterprise"
    QTest.mouseClick(only, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 7


def test_the_cells_of_a_request_stand_in_the_forms_order_and_are_reached_by_the_keyboard(
    counted: Report, workbench: Workbench, qtbot: QtBot
) -> None:
    """A carried over request comes from the year before and goes to the next one; Tab and Enter follow a link."""
    page = workbench.verbs.ledger.page
    request = next(r for r in page.ledger.requests.values() if r.type == "natural_person")
    arrived = request.arrived.replace(year=2024, month=12)
    page.ledger.put({request.id: replace(request, arrived=arrived, reply=None, outcome="", outcome_words="")})
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    page.show_request(request.id)
    links = part(page, QLabel, "requestCells")
    told = links.text().partition("2025 年")[2].partition("2026 年")[0]
    assert 0 < told.find("carried_in") < told.find("carried_out")
    assert links.focusPolicy() == Qt.FocusPolicy.TabFocus
    workbench.window().activateWindow()
    links.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(4):
        if "上年结转" in links.selectedText():
            break
        QTest.keyClick(links, Qt.Key.Key_Tab)
    QTest.keyClick(links, Qt.Key.Key_Return)
    assert workbench.tabs.isVisible()
    assert workbench.tabs.current_table().current_key() == "applications.carried_in.natural_person"


def test_the_form_below_the_ledger_is_reached_by_the_keyboard(counted: Report, workbench: Workbench) -> None:
    """F6 goes from the requests to the one below, whose parts the arrows turn over, and on."""
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    page = workbench.verbs.ledger.page
    workbench.window().activateWindow()
    page.grid.go_to(0, 0)
    page.grid.setFocus()
    workbench.run(lambda verbs: verbs.view.next_pane())
    assert page.form.tabs.tabBar().hasFocus()
    QTest.keyClick(page.form.tabs.tabBar(), Qt.Key.Key_Right)
    assert page.form.tabs.currentIndex() == 1
    workbench.run(lambda verbs: verbs.view.next_pane())
    assert not page.form.isAncestorOf(QApplication.focusWidget())


def test_a_dispute_in_doubt_is_seen_waits_and_counts_once_it_is_looked_over(
    counted: Report, workbench: Workbench
) -> None:
    """A ledger tells 复议 in words: it waits like a request in doubt, and can be settled."""
    page = workbench.verbs.ledger.page
    request = next(r for r in page.ledger.requests.values() if r.type == "natural_person" and r.outcome)
    told = Dispute(note="2025.3.3受理，2025.4.28维持", doubt="用文字写的复议、诉讼情况，请逐件登记")
    page.ledger.put({request.id: replace(request, disputes=(told,))})
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    page.show_request(request.id)
    assert page.ledger.state(page.ledger.requests[request.id]).words.startswith("待确认：用文字写的")
    assert "用文字写的" in part(page, QLabel, "requestNotes").text()
    settle = part(page, QPushButton, "settleDoubt")
    assert settle.isVisibleTo(page)
    refused: list[str] = []
    workbench.session.refused.connect(refused.append)
    QTest.mouseClick(settle, Qt.MouseButton.LeftButton)
    assert "日期读不出" in refused[0]
    known = page.ledger.requests[request.id]
    filled = replace(told, filed=date(2025, 3, 3), closed=date(2025, 4, 28), outcome="upheld")
    page.ledger.put({request.id: replace(known, disputes=(filled,))})
    assert page.ledger.count(2025).cells.get("disputes.review.upheld") == 0
    QTest.mouseClick(settle, Qt.MouseButton.LeftButton)
    assert page.ledger.count(2025).cells["disputes.review.upheld"] == 1
    assert not page.ledger.state(page.ledger.requests[request.id]).words.startswith("待确认")


def test_a_counted_report_says_what_waits_and_leads_there(
    counted: Report, workbench: Workbench, qtbot: QtBot
) -> None:
    """The finding comes with the count, opens the requests that wait, and goes when they are decided."""
    page, session = workbench.verbs.ledger.page, workbench.session
    first, second, later = list(page.ledger.requests.values())[:3]
    without_day = replace(first, reply=None)
    of_2027 = {"arrived": date(2027, 1, 4), "reply": None}
    page.ledger.put({first.id: without_day, later.id: replace(later, **of_2027)})

    def found() -> list[str]:
        return [one.message for one in session.check_now().findings if one.rule.startswith("ledger.")]

    assert found() == []
    offered: list[str] = []

    def act(dialog: QDialog) -> None:
        offered.append(part(dialog, QPushButton, "showUndecided").text())
        offered.append(part(dialog, QLabel, "countRemarks").text())
        press_default(dialog)

    in_dialog(act)
    run(workbench, "count_ledger")
    # One of 2027 can't count in 2025.
    assert offered == ["查看待确认的 1 件", "待确认的 1 件申请没有计入。"]
    assert ["1 件申请没有计入" in message for message in found()] == [True]
    listed = workbench.findings.list
    rows = range(listed.model().rowCount())
    row = next(r for r in rows if "没有计入" in listed.model().index(r, 0).data())
    listed.setCurrentIndex(listed.model().index(row, 0))
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert page.isVisible()
    assert [page.model.item_at(n).id for n in range(page.model.rowCount()) if page.model.item_at(n)] == [
        first.id
    ]
    page.ledger.put({first.id: replace(without_day, reply=second.reply)})
    assert found() == []


def test_a_report_is_seen_before_its_ledger_is_read_for_the_one_verdict(
    counted: Report,
    workbench: Workbench,
    add_report: ReportAdder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, session = workbench.verbs.ledger.page, workbench.session
    first = next(iter(page.ledger.requests.values()))
    page.ledger.put({first.id: replace(first, reply=None)})
    follow(workbench)
    typed = add_report("示例县水利局", 2025)
    qtbot.waitUntil(lambda: session.check.completed, timeout=8000)
    begun: list[int] = []

    def full(repository: Repository, report: Report, *others: Any) -> Callable[[], Check]:
        begun.append(report.id)
        return full_check(repository, report, *others)

    monkeypatch.setattr(checking, "full_check", full)
    monkeypatch.setattr(checking, "_FULL_CHECK_DELAY_MS", 400)
    session.select(counted.id)
    QApplication.processEvents()
    assert counted.id not in begun
    assert not session.check.completed
    qtbot.waitUntil(lambda: session.check.completed, timeout=8000)
    assert begun.count(counted.id) == 1
    assert session.check.full
    assert any("1 件申请没有计入" in one.message for one in session.check.findings)
    assert session.check == session.full_check(session.report)()
    # Without a ledger nothing is waited for.
    session.select(typed.id)
    QApplication.processEvents()
    assert typed.id in begun


def test_a_total_opens_the_requests_of_its_parts_and_others_are_refused(
    counted: Report, workbench: Workbench
) -> None:
    workbench.tabs.places.go_to_cell("applications.new.total")
    run(workbench, "requests_of_cell")
    page = workbench.verbs.ledger.page
    assert page.model.rowCount() == 7
    workbench.middle.show_page(None)
    workbench.tabs.places.go_to_cell("disclosure.rules.issued")
    run(workbench, "requests_of_cell")
    assert "不由台账统计" in workbench.notice.text()


def test_last_years_carry_over_is_compared_number_by_number(
    counted: Report, workbench: Workbench, add_report: ReportAdder
) -> None:
    page = workbench.verbs.ledger.page
    last = add_report("示例县教育局", 2024)
    workbench.session.apply(SetCells(last.id, {"applications.carried_out.natural_person": 2}))
    request = next(r for r in page.ledger.requests.values() if r.type == "natural_person")
    page.ledger.put({request.id: replace(request, arrived=request.arrived.replace(year=2024, month=12))})
    lines: list[str] = []

    def act(dialog: QDialog) -> None:
        listed = dialog.findChild(QListWidget, "ledgerLines")
        lines.extend(listed.item(row).text() for row in range(listed.count()))
        listed.setCurrentRow(0)
        QTest.keyClick(listed, Qt.Key.Key_Return)

    in_dialog(act)
    run(workbench, "compare_ledger")
    assert "上年报告结转下年 2 件" in lines[0]
    assert request.number in lines[0]
    assert page.isVisible()


def test_figures_for_the_texts_are_put_where_the_cursor_is(counted: Report, workbench: Workbench) -> None:
    workbench.tabs.places.go_to_text("overview")
    sentences: list[str] = []

    def act(dialog: QDialog) -> None:
        listed = dialog.findChild(QListWidget, "ledgerLines")
        sentences.extend(listed.item(row).text() for row in range(listed.count()))
        press_default(dialog)

    in_dialog(act)
    run(workbench, "insert_ledger_figures")
    assert sentences[0] == "本年新收政府信息公开申请6件，上年结转0件。"
    assert any("当面3件" in sentence for sentence in sentences)
    workbench.session.settle()
    report = workbench.session.report
    assert report.text("overview") == sentences[0]
    linked = [link.source for link in links_in(report.marked("overview"))]
    assert all(report.cells.get(source) is not None for source in linked)


def test_what_is_inserted_of_the_ledger_follows_it(counted: Report, workbench: Workbench) -> None:
    """A channel's figure changes with the requests, in the step that changes them."""
    workbench.tabs.places.go_to_text("overview")

    def choose(dialog: QDialog) -> None:
        listed = dialog.findChild(QListWidget, "ledgerLines")
        row = next(n for n in range(listed.count()) if "按提出方式分" in listed.item(n).text())
        listed.setCurrentRow(row)
        press_default(dialog)

    in_dialog(choose)
    run(workbench, "insert_ledger_figures")
    repository, session = workbench.session.repository, workbench.session
    assert "当面3件" in session.report.text("overview")
    before = {request.id: request for request in requests_of(repository.database, counted.unit.id)}
    moved = next(request for request in before.values() if request.channel == "当面")
    steps = session.undo_stack.count()
    session.apply(set_requests(repository, counted.unit.id, {moved.id: replace(moved, channel="信函")}, "改"))
    assert "当面2件" in session.report.text("overview")
    assert "当面2件" in workbench.tabs.editors()[1].toPlainText()
    assert session.undo_stack.count() == steps + 1
    session.undo()
    assert "当面3件" in session.report.text("overview")
