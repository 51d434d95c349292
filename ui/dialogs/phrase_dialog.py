"""Chooses a phrase of one's own to be put into a text, and looks after the phrases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.phrases import Phrase, by_likeness, typed_before
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, named, push_button, row_of, text_to_copy
from ui.dialogs.phrase_naming import PhraseNaming
from ui.dialogs.questions import confirmed

_SIZE = (640, 480)
_LINES = 7
_TO_LIST = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


@dataclass(frozen=True)
class PhraseActions:
    """What can be done with the phrases that are kept.

    *insert* gets a phrase and the beginning of its name that was typed before the cursor, which the phrase replaces. Each
    may raise `UserError`.
    """

    phrases: Callable[[], Sequence[Phrase]]
    insert: Callable[[Phrase, str], None]
    rename: Callable[[Phrase, str], None]
    remove: Callable[[Phrase], None]


class PhraseDialog(Dialog):
    """Lists phrases, those first of whose name the text *before* the cursor has the beginning."""

    def __init__(self, actions: PhraseActions, before: str, parent: QWidget | None = None) -> None:
        super().__init__("phraseDialog", "常用语", parent, size=_SIZE)
        self._actions, self._before = actions, before
        self._shown: list[Phrase] = []
        self.words = named(QLineEdit(), "phraseWords")
        self.words.setPlaceholderText("输入名称或文字中的字查找")
        self.words.setAccessibleName("查找常用语")
        self.list = ListTable("phraseList", ("名称", "文字"), stretched=1, spoken="常用语")
        self.list.setColumnWidth(0, 180)
        self.list.doubleClicked.connect(self._insert)
        self._text = text_to_copy("phraseText", "所选常用语的全文", _LINES)
        self._text.setLineWrapMode(self._text.LineWrapMode.WidgetWidth)
        self._text.show()
        self._told = TonedLabel("phraseTold", "muted")
        self._rename = push_button("改名(&R)…", self._ask_name, "renamePhrase")
        self._remove = push_button("删除(&X)", self._ask_removal, "removePhrase")
        self.add(self.words)
        self.add(self.list, stretch=1)
        self.add(self._text, self._told, row_of(self._rename, self._remove, None))
        self.end_with_choice("插入", self._insert)
        self.words.textChanged.connect(lambda: self._fill())
        self.list.itemSelectionChanged.connect(self._tell)
        self._fill()
        self.words.setFocus()

    def _fill(self, wanted: int = 0) -> None:
        words = self.words.text().split()
        known = by_likeness(self._actions.phrases(), self._before)
        self._shown = [one for one in known if all(word in f"{one.name}\n{one.text}" for word in words)]
        self.list.fill((one.name, one.text) for one in self._shown)
        self.list.selectRow(min(wanted, len(self._shown) - 1))
        self._tell()

    def _chosen(self) -> Phrase | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _tell(self) -> None:
        chosen = self._chosen()
        for button in (self._rename, self._remove):
            button.setEnabled(chosen is not None)
        self._text.setPlainText(chosen.text if chosen is not None else "")
        if chosen is None:
            searched = bool(self.words.text().split())
            self._told.say(
                "没有这样的常用语，请换几个字再找。"
                if searched
                else "还没有常用语：在文字中选中一段，用“编辑”菜单的“所选文字存为常用语”存下。"
            )
        elif typed := typed_before(chosen, self._before):
            self._told.say(f"插入时替换光标前的“{typed}”。")
        else:
            self._told.say("插入到光标处；引用的数换成本报告的。")

    def _insert(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            with self.refusing():
                self._actions.insert(chosen, typed_before(chosen, self._before))
                self.accept()

    def _ask_name(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            PhraseNaming(
                "常用语改名", chosen.text, chosen.name, lambda name: self._actions.rename(chosen, name), self
            ).exec()
            self._fill(self.list.currentRow())

    def _ask_removal(self) -> None:
        chosen = self._chosen()
        if chosen is not None and confirmed(
            self, "removalQuestion", "常用语", f"删除常用语“{chosen.name}”？可以撤销。", "删除", cautious=True
        ):
            with self.refusing():
                self._actions.remove(chosen)
            self._fill(self.list.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move in the list while one types."""
        step = _TO_LIST.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self._shown:
            self.list.selectRow(min(max(self.list.currentRow() + step, 0), len(self._shown) - 1))
