"""Asks whose ledger is to be opened where nothing on screen says so."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from ui.dialogs.kit import Dialog, TonedLabel, caption, form_layout, named

_WORDS = "台账逐件登记本单位收到的政府信息公开申请，一个单位一本，年末可以按它统计报告中的表。"


class UnitDialog(Dialog):
    """Calls *accept* with the name; what it refuses is said here, and the dialog stays open."""

    def __init__(
        self,
        units: Sequence[str],
        proposed: str,
        accept: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ledgerUnitDialog", "打开台账", parent, size=(560, 190))
        self._name = named(QComboBox(), "unitName")
        self._name.setEditable(True)
        self._name.addItems(list(units))
        self._name.setCurrentText(proposed)
        line = self._name.lineEdit()
        assert line is not None
        line.setPlaceholderText("单位全称，与报告标题中的相同")
        form = form_layout()
        form.addRow(caption("单位全称(&U)", self._name), self._name)
        self.add(TonedLabel(text=_WORDS), form)
        self.end_with_accepting("确定", lambda: accept(self._name.currentText()))
        self._name.setFocus()
