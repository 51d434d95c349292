"""The fee for information by 国办函〔2020〕109号, with its sum explained: a part of dialogs, and a dialog of its own."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from app.ledger.fees import Charge, by_items, by_pages
from ui.dialogs.kit import Dialog, TonedLabel, caption, choice_box, named, row_of

_MOST = 9999


class FeeBox(QWidget):
    """Works out a fee by item or by page: one of both standards holds for a request, never both."""

    changed = Signal()

    def __init__(self, items: int, parent: QWidget | None = None) -> None:
        """*items* is how many requests the applicant has made in the month of this one."""
        super().__init__(parent)
        self._items = items
        self.way = choice_box(
            "feeWay", [("items", "按件计收（同一申请人一个自然月）"), ("pages", "按量计收（A4 页数）")]
        )
        self.amount = named(QSpinBox(), "feeAmount")
        self.amount.setRange(0, _MOST)
        self.amount.setValue(items)
        self.told = TonedLabel("feeTold")
        line = row_of(
            caption("计收方式(&W)", self.way), self.way, caption("数量(&Q)", self.amount), self.amount, None
        )
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.way.currentIndexChanged.connect(lambda _number: self._on_way())
        self.amount.valueChanged.connect(lambda _value: self._tell())
        self._on_way()

    @property
    def charge(self) -> Charge:
        """The fee, and how it comes about."""
        return (by_items if self.way.currentData() == "items" else by_pages)(self.amount.value())

    @property
    def sum(self) -> Decimal:
        """The fee in yuan."""
        return Decimal(self.charge.total)

    def _on_way(self) -> None:
        by_item = self.way.currentData() == "items"
        self.amount.setSuffix(" 件" if by_item else " 页")
        if by_item:
            self.amount.setValue(self._items)
        self._tell()

    def _tell(self) -> None:
        self.told.say(self.charge.explanation)
        self.changed.emit()


class FeeDialog(Dialog):
    """Works out a fee and, on wish, writes it into the request."""

    def __init__(
        self, whose: str, items: int, accept: Callable[[Decimal], None] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__("feeDialog", "信息处理费", parent, size=(640, 240))
        self.box = FeeBox(items)
        rules = (
            "依据国办函〔2020〕109号：按件计收，10件以内免费；按量计收，30页以内免费。同一件申请只适用一种。"
        )
        self.add(
            TonedLabel("feeWhose", text=whose),
            self.box,
            self.box.told,
            TonedLabel("feeRules", "muted", rules),
        )
        if accept is None:
            self.end_with_close()
        else:
            self.end_with_accepting("登记为收费金额", lambda: accept(self.box.sum))
