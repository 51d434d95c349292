"""The settings dialog, by keyboard and mouse, and what each setting does; and what Ctrl+S says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from dialogs import in_dialog, press_default
from driving import part, table, text
from fixture_types import Complete, ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTextEdit,
)
from pytestqt.qtbot import QtBot

from app.report import Report, Status
from app.store import backup
from app.workspace_values import BackupReason
from ui.base import theme
from ui.base.settings import Settings
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench
from ui.views.notice import Notice


def _open(window: MainWindow, act: Callable[[QDialog], None]) -> None:
    window.activateWindow()
    in_dialog(act)
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)


def _choose(dialog: QDialog, name: str, data: object) -> None:
    box = part(dialog, QComboBox, name)
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentData() != data:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, data


@pytest.fixture
def usual_look(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply_theme(qapp, "light")


def test_what_is_chosen_holds_at_once_and_for_the_next_start(
    window: MainWindow, add_report: ReportAdder, usual_look: None, tmp_path: Path
) -> None:
    add_report()
    before = text(window, "overview").font().pointSizeF()

    def act(dialog: QDialog) -> None:
        for name, data in (
            ("settingsEnter", "right"),
            ("settingsZoom", 125),
            ("settingsAppearance", "dark"),
            ("settingsPoints", 16),
        ):
            _choose(dialog, name, data)
        QTest.mouseClick(
            colours := part(dialog, QCheckBox, "settingsColours"),
            Qt.MouseButton.LeftButton,
            pos=colours.rect().center() - colours.rect().center() * 0.8,
        )
        press_default(dialog)
        assert not dialog.isVisible()

    _open(window, act)
    assert table(window, "disclosure").enter_goes_right
    assert theme.current() is theme.DISTINCT[True]
    assert text(window, "overview").font().pointSizeF() == pytest.approx(16 * 1.25)
    assert text(window, "overview").font().pointSizeF() > before
    settings: Settings = window.settings
    assert (settings.enter_goes_right, settings.distinct_colours, settings.text("appearance")) == (
        True,
        True,
        "dark",
    )
    assert settings.number("window/zoom", 100) == 125


def test_cancel_changes_nothing(window: MainWindow, add_report: ReportAdder, usual_look: None) -> None:
    add_report()
    look = theme.current()

    def act(dialog: QDialog) -> None:
        _choose(dialog, "settingsEnter", "right")
        _choose(dialog, "settingsAppearance", "dark")
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    _open(window, act)
    assert not table(window, "disclosure").enter_goes_right
    assert theme.current() is look


def test_the_usual_unit_is_proposed_for_a_new_report(window: MainWindow) -> None:
    def act(dialog: QDialog) -> None:
        part(dialog, QComboBox, "settingsUnit").setCurrentText(" 示例县水利局 ")
        press_default(dialog)

    _open(window, act)
    seen = []
    in_dialog(lambda dialog: seen.append(part(dialog, QComboBox, "unitName").currentText()))
    window.menu_actions.by_name["new_report"].trigger()
    assert seen == ["示例县水利局"]


def test_a_folder_that_is_not_there_is_refused_in_the_dialog(window: MainWindow, tmp_path: Path) -> None:
    def act(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "settingsBackups").setText(str(tmp_path / "没有"))
        press_default(dialog)
        assert dialog.isVisible()
        assert "这个文件夹" in part(dialog, QLabel, "refusal").text()

    _open(window, act)
    assert window.settings.second_backups is None


def test_backups_are_copied_to_the_second_folder(
    window: MainWindow, workbench: Workbench, add_report: ReportAdder, tmp_path: Path, qtbot: QtBot
) -> None:
    elsewhere = tmp_path / "另一块磁盘"
    elsewhere.mkdir()

    def act(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "settingsBackups").setText(str(elsewhere))
        press_default(dialog)

    _open(window, act)
    add_report()
    path = workbench.session.path
    workbench.session.file._back_up_aside(BackupReason.HOURLY)
    folder = backup.second_folder_of(path, elsewhere)
    qtbot.waitUntil(lambda: folder.is_dir() and bool(list(folder.glob("*.nianbao"))), timeout=5000)
    newest = backup.backups(path)[0].path
    assert (folder / newest.name).read_bytes() == newest.read_bytes()


def test_a_second_folder_that_is_gone_is_told_and_costs_no_backup(
    window: MainWindow, workbench: Workbench, add_report: ReportAdder, tmp_path: Path, qtbot: QtBot
) -> None:
    add_report()
    workbench.session.file.second_backups = tmp_path / "拔掉的盘"
    told: list[str] = []
    workbench.session.file.backup_failed.connect(told.append)
    count = len(backup.backups(workbench.session.path))
    workbench.session.file._back_up_aside(BackupReason.HOURLY)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert "拔掉的盘" in told[0]
    assert "设置" in told[0]
    assert not (tmp_path / "拔掉的盘").exists()
    assert len(backup.backups(workbench.session.path)) == count + 1


def test_the_deadline_is_told_above_the_list_while_a_report_is_open(
    window: MainWindow,
    workbench: Workbench,
    add_report: ReportAdder,
    complete: Complete,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Today(date):
        @classmethod
        def today(cls) -> date:
            return cls(2026, 1, 19)

    monkeypatch.setattr("ui.views.report_panel.date", Today)
    add_report(year=2025)
    label = part(window, QLabel, "publicationDeadline")
    assert label.isVisible()
    assert label.text() == "2025 年报告的期限是 1 月 31 日，还有 12 天"

    session = workbench.session
    session.set_rule_settings(replace(session.repository.rule_settings, deadline=(2, 15)))
    assert label.text() == "2025 年报告的期限是 2 月 15 日，还有 27 天", "the day is that of the rules"

    def act(dialog: QDialog) -> None:
        part(dialog, QCheckBox, "settingsRemind").click()
        press_default(dialog)

    _open(window, act)
    assert not label.isVisible()


def test_ctrl_s_writes_what_is_typed_and_says_where(
    window: MainWindow, workbench: Workbench, add_report: ReportAdder, qtbot: QtBot
) -> None:
    window.activateWindow()
    add_report()
    editor: QTextEdit = text(window, "overview")
    editor.setFocus()
    QTest.keyClicks(editor, "abc")
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    report = workbench.session.report
    assert workbench.session.repository.report(report.id).sections["overview"] == "abc"
    words = [label.text() for notice in window.findChildren(Notice) for label in notice.findChildren(QLabel)]
    assert any(str(workbench.session.path) in one for one in words)


@pytest.mark.parametrize(
    ("today", "status", "words"),
    [
        (date(2026, 1, 31), Status.DRAFT, "2025 年报告的期限是 1 月 31 日，就是今天"),
        (date(2026, 2, 3), Status.DRAFT, "2025 年报告的期限是 1 月 31 日，已过 3 天"),
        (date(2026, 1, 31), Status.FINAL, ""),
        (date(2025, 11, 1), Status.DRAFT, ""),
        (date(2026, 6, 1), Status.DRAFT, ""),
    ],
)
def test_when_the_deadline_is_spoken_of(
    today: date, status: Status, words: str, filled: Callable[..., Report]
) -> None:
    from ui.work.publication_deadline import deadline_words

    head = replace(filled("cn-disclosure-2021", 1, year=2025), status=status)
    assert deadline_words([head], today, (1, 31)) == words
    assert deadline_words([head], today, None) == ""
    assert deadline_words([head], today, (2, 30)) == ""


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_text_is_no_wider_than_a_page_however_wide_the_window(
    window: MainWindow, add_report: ReportAdder, qtbot: QtBot, zoom: int
) -> None:
    add_report(sections={"overview": "国" * 500})
    window.menu_actions.by_name["show_findings"].trigger()
    window.resize(2600, 900)
    window.workbench.verbs.view.set_zoom(zoom)
    editor = text(window, "overview")
    qtbot.waitUntil(lambda: editor.width() == editor.maximumWidth(), timeout=2000)
    layout = editor.document().firstBlock().layout()
    # The first line is indented, and the room of a scroll bar is no text's.
    assert [layout.lineAt(number).textLength() for number in range(2)] == [38, 40]
    middle = editor.mapTo(editor.parentWidget(), editor.rect().center()).x()
    assert abs(middle - editor.parentWidget().rect().center().x()) <= 2
