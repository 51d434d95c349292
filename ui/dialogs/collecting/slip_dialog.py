"""What a slip says: the findings that the unit is told of, a remark, who signs, and the format of the paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.errors import UserError
from app.exports.review_slip import SLIP_FORMATS
from app.report import Report
from app.rules.check import Check
from app.rules.model import Finding, Severity, counted, in_words
from ui.base import theme
from ui.base.markup import plain_tip
from ui.base.plain_text import PlainText
from ui.dialogs.kit import Dialog, TonedLabel, choice_box, form_layout, named

_HEIGHT = 3


@dataclass(frozen=True)
class SlipWish:
    """What was decided. *findings* are those of each report, in the order of the reports."""

    findings: tuple[tuple[Finding, ...], ...]
    remark: str
    who: str
    format_name: str
    sends_back: bool


class SlipDialog(Dialog):
    """For one report each finding can be left out; for several it is all errors, and the hints on wish."""

    def __init__(
        self,
        reports: Sequence[tuple[Report, Check]],
        who: str,
        accept: Callable[[SlipWish], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("slipDialog", "审核意见", parent, size=(680, 520))
        self._reports, self._accept = list(reports), accept
        self._list = named(QListWidget(), "slipFindings")
        self._list.setWordWrap(True)
        self._hints = named(QCheckBox("提示也写入(&H)"), "slipHints")
        self._hints.setChecked(True)
        self._remark = named(PlainText(), "slipRemark")
        self._remark.setTabChangesFocus(True)
        self._remark.setPlaceholderText("补充意见，一行一条，如：请于 1 月 25 日前重新报送。")
        self._remark.setFixedHeight(self.fontMetrics().lineSpacing() * _HEIGHT + 4 * theme.UNIT)
        self._who = named(QLineEdit(who), "slipWho")
        self._format = choice_box("slipFormat", SLIP_FORMATS.items())
        self._back = named(QCheckBox("同时标为“退回”(&B)"), "slipSendsBack")
        self._back.setChecked(True)
        self._lay_out()

    def _lay_out(self) -> None:
        if len(self._reports) == 1:
            report, check = self._reports[0]
            self.add(
                TonedLabel(text=f"{report.unit.name} {report.year} 年的报告，勾选要写入审核意见的各项：")
            )
            self._fill(check.findings)
        else:
            self.add(TonedLabel(text=f"为下列 {len(self._reports)} 个单位各写一份审核意见："))
            for report, check in self._reports:
                words = in_words(counted(check.findings)) or "没有问题"
                self._list.addItem(f"{report.unit.name}：{words}")
        self.add(self._list, stretch=1)
        form = form_layout()
        if len(self._reports) > 1:
            form.addRow("", self._hints)
        form.addRow("补充意见(&R)", self._remark)
        form.addRow("姓名(&N)", self._who)
        form.addRow("格式(&F)", self._format)
        form.addRow("", self._back)
        self.add(form)
        self.end_with_accepting("写出…", self._on_accepted)

    def _fill(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            item = QListWidgetItem(f"{finding.kind}：{finding.message}{finding.hint}")
            item.setToolTip(plain_tip(item.text()))
            asked = finding.severity is not Severity.ASK
            item.setCheckState(Qt.CheckState.Checked if asked else Qt.CheckState.Unchecked)
            self._list.addItem(item)

    def _chosen(self) -> tuple[tuple[Finding, ...], ...]:
        if len(self._reports) == 1:
            found = self._reports[0][1].findings
            items = [self._list.item(row) for row in range(self._list.count())]
            checked = [item.checkState() is Qt.CheckState.Checked for item in items]
            return (tuple(finding for finding, wanted in zip(found, checked, strict=True) if wanted),)
        hints = self._hints.isChecked()
        return tuple(
            tuple(f for f in check.findings if hints or f.severity is Severity.ERROR)
            for _, check in self._reports
        )

    def _on_accepted(self) -> None:
        who, remark = self._who.text().strip(), self._remark.toPlainText().strip()
        chosen = self._chosen()
        if not who:
            raise UserError("请填写姓名。")
        if not remark and not any(chosen):
            raise UserError("没有要写的意见：请勾选至少一项，或填写补充意见。")
        self._accept(SlipWish(chosen, remark, who, str(self._format.currentData()), self._back.isChecked()))
