"""谁构成这个数: on any figure of a sum, the units that make it up, the way to their cells, and adjustments."""

import pytest
from collecting_office import CELL, CITY, COUNTY, YEAR, aggregate, report_of
from dialogs import in_dialog
from driving import notice, part, table
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPushButton, QTableView, QTreeView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.edits import SetCells, SetText
from app.report import Unit
from app.values import canonical
from ui.dialogs.collecting.shares_dialog import SharesDialog
from ui.dialogs.history_dialog import HistoryDialog
from ui.frame.main_window import MainWindow

TOTAL = "applications.new.total"


@pytest.fixture
def window_on_sum(office: MainWindow) -> MainWindow:
    """The window with the city's sum on screen."""
    session = office.workbench.session
    session.apply(session.collection.making(Unit(CITY, "云岭市人民政府"), YEAR))
    session.select(aggregate(session.repository).id)
    return office


def double_click(qtbot: QtBot, window: MainWindow, cell: str) -> SharesDialog:
    view = table(window, cell.partition(".")[0])
    index = view.model().index_for(cell)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    return part(window, SharesDialog, "sharesDialog")


def rows(dialog: QDialog) -> list[list[str]]:
    model = part(dialog, QTableView, "sharesList").model()
    return [[model.index(row, column).data() for column in range(5)] for row in range(model.rowCount())]


def choose(qtbot: QtBot, dialog: QDialog, row: int, *, twice: bool = False) -> None:
    view = part(dialog, QTableView, "sharesList")
    place = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if twice:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_units_of_a_figure_are_listed_with_share_and_last_year(
    qtbot: QtBot, window_on_sum: MainWindow, qtmodeltester: ModelTester
) -> None:
    dialog = double_click(qtbot, window_on_sum, CELL)
    repository = window_on_sum.workbench.session.repository
    parts = {
        "云岭市财政局": report_of(2, 12).cells[CELL],
        "云岭市教育局": report_of(3, 13).cells[CELL],
        "青溪县人民政府": aggregate(repository, COUNTY).cells[CELL],
    }
    total = aggregate(repository).cells[CELL]
    assert sum(parts.values()) == total
    before = report_of(2, 2, YEAR - 1).cells[CELL]
    shown = {row[0]: row[1:] for row in rows(dialog)}
    assert list(shown) == sorted(parts, key=lambda name: -parts[name])
    assert shown["云岭市财政局"] == [
        canonical(parts["云岭市财政局"]),
        f"{100 * parts['云岭市财政局'] / total:.1f}%",
        canonical(before),
        f"{parts['云岭市财政局'] - before:+}",
    ]
    words = part(dialog, QLabel, "sharesWords").text()
    assert f"：{total}，由 3 个单位构成" in words
    qtmodeltester.check(part(dialog, QTableView, "sharesList").model())


def test_the_list_follows_the_frame(qtbot: QtBot, window_on_sum: MainWindow) -> None:
    dialog = double_click(qtbot, window_on_sum, CELL)
    first = rows(dialog)
    view = table(window_on_sum, "applications")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert rows(dialog) != first
    assert "上年结转" in part(dialog, QLabel, "sharesWords").text()


def test_a_double_click_goes_to_the_units_own_cell_and_through_a_group_within(
    qtbot: QtBot, window_on_sum: MainWindow
) -> None:
    dialog = double_click(qtbot, window_on_sum, CELL)
    session = window_on_sum.workbench.session
    names = [row[0] for row in rows(dialog)]
    choose(qtbot, dialog, names.index("青溪县人民政府"), twice=True)
    assert session.report == aggregate(session.repository, COUNTY)
    assert sorted(row[0] for row in rows(dialog)) == ["青溪县教育局", "青溪县财政局"]
    choose(qtbot, dialog, 0, twice=True)
    assert session.report.unit.name == rows(dialog)[0][0]
    assert table(window_on_sum, "applications").current_key() == CELL
    assert sorted(row[0] for row in rows(dialog)) == ["青溪县教育局", "青溪县财政局"], (
        "the way back is still there"
    )


