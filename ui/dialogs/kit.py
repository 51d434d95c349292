"""What dialogs are made of: a frame that stays while something is refused, labels with a tone, lists, buttons."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from ui.base import theme
from ui.base.markup import plain_tip
from ui.dialogs.questions import confirmed, opens_guide

_FRAME = QSize(40, 80)
"""The largest frame that a window manager puts around a dialog."""
_Widget = TypeVar("_Widget", bound=QWidget)


class TonedLabel(QLabel):
    """Text as it was typed, wrapped, in a colour of the theme that it keeps when the theme changes."""

    def __init__(self, name: str = "", tone: str = "", text: str = "", *, hides: bool = False) -> None:
        """*tone* is the colour's name in the theme; a label that *hides* is shown only while it has a text."""
        super().__init__()
        self._hides = hides
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(text, tone)

    def say(self, text: str, tone: str = "") -> None:
        """Show a text, in another tone if one is given."""
        if tone:
            theme.write_in(self, tone)
        self.setText(text)
        if self._hides:
            self.setVisible(bool(text))


class SentenceLine(QLineEdit):
    """A line for a text of one's own, such as a reason, which is not given up unasked."""


class Dialog(QDialog):
    """A column of parts that ends in buttons. *size* is made smaller on a small screen."""

    def __init__(
        self, name: str, title: str, parent: QWidget | None = None, *, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.refusal = TonedLabel("refusal", "error", hides=True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2 * theme.UNIT)
        if size is not None:
            self.fit(QSize(*size))

    def fit(self, size: QSize) -> None:
        """Take this size, less on a small screen."""
        self.resize(size.boundedTo(self.screen().availableSize() - _FRAME))

    def add(self, *parts: QWidget | QLayout, stretch: int = 0) -> None:
        """Add parts to the column."""
        for part in parts:
            if isinstance(part, QWidget):
                self._column.addWidget(part, stretch)
            else:
                self._column.addLayout(part, stretch)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Do what stands inside; what it refuses is said above the buttons, and the dialog stays."""
        self.refusal.say("")
        try:
            yield
        except UserError as error:
            self.refusal.say(str(error))

    def written(self) -> list[str]:
        """Return the texts written here that are gone when the dialog is: those of several lines, and sentences."""
        editors: Iterable[QPlainTextEdit] = self.findChildren(QPlainTextEdit)
        lines: Iterable[SentenceLine] = self.findChildren(SentenceLine)
        changed = [one for one in editors if not one.isReadOnly() and one.document().isModified()]
        texts = [one.toPlainText() for one in changed] + [one.text() for one in lines if one.isModified()]
        return [text for text in texts if text.strip()]

    def reject(self) -> None:
        """Go away by Esc, 取消 or the window's X; texts are given up only when the user wants that."""
        if not (self.isVisible() and self.written()) or confirmed(
            self,
            "writtenQuestion",
            self.windowTitle(),
            "这里写的文字还没有存下来，关闭后就没有了。",
            "放弃文字",
            no="继续编辑",
            cautious=True,
        ):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not opens_guide(self, event):
            super().keyPressEvent(event)

    def end_with_choice(self, words: str, go_on: Callable[[], object] | None = None) -> QDialogButtonBox:
        """End in a default button with these words, which calls *go_on* or accepts, and 取消."""
        kinds = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        box.button(kinds.Ok).setText(words)
        box.button(kinds.Cancel).setText("取消")
        box.accepted.connect(go_on or self.accept)
        box.rejected.connect(self.reject)
        self.add(self.refusal, box)
        # Only inside its dialog: elsewhere Qt makes the first button from the left the default.
        box.button(kinds.Ok).setDefault(True)
        return box

    def end_with_accepting(self, words: str, accept: Callable[[], object]) -> QDialogButtonBox:
        """End likewise in a button that does what was chosen: the dialog closes then, or says why not and stays."""

        def on_chosen() -> None:
            with self.refusing():
                accept()
                self.accept()

        return self.end_with_choice(words, on_chosen)

    def end_with_close(self, *before: QPushButton) -> None:
        """End in these buttons at the left and 关闭 at the right."""
        self.add(self.refusal, row_of(*before, None, push_button("关闭", self.reject)))


class ListTable(QTableWidget):
    """A list of texts: a row is chosen, nothing is edited, and Tab leaves it. A screen reader calls it *spoken*."""

    def __init__(self, name: str, columns: Sequence[str], *, stretched: int, spoken: str) -> None:
        super().__init__(0, len(columns))
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setHorizontalHeaderLabels(list(columns))
        choose_rows(self)
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def fill(self, rows: Iterable[Sequence[str]]) -> None:
        """Show these rows in place of those before; long texts are whole in their tooltips."""
        texts = list(rows)
        self.setRowCount(len(texts))
        for number, cells in enumerate(texts):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text.replace("\n", " "))
                item.setToolTip(plain_tip(text))
                self.setItem(number, column, item)


