"""After acts by which another report comes on screen the keyboard stands in no text: nobody chose one."""

from pathlib import Path

import pytest
from driving import part, text
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabWidget, QTextEdit
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow


def _read_in(window: MainWindow, samples: list[Path], tmp_path: Path) -> None:
    verbs = window.workbench.verbs
    verbs.imports.open_sample()


def _new(window: MainWindow, samples: list[Path], tmp_path: Path) -> None:
    session = window.workbench.session
    session.add(session.new_report("示例县民政局", 2024))


def _delete(window: MainWindow, samples: list[Path], tmp_path: Path) -> None:
    from app.edits import RemoveReport

    session = window.workbench.session
    session.apply(RemoveReport(session.report.id))


def _other_file(window: MainWindow, samples: list[Path], tmp_path: Path) -> None:
    from app.edits import AddReport as Add
    from app.store.new_reports import new_report
    from app.store.workspace import create

    workspace = create(tmp_path / "另一个.nianbao")
    workspace.repository.apply(Add(new_report(workspace.repository, "示例县司法局", 2025, None)))
    workspace.close()
    assert window.workbench.verbs.workspaces.open_path(workspace.path)


def _chosen(window: MainWindow, samples: list[Path], tmp_path: Path) -> None:
    session = window.workbench.session
    here = session.report.id
    window.workbench.report_panel.chosen.emit(next(h.id for h in session.summaries() if h.id != here))


def _ledger_and_back(window: MainWindow, samples: list[Path], tmp_path: Path) -> None:
    workbench = window.workbench
    workbench.run(lambda verbs: verbs.ledger.open_ledger())
    workbench.middle.show_page(None)


ACTS = {
    "reports read in": _read_in,
    "new report": _new,
    "deleted": _delete,
    "other file": _other_file,
    "chosen in the list": _chosen,
    "ledger and back": _ledger_and_back,
}


@pytest.mark.parametrize("section", ["preface", "overview", "field_title"])
@pytest.mark.parametrize("act", ACTS)
def test_a_key_typed_then_changes_no_text_and_is_answered(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    bundled_samples: list[Path],
    tmp_path: Path,
    act: str,
    section: str,
) -> None:
    session = window.workbench.session
    add_report("示例县财政局", 2024, sections={"preface": "以前写的。"})
    add_report("示例县教育局", 2025, sections={"preface": "以前写的。"})
    part(window, QTabWidget, "reportTabs").setCurrentIndex(0)
    line = section.startswith("field")
    editor = part(window, QLineEdit, section) if line else text(window, section)
    editor.setFocus()
    before = session.report.id
    ACTS[act](window, bundled_samples, tmp_path)
    qtbot.waitUntil(
        lambda: (
            act == "ledger and back"
            or (session.report and session.report.id != before)
            or act == "other file"
        )
    )
    qtbot.wait(50)
    said: list[str] = []
    session.refused.connect(said.append)
    focus = QApplication.focusWidget()
    assert not isinstance(focus, QLineEdit | QTextEdit)
    steps = session.undo_stack.count()
    QTest.keyClick(focus, Qt.Key.Key_X)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.wait(400)
    assert session.undo_stack.count() == steps
    assert "这里不能输入" in said[0]
    assert QApplication.activeModalWidget() is None


def test_a_file_that_is_opened_does_not_begin_in_a_text(
    window: MainWindow, add_report: ReportAdder, open_window: OpenWindow
) -> None:
    add_report(sections={"preface": "以前写的。"})
    path = window.workbench.session.path
    window.close()
    again = open_window(path)
    assert not isinstance(again.focusWidget(), QLineEdit | QTextEdit)


def test_a_click_on_a_tab_chooses_its_text(window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    tabs = part(window, QTabWidget, "reportTabs")
    for number in (1, 0):
        bar = tabs.tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(number).center())
        assert isinstance(window.focusWidget(), QTextEdit)
