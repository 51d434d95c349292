"""The other ways out: every format, rich text for a web page, archive packages, blank workbooks."""

import hashlib
import zipfile
from pathlib import Path
from types import MethodType

import openpyxl
import pytest
from dialogs import in_dialog
from driving import part, told_after
from fixture_types import Complete
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from app.exports.archive import verify
from app.report import Report
from ui.frame.main_window import MainWindow
from ui.frame.menu_entries import MENUS, RECENT
from ui.verbs.base import Verbs
from ui.work.tasks import idle


@pytest.fixture
def save_as(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Accepts the proposed name in a folder of the test's own; the list fills with the files."""
    targets: list[Path] = []

    def answer(_parent: object, _title: str, name: str, _pattern: str) -> tuple[str, str]:
        targets.append(tmp_path / Path(name).name)
        return str(targets[-1]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return targets


def _break(window: MainWindow, report: Report) -> None:
    window.workbench.session.apply(SetCells(report.id, {"applications.new.total": 1}))


@pytest.mark.parametrize(
    ("format_name", "start"), [("docx", b"PK"), ("html", b"<!DOCTYPE html>"), ("xlsx", b"PK"), ("json", b"{")]
)
def test_every_format_is_exported_under_the_usual_name(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    save_as: list[Path],
    format_name: str,
    start: bytes,
) -> None:
    complete()
    told_after(qtbot, window, f"export_{format_name}", "已导出")
    assert save_as[0].name == f"示例县教育局2024年政府信息公开工作年度报告.{format_name}"
    assert save_as[0].read_bytes().startswith(start)


@pytest.mark.parametrize("format_name", ["docx", "html", "xlsx", "json"])
def test_a_draft_is_named_so_and_said_to_be_one(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    save_as: list[Path],
    format_name: str,
) -> None:
    _break(window, complete())
    said = told_after(qtbot, window, f"export_{format_name}", "已导出")
    assert save_as[0].stem.endswith("（草稿）")
    assert "有 2 处错误，输出的是草稿。" in said


def test_rich_text_for_a_web_page_brings_table_and_styles_and_plain_text_beside(
    window: MainWindow, complete: Complete
) -> None:
    report = complete(other="有 <b> 和 & 的一句。")
    window.menu_actions.by_name["copy_for_web"].trigger()
    content = QApplication.clipboard().mimeData()
    assert "<table" in content.html()
    assert "仿宋" in content.html()
    assert "有 &lt;b&gt; 和 &amp; 的一句。" in content.html()
    lines = content.text().split("\n")
    assert lines[0] == report.full_title
    assert "有 <b> 和 & 的一句。" in lines
    figure = str(report.cells["applications.new.total"])
    row = next(line for line in lines if "本年新收政府信息公开申请数量" in line)
    assert row.split("\t")[-1] == figure
    assert window.workbench.notice.text() == "全文已复制，可以粘贴到网站的编辑器中。"


def test_a_draft_that_is_copied_says_so(window: MainWindow, complete: Complete) -> None:
    _break(window, complete())
    window.menu_actions.by_name["copy_for_web"].trigger()
    assert QApplication.clipboard().text().startswith("草稿\n")
    assert "有 2 处错误，输出的是草稿。" in window.workbench.notice.text()


def test_an_archive_package_is_written_and_verified(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    save_as: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    complete()

    def fill_in(dialog: QDialog) -> None:
        part(dialog, QLineEdit, "fonds_number").setText("X001")
        part(dialog, QComboBox, "retention").setCurrentText("定期30年")
        part(dialog, QLineEdit, "office_code").setText("BGS")
        number = part(dialog, QLineEdit, "item_number")
        buttons = dialog.findChild(QDialogButtonBox)
        assert buttons is not None
        ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        QTest.keyClicks(number, "7x")
        QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
        assert "应当是不超过 6 位的数字" in part(dialog, QLabel, "refusal").text()
        QTest.keyClick(number, Qt.Key.Key_Backspace)
        assert part(dialog, QLabel, "code").text() == "X001-WS·2024-D30-BGS-7"
        QTest.mouseClick(ok, Qt.MouseButton.LeftButton)

    in_dialog(fill_in)
    told_after(qtbot, window, "export_archive", "归档包已存为")
    with zipfile.ZipFile(save_as[0]) as package:
        metadata = package.read("元数据.xml").decode()
    assert "<全宗号>X001</全宗号>" in metadata
    assert "<保管期限>定期30年</保管期限>" in metadata
    assert "<档号>X001-WS·2024-D30-BGS-7</档号>" in metadata
    assert window.settings.text_of_unit("示例县教育局", "fonds_number") == "X001"
    assert window.settings.text_of_unit("示例县教育局", "office_code") == "BGS"
    assert window.settings.text_of_unit("另一个局", "fonds_number") == ""
    assert save_as[0].name == "示例县教育局2024年政府信息公开工作年度报告归档包.zip"
    assert verify(save_as[0]).faults == ()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(save_as[0]), ""))
    said = told_after(qtbot, window, "verify_archive", "与包内登记一致")
    assert hashlib.sha256(save_as[0].read_bytes()).hexdigest() in said
    data = bytearray(save_as[0].read_bytes())
    data[len(data) // 3] ^= 0xFF
    save_as[0].write_bytes(data)
    assert "已损坏" in told_after(qtbot, window, "verify_archive", "有问题")
    save_as[0].write_text("不是压缩包")
    assert "不是归档包" in told_after(qtbot, window, "verify_archive", "不是归档包")


def test_a_report_with_errors_is_not_archived_and_says_why(
    window: MainWindow, complete: Complete, save_as: list[Path]
) -> None:
    _break(window, complete())
    window.menu_actions.by_name["export_archive"].trigger()
    assert window.workbench.notice.text() == "有 2 处错误，只能输出草稿，不能归档。"
    assert save_as == []


def test_a_blank_workbook_has_the_form_of_the_report_and_no_figure(
    qtbot: QtBot, window: MainWindow, complete: Complete, save_as: list[Path]
) -> None:
    complete()
    told_after(qtbot, window, "blank_workbook", "空白采集表已存为")
    assert save_as[0].name == "2024年政府信息公开工作年度报告空白采集表.xlsx"
    workbook = openpyxl.load_workbook(save_as[0])
    assert len(workbook.sheetnames) == 4
    numbers = [
        cell.value for sheet in workbook for row in sheet for cell in row if isinstance(cell.value, int)
    ]
    assert numbers in ([], [2024])


def test_a_blank_workbook_can_be_had_before_there_is_a_report(
    qtbot: QtBot, window: MainWindow, save_as: list[Path]
) -> None:
    told_after(qtbot, window, "blank_workbook", "空白采集表已存为")
    assert save_as[0].exists()


def test_a_file_that_can_not_be_written_is_said(
    qtbot: QtBot, window: MainWindow, complete: Complete, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete()
    target = tmp_path / "没有" / "a.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    assert "不存在" in told_after(qtbot, window, "export_docx", "没有写成")


class _Called:
    """Stands for the verbs and a group of them: notes what would be called."""

    def __init__(self, real: object, calls: list[object]) -> None:
        self.real, self.calls = real, calls

    def __getattr__(self, name: str) -> "_Called":
        return _Called(getattr(self.real, name), self.calls)

    def __call__(self, *_given: object, **_named: object) -> None:
        self.calls.append(self.real)


@pytest.mark.parametrize("menu", MENUS)
def test_every_entry_of_a_menu_names_the_method_that_does_it(menu: str, window: MainWindow) -> None:
    for entry in MENUS[menu]:
        if entry.name and entry != RECENT:
            calls: list[MethodType] = []
            entry.verb(_Called(window.workbench.verbs, calls))
            assert len(calls) == 1
            # One method exports to every format: the entry names the format behind it.
            assert calls[0].__name__ in (entry.name, entry.name.partition("_")[0])
            assert isinstance(calls[0].__self__, Verbs)


@pytest.mark.parametrize(("action", "ending"), [("export_pdf", "pdf"), ("export_chart", "png")])
@pytest.mark.parametrize("answer", ["取消", "替换"])
def test_a_name_without_its_ending_replaces_nothing_unasked(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    ending: str,
    answer: str,
) -> None:
    """The dialog for files asks about the name as it is typed: “年报”, which is not there."""
    complete()
    there = tmp_path / f"年报.{ending}"
    there.write_bytes(b"old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "年报"), ""))

    def press(dialog: QDialog) -> None:
        assert dialog.objectName() == "replaceQuestion"
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == answer)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    in_dialog(press)
    if answer == "替换":
        told_after(qtbot, window, action, "已导出")
    else:
        window.menu_actions.by_name[action].trigger()
        qtbot.waitUntil(idle)
    assert (there.read_bytes() == b"old") is (answer == "取消")
    assert list(tmp_path.glob("年报*")) == [there]
