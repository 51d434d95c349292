"""A unit's reports of another series stand in the list beside the yearly ones, with the name of their form."""

import pytest
from fixture_types import ReportAdder
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QListView

from ui.frame.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("extra_forms")


def test_both_are_listed_and_a_further_year_keeps_the_series(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(year=2024)
    model = window.findChild(QListView, "reportList").model()
    session = window.workbench.session
    session.add(session.new_report("示例市教育局", 2024, "zz-law-2019"))
    shown = [model.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(model.rowCount())]
    assert "2024" in shown
    assert "2024 法治报告示例格式" in shown
    window.workbench.session.add(session.new_report("示例市教育局", 2025, series="rule_of_law"))
    report = session.report
    assert report is not None
    assert (report.form.id, report.year) == ("zz-law-2019", 2025)


def test_the_name_of_the_form_leaves_room_for_the_state_and_is_read_aloud(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(year=2024)
    session = window.workbench.session
    session.add(session.new_report("示例市教育局", 2025, "zz-law-2019"))
    session.add(session.new_report("示例市教育局", 2026))
    view = window.findChild(QListView, "reportList")
    model = view.model()
    rows = {
        str(model.index(row, 0).data(Qt.ItemDataRole.DisplayRole)): row for row in range(model.rowCount())
    }
    of_law = model.index(rows["2025 法治报告示例格式"], 0)
    assert "2025 年 法治报告示例格式" in of_law.data(Qt.ItemDataRole.AccessibleTextRole)
    view.setFixedWidth(view.fontMetrics().horizontalAdvance("2025 法治报告示例格式") + 20)
    picture = view.viewport().grab().toImage()

    def sign(row: int) -> QImage:
        """What is painted at the right of a line, where its sign stands."""
        place = view.visualRect(model.index(row, 0))
        left = place.right() - view.fontMetrics().horizontalAdvance("○") - 8
        return picture.copy(QRect(left, place.top(), place.right() - left, place.height()))

    assert sign(of_law.row()) == sign(rows["2024"]), "neither is on screen, and both have as much to fill in"
