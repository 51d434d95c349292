"""Buttons above a long list of findings that hide the findings of one severity."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.rules.model import KINDS
from ui.base import theme

_NAMES = ("error", "lack", "warning", "ask")
_FROM = 6
"""The buttons are hidden when there are fewer findings than this."""


class SeverityFilter(QWidget):
    """A button for each kind of finding, with its count; pressed means shown."""

    changed = Signal(object)
    """The kinds to hide, a frozenset."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QToolButton] = {}
        self._counts: Mapping[str, int] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        for kind, name in zip(KINDS, _NAMES, strict=True):
            button = QToolButton()
            button.setObjectName(f"show_{name}")
            button.setCheckable(True)
            button.setChecked(True)
            button.setToolTip(f"显示或隐藏“{kind}”")
            # Four of them must not make a small window wider than its screen.
            button.setMinimumWidth(10 * theme.UNIT)
            button.toggled.connect(self._on_toggled)
            row.addWidget(button)
            self._buttons[kind] = button
        row.addStretch(1)
        self.hide()

    def hidden(self) -> frozenset[str]:
        """Return the kinds left out now."""
        return frozenset(kind for kind, button in self._buttons.items() if not button.isChecked())

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many there are of each; with few findings hide the buttons and leave nothing out."""
        if counts == self._counts:
            return
        many = sum(counts.values()) >= _FROM and len(counts) > 1
        self._counts = counts
        self.setVisible(many)
        for kind, button in self._buttons.items():
            button.setVisible(kind in counts)
            if not many:
                button.setChecked(True)
        self._show_texts()

    def _show_texts(self) -> None:
        """A tick says what is shown: a pressed button alone is hard to tell in some colours."""
        for kind, button in self._buttons.items():
            tick = "√ " if button.isChecked() else "　"
            button.setText(f"{tick}{kind} {self._counts.get(kind, 0)}")

    def _on_toggled(self) -> None:
        self._show_texts()
        self.changed.emit(self.hidden())
