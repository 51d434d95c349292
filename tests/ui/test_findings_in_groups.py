"""The list of findings: its groups, what a click and a key show, and the way through all places."""

from collections.abc import Callable

import pytest
from dialogs import in_dialog, sign
from driving import findings, notice, part, table, text
from fixture_types import Complete, ReportAdder
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QTableView, QTabWidget, QToolButton
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from app.report import Report, Status, Totals
from app.rules.model import KINDS, Finding
from ui.frame.main_window import MainWindow
from ui.models.finding_model import FindingRole, section_of

CLAIM = "全年共收到政府信息公开申请99999件。"
MARKS = "甲项工作已开展。。\n乙项安排全部落实到位。。\n加强领导,明确分工,按月通报,逐项落实。\n"
K = Qt.Key
SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def mixed(qtbot: QtBot, window: MainWindow, add_report: ReportAdder, filled: Callable[..., Report]) -> Report:
    """Errors in two tables, warnings in two texts, one of them in two places, and a signature without a date."""
    whole = filled("cn-disclosure-2021", 1, year=2023)
    cells = dict(whole.cells)
    for key in (
        "applications.new.natural_person",
        "applications.granted.enterprise",
        "disputes.review.upheld",
    ):
        cells[key] = int(cells.get(key, 0)) + 5
    sections = {
        **whole.sections,
        "overview": f"{whole.sections['overview']}\n{CLAIM}{MARKS}",
        "other": f"{whole.sections['other']}\n联系电话13800138000。",
    }
    report = add_report("示例市教育局", 2023, cells=cells, sections=sections, totals=Totals.TYPED)
    session = window.workbench.session
    qtbot.waitUntil(lambda: session.check is not None and session.check.full, timeout=8000)
    return report


def _list(window: MainWindow) -> QListView:
    return part(window, QListView, "findingsList")


def _groups(window: MainWindow) -> list[tuple[str, list[Finding]]]:
    """Return the headings of the list with the findings below each."""
    model = _list(window).model()
    groups: list[tuple[str, list[Finding]]] = []
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if heading := index.data(FindingRole.HEADING):
            groups.append((heading, []))
        groups[-1][1].append(index.data(FindingRole.FINDING))
    return groups


def _tab(window: MainWindow) -> str:
    tabs = part(window, QTabWidget, "reportTabs")
    return tabs.tabText(tabs.currentIndex()).split()[0]


def _click(window: MainWindow, row: int, below: int = 4) -> None:
    view = _list(window)
    index = view.model().index(row, 0)
    view.scrollTo(index)
    rect = view.visualRect(index)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.center().x(), rect.bottom() - below)
    )


def _waive(window: MainWindow) -> None:
    """Waive the finding chosen; without a window manager nobody gives the keyboard back to the window."""
    in_dialog(sign("口径不同", "王一"))
    window.menu_actions.by_name["waive_finding"].trigger()
    window.activateWindow()
    QApplication.processEvents()


def _row_of(window: MainWindow, rule: str) -> int:
    return next(row for row, finding in enumerate(findings(window)) if finding.rule.startswith(rule))


def test_findings_stand_below_the_name_of_their_kind_and_section(window: MainWindow, mixed: Report) -> None:
    groups = _groups(window)
    kinds = [{finding.kind for finding in below} for _, below in groups]
    assert all(len(kind) == 1 for kind in kinds)
    order = [KINDS.index(next(iter(kind))) for kind in kinds]
    assert order == sorted(order)
    assert len({heading for heading, _ in groups}) == len(groups), "each group once"
    assert len(groups) >= 4
    for heading, below in groups:
        section = section_of(below[0], mixed.form)
        assert all(section_of(finding, mixed.form) == section for finding in below)
        place = f"{section.tab} {section.subject}".strip() if section else "报告整体"
        number = f"（{len(below)}）" if len(below) > 1 else ""
        assert heading == f"{below[0].kind} · {place}{number}"
    assert any(heading.startswith("错误 · 三") for heading, _ in groups)


