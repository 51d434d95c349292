"""The program's own dialog for printing, and the notice that follows the job to a real spooler."""

import time

import pytest
from cups_server import CupsServer
from dialogs import answer_next
from driving import bare, part
from fixture_types import Complete
from page_pictures import pictures
from print_driving import Desk, by_hand, choose, go_button, pages_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from app.printing import cups
from app.printing.job import Sides
from ui.frame.main_window import MainWindow
from ui.printing import outlets
from ui.printing.page_pictures import make


def test_what_is_chosen_arrives_and_the_notice_follows_the_job(
    desk: Desk, qtbot: QtBot, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()

    def act(dialog: QDialog) -> None:
        box = part(dialog, QComboBox, "printPrinter")
        assert [box.itemText(at) for at in range(box.count())] == [
            "一楼 打印机（就绪）",
            "二楼 打印机（就绪）",
            "停用的打印机（不接收打印作业）",
        ]
        pages = part(dialog, QLineEdit, "printPages")
        qtbot.mouseClick(pages, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(pages, "2-3")
        copies = part(dialog, QSpinBox, "printCopies")
        copies.selectAll()
        qtbot.keyClicks(copies, "2")
        choose(dialog, "printTray", "Tray2")
        assert part(dialog, QLabel, "printSummary").text() == "A4 纸 2 张，双面，100 %"

    desk.print(act)
    said = desk.says("已打印")
    assert said == "“一楼 打印机”已打印，共 4 页，用纸 2 张。"
    arrived = spooler.arrived("first", 1)
    assert pages_of(arrived.pdf, report) == [1, 2, 1, 2]
    assert "DUPLEX=ON" in arrived.job_language
    assert "MEDIASOURCE=TRAY2" in arrived.job_language
    assert "RENDERMODE=GRAYSCALE" in arrived.job_language
    assert arrived.title == report.full_title
    seen: list[object] = []

    def again(dialog: QDialog) -> None:
        seen.append(part(dialog, QComboBox, "printTray").currentData())
        seen.append(part(dialog, QSpinBox, "printCopies").value())

    desk.print(again, press="取消")
    assert seen == ["Tray2", 1]
    assert not spooler.run("lpstat", "-W", "not-completed", "-o").strip()


def test_choices_are_those_of_the_printer_and_one_that_rejects_can_not_be_printed_on(
    desk: Desk, qtbot: QtBot, complete: Complete, spooler: CupsServer
) -> None:
    complete()

    def act(dialog: QDialog) -> None:
        go = go_button(dialog)
        choose(dialog, "printPrinter", "plain")
        sides = part(dialog, QComboBox, "printSides")
        qtbot.waitUntil(lambda: sides.findData(Sides.BOTH) < 0)
        assert sides.currentData() is Sides.ONE
        choose(dialog, "printPrinter", "shut")
        qtbot.waitUntil(lambda: "不接收" in part(dialog, QLabel, "printState").text())
        assert not go.isEnabled()
        choose(dialog, "printPrinter", "first")
        qtbot.waitUntil(go.isEnabled)
        part(dialog, QLineEdit, "printPages").setText("9-12")
        part(dialog, QLineEdit, "printPages").textEdited.emit("9-12")
        assert "没有" not in part(dialog, QLabel, "printWrong").text()
        assert part(dialog, QLabel, "printWrong").text().startswith("页数“9-12”不对")

    desk.print(act, press="取消")


def test_manual_duplex_waits_until_the_paper_is_turned(
    desk: Desk, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    count = len(pictures(make(report, draft=False, installed_fonts=False).pdf, 30))
    desk.print(by_hand)
    desk.says("翻面放回纸盒")
    assert pages_of(spooler.arrived("first", 1).pdf, report) == list(range(0, count, 2))
    desk.press("印双数页")
    desk.says("已打印")
    backs = pages_of(spooler.arrived("first", 2).pdf, report)
    assert backs == [page if page < count else None for page in range(1, count + 1, 2)][::-1]


def test_a_paused_printer_is_said_and_the_job_can_be_taken_back(
    desk: Desk, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    assert "已暂停" in desk.print_on_paused(spooler)
    desk.press("取消打印")
    desk.says("打印已取消")
    assert not spooler.run("lpstat", "-W", "not-completed", "-o").strip()


def test_a_job_that_fails_and_a_server_that_dies_are_said(
    desk: Desk, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    mark = spooler.out("first") / "abort"
    mark.touch()
    desk.print()
    desk.says("打印失败，没有印全")
    mark.unlink()
    spooler.run("cupsdisable", "first")
    desk.print()
    desk.says("恢复后才印")
    spooler.kill()
    desk.says("不知道 2 号作业是否印完")
    window.menu_actions.by_name["print_report"].trigger()
    desk.says("打印服务没有运行或没有回应，没有打印")


def test_without_a_printer_nothing_is_written_and_that_is_said(
    desk: Desk, window: MainWindow, complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete()
    monkeypatch.setattr(outlets.CupsOutlet, "printers", lambda _self: [])
    monkeypatch.setattr(outlets.QtOutlet, "printers", lambda _self: [])
    window.menu_actions.by_name["print_report"].trigger()
    desk.says("这台电脑没有装打印机，没有打印")


def test_a_draft_asks_first(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    window.workbench.session.apply(SetCells(report.id, {"applications.new.total": 1}))
    asked = answer_next("取消")
    window.menu_actions.by_name["print_report"].trigger()
    assert "仍要打印吗？" in asked[0]
    assert not spooler.run("lpstat", "-W", "all", "-o").strip()


def test_each_print_leaves_nothing_behind(
    desk: Desk, qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    for _ in range(2):
        desk.print(press="取消")
    qtbot.waitUntil(lambda: not window.findChildren(QDialog, "printDialog"))


def test_the_dialog_comes_soon_and_the_job_is_accepted_soon(
    desk: Desk, complete: Complete, spooler: CupsServer
) -> None:
    """The least of three: other programs on the machine take their share of the time."""
    complete()
    desk.print(press="取消")
    shown, accepted = [], []
    for number in (1, 2, 3):
        begun = time.monotonic()
        desk.print(lambda dialog, begun=begun: shown.append(time.monotonic() - begun))
        desk.says(f"{number} 号作业")
        accepted.append(time.monotonic() - begun)
        desk.says("已打印")
    assert min(shown) < 0.5
    assert min(accepted) < 2
    assert cups.there()


def test_the_list_of_reports_offers_to_print(qtbot: QtBot, window: MainWindow, complete: Complete) -> None:
    complete()
    texts = [bare(action.text()) for action in window.workbench.report_panel.list.actions()]
    assert [text for text in texts if text.startswith(("打印", "批量"))] == [
        "打印…",
        "打印多份报告…",
        "批量导出…",
    ]
