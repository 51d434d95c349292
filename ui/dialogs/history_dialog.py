"""Who changed what and when in the report on screen, what it was at any time, and how to restore that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QHeaderView, QLineEdit, QSplitter, QVBoxLayout, QWidget

from app.changes import Changes, changes
from app.errors import UserError
from app.report import Report
from app.steps import Step
from app.workspace_values import HistoryEntry
from ui.base import theme
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, named, push_button, value_table
from ui.dialogs.report_differences import difference_lines
from ui.models.history_model import HistoryModel, HistoryRole

_EM = 4 * theme.UNIT
_WIDTHS = (10 * _EM, 5 * _EM, 6 * _EM, 16 * _EM, 7 * _EM)


@dataclass(frozen=True)
class Past:
    """Where the dialog gets its entries and past states from; *bring_back* is None where nothing may be edited."""

    now: Callable[[], Report | None]
    entries: Callable[[], Sequence[HistoryEntry]]
    at: Callable[[int], Report | None]
    """Raises `UserError`."""
    bring_back: Callable[[Report], None] | None
    """Raises `UserError`."""


class HistoryDialog(Dialog):
    """Above the searchable list of changes; below how the report was after the chosen one."""

    def __init__(self, past: Past, parent: QWidget | None = None, wanted: str = "") -> None:
        super().__init__("historyDialog", "修改记录", parent, size=(960, 600))
        self._past = past
        self._then: Report | None = None
        self._model = HistoryModel(parent=self)
        self._lay_out(self._make_list(), self._make_past())
        self._fill()
        self._search.setText(wanted)

    def _make_list(self) -> QWidget:
        self._filter = QSortFilterProxyModel(self)
        self._filter.setSourceModel(self._model)
        self._filter.setFilterKeyColumn(-1)
        search = self._search = named(QLineEdit(), "historySearch")
        search.setAccessibleName("查找修改记录")
        search.setPlaceholderText("查找时间、修改人、位置或内容")
        search.setClearButtonEnabled(True)
        search.textChanged.connect(self._filter.setFilterFixedString)
        table = self._table = value_table("historyList", "修改记录", self._filter, _WIDTHS)
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        return _column(search, table)

    def _make_past(self) -> QWidget:
        self._words = TonedLabel("pastWords", text="选择一条记录，可查看报告在那次修改之后的样子。")
        table = self._differences = ListTable(
            "pastDifferences", ("位置", "当时", "现在"), stretched=0, spoken="当时与现在的差别"
        )
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        return _column(self._words, table)

    def _lay_out(self, above: QWidget, below: QWidget) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(above)
        splitter.addWidget(below)
        splitter.setSizes([320, 220])
        self._back = push_button("恢复到此时(&R)", self._on_bring_back, "bringBack")
        self._back.setToolTip("把报告改回当时的内容；可以撤销")
        self.add(splitter, stretch=1)
        self.end_with_close(self._back)

    def _fill(self) -> None:
        report = self._past.now()
        if report is not None:
            self._model.fill(report.form, self._past.entries())
        self._show(None, "")

    def _on_row_changed(self) -> None:
        index = self._table.currentIndex()
        if not index.isValid():
            self._show(None, "")
            return
        when = index.siblingAtColumn(0).data()
        try:
            then = self._past.at(index.data(HistoryRole.EDIT))
        except UserError as error:
            self._show(None, str(error))
            return
        self._show(
            then, "那时还没有这份报告。" if then is None else f"{when} 的修改之后，报告与现在不同之处："
        )

    def _show(self, then: Report | None, words: str) -> None:
        self._then = then
        now = self._past.now()
        found = changes("", [Step(then, now)]) if then is not None and now is not None else Changes("", ())
        lines = [line for delta in found.deltas for line in difference_lines(delta)]
        if then is not None and not lines:
            words = "那次修改之后的报告与现在相同。"
        self._words.say(words or "选择一条记录，可查看报告在那次修改之后的样子。")
        self._differences.fill([(line.place, line.before, line.after) for line in lines])
        self._back.setEnabled(bool(lines) and self._past.bring_back is not None)

    def _on_bring_back(self) -> None:
        then = self._then
        if then is None or self._past.bring_back is None:
            return
        with self.refusing():
            self._past.bring_back(then)
            self._fill()
            self._words.say("已恢复。要放弃恢复，关闭此窗口后按“撤销”。")


def _column(*parts: QWidget) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * theme.UNIT)
    for part in parts:
        column.addWidget(part)
    return widget
