"""Letters and fees in the window: what is shown, what must be written, what the ledger learns."""

from collections.abc import Callable
from pathlib import Path

import pytest
from dialogs import in_dialog, press_default
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)

from app.ledger.letter_texts import LetterKind
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the file dialog says that the letter is to go."""
    path = tmp_path / "答复书.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    return path


def at_last(filled_page: Callable[[int], LedgerPage], count: int) -> LedgerPage:
    """Return a ledger with so many requests, the last of them chosen."""
    page = filled_page(count)
    page.grid.go_to(count - 1, 0)
    return page


def write_letter(workbench: Workbench, act: Callable[[QDialog], None]) -> None:
    """Act in the dialog that writes letters to the chosen request."""
    in_dialog(act)
    workbench.run(lambda verbs: verbs.letters.reply_letter())


def choose(dialog: QDialog, name: str, data: object) -> None:
    box = dialog.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(data))


def press(dialog: QDialog, name: str) -> None:
    QTest.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_reply_is_written_once_everything_is_and_the_ledger_learns_its_number(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench, target: Path
) -> None:
    page = at_last(filled_page, 3)
    seen: list[str] = []

    def act(dialog: QDialog) -> None:
        choose(dialog, "letterKind", LetterKind.REPLY)
        text = dialog.findChild(QPlainTextEdit, "letterText")
        seen.append(text.toPlainText())
        press(dialog, "letterDocx")
        seen.append(dialog.refusal.text())
        text.setPlainText(
            text.toPlainText().replace("【复议机关】", "某县人民政府").replace("【法院】", "某县人民法院")
        )
        press(dialog, "letterDocx")

    write_letter(workbench, act)
    assert "第三十六条" in seen[0]
    assert "需要写明" in seen[1]
    assert target.exists()
    request = page.form.request
    year = page.ledger.today.year
    assert request.letters[-1].number == f"〔{year}〕1号"
    assert request.reply.number == f"〔{year}〕1号"
    assert request.reply.dated == page.ledger.today
    workbench.session.undo()
    assert page.form.request.letters == ()


def test_a_letter_that_cannot_be_written_takes_no_number(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench, target: Path
) -> None:
    page = at_last(filled_page, 1)
    before = page.form.request
    target.mkdir()

    def act(dialog: QDialog) -> None:
        choose(dialog, "letterKind", LetterKind.RECEIPT)
        press(dialog, "letterDocx")
        assert dialog.refusal.text()

    write_letter(workbench, act)
    assert page.form.request == before


def test_the_fee_is_explained_and_registered(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench
) -> None:
    page = at_last(filled_page, 1)
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        amount = dialog.findChild(QSpinBox, "feeAmount")
        amount.setValue(35)
        told.append(dialog.box.told.text())
        choose(dialog, "feeWay", "pages")
        amount.setValue(250)
        told.append(dialog.box.told.text())
        press_default(dialog)

    in_dialog(act)
    workbench.run(lambda verbs: verbs.letters.fee())
    assert "合计 3000 元" in told[0]
    assert "合计 4700 元" in told[1]
    assert page.form.request.fee.amount == 4700


def test_texts_are_kept_in_the_workspace_and_names_nobody_knows_are_refused(
    page: LedgerPage, workbench: Workbench
) -> None:
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        dialog.findChild(QLineEdit, "detail_sign").setText("示教公")
        dialog.findChild(QListWidget, "textList").setCurrentRow(1)
        body = dialog.findChild(QPlainTextEdit, "textBody")
        body.setPlainText("请补正：{身份证号}")
        press_default(dialog)
        told.append(dialog.refusal.text())
        body.setPlainText("请在{补正期限}前补正。")
        press_default(dialog)

    in_dialog(act)
    workbench.run(lambda verbs: verbs.letters.letter_texts())
    assert "身份证号" in told[0]
    settings = page.ledger.settings
    assert settings.letter_details == {"sign": "示教公"}
    assert list(settings.letter_texts.values()) == ["请在{补正期限}前补正。"]
    workbench.session.undo()
    assert not page.ledger.settings.letter_texts


def test_a_number_without_a_sign_and_an_odd_day_are_told_before_the_letter_goes_out(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench
) -> None:
    at_last(filled_page, 2)
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        choose(dialog, "letterKind", LetterKind.RECEIPT)
        hints = dialog.findChild(QLabel, "letterHints")
        told.append(hints.text())
        day = dialog.findChild(QDateEdit, "letterDay")
        day.setDate(QDate(2024, 12, 30))
        told.append(hints.text())
        day.setDate(QDate(2099, 1, 1))
        told.append(hints.text())
        dialog.reject()

    write_letter(workbench, act)
    assert "没有填写机关代字" in told[0]
    assert "日期" not in told[0]
    assert "日期早于收到申请的2025年" in told[1]
    assert "今天以后" in told[2]

    def sign(dialog: QDialog) -> None:
        dialog.findChild(QLineEdit, "detail_sign").setText("示教公")
        press_default(dialog)

    in_dialog(sign)
    workbench.run(lambda verbs: verbs.letters.letter_texts())
    write_letter(workbench, act)
    assert told[3] == ""