def test_a_heading_has_room_of_its_own_and_goes_to_the_entry_that_is_first_now(
    qtbot: QtBot, window: MainWindow, mixed: Report
) -> None:
    view = _list(window)
    index = view.model().index(0, 0)
    first = index.data(FindingRole.FINDING)
    with_heading = view.sizeHintForIndex(index).height()
    heading = index.data(FindingRole.HEADING)
    key = "applications.new.natural_person"
    window.workbench.session.apply(SetCells(mixed.id, {key: int(mixed.cells[key]) - 5}))
    qtbot.waitUntil(lambda: first.rule not in {finding.rule for finding in findings(window)}, timeout=8000)
    assert view.model().index(0, 0).data(FindingRole.HEADING).partition("（")[0] == heading.partition("（")[0]
    qtbot.wait(50)
    for row in range(view.model().rowCount()):
        at = view.model().index(row, 0)
        assert view.visualRect(at).height() == view.sizeHintForIndex(at).height()
    assert with_heading > view.fontMetrics().height() * 3
    _click(window, 0, view.visualRect(view.model().index(0, 0)).height() - 4)
    assert view.currentIndex().row() == 0, "a click on the heading chooses the entry below it"


def test_one_click_shows_the_place_and_leaves_the_keyboard_in_the_list(
    qtbot: QtBot, window: MainWindow, mixed: Report
) -> None:
    text(window, "preface")
    row = _row_of(window, "applications.balance")
    _click(window, row)
    view = part(window, QTableView, "table_applications")
    assert (_tab(window), view.current_key()) == ("三", findings(window)[row].marked[0])
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    assert QApplication.focusWidget() is _list(window)
    before = window.workbench.session.report
    QTest.keyClicks(QApplication.focusWidget(), "7")
    assert window.workbench.session.report == before
    assert "这里不能输入" in window.statusBar().currentMessage()
    _click(window, _row_of(window, "narrative.claim"))
    assert _tab(window) == "一"
    assert text(window, "overview").pointed_words() == CLAIM
    assert QApplication.focusWidget() is _list(window)


def test_the_arrow_keys_show_each_place_and_enter_goes_there(
    qtbot: QtBot, window: MainWindow, mixed: Report
) -> None:
    _click(window, 0)
    view = _list(window)
    for _ in range(view.model().rowCount() - 1):
        qtbot.keyClick(view, K.Key_Down)
        finding = findings(window)[view.currentIndex().row()]
        section = section_of(finding, mixed.form)
        assert section is None or _tab(window) == section.tab.split()[0]
        assert QApplication.focusWidget() is view
    row = _row_of(window, "narrative.claim")
    _click(window, row)
    qtbot.keyClick(view, K.Key_Return)
    assert QApplication.focusWidget() is text(window, "overview")
    _click(window, _row_of(window, "applications.balance"))
    qtbot.keyClick(view, K.Key_Return)
    assert QApplication.focusWidget() is table(window, "applications")


def test_all_places_of_one_answer_are_marked_and_set_off_while_the_keyboard_stays(
    window: MainWindow, mixed: Report
) -> None:
    view, editor = _list(window), text(window, "overview")
    for rule, words in (("text.punctuation", [","] * 3), ("text.double_mark", ["。。"] * 2)):
        _click(window, _row_of(window, rule))
        assert editor.set_off_words() == words
        assert QApplication.focusWidget() is view


def test_a_double_click_goes_to_the_place_that_the_click_has_shown(
    qtbot: QtBot, window: MainWindow, mixed: Report
) -> None:
    row = _row_of(window, "text.double_mark")
    _click(window, row)
    shown = text(window, "overview").textCursor().position()
    view = _list(window)
    where = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert text(window, "overview").textCursor().position() == shown
    assert QApplication.focusWidget() is text(window, "overview")


