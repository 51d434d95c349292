"""Sentences about a ledger as a list: each leads to its request, or can be taken into a text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QListWidget, QListWidgetItem, QWidget

from ui.dialogs.kit import Dialog, TonedLabel, named


@dataclass(frozen=True)
class RequestSentence:
    """A sentence, and the requests it is about."""

    text: str
    ids: tuple[int, ...] = ()


class SentencesDialog(Dialog):
    """Shows lines; *chosen* gets the one that is double-clicked, or chosen with the button *words*."""

    def __init__(
        self,
        title: str,
        intro: str,
        lines: Sequence[RequestSentence],
        words: str,
        chosen: Callable[[RequestSentence], None],
        parent: QWidget | None = None,
        *,
        copies: bool = False,
    ) -> None:
        super().__init__("listDialog", title, parent, size=(720, 420))
        self._chosen = chosen
        self.list = named(QListWidget(), "ledgerLines")
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for line in lines:
            item = QListWidgetItem(line.text)
            item.setData(Qt.ItemDataRole.UserRole, line)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self._take())
        self.add(TonedLabel("listIntro", text=intro))
        self.add(self.list, stretch=1)
        box = self.end_with_choice(words, self._take)
        box.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(lines))
        if copies:
            copy = box.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole)
            copy.clicked.connect(self._copy)

    def _line(self) -> RequestSentence | None:
        item = self.list.currentItem()
        line = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return line if isinstance(line, RequestSentence) else None

    def _copy(self) -> None:
        line = self._line()
        if line is not None:
            QApplication.clipboard().setText(line.text)

    def _take(self) -> None:
        line = self._line()
        if line is not None:
            self.accept()
            self._chosen(line)