class ValueTable(QTableView):
    """A table of values, of which some may be typed."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let what an input method commits go into the cell: Qt leaves behind what opened its editor."""
        opens = self.indexWidget(self.currentIndex()) is None
        super().inputMethodEvent(event)
        editor = self.indexWidget(self.currentIndex())
        if opens and editor is not None and event.commitString():
            QApplication.sendEvent(editor, event)
            editor.setFocus()


def value_table(name: str, spoken: str, model: QAbstractItemModel, widths: Iterable[int]) -> QTableView:
    """Return a table of values in which one row is chosen; *widths* are its columns', and the last column takes the rest."""
    table = named(ValueTable(), name)
    table.setAccessibleName(spoken)
    table.setModel(model)
    table.setWordWrap(False)
    choose_rows(table)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setStretchLastSection(True)
    return table


def choose_rows(table: QTableView) -> None:
    """Let one row at a time be chosen, and nothing be edited."""
    table.verticalHeader().hide()
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)


def named(widget: _Widget, name: str) -> _Widget:
    """Return *widget* under an object name."""
    widget.setObjectName(name)
    return widget


def written_in_dialogs() -> list[tuple[str, str]]:
    """Return the texts written in dialogs that are open, each after where that is, in words."""
    dialogs = (one for one in QApplication.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible())
    return [(f"“{one.windowTitle()}”窗口", text) for one in dialogs for text in one.written()]


def push_button(text: str, act: Callable[[], object], name: str = "") -> QPushButton:
    """Return a button that the return key presses only where it has the keyboard."""
    button = named(QPushButton(text), name)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: act())
    return button


def choice_box(name: str, entries: Iterable[tuple[object, str]], chosen: object = None) -> QComboBox:
    """Return a list to choose from; each entry is what it stands for, and its text."""
    box = named(QComboBox(), name)
    for data, text in entries:
        box.addItem(text, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def text_to_copy(name: str, spoken: str, lines: int) -> QPlainTextEdit:
    """Return a hidden text of at most so many lines, to be read and copied; a screen reader calls it *spoken*."""
    text = named(QPlainTextEdit(), name)
    text.setAccessibleName(spoken)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    text.setMaximumHeight(lines * text.fontMetrics().lineSpacing())
    text.hide()
    return text


def caption(text: str, buddy: QWidget) -> QLabel:
    """Return the caption of a field, whose key leads to it."""
    label = QLabel(text)
    label.setBuddy(buddy)
    return label


def form_layout() -> QFormLayout:
    """Return an empty form with the dialogs' spacing."""
    form = QFormLayout()
    form.setSpacing(2 * theme.UNIT)
    return form


def row_of(*parts: QWidget | None, wide: QWidget | None = None) -> QHBoxLayout:
    """Return parts side by side; None takes up the room that is left, or *wide* does."""
    line = QHBoxLayout()
    line.setSpacing(2 * theme.UNIT)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part, int(part is wide))
    return line
