"""Who changed what and when in the report on screen, what it was at any time, and how to restore that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QSplitter, QTreeView, QVBoxLayout, QWidget

from app.changes import Changes, changes
from app.edit_effects import ReportChange
from app.errors import UserError
from app.report import Report
from app.workspace_values import HistoryEntry
from ui.base import theme
from ui.base.search_line import search_line
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, caption, named, push_button, row_of
from ui.dialogs.report_differences import difference_lines
from ui.models.history_actions import HistoryWish
from ui.models.history_model import HistoryModel, HistoryRole

_EM = 4 * theme.UNIT
_WIDTHS = (11 * _EM, 5 * _EM, 7 * _EM, 15 * _EM, 6 * _EM)
_MOST_UNFOLDED = 100
"""Of more found actions the changes stay folded away: a list of thousands of lines shows nothing."""
_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ASK = "选择一条记录，可查看报告在那次修改之后的样子。"


@dataclass(frozen=True)
class HistorySource:
    """Where the dialog gets its entries and past states from; *bring_back* is None where nothing may be edited."""

    now: Callable[[], Report | None]
    entries: Callable[[], Sequence[HistoryEntry]]
    at: Callable[[Sequence[HistoryEntry], int], Report | None]
    """The report after an edit, by its entries and the edit's number. Raises `UserError`."""
    bring_back: Callable[[Report], None] | None
    """Raises `UserError`."""


class HistoryDialog(Dialog):
    """Above the actions, each with what it changed folded below; then how the report was after the chosen one."""

    def __init__(self, past: HistorySource, parent: QWidget | None = None, wanted: str = "") -> None:
        super().__init__("historyDialog", "修改记录", parent, size=(1040, 640))
        self._past = past
        self._then: Report | None = None
        self._entries: Sequence[HistoryEntry] = ()
        self._model = HistoryModel(parent=self)
        self._lay_out(self._make_list(), self._make_past())
        self._search.setText(wanted)
        self._fill()
        self._search.setFocus()
        for changed in (
            self._search.textChanged,
            self._who.currentIndexChanged,
            self._day.currentIndexChanged,
        ):
            changed.connect(lambda _what: self._pick())

    def _make_list(self) -> QWidget:
        search = self._search = search_line("historySearch", "查找修改记录", "时间、位置、操作或内容")
        search.setToolTip("可以写几个词，中间空格")
        search.installEventFilter(self)
        self._who, self._day = named(QComboBox(), "historyWho"), named(QComboBox(), "historyDay")
        self._who.setAccessibleName("只看谁的修改")
        self._day.setAccessibleName("只看哪一天的修改")
        self._count = TonedLabel("historyCount", "muted")
        self._count.setWordWrap(False)
        tools = row_of(
            caption("查找(&F)", search),
            search,
            caption("修改人(&P)", self._who),
            self._who,
            caption("日期(&D)", self._day),
            self._day,
            self._count,
            wide=search,
        )
        tree = self._tree = named(QTreeView(), "historyList")
        tree.setAccessibleName("修改记录")
        tree.setModel(self._model)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        for number, width in enumerate(_WIDTHS):
            tree.setColumnWidth(number, width)
        tree.selectionModel().currentRowChanged.connect(self._on_row_changed)
        widget = _column(tree)
        column = widget.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(0, tools)
        return widget

    def _make_past(self) -> QWidget:
        self._words = TonedLabel("pastWords", text=_ASK)
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
            self._entries = self._past.entries()
            self._model.fill(report.form, self._entries)
        who, day = self._who.currentData(), self._day.currentData()
        _offer(self._who, "所有人", [(one, one) for one in self._model.people], who)
        days = self._model.days.items()
        _offer(self._day, "所有日期", [(one, f"{one:%Y-%m-%d}（{count} 次）") for one, count in days], day)
        self._pick()

    def _pick(self) -> None:
        """List the actions that the search finds, and unfold those of which it finds only a part."""
        words = tuple(self._search.text().split())
        self._model.pick(HistoryWish(words, self._who.currentData() or "", self._day.currentData()))
        narrowed = self._model.narrowed()
        for index in narrowed if len(narrowed) <= _MOST_UNFOLDED else ():
            self._tree.expand(index)
        found, count = self._model.rowCount(), self._model.count
        self._count.say(f"共 {count} 次" if found == count else f"{found} / {count} 次")
        self._show(None, "" if found or not count else "没有符合的修改记录。")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search line to what it has found with the arrow down, or Enter."""
        if (
            not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
            or event.key() not in _INTO_LIST
        ):
            return super().eventFilter(watched, event)
        if self._model.rowCount():
            self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self._tree.currentIndex().isValid():
                self._tree.setCurrentIndex(self._model.index(0, 0))
        return True

    def _on_row_changed(self) -> None:
        index = self._tree.currentIndex()
        if not index.isValid():
            self._show(None, "")
            return
        when = index.data(HistoryRole.TIME)
        try:
            then = self._past.at(self._entries, index.data(HistoryRole.EDIT))
        except UserError as error:
            self._show(None, str(error))
            return
        self._show(
            then, "那时还没有这份报告。" if then is None else f"{when} 的修改之后，报告与现在不同之处："
        )

    def _show(self, then: Report | None, words: str) -> None:
        self._then = then
        now = self._past.now()
        found = (
            changes("", [ReportChange(then, now)])
            if then is not None and now is not None
            else Changes("", ())
        )
        lines = [line for delta in found.deltas for line in difference_lines(delta)]
        if then is not None and not lines:
            words = "那次修改之后的报告与现在相同。"
        self._words.say(words or _ASK)
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


def _offer(box: QComboBox, everything: str, entries: list[tuple[object, str]], chosen: object) -> None:
    """Offer these in a list to choose from, what was chosen before again."""
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, None)
    for data, text in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
    box.blockSignals(False)
