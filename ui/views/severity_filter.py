"""Buttons above a long list of findings that leave a severity out of it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.rules.model import SEVERITY_NAMES, Severity
from ui import theme

_FROM = 6
"""With fewer findings than this the buttons are only in the way."""


class SeverityFilter(QWidget):
    """A button a severity, with its count; pressed means shown."""

    changed = Signal(object)
    """The severities to hide, a frozenset."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[Severity, QToolButton] = {}
        self._counts: Mapping[Severity, int] = dict.fromkeys(Severity, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.UNIT)
        for severity, name in SEVERITY_NAMES.items():
            button = QToolButton()
            button.setObjectName(f"show_{severity.value}")
            button.setCheckable(True)
            button.setChecked(True)
            button.setToolTip(f"显示或隐藏“{name}”")
            button.toggled.connect(self._on_toggled)
            row.addWidget(button)
            self._buttons[severity] = button
        row.addStretch(1)

    def hidden(self) -> frozenset[Severity]:
        """Return the severities left out now."""
        return frozenset(severity for severity, button in self._buttons.items() if not button.isChecked())

    def show_counts(self, counts: Mapping[Severity, int]) -> None:
        """Show how many there are of each; with few findings hide the buttons and leave nothing out."""
        many = sum(counts.values()) >= _FROM and sum(map(bool, counts.values())) > 1
        self._counts = counts
        self.setVisible(many)
        for severity, button in self._buttons.items():
            button.setVisible(bool(counts[severity]))
            if not many:
                button.setChecked(True)
        self._show_texts()

    def _show_texts(self) -> None:
        """A tick says what is shown: a pressed button alone is hard to tell in some colours."""
        for severity, button in self._buttons.items():
            tick = "√ " if button.isChecked() else "　"
            button.setText(f"{tick}{SEVERITY_NAMES[severity]} {self._counts[severity]}")

    def _on_toggled(self) -> None:
        self._show_texts()
        self.changed.emit(self.hidden())
