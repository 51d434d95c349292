"""The program's own dialog for printing, and the notice that follows the job to a real spooler."""

import time
from collections.abc import Callable, Iterator

import pytest
from cups_server import CupsServer, why_not
from driving import part
from page_pictures import likest, pictures
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from app.printing import cups
from app.printing.job import Sides
from app.report import Report
from ui.frame.main_window import MainWindow
from ui.printing import outlets
from ui.printing.page_pictures import make

Complete = Callable[..., Report]


@pytest.fixture
def spooler(monkeypatch: pytest.MonkeyPatch) -> Iterator[CupsServer]:
    if reason := why_not():
        pytest.skip(reason)
    server = CupsServer()
    for name, value in server.where.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PRINTER", raising=False)
    try:
        server.start()
        server.add("first", "一楼 打印机", duplexer=True)
        server.run("lpadmin", "-d", "first")
        server.add("plain", "二楼 打印机", duplexer=False)
        server.add("shut", "停用的打印机", duplexer=True)
        server.run("cupsreject", "shut")
        yield server
    finally:
        server.close()


def _in_dialog(
    qtbot: QtBot, window: MainWindow, act: Callable[[QDialog], object], press: str = "打印"
) -> None:
    """Choose the menu's entry, act in the dialog and press one of its buttons."""
    acted: list[object] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.objectName() != "printDialog":
            QTimer.singleShot(20, look)
            return
        try:
            act(dialog)
            button = next(b for b in dialog.findChildren(QPushButton) if b.text() == press)
            assert button.isEnabled()
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            acted.append(dialog)
        finally:
            if not acted:
                dialog.reject()

    QTimer.singleShot(0, look)
    window.menu_actions.by_name["print_report"].trigger()
    qtbot.waitUntil(lambda: bool(acted), timeout=20_000)


def _says(qtbot: QtBot, window: MainWindow, words: str) -> str:
    notice = window.workbench.notice

    def said() -> None:
        assert words in notice.text()

    qtbot.waitUntil(said, timeout=20_000)
    return notice.text()


def _choose(dialog: QDialog, name: str, data: object) -> None:
    box = part(dialog, QComboBox, name)
    box.setCurrentIndex(next(at for at in range(box.count()) if box.itemData(at) == data))


