"""What the notice says of prints that wait, are cancelled or are asked about, against a real spooler."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from collecting_office import make_office
from cups_server import CupsServer
from driving import notice, part
from fixture_types import Complete, OpenWindow
from print_driving import choose, in_print_dialog, pages_of, says
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from app.exports.pages import office_fonts
from app.printing.job import Sides
from ui.frame.main_window import MainWindow
from ui.printing.page_pictures import draw, make
from ui.views.notice import Notice
from ui.views.sheet_picture import SheetPicture
from ui.work.tasks import idle


def _close_notice(qtbot: QtBot, window: MainWindow) -> str:
    """Close what the notice says with the mouse, and return what it says then."""
    shown = part(window, Notice, "notice")
    button = next(one for one in shown.findChildren(QPushButton) if one.text() == "关闭")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return notice(window)


def _press_in_notice(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.mouseClick(window.workbench.notice.buttons()[words], Qt.MouseButton.LeftButton)


def _on(queue: str) -> Callable[[QDialog], None]:
    """Choose a printer in the dialog and wait until it has answered."""

    def act(dialog: QDialog) -> None:
        choose(dialog, "printPrinter", queue)
        go = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        for _ in range(200):
            if go.isEnabled():
                return
            QApplication.processEvents()
            QApplication.instance().thread().msleep(20)

    return act


def test_a_print_that_waits_is_told_until_it_is_printed_and_never_after(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    spooler.run("cupsdisable", "first")
    in_print_dialog(qtbot, window, lambda dialog: None)
    waits = says(qtbot, window, "恢复后才印")
    assert waits == "“一楼 打印机”已暂停，1 号作业在等候，恢复后才印。"
    in_print_dialog(qtbot, window, _on("plain"))
    says(qtbot, window, "“二楼 打印机”已打印")
    assert _close_notice(qtbot, window) == waits, "it still waits"
    spooler.run("cupsenable", "first")
    says(qtbot, window, "“一楼 打印机”已打印")
    assert _close_notice(qtbot, window) == ""
    spooler.arrived("first", 1)


@pytest.mark.parametrize("purged", [False, True])
def test_a_job_that_is_cancelled_in_the_queue_is_said_to_be(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer, purged: bool
) -> None:
    complete()
    spooler.run("cupsdisable", "first")
    in_print_dialog(qtbot, window, lambda dialog: None)
    says(qtbot, window, "恢复后才印")
    spooler.run("cancel", *(["-x"] if purged else []), "first-1")
    says(qtbot, window, "打印已取消")
    assert _close_notice(qtbot, window) == ""


def test_a_job_that_no_history_tells_of_is_not_said_to_be_printed(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    spooler.forget_jobs()
    complete()
    spooler.run("cupsdisable", "first")
    in_print_dialog(qtbot, window, lambda dialog: None)
    says(qtbot, window, "恢复后才印")
    spooler.run("cancel", "-x", "first-1")
    says(qtbot, window, "可能已印完，也可能被删除")


def test_of_many_the_cancelled_one_is_named_and_the_others_are_counted(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, spooler: CupsServer
) -> None:
    window = open_window(make_office(tmp_path / "汇总.nianbao"))
    spooler.run("cupsdisable", "first")
    in_print_dialog(
        qtbot, window, lambda dialog: None, begin=part(window, QAction, "group_action_print_members").trigger
    )
    says(qtbot, window, "2 个作业在等候")
    spooler.run("cancel", "first-1")
    told = says(qtbot, window, "已取消：“")
    assert told.startswith("“一楼 打印机”已暂停，2 号作业在等候，恢复后才印；已取消：“云岭市财政局")
    spooler.run("cupsenable", "first")
    told = says(qtbot, window, "1 份已打印")
    assert told.startswith("“一楼 打印机”的 2 份中，1 份已打印；已取消：“云岭市财政局")
    assert _close_notice(qtbot, window) == ""


def test_the_question_for_the_backs_comes_back_until_it_is_answered(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()
    spooler.run("cupsdisable", "first")
    in_print_dialog(qtbot, window, lambda dialog: choose(dialog, "printSides", Sides.MANUAL))
    says(qtbot, window, "恢复后才印")
    assert "印双数页" not in window.workbench.notice.buttons(), "the fronts are not printed yet"
    spooler.run("cupsenable", "first")
    asks = says(qtbot, window, "翻面放回纸盒")
    in_print_dialog(qtbot, window, _on("plain"))
    says(qtbot, window, "“二楼 打印机”已打印")
    assert _close_notice(qtbot, window) == asks
    _press_in_notice(qtbot, window, "印双数页")
    says(qtbot, window, "“一楼 打印机”已打印")
    assert _close_notice(qtbot, window) == ""
    backs = [page for page in pages_of(spooler.arrived("first", 3).pdf, report) if page is not None]
    assert backs == list(range(1, 2 * len(backs), 2))[::-1]
    assert backs


def test_fronts_that_are_cancelled_in_the_queue_get_no_backs(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    spooler.run("cupsdisable", "first")
    in_print_dialog(qtbot, window, lambda dialog: choose(dialog, "printSides", Sides.MANUAL))
    says(qtbot, window, "恢复后才印")
    spooler.run("cancel", "first-1")
    says(qtbot, window, "打印已取消；已经印出的请自行收起。双数页没有印。")
    assert "印双数页" not in window.workbench.notice.buttons()


@contextmanager
def _asked_on_closing(answer: str) -> Iterator[list[str]]:
    """Answer the question that closing the window asks."""
    asked: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == answer).click()

    QTimer.singleShot(0, look)
    yield asked


def test_closing_asks_while_the_backs_are_not_printed(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    in_print_dialog(qtbot, window, lambda dialog: choose(dialog, "printSides", Sides.MANUAL))
    says(qtbot, window, "翻面放回纸盒")
    with _asked_on_closing("返回") as asked:
        assert not window.close()
    assert asked == ["双数页还没有印，现在关闭，就只印了单数页。"]
    _press_in_notice(qtbot, window, "不印了")
    assert window.close(), "nothing is asked any more"


def test_closing_asks_while_the_spooler_has_not_taken_everything(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()
    with ExitStack() as stack:
        in_print_dialog(qtbot, window, lambda dialog: stack.enter_context(spooler.asleep()))
        with _asked_on_closing("返回") as asked:
            assert not window.close()
        assert asked == ["还有内容没有交给“一楼 打印机”，现在关闭，没有交出的不会打印。"]
    says(qtbot, window, "已打印")
    assert window.close(), "nothing is asked any more"


def test_nothing_can_be_printed_before_the_printer_has_answered(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()

    def act(dialog: QDialog) -> None:
        go = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
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

    in_print_dialog(qtbot, window, act, press="取消")


def test_a_printer_that_gives_no_answer_says_so_and_is_asked_again_when_it_is_chosen_again(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    complete()

    def act(dialog: QDialog) -> None:
        go = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
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

    in_print_dialog(qtbot, window, act, press="取消")


def test_a_printer_is_shown_as_it_is_when_it_is_chosen(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    """While the dialog is open one is paused, one is opened again and one is taken away."""
    complete()

    def act(dialog: QDialog) -> None:
        go = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
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

    in_print_dialog(qtbot, window, act, press="取消")


def test_the_key_of_chosen_pages_leads_to_where_they_are_written(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()

    def act(dialog: QDialog) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClick(dialog, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
        pages = part(dialog, QLineEdit, "printPages")
        qtbot.waitUntil(pages.hasFocus)
        qtbot.keyClicks(QApplication.focusWidget(), "2")

    in_print_dialog(qtbot, window, act)
    says(qtbot, window, "共 1 页")
    assert pages_of(spooler.arrived("first", 1).pdf, report) == [1]


def test_the_picture_shows_the_chosen_pages_and_is_turned_by_key_and_mouse(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
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

    in_print_dialog(qtbot, window, act, press="取消")


def test_the_picture_shows_every_report_of_many(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, spooler: CupsServer
) -> None:
    window = open_window(make_office(tmp_path / "汇总.nianbao"))

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

    begin = part(window, QAction, "group_action_print_members").trigger
    in_print_dialog(qtbot, window, act, press="取消", begin=begin)


def test_a_long_description_and_a_warning_leave_the_dialog_its_size(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    spooler.run("lpadmin", "-p", "plain", "-D", "办公楼三层东侧综合科与秘书科共用的黑白激光打印机" * 5)
    spooler.run("cupsdisable", "plain")
    complete()

    def act(dialog: QDialog) -> None:
        go = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
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

    in_print_dialog(qtbot, window, act, press="取消")


def test_a_second_print_is_not_dropped_in_silence_while_the_dialog_asks_about_the_first(
    qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
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

    in_print_dialog(qtbot, window, act, press="取消")
    left_out = f"上一次打印的窗口还开着，“{second.full_title}”没有打印；请在它关闭后再打印。"
    assert told == [first.full_title, "", left_out]


def test_missing_office_fonts_are_told_before_anything_is_printed(
    qtbot: QtBot,
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
        in_print_dialog(
            qtbot,
            window,
            lambda dialog: told.append(part(dialog, QLabel, "printMark").text()),
            press="取消",
        )
    office_fonts.office.cache_clear()
    assert told == ["", "本机有 5 种公文字体没有安装或不允许嵌入，改用程序自带的字体。"]
