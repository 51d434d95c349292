"""Deleting applicants' data: the dialog tells which backups have them, and clears those on wish only."""

from collections.abc import Callable
from pathlib import Path

import pytest
from dialogs import in_dialog
from driving import notice, part
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.store.backup import backups, folder_of
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage

SECRET = "申请人1"
Act = Callable[[QDialog], None]


@pytest.fixture
def backed_up(filled_page: Callable[[int], LedgerPage], workbench: Workbench) -> LedgerPage:
    """A ledger whose applicants a backup has too."""
    page = filled_page(4)
    assert workbench.session.file.back_up_by_hand() is not None
    return page


def _has(path: Path) -> bool:
    return SECRET.encode() in path.read_bytes()


def _holders(workbench: Workbench) -> list[Path]:
    return [one.path for one in backups(workbench.session.path) if _has(one.path)]


def _told(qtbot: QtBot, dialog: QDialog) -> str:
    label = part(dialog, QLabel, "forgetBackups")
    qtbot.waitUntil(lambda: label.text() != "正在查看备份……", timeout=5000)
    return label.text()


def _ask(qtbot: QtBot, window: MainWindow, before: QDate, *, ticked: bool, told: list[str]) -> None:
    """Choose the entry, set the day, type a reason, tick the box with the space key or not, and press Enter."""

    def act(dialog: QDialog) -> None:
        part(dialog, QDateEdit, "forgetBefore").setDate(before)
        told.append(_told(qtbot, dialog))
        reason = part(dialog, QLineEdit, "forgetReason")
        QTest.keyClicks(reason, "bgqm")
        box = part(dialog, QCheckBox, "forgetInBackups")
        assert not box.isChecked(), "nothing is deleted there that nobody asked for"
        if ticked:
            told.append(box.text())
            QTest.keyClick(box, Qt.Key.Key_Space)
        QTest.keyClick(reason, Qt.Key.Key_Return)

    in_dialog(act)
    window.menu_actions.by_name["forget_applicants"].trigger()


def test_backups_are_told_of_and_left_alone_unless_the_box_is_ticked(
    qtbot: QtBot, window: MainWindow, workbench: Workbench, backed_up: LedgerPage
) -> None:
    holders = {path: path.read_bytes() for path in _holders(workbench)}
    assert len(holders) == 1
    count, told = len(backups(workbench.session.path)), []
    _ask(qtbot, window, QDate(2026, 1, 1), ticked=False, told=told)
    assert told[0].startswith(f"{count} 份备份中，1 份有这些信息")
    assert "每月的最后一份一直保留" in told[0]
    assert {request.applicant for request in backed_up.ledger.requests.values()} == {""}
    assert {path: path.read_bytes() for path in holders} == holders
    assert notice(window) == "已删除申请人信息。"


def test_the_backups_are_cleared_too_where_that_is_wanted(
    qtbot: QtBot, window: MainWindow, workbench: Workbench, backed_up: LedgerPage
) -> None:
    told: list[str] = []
    _ask(qtbot, window, QDate(2026, 1, 1), ticked=True, told=told)
    assert "这 1 份备份" in told[1]
    qtbot.waitUntil(lambda: "备份中的也已删去" in notice(window), timeout=10_000)
    assert "1 份" in notice(window)
    assert _holders(workbench) == []
    folder = folder_of(workbench.session.path)
    assert not any(_has(path) for path in folder.rglob("*.nianbao"))
    # Undo brings them back in the file, never in the backups.
    workbench.session.undo()
    assert any(request.applicant for request in backed_up.ledger.requests.values())
    assert _holders(workbench) == []


def test_backups_can_be_cleared_after_the_file_was(
    qtbot: QtBot, window: MainWindow, workbench: Workbench, backed_up: LedgerPage
) -> None:
    told: list[str] = []
    _ask(qtbot, window, QDate(2026, 1, 1), ticked=False, told=told)
    assert _holders(workbench)
    _ask(qtbot, window, QDate(2026, 1, 1), ticked=True, told=told)
    qtbot.waitUntil(lambda: "备份中的也已删去" in notice(window), timeout=10_000)
    assert _holders(workbench) == []


def test_where_no_backup_has_them_there_is_nothing_to_tick(
    qtbot: QtBot, window: MainWindow, workbench: Workbench, backed_up: LedgerPage
) -> None:
    seen = []

    def act(dialog: QDialog) -> None:
        part(dialog, QDateEdit, "forgetBefore").setDate(QDate(2001, 1, 1))
        seen.append(_told(qtbot, dialog))
        seen.append(part(dialog, QCheckBox, "forgetInBackups").isEnabled())

    in_dialog(act)
    window.menu_actions.by_name["forget_applicants"].trigger()
    assert "都没有这些信息" in seen[0]
    assert seen[1] is False
