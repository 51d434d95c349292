"""What is made of a group's returns: scores, comparison, charts; and what a unit sends: a nil return in one click."""

import pkgutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from builders import only_report
from collecting_office import CELL, CITY, NAMES, YEAR, aggregate, make_office, report_of, send
from driving import notice, part, way_on
from fixture_types import OpenWindow, ReportAdder
from openpyxl import load_workbook
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QTableView
from pytestqt.qtbot import QtBot
from test_group_page import drop, result, taken

from app.check_code import check_code, spaced
from app.edits import AddReport, SetCells
from app.report import Unit, Waiver
from app.store.workspace import create
from ui.frame.main_window import MainWindow


def written(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, path: Path, name: str) -> Path:
    """Ask for a paper by the page's menu, saved to *path*."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    part(window, QAction, f"group_action_{name}").trigger()
    qtbot.waitUntil(lambda: "已存为" in notice(window), timeout=15_000)
    return path


def test_the_scoring_sheet_says_who_was_late_and_how_often(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = office.workbench.session.repository
    send(repository, report_of(2, 30), at="2026-01-06T10:00:00", name="更正.xlsx")
    path = written(qtbot, office, monkeypatch, tmp_path / "质量.xlsx", "export_scores")
    heads, *rows = list(load_workbook(path).active.values)[1:]
    by_name = {row[1]: dict(zip(heads, row, strict=True)) for row in rows}
    assert list(by_name) == [NAMES[own] for own in (2, 3, 4, 5)]
    finance, education = by_name["云岭市财政局"], by_name["云岭市教育局"]
    assert finance["报送次数"] == 2
    assert finance["首次报送错误数"] == 0
    assert education["首次报送错误数"] > 0
    assert by_name["云岭市审计局"]["是否按时"] == "未报"
    late = finance["是否按时"]
    assert late == "按时" or late.startswith("逾期 ")


def test_units_stand_beside_each_other_with_the_group_and_last_year(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = office.workbench.session
    session.apply(session.collection.making(Unit(CITY, NAMES[CITY]), YEAR))
    part(office, QTableView, "groupTable").selectAll()
    path = written(qtbot, office, monkeypatch, tmp_path / "对照.xlsx", "compare_units")
    book = load_workbook(path)
    heads, *rows = list(book.worksheets[0].values)[1:]
    assert list(heads) == ["项目", "云岭市财政局", "云岭市教育局", "青溪县人民政府", "云岭市人民政府汇总"]
    row = next(row for row in rows if row[0] == session.repository.report_of(2, YEAR).form.cells[CELL].name)
    assert list(row[1:]) == [
        report_of(2, 12).cells[CELL],
        report_of(3, 13).cells[CELL],
        aggregate(session.repository, 5).cells[CELL],
        aggregate(session.repository).cells[CELL],
    ]
    assert sum(row[1:4]) == row[4]
    moved = {(row[0], row[1]): row[2:] for row in list(book.worksheets[1].values)[2:]}
    now, before = report_of(2, 12), report_of(2, 2, YEAR - 1)
    key = "applications.new.total"
    assert moved["云岭市财政局", "新收"][:3] == (
        now.cells[key],
        before.cells[key],
        now.cells[key] - before.cells[key],
    )


@pytest.mark.parametrize(
    ("paper", "step"),
    [
        ("compare_units", "app.store.repository.Repository.report"),
        ("export_scores", "app.store.punctuality._rows"),
    ],
)
def test_a_paper_of_many_units_is_read_in_another_thread_counted_and_stopped(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: str, step: str
) -> None:
    monkeypatch.setattr("app.store.punctuality._AT_ONCE", 1)
    module, _, name = step.rpartition(".")
    owner = pkgutil.resolve_name(module)
    real, went_on, calls = getattr(owner, name), threading.Event(), list[object]()

    def held(*arguments: object, **options: object) -> object:
        if threading.current_thread() is not threading.main_thread():
            calls.append(arguments)
            # The first unit, which may have two reports, is read; others only once the test has stopped the work.
            if len(calls) > 2:
                went_on.wait(10)
        return real(*arguments, **options)

    monkeypatch.setattr(owner, name, held)
    path = tmp_path / "表.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    part(office, QAction, f"group_action_{paper}").trigger()
    qtbot.waitUntil(lambda: " 个单位，共 " in notice(office), timeout=10_000)
    way_on(office, "停止").click()
    went_on.set()
    qtbot.waitUntil(lambda: "已停止" in notice(office), timeout=10_000)
    assert not path.exists()


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_the_charts_come_as_pdf_png_and_svg(
    qtbot: QtBot,
    office: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    begins: bytes,
) -> None:
    path = written(qtbot, office, monkeypatch, tmp_path / f"分析.{ending}", "export_analysis")
    assert path.read_bytes().lstrip()[:5].startswith(begins[:4])
    assert path.stat().st_size > 5000


def test_a_chart_of_another_kind_is_refused_in_words(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "a.gif"), ""))
    part(office, QAction, "group_action_export_analysis").trigger()
    assert "扩展名不对" in notice(office)


def test_what_a_unit_has_waived_travels_with_its_return_to_the_office(
    qtbot: QtBot,
    open_window: OpenWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiver = Waiver("text.fee", "mark", "已另文说明", "李四", "2026-01-10T10:00:00")
    workspace = create(tmp_path / "单位.nianbao")
    workspace.repository.apply(AddReport(replace(report_of(4, 14), id=1, waivers=(waiver,))))
    workspace.close()
    unit = open_window(workspace.path)
    path = tmp_path / "上报.nianbao"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    unit.menu_actions.by_name["send_report"].trigger()
    qtbot.waitUntil(lambda: "上报文件已存为" in notice(unit), timeout=10_000)
    assert not list(tmp_path.glob("上报.nianbao?*")), "no folder of backups beside the file to send"
    office = open_window(make_office(tmp_path / "汇总.nianbao"))
    drop(office, path)
    assert [row[1] for row in result(taken(qtbot, office))] == ["√ 已收"]
    received = office.workbench.session.repository.report_of(4, YEAR)
    assert received is not None
    assert received.waivers == (waiver,)


def test_the_workspace_in_use_is_never_replaced_by_the_file_to_send(
    window: MainWindow, add_report: ReportAdder, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_report("云岭市审计局", YEAR)
    own = window.workbench.session.path
    before = own.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(own), ""))
    window.menu_actions.by_name["send_report"].trigger()
    assert "不替换已有的数据文件" in notice(window)
    assert own.read_bytes() == before


def test_a_nil_return_fills_the_blanks_and_is_taken_in_as_it_is(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_report("云岭市审计局", YEAR)
    path = tmp_path / "上报.nianbao"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    window.menu_actions.by_name["nil_return"].trigger()
    qtbot.waitUntil(lambda: "上报文件已存为" in notice(window), timeout=10_000)
    report = window.workbench.session.report
    assert report is not None
    assert set(report.cells) == set(report.form.cells)
    assert set(report.cells.values()) == {0}
    assert spaced(check_code(report.form, report.cells)) in notice(window)
    sent = only_report(path)
    assert (sent.unit.name, sent.year, sent.cells) == ("云岭市审计局", YEAR, report.cells)
    window.workbench.session.undo()
    assert not window.workbench.session.report.cells, "one step"


def test_a_report_with_figures_is_no_nil_return(
    window: MainWindow, add_report: ReportAdder, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = add_report("云岭市审计局", YEAR)
    window.workbench.session.apply(SetCells(report.id, {CELL: 3}))
    before = window.workbench.session.report
    window.menu_actions.by_name["nil_return"].trigger()
    assert "不是空表" in notice(window)
    assert window.workbench.session.report == before
