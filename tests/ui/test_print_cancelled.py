"""What is said when a print is taken back, stopped or interrupted is what lies in the tray, against a real spooler."""

import threading
import time

import pytest
from cups_server import CupsServer
from driving import notice
from fixture_types import Complete
from print_driving import Desk, by_hand, pages_of

from ui.frame.main_window import MainWindow
from ui.printing import outlets, print_run
from ui.printing.job_words import refused


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
    desk: Desk, window: MainWindow, complete: Complete, spooler: CupsServer, unwatched: None
) -> None:
    complete()
    desk.print(by_hand)
    told = desk.says("1 号作业")
    assert "共 2 页" in told, "the job holds the odd pages of four"
    _wait_until_done(spooler)
    desk.press("取消打印")
    desk.says("翻面放回纸盒")
    assert "已打印" not in notice(window)
    desk.press("不印了")
    assert desk.says("双数页没有印") == "只印了单数页，双数页没有印。"


def test_a_spooler_that_is_dead_when_a_job_is_taken_back_is_not_said_to_print_nothing(
    desk: Desk, complete: Complete, spooler: CupsServer, unwatched: None
) -> None:
    """The job is still in its queue, and is printed when the spooler comes back."""
    complete()
    spooler.run("cupsdisable", "first")
    desk.print()
    desk.says("1 号作业")
    spooler.kill()
    desk.press("取消打印")
    told = desk.says("打印服务没有回应")
    assert "没有打印" not in told
    assert "不知道" in told


def test_a_print_of_many_that_is_stopped_half_way_says_what_was_printed(
    desk: Desk, complete: Complete, spooler: CupsServer, monkeypatch: pytest.MonkeyPatch
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
    batch = desk.print_many(by_hand)
    desk.says("第 1 份，共 3 份")
    desk.press("取消打印")
    pressed.set()
    told = desk.says("已打印")
    assert told == (
        "已停止，其余 2 份没有交出。双数页没有印。已交出的 1 份：“一楼 打印机”已打印，共 2 页，用纸 2 张。"
    )
    assert len(list(spooler.out("first").glob("*.data"))) == 1
    batch.close()


def test_backs_that_can_not_be_handed_over_can_be_printed_later(
    desk: Desk, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    desk.print(by_hand)
    desk.says("翻面放回纸盒")
    spooler.run("cupsreject", "first")
    desk.press("印双数页")
    told = desk.says("双数页：")
    assert "不接收打印作业" in told
    spooler.run("cupsaccept", "first")
    desk.press("印双数页")
    assert desk.says("已打印") == "“一楼 打印机”已打印，共 4 页，用纸 2 张。"
    assert pages_of(spooler.arrived("first", 2).pdf, report) == [3, 1]
