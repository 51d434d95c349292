"""How a unit counts, shown and changed; applicants' data deleted; a copy handed over without the ledger."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from dialogs import in_dialog, press_default
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QFileDialog, QLabel, QLineEdit, QTableWidget

from app.ledger.counting_choices import FIXED_RULES, QUESTIONS
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage


def test_every_question_is_shown_with_its_reason_and_changes_what_is_counted(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench
) -> None:
    page = filled_page(3)
    first = next(iter(page.ledger.requests.values()))
    page.ledger.put({first.id: replace(first, outcome="withdrawn")})
    row = f"applications.other_misc.{first.type}"
    assert page.ledger.count(2025).cells[row] == 1

    def act(dialog: QDialog) -> None:
        table = dialog.findChild(QTableWidget, "choicesTable")
        assert table.rowCount() == len(QUESTIONS) + len(FIXED_RULES)
        assert all(table.item(number, 2).text() for number in range(table.rowCount()))
        box = dialog.findChild(QComboBox, "choice_withdrawn")
        box.setCurrentIndex(box.findData("not_counted"))
        press_default(dialog)

    in_dialog(act)
    workbench.run(lambda verbs: verbs.ledger_settings.counting_choices())
    assert page.ledger.settings.choices == {"withdrawn": "not_counted"}
    assert page.ledger.count(2025).cells[row] == 0
    workbench.session.undo()
    assert page.ledger.count(2025).cells[row] == 1


def test_applicants_are_deleted_for_a_reason_and_the_figures_stay(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench
) -> None:
    page = filled_page(4)
    cells = page.ledger.count(2025).cells
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        dialog.findChild(QDateEdit, "forgetBefore").setDate(QDate(2026, 1, 1))
        told.append(dialog.findChild(QLabel, "forgetCount").text())
        press_default(dialog)
        told.append(dialog.refusal.text())
        dialog.findChild(QLineEdit, "forgetReason").setText("保管期限已满")
        press_default(dialog)

    in_dialog(act)
    workbench.run(lambda verbs: verbs.ledger_settings.forget_applicants())
    assert told[0] == "共 4 件。"
    assert "理由" in told[1]
    assert {request.applicant for request in page.ledger.requests.values()} == {""}
    assert page.ledger.count(2025).cells == cells
    workbench.session.undo()
    assert page.form.request.applicant


def test_a_copy_to_hand_over_has_the_reports_and_no_request(
    filled_page: Callable[[int], LedgerPage],
    workbench: Workbench,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled_page(5)
    target = tmp_path / "移交.nianbao"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    workbench.run(lambda verbs: verbs.workspaces.hand_over_copy())
    assert "没有台账" in workbench.notice.text()
    with sqlite3.connect(target) as copy:
        assert copy.execute("SELECT count(*) FROM request").fetchone()[0] == 0
        assert copy.execute("SELECT count(*) FROM report").fetchone()[0] == 1
    copy.close()
    assert "申请人1".encode() not in target.read_bytes()
