"""Exporting many reports: which are chosen, what becomes of each, and that the window stays usable meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from collecting_office import rename_alike
from driving import part
from fixture_types import Complete, ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

from app.edits import AddReport, RemoveReport, SetCells, SetStatus, SetText
from app.exports.archive import verify
from app.report import Report, Status
from ui.base import theme
from ui.frame.main_window import MainWindow
from ui.work import batch_export
from ui.work.batch_export import BatchOrder, BatchRun, Outcome

Choose = Callable[..., QDialog]


@pytest.fixture
def reports(window: MainWindow, complete: Complete) -> list[Report]:
    """Three reports of 2024 without errors and one with."""
    made = [complete(f"示例县{name}局", seed) for seed, name in enumerate(("财政", "教育", "审计", "统计"))]
    window.workbench.session.apply(SetCells(made[1].id, {"applications.new.total": 1}))
    return made


@pytest.fixture
def dialog(window: MainWindow, reports: list[Report], tmp_path: Path) -> QDialog:
    """The dialog, exporting to an empty folder."""
    window.menu_actions.by_name["batch_export"].trigger()
    shown = part(window, QDialog, "batchDialog")
    (tmp_path / "输出").mkdir()
    part(shown, QLineEdit, "batchFolder").setText(str(tmp_path / "输出"))
    return shown


def _run(qtbot: QtBot, dialog: QDialog) -> str:
    """Export and return the summary."""
    part(dialog, QPushButton, "batchStart").click()
    qtbot.waitUntil(lambda: dialog.run is None, timeout=30_000)
    return part(dialog, QLabel, "batchWords").text()


def _states(dialog: QDialog) -> dict[str, str]:
    tree = part(dialog, QTreeWidget, "batchList")
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return {item.text(0): item.text(2) for item in items}


def _files(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "输出").iterdir()}


def test_reports_without_errors_are_exported_and_the_others_say_why_not(
    qtbot: QtBot, dialog: QDialog, tmp_path: Path
) -> None:
    assert _run(qtbot, dialog) == "已导出 3 份；1 份没有导出，原因见上表。"
    assert _states(dialog) == {
        "示例县审计局": "已导出",
        "示例县教育局": "没有导出：有 2 处错误，只能输出草稿。",
        "示例县统计局": "已导出",
        "示例县财政局": "已导出",
    }
    end = "2024年政府信息公开工作年度报告.pdf"
    assert _files(tmp_path) == {f"示例县{name}局{end}" for name in ("财政", "审计", "统计")}
    progress = part(dialog, QProgressBar, "batchProgress")
    assert (progress.value(), progress.maximum()) == (4, 4)


def test_drafts_are_exported_when_asked_for_and_named_so(
    qtbot: QtBot, dialog: QDialog, tmp_path: Path
) -> None:
    part(dialog, QCheckBox, "batchDrafts").setChecked(True)
    assert _run(qtbot, dialog) == "已导出 4 份（其中草稿 1 份）。"
    assert _states(dialog)["示例县教育局"] == "已导出（草稿）"
    assert "示例县教育局2024年政府信息公开工作年度报告（草稿）.pdf" in _files(tmp_path)


def test_files_that_are_there_are_replaced_only_when_asked_for(
    qtbot: QtBot, dialog: QDialog, tmp_path: Path
) -> None:
    old = tmp_path / "输出" / "示例县财政局2024年政府信息公开工作年度报告.pdf"
    old.write_text("旧")
    _run(qtbot, dialog)
    assert _states(dialog)["示例县财政局"] == f"没有导出：文件夹里已有“{old.name}”。"
    assert old.read_text() == "旧"
    part(dialog, QCheckBox, "batchReplace").setChecked(True)
    _run(qtbot, dialog)
    assert old.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("format_name", ["docx", "html", "xlsx", "json"])
def test_every_format_can_be_had(qtbot: QtBot, dialog: QDialog, tmp_path: Path, format_name: str) -> None:
    choice = part(dialog, QComboBox, "batchFormat")
    choice.setCurrentIndex(choice.findData(format_name))
    _run(qtbot, dialog)
    assert {Path(name).suffix for name in _files(tmp_path)} == {f".{format_name}"}


@pytest.mark.parametrize("format_name", ["chart-png", "chart-svg", "chart-pdf"])
def test_charts_of_many_are_made_at_once(
    qtbot: QtBot, dialog: QDialog, tmp_path: Path, format_name: str
) -> None:
    choice = part(dialog, QComboBox, "batchFormat")
    choice.setCurrentIndex(choice.findData(format_name))
    assert _run(qtbot, dialog) == "已导出 3 份；1 份没有导出，原因见上表。"
    ending = format_name.rpartition("-")[2]
    assert _files(tmp_path) == {
        f"示例县{name}局2024年政府信息公开图解.{ending}" for name in ("财政", "审计", "统计")
    }


def test_a_comparison_of_many_names_those_without_last_year(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, reports: list[Report], tmp_path: Path
) -> None:
    before = replace(reports[0], id=window.workbench.session.repository.new_report_id(), year=2023)
    window.workbench.session.apply(AddReport(before))
    choice = part(dialog, QComboBox, "batchFormat")
    choice.setCurrentIndex(choice.findData("comparison-pdf"))
    assert _run(qtbot, dialog) == "已导出 1 份；3 份没有导出，原因见上表。"
    assert _files(tmp_path) == {"示例县财政局2024年政府信息公开两年对照.pdf"}
    assert "没有 示例县审计局 2023 年的报告" in _states(dialog)["示例县审计局"]


def test_archive_packages_are_whole_and_never_drafts(qtbot: QtBot, dialog: QDialog, tmp_path: Path) -> None:
    choice = part(dialog, QComboBox, "batchFormat")
    choice.setCurrentIndex(choice.findData("archive"))
    drafts = part(dialog, QCheckBox, "batchDrafts")
    drafts.setChecked(True)
    assert not drafts.isEnabled()
    told = part(dialog, QPlainTextEdit, "batchDigests")
    assert not told.isVisible()
    assert "请把上面的校验值抄存在别处" in _run(qtbot, dialog)
    assert _states(dialog)["示例县教育局"] == "没有导出：有 2 处错误，只能输出草稿，不能归档。"
    packages = list((tmp_path / "输出").iterdir())
    assert len(packages) == 3
    assert all(verify(package).faults == () for package in packages)
    assert told.isVisible()
    lines = told.toPlainText().splitlines()
    assert len(lines) == 9
    for package in packages:
        at = lines.index(package.name)
        assert lines[at + 1 : at + 3] == verify(package).digests.lines()
    choice.setCurrentIndex(choice.findData("html"))
    assert "校验值" not in _run(qtbot, dialog)
    assert not told.isVisible()


def test_only_what_is_checked_is_exported(
    qtbot: QtBot, dialog: QDialog, add_report: ReportAdder, tmp_path: Path
) -> None:
    start = part(dialog, QPushButton, "batchStart")
    pick = part(dialog, QComboBox, "batchPick")
    pick.setCurrentIndex(pick.findText("全不选"))
    pick.activated.emit(pick.currentIndex())
    assert not start.isEnabled()
    tree = part(dialog, QTreeWidget, "batchList")
    tree.setCurrentItem(tree.topLevelItem(0))
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert _run(qtbot, dialog) == "已导出 1 份。"
    assert len(_files(tmp_path)) == 1


def test_it_begins_with_the_year_of_the_report_on_screen(
    window: MainWindow, reports: list[Report], add_report: ReportAdder
) -> None:
    add_report("示例县财政局", 2023)
    window.menu_actions.by_name["batch_export"].trigger()
    dialog = part(window, QDialog, "batchDialog")
    tree = part(dialog, QTreeWidget, "batchList")
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    assert [item.text(1) for item in items if item.checkState(0) is Qt.CheckState.Checked] == ["2023"]


def test_a_folder_that_is_not_there_is_said_and_nothing_begins(dialog: QDialog, tmp_path: Path) -> None:
    part(dialog, QLineEdit, "batchFolder").setText(str(tmp_path / "没有"))
    part(dialog, QPushButton, "batchStart").click()
    assert part(dialog, QLabel, "batchWords").text() == "没有这个文件夹，请另选。"
    assert dialog.run is None


def test_it_can_be_stopped_and_says_how_many_are_left(qtbot: QtBot, dialog: QDialog) -> None:
    start = part(dialog, QPushButton, "batchStart")
    start.click()
    assert start.text() == "停止(&E)"
    start.click()
    qtbot.waitUntil(lambda: dialog.run is None, timeout=30_000)
    assert "已停止，还有 3 份没有导出" in part(dialog, QLabel, "batchWords").text()
    assert start.text() == "导出(&E)"


def test_the_window_can_be_worked_in_meanwhile_and_each_report_is_exported_as_it_is_then(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, reports: list[Report], tmp_path: Path
) -> None:
    choice = part(dialog, QComboBox, "batchFormat")
    choice.setCurrentIndex(choice.findData("html"))
    part(dialog, QPushButton, "batchStart").click()
    session = window.workbench.session
    last = next(report for report in reports if report.unit.name == "示例县财政局")
    session.apply(SetText(last.id, "other", "导出开始以后才写的。"))
    qtbot.waitUntil(lambda: dialog.run is None, timeout=30_000)
    page = tmp_path / "输出" / "示例县财政局2024年政府信息公开工作年度报告.html"
    assert "导出开始以后才写的。" in page.read_text(encoding="utf-8")


def test_a_report_deleted_meanwhile_is_left_out(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, reports: list[Report]
) -> None:
    part(dialog, QPushButton, "batchStart").click()
    last = next(report for report in reports if report.unit.name == "示例县财政局")
    window.workbench.session.apply(RemoveReport(last.id))
    qtbot.waitUntil(lambda: dialog.run is None, timeout=30_000)
    assert _states(dialog)["示例县财政局"].startswith("没有导出：")


def _count(dialog: QDialog) -> str:
    return next(label.text() for label in dialog.findChildren(QLabel) if label.text().startswith("已选"))


def test_the_list_follows_what_becomes_of_the_reports(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, reports: list[Report]
) -> None:
    """One is deleted, one finalised, one added, while another is not checked: all of that is seen at once."""
    tree, session = part(dialog, QTreeWidget, "batchList"), window.workbench.session
    first = tree.topLevelItem(0)
    unchecked = first.text(0)
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert first.checkState(0) is Qt.CheckState.Unchecked
    assert _count(dialog) == "已选 3 份，共 4 份"
    gone, final = [one for one in reports if one.unit.name != unchecked][:2]
    session.apply(RemoveReport(gone.id))
    assert _count(dialog) == "已选 2 份，共 3 份"
    assert gone.unit.name not in _states(dialog)
    assert part(dialog, QLabel, "batchWords").text() == "所选的报告中有 1 份已被删除。"
    session.apply(SetStatus(final.id, Status.FINAL))
    assert _states(dialog)[final.unit.name] == "已定稿"
    session.add(replace(session.new_report("示例县水务局", 2025)))
    assert _states(dialog)["示例县水务局"] == "编制中"
    checked = [
        row.text(0)
        for row in (tree.topLevelItem(at) for at in range(tree.topLevelItemCount()))
        if row.checkState(0) is Qt.CheckState.Checked
    ]
    assert set(checked) == {one.unit.name for one in reports} - {gone.unit.name, unchecked}
    assert _count(dialog) == "已选 2 份，共 4 份"


def test_what_became_of_a_report_stays_when_another_changes(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, reports: list[Report]
) -> None:
    _run(qtbot, dialog)
    told = _states(dialog)
    window.workbench.session.apply(RemoveReport(reports[0].id))
    told.pop(reports[0].unit.name)
    assert _states(dialog) == told


def test_escape_closes_the_dialog_and_stops_what_is_under_way(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, tmp_path: Path
) -> None:
    part(dialog, QPushButton, "batchStart").click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.run is None, timeout=30_000)
    assert len(_files(tmp_path)) <= 1
    window.menu_actions.by_name["batch_export"].trigger()
    assert window.workbench.verbs.batch._dialog.isVisible()


def test_another_workspace_ends_it(qtbot: QtBot, window: MainWindow, dialog: QDialog, tmp_path: Path) -> None:
    part(dialog, QPushButton, "batchStart").click()
    window.workbench.session.create(tmp_path / "另一个.nianbao")
    qtbot.waitUntil(lambda: dialog.run is None, timeout=30_000)
    assert not dialog.isVisible()
    assert len(_files(tmp_path)) <= 1


@pytest.mark.parametrize("name", ["很长的单位名称" * 20 + "{}局", "青禾{}水务局"])
def test_names_that_are_nearly_the_same_do_not_overwrite_each_other(
    qtbot: QtBot, window: MainWindow, complete: Complete, tmp_path: Path, name: str
) -> None:
    made = [complete(name.format(mark), 1) for mark in "/:"]
    outcomes: list[Outcome] = []
    run = BatchRun(window.workbench.session, BatchOrder([report.id for report in made], "json", tmp_path))
    run.ended.connect(outcomes.append)
    run.start()
    qtbot.waitUntil(lambda: bool(outcomes), timeout=30_000)
    assert len({path.name for path in outcomes[0].written}) == 2
    assert all(path.exists() and len(path.name.encode()) <= 255 for path in outcomes[0].written)


def test_units_of_one_name_are_told_apart_in_the_names_of_files(
    qtbot: QtBot, window: MainWindow, complete: Complete, tmp_path: Path
) -> None:
    session = window.workbench.session
    made = [complete(f"示例{mark}局", 1) for mark in "甲乙"]
    rename_alike(session, made)
    outcomes: list[Outcome] = []
    run = BatchRun(session, BatchOrder([report.id for report in made], "json", tmp_path, drafts=True))
    run.ended.connect(outcomes.append)
    run.start()
    qtbot.waitUntil(lambda: bool(outcomes), timeout=30_000)
    end = "人民政府／教育局2024年政府信息公开工作年度报告（草稿）.json"
    assert [path.name for path in outcomes[0].written] == [f"青溪县{end}", f"白石县{end}"]


def test_it_is_told_that_characters_are_printed_as_a_mark(
    qtbot: QtBot, window: MainWindow, complete: Complete, tmp_path: Path
) -> None:
    complete(other="这里有一个\ue123字。")
    (tmp_path / "输出").mkdir()
    window.settings.set("export_folder", str(tmp_path / "输出"))
    window.menu_actions.by_name["batch_export"].trigger()
    shown = part(window, QDialog, "batchDialog")
    part(shown, QCheckBox, "batchDrafts").setChecked(True)
    assert _run(qtbot, shown).startswith(
        "已导出 1 份（其中草稿 1 份）。印不出的字在纸上和 PDF、OFD 中以“〓”代替。"
    )


def test_a_fault_of_ours_ends_the_run_and_is_raised(
    qtbot: QtBot, dialog: QDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(batch_export, "export", broken)
    with qtbot.captureExceptions() as raised:
        _run(qtbot, dialog)
    assert [str(error) for _, error, _ in raised] == ["broken"]
    assert "已停止" in part(dialog, QLabel, "batchWords").text()


def test_rows_take_the_colours_of_another_theme(
    qtbot: QtBot, qapp: QApplication, dialog: QDialog, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: theme.apply_theme(qapp, "light"))
    theme.apply_theme(qapp, "light")
    _run(qtbot, dialog)
    tree = part(dialog, QTreeWidget, "batchList")

    def colours() -> set[str]:
        items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
        return {item.foreground(2).color().name() for item in items}

    light = colours()
    theme.apply_theme(qapp, "dark")
    assert colours().isdisjoint(light)
    assert colours() <= {QColor(theme.color(name)).name() for name in ("fine", "warning", "error", "muted")}
