"""The history: searched, shown as it was, restored in one step, also after the file was closed."""

from collections.abc import Callable
from pathlib import Path

from driving import in_dialog, part, shown, text, type_into
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QTableView, QTableWidget
from pytestqt.qtbot import QtBot

from app.report import Report, Totals
from ui.frame.main_window import MainWindow

AddReport = Callable[..., Report]
KEY = "disputes.review.upheld"


def _choose(dialog: QDialog, words: str) -> list[list[str]]:
    """Choose the only entry with these words and return the differences shown: place, then, now."""
    part(dialog, QLineEdit, "historySearch").setText(words)
    view = part(dialog, QTableView, "historyList")
    assert view.model().rowCount() == 1, words
    view.selectRow(0)
    table = part(dialog, QTableWidget, "pastDifferences")
    return [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]


def _edit(qtbot: QtBot, window: MainWindow) -> None:
    type_into(qtbot, window, KEY, "4")
    type_into(qtbot, window, KEY, "58")
    editor = text(window, "other")
    editor.setPlainText("没有收取信息处理费。")
    editor.commit()


def _open(window: MainWindow, act: Callable[[QDialog], object]) -> None:
    in_dialog(act)
    window.menu_actions.by_name["history"].trigger()


def test_the_state_after_a_chosen_entry_is_shown_as_differences_to_now(
    qtbot: QtBot, window: MainWindow, add_report: AddReport
) -> None:
    add_report(totals=Totals.TYPED)
    _edit(qtbot, window)
    found = []

    def act(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "historySearch").setText("58")
        found.extend(_choose(dialog, "（未填）"))
        dialog.reject()

    _open(window, act)
    assert [line[1:] for line in found] == [["4", "58"], ["（无）", "没有收取信息处理费。"]]
    assert "结果维持" in found[0][0]


def test_a_past_state_comes_back_as_one_step_that_can_be_undone(
    qtbot: QtBot, window: MainWindow, add_report: AddReport
) -> None:
    add_report(totals=Totals.TYPED)
    _edit(qtbot, window)
    steps = window.workbench.session.undo_stack.count()
    words = []

    def act(dialog: QDialog) -> None:
        _choose(dialog, "（未填）")
        part(dialog, QPushButton, "bringBack").click()
        words.append(part(dialog, QLabel, "pastWords").text())
        assert not part(dialog, QPushButton, "bringBack").isEnabled()
        dialog.reject()

    _open(window, act)
    assert words[0].startswith("已恢复")
    assert shown(window, KEY) == "4"
    assert text(window, "other").toPlainText() == ""
    assert window.workbench.session.undo_stack.count() == steps + 1
    window.workbench.session.undo()
    assert shown(window, KEY) == "58"
    assert text(window, "other").toPlainText() == "没有收取信息处理费。"


def test_the_history_is_there_after_closing_and_can_still_be_gone_back_to(
    qtbot: QtBot, window: MainWindow, open_window: Callable[..., MainWindow], add_report: AddReport
) -> None:
    add_report(totals=Totals.TYPED)
    _edit(qtbot, window)
    path: Path = window.workbench.session.path
    window.close()
    again = open_window(path)

    def act(dialog: QDialog) -> None:
        _choose(dialog, "（未填）")
        part(dialog, QPushButton, "bringBack").click()
        dialog.reject()

    _open(again, act)
    assert shown(again, KEY) == "4"


def test_the_newest_entry_is_now_and_has_nothing_to_bring_back(
    qtbot: QtBot, window: MainWindow, add_report: AddReport
) -> None:
    add_report(totals=Totals.TYPED)
    _edit(qtbot, window)
    seen = []

    def act(dialog: QDialog) -> None:
        part(dialog, QTableView, "historyList").selectRow(0)
        seen.append(part(dialog, QLabel, "pastWords").text())
        seen.append(part(dialog, QPushButton, "bringBack").isEnabled())
        dialog.reject()

    _open(window, act)
    assert seen == ["那次修改之后的报告与现在相同。", False]


def test_in_a_file_for_reading_only_the_past_is_seen_but_not_brought_back(
    qtbot: QtBot, window: MainWindow, add_report: AddReport
) -> None:
    add_report(totals=Totals.TYPED)
    _edit(qtbot, window)
    session = window.workbench.session
    session.open(session.path, read_only=True)
    qtbot.waitUntil(lambda: session.report is not None)
    seen = []

    def act(dialog: QDialog) -> None:
        seen.append(len(_choose(dialog, "（未填）")))
        seen.append(part(dialog, QPushButton, "bringBack").isEnabled())
        dialog.reject()

    _open(window, act)
    assert seen == [2, False]
