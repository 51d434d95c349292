"""Asks for the name of a phrase."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.phrases import LONGEST_NAME
from ui.dialogs.kit import Dialog, caption, named, row_of, text_to_copy

_WIDTH = 480
_LINES = 8


class PhraseNaming(Dialog):
    """Shows the text; *accept* gets the name, and what it refuses is said here."""

    def __init__(
        self,
        title: str,
        text: str,
        name: str,
        accept: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("phraseNaming", title, parent)
        self.setMinimumWidth(_WIDTH)
        self._name = named(QLineEdit(name), "phraseName")
        self._name.setMaxLength(2 * LONGEST_NAME)
        self._name.selectAll()
        shown = text_to_copy("phraseText", "这段文字", _LINES)
        shown.setLineWrapMode(shown.LineWrapMode.WidgetWidth)
        shown.setPlainText(text)
        shown.show()
        self.add(row_of(caption("名称(&N)", self._name), self._name, wide=self._name))
        self.add(shown, stretch=1)
        self.end_with_accepting("确定", lambda: accept(self._name.text()))
        self._name.setFocus()
