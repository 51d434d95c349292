"""The reports that can be exported, printed or put into a volume together: which are checked, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTreeWidgetItem, QWidget

from app.report import ReportSummary, Status
from ui.base import theme
from ui.base.markup import plain_tip
from ui.dialogs.report_tree import DATA, UNIT, ReportTree

_YEAR, _STATE = 1, 2


class BatchList(ReportTree):
    """One row per report, in the order of the list at the window's left."""

    ticked = Signal()
    """A report was checked or unchecked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("batchList", ("单位", "年度", "情况"), _YEAR, {UNIT: 300}, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._states: dict[int, tuple[str, str, str]] = {}
        """What became of each report: words, tip and the colour's name."""
        self.itemChanged.connect(self._on_item_changed)
        theme.notifier.changed.connect(self._paint_all)

    def fill(self, heads: Sequence[ReportSummary]) -> None:
        """Show these reports in place of those before; what is checked, and what became of a report, stays."""
        chosen, current = set(self.chosen()), self._current()
        blocked = self.blockSignals(True)
        self.clear()
        self._rows = {head.id: self._add(head, checked=head.id in chosen) for head in heads}
        self._states = {key: state for key, state in self._states.items() if key in self._rows}
        self._paint_all()
        self.setCurrentItem(self._rows.get(current) or self.topLevelItem(0))
        self.blockSignals(blocked)
        self.ticked.emit()

    def _current(self) -> int:
        item = self.currentItem()
        return int(item.data(UNIT, DATA)) if item is not None else 0

    def _add(self, head: ReportSummary, *, checked: bool) -> QTreeWidgetItem:
        state = "已定稿" if head.status is Status.FINAL else "编制中"
        item = QTreeWidgetItem([head.unit.name, head.label, state if head.readable else "本版程序不能显示"])
        item.setToolTip(UNIT, plain_tip(head.unit.name))
        item.setDisabled(not head.readable)
        on = checked and head.readable
        item.setCheckState(UNIT, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        item.setData(UNIT, DATA, head.id)
        item.setData(_YEAR, DATA, head.year)
        self.addTopLevelItem(item)
        return item

    @property
    def count(self) -> int:
        """How many reports are listed."""
        return len(self._rows)

    def say(self, key: int, words: str, why: str, color: str) -> None:
        """Say what became of a report, in a colour of the theme."""
        self._states[key] = (words, why, color)
        self._paint(key)

    def show_row(self, key: int) -> None:
        """Bring a report's row into sight."""
        self.scrollToItem(self._rows[key])

    def _paint(self, key: int) -> None:
        words, why, color = self._states[key]
        item = self._rows[key]
        item.setText(_STATE, words)
        item.setToolTip(_STATE, plain_tip(why))
        item.setForeground(_STATE, QColor(theme.color(color)))

    def _paint_all(self) -> None:
        for key in self._states:
            self._paint(key)

    def _on_item_changed(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == UNIT:
            self.ticked.emit()
