"""The list of reports as a tree of groups: folding, searching, filtering, counts; a single body sees what it always saw."""

from pathlib import Path

from collecting_office import CITY, COUNTY, YEAR, report_of, send
from driving import part
from fixture_types import OpenWindow
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.collection.overview import MemberState
from app.collection.register import Register
from app.report import ReportSummary, Status, Unit
from ui.frame.main_window import MainWindow
from ui.models.collecting.members_model import MemberColumn, MemberRole
from ui.models.report_lines import Lines, ListWish
from ui.models.report_model import ReportRole
from ui.views.collecting.group_page import GroupPage


def listed(window: MainWindow) -> list[str]:
    """Return the lines of the list, indented by their depth."""
    model = part(window, QListView, "reportList").model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return ["  " * row.data(ReportRole.LINE).depth + row.data() for row in rows]


def line(window: MainWindow, unit_id: int) -> QModelIndex:
    return window.workbench.report_panel.model.index_of_unit(unit_id)


def click(qtbot: QtBot, window: MainWindow, unit_id: int, *, on_sign: bool = False) -> None:
    view = part(window, QListView, "reportList")
    index = line(window, unit_id)
    view.scrollTo(index)
    rect = view.visualRect(index)
    depth = index.data(ReportRole.LINE).depth
    place = QPoint(rect.left() + 16 * depth + 8, rect.center().y()) if on_sign else rect.center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_groups_hold_their_units_in_the_registers_order_and_are_counted(
    qtbot: QtBot, office: MainWindow, qtmodeltester: ModelTester
) -> None:
    assert listed(office) == [
        "云岭市人民政府",
        "  云岭市财政局",
        "  云岭市教育局",
        "  云岭市审计局",
        "  青溪县人民政府",
    ]
    qtmodeltester.check(part(office, QListView, "reportList").model())
    assert line(office, COUNTY).data(ReportRole.COUNT) == "2/2"
    qtbot.waitUntil(lambda: line(office, CITY).data(ReportRole.COUNT) == "2/4 ×1", timeout=8000)
    assert line(office, 4).data(ReportRole.STATE).word == "未报"


def test_a_click_on_the_sign_and_the_keys_fold_and_unfold(qtbot: QtBot, office: MainWindow) -> None:
    click(qtbot, office, COUNTY, on_sign=True)
    assert listed(office)[-2:] == ["    青溪县财政局", "    青溪县教育局"]
    click(qtbot, office, 6, on_sign=True)
    assert listed(office)[-3:-1] == [f"      {YEAR}", f"      {YEAR - 1}"]
    view = part(office, QListView, "reportList")
    view.setFocus()
    view.setCurrentIndex(line(office, COUNTY))
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert listed(office)[-1] == "  青溪县人民政府"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert "    青溪县教育局" in listed(office)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().data() == "云岭市人民政府"
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert listed(office) == ["云岭市人民政府"]


def test_a_click_on_a_unit_opens_its_report_and_on_a_group_its_page(qtbot: QtBot, office: MainWindow) -> None:
    click(qtbot, office, 2)
    report = office.workbench.session.report
    assert report is not None
    assert (report.unit.name, report.year) == ("云岭市财政局", YEAR)
    assert part(office, QListView, "reportList").currentIndex().data() == "云岭市财政局"
    click(qtbot, office, COUNTY)
    assert office.workbench.session.report is None
    assert part(office, QLabel, "groupTitle").text() == "青溪县人民政府"
    assert part(office, QListView, "reportList").currentIndex().data() == "青溪县人民政府"
    assert "青溪县人民政府" in office.windowTitle()


def test_several_words_find_a_unit_wherever_it_is_folded_away(qtbot: QtBot, office: MainWindow) -> None:
    search = part(office, QLineEdit, "reportFilter")
    qtbot.keyClicks(search, "x")
    search.setText("青溪 财政")
    assert listed(office) == ["云岭市人民政府", "  青溪县人民政府", "    青溪县财政局"]
    search.setText("财政")
    assert [name.strip() for name in listed(office)] == [
        "云岭市人民政府", "云岭市财政局", "青溪县人民政府", "青溪县财政局"
    ]  # fmt: skip
    search.setText("没有的单位")
    assert listed(office) == []


def test_a_state_leaves_only_the_units_that_stand_so(qtbot: QtBot, office: MainWindow) -> None:
    states = part(office, QComboBox, "reportStateFilter")
    assert states.isVisible()

    def choose(state: MemberState) -> list[str]:
        states.setCurrentIndex(states.findData(state.value))
        return [name.strip() for name in listed(office)]

    assert choose(MemberState.MISSING) == ["云岭市人民政府", "云岭市审计局"]
    choose(MemberState.ERRORS)
    qtbot.waitUntil(
        lambda: [n.strip() for n in listed(office)] == ["云岭市人民政府", "云岭市教育局"], timeout=8000
    )


def test_a_unit_stands_in_the_list_as_on_the_groups_page(qtbot: QtBot, office: MainWindow) -> None:
    """Wrong, not filled in, with hints, sent back, final, nothing: one verdict, made in one place."""
    repository = office.workbench.session.repository
    send(repository, report_of(4, 14).with_cells({"disputes.review.pending": None}))
    office.workbench.session.list_changed.emit()
    office.workbench.report_panel.group_chosen.emit(CITY)
    page, reports = part(office, GroupPage, "groupPage"), office.workbench.report_panel.model.reports
    table = part(office, QTableView, "groupTable").model()

    def shown() -> dict[int, str]:
        rows = [table.index(row, 0) for row in range(table.rowCount())]
        return {
            row.data(MemberRole.MEMBER).unit.id: row.siblingAtColumn(MemberColumn.STATE).data()
            for row in rows
        }

    qtbot.waitUntil(lambda: "正在检查……" not in shown().values(), timeout=15_000)
    for unit_id, words in shown().items():
        state = reports.unit_state(unit_id)
        assert f"{state.sign} {state.word}".strip() == words
    assert shown()[3] == "× 有错误"
    assert shown()[4] == "○ 没有填完"
    member = next(one for one in page.model.members if one.unit.id == 4)
    texts = [page.model.text(member, c) for c in (MemberColumn.ERRORS, MemberColumn.LACKS)]
    assert texts == ["0", "1"]


def test_a_single_body_sees_neither_groups_nor_their_filters(
    open_window: OpenWindow, sample_workspace: Path, qtbot: QtBot
) -> None:
    window = open_window(sample_workspace)
    model = window.workbench.report_panel.model
    assert listed(window)[1:] == ["2025", "2024"]
    assert not part(window, QComboBox, "reportStateFilter").isVisible()
    assert not part(window, QLineEdit, "reportFilter").isVisible()
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable


def test_three_thousand_units_are_put_together_in_a_moment() -> None:
    from time import perf_counter

    from app.collection.records import Registered

    units = [Unit(own, f"示例县第{own}局") for own in range(1, 3001)]
    places = [Registered(own, parent_id=0 if own == 1 else 1 + own % 60) for own in range(1, 3001)]
    heads = [ReportSummary(u.id, u, YEAR, "yearly", "cn-disclosure-2021", Status.DRAFT) for u in units]
    register = Register.of(units, places)
    start = perf_counter()
    lines = Lines(heads, register, ListWish(words=("第",))).all()
    assert perf_counter() - start < 1
    assert len([one for one in lines if one.head is None]) == 3000
