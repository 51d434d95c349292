"""Deleting the applicants' data of requests that were closed long ago: until which day, and why."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget

from ui.dialogs.kit import Dialog, TonedLabel, caption, form_layout, named


class ForgetDialog(Dialog):
    """Calls *accept* with the day and the reason; what it refuses is said here, and the dialog stays open."""

    def __init__(
        self,
        day: date,
        count: Callable[[date], int],
        accept: Callable[[date, str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("forgetDialog", "删除申请人信息", parent, size=(620, 280))
        self._count, self._accept = count, accept
        self.day = named(QDateEdit(QDate(day.year, day.month, day.day)), "forgetBefore")
        self.day.setDisplayFormat("yyyy.M.d")
        self.day.setCalendarPopup(True)
        self.reason = named(QLineEdit(), "forgetReason")
        self.reason.setPlaceholderText("如：保管期限已满")
        self._told = TonedLabel("forgetCount")
        form = form_layout()
        form.addRow(caption("删除此日以前办结的(&D)", self.day), self.day)
        form.addRow(caption("理由(&R)", self.reason), self.reason)
        words = (
            "删去申请人、申请内容、备注和读入的原文，编号、类别、日期和结果保留，报告的数不变。"
            "理由记入修改记录。关闭数据文件以前可以撤销；以前的备份和副本中仍有这些信息，请另行处理。"
        )
        self.add(form, self._told, TonedLabel("forgetWords", "muted", words))
        self.end_with_choice("删除", self._on_accepted)
        self.day.dateChanged.connect(lambda _date: self._tell())
        self._tell()

    def _chosen(self) -> date:
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _tell(self) -> None:
        self._told.say(f"共 {self._count(self._chosen())} 件。")

    def _on_accepted(self) -> None:
        with self.refusing():
            self._accept(self._chosen(), self.reason.text())
            self.accept()
