"""A text written in a dialog, such as a letter, goes away only when the user wants that, whichever way out is taken."""

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import notice, part, table
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
from ways import Manager, workspace_with_request

from ui.frame.main_window import MainWindow
from ui.work.unwritten import kept

OpenWindow = Callable[..., MainWindow]
Way = Callable[[QDialog], object]


@pytest.fixture
def ledger(open_window: OpenWindow, tmp_path: Path) -> MainWindow:
    """A window on the ledger of a unit with one request."""
    window = open_window(workspace_with_request(tmp_path))
    ledger_page(window).grid.go_to(0, 0)
    return window


def _editor(dialog: QWidget) -> QPlainTextEdit:
    return next(e for e in dialog.findChildren(QPlainTextEdit) if e.isVisible() and not e.isReadOnly())


def _open(window: MainWindow, action: str, act: Callable[[QDialog], object]) -> None:
    """Choose an entry, and act in its dialog; whatever happens, nothing is left open."""

    def run() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            act(dialog)
        finally:
            dialog.done(0)

    QTimer.singleShot(0, run)
    window.menu_actions.by_name[action].trigger()


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


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("action", DIALOGS)
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
        seen.append((dialog.isVisible(), "abc" in editor.toPlainText()))
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
@pytest.mark.parametrize("action", DIALOGS)
def test_where_nothing_was_written_nothing_is_asked(ledger: MainWindow, action: str, way: str) -> None:
    seen: list[bool] = []

    def act(dialog: QDialog) -> None:
        WAYS[way](dialog)
        QApplication.processEvents()
        seen.append(dialog.isVisible())

    _open(ledger, action, act)
    assert seen == [False]


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
