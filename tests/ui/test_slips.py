"""退回: a slip per unit that says what and where, the state on the page, and the notes at the unit's own cells."""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from collecting_office import CELL, CITY, NAMES, YEAR, report_of, write_file
from dialogs import in_dialog
from driving import findings, flagged, notice, part, table
from fixture_types import OpenWindow
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot
from test_group_page import click_row, column, drop, press, taken

from app.collection.records import Member
from app.collection.slips import Slip, SlipNote, slip_in
from app.edits import AddReport, EditRefused, SetCells, SetRecords
from app.exports.review_slip import SLIP_FORMATS, render
from app.records import UnitRow
from app.report import Report
from app.store.workspace import create
from ui.frame.main_window import MainWindow
from ui.models.collecting.members_model import MemberColumn

SLIP = Slip(
    "云岭市教育局",
    YEAR,
    "yearly",
    "云岭市人民政府",
    "张三",
    "2026-01-20T10:00:00",
    "1234 5678",
    (SlipNote("总计与各项之和不符", CELL, "", True), SlipNote("请写明培训情况", "", "overview")),
    "请于 1 月 25 日前重新报送。",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is chosen for slips."""
    path = tmp_path / "意见"
    path.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(path))
    return path


def accept(qtbot: QtBot, dialog: QDialog) -> None:
    button = next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "写出…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def send_back(qtbot: QtBot, window: MainWindow, act: Callable[[QDialog], None]) -> None:
    """Ask for slips for the rows chosen and act in the dialog."""
    asked: list[QDialog] = []
    timer = QTimer()
    timer.setInterval(20)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        timer.stop()
        asked.append(dialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    timer.timeout.connect(look)
    timer.start()
    press(qtbot, window, "group_send_back")
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)


def test_a_report_is_sent_back_with_a_slip_for_people_and_one_for_the_program(
    qtbot: QtBot, office: MainWindow, folder: Path
) -> None:
    click_row(qtbot, office, 3)

    def act(dialog: QDialog) -> None:
        shown = part(dialog, QListWidget, "slipFindings")
        texts = [shown.item(row).text() for row in range(shown.count())]
        assert any(text.startswith("错误：") for text in texts)
        part(dialog, QPlainTextEdit, "slipRemark").setPlainText("请于月底前重报。")
        part(dialog, QLineEdit, "slipWho").setText("王小明")
        accept(qtbot, dialog)

    send_back(qtbot, office, act)
    qtbot.waitUntil(lambda: "写出审核意见" in notice(office), timeout=10_000)
    paper = folder / f"云岭市教育局{YEAR}年审核意见.docx"
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(paper)).paragraphs)
    assert "必须改正的" in words
    assert "请于月底前重报。" in words
    slip = slip_in((folder / f"云岭市教育局{YEAR}年审核意见（用公开年报打开）.json").read_bytes())
    assert slip is not None
    assert (slip.unit, slip.who, slip.remark) == ("云岭市教育局", "王小明", "请于月底前重报。")
    assert any(note.is_error and note.cell for note in slip.notes)
    assert column(office, MemberColumn.STATE)[1] == "← 退回"
    office.workbench.session.undo()
    assert column(office, MemberColumn.STATE)[1] != "← 退回"


def test_many_are_sent_back_at_once_and_a_correction_takes_the_mark_away(
    qtbot: QtBot, office: MainWindow, folder: Path, tmp_path: Path
) -> None:
    part(office, QTableView, "groupTable").selectAll()

    def act(dialog: QDialog) -> None:
        assert part(dialog, QListWidget, "slipFindings").count() == 2
        part(dialog, QCheckBox, "slipHints").setChecked(False)
        part(dialog, QLineEdit, "slipWho").setText("王小明")
        formats = part(dialog, QComboBox, "slipFormat")
        formats.setCurrentIndex(formats.findData("txt"))
        accept(qtbot, dialog)

    send_back(qtbot, office, act)
    qtbot.waitUntil(lambda: "写出审核意见" in notice(office), timeout=10_000)
    assert len(list(folder.glob("*.txt"))) == 2
    assert column(office, MemberColumn.STATE)[:2] == ["← 退回", "← 退回"]
    drop(office, write_file(tmp_path / "更正", report_of(3, 13), at=99))
    dialog = taken(qtbot, office)
    in_dialog(
        lambda shown: qtbot.mouseClick(part(shown, QPushButton, "correctionAdopt"), Qt.MouseButton.LeftButton)
    )
    press(qtbot, dialog, "takenCompare")
    assert "退回" not in column(office, MemberColumn.STATE)[1]
    click_row(qtbot, office, 2)
    part(office, QAction, "group_action_accept_return").trigger()
    assert "退回" not in column(office, MemberColumn.STATE)[0]


def test_units_of_one_name_get_each_their_own_slip(qtbot: QtBot, office: MainWindow, folder: Path) -> None:
    session = office.workbench.session
    renamed = [UnitRow(own, "教育局", "", "department") for own in (3, 7)]
    rows = {row.key: row for row in (*renamed, Member(CITY, 7))}
    session.apply(SetRecords(rows, "改名"))
    part(office, QTableView, "groupTable").selectAll()

    def act(dialog: QDialog) -> None:
        part(dialog, QPlainTextEdit, "slipRemark").setPlainText("请重报。")
        part(dialog, QLineEdit, "slipWho").setText("王小明")
        accept(qtbot, dialog)

    send_back(qtbot, office, act)
    qtbot.waitUntil(lambda: "写出审核意见" in notice(office), timeout=10_000)
    end = f"{YEAR}年审核意见"
    units = ("云岭市人民政府／教育局", "云岭市财政局", "青溪县人民政府／教育局")
    assert sorted(path.name for path in folder.glob("*.docx")) == [f"{unit}{end}.docx" for unit in units]
    slips = {path.name: slip_in(path.read_bytes()) for path in folder.glob("*.json")}
    assert len(slips) == len(units)
    codes = {slip.code for name, slip in slips.items() if slip is not None and "教育局" in name}
    assert len(codes) == 2, "each is about its own unit's figures"


def test_nothing_is_written_without_a_name_or_without_anything_to_say(
    qtbot: QtBot, office: MainWindow, folder: Path
) -> None:
    click_row(qtbot, office, 3)

    def act(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "slipWho").clear()
        accept(qtbot, dialog)
        assert part(dialog, QLabel, "refusal").text() == "请填写姓名。"
        part(dialog, QLineEdit, "slipWho").setText("王小明")
        shown = part(dialog, QListWidget, "slipFindings")
        for row in range(shown.count()):
            shown.item(row).setCheckState(Qt.CheckState.Unchecked)
        accept(qtbot, dialog)
        assert "没有要写的意见" in part(dialog, QLabel, "refusal").text()

    send_back(qtbot, office, act)
    assert list(folder.iterdir()) == []


@pytest.fixture
def unit_window(open_window: OpenWindow, tmp_path: Path) -> tuple[MainWindow, Report]:
    """The unit's own window with its report."""
    from dataclasses import replace

    workspace = create(tmp_path / "单位.nianbao")
    report = replace(report_of(3, 13), id=1)
    workspace.repository.apply(AddReport(report))
    workspace.close()
    return open_window(workspace.path), report


def test_the_notes_stand_at_the_units_own_cells_until_they_are_dealt_with(
    qtbot: QtBot, unit_window: tuple[MainWindow, Report], tmp_path: Path
) -> None:
    window, report = unit_window
    path = tmp_path / "审核意见.json"
    path.write_bytes(SLIP.as_file())
    window.workbench.take_dropped([path])
    assert "收到云岭市人民政府的审核意见，共 3 条" in notice(window)
    session = window.workbench.session

    def told() -> list[str]:
        return [f.message for f in session.check_now().findings if f.rule.startswith("note.")]

    assert told() == [
        "退回意见：总计与各项之和不符。",
        "退回意见：请写明培训情况。",
        "退回意见：请于 1 月 25 日前重新报送。",
    ]
    table(window, "applications")
    assert CELL in flagged(window, "warning")
    assert any("培训" in finding.message for finding in findings(window))
    session.apply(SetCells(report.id, {CELL: report.cells[CELL] + 1}))
    assert "退回意见：总计与各项之和不符。" not in told()
    session.undo()
    session.undo()
    assert told() == [], "the slip is one step"


def test_a_slip_for_a_report_that_is_not_here_is_refused_in_words(
    unit_window: tuple[MainWindow, Report], tmp_path: Path
) -> None:
    window, _ = unit_window
    path = tmp_path / "别人的.json"
    told = json.loads(SLIP.as_file()) | {"unit": "云岭市财政局"}
    path.write_text(json.dumps(told), encoding="utf-8")
    window.workbench.run(lambda verbs: verbs.imports.import_paths([path]))
    assert "本数据文件中没有这份报告" in notice(window)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"notes": 3}, "内容不全"),
        ({"notes": [{}]}, "内容不全"),
        ({"year": "去年"}, "内容不全"),
        ({"remark": "长" * 5000}, "过长"),
    ],
)
def test_a_broken_slip_is_refused_in_words(changed: dict[str, object], words: str) -> None:
    told = json.loads(SLIP.as_file()) | changed
    with pytest.raises(EditRefused, match=words):
        slip_in(json.dumps(told).encode())


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"{}", b'{"unit": "x"}', b"[" * 100_000])
def test_any_other_file_is_no_slip(data: bytes) -> None:
    assert slip_in(data) is None


def test_a_slip_comes_back_as_it_was_written_and_in_every_format() -> None:
    assert slip_in(SLIP.as_file()) == SLIP
    for name in SLIP_FORMATS:
        assert render(SLIP, "政府信息公开工作年度报告", name)
    assert NAMES[3] in render(SLIP, "政府信息公开工作年度报告", "txt").decode("utf-8-sig")
