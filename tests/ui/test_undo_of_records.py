"""Undo of what is kept besides the figures: a ledger's settings, a group's notes. It is named, and its page shown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from collecting_office import CITY, NAMES, YEAR
from dialogs import in_dialog
from driving import findings, notice, part, table
from fixture_types import OpenWindow
from places import ledger_page
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog
from pytestqt.qtbot import QtBot
from test_group_page import action, click_row, column, page, sign
from test_slips import SLIP
from ways import CTRL, workspace_with_request

from app.collection.overview import MemberState
from app.collection.slips import SlipNote
from ui.frame.main_window import MainWindow
from ui.models.collecting.members_model import MemberColumn

UNIT = "示例县教育局"


def _press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, CTRL)


def _come_forward(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.fixture
def resettled(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> MainWindow:
    """A window in which how a ledger counts was changed last."""
    window = open_window(workspace_with_request(tmp_path))
    ledger = ledger_page(window).ledger

    def act(dialog: QDialog) -> None:
        box = part(dialog, QComboBox, "choice_withdrawn")
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_End)
        QTest.keyClick(box, Qt.Key.Key_Return)

    in_dialog(act)
    window.menu_actions.by_name["counting_choices"].trigger()
    assert ledger.settings.choices
    window.workbench.notice.hide()
    _come_forward(qtbot, window)
    return window


@pytest.mark.parametrize("from_where", ["ledger", "report"])
def test_a_ledgers_settings(resettled: MainWindow, from_where: str) -> None:
    workbench = resettled.workbench
    ledger = workbench.verbs.ledger.page.ledger
    before = ledger.settings
    if from_where == "report":
        workbench.middle.show_page(None)
        table(resettled, "disputes").setFocus()
    _press(Qt.Key.Key_Z)
    assert not ledger.settings.choices
    assert workbench.middle.shows_ledger
    assert workbench.verbs.ledger.page.isAncestorOf(QApplication.focusWidget())
    assert notice(resettled) == f"已撤销“修改统计口径”：{UNIT}的台账。"
    _press(Qt.Key.Key_Y)
    assert ledger.settings == before
    assert notice(resettled) == f"已重做“修改统计口径”：{UNIT}的台账。"


def _state(window: MainWindow, unit_id: int) -> str:
    return column(window, MemberColumn.STATE)[column(window).index(NAMES[unit_id])]


@pytest.mark.parametrize("from_where", ["group", "report", "other group"])
def test_a_unit_that_was_left_out(qtbot: QtBot, office: MainWindow, from_where: str) -> None:
    workbench = office.workbench
    click_row(qtbot, office, 2)
    in_dialog(sign(qtbot, "重复", "王小明"))
    action(office, "exclude_member")
    _come_forward(qtbot, office)
    assert column(office)[0] == f"{NAMES[2]}（不计入）"
    if from_where == "report":
        other = next(head for head in workbench.session.summaries() if head.unit.id == 3)
        workbench.report_panel.chosen.emit(other.id)
        table(office, "disputes").setFocus()
    elif from_where == "other group":
        workbench.report_panel.group_chosen.emit(5)
    else:
        click_row(qtbot, office, 3)
    workbench.notice.hide()
    _press(Qt.Key.Key_Z)
    assert column(office)[0] == NAMES[2]
    assert page(office).isVisible()
    assert page(office).group.id == CITY
    assert page(office).isAncestorOf(QApplication.focusWidget())
    assert page(office).members_table.currentIndex().siblingAtColumn(0).data() == NAMES[2]
    assert notice(office) == f"已撤销“不计入{NAMES[2]}：重复”：{NAMES[2]}。"


def test_a_report_that_was_marked_as_received(qtbot: QtBot, office: MainWindow) -> None:
    workbench = office.workbench
    returns = workbench.verbs.slips.returns
    from app.collection.records import ReturnState

    assert returns.mark_all([2], YEAR, "yearly", ReturnState.SENT_BACK, "改") == 1
    assert _state(office, 2).endswith(MemberState.SENT_BACK.value)
    click_row(qtbot, office, 3)
    action(office, "open_member")
    table(office, "disputes").setFocus()
    workbench.notice.hide()
    _press(Qt.Key.Key_Z)
    assert page(office).isVisible()
    assert not _state(office, 2).endswith(MemberState.SENT_BACK.value)
    assert page(office).members_table.currentIndex().siblingAtColumn(0).data() == NAMES[2]
    assert notice(office).startswith("已撤销“")
    assert NAMES[2] in notice(office)


def test_notes_of_a_slip_that_was_taken_in(
    qtbot: QtBot, window: MainWindow, add_report: Callable[..., object]
) -> None:
    about = add_report(UNIT, YEAR)
    other = add_report(UNIT, YEAR - 1)
    workbench = window.workbench
    note = SlipNote("请写明", "applications.new.natural_person", "", True)
    workbench.verbs.slips.take_slips([replace(SLIP, unit=UNIT, notes=(note,))])
    assert workbench.session.report.id == about.id
    qtbot.waitUntil(lambda: any("请写明" in found.message for found in findings(window)), timeout=5000)
    workbench.report_panel.chosen.emit(other.id)
    table(window, "disputes").setFocus()
    workbench.notice.hide()
    _press(Qt.Key.Key_Z)
    assert workbench.session.report.id == about.id
    qtbot.waitUntil(lambda: not any("请写明" in found.message for found in findings(window)), timeout=5000)
    assert notice(window).startswith("已撤销“")
