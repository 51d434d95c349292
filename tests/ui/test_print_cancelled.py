"""What is said when a print is taken back, stopped or interrupted is what lies in the tray, against a real spooler."""

import threading
import time

import pytest
from cups_server import CupsServer
from driving import notice, part
from fixture_types import Complete
from print_driving import choose, in_print_dialog, pages_of, says
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.printing.job import Sides
from ui.frame.main_window import MainWindow
from ui.printing import outlets, print_run
from ui.printing.job_words import refused


def _press(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.mouseClick(window.workbench.notice.buttons()[words], Qt.MouseButton.LeftButton)


def _manual(dialog: QDialog) -> None:
    choose(dialog, "printSides", Sides.MANUAL)


def _wait_until_done(spooler: CupsServer) -> None:
    until = time.monotonic() + 20
    while spooler.run("lpstat", "-W", "not-completed", "-o").strip():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_what_the_spooler_may_have_taken_is_not_said_to_be_left_out() -> None:
    told = refused(2, 3, "乙", "打印服务没有回应，不能确定“乙”是否已交给打印机。")
    assert told == "第 2 份“乙”：打印服务没有回应，不能确定“乙”是否已交给打印机。其后 1 份没有交出。"


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody look how a job is before the user does something."""
    monkeypatch.setattr(print_run, "_FIRST_MS", 60_000)


def test_fronts_that_were_printed_before_they_were_taken_back_are_not_said_to_be_all(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer, unwatched: None
) -> None:
    complete()
    in_print_dialog(qtbot, window, _manual)
    told = says(qtbot, window, "1 号作业")
    assert "共 2 页" in told, "the job holds the odd pages of four"
    _wait_until_done(spooler)
    _press(qtbot, window, "取消打印")
    says(qtbot, window, "翻面放回纸盒")
    assert "已打印" not in notice(window)
    _press(qtbot, window, "不印了")
    assert says(qtbot, window, "双数页没有印") == "只印了单数页，双数页没有印。"


def test_a_spooler_that_is_dead_when_a_job_is_taken_back_is_not_said_to_print_nothing(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer, unwatched: None
) -> None:
    """The job is still in its queue, and is printed when the spooler comes back."""
    complete()
    spooler.run("cupsdisable", "first")
    in_print_dialog(qtbot, window, lambda dialog: None)
    says(qtbot, window, "1 号作业")
    spooler.kill()
    _press(qtbot, window, "取消打印")
    told = says(qtbot, window, "打印服务没有回应")
    assert "没有打印" not in told
    assert "不知道" in told


def test_a_print_of_many_that_is_stopped_half_way_says_what_was_printed(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    spooler: CupsServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The printer is quick: what it got before the user stopped is printed already."""
    for at in range(3):
        complete(f"示例县第{at}局")
    whole, pressed = outlets.CupsOutlet.send, threading.Event()

    def send(*arguments: object) -> int:
        number = whole(*arguments)
        _wait_until_done(spooler)
        pressed.wait(20)
        return number

    monkeypatch.setattr(outlets.CupsOutlet, "send", send)
    window.menu_actions.by_name["print_reports"].trigger()
    batch = part(window, QDialog, "batchDialog")
    in_print_dialog(qtbot, window, _manual, begin=part(batch, QPushButton, "batchPrint").click)
    says(qtbot, window, "第 1 份，共 3 份")
    _press(qtbot, window, "取消打印")
    pressed.set()
    told = says(qtbot, window, "已打印")
    assert told == (
        "已停止，其余 2 份没有交出。双数页没有印。已交出的 1 份：“一楼 打印机”已打印，共 2 页，用纸 2 张。"
    )
    assert len(list(spooler.out("first").glob("*.data"))) == 1
    batch.close()


def test_backs_that_can_not_be_handed_over_can_be_printed_later(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    in_print_dialog(qtbot, window, _manual)
    says(qtbot, window, "翻面放回纸盒")
    spooler.run("cupsreject", "first")
    _press(qtbot, window, "印双数页")
    told = says(qtbot, window, "双数页：")
    assert "不接收打印作业" in told
    spooler.run("cupsaccept", "first")
    _press(qtbot, window, "印双数页")
    assert says(qtbot, window, "已打印") == "“一楼 打印机”已打印，共 4 页，用纸 2 张。"
    assert pages_of(spooler.arrived("first", 2).pdf, report) == [3, 1]
