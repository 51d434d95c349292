"""Compares a correction with what counts now, cell by cell, before it is adopted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.changes import delta
from app.report import Report
from app.rules.completeness import section_name
from app.values import printed
from ui.base import theme
from ui.base.markup import plain_tip
from ui.dialogs.refusal import Refusal

_HEADS = ("位置", "现在", "更正后", "相差")


@dataclass(frozen=True)
class Correction:
    """A return that waits: what it is called, what it holds, and what the unit's report is now."""

    told: str
    then: Report
    now: Report | None
    adopt: Callable[[], None]
    """Raises `UserError`."""
    discard: Callable[[], None]
    """Raises `UserError`."""


class CorrectionDialog(QDialog):
    """Goes through the corrections one after the other; each is adopted, discarded or left waiting."""

    def __init__(self, corrections: Sequence[Correction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correctionDialog")
        self.setWindowTitle("比较更正")
        self.resize(760, 480)
        self._waiting = list(corrections)
        self._of = len(corrections)
        self._words = QLabel()
        self._words.setObjectName("correctionWords")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._table = QTableWidget(0, len(_HEADS))
        self._table.setObjectName("correctionTable")
        self._table.setHorizontalHeaderLabels(_HEADS)
        self._table.verticalHeader().hide()
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(False)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._refusal = Refusal()
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(self._words)
        column.addWidget(self._table, 1)
        column.addWidget(self._refusal)
        column.addLayout(self._make_buttons())
        self._show()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        entries = (
            ("correctionAdopt", "采用更正(&A)", lambda: self._decide(self._waiting[0].adopt)),
            ("correctionDiscard", "作废此件(&D)", lambda: self._decide(self._waiting[0].discard)),
            ("correctionLater", "以后再定(&L)", self._next),
            ("correctionAdoptAll", "其余全部采用(&T)", self._adopt_all),
        )
        for name, text, act in entries:
            button = QPushButton(text)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
            if name == "correctionAdoptAll":
                button.setVisible(self._of > 1)
        row.addStretch(1)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def _show(self) -> None:
        one = self._waiting[0]
        lines = _lines(one)
        number = self._of - len(self._waiting) + 1
        place = f"（第 {number} 份，共 {self._of} 份）" if self._of > 1 else ""
        differing = f"有 {len(lines)} 处不同：" if lines else "与现在的报告完全相同。"
        self._words.setText(f"{one.then.unit.name} {one.then.year} 年{place}\n{one.told}\n{differing}")
        self._table.setRowCount(len(lines))
        for row, texts in enumerate(lines):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text.replace("\n", " "))
                item.setToolTip(plain_tip(text))
                if column == len(texts) - 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._table.setItem(row, column, item)

    def _decide(self, act: Callable[[], None]) -> None:
        with self._refusal.told():
            act()
            self._next()

    def _adopt_all(self) -> None:
        with self._refusal.told():
            while self._waiting:
                self._waiting[0].adopt()
                self._waiting.pop(0)
            self.accept()

    def _next(self) -> None:
        self._waiting.pop(0)
        if self._waiting:
            self._show()
        else:
            self.accept()


def _lines(one: Correction) -> list[tuple[str, str, str, str]]:
    """Put the difference in words: place, now, then, by how much."""
    found = delta(one.now, one.then)
    cells = one.then.form.cells
    lines = []
    for key, (now, then) in found.cells.items():
        cell = cells.get(key) or (one.now.form.cells[key] if one.now else None)
        if cell is not None:
            moved = "" if now is None or then is None else f"{then - now:+}"
            lines.append(
                (cell.name, printed(now, cell.kind) or "未填", printed(then, cell.kind) or "未填", moved)
            )
    for key, (now_text, then_text) in found.sections.items():
        lines.append((section_name(one.then.form, key), now_text or "（无）", then_text or "（无）", ""))
    return lines
