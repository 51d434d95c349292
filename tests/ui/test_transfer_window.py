"""Handing reports over in the window: what is chosen, what is missing, what is written, and whether it is whole."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from collecting_office import rename_alike
from driving import part
from fixture_types import Complete
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.edits import RemoveReport, SetCells, SetStatus
from app.exports.transfer import eep_verification, verification, verify_transfer
from app.report import Report, Status
from ui.base.archival_constants import constant, remember_constants
from ui.base.settings import Settings
from ui.dialogs.transfer_form import TransferForm
from ui.dialogs.transfer_list import CODE, FONDS, NUMBER, STATE
from ui.frame.main_window import MainWindow
from ui.work.tasks import idle


@pytest.fixture
def reports(window: MainWindow, complete: Complete) -> list[Report]:
    """Two final reports of one year and one that is not final."""
    made = [complete(f"示例县{name}局", seed) for seed, name in enumerate(("财政", "教育", "审计"))]
    for report in made[:2]:
        window.workbench.session.apply(SetStatus(report.id, Status.FINAL, "定稿"))
    return made


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, reports: list[Report], tmp_path: Path) -> QDialog:
    (tmp_path / "输出").mkdir()
    window.settings.set("export_folder", str(tmp_path / "输出"))
    window.menu_actions.by_name["transfer"].trigger()
    shown = part(window, QDialog, "transferDialog")
    qtbot.waitExposed(shown)
    return shown


def rows(dialog: QDialog) -> list[list[str]]:
    tree = part(dialog, QTreeWidget, "transferList")
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(6)] for item in items]


def type_into_cell(dialog: QDialog, row: int, column: int, text: str) -> None:
    """Open a cell with a double click, type, and leave it with the return key."""
    tree = part(dialog, QTreeWidget, "transferList")
    item = tree.topLevelItem(row)
    where: QPoint = tree.visualRect(tree.indexFromItem(item, column)).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    editor = next(line for line in tree.viewport().findChildren(QLineEdit) if line.isVisible())
    editor.selectAll()
    if text:
        commit(editor, text)
    else:
        QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def click(dialog: QDialog, name: str) -> None:
    QTest.mouseClick(part(dialog, QPushButton, name), Qt.MouseButton.LeftButton)


def words(dialog: QDialog) -> str:
    return part(dialog, QLabel, "transferWords").text()


def commit(line: QWidget, text: str) -> None:
    """Type as an input method does."""
    line.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(line, event)


def fill(dialog: QDialog) -> None:
    type_into_cell(dialog, 1, FONDS, "X001")
    type_into_cell(dialog, 2, FONDS, "X002")
    for name, text in (("by", "示例县档案工作室"), ("archive_name", "示例县档案馆")):
        commit(part(dialog, QLineEdit, name), text)


def hand_over(qtbot: QtBot, dialog: QDialog) -> str:
    click(dialog, "transferStart")
    qtbot.waitUntil(lambda: dialog.run is None, timeout=60_000)
    return words(dialog)


def test_only_final_reports_can_be_chosen_and_their_numbers_follow_each_other(dialog: QDialog) -> None:
    assert [row[STATE] for row in rows(dialog)] == ["没有定稿，不能移交", "已定稿", "已定稿"]
    assert part(dialog, QLabel, "transferCount").text() == "已选 2 份，可移交 2 份"
    assert [row[CODE] for row in rows(dialog)] == ["", "填写规则中的各项后组成", "填写规则中的各项后组成"]
    fill(dialog)
    assert [row[CODE] for row in rows(dialog)] == ["", "X001-WS·2024-Y-BGS-0001", "X002-WS·2024-Y-BGS-0001"]
    type_into_cell(dialog, 2, FONDS, "X001")
    assert [row[NUMBER] for row in rows(dialog)] == ["", "0001", "0002"]
    type_into_cell(dialog, 1, NUMBER, "0007")
    assert [row[CODE] for row in rows(dialog)][1] == "X001-WS·2024-Y-BGS-0007"
    tree = part(dialog, QTreeWidget, "transferList")
    tree.setFocus()
    tree.setCurrentItem(tree.topLevelItem(1), 0)
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert part(dialog, QLabel, "transferCount").text() == "已选 1 份，可移交 2 份"
    assert rows(dialog)[2][CODE] == "X001-WS·2024-Y-BGS-0001"


@pytest.mark.parametrize("layout", ["2012", "2022"])
def test_a_folder_is_written_and_told_and_verified_from_the_window(
    qtbot: QtBot,
    window: MainWindow,
    dialog: QDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    layout: str,
) -> None:
    fill(dialog)
    choice = part(dialog, QComboBox, "transferLayout")
    choice.setCurrentIndex(choice.findData(layout))
    box = part(dialog, QCheckBox, "transferPackages")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    target = part(dialog, QLineEdit, "transferFolder")
    folder = Path(target.text())
    assert folder.parent == tmp_path / "输出"
    assert hand_over(qtbot, dialog) == "已移交 2 件。上面是数字摘要清单的校验值，请另行登记。"
    assert [row[STATE] for row in rows(dialog)][1:] == ["已移交", "已移交"]
    found = verify_transfer(folder)
    assert found.faults == []
    assert part(dialog, QPlainTextEdit, "transferDigests").toPlainText().splitlines() == found.digests.lines()
    assert part(dialog, QProgressBar, "transferProgress").isHidden()
    assert len(list(folder.rglob("*.eep.xml"))) == 2
    catalogue = ElementTree.parse(folder / ("文件目录.XML" if layout == "2012" else "目录文件.XML"))
    assert [row.findtext("责任者") for row in catalogue.getroot()] == ["示例县教育局", "示例县财政局"]
    assert window.settings.text_of_unit("示例县财政局", "fonds_number") == "X002"
    assert window.settings.text("archive/archive_name") == "示例县档案馆"

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(folder))
    window.menu_actions.by_name["verify_folder"].trigger()
    notice = window.workbench.notice
    qtbot.waitUntil(lambda: "四项检测都未发现问题" in notice.text(), timeout=60_000)
    assert found.digests.sha256 in notice.text()
    for name in ("完整性", "真实性", "可用性", "安全性"):
        assert name in notice.text()
    package = next(folder.rglob("*.eep.xml"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(package), ""))
    window.menu_actions.by_name["verify_archive"].trigger()
    qtbot.waitUntil(lambda: f"“{package.name}”与包内登记一致" in notice.text(), timeout=60_000)
    (folder / "说明文件.TXT").write_text("改", encoding="utf-8")
    window.menu_actions.by_name["verify_folder"].trigger()
    qtbot.waitUntil(lambda: "有问题" in notice.text(), timeout=60_000)
    assert "“说明文件.TXT”与数字摘要不符" in notice.text()
    assert hand_over(qtbot, dialog).startswith(f"“{folder}”已经存在")


def test_what_is_missing_is_said_before_anything_is_written(
    qtbot: QtBot, dialog: QDialog, tmp_path: Path
) -> None:
    click(dialog, "transferStart")
    assert words(dialog) == "示例县教育局 2024 年：移交时必须有全宗号，请补填。"
    fill(dialog)
    type_into_cell(dialog, 1, NUMBER, "七")
    click(dialog, "transferStart")
    assert "件号“七”应当是不超过 6 位的数字" in words(dialog)
    type_into_cell(dialog, 1, NUMBER, "")
    line = part(dialog, QLineEdit, "by")
    line.clear()
    click(dialog, "transferStart")
    assert words(dialog) == "请填写移交单位。"
    commit(line, "某局")
    part(dialog, QLineEdit, "transferFolder").setText(str(tmp_path / "没有" / "移交"))
    click(dialog, "transferStart")
    assert words(dialog) == "没有放移交文件夹的位置，请另选。"
    assert list((tmp_path / "输出").iterdir()) == []


def test_what_is_missing_is_typed_where_the_keyboard_is_put(
    qtbot: QtBot, dialog: QDialog, tmp_path: Path
) -> None:
    """Alt+E, the number, Alt+E again: what was typed and not yet confirmed counts."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    listed = part(dialog, QTreeWidget, "transferList")
    count = sum(
        listed.topLevelItem(row).checkState(0) is Qt.CheckState.Checked
        for row in range(listed.topLevelItemCount())
    )
    assert count > 1
    typed: list[QWidget] = []

    def editor() -> QLineEdit | None:
        now = QApplication.focusWidget()
        return now if isinstance(now, QLineEdit) and listed.isAncestorOf(now) and now not in typed else None

    def start() -> None:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)

    for number in range(count):
        start()
        qtbot.waitUntil(lambda: editor() is not None)
        assert "移交时必须有全宗号" in words(dialog)
        typed.append(editor())
        qtbot.keyClicks(typed[-1], f"X00{number}")
    rule = part(dialog, QLineEdit, "office_code")
    rule.clear()
    start()
    qtbot.waitUntil(lambda: "移交时必须有档号" in words(dialog))
    assert QApplication.focusWidget() is part(dialog, QLineEdit, "code_rule")
    rule.setText("BGS")
    part(dialog, QLineEdit, "by").setText("示例县档案局")
    assert hand_over(qtbot, dialog).startswith("已移交")


