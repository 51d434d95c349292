"""A line above the report that tells what just happened, and goes away by itself when it may."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import theme

_SHOWN_MS = 12_000


class Notice(QFrame):
    """One sentence with at most two buttons and one to close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = [QPushButton(), QPushButton()]
        self._run: list[Callable[[], object] | None] = [None, None]
        close = QPushButton("关闭")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        row.addWidget(self._text, 1)
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, number=number: self._on_button(number))
            row.addWidget(button)
        row.addWidget(close)
        close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(
        self,
        text: str,
        *,
        kind: str = "ask",
        stay: bool = False,
        buttons: tuple[tuple[str, Callable[[], object]], ...] = (),
    ) -> None:
        """Show *text* in the colours of *kind* (``error``, ``warning``, ``ask``)."""
        foreground, tint = theme.current().severity(kind)
        self.setStyleSheet(f"#notice {{ background: {tint}; border: 1px solid {theme.current().line}; }}")
        self._text.setStyleSheet(f"color: {foreground};")
        self._text.setText(text)
        for number, button in enumerate(self._buttons):
            given = buttons[number] if number < len(buttons) else None
            button.setVisible(given is not None)
            button.setText(given[0] if given else "")
            self._run[number] = given[1] if given else None
        self.show()
        self._timer.stop()
        if not stay:
            self._timer.start()

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def _on_button(self, number: int) -> None:
        run = self._run[number]
        if run is not None:
            run()
