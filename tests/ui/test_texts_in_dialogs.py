"""A text written in a dialog, such as a letter, goes away only when the user wants that, whichever way out is taken."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import notice, part, table
from fixture_types import OpenWindow
from places import cell_editor, click, ledger_page
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from ways import Manager, workspace_with_request

from app.edits import SetStatus
from app.report import Report, Status
from app.rules.check import check
from ui.dialogs.collecting.adjustment_dialog import AdjustmentDialog
from ui.dialogs.collecting.slip_dialog import SlipDialog
from ui.dialogs.kit import SentenceLine
from ui.frame.main_window import MainWindow
from ui.work.rescued_texts import kept

Way = Callable[[QDialog], object]


@pytest.fixture
def ledger(open_window: OpenWindow, tmp_path: Path) -> MainWindow:
    """A window on the ledger of a unit with one request."""
    window = open_window(workspace_with_request(tmp_path))
    ledger_page(window).grid.go_to(0, 0)
    return window


def _editor(dialog: QWidget) -> QPlainTextEdit | SentenceLine:
    editors = [*dialog.findChildren(QPlainTextEdit), *dialog.findChildren(SentenceLine)]
    return next(e for e in editors if e.isVisible() and not e.isReadOnly())


def _text(editor: QPlainTextEdit | SentenceLine) -> str:
    return editor.text() if isinstance(editor, SentenceLine) else editor.toPlainText()


def _open(window: MainWindow, action: str, act: Callable[[QDialog], object]) -> None:
    """Choose an entry, and act in its dialog; whatever happens, nothing is left open."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            act(dialog)
        finally:
            dialog.done(0)

    QTimer.singleShot(0, run)
    if action == "reopen":
        _reopen(window)
    else:
        window.menu_actions.by_name[action].trigger()


def _reopen(window: MainWindow) -> None:
    """Ask to work on again at a report that is final."""
    session = window.workbench.session
    session.apply(SetStatus(session.report.id, Status.FINAL, "定稿", "张三"))
    window.workbench.run(lambda verbs: verbs.finalising.finalize())


def _answer(text: str, asked: list[str]) -> None:
    """Press a button of the question that comes next; nothing is pressed where none comes."""

    def run() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, QMessageBox):
            asked.append(question.text())
            button = next(b for b in question.buttons() if b.text() == text)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, run)


def _by_cancel(dialog: QDialog) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "取消" and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


WAYS: dict[str, Way] = {
    "esc": lambda dialog: QTest.keyClick(_editor(dialog), Qt.Key.Key_Escape),
    "cancel": _by_cancel,
    "x": lambda dialog: dialog.windowHandle().close(),
}
DIALOGS = ["reply_letter", "letter_texts"]
ALL = [*DIALOGS, "edit_calendar", "forget_applicants", "reopen"]
"""Every dialog of a window on a ledger that has a text of one's own; those of a group are tried in theirs."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("action", ALL)
def test_a_text_that_was_written_is_given_up_only_on_wish(ledger: MainWindow, action: str, way: str) -> None:
    seen: list[object] = []

    def act(dialog: QDialog) -> None:
        editor = _editor(dialog)
        editor.setFocus()
        QTest.keyClicks(editor, "abc ")
        asked: list[str] = []
        _answer("继续编辑", asked)
        WAYS[way](dialog)
        QApplication.processEvents()
        seen.append(asked)
        seen.append((dialog.isVisible(), "abc" in _text(editor)))
        _answer("放弃文字", asked)
        WAYS[way](dialog)
        QApplication.processEvents()
        seen.append(dialog.isVisible())

    _open(ledger, action, act)
    (question, *_second), there, still_open = seen
    assert "还没有存下来" in question
    assert there == (True, True)
    assert not still_open


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("action", ALL)
def test_where_nothing_was_written_nothing_is_asked(ledger: MainWindow, action: str, way: str) -> None:
    seen: list[bool] = []

    def act(dialog: QDialog) -> None:
        WAYS[way](dialog)
        QApplication.processEvents()
        seen.append(dialog.isVisible())

    _open(ledger, action, act)
    assert seen == [False]


def _written_in_classes(root: Path) -> set[str]:
    """Return the modules of dialogs with a field for a text of one's own."""
    found = set()
    for path in (root / "ui" / "dialogs").rglob("*.py"):
        if re.search(r"plain_text import|\bSentenceLine\b", path.read_text("utf-8")):
            found.add(path.stem)
    return found - {"kit"}


def test_no_dialog_with_a_text_is_left_out(root: Path) -> None:
    here = {"letter_dialog", "texts_dialog", "calendar_dialog", "forget_dialog", "decision_dialog"}
    of_groups = {"slip_dialog", "adjustment_dialog"}
    assert _written_in_classes(root) == here | of_groups


@pytest.mark.parametrize("kind", ["slip", "adjustment"])
def test_a_text_in_a_dialog_of_a_group_is_given_up_only_on_wish(
    qtbot: QtBot, kind: str, filled: Callable[..., Report]
) -> None:
    report = filled("cn-disclosure-2021", 1)
    dialog = (
        SlipDialog([(report, check(report))], "张三", lambda _wish: None)
        if kind == "slip"
        else AdjustmentDialog("某格", "张三", preview=lambda _text: "", accept=lambda *_all: None)
    )
    qtbot.addWidget(dialog)
    dialog.show()
    asked: list[str] = []
    QTest.keyClicks(_editor(dialog), "abc")
    for answer, stays in (("继续编辑", True), ("放弃文字", False)):
        _answer(answer, asked)
        QTest.keyClick(_editor(dialog), Qt.Key.Key_Escape)
        assert dialog.isVisible() is stays
    assert len(asked) == 2


