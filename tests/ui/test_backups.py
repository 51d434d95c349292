"""Automatic backups and backups by hand, and restoring one."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from dialogs import in_dialog
from driving import notice, part, shown, takes, type_into
from fixture_types import OpenWindow
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from app.store import backup
from app.store.backup import back_up, backups
from app.workspace_values import BackupReason
from ui.frame.main_window import MainWindow
from ui.work import workspace_file

KEY = "disputes.review.upheld"


def _reasons(path: Path) -> list[BackupReason]:
    return [one.reason for one in backups(path)]


def _changes(dialog: QDialog, qtbot: QtBot) -> str:
    label = part(dialog, QLabel, "backupChanges")
    qtbot.waitUntil(lambda: label.text() != "正在比较……", timeout=3000)
    return label.text()


def test_an_edited_file_is_backed_up_hourly(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_file, "HOURLY_LOOK_MS", 30)
    monkeypatch.setattr(backup, "HOURLY", timedelta(0))
    window = open_window(sample_workspace)
    qtbot.waitUntil(lambda: _reasons(sample_workspace) == [BackupReason.OPENED])
    qtbot.wait(150)
    assert _reasons(sample_workspace) == [BackupReason.OPENED], "nothing was edited"
    type_into(qtbot, window, KEY, "9")
    qtbot.waitUntil(lambda: BackupReason.HOURLY in _reasons(sample_workspace), timeout=3000)


def test_before_several_reports_are_read_a_backup_is_made(qtbot: QtBot, window: MainWindow) -> None:
    path = window.workbench.session.path
    qtbot.waitUntil(lambda: len(backups(path)) == 1)
    window.workbench.session.file.before_bulk()()
    assert len(backups(path)) == 1, "nothing has changed since the last"
    window.workbench.session.add(window.workbench.session.new_report("示例县民政局", 2025))
    window.menu_actions.by_name["open_sample"].trigger()
    qtbot.waitUntil(lambda: len(window.workbench.session.summaries()) == 3, timeout=5000)
    assert BackupReason.BULK in _reasons(path)


def test_the_dialog_says_what_differs_and_goes_back(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    qtbot.waitUntil(lambda: _reasons(sample_workspace) == [BackupReason.OPENED])
    before = shown(window, KEY)
    type_into(qtbot, window, KEY, "77")
    window.workbench.session.add(window.workbench.session.new_report("示例县民政局", 2025))
    said = []

    def act(dialog: QDialog) -> None:
        rows = part(dialog, QTableWidget, "backupList")
        assert rows.rowCount() == 1
        assert rows.item(0, 1).text() == "打开时"
        said.append(_changes(dialog, qtbot))
        part(dialog, QPushButton, "restoreBackup").click()

    in_dialog(act)
    window.menu_actions.by_name["backups"].trigger()
    assert "示例县民政局 2025 年：备份中没有，恢复后不再有" in said[0]
    assert "格数字" in said[0]
    assert len(window.workbench.session.summaries()) == 2
    qtbot.waitUntil(lambda: window.workbench.session.report is not None)
    assert shown(window, KEY) == before
    assert "已恢复" in notice(window)
    assert _reasons(sample_workspace)[0] is BackupReason.RESTORE, "what was there is a backup now"
    assert not window.workbench.session.undo_stack.canUndo()
    assert takes(qtbot, window, KEY, "6")


def test_a_backup_by_hand_is_made_only_when_something_changed(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    qtbot.waitUntil(lambda: len(backups(sample_workspace)) == 1)
    said = []

    def act(dialog: QDialog) -> None:
        _changes(dialog, qtbot)
        button = part(dialog, QPushButton, "backUpNow")
        button.click()
        qtbot.waitUntil(button.isEnabled)
        said.append(_changes(dialog, qtbot))
        dialog.reject()

    in_dialog(act)
    window.menu_actions.by_name["backups"].trigger()
    assert "相同" in said.pop()
    type_into(qtbot, window, KEY, "5")
    in_dialog(act)
    window.menu_actions.by_name["backups"].trigger()
    assert said == ["与现在的内容相同。"]
    assert _reasons(sample_workspace) == [BackupReason.BY_HAND, BackupReason.OPENED]


def test_a_damaged_backup_is_refused_in_the_dialog_and_nothing_changes(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    qtbot.waitUntil(lambda: len(backups(sample_workspace)) == 1)
    made = backups(sample_workspace)[0].path
    made.write_bytes(made.read_bytes()[:5000])
    type_into(qtbot, window, KEY, "5")
    said = []

    def act(dialog: QDialog) -> None:
        said.append(_changes(dialog, qtbot))
        part(dialog, QPushButton, "restoreBackup").click()
        said.append(_changes(dialog, qtbot))
        dialog.reject()

    in_dialog(act)
    window.menu_actions.by_name["backups"].trigger()
    assert all("不完整" in line for line in said)
    assert shown(window, KEY) == "5"
    assert takes(qtbot, window, KEY, "6")


def test_a_file_for_reading_only_lets_its_backups_be_seen_but_not_restored(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    back_up(sample_workspace, BackupReason.BY_HAND)
    window = open_window(sample_workspace)
    window.workbench.session.open(sample_workspace, read_only=True)
    seen = []

    def act(dialog: QDialog) -> None:
        _changes(dialog, qtbot)
        seen.append(part(dialog, QPushButton, "restoreBackup").isEnabled())
        seen.append(part(dialog, QPushButton, "backUpNow").isVisible())
        dialog.reject()

    in_dialog(act)
    window.menu_actions.by_name["backups"].trigger()
    assert seen == [False, False]


def test_a_backup_that_fails_is_said_and_nothing_stops(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_database: object, _target: Path) -> None:
        raise OSError(28, "磁盘已满")

    monkeypatch.setattr(backup, "write_copy", no_room)
    window = open_window(sample_workspace)
    qtbot.waitUntil(lambda: "备份没有做成" in notice(window), timeout=3000)
    assert takes(qtbot, window, KEY, "5")


def test_backing_up_does_not_hold_up_typing(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    began = time.perf_counter()
    type_into(qtbot, window, KEY, "5")
    assert time.perf_counter() - began < 1
