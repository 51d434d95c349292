"""The button 撤销 of a notice takes back what the notice tells of, and nothing else."""

from collections.abc import Callable

import pytest
from driving import notice, part, table, type_into, type_keys, way_on
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from app.report import Report
from ui.frame.main_window import MainWindow

CELL, OTHER = "applications.granted.natural_person", "applications.new.enterprise"


@pytest.fixture
def adopted(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, filled: Callable[..., Report]
) -> tuple[int, int]:
    """A report in which the suggestion for a slip was adopted: the wrong figure and the right one."""
    whole = filled("cn-disclosure-2021", 1)
    add_report(
        form="cn-disclosure-2021",
        year=whole.year,
        cells=whole.cells,
        totals=whole.totals,
        sections=whole.sections,
    )
    window.menu_actions.by_name["computed_totals"].setChecked(False)
    right = whole.cells[CELL]
    type_into(qtbot, window, CELL, str(right + 9))
    listed = part(window, QListView, "findingsList")
    qtbot.waitUntil(lambda: window.workbench.session.check.completed and listed.model().rowCount() > 0)
    listed.setFocus()
    listed.setCurrentIndex(listed.model().index(0, 0))
    qtbot.waitUntil(lambda: window.menu_actions.by_name["adopt_suggestion"].isEnabled())
    window.menu_actions.by_name["adopt_suggestion"].trigger()
    assert notice(window).startswith("已采用建议")
    return right + 9, right


def _value(window: MainWindow, cell: str = CELL) -> object:
    return window.workbench.session.report.cells.get(cell)


def test_it_takes_the_adoption_back_and_goes(
    qtbot: QtBot, window: MainWindow, adopted: tuple[int, int]
) -> None:
    wrong, right = adopted
    assert _value(window) == right
    qtbot.mouseClick(way_on(window, "撤销"), Qt.MouseButton.LeftButton)
    assert _value(window) == wrong
    assert not notice(window).startswith("已采用建议"), "it is not so any more"


def test_after_another_edit_it_is_offered_no_more(
    qtbot: QtBot, window: MainWindow, adopted: tuple[int, int]
) -> None:
    type_into(qtbot, window, OTHER, "77")
    assert not notice(window).startswith("已采用建议")
    assert _value(window, OTHER) == 77
    assert _value(window) == adopted[1]


def test_undone_otherwise_it_is_not_told_any_more(
    qtbot: QtBot, window: MainWindow, adopted: tuple[int, int]
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert _value(window) == adopted[0]
    assert not notice(window).startswith("已采用建议")


def test_a_warning_stays_without_its_button(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    window.workbench.verbs.edit.say_done("收到审核意见。", kind="warning", stay=True)
    type_into(qtbot, window, OTHER, "77")
    assert notice(window) == "收到审核意见。"
    assert "撤销" not in window.workbench.notice.buttons()


def test_typing_into_a_cell_is_not_said_to_go_nowhere(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    for name in ("disclosure", "applications", "disputes"):
        view = table(window, name)
        view.setFocus()
        type_keys(qtbot, view, "4")
        assert window.statusBar().currentMessage() == ""
        qtbot.keyClick(view.viewport().findChild(object, "cellEditor"), Qt.Key.Key_Return)
        assert window.statusBar().currentMessage() == ""


def test_what_was_refused_on_one_report_is_not_said_of_the_next(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    window.workbench.session.refused.emit("不能修改。")
    assert window.statusBar().currentMessage() == "不能修改。"
    add_report("乙县教育局")
    assert window.statusBar().currentMessage() == ""


def test_what_is_said_of_a_report_is_not_shown_beside_another(
    qtbot: QtBot, window: MainWindow, adopted: tuple[int, int], add_report: ReportAdder
) -> None:
    session = window.workbench.session
    own = session.report.id
    type_into(qtbot, window, CELL, "9999")
    session.check_now()
    window.menu_actions.by_name["finalize"].trigger()
    assert "改正后才能定稿" in notice(window)
    window.menu_actions.by_name["copy_for_web"].trigger()
    assert "全文已复制" in notice(window)
    other = add_report("乙县教育局")
    assert session.report.id == other.id
    assert notice(window) == ""
    session.select(own)
    assert "全文已复制" in notice(window), "a draft went to the clipboard: that has to be read"
