"""A copy for review carries the check code, and the window says whether a code is the report's."""

from pathlib import Path

import pypdfium2
import pytest
from dialogs import in_dialog
from fixture_types import ReportAdder
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.check_code import check_code, spaced
from ui.frame.main_window import MainWindow


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("own", "√ 一致"),
        ("own with a gap", "√ 一致"),
        ("00000000", "× 不一致"),
        ("1234", "校验码是 8 位数字"),
    ],
)
def test_a_code_typed_is_compared_at_once(
    window: MainWindow, add_report: ReportAdder, typed: str, said: str
) -> None:
    add_report(cells={"applications.new.natural_person": 7})
    report = window.workbench.session.report
    own = check_code(report.form, report.cells)
    words = {"own": own, "own with a gap": f" {spaced(own)} "}.get(typed, typed)

    seen: list[str] = []

    def compare(dialog: QDialog) -> None:
        QTest.keyClicks(dialog.findChild(QLineEdit, "typedCode"), words)
        seen.extend(dialog.findChild(QLabel, name).text() for name in ("ownCode", "codeVerdict"))
        dialog.reject()

    in_dialog(compare)
    window.menu_actions.by_name["compare_code"].trigger()
    assert seen[0] == spaced(own)
    assert seen[1].startswith(said)


def test_the_copy_for_review_says_what_it_is_at_the_foot_of_every_page(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_report(cells={"applications.new.natural_person": 7})
    report = window.workbench.session.report
    target = tmp_path / "送审.pdf"
    asked = []

    def ask(*arguments: object) -> tuple[str, str]:
        asked.append(str(arguments[2]))
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    window.menu_actions.by_name["export_review"].trigger()
    qtbot.waitUntil(target.exists, timeout=10_000)
    qtbot.waitUntil(lambda: "已导出" in window.workbench.notice.text(), timeout=10_000)
    assert "（送审稿）.pdf" in asked[0]
    code = spaced(check_code(report.form, report.cells))
    with pypdfium2.PdfDocument(target) as pdf:
        for number, page in enumerate(pdf, 1):
            text = page.get_textpage().get_text_bounded()
            assert "送审稿" in text
            assert f"校验码 {code}" in text
            assert f"第 {number} 页，共 {len(pdf)} 页" in text
