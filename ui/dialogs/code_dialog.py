"""Compares the check code of a paper or of a telephone call with that of the report on screen."""

import re

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.check_code import DIGITS, check_code, spaced
from app.report import Report
from app.values import half_width
from ui.base import theme
from ui.dialogs.buttons import only_close


class CodeDialog(QDialog):
    """Says at once whether the code typed is the report's."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeDialog")
        self.setWindowTitle("核对校验码")
        self._own = check_code(report.form, report.cells)
        own = QLabel(spaced(self._own))
        own.setObjectName("ownCode")
        self._typed = QLineEdit()
        self._typed.setObjectName("typedCode")
        self._typed.setPlaceholderText("送审稿页脚或对方报来的八位数字")
        self._verdict = QLabel(" ")
        self._verdict.setObjectName("codeVerdict")
        form = QFormLayout()
        form.setSpacing(2 * theme.UNIT)
        form.addRow("本报告的校验码", own)
        form.addRow("要核对的校验码(&C)", self._typed)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addLayout(form)
        column.addWidget(self._verdict)
        column.addWidget(only_close(self))
        self._typed.textChanged.connect(self._compare)
        self.setMinimumWidth(440)
        self._typed.setFocus()

    def _compare(self, text: str) -> None:
        digits = re.sub(r"\s", "", half_width(text))
        if not re.fullmatch(f"[0-9]{{{DIGITS}}}", digits):
            words, tone = (f"校验码是 {DIGITS} 位数字。" if digits else " "), "muted"
        elif digits == self._own:
            words, tone = "√ 一致：两边的数相同。", "fine"
        else:
            words, tone = "× 不一致：至少有一个数不同，请逐表核对。", "error"
        self._verdict.setText(words)
        theme.write_in(self._verdict, tone)
