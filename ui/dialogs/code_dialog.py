"""Compares the check code of a paper or of a telephone call with that of the report on screen."""

import re

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.check_code import DIGITS, check_code, spaced
from app.report import Report
from app.values import half_width
from ui.dialogs.kit import Dialog, TonedLabel, form_layout, named


class CodeDialog(Dialog):
    """Says at once whether the code typed is the report's."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__("codeDialog", "核对校验码", parent)
        self.setMinimumWidth(440)
        self._own = check_code(report.form, report.cells)
        self._typed = named(QLineEdit(), "typedCode")
        self._typed.setPlaceholderText("送审稿页脚或对方报来的八位数字")
        self._verdict = TonedLabel("codeVerdict", text=" ")
        form = form_layout()
        form.addRow("本报告的校验码", named(QLabel(spaced(self._own)), "ownCode"))
        form.addRow("要核对的校验码(&C)", self._typed)
        self.add(form, self._verdict)
        self.end_with_close()
        self._typed.textChanged.connect(self._compare)
        self._typed.setFocus()

    def _compare(self, text: str) -> None:
        digits = re.sub(r"\s", "", half_width(text))
        if not re.fullmatch(f"[0-9]{{{DIGITS}}}", digits):
            words, tone = (f"校验码是 {DIGITS} 位数字。" if digits else " "), "muted"
        elif digits == self._own:
            words, tone = "√ 一致：两边的数相同。", "fine"
        else:
            words, tone = "× 不一致：至少有一个数不同，请逐表核对。", "error"
        self._verdict.say(words, tone)
