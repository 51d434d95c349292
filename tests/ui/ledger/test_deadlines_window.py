"""What is due in the window: the list, the reminder at the start, the paper, and the calendar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from dialogs import in_dialog, press_default
from driving import part
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.exports import pdf
from app.exports.due_paper import due_paper
from app.ledger.counting import Tally
from app.ledger.due_list import due_list
from app.printing.printers import Abilities, Printer
from app.report import Unit
from app.request import Request
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench
from ui.printing import outlets
from ui.verbs.output.printing import PreparedPrint
from ui.views.ledger.ledger_page import LedgerPage
from ui.views.ledger.year_view import YearView
from ui.work.due_reminder import reminders

NOTICE = """关于2031年部分节假日安排的通知
一、元旦：1月1日（星期三）放假，共1天。
二、春节：1月22日（星期三）至28日（星期二）放假调休，共7天。1月19日（星期日）、2月1日（星期六）上班。
"""


def opened_requests(page: LedgerPage, days_ago: tuple[int, ...]) -> None:
    unit, today = page.ledger.unit, page.ledger.today
    page.ledger.put(
        {
            number: Request(number, unit.id, f"第{number}号", f"某{number}", "natural_person",
                            arrived=today - timedelta(days=days), content="某批文")
            for number, days in enumerate(days_ago, start=1)
        }
    )  # fmt: skip


def test_what_is_due_is_listed_by_its_day(page: LedgerPage, workbench: Workbench) -> None:
    opened_requests(page, (2, 200, 10))
    workbench.run(lambda verbs: verbs.deadlines.show_due())
    shown = [page.model.item_at(row).number for row in range(page.model.rowCount() - 1)]
    assert shown == ["第2号", "第3号", "第1号"]
    assert "超期" in page.model.index(0, page.model.column_of("state")).data()
    assert "还剩" in page.model.index(2, page.model.column_of("state")).data()


def test_the_start_reminds_of_what_is_overdue_and_leads_there(
    page: LedgerPage,
    workbench: Workbench,
    open_window: Callable[[Path], MainWindow],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    opened_requests(page, (200, 1))
    path = workbench.session.path
    workbench.window().give_up()
    again = open_window(path).workbench
    qtbot.waitUntil(lambda: "超期 1 件" in again.notice.text(), timeout=10000)
    QTest.mouseClick(again.notice.buttons()["查看"], Qt.MouseButton.LeftButton)
    assert again.middle.shows_ledger
    assert again.verbs.ledger.page.model.item_at(0).number == "第1号"
    assert again.notice.isHidden()


def test_what_is_to_be_decided_while_its_time_runs_is_counted_by_the_page_as_by_the_reminder(
    page: LedgerPage, workbench: Workbench, qtbot: QtBot
) -> None:
    opened_requests(page, (200, 1))
    late = page.ledger.requests[1]
    page.ledger.put({1: replace(late, doubt="备注“申请人撤回”，而没有办理结果")}, "准备")
    (told,) = reminders(workbench.session.repository, page.ledger.today)
    assert "超期 1 件" in told.words
    summary = part(page, QLabel, "ledgerSummary")
    qtbot.waitUntil(lambda: "超期 1 件" in summary.text())
    assert "待确认 1 件" in summary.text()
    assert "未办结 2 件" in summary.text()
    for stage, shown in (("超期", 1), ("待确认", 1), ("未办结", 2)):
        page.narrowing.show_stage(stage)
        assert page.model.rowCount() - 1 == shown


def test_the_reminder_knows_the_time_in_which_a_correction_may_be_asked_for(
    page: LedgerPage, workbench: Workbench
) -> None:
    opened_requests(page, (0, 200))
    calendar, today = page.ledger.calendar, page.ledger.today
    ends = next(
        day for day in (today + timedelta(days=n) for n in range(8, 30)) if calendar.between(today, day) == 7
    )
    found = list(reminders(workbench.session.repository, ends))
    assert [(one.overdue, one.to_correct) for one in found] == [(1, 1)]
    assert "三日内补正告知到期 1 件" in found[0].words
    later = reminders(workbench.session.repository, ends + timedelta(days=1))
    assert [one.to_correct for one in later] == [0]


def test_the_paper_names_every_open_request_with_its_last_day() -> None:
    today = date(2025, 6, 20)
    requests = [
        Request(1, 1, "甲1", "某一", "natural_person", arrived=date(2025, 5, 6), content="某批文。"),
        Request(2, 1, "甲2", "某二", "natural_person", arrived=date(2025, 6, 17)),
    ]
    document = due_paper(Unit(1, "示例县教育局"), due_list(requests, Tally(), today), today)
    text = "\n".join(getattr(block, "text", "") for block in document.blocks)
    assert "甲1" in text
    assert "2025年6月4日前答复" in text
    assert "超期" in text
    assert "甲2" in text
    assert "。。" not in text
    assert pdf.render(document).startswith(b"%PDF")


def test_a_pasted_notice_makes_a_year_certain(page: LedgerPage, workbench: Workbench) -> None:
    year = 2031 if page.ledger.today.year <= 2031 else 0
    if not year:
        pytest.skip("the invented notice is for a year gone by")
    seen: list[str] = []

    def act(dialog: QDialog) -> None:
        dialog.findChild(QPlainTextEdit, "calendarNotice").setPlainText("今天天气很好")
        button = dialog.findChild(QPushButton, "readNotice")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        seen.append(dialog.refusal.text())
        dialog.findChild(QPlainTextEdit, "calendarNotice").setPlainText(NOTICE)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        seen.append(dialog.refusal.text())
        press_default(dialog)

    in_dialog(act)
    workbench.run(lambda verbs: verbs.deadlines.edit_calendar())
    assert seen[0]
    assert seen[1] == ""
    assert page.ledger.calendar.knows(2031)
    assert not page.ledger.calendar.is_working(date(2031, 1, 22))
    assert page.ledger.calendar.is_working(date(2031, 1, 19))
    page.ledger.session.undo()
    assert not page.ledger.calendar.knows(2031)


def test_a_day_is_turned_round_by_click_and_by_space_and_back(page: LedgerPage, workbench: Workbench) -> None:
    day = date(page.ledger.today.year, 3, 3)
    before = page.ledger.calendar.is_working(day)
    states: list[str] = []

    def act(dialog: QDialog) -> None:
        box = dialog.findChild(QComboBox, "calendarYear")
        box.setCurrentIndex(box.findData(day.year))
        view = dialog.findChild(YearView)
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of(day).center())
        states.append(view.words(day))
        QTest.keyClick(view, Qt.Key.Key_Space)
        states.append(view.words(day))
        QTest.keyClick(view, Qt.Key.Key_Space)
        press_default(dialog)

    in_dialog(act)
    workbench.run(lambda verbs: verbs.deadlines.edit_calendar())
    assert "本单位调整" in states[0]
    assert "本单位调整" not in states[1]
    assert page.ledger.calendar.is_working(day) is not before
    assert page.ledger.settings.local_days == {day: not before}


def test_the_clock_moves_with_the_calendar(page: LedgerPage) -> None:
    from dataclasses import replace

    opened_requests(page, (1,))
    (request,) = page.ledger.requests.values()
    due = page.ledger.clock(request).due
    off = next(
        day for day in (due - timedelta(days=n) for n in range(1, 10)) if page.ledger.calendar.is_working(day)
    )
    page.ledger.put_settings(replace(page.ledger.settings, local_days={off: False}), "修改工作日历")
    assert page.ledger.clock(request).due > due


def test_the_list_is_handed_to_the_printing_dialog_as_a_paper(
    page: LedgerPage, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened_requests(page, (2, 200))
    printing = workbench.verbs.printing
    prepared: list[PreparedPrint] = []
    monkeypatch.setattr(printing, "_ask", prepared.append)
    monkeypatch.setattr(outlets.CupsOutlet, "printers", lambda _self: [Printer("某打印机", "某打印机")])
    monkeypatch.setattr(outlets.CupsOutlet, "abilities", lambda _self, _printer: Abilities())
    monkeypatch.setattr(outlets, "outlet", outlets.CupsOutlet)
    workbench.run(lambda verbs: verbs.deadlines.print_due())
    qtbot.waitUntil(lambda: bool(prepared), timeout=20000)
    (document,) = prepared[0].documents
    assert document.title.endswith("办理期限表")
    assert document.made.pdf.startswith(b"%PDF")
    assert len(document.made.sizes) == 1
    unit = page.ledger.unit
    page.ledger.put(dict.fromkeys(list(page.ledger.requests)))
    assert unit is not None
    workbench.run(lambda verbs: verbs.deadlines.print_due())
    assert "没有未办结的申请" in workbench.notice.text()