# a program that is killed


@pytest.mark.parametrize("action", ["reply_letter", "reopen"])
def test_what_a_dialog_has_lies_beside_the_workspace_while_it_is_open(
    qtbot: QtBot, ledger: MainWindow, action: str
) -> None:
    path, left = ledger.workbench.session.path, []

    def act(dialog: QDialog) -> None:
        QTest.keyClicks(_editor(dialog), "abcdef")
        qtbot.wait(600)
        left.append(kept(path))
        QTest.keyClicks(_editor(dialog), "g")
        qtbot.wait(600)
        left.append(kept(path))
        _answer("放弃文字", [])
        dialog.reject()

    _open(ledger, action, act)
    first, then = left
    assert "abcdef" in first.texts[0]
    assert len(then.texts) == 1
    assert "abcdefg" in then.texts[0]
    assert "窗口" in then.words
    qtbot.waitUntil(lambda: kept(path) is None)


def test_a_letter_that_was_not_saved_stays_open(ledger: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    seen: list[object] = []

    def act(dialog: QDialog) -> None:
        editor = _editor(dialog)
        editor.selectAll()
        QTest.keyClicks(editor, "abc")
        QTest.mouseClick(part(dialog, QPushButton, "letterDocx"), Qt.MouseButton.LeftButton)
        seen.append((dialog.isVisible(), editor.toPlainText()))
        _answer("放弃文字", [])
        dialog.reject()

    _open(ledger, "reply_letter", act)
    assert seen == [(True, "abc")]


def test_a_text_written_for_another_letter_is_told(ledger: MainWindow) -> None:
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        kind, hints = part(dialog, QComboBox, "letterKind"), part(dialog, QLabel, "letterHints")
        QTest.keyClick(kind, Qt.Key.Key_Home)
        QTest.keyClicks(_editor(dialog), "abc")
        QTest.keyClick(kind, Qt.Key.Key_Down)
        told.append(hints.text())
        QTest.mouseClick(part(dialog, QPushButton, "letterAnew"), Qt.MouseButton.LeftButton)
        told.append(hints.text())

    _open(ledger, "reply_letter", act)
    assert "仍是改选以前的文字" in told[0]
    assert "仍是改选以前的文字" not in told[1]


# the end of the desktop session


@pytest.mark.parametrize("action", DIALOGS)
def test_a_session_that_ends_without_asking_keeps_what_a_dialog_has(
    ledger: MainWindow, open_window: OpenWindow, action: str
) -> None:
    path = ledger.workbench.session.path

    def act(dialog: QDialog) -> None:
        QTest.keyClicks(_editor(dialog), "abcdef")
        silent = Manager(asks=False)
        ledger.end_session(silent)
        assert not silent.cancelled
        assert dialog.isVisible()

    _open(ledger, action, act)
    left = kept(path)
    assert left is not None
    assert any("abcdef" in text for text in left.texts)
    ledger.give_up()
    again = open_window(path)
    assert "abcdef" in notice(again)
    assert "窗口" in notice(again)


@pytest.mark.parametrize("goes", [False, True])
def test_a_session_that_ends_asks_for_what_a_dialog_has(ledger: MainWindow, goes: bool) -> None:
    seen: list[object] = []

    def act(dialog: QDialog) -> None:
        QTest.keyClicks(_editor(dialog), "abcdef")
        manager, asked = Manager(), []
        _answer("复制并关闭" if goes else "返回", asked)
        ledger.end_session(manager)
        seen.extend((asked, manager.cancelled, dialog.isVisible(), "abcdef" in _editor(dialog).toPlainText()))

    _open(ledger, "reply_letter", act)
    (question,), cancelled, visible, there = seen
    assert "“出具文书”窗口中的文字还没有存下来" in question
    assert cancelled is not goes
    assert (visible, there) == (True, True)
    assert ("abcdef" in QApplication.clipboard().text()) is goes


def test_a_program_made_to_end_keeps_what_a_dialog_has(ledger: MainWindow) -> None:
    path = ledger.workbench.session.path

    def act(dialog: QDialog) -> None:
        QTest.keyClicks(_editor(dialog), "abcdef")
        ledger.give_up()

    _open(ledger, "reply_letter", act)
    assert any("abcdef" in text for text in kept(path).texts)


@pytest.mark.parametrize("asks", [False, True])
@pytest.mark.parametrize(
    "action",
    [
        "new_report",
        "edit_report",
        "backups",
        "history",
        "deleted_reports",
        "rule_settings",
        "settings_dialog",
    ],
)
def test_a_session_that_ends_with_a_dialog_open_has_the_figure_before_it_on_disk(
    open_window: OpenWindow, tmp_path: Path, action: str, asks: bool
) -> None:
    window = open_window(workspace_with_request(tmp_path))
    view = table(window, "disputes")
    click(view.viewport(), view.visualRect(view.model().index_for("disputes.review.upheld")).center())
    QTest.keyClicks(view, "4")
    QTest.keyClicks(cell_editor(view), "2")
    seen: list[object] = []

    def act(dialog: QDialog) -> None:
        manager = Manager(asks=asks)
        window.end_session(manager)
        seen.append((manager.cancelled, dialog.isVisible()))

    _open(window, action, act)
    assert seen == [(False, True)]
    session = window.workbench.session
    assert session.report.cells["disputes.review.upheld"] == 42
    assert window.isVisible()
    assert kept(session.path) is None
