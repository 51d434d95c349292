"""Sentences about a ledger as a list: each leads to its request, or can be taken into a text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.base import theme


@dataclass(frozen=True)
class ListLine:
    """A sentence, and the requests it is about."""

    text: str
    ids: tuple[int, ...] = ()


class ListDialog(QDialog):
    """Shows lines; *chosen* gets the one that is double-clicked, or chosen with the button *words*."""

    def __init__(
        self,
        title: str,
        intro: str,
        lines: Sequence[ListLine],
        words: str,
        chosen: Callable[[ListLine], None],
        parent: QWidget | None = None,
        *,
        copies: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("listDialog")
        self.setWindowTitle(title)
        self.resize(720, 420)
        self._chosen = chosen
        self.list = QListWidget()
        self.list.setObjectName("ledgerLines")
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self._take())
        told = QLabel(intro)
        told.setWordWrap(True)
        buttons = QDialogButtonBox()
        take = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        take.setEnabled(bool(lines))
        take.setDefault(True)
        if copies:
            copy = buttons.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole)
            copy.clicked.connect(self._copy)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(told)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)

    def _line(self) -> ListLine | None:
        item = self.list.currentItem()
        line = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return line if isinstance(line, ListLine) else None

    def _copy(self) -> None:
        line = self._line()
        if line is not None:
            QApplication.clipboard().setText(line.text)

    def _take(self) -> None:
        line = self._line()
        if line is not None:
            self.accept()
            self._chosen(line)
