"""Looks for words on the pages of the preview."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ui.base import theme
from ui.views.preview.page_text_layer import LineSpan
from ui.views.preview.readable_pages import ReadablePages


class PreviewSearch(QWidget):
    """A line below the controls. Enter goes on, Shift and Enter back, Esc closes it."""

    def __init__(self, pages: ReadablePages) -> None:
        super().__init__()
        self._pages = pages
        self._found: list[list[LineSpan]] = []
        self._at = -1
        self._words = QLineEdit()
        self._words.setObjectName("previewSearch")
        self._words.setAccessibleName("在预览中查找")
        self._words.setPlaceholderText("在预览中查找")
        self._words.installEventFilter(self)
        self._outcome = QLabel()
        self._outcome.setObjectName("previewSearchOutcome")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.UNIT, 0, 2 * theme.UNIT, 0)
        row.setSpacing(2 * theme.UNIT)
        row.addWidget(self._words, 1)
        row.addWidget(self._outcome)
        for text, act in (
            ("上一个", lambda: self._go(-1)),
            ("下一个", lambda: self._go(1)),
            ("关闭", self.leave),
        ):
            button = QToolButton()
            button.setText(text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            row.addWidget(button)
        self._words.textChanged.connect(self._look)
        self.hide()

    def begin(self) -> None:
        """Have words written; those that are chosen on the pages stand here at once."""
        chosen = self._pages.selected_text()
        if chosen and "\n" not in chosen:
            self._words.setText(chosen)
        self.show()
        self._words.setFocus()
        self._words.selectAll()
        self._look()

    def again(self) -> None:
        """Look on pages that were made anew; what is in sight stays."""
        if self.isVisible():
            self._found = self._pages.texts.find(self._words.text())
            self._at = min(self._at, len(self._found) - 1)
            self._tell()

    def leave(self) -> None:
        """Close the line and go back to the pages, where Enter leads to the place that was found last."""
        self.hide()
        self._pages.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that the line itself has no use for."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            return super().eventFilter(watched, event)
        return True

    def _look(self) -> None:
        self._found = self._pages.texts.find(self._words.text())
        on_screen = self._pages.page - 1
        ahead = [number for number, spans in enumerate(self._found) if spans[0].page >= on_screen]
        self._at = (ahead or [0])[0] if self._found else -1
        self._show()

    def _go(self, by: int) -> None:
        if self._found:
            self._at = (self._at + by) % len(self._found)
            self._show()

    def _show(self) -> None:
        self._pages.show_found(self._found[self._at] if self._found else [])
        self._tell()

    def _tell(self) -> None:
        none = "没有找到" if self._words.text() else ""
        self._outcome.setText(f"{self._at + 1}/{len(self._found)}" if self._found else none)
