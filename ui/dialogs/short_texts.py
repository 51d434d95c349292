"""Texts that others wrote, on one line: however long they are, they don't widen the dialog."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from ui.base import theme
from ui.base.markup import plain_tip

_SHOWN_CHARACTERS = 20
_EDGE = 40
"""The least room beside an open list, in pixels."""
_MIDDLE = Qt.TextElideMode.ElideMiddle


class ShortLabel(QLabel):
    """One line of text as it was typed; what does not fit at its end is in the tooltip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._whole = ""
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class LongChoices(QComboBox):
    """A list whose choices are whole while it is open, and in the tooltip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHOWN_CHARACTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentTextChanged.connect(lambda text: self.setToolTip(plain_tip(text)))

    def offer(self, entries: Iterable[tuple[object, str]], chosen: object) -> None:
        """Offer these in place of what was offered; each is what it stands for, and its text. Emits nothing."""
        blocked = self.blockSignals(True)
        self.clear()
        for data, text in entries:
            self.addItem(text, data)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(blocked)
        self.setToolTip(plain_tip(self.currentText()))

    def showPopup(self) -> None:
        room = self.screen().availableSize().width() - _EDGE
        self.view().setMinimumWidth(min(room, self.view().sizeHintForColumn(0) + 4 * theme.UNIT))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the choice with what does not fit left out of its middle: the state of a printer stands at the end."""
        option: Any = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        width = room.width() - 2 * theme.UNIT
        option.currentText = self.fontMetrics().elidedText(self.currentText(), _MIDDLE, width)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
