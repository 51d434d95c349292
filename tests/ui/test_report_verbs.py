"""Reports as a whole: new, renamed, deleted; totals; history; what the window remembers."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from dialogs import answer_next, in_dialog
from driving import flagged, part, press, shown, table, text, type_into
from fixture_types import Complete, OpenWindow, ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QSpinBox,
    QTableWidget,
    QTreeView,
)
from pytestqt.qtbot import QtBot

from app.edits import SetCells, SetUnit
from app.report import Totals, UnitKind
from app.rules.model import counted
from ui.base import theme
from ui.base.large_label import LargeLabel
from ui.base.markup import plain_tip
from ui.frame.main_window import MainWindow
from ui.models.report_model import ReportRole


def _listed(window: MainWindow) -> list[str]:
    model = part(window, QListView, "reportList").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _fill_in(dialog: QDialog, unit: str, year: int) -> None:
    """Name unit and year of a report, and accept."""
    part(dialog, QComboBox, "unitName").setEditText(unit)
    part(dialog, QSpinBox, "reportYear").setValue(year)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()


def test_a_new_report_is_made_from_the_dialog(window: MainWindow) -> None:
    in_dialog(lambda dialog: _fill_in(dialog, "示例县人民政府", 2023))
    window.menu_actions.by_name["new_report"].trigger()
    report = window.workbench.session.report
    assert (report.unit.name, report.unit.kind, report.year) == ("示例县人民政府", UnitKind.GOVERNMENT, 2023)
    assert report.form.id == "cn-disclosure-2021"
    assert report.totals is Totals.COMPUTED
    assert _listed(window) == ["示例县人民政府", "2023"]
    assert "示例县人民政府 2023" in window.windowTitle()


@pytest.mark.parametrize(("unit", "words"), [("", "不能为空"), ("示例县教育局", "已有 2025 年的报告")])
def test_the_dialog_says_what_is_wrong_and_stays(
    window: MainWindow, add_report: ReportAdder, unit: str, words: str
) -> None:
    add_report("示例县教育局", 2025)
    said = []

    def act(dialog: QDialog) -> None:
        part(dialog, QComboBox, "unitName").setEditText(unit)
        part(dialog, QSpinBox, "reportYear").setValue(2025)
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
        said.extend(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
        assert dialog.isVisible()
        dialog.reject()

    in_dialog(act)
    window.menu_actions.by_name["new_report"].trigger()
    assert any(words in line for line in said)
    assert len(window.workbench.session.summaries()) == 1


def test_renaming_a_unit_reaches_all_its_reports_and_is_undone_in_one_step(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report("示例县教育局", 2024)
    add_report("示例县教育局", 2025)

    in_dialog(lambda dialog: _fill_in(dialog, "示例县教育和体育局", 2026))
    window.menu_actions.by_name["edit_report"].trigger()
    assert _listed(window) == ["示例县教育和体育局", "2026", "2024"]
    window.workbench.session.undo()
    assert _listed(window) == ["示例县教育局", "2025", "2024"]


def test_deleting_asks_and_undo_brings_everything_back(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report()
    type_into(qtbot, window, "disputes.review.upheld", "4")
    editor = text(window, "other")
    editor.setPlainText("没有收取信息处理费。")
    editor.commit()
    in_dialog(lambda box: box.reject())
    window.menu_actions.by_name["delete_report"].trigger()
    assert window.workbench.session.report is not None, "cancelled"
    answer_next("删除")
    window.menu_actions.by_name["delete_report"].trigger()
    assert window.workbench.session.report is None
    assert _listed(window) == []
    window.workbench.session.undo()
    assert window.workbench.session.report.id == report.id
    assert shown(window, "disputes.review.upheld") == "4"
    assert text(window, "other").toPlainText() == "没有收取信息处理费。"


_LAST_YEAR = {
    "sections": {
        "preface": "统计期限自2024年1月1日起。",
        "overview": "（一）主动公开\n发布 3 件文件。",
        "other": "没有收取信息处理费。",
    },
    "cells": {"applications.carried_out.enterprise": 4, "disclosure.rules.in_force": 12},
    "signed_by": "示例县教育局",
}


def _carry(dialog: QDialog) -> QCheckBox:
    return part(dialog, QCheckBox, "carryOver")


@pytest.mark.parametrize("verb", ["duplicate_report", "new_report"])
def test_the_year_after_takes_over_from_last_years_report(
    window: MainWindow, add_report: ReportAdder, verb: str
) -> None:
    add_report(year=2024, **_LAST_YEAR)

    def act(dialog: QDialog) -> None:
        part(dialog, QSpinBox, "reportYear").setValue(2025)
        assert _carry(dialog).isVisible()
        assert "2024 年" in _carry(dialog).text()
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()

    in_dialog(act)
    window.menu_actions.by_name[verb].trigger()
    report = window.workbench.session.report
    assert report.year == 2025
    assert report.cells["applications.carried_in.enterprise"] == 4
    assert report.cells["disclosure.rules.in_force"] == 12
    assert report.sections == {"preface": "统计期限自2025年1月1日起。", "overview": "（一）主动公开"}
    assert report.signed_by == "示例县教育局"
    window.workbench.session.undo()
    assert _listed(window) == ["示例县教育局", "2024"]


def test_taking_over_is_offered_only_where_last_years_report_is(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(year=2024, **_LAST_YEAR)
    offered = []

    def act(dialog: QDialog) -> None:
        year, name = part(dialog, QSpinBox, "reportYear"), part(dialog, QComboBox, "unitName")
        for value, unit in ((2026, "示例县教育局"), (2025, "示例县水务局"), (2025, "示例县教育局 ")):
            year.setValue(value)
            name.setEditText(unit)
            offered.append(_carry(dialog).isVisible())
        _carry(dialog).setChecked(False)
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()

    in_dialog(act)
    window.menu_actions.by_name["new_report"].trigger()
    assert offered == [False, False, True]
    report = window.workbench.session.report
    assert (report.year, report.cells, report.sections) == (2025, {}, {})


def test_another_year_starts_from_the_report_on_screen(window: MainWindow, add_report: ReportAdder) -> None:
    add_report(year=2024, sections={"other": "没有收取信息处理费。"})

    def act(dialog: QDialog) -> None:
        assert part(dialog, QSpinBox, "reportYear").value() == 2025
        _carry(dialog).setChecked(False)
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()

    in_dialog(act)
    window.menu_actions.by_name["duplicate_report"].trigger()
    report = window.workbench.session.report
    assert report.year == 2025
    assert report.text("other") == "没有收取信息处理费。"
    assert len(window.workbench.session.summaries()) == 2


def test_the_guidance_of_section_one_follows_the_kind_of_unit(
    window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report("示例县教育局")
    editor = text(window, "overview")
    assert "社会评议" not in editor.placeholderText()
    window.workbench.session.apply(SetUnit(replace(report.unit, kind=UnitKind.GOVERNMENT)))
    assert "社会评议" in editor.placeholderText()


def test_computing_totals_shows_first_what_would_change(window: MainWindow, add_report: ReportAdder) -> None:
    report = add_report(totals=Totals.TYPED)
    cells = {
        "disputes.review.upheld": 2,
        "disputes.review.corrected": 1,
        "disputes.review.other": 0,
        "disputes.review.pending": 0,
        "disputes.review.total": 5,
    }
    window.workbench.session.apply(SetCells(report.id, cells))
    assert flagged(window) == set(cells)
    rows = []

    def refuse(dialog: QDialog) -> None:
        shown_table = dialog.findChild(QTableWidget)
        rows.extend(
            [shown_table.item(row, column).text() for column in range(3)]
            for row in range(shown_table.rowCount())
        )
        dialog.reject()

    in_dialog(refuse)
    window.menu_actions.by_name["computed_totals"].trigger()
    assert [row[1:] for row in rows] == [["5", "3"]]
    assert "行政复议" in rows[0][0]
    assert window.workbench.session.report.totals is Totals.TYPED
    assert not window.menu_actions.by_name["computed_totals"].isChecked()
    in_dialog(lambda dialog: dialog.accept())
    window.menu_actions.by_name["computed_totals"].trigger()
    assert shown(window, "disputes.review.total") == "3"
    assert flagged(window) == set()
    window.workbench.session.undo()
    assert shown(window, "disputes.review.total") == "5"
    assert window.workbench.session.report.totals is Totals.TYPED


def test_the_history_tells_who_changed_which_cell(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    type_into(qtbot, window, "disputes.review.upheld", "4")
    lines = []

    def read(dialog: QDialog) -> None:
        model = part(dialog, QTreeView, "historyList").model()
        lines.extend(
            [model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())
        )
        dialog.reject()

    in_dialog(read)
    window.menu_actions.by_name["history"].trigger()
    places = [line[3] for line in lines]
    upheld = lines[next(n for n, place in enumerate(places) if "结果维持" in place)]
    assert upheld[4:] == ["（未填）", "4"]
    assert not any("disputes" in cell for line in lines for cell in line)


def test_the_list_shows_how_each_report_stands(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    model = part(window, QListView, "reportList").model()

    def states() -> dict[str, str]:
        rows = [model.index(row, 0) for row in range(1, model.rowCount())]
        # Whether the report is overdue, a hint, depends on the day.
        return {row.data(): row.data(ReportRole.STATE).word.partition(" · ")[0] for row in rows}

    qtbot.waitUntil(lambda: states() == {"2025": "2 处错误", "2024": "可定稿"}, timeout=5000)


def test_list_status_bar_and_panel_count_the_same(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    report = complete(overview="全年共收到政府信息公开申请99999件。联系电话13800138000。")
    session = window.workbench.session
    session.apply(
        SetCells(report.id, {"applications.new.natural_person": 7777, "disclosure.fees.amount": None})
    )
    qtbot.waitUntil(lambda: session.check is not None and session.check.full, timeout=8000)
    counts = counted(session.check.findings)
    assert len(counts) >= 3
    model = part(window, QListView, "reportList").model()
    row = next(
        r for r in range(model.rowCount()) if model.index(r, 0).data(ReportRole.REPORT_ID) == report.id
    )
    index = model.index(row, 0)
    state = index.data(ReportRole.STATE)
    shown = (
        part(window, QLabel, "verdictLabel").text(),
        state.word,
        index.data(Qt.ItemDataRole.AccessibleTextRole),
    )
    for words in shown:
        found = re.findall(r"(\d+) [处项](错误|待填|提示|请核对)", words)
        assert {kind: int(count) for count, kind in found} == counts
    assert sorted(re.findall(r"\d+", state.shorter[-1])) == sorted(map(str, counts.values())), (
        "where there is no room"
    )


def test_headings_are_larger_than_their_page_at_every_zoom(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    headings = window.findChildren(LargeLabel)
    assert len(headings) > 5
    for _step in range(2):
        assert {
            round(label.font().pointSizeF() / label.parentWidget().font().pointSizeF(), 2)
            for label in headings
        } == {1.2, 1.7}
        window.menu_actions.by_name["zoom_in"].trigger()
    assert window.workbench.verbs.view.zoom == 125


def test_the_window_remembers_zoom_report_and_column_widths(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    oldest = next(head.id for head in window.workbench.session.summaries() if head.year == 2024)
    window.workbench.session.select(oldest)
    window.menu_actions.by_name["zoom_in"].trigger()
    view = table(window, "applications")
    view.horizontalHeader().resizeSection(2, 123)
    window.close()
    again = open_window(sample_workspace)
    assert again.workbench.session.report.id == oldest
    assert again.workbench.verbs.view.zoom == 110
    assert table(again, "applications").columnWidth(2) == 123


def test_f6_goes_round_the_panes(qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path) -> None:
    window = open_window(sample_workspace)
    window.activateWindow()
    view = table(window, "applications")
    part(window, QListView, "reportList").setFocus()
    seen = []
    for _ in range(3):
        window.menu_actions.by_name["next_pane"].trigger()
        seen.append(QApplication.focusWidget().objectName())
    assert seen == [view.objectName(), "findingsList", "reportList"]


def test_a_foreign_file_is_refused_and_the_open_workspace_stays(
    window: MainWindow, add_report: ReportAdder, tmp_path: Path
) -> None:
    add_report()
    foreign = tmp_path / "foreign.nianbao"
    foreign.write_bytes(b"not a database at all")
    path = window.workbench.session.path
    assert not window.workbench.verbs.workspaces.open_path(foreign)
    assert str(foreign) in window.workbench.notice.text()
    assert window.workbench.session.path == path
    assert window.workbench.session.report is not None
    assert foreign.read_bytes() == b"not a database at all"


def test_arrow_keys_in_the_open_editor_keep_the_value(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    type_into(qtbot, window, "applications.new.enterprise", "8", Qt.Key.Key_Down)
    view = table(window, "applications")
    assert view.current_key() == "applications.carried_in.enterprise"
    press(qtbot, view, Qt.Key.Key_Up)
    assert shown(window, "applications.new.enterprise") == "8"


def test_the_dark_appearance_is_chosen_from_the_menu_and_remembered(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    dark = window.menu_actions.by_name["dark"]
    assert not dark.isChecked()
    dark.trigger()
    try:
        assert dark.isChecked()
        assert theme.current() is theme.DARK
        assert QApplication.palette().base().color() == QColor(theme.DARK.base)
        assert window.settings.text("appearance") == "dark"
    finally:
        dark.trigger()
    assert theme.current() is theme.LIGHT


def test_what_is_painted_by_hand_follows_the_appearance(
    open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    window.workbench.tabs.places.go_to_cell("applications.granted.natural_person")
    verdict = part(window, QLabel, "verdictLabel")
    header = table(window, "applications").horizontalHeader()

    def painted() -> tuple[QColor, QColor]:
        label = header.viewport().grab().toImage().pixelColor(1, 1)
        return label, verdict.palette().color(verdict.foregroundRole())

    assert painted() == (QColor(theme.LIGHT.label), QColor(theme.LIGHT.error))
    dark = window.menu_actions.by_name["dark"]
    dark.trigger()
    try:
        assert painted() == (QColor(theme.DARK.label), QColor(theme.DARK.error))
    finally:
        dark.trigger()


def test_the_side_panels_give_way_and_this_is_remembered(
    open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    for name, panel in (("show_reports", "reportList"), ("show_findings", "findingsList")):
        action = window.menu_actions.by_name[name]
        assert action.isChecked()
        assert part(window, QListView, panel).isVisible()
        action.trigger()
        assert not action.isChecked()
        assert not part(window, QListView, panel).isVisible()
    window.close()
    again = open_window(sample_workspace)
    assert not part(again, QListView, "reportList").isVisible()
    assert not part(again, QListView, "findingsList").isVisible()


def _luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    color = QColor(name)
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK, *theme.DISTINCT.values()], ids=lambda c: c.error)
def test_text_is_readable_on_every_background(colors: theme.Theme) -> None:
    """WCAG 2.1, 1.4.3: at least 4.5:1."""
    pairs = [
        (text_color, back)
        for text_color in ("text", "muted")
        for back in ("window", "base", "label", "total", "selection")
    ]
    pairs += [(kind, f"{kind}_tint") for kind in ("error", "warning", "ask")]
    pairs += [
        (kind, back)
        for kind in ("error", "warning", "fine", "accent")
        for back in ("base", "window", "selection")
    ]
    pairs += [("on_accent", "accent")]
    for front, back in pairs:
        light, dark = sorted(
            (_luminance(getattr(colors, front)), _luminance(getattr(colors, back))), reverse=True
        )
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back)


def test_a_tooltip_shows_what_looks_like_markup_as_it_was_typed() -> None:
    assert plain_tip("示例县教育局") == "示例县教育局"
    shown_literally = QTextDocument()
    shown_literally.setHtml(plain_tip("<b>x</b> & <img src=a>"))
    assert shown_literally.toPlainText() == "<b>x</b> & <img src=a>"
