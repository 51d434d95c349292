"""The main job in the window: fill in, see what is wrong, undo, close, reopen, export."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from builders import consistent_cells
from driving import findings, flagged, part, press, shown, table, text, type_into, type_keys
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QTabWidget
from pytestqt.qtbot import QtBot

from app.forms.loader import forms
from app.report import Totals
from app.store.workspace import open_workspace
from app.values import Value, canonical
from ui.frame.main_window import MainWindow


def _type_all(qtbot: QtBot, window: MainWindow, figures: dict[str, str]) -> None:
    """Fill every table from its first cell on, moving with the tab key alone."""
    for name in ("disclosure", "applications", "disputes"):
        view = table(window, name)
        keys = [key for key in view.model().grid.inputs if key in figures]
        view.setCurrentIndex(view.model().index_for(keys[0]))
        view.setFocus()
        for key in keys:
            assert view.current_key() == key
            type_keys(qtbot, view, figures[key])
            press(qtbot, view, Qt.Key.Key_Tab)


@pytest.mark.slow
@pytest.mark.parametrize("totals", [Totals.COMPUTED, Totals.TYPED])
def test_filling_in_an_invented_report_leaves_no_wrong_figure(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, totals: Totals
) -> None:
    _fill_in(qtbot, window, add_report, consistent_cells("cn-disclosure-2021"), totals)


@pytest.mark.slow
@pytest.mark.beside(
    twin="tests/ui/test_main_job.py::test_filling_in_an_invented_report_leaves_no_wrong_figure"
)
def test_filling_in_a_published_report_leaves_no_wrong_figure(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, samples: Path
) -> None:
    published = (samples / "000_a54ea972eaf5532d.expected.json").read_text("utf-8")
    cells = json.loads(published, parse_float=Decimal)["cells"]
    _fill_in(qtbot, window, add_report, cells, Totals.COMPUTED)


def _fill_in(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, values: dict[str, Value], totals: Totals
) -> None:
    """Type every figure and every text, and see that nothing is wrong with them."""
    add_report("示例市人民政府办公室", 2021, totals=totals)
    figures = {key: canonical(value) for key, value in values.items()}
    cells = forms()["cn-disclosure-2021"].cells
    typed = {
        key: value for key, value in figures.items() if totals is Totals.TYPED or not cells[key].computed
    }
    _type_all(qtbot, window, typed)
    assert {key: shown(window, key) for key in figures} == figures
    assert flagged(window) == set()
    assert "错误" not in part(window, QLabel, "verdictLabel").text()
    for section in ("preface", "overview", "problems", "other"):
        text(window, section).setPlainText("这一部分已经写好，内容完整，符合要求。")
    window.workbench.session.settle()
    assert window.workbench.session.check.errors == []


def test_breaking_a_figure_shows_at_once_and_undo_mends_it(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    part(window, QListView, "reportList")
    window.workbench.session.select(_report_id(window, 2024))
    window.workbench.verbs.editing.computed_totals()
    assert flagged(window) == set()
    verdict = part(window, QLabel, "verdictLabel")
    type_into(qtbot, window, "applications.new.enterprise", "10")
    balance = {f"applications.{row}.enterprise" for row in ("new", "carried_in", "total", "carried_out")}
    row_total = {key for key in forms()["cn-disclosure-2021"].cells if key.startswith("applications.new.")}
    assert flagged(window) == balance | row_total
    assert verdict.text() == "有 2 处错误"
    tabs = part(window, QTabWidget, "reportTabs")
    assert [tabs.tabText(n) for n in range(7)] == ["封面与前言", "一", "二", "三 ②", "四", "五", "六"]
    message = next(f.message for f in findings(window) if f.rule == "applications.balance.enterprise")
    assert "商业企业列" in message
    assert "10" in message
    assert "9" in message
    assert "相差 1" in message
    assert "applications" not in message
    window.menu_actions.by_name["undo"].trigger()
    assert shown(window, "applications.new.enterprise") == "9"
    assert flagged(window) == set()
    assert "错误" not in verdict.text()


def test_what_was_typed_is_there_after_closing_without_saving(
    qtbot: QtBot, open_window: OpenWindow, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    path = window.workbench.session.path
    type_into(qtbot, window, "applications.new.natural_person", "１，２３４")
    type_into(qtbot, window, "disclosure.fees.amount", "12.50")
    editor = text(window, "problems")
    editor.setFocus()
    qtbot.keyClicks(editor, "typed just now")
    window.close()
    again = open_window(path)
    assert shown(again, "applications.new.natural_person") == "1234"
    assert shown(again, "applications.new.total") == "1234"
    assert shown(again, "disclosure.fees.amount") == "12.5"
    assert text(again, "problems").toPlainText() == "typed just now"


def test_every_edit_is_on_disk_as_soon_as_the_cell_is_left(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report()
    type_into(qtbot, window, "disputes.review.upheld", "7")
    other = open_window_read_only(window.workbench.session.path)
    try:
        assert other.repository.report(report.id).cells["disputes.review.upheld"] == 7
    finally:
        other.close()


def open_window_read_only(path: Path):
    return open_workspace(path, read_only=True)


def test_a_finding_leads_to_its_cell_on_another_tab(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    window.workbench.session.select(_report_id(window, 2025))
    tabs = part(window, QTabWidget, "reportTabs")
    tabs.setCurrentIndex(0)
    finding_list = part(window, QListView, "findingsList")
    finding_list.setFocus()
    finding_list.setCurrentIndex(finding_list.model().index(0, 0))
    concerned = set(findings(window)[0].cells)
    from ui.models.grid_model import GridRole

    model = table(window, "applications").model()
    outlined = {key for key in model.grid.inputs if model.index_for(key).data(GridRole.OUTLINED)}
    assert outlined == concerned
    tabs.setCurrentIndex(0)
    qtbot.keyClick(finding_list, Qt.Key.Key_Return)
    assert tabs.currentIndex() == 3
    assert table(window, "applications").current_key() == findings(window)[0].marked[0]


def test_the_sample_of_the_welcome_page_opens_with_its_planted_mistake(
    qtbot: QtBot, window: MainWindow
) -> None:
    from PySide6.QtWidgets import QPushButton

    qtbot.mouseClick(part(window, QPushButton, "welcome_open_sample"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workbench.session.report is not None, timeout=10_000)
    assert window.workbench.session.report.year == 2025
    assert "applications.granted.natural_person" in flagged(window)


def test_export_writes_the_pdf_and_marks_a_draft(
    qtbot: QtBot,
    open_window: OpenWindow,
    sample_workspace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(sample_workspace)
    proposed = []
    from PySide6.QtWidgets import QFileDialog

    def answer(_parent: object, _title: str, name: str, _pattern: str) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(tmp_path / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    for year, expected in (
        (2024, "青禾市人民政府2024年政府信息公开工作年度报告.pdf"),
        (2025, "青禾市人民政府2025年政府信息公开工作年度报告（草稿）.pdf"),
    ):
        window.workbench.session.select(_report_id(window, year))
        window.menu_actions.by_name["export_pdf"].trigger()
        target = tmp_path / expected
        qtbot.waitUntil(target.exists, timeout=20_000)
        assert proposed[-1] == expected
        assert target.read_bytes().startswith(b"%PDF-")
    qtbot.waitUntil(lambda: "草稿" in window.workbench.notice.text(), timeout=10_000)


def _report_id(window: MainWindow, year: int) -> int:
    return next(head.id for head in window.workbench.session.summaries() if head.year == year)
