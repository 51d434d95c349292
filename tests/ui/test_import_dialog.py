"""Reports come in from files: shown beside their source, compared with what is there, stored as one step."""

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import consistent_report
from driving import button, notice, part, shown
from fixture_types import ReportAdder
from pages import NEW, UNIT, YEAR, Page, figures
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableView,
    QTabWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from app.errors import UserError
from app.exports.formats import render
from app.exports.plain_text import plain_text
from app.exports.report_blocks import document
from app.report import Report, Status, Totals
from app.values import Value, canonical, printed
from ui.frame.main_window import MainWindow
from ui.models.compared_model import ComparedModel, SourceModel, tables_for
from ui.models.grid_model import GridRole
from ui.models.import_model import ImportColumn, SourcesModel, UnreadModel
from ui.work.importing import read_source

Write = Callable[..., Path]
UNCLEAR = {
    "applications.new.enterprise": "/",
    "applications.granted.natural_person": "若干",
    "disclosure.rules.issued": "22（其中修订16件）",
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a report as a web page: ``write(name, **what is special on the page)``."""

    def run(name: str = "年报.html", **special: object) -> Path:
        path = tmp_path / name
        path.write_text(Page(NEW, **special).html(), encoding="utf-8")
        return path

    return run


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow) -> Iterator[Callable[..., QDialog]]:
    """Reads files as when dropped on the window and returns the dialog that shows them."""

    def run(*paths: Path) -> QDialog:
        window.workbench.take_dropped(list(paths))
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=10_000)
        return QApplication.activeModalWidget()

    yield run
    while QApplication.activeModalWidget() is not None:
        QApplication.activeModalWidget().reject()


def _press(dialog: QDialog, name: str) -> None:
    button = part(dialog, QPushButton, name)
    assert button.isVisible()
    assert button.isEnabled()
    button.click()


def _says(dialog: QDialog) -> str:
    return part(dialog, QLabel, "importState").text()


def _marked(dialog: QDialog, name: str, kind: str) -> set[str]:
    model = part(dialog, QTableView, name).model()
    return {key for key in model.grid.inputs if model.index_for(key).data(GridRole.SEVERITY) == kind}


def _title(number: int, unit: str = UNIT) -> str:
    return f"<h1>{unit}{number}年政府信息公开工作年度报告</h1>"


# one file, new


def test_a_dropped_file_is_shown_and_comes_in_as_one_step(
    qtbot: QtBot, window: MainWindow, write: Write
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write()))])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=10_000)
    dialog = QApplication.activeModalWidget()
    assert part(dialog, QComboBox, "unitName").currentText() == UNIT
    assert part(dialog, QSpinBox, "reportYear").value() == YEAR
    assert "新建" in _says(dialog)
    assert window.workbench.session.summaries() == [], "nothing is stored before the user agrees"
    _press(dialog, "addReport")
    session = window.workbench.session
    assert (session.report.unit.name, session.report.year) == (UNIT, YEAR)
    assert session.report.cells == figures(NEW)
    assert session.report.totals is Totals.TYPED
    session.undo()
    assert session.summaries() == []
    session.redo()
    assert session.report.cells == figures(NEW)


def test_the_menu_asks_for_files(
    qtbot: QtBot, window: MainWindow, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    window.menu_actions.by_name["import_report"].trigger()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=10_000)
    assert path.name in QApplication.activeModalWidget().windowTitle()
    QApplication.activeModalWidget().reject()


def test_unread_cells_are_marked_on_both_sides_and_listed_with_where_and_why(
    opened: Callable[..., QDialog], write: Write
) -> None:
    dialog = opened(write(values=UNCLEAR))
    assert _marked(dialog, "read_applications", "warning") == {
        "applications.new.enterprise",
        "applications.granted.natural_person",
    }
    model = part(dialog, QTableView, "unreadList").model()
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert [text for _, text, _ in rows if text in UNCLEAR.values() and "（" not in text] == ["/", "若干"]
    assert all("第" in where and why for where, _, why in rows)
    tabs = part(dialog, QTabWidget, "importTabs")
    assert [tabs.tabText(n) for n in range(tabs.count())][1:5] == ["一", "二 !1", "三 !2", "四"]
    read = part(dialog, QTableView, "read_applications").model()
    tip = read.index_for("applications.new.enterprise").data(Qt.ItemDataRole.ToolTipRole)
    assert "原件为“/”" in tip
    assert "不能确定是 0" in tip


def test_choosing_an_unread_entry_leads_to_its_cell_and_its_place_in_the_source(
    opened: Callable[..., QDialog], write: Write
) -> None:
    dialog = opened(write(values=UNCLEAR))
    entries = part(dialog, QTableView, "unreadList")
    row = next(n for n in range(entries.model().rowCount()) if entries.model().index(n, 1).data() == "若干")
    entries.setCurrentIndex(entries.model().index(row, 0))
    page = part(dialog, QTabWidget, "importTabs").currentWidget()
    assert page.view.currentIndex().data(GridRole.CELL).key == "applications.granted.natural_person"
    source = page.findChild(QTableView, "sourceTable")
    assert source.currentIndex().data() == "若干"
    assert "若干" in part(page, QLabel, "cellDetail").text()


def test_a_cell_of_the_source_leads_to_what_was_read_from_it(
    opened: Callable[..., QDialog], write: Write
) -> None:
    dialog = opened(write())
    tabs = part(dialog, QTabWidget, "importTabs")
    tabs.setCurrentIndex(3)
    page = tabs.currentWidget()
    source = page.findChild(QTableView, "sourceTable")
    wanted = str(figures(NEW)["applications.carried_out.natural_person"])
    model = source.model()
    place = next(where for where, cell in model.cells().items() if cell.text == wanted)
    source.setCurrentIndex(model.index(*place))
    assert page.view.currentIndex().data(GridRole.CELL).key == "applications.carried_out.natural_person"


def test_unit_and_year_must_be_given_when_the_source_does_not_tell(
    window: MainWindow, opened: Callable[..., QDialog], write: Write
) -> None:
    dialog = opened(write(title=""))
    add = part(dialog, QPushButton, "addReport")
    assert not add.isEnabled()
    assert "请填写单位全称和报告年度" in _says(dialog)
    part(dialog, QComboBox, "unitName").setEditText("示例市水务局")
    assert not add.isEnabled()
    part(dialog, QSpinBox, "reportYear").setValue(2023)
    _press(dialog, "addReport")
    report = window.workbench.session.report
    assert (report.unit.name, report.year) == ("示例市水务局", 2023)
    assert "没有读出" not in window.workbench.notice.text(), "what the user gave is missing no longer"


def test_cancelling_stores_nothing(window: MainWindow, opened: Callable[..., QDialog], write: Write) -> None:
    opened(write()).reject()
    assert window.workbench.session.summaries() == []
    assert not window.workbench.session.undo_stack.canUndo()


def test_a_file_that_cannot_be_read_is_told_in_one_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "旧.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100)
    window.workbench.take_dropped([path])
    qtbot.waitUntil(lambda: "另存为 docx" in window.workbench.notice.text(), timeout=10_000)
    assert QApplication.activeModalWidget() is None


def test_after_last_years_report_this_years_is_offered_with_what_it_takes_over(
    window: MainWindow, opened: Callable[..., QDialog], write: Write
) -> None:
    _press(opened(write()), "addReport")
    notice = window.workbench.notice
    offer = next(b for b in notice.findChildren(QPushButton) if str(YEAR + 1) in b.text())
    assert offer.isVisibleTo(notice)
    offer.click()
    report = window.workbench.session.report
    assert report.year == YEAR + 1
    carried = figures(NEW)["applications.carried_out.enterprise"]
    assert report.cells["applications.carried_in.enterprise"] == carried
    window.workbench.session.undo()
    assert [head.year for head in window.workbench.session.summaries()] == [YEAR]


# one file, whose report is there


def _there(add_report: ReportAdder, **fields: object) -> Report:
    """Add the page's own report, with *fields* changed."""
    cells = dict(figures(NEW))
    cells["disputes.review.upheld"] = 9
    del cells["applications.new.other_org"]
    sections = {section.key: f"{section.tab}的内容。" for section in NEW.text_sections}
    sections["overview"] = "一的内容。\n另有一段。"
    usual = {"cells": cells, "sections": sections, "totals": Totals.TYPED}
    return add_report(UNIT, YEAR, **{**usual, **fields})


def test_differences_from_the_report_that_is_there_are_shown_side_by_side(
    opened: Callable[..., QDialog], add_report: ReportAdder, write: Write
) -> None:
    _there(add_report)
    dialog = opened(write())
    assert "3 处不同" in _says(dialog)
    assert not part(dialog, QPushButton, "addReport").isVisible()
    for side, value in (("existing", "9"), ("read", str(figures(NEW)["disputes.review.upheld"]))):
        assert _marked(dialog, f"{side}_disputes", "ask") == {"disputes.review.upheld"}
        model = part(dialog, QTableView, f"{side}_disputes").model()
        assert model.index_for("disputes.review.upheld").data() == value
    tip = (
        part(dialog, QTableView, "read_applications")
        .model()
        .index_for("applications.new.other_org")
        .data(Qt.ItemDataRole.ToolTipRole)
    )
    assert "现有报告为空白" in tip
    assert part(dialog, QPlainTextEdit, "existing_overview").toPlainText() == "一的内容。\n≠ 另有一段。"
    tabs = part(dialog, QTabWidget, "importTabs")
    titles = [tabs.tabText(n) for n in range(tabs.count())]
    assert titles == ["封面与前言", "一 ≠1", "二", "三 ≠1", "四 ≠1", "五", "六"]


def test_the_left_side_shows_the_source_or_the_report(
    opened: Callable[..., QDialog], add_report: ReportAdder, write: Write
) -> None:
    _there(add_report)
    dialog = opened(write())
    part(dialog, QTabWidget, "importTabs").setCurrentIndex(4)
    report = part(dialog, QTableView, "existing_disputes")
    source = part(dialog, QTabWidget, "importTabs").currentWidget().findChild(QTableView, "sourceTable")
    assert (report.isVisible(), source.isVisible()) == (True, False)
    next(button for button in dialog.findChildren(QRadioButton) if "原件" in button.text()).click()
    assert (report.isVisible(), source.isVisible()) == (False, True)


def test_replacing_is_one_step_that_undo_takes_back(
    window: MainWindow, opened: Callable[..., QDialog], add_report: ReportAdder, write: Write
) -> None:
    before = _there(add_report, totals=Totals.COMPUTED)
    before = window.workbench.session.report
    _press(opened(write()), "replaceReport")
    session = window.workbench.session
    assert session.report.id == before.id
    assert session.report.cells == figures(NEW)
    assert session.report.text("overview") == "一的内容。"
    session.undo()
    assert session.report == before


def test_filling_keeps_what_is_there(
    window: MainWindow, opened: Callable[..., QDialog], add_report: ReportAdder, write: Write
) -> None:
    _there(add_report)
    _press(opened(write()), "fillReport")
    report = window.workbench.session.report
    assert report.cells["disputes.review.upheld"] == 9
    assert report.cells["applications.new.other_org"] == figures(NEW)["applications.new.other_org"]
    assert "另有一段" in report.text("overview")


def test_another_year_makes_it_a_new_report(
    window: MainWindow, opened: Callable[..., QDialog], add_report: ReportAdder, write: Write
) -> None:
    _there(add_report)
    dialog = opened(write())
    part(dialog, QSpinBox, "reportYear").setValue(YEAR - 1)
    assert "新建" in _says(dialog)
    assert _marked(dialog, "read_disputes", "ask") == set()
    _press(dialog, "addReport")
    assert [head.year for head in window.workbench.session.summaries()] == [YEAR, YEAR - 1]


@pytest.mark.parametrize(
    ("special", "words"),
    [({"status": Status.FINAL}, "已定稿"), ({"form": "cn-disclosure-2019", "cells": {}}, "格式")],
)
def test_what_stands_in_the_way_is_said(
    opened: Callable[..., QDialog],
    add_report: ReportAdder,
    write: Write,
    special: dict[str, object],
    words: str,
) -> None:
    _there(add_report, **special)
    dialog = opened(write())
    assert words in _says(dialog)
    assert not part(dialog, QPushButton, "addReport").isEnabled()
    assert not part(dialog, QPushButton, "replaceReport").isVisible()


# many files


def _rows(dialog: QDialog) -> list[list[str]]:
    model = part(dialog, QTableView, "importFiles").model()
    return [[model.index(row, column).data() for column in ImportColumn] for row in range(model.rowCount())]


@pytest.fixture
def many(write: Write, tmp_path: Path) -> list[Path]:
    bad = tmp_path / "不是报告.txt"
    bad.write_text("今天天气很好。\n", encoding="utf-8")
    return [
        write("甲.html", title=_title(YEAR, "示例市交通局")),
        write("乙.html", title=_title(YEAR, "示例市民政局"), values=UNCLEAR),
        bad,
        write("丙.html"),
        write("丁.html", title=""),
        write("戊.html", title=_title(YEAR, "示例市交通局")),
    ]


def test_many_files_are_listed_and_the_good_ones_come_in_together(
    window: MainWindow, opened: Callable[..., QDialog], many: list[Path], add_report: ReportAdder
) -> None:
    _there(add_report)
    dialog = opened(*many)
    rows = {row[ImportColumn.FILE]: row for row in _rows(dialog)}
    total = len(NEW.cells)
    assert rows["甲.html"][1:] == ["示例市交通局", str(YEAR), f"{total}/{total}", "0", "新建报告"]
    assert rows["乙.html"][ImportColumn.UNREAD] == "! 3"
    assert rows["不是报告.txt"][ImportColumn.FATE].startswith("× “不是报告.txt”")
    assert "已有报告" in rows["丙.html"][ImportColumn.FATE]
    assert "请补填单位、年度" in rows["丁.html"][ImportColumn.FATE]
    assert "甲.html" in rows["戊.html"][ImportColumn.FATE]
    assert "2 份" in part(dialog, QPushButton, "importAll").text()
    _press(dialog, "importAll")
    session = window.workbench.session
    assert {head.unit.name for head in session.summaries()} == {UNIT, "示例市交通局", "示例市民政局"}
    assert len({head.unit.id for head in session.summaries()}) == 3
    session.undo()
    assert {head.unit.name for head in session.summaries()} == {UNIT}
    session.redo()
    assert len(session.summaries()) == 3


def test_unit_and_year_are_typed_in_the_list(
    window: MainWindow, opened: Callable[..., QDialog], many: list[Path]
) -> None:
    dialog = opened(*many)
    model = part(dialog, QTableView, "importFiles").model()
    row = next(n for n, path in enumerate(many) if path.name == "丁.html")
    assert model.setData(model.index(row, ImportColumn.UNIT), " 示例市文旅局 ")
    assert model.setData(model.index(row, ImportColumn.YEAR), "2023")
    assert not model.setData(model.index(row, ImportColumn.YEAR), "去年")
    assert model.index(row, ImportColumn.FATE).data() == "新建报告"
    _press(dialog, "importAll")
    assert ("示例市文旅局", 2023) in {(h.unit.name, h.year) for h in window.workbench.session.summaries()}


@pytest.mark.parametrize("composed", ["", "s"])
def test_a_unit_typed_with_an_input_method_is_whole(
    opened: Callable[..., QDialog], many: list[Path], composed: str
) -> None:
    dialog = opened(*many)
    table = part(dialog, QTableView, "importFiles")
    table.setCurrentIndex(table.model().index(0, ImportColumn.UNIT))
    table.setFocus()
    for text in ("示例", "县", "林业局"):
        for preedit, committed in ((composed, ""), ("", text)):
            if preedit or committed:
                event = QInputMethodEvent(preedit, [])
                event.setCommitString(committed)
                QApplication.sendEvent(QApplication.focusWidget(), event)
                QApplication.processEvents()
    QTest.keyClicks(QApplication.focusWidget(), "2")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert _rows(dialog)[0][ImportColumn.UNIT] == "示例县林业局2"


def test_what_is_there_is_replaced_only_when_asked_for(
    window: MainWindow, opened: Callable[..., QDialog], many: list[Path], add_report: ReportAdder
) -> None:
    there = _there(add_report)
    dialog = opened(*many)
    choice = part(dialog, QComboBox, "whenThere")
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert "3 份" in part(dialog, QPushButton, "importAll").text()
    _press(dialog, "importAll")
    session = window.workbench.session
    assert session.repository.report(there.id).cells == figures(NEW)
    session.undo()
    assert session.repository.report(there.id) == there


def _like_the_page(window: MainWindow, opened: Callable[..., QDialog], write: Write) -> Report:
    """Take a page in, and put blanks around a text, which are not printed."""
    _press(opened(write()), "addReport")
    session = window.workbench.session
    report = session.report
    section = next(key for key, body in report.sections.items() if body)
    session.apply_text(section, f"{report.text(section)} \n\n", "改")
    return session.report


def test_replacing_by_the_same_says_that_nothing_differs_and_changes_nothing(
    window: MainWindow, opened: Callable[..., QDialog], write: Write
) -> None:
    there = _like_the_page(window, opened, write)
    steps = window.workbench.session.undo_stack.count()
    dialog = opened(write("又一份.html"))
    assert "完全相同，不需要读入" in part(dialog, QLabel, "importState").text()
    for name in ("replaceReport", "fillReport"):
        assert not part(dialog, QPushButton, name).isEnabled()
    dialog.reject()
    other = write("另一年.html", title=f"<h1>{UNIT}{YEAR - 1}年政府信息公开工作年度报告</h1>")
    dialog = opened(write("又一份.html"), other)
    choice = part(dialog, QComboBox, "whenThere")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_End)
    assert choice.currentIndex() == 2
    assert "1 份" in part(dialog, QPushButton, "importAll").text()
    _press(dialog, "importAll")
    assert notice(window).startswith("已读入 1 份报告，另有 1 份与已有的完全相同，没有改动")
    assert window.workbench.session.repository.report(there.id) == there
    assert window.workbench.session.undo_stack.count() == steps + 1


