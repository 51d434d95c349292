"""按台账统计: which cells of a report counting would change, from what to what; a typed figure only when asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QTableWidgetItem, QWidget

from app.forms.model import Form
from app.values import Value, printed
from ui.base import theme
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, choice_box, named, push_button, row_of

_HEADS = ("采用", "单元格", "现在", "改为")


@dataclass(frozen=True)
class CountOffer:
    """What counting would change in one report: for each cell its value now and then, totals left to follow.

    *final* says that the report can't be changed. *remarks* say what is not counted, or counted by a default, *untold*
    that the ledger says nothing of the year: its figures are then no figures until a person takes them.
    """

    year: int
    label: str
    form: Form
    changes: Mapping[str, tuple[Value | None, int]]
    follows: bool
    final: bool
    undecided: int
    remarks: tuple[str, ...]
    untold: str = ""


@dataclass(frozen=True)
class CountChoice:
    """What the user wants: these cells of this year's report, and whether it follows the ledger from now on."""

    year: int
    cells: frozenset[str]
    follow: bool


class CountDialog(Dialog):
    """Calls *accept* with a `CountChoice`; what that refuses is said here, and the dialog stays open."""

    def __init__(
        self,
        offers: Sequence[CountOffer],
        year: int,
        accept: Callable[[CountChoice], None],
        show_undecided: Callable[[int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("countDialog", "按台账统计", parent, size=(760, 560))
        self._offers, self._accept, self._show_undecided = offers, accept, show_undecided
        self.year = choice_box("countYear", [(offer.year, offer.label) for offer in offers], year)
        self.year.setAccessibleName("报告")
        self._told, self._remarks = TonedLabel("countTold"), TonedLabel("countRemarks", "muted", hides=True)
        self._undecided: QPushButton = push_button("", self._on_undecided, "showUndecided")
        self.overwrite = named(QCheckBox("全部采用，包括已填写的数(&A)"), "takeAll")
        self.follow = named(
            QCheckBox("以后随台账更新（这些格不能再手工填写，可以随时取消）(&L)"), "followLedger"
        )
        self.table = ListTable("countTable", _HEADS, stretched=1, spoken="统计的数")
        self._checks: list[QTableWidgetItem] = []
        self.add(row_of(self.year, None, self._undecided), self._told)
        self.add(self.table, stretch=1)
        self.add(self._remarks, self.overwrite, self.follow)
        self.end_with_choice("填入所选的数", self._on_accepted)
        self.year.currentIndexChanged.connect(lambda _number: self._load())
        self.overwrite.toggled.connect(self._on_all)
        self.follow.toggled.connect(self._on_follow)
        self._load()

    @property
    def offer(self) -> CountOffer:
        """The report that is shown."""
        return self._offers[self.year.currentIndex()]

    def _load(self) -> None:
        offer = self.offer
        typed = sum(1 for now, _ in offer.changes.values() if now is not None)
        self._told.say(self._summary(offer, typed))
        self._remarks.say("\n".join(offer.remarks))
        self._undecided.setText(f"查看待确认的 {offer.undecided} 件")
        self._undecided.setVisible(bool(offer.undecided))
        self.table.setRowCount(len(offer.changes))
        self._checks = []
        for row, (key, (now, then)) in enumerate(offer.changes.items()):
            cell = offer.form.cells[key]
            check = QTableWidgetItem()
            check.setData(Qt.ItemDataRole.UserRole, key)
            taken = now is None and not offer.untold
            check.setCheckState(Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
            self.table.setItem(row, 0, check)
            self._checks.append(check)
            texts = (cell.name, printed(now, cell.kind) or "未填", printed(then, cell.kind))
            for column, text in enumerate(texts, start=1):
                item = QTableWidgetItem(text)
                if column == 2 and now is not None:
                    item.setForeground(theme.color("warning"))
                self.table.setItem(row, column, item)
        self.overwrite.setVisible(bool(typed))
        self.overwrite.setChecked(False)
        self.follow.setChecked(offer.follows)
        self._on_follow(offer.follows)
        for part in (self.table, self.overwrite, self.follow):
            part.setEnabled(not offer.final)

    @staticmethod
    def _summary(offer: CountOffer, typed: int) -> str:
        if offer.final:
            return "这份报告已定稿，不能填入；确需修改，请先取消定稿。"
        if not offer.changes:
            return "报告中的数与台账一致。"
        if offer.untold:
            return f"{offer.untold}确实没有的，勾选后再填入。"
        told = f"与台账不同的有 {len(offer.changes)} 格"
        return f"{told}，其中已填写的 {typed} 格没有勾选，确认后再改。" if typed else f"{told}。"

    def _on_all(self, on: bool) -> None:
        for check, (now, _) in zip(self._checks, self.offer.changes.values(), strict=True):
            checked = on or now is None
            check.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    def _on_follow(self, on: bool) -> None:
        """A report that follows takes every figure."""
        if on:
            self.overwrite.setChecked(True)
            self._on_all(True)
        self.overwrite.setEnabled(not on)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        for check in self._checks:
            check.setFlags(flags if on else flags | Qt.ItemFlag.ItemIsUserCheckable)

    def chosen(self) -> CountChoice:
        """Return what the user wants."""
        cells = {
            str(check.data(Qt.ItemDataRole.UserRole))
            for check in self._checks
            if check.checkState() is Qt.CheckState.Checked
        }
        return CountChoice(self.offer.year, frozenset(cells), self.follow.isChecked())

    def _on_undecided(self) -> None:
        self.reject()
        self._show_undecided(self.offer.year)

    def _on_accepted(self) -> None:
        if self.offer.final:
            self.reject()
            return
        with self.refusing():
            self._accept(self.chosen())
            self.accept()
