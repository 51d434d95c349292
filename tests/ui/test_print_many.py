"""Many reports sent to a real spooler from the group page, the list of reports and the dialog for many."""

import re

import pypdfium2
import pytest
from collecting_office import YEAR
from cups_server import CupsServer
from driving import bare, notice, part, way_on
from fixture_types import Complete
from page_pictures import pictures
from print_driving import Desk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QListView,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from app.edits import SetCells, SetStatus, SetText
from app.report import Status
from ui.frame.main_window import MainWindow
from ui.models.collecting.members_model import MemberColumn
from ui.printing import outlets
from ui.printing.job_words import JobNotice, PrintChoice
from ui.printing.page_pictures import make
from ui.views.notice import Notice


def _tick(dialog: QDialog, name: str) -> None:
    box = part(dialog, QCheckBox, name)
    assert box.isVisible()
    box.click()
    assert box.isChecked()


def _copies(dialog: QDialog, count: int) -> None:
    part(dialog, QSpinBox, "printCopies").setValue(count)


def _words(spooler: CupsServer, number: int) -> list[str]:
    """Return the text of each page of a job that came to the first printer."""
    with pypdfium2.PdfDocument(spooler.arrived("first", number).pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


def _looks_like(pdf: bytes, meant: bytes) -> bool:
    came, page = pictures(pdf, 60)[0], pictures(meant, 60)[0]
    return came.strays(page) < 0.01 and page.strays(came) < 0.01


def test_the_group_page_prints_in_the_order_on_screen_each_as_it_is(
    qtbot: QtBot, office: MainWindow, spooler: CupsServer
) -> None:
    desk = Desk(qtbot, office)
    table = part(office, QTableView, "groupTable")
    header = table.horizontalHeader()
    place = header.sectionViewportPosition(MemberColumn.UNIT) + header.sectionSize(MemberColumn.UNIT) // 2

    def units() -> list[str]:
        rows = range(table.model().rowCount())
        return [table.model().index(row, MemberColumn.UNIT).data() for row in rows]

    seen = []
    for turn in (0, 1):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 8))
        reported = [unit for unit in units() if unit in ("云岭市财政局", "云岭市教育局")]
        seen.append(reported)

        def act(dialog: QDialog) -> None:
            assert part(dialog, QRadioButton, "printAll").text().startswith("2 份报告（其中草稿 1 份），共 ")
            _tick(dialog, "printBetween")

        begin = part(office, QAction, "group_action_print_members").trigger
        desk.print(act, begin=begin)
        desk.says("已打印")
        office.workbench.notice.pass_over()
        arrived = [spooler.arrived("first", number) for number in (2 * turn + 1, 2 * turn + 2)]
        assert [next(unit for unit in reported if unit in one.title) for one in arrived] == reported
        assert pictures(arrived[0].pdf, 20)[-1].blank
        assert not pictures(arrived[1].pdf, 20)[-1].blank
        for one, unit in zip(arrived, reported, strict=True):
            repository = office.workbench.session.repository
            found = repository.unit_named(unit)
            report = repository.report_of(found.id, YEAR)
            draft = unit == "云岭市教育局"
            assert _looks_like(one.pdf, make(report, draft=draft, installed_fonts=False).pdf)
    assert seen[0] == seen[1][::-1]


def test_the_units_chosen_that_have_no_report_are_named(
    qtbot: QtBot, office: MainWindow, spooler: CupsServer
) -> None:
    desk = Desk(qtbot, office)
    table = part(office, QTableView, "groupTable")
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    told: list[str] = []
    begin = part(office, QAction, "group_action_print_members").trigger
    desk.print(lambda _dialog: told.append(notice(office)), press="取消", begin=begin)
    assert told == ["所选单位中有 2 个还没有报告，不打印：云岭市审计局、青溪县人民政府。"]


