"""Charts, comparisons and volumes made in the window."""

from pathlib import Path

import pypdfium2
import pytest
from driving import part, told_after
from fixture_types import Complete
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.edits import SetCells, SetYear
from ui.frame.main_window import MainWindow


@pytest.fixture
def save_as(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    """Accepts the proposed name in a folder of the test's own, as the kind that ``picked`` names."""
    chosen = {"picked": ""}

    def answer(_parent: object, caption: str, name: str, patterns: str) -> tuple[str, str]:
        chosen.update(caption=caption, path=str(tmp_path / Path(name).name), patterns=patterns)
        return chosen["path"], chosen["picked"]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return chosen


@pytest.mark.parametrize(
    ("picked", "ending", "start"),
    [
        ("", "png", b"\x89PNG"),
        ("SVG 图片 (*.svg)", "svg", b"<?xml"),
        ("PDF 文件 (*.pdf)", "pdf", b"%PDF"),
    ],
)
def test_charts_are_of_the_kind_that_was_picked(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    save_as: dict[str, str],
    picked: str,
    ending: str,
    start: bytes,
) -> None:
    complete()
    save_as["picked"] = picked
    said = told_after(qtbot, window, "export_chart", "已导出")
    assert "没有 2023 年的报告，只画了本年的数。" in said
    path = Path(save_as["path"]).with_suffix(f".{ending}")
    assert path.name == f"示例县教育局2024年政府信息公开图解.{ending}"
    assert path.read_bytes().startswith(start)


def test_a_comparison_needs_last_year(
    qtbot: QtBot, window: MainWindow, complete: Complete, save_as: dict[str, str]
) -> None:
    before = complete()
    told_after(qtbot, window, "export_comparison", "没有 2023 年的报告，不能作两年对照")
    assert "path" not in save_as
    window.workbench.session.apply(SetYear(before.id, 2023, before.form.id))
    complete(seed=2)
    told_after(qtbot, window, "export_comparison", "已导出")
    assert Path(save_as["path"]).read_bytes().startswith(b"%PDF")
    save_as["picked"] = "Excel 工作簿 (*.xlsx)"
    told_after(qtbot, window, "export_comparison", ".xlsx")
    assert Path(save_as["path"]).with_suffix(".xlsx").read_bytes().startswith(b"PK")


def test_a_draft_is_named_so(
    qtbot: QtBot, window: MainWindow, complete: Complete, save_as: dict[str, str]
) -> None:
    report = complete()
    window.workbench.session.apply(SetCells(report.id, {"applications.new.total": 1}))
    assert "输出的是草稿" in told_after(qtbot, window, "export_chart", "已导出")
    assert Path(save_as["path"]).stem.endswith("图解（草稿）")


def volume_made(qtbot: QtBot, window: MainWindow) -> str:
    """Make a volume of all reports; return what is told of it."""
    window.menu_actions.by_name["volume"].trigger()
    QTest.mouseClick(part(window, QPushButton, "batchVolume"), Qt.MouseButton.LeftButton)
    said = window.workbench.notice
    qtbot.waitUntil(lambda: "已合成汇编" in said.text(), timeout=30_000)
    return said.text()


def test_the_chosen_reports_become_a_volume(
    qtbot: QtBot, window: MainWindow, complete: Complete, save_as: dict[str, str]
) -> None:
    made = [complete(f"示例县{name}局", seed) for seed, name in enumerate(("财政", "教育", "审计"))]
    window.workbench.session.apply(SetCells(made[1].id, {"applications.new.total": 1}))
    told = volume_made(qtbot, window)
    assert told.startswith("3 份报告已合成汇编")
    assert "其中 1 份有错误，带草稿标记。" in told
    path = Path(save_as["path"])
    assert path.name == "2024年政府信息公开工作年度报告汇编.pdf"
    with pypdfium2.PdfDocument(path) as opened:
        marks = [mark.get_title() for mark in opened.get_toc() if mark.level == 0]
    assert len(marks) == 4
    assert part(window, QLabel, "batchWords").text() == ""


def test_a_volume_tells_that_characters_are_printed_as_a_mark(
    qtbot: QtBot, window: MainWindow, complete: Complete, save_as: dict[str, str]
) -> None:
    complete("示例县财政局", other="这里有一个\ue123字。")
    complete("示例县教育局", 2)
    assert volume_made(qtbot, window).endswith("带草稿标记。印不出的字在纸上和 PDF、OFD 中以“〓”代替。")
