"""A unit's reports of another series stand in the list beside the yearly ones, with the name of their form."""

import pytest
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
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
