"""Looking through all reports, by keyboard and mouse."""

import pytest
from dialogs import answer_next
from driving import part, text
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from app.report import Report, Status
from ui.dialogs.search_dialog import SearchDialog
from ui.frame.main_window import MainWindow

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reports(add_report: ReportAdder) -> list[Report]:
    return [
        add_report("甲县教育局", 2024, title="甲县教育局旧题"),
        add_report("乙县教育局", 2025, sections={"problems": "第一行。\n甲县教育局，𠮷，甲县教育局。"}),
        add_report("丙县教育局", 2025, sections={"problems": "甲县教育局。"}, status=Status.FINAL),
        add_report("丁县教育局", 2025, cells={"applications.granted.other_org": 4321}),
    ]


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, reports: list[Report]) -> SearchDialog:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL_SHIFT)
    return part(window, SearchDialog, "searchDialog")


def search(qtbot: QtBot, dialog: SearchDialog, words: str) -> list[tuple[str, ...]]:
    line = part(dialog, QLineEdit, "searchWords")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words) if words.isascii() else line.setText(words)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: part(dialog, QLabel, "searchOutcome").text() != "")
    model = part(dialog, QTableView, "searchHits").model()
    columns = range(model.columnCount())
    return [tuple(model.index(row, n).data() for n in columns) for row in range(model.rowCount())]


def test_places_are_listed_with_what_stands_around_them(qtbot: QtBot, dialog: SearchDialog) -> None:
    found = search(qtbot, dialog, "甲县教育局")
    assert sorted(row[0] for row in found) == sorted(["甲县教育局", "乙县教育局", "乙县教育局", "丙县教育局"])
    assert ("甲县教育局", "2024", "标题", "【甲县教育局】旧题") in found
    assert any(row[3] == "第一行。 【甲县教育局】，𠮷，甲县教育局。" for row in found)
    assert part(dialog, QLabel, "searchOutcome").text() == "共 4 处"
    assert search(qtbot, dialog, "没有的词") == []
    assert part(dialog, QLabel, "searchOutcome").text() == "没有找到"


def test_a_place_is_shown_in_its_report_and_the_window_stays(
    qtbot: QtBot, window: MainWindow, dialog: SearchDialog
) -> None:
    found = search(qtbot, dialog, "甲县教育局")
    table = part(dialog, QTableView, "searchHits")
    row = next(n for n, line in enumerate(found) if line[3].startswith("第一行。 【"))
    table.setFocus()
    table.selectRow(row + 1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.workbench.session.report.unit.name == "乙县教育局"
    assert text(window, "problems").pointed_words() == "甲县教育局"
    assert dialog.isVisible()
    search(qtbot, dialog, "4321")
    where = table.visualRect(table.model().index(0, 3)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.workbench.session.report.unit.name == "丁县教育局"
    assert window.workbench.tabs.current_table().current_key() == "applications.granted.other_org"


def test_all_are_replaced_in_one_step_but_not_in_final_reports(
    qtbot: QtBot, window: MainWindow, dialog: SearchDialog, reports: list[Report]
) -> None:
    search(qtbot, dialog, "甲县教育局")
    part(dialog, QLineEdit, "searchOther").setText("甲县教体局")
    repository = window.workbench.session.repository
    replace = next(b for b in dialog.findChildren(QPushButton) if b.text().startswith("全部替换"))
    answer_next("取消")
    qtbot.mouseClick(replace, Qt.MouseButton.LeftButton)
    assert repository.report(reports[0].id).title == "甲县教育局旧题"
    answer_next("替换")
    qtbot.mouseClick(replace, Qt.MouseButton.LeftButton)
    assert repository.report(reports[0].id).title == "甲县教体局旧题"
    assert repository.report(reports[1].id).text("problems") == "第一行。\n甲县教体局，𠮷，甲县教体局。"
    assert repository.report(reports[2].id).text("problems") == "甲县教育局。", "final"
    window.workbench.session.undo()
    assert repository.report(reports[0].id).title == "甲县教育局旧题"
    assert repository.report(reports[1].id).text("problems").count("甲县教育局") == 2


def test_scope_and_width_are_the_users_choice(qtbot: QtBot, window: MainWindow, dialog: SearchDialog) -> None:
    assert len(search(qtbot, dialog, "４３２１")) == 4, "the cell and its three totals"
    part(dialog, QCheckBox, "searchExact").setChecked(True)
    assert len(search(qtbot, dialog, "甲县教育局")) == 4
    part(dialog, QComboBox, "searchScope").setCurrentIndex(0)
    assert search(qtbot, dialog, "甲县教育局") == [], "the report on screen has none"
