"""What the notice says of prints that wait, are cancelled or are asked about, against a real spooler."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from cups_server import CupsServer
from dialogs import answer_next
from driving import notice, part
from fixture_types import Complete
from print_driving import Desk, by_hand, choose, go_button, pages_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from app.exports.pages import office_fonts
from app.printing.job import Sides
from ui.frame.main_window import MainWindow
from ui.printing.page_pictures import draw, make
from ui.views.preview.sheet_picture import SheetPicture
from ui.work.tasks import idle


def _on(queue: str) -> Callable[[QDialog], None]:
    """Choose a printer in the dialog and wait until it has answered."""

    def act(dialog: QDialog) -> None:
        choose(dialog, "printPrinter", queue)
        go = go_button(dialog)
        for _ in range(200):
            if go.isEnabled():
                return
            QApplication.processEvents()
            QApplication.instance().thread().msleep(20)

    return act


def test_a_print_that_waits_is_told_until_it_is_printed_and_never_after(
    desk: Desk, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    waits = desk.print_on_paused(spooler)
    assert waits == "“一楼 打印机”已暂停，1 号作业在等候，恢复后才印。"
    desk.print(_on("plain"))
    desk.says("“二楼 打印机”已打印")
    assert desk.close_notice() == waits, "it still waits"
    spooler.run("cupsenable", "first")
    desk.says("“一楼 打印机”已打印")
    assert desk.close_notice() == ""
    spooler.arrived("first", 1)


@pytest.mark.parametrize("purged", [False, True])
def test_a_job_that_is_cancelled_in_the_queue_is_said_to_be(
    desk: Desk, complete: Complete, spooler: CupsServer, purged: bool
) -> None:
    complete()
    desk.print_on_paused(spooler)
    spooler.run("cancel", *(["-x"] if purged else []), "first-1")
    desk.says("打印已取消")
    assert desk.close_notice() == ""


def test_a_job_that_no_history_tells_of_is_not_said_to_be_printed(
    desk: Desk, complete: Complete, spooler: CupsServer
) -> None:
    spooler.forget_jobs()
    complete()
    desk.print_on_paused(spooler)
    spooler.run("cancel", "-x", "first-1")
    desk.says("可能已印完，也可能被删除")


def test_of_many_the_cancelled_one_is_named_and_the_others_are_counted(
    qtbot: QtBot, office: MainWindow, spooler: CupsServer
) -> None:
    desk = Desk(qtbot, office)
    spooler.run("cupsdisable", "first")
    desk.print(begin=part(office, QAction, "group_action_print_members").trigger)
    desk.says("2 个作业在等候")
    spooler.run("cancel", "first-1")
    told = desk.says("已取消：“")
    assert told.startswith("“一楼 打印机”已暂停，2 号作业在等候，恢复后才印；已取消：“云岭市财政局")
    spooler.run("cupsenable", "first")
    told = desk.says("1 份已打印")
    assert told.startswith("“一楼 打印机”的 2 份中，1 份已打印；已取消：“云岭市财政局")
    assert desk.close_notice() == ""


def test_the_question_for_the_backs_comes_back_until_it_is_answered(
    desk: Desk, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    desk.print_on_paused(spooler, by_hand)
    assert "印双数页" not in window.workbench.notice.buttons(), "the fronts are not printed yet"
    spooler.run("cupsenable", "first")
    asks = desk.says("翻面放回纸盒")
    desk.print(_on("plain"))
    desk.says("“二楼 打印机”已打印")
    assert desk.close_notice() == asks
    desk.press("印双数页")
    desk.says("“一楼 打印机”已打印")
    assert desk.close_notice() == ""
    backs = [page for page in pages_of(spooler.arrived("first", 3).pdf, report) if page is not None]
    assert backs == list(range(1, 2 * len(backs), 2))[::-1]
    assert backs


def test_fronts_that_are_cancelled_in_the_queue_get_no_backs(
    desk: Desk, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    desk.print_on_paused(spooler, by_hand)
    spooler.run("cancel", "first-1")
    desk.says("打印已取消；已经印出的请自行收起。双数页没有印。")
    assert "印双数页" not in window.workbench.notice.buttons()


def _question_on_closing(window: MainWindow) -> str:
    """Return the question that closing the window asks, and go back."""
    asked = answer_next("返回")
    assert not window.close()
    return asked[0]


def test_closing_asks_while_the_backs_are_not_printed(
    desk: Desk, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    desk.print(by_hand)
    desk.says("翻面放回纸盒")
    assert _question_on_closing(window) == "双数页还没有印，现在关闭，就只印了单数页。"
    desk.press("不印了")
    assert window.close(), "nothing is asked any more"


def test_closing_asks_while_the_spooler_has_not_taken_everything(
    desk: Desk, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    with ExitStack() as stack:
        desk.print(lambda dialog: stack.enter_context(spooler.asleep()))
        assert _question_on_closing(window) == "还有内容没有交给“一楼 打印机”，现在关闭，没有交出的不会打印。"
    desk.says("已打印")
    assert window.close(), "nothing is asked any more"


def test_nothing_can_be_printed_before_the_printer_has_answered(
    desk: Desk, qtbot: QtBot, complete: Complete, spooler: CupsServer
) -> None:
    complete()

    def act(dialog: QDialog) -> None:
        go = go_button(dialog)
        state, pages = part(dialog, QLabel, "printState"), part(dialog, QLineEdit, "printPages")
        assert go.isEnabled()
        with spooler.asleep():
            choose(dialog, "printPrinter", "plain")
            assert not go.isEnabled()
            assert state.text() == "正在询问打印机能怎样打印……"
            qtbot.mouseClick(pages, Qt.MouseButton.LeftButton)
            qtbot.keyClicks(pages, "2")
            qtbot.wait(300)
            assert not go.isEnabled()
        qtbot.waitUntil(go.isEnabled)
        assert state.isHidden()
        assert part(dialog, QLabel, "printSummary").text() == "A4 纸 1 张，单面，100 %"

    desk.print(act, press="取消")


def test_a_printer_that_gives_no_answer_says_so_and_is_asked_again_when_it_is_chosen_again(
    desk: Desk, qtbot: QtBot, complete: Complete, spooler: CupsServer
) -> None:
    complete()

    def act(dialog: QDialog) -> None:
        go = go_button(dialog)
        state, printer = part(dialog, QLabel, "printState"), part(dialog, QComboBox, "printPrinter")
        with spooler.asleep():
            choose(dialog, "printPrinter", "plain")
            qtbot.waitUntil(lambda: "没有回应" in state.text(), timeout=9000)
            qtbot.keyClicks(part(dialog, QLineEdit, "printPages"), "1")
            assert "没有回应" in state.text(), "it is said as long as it is so"
            assert not go.isEnabled()
        printer.showPopup()
        qtbot.keyClick(printer.view(), Qt.Key.Key_Return)
        qtbot.waitUntil(go.isEnabled)
        assert part(dialog, QComboBox, "printSides").findData(Sides.BOTH) < 0

    desk.print(act, press="取消")


def test_a_printer_is_shown_as_it_is_when_it_is_chosen(
    desk: Desk, qtbot: QtBot, complete: Complete, spooler: CupsServer
) -> None:
    """While the dialog is open one is paused, one is opened again and one is taken away."""
    complete()

    def act(dialog: QDialog) -> None:
        go = go_button(dialog)
        state, printer = part(dialog, QLabel, "printState"), part(dialog, QComboBox, "printPrinter")
        spooler.run("cupsdisable", "plain")
        spooler.run("cupsaccept", "shut")
        spooler.run("lpadmin", "-x", "first")
        choose(dialog, "printPrinter", "plain")
        qtbot.waitUntil(lambda: printer.currentText() == "二楼 打印机（已暂停）")
        assert "已暂停" in state.text()
        choose(dialog, "printPrinter", "shut")
        qtbot.waitUntil(go.isEnabled)
        assert printer.currentText() == "停用的打印机（就绪）"
        choose(dialog, "printPrinter", "first")
        qtbot.waitUntil(lambda: state.text() == "没有这台打印机了，请另选一台。")
        assert not go.isEnabled()

    desk.print(act, press="取消")


def test_the_key_of_chosen_pages_leads_to_where_they_are_written(
    desk: Desk, qtbot: QtBot, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()

    def act(dialog: QDialog) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClick(dialog, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
        pages = part(dialog, QLineEdit, "printPages")
        qtbot.waitUntil(pages.hasFocus)
        qtbot.keyClicks(QApplication.focusWidget(), "2")

    desk.print(act)
    desk.says("共 1 页")
    assert pages_of(spooler.arrived("first", 1).pdf, report) == [1]


def test_the_picture_shows_the_chosen_pages_and_is_turned_by_key_and_mouse(
    desk: Desk, qtbot: QtBot, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    made = make(report, draft=False, installed_fonts=False)

    def act(dialog: QDialog) -> None:
        sheet, place = part(dialog, SheetPicture, "printSheet"), part(dialog, QLabel, "printLeaf")
        back, on = part(dialog, QPushButton, "printBack"), part(dialog, QPushButton, "printOn")

        def shows(page: int) -> bool:
            return sheet.page == draw(made, page, sheet.page.width())

        assert part(dialog, QLabel, "printTitle").accessibleName() == report.full_title
        assert shows(0)
        assert not back.isEnabled()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClick(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: shows(1))
        assert place.text() == f"第 2 页，共 {len(made.sizes)} 页"
        qtbot.keyClicks(part(dialog, QLineEdit, "printPages"), "4,2-3")
        assert shows(3)
        assert place.text() == f"第 4 页，共 {len(made.sizes)} 页（所选 3 页中的第 1 页）"
        on.setFocus()
        for page in (1, 2):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
            assert shows(page)
        assert not on.isEnabled()
        assert back.hasFocus(), "the keyboard is not with the button that prints"
        qtbot.keyClicks(part(dialog, QLineEdit, "printPages"), ",99")
        assert shows(2), "what can't be printed shows nothing new"

    desk.print(act, press="取消")


def test_the_picture_shows_every_report_of_many(
    qtbot: QtBot, office: MainWindow, spooler: CupsServer
) -> None:
    desk = Desk(qtbot, office)

    def act(dialog: QDialog) -> None:
        title, place = part(dialog, QLabel, "printTitle"), part(dialog, QLabel, "printLeaf")
        on, seen = part(dialog, QPushButton, "printOn"), []
        while True:
            seen.append((title.accessibleName()[:6], place.text()))
            if not on.isEnabled():
                break
            qtbot.mouseClick(on, Qt.MouseButton.LeftButton)
        assert seen[0] == ("云岭市财政局", "第 1 份，共 2 份\n第 1 页，共 4 页")
        assert next(one for one in seen if "第 2 份" in one[1]) == (
            "云岭市教育局",
            "第 2 份（草稿），共 2 份\n第 1 页，共 4 页",
        )
        assert len(seen) == len(set(seen))
        assert f"共 {len(seen)} 页" in part(dialog, QRadioButton, "printAll").text()

    begin = part(office, QAction, "group_action_print_members").trigger
    desk.print(act, press="取消", begin=begin)


def test_a_long_description_and_a_warning_leave_the_dialog_its_size(
    desk: Desk, qtbot: QtBot, complete: Complete, spooler: CupsServer
) -> None:
    spooler.run("lpadmin", "-p", "plain", "-D", "办公楼三层东侧综合科与秘书科共用的黑白激光打印机" * 5)
    spooler.run("cupsdisable", "plain")
    complete()

    def act(dialog: QDialog) -> None:
        go = go_button(dialog)
        scrolled, width = part(dialog, QScrollArea, "printScrolled"), dialog.width()
        assert width <= 800
        choose(dialog, "printPrinter", "plain")
        qtbot.waitUntil(go.isEnabled)
        assert "已暂停" in part(dialog, QLabel, "printState").text()
        assert dialog.width() == width
        qtbot.waitUntil(lambda: not scrolled.verticalScrollBar().isVisible())
        assert not scrolled.horizontalScrollBar().isVisible()
        qtbot.keyClicks(part(dialog, QLineEdit, "printPages"), "99")
        assert "不对" in part(dialog, QLabel, "printWrong").text()
        qtbot.wait(50)
        assert not scrolled.verticalScrollBar().isVisible()
        assert "办公楼" in part(dialog, QComboBox, "printPrinter").toolTip()

    desk.print(act, press="取消")


def test_a_second_print_is_not_dropped_in_silence_while_the_dialog_asks_about_the_first(
    desk: Desk, qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    """The same one asked for twice is one print; another is named."""
    first, second = complete("示例县教育局"), complete("示例县水务局")
    session, printing = window.workbench.session, window.menu_actions.by_name["print_report"]
    session.select(first.id)
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        told.append(part(dialog, QLabel, "printTitle").accessibleName())
        printing.trigger()
        qtbot.waitUntil(idle)
        told.append(notice(window))
        session.select(second.id)
        printing.trigger()
        qtbot.waitUntil(lambda: notice(window) != "")
        told.append(notice(window))

    desk.print(act, press="取消")
    left_out = f"上一次打印的窗口还开着，“{second.full_title}”没有打印；请在它关闭后再打印。"
    assert told == [first.full_title, "", left_out]


def test_missing_office_fonts_are_told_before_anything_is_printed(
    desk: Desk,
    window: MainWindow,
    complete: Complete,
    spooler: CupsServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office_fonts, "font_folders", lambda: [tmp_path / "none"])
    office_fonts.office.cache_clear()
    complete()
    told: list[str] = []
    for window.settings.installed_fonts in (False, True):
        desk.print(
            lambda dialog: told.append(part(dialog, QLabel, "printMark").text()),
            press="取消",
        )
    office_fonts.office.cache_clear()
    assert told == ["", "本机有 5 种公文字体没有安装或不允许嵌入，改用程序自带的字体。"]