def test_an_adjustment_is_registered_told_and_taken_back(qtbot: QtBot, window_on_sum: MainWindow) -> None:
    session = window_on_sum.workbench.session
    before = aggregate(session.repository).cells
    dialog = double_click(qtbot, window_on_sum, CELL)

    def fill(asked: QDialog) -> None:
        part(asked, QLineEdit, "adjustmentReason").setText("与财政局的同一件重复")
        part(asked, QLineEdit, "adjustmentWho").setText("王小明")
        accept = next(b for b in asked.findChildren(QAbstractButton) if b.text() == "登记")
        part(asked, QLineEdit, "adjustmentAmount").setText("两件")
        qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
        assert "不是数字" in part(asked, QLabel, "refusal").text()
        assert part(asked, QLabel, "adjustmentOutcome").text() == f"现在 {before[CELL]}"
        part(asked, QLineEdit, "adjustmentAmount").clear()
        qtbot.keyClicks(part(asked, QLineEdit, "adjustmentAmount"), "-2")
        told = part(asked, QLabel, "adjustmentOutcome").text()
        assert told == f"现在 {before[CELL]}，调整后 {before[CELL] - 2}"
        qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)

    in_dialog(fill)
    qtbot.mouseClick(part(dialog, QPushButton, "shareAdjust"), Qt.MouseButton.LeftButton)
    after = aggregate(session.repository).cells
    assert (after[CELL], after[TOTAL]) == (before[CELL] - 2, before[TOTAL] - 2)
    assert rows(dialog)[0][:2] == ["调整：与财政局的同一件重复（王小明）", "-2"], "above all units, in sight"
    assert f"{after[CELL]}，由 3 个单位和 1 项调整（-2）构成" in part(dialog, QLabel, "sharesWords").text()
    session.undo()
    assert aggregate(session.repository).cells == before
    session.redo()
    choose(qtbot, dialog, 0)
    qtbot.mouseClick(part(dialog, QPushButton, "shareWithdraw"), Qt.MouseButton.LeftButton)
    assert aggregate(session.repository).cells == before

    def read(shown: QDialog) -> None:
        assert isinstance(shown, HistoryDialog)
        model = part(shown, QTreeView, "historyList").model()
        told = [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]
        lines = [row for row in told if row[3] == "调整数"]
        name = before and aggregate(session.repository).form.cells[CELL].name
        assert lines[0][4:] == [f"{name} -2：与财政局的同一件重复（王小明）", "（无）"]
        shown.reject()

    in_dialog(read)
    window_on_sum.menu_actions.by_name["history"].trigger()


def test_a_total_is_not_adjusted_by_itself(qtbot: QtBot, window_on_sum: MainWindow) -> None:
    dialog = double_click(qtbot, window_on_sum, TOTAL)
    assert not part(dialog, QPushButton, "shareAdjust").isEnabled()
    assert "请在分项上登记" in part(dialog, QPushButton, "shareAdjust").toolTip()


def test_only_a_sum_has_something_to_ask_about(qtbot: QtBot, window_on_sum: MainWindow) -> None:
    actions = window_on_sum.menu_actions.by_name
    assert actions["show_shares"].isEnabled()
    window_on_sum.workbench.session.select(window_on_sum.workbench.session.repository.report_of(2, YEAR).id)
    assert not actions["show_shares"].isEnabled()
    view = table(window_on_sum, "applications")
    place = view.visualRect(view.model().index_for(CELL)).center()
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window_on_sum.findChild(SharesDialog, "sharesDialog") is None


def test_what_changed_after_a_person_looked_is_found(qtbot: QtBot, window_on_sum: MainWindow) -> None:
    session = window_on_sum.workbench.session
    window_on_sum.menu_actions.by_name["mark_seen"].trigger()
    assert "核对过了" in notice(window_on_sum)
    assert "sum.changed" not in [finding.rule for finding in session.check_now().findings]

    own = session.repository.report_of(2, YEAR)
    session.apply(SetCells(own.id, {CELL: own.cells[CELL] + 1}))
    told = [f.message for f in session.check_now().findings if f.rule == "sum.changed"]
    assert told == ["上次核对之后，1 个单位的数已变：云岭市财政局。"]


def test_the_units_left_out_are_written_into_the_last_text_on_wish(
    qtbot: QtBot, window_on_sum: MainWindow
) -> None:
    session = window_on_sum.workbench.session
    write = window_on_sum.menu_actions.by_name["write_exclusions"]
    write.trigger()
    assert "没有不计入的单位" in notice(window_on_sum)
    report = aggregate(session.repository)
    session.apply(SetText(report.id, "other", "没有其他需要报告的事项。"))
    unit = session.collection.member(report, "云岭市财政局")
    session.apply(session.collection.excluding(report, unit, "与市政府办重复", "张三"))
    for _ in range(2):
        write.trigger()
        assert aggregate(session.repository).text("other") == (
            "没有其他需要报告的事项。\n以下单位的数没有计入：云岭市财政局（与市政府办重复）。"
        )
    session.apply(session.collection.including(report, unit))
    write.trigger()
    assert aggregate(session.repository).text("other") == "没有其他需要报告的事项。"


def test_a_sum_that_is_uneven_names_the_units_that_are_or_the_adjustment(window_on_sum: MainWindow) -> None:
    session = window_on_sum.workbench.session

    def told() -> dict[str, tuple[str, object]]:
        findings = session.check_now().findings
        return {
            one.rule: (one.hint, one.suggestion) for one in findings if one.rule.startswith("applications.")
        }

    assert told() == dict.fromkeys(
        ("applications.balance.total", "applications.row_total.new"),
        ("有 1 个单位的报告就是这样：云岭市教育局，请退回改正。", None),
    ), "nothing is to be typed into a sum"
    report = aggregate(session.repository)
    session.apply(session.collection.adjusting(report, CELL, -2, "重复", "张三"))
    hint, suggestion = told()["applications.balance.natural_person"]
    assert hint == "各单位的报告都没有这个问题，是登记的调整数造成的，请核对调整数。"
    assert suggestion is None


def test_a_unit_with_a_blank_cell_is_named_where_the_sum_is_uneven(window_on_sum: MainWindow) -> None:
    session = window_on_sum.workbench.session
    own = session.repository.report_of(2, YEAR)
    session.apply(SetCells(own.id, {"applications.granted.enterprise": None}))
    found = {one.rule: one.hint for one in session.check_now().findings}
    assert "云岭市财政局" in found["applications.results.enterprise"]
