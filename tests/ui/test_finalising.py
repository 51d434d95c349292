"""定稿: what is asked before, that nothing changes after, and that only a reason opens the report again."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from dialogs import in_dialog, sign
from driving import button, part, text, type_into
from fixture_types import ReportAdder
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QScrollArea, QTreeView
from pytestqt.qtbot import QtBot

from app.report import Report, Status
from ui.frame.main_window import MainWindow


@pytest.fixture
def ready(window: MainWindow, add_report: ReportAdder, filled: Callable[..., Report]) -> Report:
    """A complete report without errors, with one open warning."""
    made = filled("cn-disclosure-2021", 1, year=2023)
    sections = {**made.sections, "other": f"{made.sections['other']}另见某某单位。"}
    return add_report(year=2023, cells=made.cells, sections=sections, totals=made.totals)


def _decide(window: MainWindow, act: Callable[[QDialog], None]) -> None:
    in_dialog(act)
    window.menu_actions.by_name["finalize"].trigger()


def _status(window: MainWindow) -> Status:
    return window.workbench.session.report.status


def test_the_dialog_names_what_is_left_open(window: MainWindow, ready: Report) -> None:
    lines = []

    def act(dialog: QDialog) -> None:
        lines.extend(label.text() for label in dialog.findChildren(QLabel))
        assert part(dialog, QScrollArea, "decisionItems").isVisible()

    _decide(window, act)
    assert any(line.startswith("提示：") and "某某" in line for line in lines)
    assert _status(window) is Status.DRAFT, "cancelled"


def test_a_final_report_is_read_only_everywhere(qtbot: QtBot, window: MainWindow, ready: Report) -> None:
    type_into(qtbot, window, "disclosure.fees.amount", "12")
    _decide(window, sign(None, "王一"))
    assert _status(window) is Status.FINAL
    before = replace(window.workbench.session.report)
    type_into(qtbot, window, "disputes.review.upheld", "99")
    editor = text(window, "overview")
    refusals: list[str] = []
    window.workbench.session.refused.connect(refusals.append)
    qtbot.keyClicks(editor, "abc")
    editor.commit()
    assert "取消定稿" in refusals[-1], "who types is told why nothing happens"
    assert part(window, QLineEdit, "field_title").isReadOnly()
    for name in (
        "fill_blanks",
        "fill_all_blanks",
        "computed_totals",
        "waive_finding",
        "edit_report",
        "delete_report",
        "undo",
    ):
        window.menu_actions.by_name[name].trigger()
    assert window.workbench.session.report == before
    assert "已定稿" in part(window, QLabel, "verdictLabel").text()
    assert window.menu_actions.by_name["finalize"].text() == "取消定稿(&D)…"
    buttons = [b for b in window.findChildren(QPushButton) if b.text().startswith(("采用", "豁免"))]
    assert not any(button.isEnabled() for button in buttons)


def test_only_a_reason_opens_it_again_and_both_decisions_are_in_the_history(
    qtbot: QtBot, window: MainWindow, ready: Report
) -> None:
    type_into(qtbot, window, "disclosure.fees.amount", "12")
    _decide(window, sign(None, "王一"))
    said = []

    def without_reason(dialog: QDialog) -> None:
        sign("", "李二")(dialog)
        said.append(dialog.findChild(QLabel, "refusal").text())

    _decide(window, without_reason)
    assert said == ["请写明理由。"]
    assert _status(window) is Status.FINAL
    _decide(window, sign("漏填两件", "李二"))
    assert _status(window) is Status.DRAFT
    actions = [
        entry.action
        for entry in window.workbench.session.repository.history.entries(window.workbench.session.report.id)
    ]
    assert actions[:2] == ["取消定稿：漏填两件（李二）", "定稿：王一"]
    before = window.workbench.session.report.cells["disclosure.fees.amount"]
    window.workbench.session.undo()
    assert window.workbench.session.report.cells["disclosure.fees.amount"] != before, "undo goes on before it"


def test_a_report_with_errors_is_not_finalised_and_the_first_is_shown(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    window.menu_actions.by_name["finalize"].trigger()
    assert "改正后才能定稿" in window.workbench.notice.text()
    assert _status(window) is Status.DRAFT
    button(window.workbench.notice, "看第一处").click()
    assert window.workbench.findings.current() is not None


def test_what_was_just_typed_counts_before_the_report_becomes_final(
    qtbot: QtBot, window: MainWindow, ready: Report
) -> None:
    editor = text(window, "problems")
    editor.setPlainText("")
    window.menu_actions.by_name["finalize"].trigger()
    assert "改正后才能定稿" in window.workbench.notice.text()
    assert _status(window) is Status.DRAFT


def test_the_history_shows_waivers_and_decisions_in_words(window: MainWindow, ready: Report) -> None:
    rows: list[str] = []
    window.workbench.session.check_now()
    window.workbench.findings.show_first()
    in_dialog(sign("确为该单位名称", "王一"))
    window.menu_actions.by_name["waive_finding"].trigger()
    _decide(window, sign(None, "王一"))

    def read(dialog: QDialog) -> None:
        model = part(dialog, QTreeView, "historyList").model()
        rows.extend(
            " ".join(str(model.index(row, column).data()) for column in range(6))
            for row in range(model.rowCount())
        )

    in_dialog(read)
    window.menu_actions.by_name["history"].trigger()
    assert "定稿：王一 状态 草稿 定稿" in rows[0]
    assert "豁免提示 豁免 （无） 确为该单位名称（王一）" in rows[1]
