"""The cells in which two entries differ, each to be settled: by the first, by the second, or by another figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.forms.model import Form
from app.second_entry import Difference
from app.values import Value, parse, printed
from ui.base import theme
from ui.base.screen_reader import announce
from ui.dialogs.kit import ListTable, TonedLabel, caption, named, push_button, row_of

_EM = 4 * theme.UNIT
_WIDTHS = (4 * _EM, 24 * _EM, 8 * _EM, 8 * _EM)
Settle = Callable[[str, Value | None, Value | None], None]


@dataclass(frozen=True)
class _ListedDifference:
    difference: Difference
    settled: str = ""
    """How, in words; empty while it is open."""


class DifferenceList(QWidget):
    """*settle* gets a cell, the figure of both entries from now on, and what the first had. It may raise `UserError`."""

    refused = Signal(str)
    changed = Signal()
    """Another number of differences is open."""

    def __init__(self, form: Form, settle: Settle) -> None:
        super().__init__()
        self._form, self._settle = form, settle
        self._tabs = {section.table: section.tab.partition(" ")[0] for section in form.sections}
        self._rows: list[_ListedDifference] = []
        self._words = TonedLabel("differenceWords")
        self.list = ListTable(
            "differenceList",
            ("部分", "格", "第一次", "第二次", "处理"),
            stretched=4,
            spoken="两次录入不一致的格",
        )
        for column, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(column, width)
        self._other = named(QLineEdit(), "differenceOther")
        self._other.setToolTip("两次都不对时，填写正确的数，按回车键填入")
        self._other.returnPressed.connect(self._take_other)
        self._buttons = [
            push_button("以第一次为准(&1)", self.take_first, "takeFirst"),
            push_button("以第二次为准(&2)", self.take_second, "takeSecond"),
        ]
        take_other = push_button("填入", self._take_other, "takeOther")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2 * theme.UNIT)
        whole.addWidget(self._words)
        whole.addWidget(self.list, 1)
        whole.addLayout(
            row_of(*self._buttons, caption("另填(&3)", self._other), self._other, take_other, None)
        )
        self._buttons.append(take_other)
        for key, act in (("1", self.take_first), ("2", self.take_second), ("3", self._other.setFocus)):
            QShortcut(QKeySequence(key), self.list, act, context=Qt.ShortcutContext.WidgetShortcut)

    @property
    def open_count(self) -> int:
        """How many differences are not settled."""
        return sum(not row.settled for row in self._rows)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show these differences, none settled yet."""
        self._rows = [_ListedDifference(one) for one in found]
        self._show(0)

    def _show(self, current: int) -> None:
        self.list.fill([self._texts(row) for row in self._rows])
        self.list.setVisible(bool(self._rows))
        for button in self._buttons:
            button.setEnabled(bool(self._rows))
        self._other.setEnabled(bool(self._rows))
        if self._rows:
            self.list.setCurrentCell(current, 0)
        self._words.say(self._said())
        self.changed.emit()

    def _said(self) -> str:
        if not self._rows:
            return "两次录入完全一致。"
        if left := self.open_count:
            return (
                f"两次录入有 {len(self._rows)} 格不一致，还有 {left} 格没有处理。请对照原件，"
                "逐格按 1 以第一次为准、按 2 以第二次为准、按 3 另填。"
            )
        return f"{len(self._rows)} 格不一致都已处理；还可以改变处理的方式。"

    def _texts(self, row: _ListedDifference) -> tuple[str, ...]:
        one = row.difference
        cell = self._form.cells[one.cell]
        figures = (printed(one.first, cell.kind), printed(one.second, cell.kind))
        return (
            self._tabs[cell.table],
            cell.name,
            figures[0] or "（空白）",
            figures[1] or "（空白）",
            row.settled,
        )

    # settling

    def take_first(self) -> None:
        """Settle the chosen difference by what the first entry has."""
        if (row := self._chosen()) is not None:
            self._settle_by(row.difference.first, "以第一次为准")

    def take_second(self) -> None:
        """Settle the chosen difference by what the second entry has."""
        if (row := self._chosen()) is not None:
            self._settle_by(row.difference.second, "以第二次为准")

    def _take_other(self) -> None:
        row = self._chosen()
        if row is None:
            return
        kind = self._form.cells[row.difference.cell].kind
        try:
            value = parse(self._other.text(), kind)
        except UserError as error:
            self.refused.emit(str(error))
            self._other.selectAll()
            return
        if value is None:
            self.refused.emit("请填写正确的数；确为空白的，以空白的那一次为准。")
            return
        self._settle_by(value, f"另填 {printed(value, kind)}")

    def _chosen(self) -> _ListedDifference | None:
        number = self.list.currentRow()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def _settle_by(self, value: Value | None, words: str) -> None:
        number = self.list.currentRow()
        one = self._rows[number].difference
        try:
            self._settle(one.cell, value, one.first)
        except UserError as error:
            self.refused.emit(str(error))
            return
        self.refused.emit("")
        self._rows[number] = _ListedDifference(one, words)
        self._other.clear()
        after = (*range(number + 1, len(self._rows)), *range(number))
        self._show(next((place for place in after if not self._rows[place].settled), number))
        self.list.setFocus()
        announce(self, f"{words}，还有 {self.open_count} 格没有处理", urgent=False)
