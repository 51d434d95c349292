"""Asks which tables are typed a second time, and by whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from ui.base import theme
from ui.base.markup import plain_tip
from ui.dialogs.kit import Dialog, TonedLabel, caption, named, row_of

_WIDTH = 520


@dataclass(frozen=True)
class TableStanding:
    """A table, what its section is called, and how its second entry stands, in words."""

    table: str
    name: str
    words: str


class SecondEntryChoice(Dialog):
    """Calls *begin* with the chosen tables and the name; what it refuses is said here."""

    def __init__(
        self,
        tables: Sequence[TableStanding],
        who: str,
        begin: Callable[[list[str], str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("secondEntryChoice", "复核录入", parent)
        self.setMinimumWidth(_WIDTH)
        self._begin = begin
        self._boxes = {one.table: named(QCheckBox(one.name), f"reviewed_{one.table}") for one in tables}
        self._who = named(QLineEdit(who), "secondEntryWho")
        self.add(
            TonedLabel(
                text="由另一人对照原件把表再录一遍，录入时看不到第一次的数；录完逐格对照，不一致的逐处处理。"
                "录入随时保存，可以分几次完成。"
            )
        )
        for one in tables:
            box = self._boxes[one.table]
            box.setChecked(True)
            box.setToolTip(plain_tip(one.words))
            box.setAccessibleDescription(one.words)
            words = TonedLabel(f"standing_{one.table}", "muted", one.words)
            words.setIndent(6 * theme.UNIT)
            together = QVBoxLayout()
            together.setSpacing(0)
            for part in (box, words):
                together.addWidget(part)
            self.add(together)
        self.add(row_of(caption("复核人(&N)", self._who), self._who, wide=self._who))
        self.end_with_accepting("开始录入", self._on_accepted)
        self._who.setFocus()

    def _on_accepted(self) -> None:
        chosen = [table for table, box in self._boxes.items() if box.isChecked()]
        who = " ".join(self._who.text().split())
        if not chosen:
            raise UserError("请至少选择一张表。")
        if not who:
            raise UserError("请填写复核人姓名。")
        self._begin(chosen, who)