def test_what_has_become_the_same_while_the_dialog_was_open_is_told_there(
    window: MainWindow, opened: Callable[..., QDialog], write: Write
) -> None:
    there = _like_the_page(window, opened, write)
    session = window.workbench.session
    key = next(iter(there.cells))
    session.apply(SetCells(there.id, {key: None}))
    dialog = opened(write("又一份.html"))
    assert part(dialog, QPushButton, "replaceReport").isEnabled()
    session.undo()
    _press(dialog, "replaceReport")
    assert part(dialog, QLabel, "refusal").text() == "没有读入：与已有的报告完全相同。"
    assert session.repository.report(there.id) == there
    dialog.reject()


def test_a_file_of_the_list_opens_in_detail_and_brings_back_its_corrections(
    qtbot: QtBot, opened: Callable[..., QDialog], many: list[Path]
) -> None:
    dialog = opened(*many)
    table = part(dialog, QTableView, "importFiles")
    row = next(n for n, path in enumerate(many) if path.name == "丁.html")
    table.setCurrentIndex(table.model().index(row, ImportColumn.FILE))
    _press(dialog, "openDetail")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not dialog)
    detail = QApplication.activeModalWidget()
    part(detail, QComboBox, "unitName").setEditText("示例市文旅局")
    part(detail, QSpinBox, "reportYear").setValue(2022)
    _press(detail, "addReport")
    assert _rows(dialog)[row][1:3] == ["示例市文旅局", "2022"]
    assert _rows(dialog)[row][ImportColumn.FATE] == "新建报告"


