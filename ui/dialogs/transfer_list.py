"""The reports that may be handed over to an archive: which, and under what numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidgetItem, QWidget

from app.exports.archival_details import item_numbers
from app.report import ReportSummary, Status, Unit
from ui.base import theme
from ui.base.markup import plain_tip
from ui.dialogs.report_tree import DATA, UNIT, ReportTree

YEAR, FONDS, NUMBER, CODE, STATE = range(1, 6)
_TITLES = ("立档单位", "年度", "全宗号", "件号", "档号", "情况")
_WIDTHS = {UNIT: 210, FONDS: 84, NUMBER: 64, CODE: 200}
_EDITABLE = (FONDS, NUMBER)
_EDIT_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TransferList(ReportTree):
    """Final reports can be checked; 全宗号 and 件号 can be typed, the latter follow each other by themselves."""

    edited = Signal()
    """A report was ticked or unticked, or something was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("transferList", _TITLES, YEAR, _WIDTHS, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._units: dict[int, str] = {}
        self._typed: dict[int, str] = {}
        self._states: dict[int, tuple[str, str]] = {}
        self._filling = False
        self.itemChanged.connect(self._on_changed)
        self.itemDoubleClicked.connect(self._edit)
        theme.notifier.changed.connect(self._paint_all)

    def fill(
        self, heads: Iterable[ReportSummary], body: Callable[[Unit], str], fonds: Callable[[str], str]
    ) -> None:
        """Show these reports; *body* tells a unit from others of its name, *fonds* knows 全宗号 by what that gives."""
        self._filling = True
        for head in heads:
            final = head.readable and head.status is Status.FINAL
            whose = body(head.unit)
            item = QTreeWidgetItem([whose, head.label, fonds(whose) if final else "", "", "", ""])
            item.setToolTip(UNIT, plain_tip(whose))
            item.setData(UNIT, DATA, head.id)
            item.setData(YEAR, DATA, head.year)
            self._units[head.id] = head.unit.name
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setCheckState(UNIT, Qt.CheckState.Unchecked)
            self.addTopLevelItem(item)
            self._rows[head.id] = item
            if final:
                self.say(head.id, "已定稿", "muted")
            else:
                self.say(head.id, "没有定稿，不能移交" if head.readable else "本版程序不能显示", "muted")
                item.setDisabled(True)
        self._filling = False
        self.setCurrentItem(self.topLevelItem(0))

    def check(self, wanted: Callable[[int], bool]) -> None:
        """Check these reports; they are numbered once, after the last."""
        self._filling = True
        super().check(wanted)
        self._filling = False
        self.edited.emit()

    @property
    def finals(self) -> int:
        """How many of the reports may be handed over."""
        return sum(not item.isDisabled() for item in self._rows.values())

    def body(self, key: int) -> str:
        """Return what tells the body whose report this is from all others."""
        return self._rows[key].text(UNIT)

    def bodies(self) -> dict[str, str]:
        """Return the names of the bodies whose reports are checked, by what tells each from all others."""
        return {self.body(key): self._units[key] for key in self.chosen()}

    def year(self, key: int) -> int:
        """Return a report's year."""
        return int(self._rows[key].data(YEAR, DATA))

    def fonds(self, key: int) -> str:
        """Return what stands as 全宗号."""
        return self._rows[key].text(FONDS).strip()

    def number(self, first: int) -> dict[int, str]:
        """Number the checked reports from *first* and return their 件号; what was typed stays."""
        chosen = self.chosen()
        numbers = item_numbers([(self.fonds(key), self.year(key)) for key in chosen], first)
        found = {key: self._typed.get(key, number) for key, number in zip(chosen, numbers, strict=True)}
        self._show(NUMBER, found)
        return found

    def show_codes(self, codes: dict[int, str]) -> None:
        """Show 档号 of the checked reports."""
        self._show(CODE, codes)

    def _show(self, column: int, texts: dict[int, str]) -> None:
        self._filling = True
        for key, item in self._rows.items():
            item.setText(column, texts.get(key, ""))
        self._filling = False

    def say(self, key: int, words: str, color: str) -> None:
        """Say how it stands with a report."""
        self._states[key] = (words, color)
        filling, self._filling = self._filling, True
        self._rows[key].setText(STATE, words)
        self._rows[key].setToolTip(STATE, plain_tip(words))
        self._rows[key].setForeground(STATE, QColor(theme.color(color)))
        self._filling = filling

    def show_row(self, key: int) -> None:
        """Put the keyboard on a report; 全宗号 can be typed at once where it is missing."""
        item, missing = self._rows[key], not self.fonds(key)
        self.setFocus()
        self.setCurrentItem(item, FONDS if missing else NUMBER)
        if missing:
            self.editItem(item, FONDS)

    def _paint_all(self) -> None:
        for key, (words, color) in self._states.items():
            self.say(key, words, color)

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling:
            return
        key, typed = int(item.data(UNIT, DATA)), item.text(column).strip()
        if column == NUMBER:
            self._typed.pop(key, None)
            if typed:
                self._typed[key] = typed
        elif column == FONDS:
            self._same_fonds(item.text(UNIT), typed)
        self.edited.emit()

    def _same_fonds(self, body: str, fonds: str) -> None:
        """A body has one 全宗号 in all its years."""
        self._filling = True
        for item in self._rows.values():
            if item.text(UNIT) == body and not item.isDisabled():
                item.setText(FONDS, fonds)
        self._filling = False

    def _edit(self, item: QTreeWidgetItem, column: int) -> None:
        # A return key that ends an entry comes here, too.
        if column in _EDITABLE and not item.isDisabled() and self.state() is not self.State.EditingState:
            self.editItem(item, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open 全宗号 or 件号 for typing, as a double click does."""
        item = self.currentItem()
        if event.key() in _EDIT_KEYS and item is not None and self.currentColumn() in _EDITABLE:
            self._edit(item, self.currentColumn())
            return
        super().keyPressEvent(event)