def test_f8_goes_through_every_place_of_every_finding_and_back(
    qtbot: QtBot, window: MainWindow, mixed: Report
) -> None:
    panel = window.workbench.findings
    wanted = [
        finding
        for row in range(panel.model.rowCount())
        for finding in panel.model.index(row, 0).data(FindingRole.ENTRY)
    ]
    assert len(wanted) > panel.model.rowCount(), "one entry has several places"
    seen: list[Finding] = []
    panel.activated.connect(seen.append)
    for _ in wanted:
        qtbot.keyClick(QApplication.focusWidget() or window, K.Key_F8)
    assert seen == wanted
    seen.clear()
    for _ in wanted:
        qtbot.keyClick(QApplication.focusWidget() or window, K.Key_F8, SHIFT)
    assert seen == [*wanted[-2::-1], wanted[-1]]


def test_f8_after_a_click_goes_to_the_place_after_it(qtbot: QtBot, window: MainWindow, mixed: Report) -> None:
    seen: list[Finding] = []
    _click(window, 1)
    window.workbench.findings.activated.connect(seen.append)
    qtbot.keyClick(_list(window), K.Key_F8)
    assert seen == [findings(window)[2]]


def test_f8_shows_the_finding_that_is_chosen_by_itself_and_was_not_shown(
    qtbot: QtBot, window: MainWindow, mixed: Report
) -> None:
    row = _row_of(window, "narrative.claim")
    _click(window, row)
    after = findings(window)[row + 1]
    _waive(window)
    seen: list[Finding] = []
    panel = window.workbench.findings
    panel.activated.connect(seen.append)
    assert panel.current().message == after.message
    qtbot.keyClick(_list(window), K.Key_F8)
    assert [finding.message for finding in seen] == [after.message]


def test_f8_says_when_there_is_nothing_to_show(qtbot: QtBot, window: MainWindow, complete: Complete) -> None:
    complete("示例市人民政府")
    qtbot.waitUntil(lambda: window.workbench.session.check.full, timeout=8000)
    while findings(window):
        _click(window, 0)
        _waive(window)
    qtbot.keyClick(window, K.Key_F8)
    assert notice(window) == "没有发现问题。"


def test_f8_says_when_all_there_is_has_been_hidden(qtbot: QtBot, window: MainWindow, mixed: Report) -> None:
    for name in ("error", "lack", "warning", "ask"):
        button = part(window, QToolButton, f"show_{name}")
        if button.isVisible():
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert findings(window) == []
    qtbot.keyClick(window, K.Key_F8)
    assert "按类别隐藏" in notice(window)


def test_a_finding_about_no_place_is_told_where_the_list_is_not_on_screen(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(year=2013)
    qtbot.waitUntil(lambda: window.workbench.session.check.full, timeout=8000)
    placeless = [f for f in findings(window) if not window.workbench.tabs.places.has_place(f)]
    assert placeless
    window.menu_actions.by_name["show_findings"].trigger()
    assert not _list(window).isVisible()
    told = set()
    for _ in findings(window):
        qtbot.keyClick(QApplication.focusWidget() or window, K.Key_F8)
        told.add(notice(window))
    assert {f"{f.kind}：{f.message}{f.hint}" for f in placeless} <= told


def test_what_was_waived_is_seen_on_a_final_report_and_can_not_be_taken_back_there(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    complete(overview=CLAIM)
    session = window.workbench.session
    qtbot.waitUntil(lambda: session.check.full and bool(findings(window)), timeout=8000)
    while findings(window):
        _click(window, 0)
        _waive(window)
    in_dialog(sign(None, "王一"))
    window.menu_actions.by_name["finalize"].trigger()
    assert session.report.status is Status.FINAL
    fold = part(window, QToolButton, "waivedFold")
    assert fold.isVisible()
    assert fold.text() == f"已豁免 {len(session.report.waivers)} 项"
    waived = part(window, QListView, "waivedList")
    if not waived.isVisible():
        qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    lines = [line for line, _ in waived.model().index(0, 0).data(FindingRole.LINES)]
    assert "理由：口径不同" in lines
    assert any(line.startswith("王一，") for line in lines)
    waivers = session.report.waivers
    waived.setFocus()
    qtbot.keyClick(waived, K.Key_Home)
    qtbot.keyClick(waived, K.Key_Delete)
    assert session.report.waivers == waivers
