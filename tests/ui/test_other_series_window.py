"""Reports of every invented form are filled in, searched, checked and shown in the window as the yearly one is."""

import pytest
from driving import part, text, type_into
from extra_reports import EXTRA, texts, typed_cells
from fixture_types import ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from app.forms.loader import forms
from app.rules.check import check
from app.rules.model import Verdict
from ui.frame.main_window import MainWindow

pytestmark = pytest.mark.usefixtures("extra_forms")


@pytest.mark.parametrize("form", EXTRA)
def test_a_report_is_filled_in_by_keyboard_until_it_can_be_finalised(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, form: str
) -> None:
    report = add_report(form=form)
    for key, value in typed_cells(form).items():
        type_into(qtbot, window, key, value)
    for section, body in texts(form).items():
        editor = text(window, section)
        editor.setPlainText(body)
        editor.commit()
    stored = window.workbench.session.repository.report(report.id)
    assert stored.cells.keys() == forms()[form].cells.keys()
    assert check(stored).verdict is Verdict.READY
    qtbot.waitUntil(lambda: "可定稿" in part(window, QLabel, "verdictLabel").text(), timeout=5000)


@pytest.mark.parametrize("form", EXTRA)
def test_every_page_can_be_walked_through_and_every_search_opened(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, form: str
) -> None:
    add_report(form=form)
    tabs = part(window, QTabWidget, "reportTabs")
    assert tabs.count() >= len(forms()[form].sections)
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        for key in (Qt.Key.Key_F8, Qt.Key.Key_F2, Qt.Key.Key_Tab, Qt.Key.Key_Escape):
            qtbot.keyClick(tabs.currentWidget(), key)
        for name in ("find", "next_finding", "previous_finding"):
            window.menu_actions.by_name[name].trigger()
    assert window.workbench.session.report is not None
