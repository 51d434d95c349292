"""The pages of the preview to be read: chosen with the mouse, copied, searched, and clicked on to go to their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent

from ui.base import theme
from ui.views.preview.page_text_layer import Caret, LineSpan, PageTextLayer
from ui.views.preview.page_view import PageView

if TYPE_CHECKING:
    from ui.printing.page_pictures import ReportPdf

_SHOWN_THROUGH = 90
"""How much of the colour of what is chosen covers the paper, of 255."""


class ReadablePages(PageView):
    """Adds the text that the pictures show."""

    place_asked = Signal(int, QPointF)
    """A page counted from 0, and a point of it: its place in the report is wanted."""
    search_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.texts = PageTextLayer()
        self._from: Caret | None = None
        self._to: Caret | None = None
        self._pressed: QPoint | None = None
        self._found: list[LineSpan] = []
        self._name = ""
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.page_changed.connect(self._read_page)

    def show_pages(self, made: ReportPdf | None, *, from_top: bool = False) -> None:
        self.texts = PageTextLayer(made.texts if made is not None else ())
        self._from = self._to = None
        self._found = []
        super().show_pages(made, from_top=from_top)
        self._read_page(self.page)

    def _read_page(self, number: int) -> None:
        """Tell a screen reader what stands on the page on screen."""
        if number:
            self.setAccessibleDescription(f"第 {number} 页：{self.texts.text_of_page(number - 1)}")
        else:
            self.setAccessibleDescription("")

    # what is chosen

    def _chosen(self) -> list[LineSpan]:
        return list(self.texts.between(self._from, self._to)) if self._from and self._to else []

    def selected_text(self) -> str:
        """Return the words that are chosen."""
        return self.texts.text(self._chosen())

    def copy(self) -> None:
        """Copy the words that are chosen."""
        if words := self.selected_text():
            QGuiApplication.clipboard().setText(words)

    def selectAll(self) -> None:
        """Choose the words of all pages; called as Qt's own texts call it."""
        if whole := self.texts.whole():
            self._from, self._to = whole
            self.viewport().update()

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            at = self._caret(self._pressed)
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._from, self._to = (self._from if held else None) or at, at
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            self._to = self._caret(event.position().toPoint()) or self._to
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the place in the report."""
        if event.button() is Qt.MouseButton.LeftButton and self.page_count:
            page, point = self._on_page(event.position().toPoint())
            self.place_asked.emit(page, point)

    def _ask_for_marked(self) -> None:
        """Ask for the place of what was found, or is chosen, as a double click on it does."""
        for span in (self._found or self._chosen())[:1]:
            left, bottom, _right, top = self.texts.box(span)
            self.place_asked.emit(span.page, QPointF(left, (bottom + top) / 2))

    def _on_page(self, on_screen: QPoint) -> tuple[int, QPointF]:
        """Return the page at a place of the window, and the point of it, from its lower left corner."""
        place = self._place(on_screen)
        number = self._layout.page_at(place)
        rect, (width, height) = self._layout.places[number], self._sizes()[number]
        scale = rect.width() / width
        return number, QPointF((place.x() - rect.left()) / scale, height - (place.y() - rect.top()) / scale)

    def _sizes(self) -> tuple[tuple[float, float], ...]:
        return self.made.sizes if self.made is not None else ()

    def _caret(self, on_screen: QPoint) -> Caret | None:
        if not self.page_count:
            return None
        page, point = self._on_page(on_screen)
        return self.texts.caret_at(page, point.x(), point.y())

    # what is found

    def show_found(self, spans: list[LineSpan]) -> None:
        """Mark a place that was found and bring it into sight; nothing marks none."""
        self._found = spans
        if spans:
            _left, bottom, _right, top = self.texts.box(spans[0])
            self.bring(spans[0].page, bottom, top)
        self.viewport().update()

    def bring(self, page: int, bottom: float, top: float) -> None:
        """Bring a part of a page, counted from 0, into sight, unless it is; in points from the page's foot."""
        if page >= self.page_count:
            return
        rect, (width, height) = self._layout.places[page], self._sizes()[page]
        scale = rect.width() / width
        upper, lower = (round(rect.top() + (height - y) * scale) for y in (top, bottom))
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if upper < bar.value() or lower > bar.value() + room:
            bar.setValue(upper - room // 4)

    # painting and keys

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(-self._place(QPoint(0, 0)))
        painter.setPen(Qt.PenStyle.NoPen)
        # Paper is white in both themes, and so is what is marked on it.
        for spans, colour in ((self._found, theme.LIGHT.warning), (self._chosen(), theme.LIGHT.accent)):
            shade = QColor(colour)
            shade.setAlpha(_SHOWN_THROUGH)
            painter.setBrush(shade)
            for span in spans:
                painter.drawRect(self._on_canvas(span))

    def _on_canvas(self, span: LineSpan) -> QRectF:
        rect, (width, height) = self._layout.places[span.page], self._sizes()[span.page]
        scale = rect.width() / width
        left, bottom, right, top = self.texts.box(span)
        return QRectF(
            rect.left() + left * scale,
            rect.top() + (height - top) * scale,
            (right - left) * scale,
            (top - bottom) * scale,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of texts, which reach here in a window without menus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_for_marked()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.search_asked.emit()
        else:
            super().keyPressEvent(event)
