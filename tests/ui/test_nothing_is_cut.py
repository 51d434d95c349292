"""No text of any page or dialog is cut, in both appearances and three scales, and each fits on its screen."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from states import complaints

STATES = Path(__file__).with_name("states.py")


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        pytest.param((), id="usual", marks=pytest.mark.long),
        pytest.param(("--scale", "1.5", "--dark"), id="larger and dark"),
        pytest.param(("--scale", "2", "--screen", "1920x1080"), id="twice", marks=pytest.mark.long),
    ],
)
def test_nothing_is_cut(options: tuple[str, ...], tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    command = [sys.executable, str(STATES), "--pictures", str(pictures), *options]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    shown = "".join(picture.name for picture in pictures.iterdir())
    for expected in (
        "报告第8页",
        "定稿的报告－取消定稿",
        "一组单位－归档包",
        "台账－统计口径",
        "一组单位－移交档案馆",
        "关于公开年报",
    ):
        assert expected in shown


def test_what_is_cut_is_noticed(qtbot: QtBot) -> None:
    """A check that never complains would hold nothing."""
    page = QWidget()
    column = QVBoxLayout(page)
    label, wrapped, button = (
        QLabel("收到和处理政府信息公开申请情况"),
        QLabel("很长的话" * 20),
        QPushButton("全部替换"),
    )
    wrapped.setWordWrap(True)
    for part in (label, wrapped, button):
        column.addWidget(part)
    qtbot.addWidget(page)
    page.resize(page.sizeHint())
    page.show()
    assert list(complaints(page, 2000, 2000)) == []
    label.setFixedWidth(40)
    wrapped.setFixedHeight(10)
    button.setFixedWidth(20)
    page.adjustSize()
    said = list(complaints(page, 20, 2000))
    assert len(said) == 4, said


def test_a_list_that_is_wider_than_its_dialog_is_noticed(qtbot: QtBot) -> None:
    dialog = QDialog()
    table = QListWidget(dialog)
    table.setAccessibleName("标题")
    table.addItem("收到和处理政府信息公开申请情况")
    qtbot.addWidget(dialog)
    dialog.show()
    table.resize(table.sizeHintForColumn(0) + 40, 60)
    assert list(complaints(dialog, 2000, 2000)) == []
    table.resize(60, 60)
    assert len(list(complaints(dialog, 2000, 2000))) == 1