def test_what_is_chosen_arrives_and_the_notice_follows_the_job(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    meant = pictures(make(report, draft=False, installed_fonts=False).pdf, 30)

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
        _choose(dialog, "printTray", "Tray2")
        assert part(dialog, QLabel, "printSummary").text() == "A4 纸 2 张，双面，100 %"

    _in_dialog(qtbot, window, act)
    said = _says(qtbot, window, "已打印")
    assert said == "“一楼 打印机”已打印，共 4 页，用纸 2 张。"
    arrived = spooler.arrived("first", 1)
    assert [likest(page, meant) for page in pictures(arrived.pdf, 30)] == [1, 2, 1, 2]
    assert "DUPLEX=ON" in arrived.job_language
    assert "MEDIASOURCE=TRAY2" in arrived.job_language
    assert "RENDERMODE=GRAYSCALE" in arrived.job_language
    assert arrived.title == report.full_title
    seen: list[object] = []

    def again(dialog: QDialog) -> None:
        seen.append(part(dialog, QComboBox, "printTray").currentData())
        seen.append(part(dialog, QSpinBox, "printCopies").value())

    _in_dialog(qtbot, window, again, press="取消")
    assert seen == ["Tray2", 1]
    assert not spooler.run("lpstat", "-W", "not-completed", "-o").strip()


def test_choices_are_those_of_the_printer_and_one_that_rejects_can_not_be_printed_on(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()

    def act(dialog: QDialog) -> None:
        go = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        _choose(dialog, "printPrinter", "plain")
        sides = part(dialog, QComboBox, "printSides")
        qtbot.waitUntil(lambda: sides.findData(Sides.BOTH) < 0)
        assert sides.currentData() is Sides.ONE
        _choose(dialog, "printPrinter", "shut")
        qtbot.waitUntil(lambda: "不接收" in part(dialog, QLabel, "printState").text())
        assert not go.isEnabled()
        _choose(dialog, "printPrinter", "first")
        qtbot.waitUntil(go.isEnabled)
        part(dialog, QLineEdit, "printPages").setText("9-12")
        part(dialog, QLineEdit, "printPages").textEdited.emit("9-12")
        assert "没有" not in part(dialog, QLabel, "printWrong").text()
        assert part(dialog, QLabel, "printWrong").text().startswith("页数“9-12”不对")

    _in_dialog(qtbot, window, act, press="取消")


def test_manual_duplex_waits_until_the_paper_is_turned(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    meant = pictures(make(report, draft=False, installed_fonts=False).pdf, 30)
    count = len(meant)
    _in_dialog(qtbot, window, lambda dialog: _choose(dialog, "printSides", Sides.MANUAL))
    _says(qtbot, window, "翻面放回纸盒")
    fronts = [likest(page, meant) for page in pictures(spooler.arrived("first", 1).pdf, 30)]
    assert fronts == list(range(0, count, 2))
    qtbot.mouseClick(window.workbench.notice.buttons()["印双数页"], Qt.MouseButton.LeftButton)
    _says(qtbot, window, "已打印")
    backs = [likest(page, meant) for page in pictures(spooler.arrived("first", 2).pdf, 30)]
    assert backs == [page if page < count else None for page in range(1, count + 1, 2)][::-1]


def test_a_paused_printer_is_said_and_the_job_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    spooler.run("cupsdisable", "first")
    _in_dialog(qtbot, window, lambda dialog: None)
    assert "已暂停" in _says(qtbot, window, "恢复后才印")
    qtbot.mouseClick(window.workbench.notice.buttons()["取消打印"], Qt.MouseButton.LeftButton)
    _says(qtbot, window, "打印已取消")
    assert not spooler.run("lpstat", "-W", "not-completed", "-o").strip()


def test_a_job_that_fails_and_a_server_that_dies_are_said(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    mark = spooler.out("first") / "abort"
    mark.touch()
    _in_dialog(qtbot, window, lambda dialog: None)
    _says(qtbot, window, "打印失败，没有印全")
    mark.unlink()
    spooler.run("cupsdisable", "first")
    _in_dialog(qtbot, window, lambda dialog: None)
    _says(qtbot, window, "恢复后才印")
    spooler.kill()
    _says(qtbot, window, "不知道 2 号作业是否印完")
    window.menu_actions.by_name["print_report"].trigger()
    _says(qtbot, window, "打印服务没有运行或没有回应，没有打印")


def test_without_a_printer_nothing_is_written_and_that_is_said(
    qtbot: QtBot, window: MainWindow, complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete()
    monkeypatch.setattr(outlets.CupsOutlet, "printers", lambda _self: [])
    monkeypatch.setattr(outlets.QtOutlet, "printers", lambda _self: [])
    window.menu_actions.by_name["print_report"].trigger()
    _says(qtbot, window, "这台电脑没有装打印机，没有打印")


def test_a_draft_asks_first(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    window.workbench.session.apply(SetCells(report.id, {"applications.new.total": 1}))
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(b for b in box.buttons() if b.text() == "取消").click()

    QTimer.singleShot(0, answer)
    window.menu_actions.by_name["print_report"].trigger()
    assert "仍要打印吗？" in asked[0]
    assert not spooler.run("lpstat", "-W", "all", "-o").strip()


def test_many_reports_are_printed_in_the_lists_order_each_as_it_is(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    reports = [complete(unit) for unit in ("示例县教育局", "示例县水务局")]
    window.workbench.session.apply(SetCells(reports[1].id, {"applications.new.total": 1}))
    window.menu_actions.by_name["print_reports"].trigger()
    batch = window.findChild(QDialog, "batchDialog")
    order = [batch.findChild(QTreeWidget, "batchList").topLevelItem(at).text(0) for at in range(2)]

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.objectName() != "printDialog":
            QTimer.singleShot(20, look)
            return
        part(dialog, QSpinBox, "printCopies").setValue(2)
        assert part(dialog, QRadioButton, "printAll").text().startswith("2 份报告，其中草稿 1 份，共 ")
        sets = part(dialog, QCheckBox, "printSets")
        assert sets.isVisible()
        sets.setChecked(True)
        qtbot.mouseClick(
            next(b for b in dialog.findChildren(QPushButton) if b.text() == "打印"), Qt.MouseButton.LeftButton
        )

    QTimer.singleShot(0, look)
    qtbot.mouseClick(part(batch, QPushButton, "batchPrint"), Qt.MouseButton.LeftButton)
    _says(qtbot, window, "已打印")
    titles = [spooler.arrived("first", number).title for number in range(1, 5)]
    assert [next(unit for unit in order if unit in title) for title in titles] == order * 2
    whole = {
        title: make(report, draft=draft, installed_fonts=False).pdf
        for report, draft, title in (
            (reports[0], False, reports[0].full_title),
            (window.workbench.session.repository.report(reports[1].id), True, reports[1].full_title),
        )
    }
    for number in (1, 2):
        arrived = spooler.arrived("first", number)
        came, meant = pictures(arrived.pdf, 60)[0], pictures(whole[arrived.title], 60)[0]
        assert came.strays(meant) < 0.01
        assert meant.strays(came) < 0.01
    batch.close()


def test_each_print_leaves_nothing_behind(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    for _ in range(2):
        _in_dialog(qtbot, window, lambda dialog: None, press="取消")
    qtbot.waitUntil(lambda: not window.findChildren(QDialog, "printDialog"))


def test_the_dialog_comes_soon_and_the_job_is_accepted_soon(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    _in_dialog(qtbot, window, lambda dialog: None, press="取消")
    begun = time.monotonic()
    shown: list[float] = []
    _in_dialog(qtbot, window, lambda dialog: shown.append(time.monotonic() - begun))
    _says(qtbot, window, "作业")
    assert shown[0] < 0.5
    assert time.monotonic() - begun < 2
    assert cups.there()


def test_the_list_of_reports_offers_to_print(qtbot: QtBot, window: MainWindow, complete: Complete) -> None:
    complete()
    texts = [action.text() for action in window.workbench.report_panel.list.actions()]
    assert texts == ["打印…", "打印多份报告…", "批量导出…"]
