"""A line below the report that says what just happened, and hides by itself unless it must stay."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui.base import theme
from ui.work.refusals import telling

_SHOWN_MS = 12_000

_MOST_WAITING = 5
_READABLE = 50
"""In average letters, half as wide as a Chinese character: a long sentence in a narrower column is a tower."""

Buttons = Sequence[tuple[str, Callable[[], object]]]


@dataclass(frozen=True)
class _Message:
    """A message in the colours of *kind*, with buttons; *stay*: it does not hide by itself."""

    text: str
    kind: str
    stay: bool
    buttons: Buttons
    about: int | None = None
    """The report that it is about, beside which alone it is shown; None for the window."""

    @property
    def must_be_read(self) -> bool:
        """Whether it waits for the user while something newer is said."""
        return self.kind in ("warning", "error")


class Notice(QFrame):
    """One sentence, its buttons, and one button to close it.

    A warning that nobody has closed is back once what was said after it is gone.

    A *standing* notice tells of a state rather than of an event: it has no button to close it and stays until whoever
    showed it takes it away.
    """

    said = Signal(str, str)
    """A sentence is shown, in the colours of this kind."""
    going = Signal()
    """The notice is about to go, by itself or closed."""
    closed = Signal()
    """The user closed it, or pressed a button that did."""

    def __init__(self, parent: QWidget | None = None, *, standing: bool = False) -> None:
        super().__init__(parent)
        self._standing = standing
        self._kind = "ask"
        self.setObjectName("standingNotice" if standing else "notice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        # Not the window's role, from which the style takes the edges of the buttons in here.
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # The words are copied by the menu at the mouse; a click on them leaves the keyboard where it is.
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._said: _Message | None = None
        self._waiting: list[_Message] = []
        self._report: int | None = None
        self._buttons: list[QPushButton] = []
        self._run: list[Callable[[], object]] = []
        self._ways = QHBoxLayout()
        self._ways.addStretch()
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(3 * theme.UNIT, theme.UNIT, theme.UNIT, theme.UNIT)
        self._whole.addWidget(self._text, 1)
        self._whole.addLayout(self._ways)
        if not standing:
            close = QPushButton("关闭")
            close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            close.clicked.connect(self._close)
            self._ways.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        theme.notifier.changed.connect(self._paint)
        self.hide()

    def say(
        self,
        text: str,
        *,
        kind: str = "ask",
        stay: bool = False,
        buttons: Buttons = (),
        about: int | None = None,
    ) -> None:
        """Show *text* in the colours of *kind*: ``error`` and ``warning`` stay until they are closed, ``ask`` may go.

        What is *about* a report, by its id, is shown while that report is on screen, and again each time until it is
        closed.
        """
        self._keep_waiting(text)
        self._show(_Message(text, kind, stay, tuple(buttons), about))

    def turn_to(self, report: int | None) -> None:
        """Show what is unread about this report, now on screen, and set aside what is about another."""
        self._report = report
        others = self._said is not None and self._said.about not in (None, report)
        if others or (self._said is None and self._next() is not None):
            self._keep_waiting("")
            self.hide()

    def forget_reports(self) -> None:
        """Another file is open: drop what was said about the reports of the former one."""
        self._waiting = [known for known in self._waiting if known.about is None]
        if self._said is not None and self._said.about is not None:
            self.hide()

    def _next(self) -> _Message | None:
        """Return the newest unread warning that has its place beside the report on screen."""
        fitting = (known for known in reversed(self._waiting) if known.about in (None, self._report))
        return next(fitting, None)

    def _keep_waiting(self, newer: str) -> None:
        """Set an unread warning aside for later; one that is said again, or too many, need not wait."""
        if self._said is not None and self._said.must_be_read and not self._standing:
            self._waiting.append(self._said)
        kept = [known for known in self._waiting if known.text != newer]
        window = [known for known in kept if known.about is None][-_MOST_WAITING:]
        self._waiting = [known for known in kept if known.about is not None or known in window]

    def _show(self, message: _Message) -> None:
        self._said = message
        text, buttons = message.text, message.buttons
        self._kind = message.kind
        self._paint()
        self._text.setText(text)
        self._run = [run for _, run in buttons]
        while len(self._buttons) < len(buttons):
            self._add_button()
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(buttons))
            text = buttons[number][0] if number < len(buttons) else ""
            button.setText(text)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(text) + 6 * theme.UNIT)
        self._arrange()
        self.show()
        self.said.emit(message.text, message.kind)
        self._timer.stop()
        if not message.must_be_read and not message.stay and not self._standing:
            self._timer.start()

    def _arrange(self) -> None:
        """Put the buttons below the words where they leave too little room beside them."""
        metrics = self._text.fontMetrics()
        wanted = min(metrics.horizontalAdvance(self._text.text()), _READABLE * metrics.averageCharWidth())
        beside = self.contentsRect().width() - self._ways.sizeHint().width() >= wanted
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._whole.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _paint(self) -> None:
        foreground, tint = theme.current().severity(self._kind)
        # In the palette: a style sheet would keep the font from following the window's.
        ground = self.palette()
        ground.setColor(self.backgroundRole(), QColor(tint))
        ground.setColor(QPalette.ColorRole.WindowText, QColor(foreground))
        self.setPalette(ground)

    def setVisible(self, visible: bool) -> None:
        """Tell before the notice goes, while what has the keyboard is still known."""
        if not visible and (unread := self._next()) is not None:
            # An unread warning takes its place.
            self._waiting.remove(unread)
            self._show(unread)
            return
        if not visible:
            self._said = None
            if self.isVisible():
                self.going.emit()
        super().setVisible(visible)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def pass_over(self) -> None:
        """Take away what need not be read, such as progress that has come to its end; a warning stays."""
        if self._said is not None and not self._said.must_be_read:
            self.hide()

    def withdraw(self, text: str) -> None:
        """Take back what was said in these words, wherever it waits: it does not hold any more."""
        self._waiting = [known for known in self._waiting if known.text != text]
        if self._said is not None and self._said.text == text:
            self.hide()

    def lapse_with(self, changed: SignalInstance) -> None:
        """Let what is said now lapse as soon as *changed* is emitted."""
        text = self.text()

        def lapse() -> None:
            changed.disconnect(lapse)
            self.lapse(text)

        changed.connect(lapse)

    def lapse(self, text: str) -> None:
        """What was offered with these words can't be had any more: they go, a warning stays without its buttons."""
        said = self._said
        if said is not None and said.text == text and said.must_be_read:
            self._show(replace(said, buttons=()))
        elif said is not None and said.text == text:
            self.hide()
        self._waiting = [
            replace(known, buttons=()) if known.text == text else known
            for known in self._waiting
            if known.text != text or known.must_be_read
        ]

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.say(sentence, kind="error", stay=True)

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def buttons(self) -> dict[str, QPushButton]:
        """Return the buttons that are shown, by their texts."""
        return {button.text(): button for button in self._buttons[: len(self._run)]}

    def _go_on(self, number: int) -> None:
        with telling(self.refuse):
            self._run[number]()
        if self.isHidden():
            self.closed.emit()

    def _add_button(self) -> None:
        button, number = QPushButton(), len(self._buttons)
        # A click leaves the keyboard where it is.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._go_on(number))
        self._buttons.append(button)
        self._ways.insertWidget(1 + number, button)
