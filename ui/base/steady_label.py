"""A label whose text changes at every key."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel


class SteadyLabel(QLabel):
    """Grows for a longer text and does not shrink: as long as its text has room, Qt does not lay out the window anew."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setMinimumSize(0, 0)
            self._make_room()

    def _make_room(self) -> None:
        room = self.sizeHint().expandedTo(self.minimumSize())
        if room != self.minimumSize():
            # Of a label of fixed size Qt asks no more how large it wants to be.
            self.setFixedSize(room)
