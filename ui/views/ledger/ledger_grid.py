"""The grid of a ledger's requests: heads that sort, first columns that stay, and keys and pastes of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.clipboard import split_block
from app.ledger.foreign.headings import is_known
from ui.base.qt_types import Index
from ui.models.ledger.request_model import RequestModel
from ui.views.ledger.frozen_columns import FrozenColumns
from ui.views.ledger.record_grid import RecordGrid
from ui.work.refusals import telling
from ui.work.unit_ledger import UnitLedger

_FROZEN = 2
_FEWEST_HEADINGS = 3


class LedgerGrid(RecordGrid):
    """The grid of requests, whose heads sort and whose first columns stay."""

    settling_asked = Signal()
    removal_asked = Signal()
    choice_asked = Signal(int)
    """What a column shows is to be chosen."""
    table_pasted = Signal(object)
    """The lines and cells of a table with headings that was pasted."""

    def __init__(self, ledger: UnitLedger, model: RequestModel, parent: QWidget | None = None) -> None:
        super().__init__(ledger.session, model, parent)
        self.setObjectName("ledgerTable")
        self.setAccessibleName("台账")
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        self.frozen.horizontalHeader().setSectionsClickable(True)
        self.frozen.horizontalHeader().sectionClicked.connect(self._on_head_clicked)
        for head in (self.horizontalHeader(), self.frozen.horizontalHeader()):
            head.setToolTip("点击排序，再点反向，第三次恢复登记的顺序；右键按此列筛选（Alt+↓）")
            head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            head.customContextMenuRequested.connect(
                lambda place, head=head: self.choice_asked.emit(max(head.logicalIndexAt(place), 0))
            )

    def _add_views(self) -> None:
        self.frozen = FrozenColumns(self, _FROZEN)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view where the first columns do not cover it."""
        super().scrollTo(index, hint)
        bar = self.horizontalScrollBar()
        if index.column() < _FROZEN:
            bar.setValue(0)
            return
        covered = sum(self.columnWidth(column) for column in range(_FROZEN))
        left = self.visualRect(self._records.index(index.row(), index.column())).left()
        if bar.value() and left < covered:
            bar.setValue(bar.value() - (covered - left))

    def _on_head_clicked(self, column: int) -> None:
        model = self.model()
        assert isinstance(model, RequestModel)
        with telling(self.say):
            self.commit()
            key = model.key_at(self.currentIndex().row())
            here = max(self.currentIndex().column(), 0)
            model.sort_by(column)
            row = model.row_of(key) if key is not None else -1
            self.go_to(max(row, 0), here)

    def paste(self) -> None:
        """Paste a block where the frame stands; a table with headings is read as a ledger."""
        text = QApplication.clipboard().text()
        with telling(self.say):
            texts = split_block(text)
            if len(texts) > 1 and self._records.is_editable and _is_headed(texts[0]):
                self.table_pasted.emit(texts)
                return
        super().paste()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Insert and not event.modifiers():
            self.begin_new(1)
        elif event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.choice_asked.emit(max(self.currentIndex().column(), 0))
        elif control and event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settling_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frozen.place()


def _is_headed(cells: Sequence[str]) -> bool:
    """Whether a line is the heading of a ledger."""
    return sum(1 for cell in cells if cell.strip() and is_known(cell)) >= _FEWEST_HEADINGS