def test_a_final_report_with_errors_keeps_all_back(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, reports: list[Report], tmp_path: Path
) -> None:
    fill(dialog)
    session = window.workbench.session
    session.apply(SetStatus(reports[0].id, Status.DRAFT, "漏填", "取消定稿"))
    session.apply(SetCells(reports[0].id, {"applications.new.total": 1}))
    session.apply(SetStatus(reports[0].id, Status.FINAL, "定稿"))
    assert hand_over(qtbot, dialog) == "1 份不能移交，原因见上表；移交文件夹没有写出。"
    assert "只能输出草稿，不能归档" in rows(dialog)[2][STATE]
    session.apply(SetStatus(reports[1].id, Status.DRAFT, "漏填", "取消定稿"))
    assert hand_over(qtbot, dialog).startswith("2 份不能移交")
    assert rows(dialog)[1][STATE] == "没有定稿，不能移交，请先定稿。"
    session.apply(RemoveReport(reports[1].id))
    click(dialog, "transferStart")
    assert words(dialog) == "所选的报告中有一份已经删除，请关闭本窗口再打开。"
    assert list((tmp_path / "输出").iterdir()) == []


def test_it_can_be_stopped_and_leaves_nothing(qtbot: QtBot, dialog: QDialog, tmp_path: Path) -> None:
    fill(dialog)
    click(dialog, "transferStart")
    assert part(dialog, QPushButton, "transferStart").text() == "停止(&E)"
    click(dialog, "transferStart")
    qtbot.waitUntil(lambda: dialog.run is None, timeout=60_000)
    assert words(dialog) == "已停止，移交文件夹没有写出。"
    assert list((tmp_path / "输出").iterdir()) == []
    assert "已移交 2 件" in hand_over(qtbot, dialog)