def test_the_return_key_shows_a_file_and_types_a_year_but_stores_nothing(
    qtbot: QtBot, window: MainWindow, opened: Callable[..., QDialog], many: list[Path]
) -> None:
    dialog = opened(*many)
    table = part(dialog, QTableView, "importFiles")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, ImportColumn.YEAR))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "2020")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _rows(dialog)[0][ImportColumn.YEAR] == "2020")
    table.setCurrentIndex(table.model().index(0, ImportColumn.FILE))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not dialog)
    detail = QApplication.activeModalWidget()
    assert part(detail, QSpinBox, "reportYear").value() == 2020
    detail.reject()
    assert dialog.isVisible()
    assert window.workbench.session.summaries() == []


def test_a_folder_stands_for_the_reports_in_it(
    opened: Callable[..., QDialog], many: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for path in many:
        path.rename(folder / path.name)
    (folder / "~$锁.docx").write_bytes(b"x")
    (folder / "照片.jpg").write_bytes(b"x")
    # A picture may be a scan that a unit sent: it is named.
    assert {row[0] for row in _rows(opened(folder))} == {*(path.name for path in many), "照片.jpg"}


def test_reading_can_be_stopped_and_the_window_lives_on(
    qtbot: QtBot, window: MainWindow, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from app.imports.documents import SourceFile

    started, go_on = threading.Event(), threading.Event()
    finished = []
    load = SourceFile.load

    def slow(document: SourceFile):
        started.set()
        go_on.wait(10)
        finished.append(document)
        return load(document)

    monkeypatch.setattr("app.imports.documents.os.cpu_count", lambda: 1)
    monkeypatch.setattr(SourceFile, "load", slow)
    window.workbench.take_dropped(many)
    notice = window.workbench.notice
    qtbot.waitUntil(lambda: "正在读入 1/6" in notice.text(), timeout=5_000)
    assert started.is_set()
    window.workbench.take_dropped(many)
    assert "再读入其他文件" in notice.text()
    button(notice, "停止").click()
    assert "已停止" in notice.text()
    go_on.set()
    qtbot.waitUntil(lambda: len(finished) == 1)
    qtbot.wait(50)
    assert len(finished) == 1, "the files after the one under way are left alone"
    assert QApplication.activeModalWidget() is None


def test_without_a_backup_many_files_are_left_alone(
    window: MainWindow,
    opened: Callable[..., QDialog],
    many: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise UserError("磁盘已满，备份没有做成。")

    monkeypatch.setattr(window.workbench.session.file, "before_bulk", lambda: refuse)
    dialog = opened(*many)
    _press(dialog, "importAll")
    assert any("磁盘已满" in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
    assert window.workbench.session.summaries() == []


def test_a_workspace_opened_to_be_read_takes_no_files(
    window: MainWindow, write: Write, opened: Callable[..., QDialog]
) -> None:
    path = window.workbench.session.path
    window.workbench.session.open(path, read_only=True)
    window.workbench.take_dropped([write()])
    assert "不能读入" in window.workbench.notice.text()
    assert QApplication.activeModalWidget() is None


def test_an_archive_and_another_workspace_offer_each_report_in_them(
    qtbot: QtBot, window: MainWindow, many: list[Path], tmp_path: Path
) -> None:
    from app.commands.sources import reports_in
    from app.edits import AddReport
    from app.report import Unit
    from app.store.new_reports import unit_named
    from app.store.workspace import open_or_create

    archive = tmp_path / "报送.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in many:
            packed.write(path, f"各单位/{path.name}")
    other = tmp_path / "别处.nianbao"
    workspace = open_or_create(other)
    found = next(
        item.report for item in reports_in(archive) if item.report and item.report.unit and item.report.year
    )
    unit = unit_named(workspace.repository, "别处局")
    report = replace(found, unit="别处局").report(workspace.repository.new_report_id(), unit)
    assert isinstance(unit, Unit)
    workspace.repository.apply(AddReport(report))
    workspace.close()
    window.workbench.verbs.imports.import_paths([archive, other])
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=10_000)
    dialog = QApplication.activeModalWidget()
    rows = [row[0] for row in _rows(dialog)]
    dialog.close()
    assert rows == [*(path.name for path in sorted(many)), f"别处局 {found.year} 年"]


# models, and real reports


def test_the_models_keep_to_the_rules(qtbot: QtBot, window: MainWindow, write: Write) -> None:
    source = read_source(write(values=UNCLEAR))
    found = source.found
    models = [
        UnreadModel(found.unread),
        SourcesModel(window.workbench.session, [source, replace(source, found=None, error="坏了。")]),
    ]
    for key, table in NEW.tables.items():
        models.append(SourceModel(found, tables_for(found, key)))
        for of_report in (False, True):
            model = ComparedModel(table, found, of_report=of_report)
            model.compare({}, {})
            models.append(model)
    for model in models:
        ModelTester(None).check(model, force_py=False)


@pytest.mark.parametrize("name", ["年报.txt", "年报.html", "年报.pdf"])
@pytest.mark.parametrize("form", ["cn-disclosure-2021", "cn-disclosure-2019"])
def test_invented_reports_come_in_with_their_figures(
    window: MainWindow, opened: Callable[..., QDialog], tmp_path: Path, name: str, form: str
) -> None:
    made, path = consistent_report(form), tmp_path / name
    match path.suffix:
        case ".txt":
            path.write_text(plain_text(document(made, draft=False)), encoding="utf-8")
        case ".html":
            values = {key: canonical(value) for key, value in made.cells.items()}
            path.write_text(Page(made.form, values=values).html(), encoding="utf-8")
        case ".pdf":
            path.write_bytes(render(made, "pdf", draft=False))
    _comes_in(window, opened(path), made.cells)


@pytest.mark.beside(twin="tests/ui/test_import_dialog.py::test_invented_reports_come_in_with_their_figures")
@pytest.mark.parametrize(
    "name",
    ["000_a54ea972eaf5532d.txt", "shanghai_office_2019.html", "shuyang_drc_2023.html", "huaian_2024.pdf"],
)
def test_published_reports_come_in_with_their_figures(
    window: MainWindow, opened: Callable[..., QDialog], samples: Path, name: str
) -> None:
    expected = json.loads(
        (samples / f"{Path(name).stem}.expected.json").read_text("utf-8"), parse_float=Decimal
    )
    _comes_in(window, opened(samples / name), expected["cells"])


def _comes_in(window: MainWindow, dialog: QDialog, figures: dict[str, Value]) -> None:
    """Take what the dialog shows in, and compare it with what the window shows then."""
    unit, year = part(dialog, QComboBox, "unitName"), part(dialog, QSpinBox, "reportYear")
    unit.setEditText(unit.currentText() or "示例市水务局")
    year.setValue(year.value() if year.text() != "请填写" else 2021)
    _press(dialog, "addReport")
    cells = window.workbench.session.report.form.cells
    for key, value in figures.items():
        assert shown(window, key) == printed(value, cells[key].kind)
    assert part(window, QListView, "reportList").model().rowCount() == 2


def test_the_menu_asks_for_a_folder_and_the_list_says_where_something_was_not_read(
    qtbot: QtBot, window: MainWindow, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write("甲.html", values=UNCLEAR)
    write("乙.html", title="<h1>示例市林业局2024年政府信息公开工作年度报告</h1>")
    write(
        "丙.html",
        title="<h1>示例市教育局2024年政府信息公开工作年度报告</h1>",
        values=dict.fromkeys(NEW.cells, ""),
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    window.menu_actions.by_name["import_folder"].trigger()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=10_000)
    dialog = QApplication.activeModalWidget()
    table = part(dialog, QTableView, "importFiles")
    rows = {table.model().index(row, 0).data(): row for row in range(table.model().rowCount())}
    table.setCurrentIndex(table.model().index(rows["甲.html"], 1))
    said = part(dialog, QLabel, "fileDetail").text()
    assert "处没有读出或需要核对：第" in said
    assert "“本年新收”行" in said
    table.setCurrentIndex(table.model().index(rows["乙.html"], 1))
    assert "没有读" not in part(dialog, QLabel, "fileDetail").text()
    table.setCurrentIndex(table.model().index(rows["丙.html"], 1))
    assert "一个数也没有读到" in part(dialog, QLabel, "fileDetail").text()
    dialog.reject()