def test_the_list_for_many_has_the_order_of_the_list_at_the_left(qtbot: QtBot, office: MainWindow) -> None:
    """In the register's order, as the tree, and not by name."""
    panel = part(office, QListView, "reportList")
    action = next(one for one in panel.actions() if bare(one.text()) == "打印多份报告…")
    action.trigger()
    batch = part(office, QDialog, "batchDialog")
    assert batch.windowTitle() == "打印多份报告"
    assert part(batch, QPushButton, "batchPrint").isDefault()
    listed = part(batch, QTreeWidget, "batchList")
    rows = [listed.topLevelItem(at) for at in range(listed.topLevelItemCount())]
    assert [row.text(0) for row in rows if row.text(1) == str(YEAR)] == [
        "云岭市财政局",
        "云岭市教育局",
        "青溪县财政局",
        "青溪县教育局",
    ]
    assert [row.text(0) for row in rows] != sorted(row.text(0) for row in rows)
    office.menu_actions.by_name["batch_export"].trigger()
    assert batch.windowTitle() == "批量导出"
    assert part(batch, QPushButton, "batchStart").isDefault()
    batch.close()


def test_the_reports_chosen_in_the_dialog_for_many_come_in_sets(
    desk: Desk, qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    reports = [complete(unit) for unit in ("示例县教育局", "示例县水务局")]
    window.workbench.session.apply(SetCells(reports[1].id, {"applications.new.total": 1}))
    window.menu_actions.by_name["print_reports"].trigger()
    batch = part(window, QDialog, "batchDialog")
    listed = part(batch, QTreeWidget, "batchList")
    order = [listed.topLevelItem(at).text(0) for at in range(2)]

    def act(dialog: QDialog) -> None:
        _copies(dialog, 2)
        _tick(dialog, "printSets")

    def begin() -> None:
        qtbot.keyClick(listed, Qt.Key.Key_Return)

    desk.print(act, begin=begin)
    desk.says("已打印")
    arrived = [spooler.arrived("first", number) for number in range(1, 5)]
    assert [next(unit for unit in order if unit in one.title) for one in arrived] == order * 2
    for one in arrived[:2]:
        draft = "水务局" in one.title
        report = window.workbench.session.repository.report(reports[int(draft)].id)
        assert _looks_like(one.pdf, make(report, draft=draft, installed_fonts=False).pdf)
    batch.close()


def test_what_is_not_final_comes_as_a_copy_for_review_on_wish_and_what_is_final_never(
    desk: Desk, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    reports = [complete(unit) for unit in ("示例县教育局", "示例县水务局")]
    window.workbench.session.apply(SetStatus(reports[0].id, Status.FINAL))

    def act(dialog: QDialog) -> None:
        assert part(dialog, QRadioButton, "printAll").text().startswith("2 份报告（其中定稿 1 份），共 ")
        assert part(dialog, QCheckBox, "printReview").text() == "没有定稿的印成送审稿(&M)"
        _tick(dialog, "printReview")

    batch = desk.print_many(act)
    desk.says("已打印")
    batch.close()
    for number in (1, 2):
        final = "教育局" in spooler.arrived("first", number).title
        assert spooler.arrived("first", number).title.endswith("（送审稿）") != final
        words = _words(spooler, number)
        foots = [f"第 {at + 1} 页，共 {len(words)} 页" for at in range(len(words))]
        assert [foot in page and "校验码" in page for foot, page in zip(foots, words, strict=True)] == [
            not final
        ] * len(words)


def test_the_picture_shows_the_copy_for_review_and_a_draft_says_that_it_is_one(
    desk: Desk, qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    report = complete()

    def act(dialog: QDialog) -> None:
        assert part(dialog, QLabel, "printMark").isHidden()
        plain = dialog.grab().toImage()
        _tick(dialog, "printReview")
        qtbot.waitUntil(lambda: dialog.grab().toImage() != plain)
        ticked = dialog.grab().toImage()
        qtbot.waitUntil(lambda: dialog.grab().toImage() != ticked)

    desk.print(act)
    desk.says("已打印")
    assert spooler.arrived("first", 1).title == f"{report.full_title}（送审稿）"
    assert all("送审稿" in page for page in _words(spooler, 1))
    window.workbench.session.apply(SetCells(report.id, {"applications.new.total": 1}))
    marked: list[str] = []
    batch = desk.print_many(
        lambda dialog: marked.append(part(dialog, QLabel, "printMark").text()), press="取消"
    )
    assert marked == ["有错误，各页印有“草稿”字样。"]
    batch.close()


def test_it_is_told_before_many_are_printed_that_characters_come_as_a_mark(
    qtbot: QtBot, office: MainWindow, spooler: CupsServer
) -> None:
    desk = Desk(qtbot, office)
    session = office.workbench.session
    report = next(head for head in session.summaries() if head.year == YEAR and "财政" in head.unit.name)
    session.apply(SetText(report.id, "other", "这里有一个\ue123字。"))
    part(office, QTableView, "groupTable").selectAll()

    def act(dialog: QDialog) -> None:
        assert "印不出的字在纸上和 PDF、OFD 中以“〓”代替。" in part(dialog, QLabel, "printMark").text()

    begin = part(office, QAction, "group_action_print_members").trigger
    desk.print(act, press="取消", begin=begin)


def test_thirty_reports_can_be_stopped_on_their_way_and_none_is_printed_then(
    desk: Desk, qtbot: QtBot, window: MainWindow, complete: Complete, spooler: CupsServer
) -> None:
    """What the queue has by then is taken back, and the spooler is asked once for all jobs."""
    for at in range(30):
        complete(f"示例县第{at}局")
    spooler.run("cupsdisable", "first")
    batch = desk.print_many()
    # What is said in passing may be over before anybody has looked.
    under_way = re.compile("第 ([3-9]|[12][0-9]) 份，共 30 份")
    qtbot.waitUntil(lambda: under_way.search(notice(window)) is not None, timeout=20_000)
    desk.press("取消打印")
    desk.says("打印已取消；已经印出的请自行收起。")
    assert not spooler.run("lpstat", "-W", "not-completed", "-o").strip()
    known = spooler.run("lpstat", "-W", "all", "-o").splitlines()
    assert 2 <= len(known) < 30
    spooler.run("cupsenable", "first")
    assert not list(spooler.out("first").iterdir())
    batch.close()


def test_a_printer_that_begins_to_refuse_is_told_and_what_it_took_is_followed(
    desk: Desk,
    window: MainWindow,
    complete: Complete,
    spooler: CupsServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for at in range(4):
        complete(f"示例县第{at}局")
    sent: list[int] = []
    whole = outlets.CupsOutlet.send

    def send(*arguments: object) -> int:
        sent.append(whole(*arguments))
        if len(sent) == 2:
            spooler.run("cupsreject", "first")
        return sent[-1]

    monkeypatch.setattr(outlets.CupsOutlet, "send", send)
    spooler.run("cupsdisable", "first")
    batch = desk.print_many()
    told = desk.says("恢复后才印")
    assert told.startswith("第 3 份“示例县第2局")
    assert "不接收打印作业" in told
    assert "其后 1 份没有交出。已交出的 2 份：“一楼 打印机”已暂停，2 个作业在等候" in told
    spooler.run("cupsenable", "first")
    told = desk.says("已打印")
    assert told.endswith("其后 1 份没有交出。已交出的 2 份：“一楼 打印机”已打印，共 8 页，用纸 4 张。")
    assert "关闭" in [button.text() for button in part(window, Notice, "notice").findChildren(QPushButton)]
    batch.close()


class _Run:
    """A print as the window knows it."""

    def __init__(self) -> None:
        self.backs = 0

    def cancel(self) -> None:
        pass

    def leave_backs(self) -> None:
        pass

    def print_backs(self) -> None:
        self.backs += 1


def test_what_waited_is_never_said_again_once_it_is_printed(desk: Desk, window: MainWindow) -> None:
    verbs, one, two = window.workbench.verbs.printing, _Run(), _Run()
    waits = JobNotice("“甲”已暂停，12 号作业在等候，恢复后才印。", "warning", choices=(PrintChoice.CANCEL,))
    verbs._on_said(one, waits)
    verbs._on_said(two, JobNotice("已打印，共 5 页。", stay=False))
    assert desk.close_notice() == waits.text, "it still waits"
    verbs._on_said(two, JobNotice("已打印，共 5 页。", stay=False))
    verbs._on_said(one, JobNotice("已打印，共 2 页。", stay=False))
    assert notice(window) == "已打印，共 2 页。"
    assert desk.close_notice() == ""


def test_the_question_for_the_backs_comes_back_until_it_is_answered(desk: Desk, window: MainWindow) -> None:
    verbs, run = window.workbench.verbs.printing, _Run()
    asks = JobNotice("单数页已印，请翻转纸张。", choices=(PrintChoice.PRINT_BACKS, PrintChoice.LEAVE_BACKS))
    verbs._on_said(run, asks)
    window.workbench.notice.say("已删除报告。")
    assert desk.close_notice() == asks.text
    way_on(window, "印双数页").click()
    assert run.backs == 1