def test_closing_it_stops_what_is_under_way(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, tmp_path: Path
) -> None:
    fill(dialog)
    click(dialog, "transferStart")
    dialog.close()
    window.menu_actions.by_name["transfer"].trigger()
    qtbot.waitUntil(idle, timeout=60_000)
    assert list((tmp_path / "输出").iterdir()) == []


def test_without_a_final_report_it_says_what_to_do(window: MainWindow, complete: Complete) -> None:
    complete()
    window.menu_actions.by_name["transfer"].trigger()
    shown = part(window, QDialog, "transferDialog")
    assert words(shown) == "没有定稿的报告，请先在“报告”菜单中定稿。"
    assert not part(shown, QPushButton, "transferStart").isEnabled()


def test_the_place_proposed_is_free(qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("移交20260105", "移交20260105-2"):
        (tmp_path / name).mkdir()
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    form = TransferForm(settings, tmp_path, date(2026, 1, 5))
    qtbot.addWidget(form)
    assert form.folder == tmp_path / "移交20260105-3"


def take_only(dialog: QDialog, *wanted: int) -> None:
    """Tick these rows and no others, by the space bar."""
    tree = part(dialog, QTreeWidget, "transferList")
    tree.setFocus()
    for row in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(row)
        if not item.isDisabled() and (item.checkState(0) is Qt.CheckState.Checked) != (row in wanted):
            tree.setCurrentItem(item, 0)
            QTest.keyClick(tree, Qt.Key.Key_Space)


def lines(dialog: QDialog, *names: str) -> list[str]:
    return [part(dialog, QLineEdit, name).text() for name in names]


CONSTANTS = ("by", "archive_name", "office_or_matter", "office_code", "category")


def test_what_is_remembered_of_a_body_is_not_another_ones(
    qtbot: QtBot, window: MainWindow, dialog: QDialog
) -> None:
    take_only(dialog, 2)
    assert lines(dialog, *CONSTANTS) == ["示例县财政局", "", "", "BGS", "WS"]
    type_into_cell(dialog, 2, FONDS, "X002")
    for name, text in (
        ("archive_name", "示例县档案馆"),
        ("office_or_matter", "国库科"),
        ("office_code", "GK"),
    ):
        part(dialog, QLineEdit, name).clear()
        commit(part(dialog, QLineEdit, name), text)
    assert "已移交 1 件" in hand_over(qtbot, dialog)
    take_only(dialog, 1)
    # One archive takes in what all bodies of the place hand over; the rest is each body's own.
    assert lines(dialog, *CONSTANTS) == ["示例县教育局", "示例县档案馆", "", "BGS", "WS"]
    take_only(dialog, 1, 2)
    assert lines(dialog, *CONSTANTS) == ["", "示例县档案馆", "", "BGS", "WS"]
    dialog.close()
    window.menu_actions.by_name["transfer"].trigger()
    again = part(window, QDialog, "transferDialog")
    take_only(again, 2)
    assert lines(again, *CONSTANTS) == ["示例县财政局", "示例县档案馆", "国库科", "GK", "WS"]
    assert [row[FONDS] for row in rows(again)][1:] == ["", "X002"]


def test_what_is_typed_stays_while_reports_are_chosen(dialog: QDialog) -> None:
    part(dialog, QLineEdit, "office_code").clear()
    commit(part(dialog, QLineEdit, "office_code"), "DAS")
    take_only(dialog, 2)
    assert lines(dialog, "by", "office_code") == ["示例县财政局", "DAS"]


def test_what_several_hand_over_together_takes_nothing_from_what_one_remembers(
    qtbot: QtBot, window: MainWindow, dialog: QDialog
) -> None:
    remember_constants(window.settings, "示例县财政局", {"office_or_matter": "国库科", "by": "示例县财政局"})
    fill(dialog)
    assert "已移交 2 件" in hand_over(qtbot, dialog)
    assert constant(window.settings, "示例县财政局", "office_or_matter") == "国库科"
    assert window.settings.text_of_unit("示例县财政局", "by") == "示例县财政局"
    assert constant(window.settings, "示例县教育局", "fonds_number") == "X001"


def test_bodies_of_one_name_have_each_their_own_number(
    window: MainWindow, complete: Complete, tmp_path: Path
) -> None:
    session = window.workbench.session
    made = [complete(f"示例{mark}局", seed) for seed, mark in enumerate("甲乙")]
    rename_alike(session, made)
    for report in made:
        session.apply(SetStatus(report.id, Status.FINAL, "定稿"))
    window.menu_actions.by_name["transfer"].trigger()
    shown = part(window, QDialog, "transferDialog")
    named = [row[0] for row in rows(shown)]
    assert sorted(named) == ["白石县人民政府/教育局", "青溪县人民政府/教育局"]
    type_into_cell(shown, 0, FONDS, "X001")
    assert [row[FONDS] for row in rows(shown)] == ["X001", ""]


def test_what_could_not_be_compared_is_no_whole_folder(
    qtbot: QtBot, window: MainWindow, dialog: QDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(dialog)
    part(dialog, QCheckBox, "transferPackages").setChecked(True)
    folder = Path(part(dialog, QLineEdit, "transferFolder").text())
    hand_over(qtbot, dialog)
    monkeypatch.setattr(verification, "PROGRAM", "公开年报 9.9.9")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(folder))
    window.menu_actions.by_name["verify_folder"].trigger()
    notice = window.workbench.notice
    qtbot.waitUntil(lambda: "没有发现问题，但真实性没有检测完" in notice.text(), timeout=60_000)
    assert "没有逐字节比对" in notice.text()
    package = next(folder.rglob("*.eep.xml"))
    monkeypatch.setattr(eep_verification, "PROGRAM", "公开年报 9.9.9")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(package), ""))
    window.menu_actions.by_name["verify_archive"].trigger()
    qtbot.waitUntil(lambda: "除以下说明的内容没有比对外，与包内登记一致" in notice.text(), timeout=60_000)
    assert "没有重新生成比对" in notice.text()
