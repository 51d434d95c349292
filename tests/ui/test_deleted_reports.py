"""Deleted reports can be restored, also long after and after the file was closed."""

from collections.abc import Callable
from pathlib import Path

from dialogs import in_dialog
from driving import part, shown, text, type_into
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from app.edits import RemoveReport
from app.report import Report
from ui.frame.main_window import MainWindow

KEY = "disputes.review.upheld"


def _rows(dialog: QDialog) -> list[list[str]]:
    table = part(dialog, QTableWidget, "deletedList")
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def _open(window: MainWindow, act: Callable[[QDialog], object]) -> None:
    def run(dialog: QDialog) -> None:
        try:
            act(dialog)
        finally:
            dialog.reject()

    in_dialog(run)
    window.menu_actions.by_name["deleted_reports"].trigger()


def _delete(window: MainWindow, report: Report) -> None:
    window.workbench.session.apply(RemoveReport(report.id))


def test_a_deleted_report_comes_back_whole_after_the_file_was_closed(
    qtbot: QtBot, window: MainWindow, open_window: OpenWindow, add_report: ReportAdder
) -> None:
    report = add_report(signed_by="示例县教育局办公室")
    type_into(qtbot, window, KEY, "4")
    editor = text(window, "other")
    editor.setPlainText("没有收取信息处理费。")
    editor.commit()
    before = window.workbench.session.report
    _delete(window, report)
    path: Path = window.workbench.session.path
    window.close()
    again = open_window(path)
    seen = []

    def act(dialog: QDialog) -> None:
        seen.append(_rows(dialog))
        part(dialog, QPushButton, "restoreDeleted").click()
        seen.append(_rows(dialog))
        seen.append(part(dialog, QLabel, "deletedWords").text())

    _open(again, act)
    (row,) = seen[0]
    assert row[:2] == ["示例县教育局", "2025"]
    assert row[4].endswith("1 段文字")
    assert seen[1:] == [[], "已恢复 示例县教育局 2025 年的报告。"]
    assert again.workbench.session.report == before
    assert shown(again, KEY) == "4"
    again.workbench.session.undo()
    assert again.workbench.session.report is None


def test_one_whose_place_is_taken_stays_deleted_and_says_why(
    window: MainWindow, add_report: ReportAdder
) -> None:
    _delete(window, add_report())
    add_report()
    seen = []

    def act(dialog: QDialog) -> None:
        part(dialog, QPushButton, "restoreDeleted").click()
        seen.append(part(dialog, QLabel, "refusal").text())
        seen.append(len(_rows(dialog)))

    _open(window, act)
    assert seen == ["示例县教育局已有 2025 年的报告，请换一个年度或打开已有的报告。", 1]


def test_without_any_it_says_so(window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    seen = []

    def act(dialog: QDialog) -> None:
        seen.append(part(dialog, QLabel, "deletedWords").text())
        seen.append(part(dialog, QPushButton, "restoreDeleted").isEnabled())

    _open(window, act)
    assert seen == ["没有删除过报告。", False]


def test_in_a_file_for_reading_only_they_are_listed_but_not_brought_back(
    window: MainWindow, add_report: ReportAdder
) -> None:
    _delete(window, add_report())
    session = window.workbench.session
    session.open(session.path, read_only=True)
    seen = []

    def act(dialog: QDialog) -> None:
        seen.append(len(_rows(dialog)))
        seen.append(part(dialog, QPushButton, "restoreDeleted").isEnabled())

    _open(window, act)
    assert seen == [1, False]
