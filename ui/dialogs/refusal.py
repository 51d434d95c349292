"""What a dialog shares with the others: it says what was refused, and stays open."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.errors import UserError
from ui.base import theme


class Refusal(QLabel):
    """A line of a dialog, hidden until something is refused."""

    def __init__(self, name: str = "refusal", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.write_in(self, "error")
        self.hide()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Do what stands inside; what it refuses is said here, and the rest of it, closing the dialog, is not done."""
        self.hide()
        try:
            yield
        except UserError as error:
            self.setText(str(error))
            self.show()
