"""Compares a correction with what counts now, cell by cell, before it is adopted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QWidget

from app.changes import delta
from app.collection.returns import titled
from app.report import TEXT_FIELDS, Report
from ui.base import theme
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, named, push_button
from ui.dialogs.report_differences import DifferenceLine, difference_lines

_EM = 4 * theme.UNIT
_WIDTHS = (16 * _EM, 11 * _EM, 11 * _EM, 5 * _EM)
_COMPARED = (*TEXT_FIELDS, "totals", "waivers")
"""The facts of a report that a correction may change besides figures and texts."""


@dataclass(frozen=True)
class WaitingReturn:
    """A return that waits: what it is called, and what can be done with it; each raises `UserError`.

    *compared* gives what it holds and what the unit's report is then: another may have been adopted meanwhile.
    """

    told: str
    compared: Callable[[], tuple[Report, Report | None]]
    adopt: Callable[[], None]
    discard: Callable[[], None]
    is_older: bool = False
    """Whether it is no correction but a file older than the one that counts."""


class CorrectionDialog(Dialog):
    """Goes through the corrections one after the other; each is adopted, discarded or left waiting."""

    def __init__(self, corrections: Sequence[WaitingReturn], parent: QWidget | None = None) -> None:
        super().__init__("correctionDialog", "比较更正", parent, size=(900, 560))
        self._waiting = list(corrections)
        self._of = len(corrections)
        self.adopted = self.discarded = 0
        self._lines: list[DifferenceLine] = []
        self._words = TonedLabel("correctionWords")
        self._table = ListTable(
            "correctionTable", ("位置", "现在", "更正后", "相差"), stretched=2, spoken="更正的各处"
        )
        for column, width in enumerate(_WIDTHS):
            self._table.setColumnWidth(column, width)
        self._table.currentItemChanged.connect(self._tell_whole)
        self._whole = named(QPlainTextEdit(), "correctionWhole")
        self._whole.setReadOnly(True)
        self._whole.setTabChangesFocus(True)
        self._whole.setAccessibleName("所选一处的全文")
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._table)
        splitter.addWidget(self._whole)
        splitter.setSizes([280, 140])
        self.add(self._words)
        self.add(splitter, stretch=1)
        buttons = [
            push_button("采用更正(&A)", self._adopt, "correctionAdopt"),
            push_button("作废此件(&D)", self._discard, "correctionDiscard"),
            push_button("以后再定(&L)", self._next, "correctionLater"),
        ]
        if sum(not one.is_older for one in corrections) > 1:
            buttons.append(push_button("其余全部采用(&T)", self._adopt_all, "correctionAdoptAll"))
        self.end_with_close(*buttons)
        self._show()

    def _show(self) -> None:
        one = self._waiting[0]
        then, now = one.compared()
        self._lines = difference_lines(delta(titled(now) if now else None, titled(then)), _COMPARED)
        number = self._of - len(self._waiting) + 1
        place = f"（第 {number} 份，共 {self._of} 份）" if self._of > 1 else ""
        differing = f"有 {len(self._lines)} 处不同：" if self._lines else "与现在的报告完全相同。"
        warning = "\n这份文件比现在采用的一份早，不是更正。" if one.is_older else ""
        self._words.say(
            f"{then.unit.name} {then.year} 年{place}\n{one.told}{warning}\n{differing}",
            "warning" if one.is_older else "",
        )
        heads = ("位置", "现在", "这份文件中" if one.is_older else "更正后", "相差")
        self._table.setHorizontalHeaderLabels(heads)
        self._table.fill([(line.place, line.before, line.after, line.moved) for line in self._lines])
        self._whole.clear()
        if self._lines:
            self._table.setCurrentCell(0, 0)
            self._tell_whole()

    def _tell_whole(self) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._lines):
            line = self._lines[row]
            self._whole.setPlainText(f"{line.place}\n{line.whole}")

    def _adopt(self) -> None:
        with self.refusing():
            self._waiting[0].adopt()
            self.adopted += 1
            self._next()

    def _discard(self) -> None:
        with self.refusing():
            self._waiting[0].discard()
            self.discarded += 1
            self._next()

    def _adopt_all(self) -> None:
        with self.refusing():
            while self._waiting and not self._waiting[0].is_older:
                self._waiting[0].adopt()
                self.adopted += 1
                self._waiting.pop(0)
            if self._waiting:
                self._show()
            else:
                self.accept()

    def _next(self) -> None:
        with self.refusing():
            self._waiting.pop(0)
            if self._waiting:
                self._show()
            else:
                self.accept()
