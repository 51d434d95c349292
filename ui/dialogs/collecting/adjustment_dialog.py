"""Asks by how much a figure of an aggregate is adjusted, why and by whom."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import UserError
from ui.dialogs.kit import Dialog, SentenceLine, TonedLabel, form_layout, named


class AdjustmentDialog(Dialog):
    """Calls *accept* with amount, reason and name; what it refuses is said in the dialog, which stays open."""

    def __init__(
        self,
        place: str,
        who: str,
        *,
        preview: Callable[[str], str],
        accept: Callable[[str, str, str], None],
        parent: QWidget | None = None,
    ) -> None:
        """*preview* says what the figure is and becomes with what was typed as the amount."""
        super().__init__("adjustmentDialog", "登记调整数", parent)
        self._accept, self._preview = accept, preview
        self._amount = named(QLineEdit(), "adjustmentAmount")
        self._amount.setPlaceholderText("加上的数，减去的写负数，如 -2")
        self._reason = named(SentenceLine(), "adjustmentReason")
        self._reason.setPlaceholderText("如：与某局的同一件申请重复计算")
        self._who = named(QLineEdit(who), "adjustmentWho")
        self._outcome = TonedLabel("adjustmentOutcome")
        self._amount.textChanged.connect(self._show_outcome)
        form = form_layout()
        form.addRow("调整数(&A)", self._amount)
        form.addRow("", self._outcome)
        form.addRow("原因(&R)", self._reason)
        form.addRow("姓名(&N)", self._who)
        self.add(TonedLabel(text=f"{place}\n各分项的合计随之变动；原因和姓名记入修改记录，可以撤销。"), form)
        self.end_with_accepting("登记", self._on_accepted)
        self.setMinimumWidth(440)
        self._amount.setFocus()
        self._show_outcome()

    def _show_outcome(self) -> None:
        self._outcome.say(self._preview(self._amount.text()))

    def _on_accepted(self) -> None:
        reason, who = self._reason.text().strip(), self._who.text().strip()
        if not reason:
            raise UserError("请写明调整的原因。")
        if not who:
            raise UserError("请填写姓名。")
        self._accept(self._amount.text(), reason, who)
