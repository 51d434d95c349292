"""The pages of a PDF to scroll through; the old picture of a page is shown until the new one is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QFrame, QWidget

from ui.base import theme
from ui.printing.page_layout import GAP, STEPS, Fit, PageLayout, Zoom, height_for, lay_out
from ui.views.preview.drawn_pages import DrawnPages

if TYPE_CHECKING:
    from ui.printing.page_pictures import ReportPdf

_POINTS_PER_INCH = 72
_LINE = 40
_WHEEL_STEP = 120
_AT_A_TIME_MS = 20
"""Scrolling and zooming come in bursts: the pictures wanted are settled when a burst pauses this long."""


class PageView(QAbstractScrollArea):
    """Shows a `ReportPdf`; keeps its place when a newer one of the same report takes over."""

    page_changed = Signal(int)
    """The number of the page on screen, from 1."""
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("previewPages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.zoom: Zoom = Fit.WIDTH
        self.facing = False
        self._made: ReportPdf | None = None
        self._layout = PageLayout()
        self._drawn = DrawnPages(self)
        self._drawn.drawn.connect(self._on_drawn)
        self._room = QSize()
        """What the pages are laid out for: the viewport, or what it was before a notice came below."""
        self._window = QSize()
        self._shown_page = 0
        self._wheel = 0
        self._draw_timer = QTimer(self)
        self._draw_timer.setSingleShot(True)
        self._draw_timer.setInterval(_AT_A_TIME_MS)
        self._draw_timer.timeout.connect(self._draw_next)

    # what is shown, and how large

    def show_pages(self, made: ReportPdf | None, *, from_top: bool = False) -> None:
        """Show these pages, where the last ones were or from the top; None: no pages."""
        self._made = made
        self._drawn.take(made, another=made is None or from_top)
        self._lay_out(keep_place=not from_top)
        if from_top and self._layout.places:
            self.verticalScrollBar().setValue(0)
            middle = self._layout.places[0].center().x()
            self.horizontalScrollBar().setValue(middle - self.viewport().width() // 2)
        self._draw_timer.start(0)
        self.viewport().update()

    @property
    def made(self) -> ReportPdf | None:
        """What is shown."""
        return self._made

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._layout.places)

    @property
    def page(self) -> int:
        """The number of the page that takes the window's upper part, from 1; 0 when there is none."""
        if not self._layout.places:
            return 0
        return self._layout.page_at(self._place(QPoint(0, self.viewport().height() // 3))) + 1

    @property
    def percent(self) -> float:
        """The size of the pages in percent of the paper's."""
        return self._layout.percent

    def settled(self) -> bool:
        """Whether every page on screen is drawn, as new and as sharp as it can be."""
        return self._made is not None and all(map(self._is_fresh, self._on_screen()))

    def set_zoom(self, zoom: Zoom, around: QPoint | None = None) -> None:
        """Change the size; what is at *around*, or at the window's top, stays where it is."""
        self.zoom = zoom
        self._lay_out(around=around)
        self.zoom_changed.emit()

    def zoom_by_step(self, direction: int, around: QPoint | None = None) -> None:
        """Go to the next larger (1) or smaller (-1) step."""
        percent = self._layout.percent
        if direction > 0:
            step = next((step for step in STEPS if step > percent + 1), STEPS[-1])
        else:
            step = next((step for step in reversed(STEPS) if step < percent - 1), STEPS[0])
        self.set_zoom(step, around)

    def set_facing(self, facing: bool) -> None:
        """Show two pages side by side, or one."""
        self.facing = facing
        page = self.page
        self._lay_out()
        self.go_to_page(page)

    def go_to_page(self, number: int) -> None:
        """Bring a page, counted from 1, to the top."""
        if 1 <= number <= self.page_count:
            self.verticalScrollBar().setValue(self._layout.places[number - 1].top() - GAP)

    # places

    def _place(self, on_screen: QPoint) -> QPoint:
        return on_screen + QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _on_screen(self) -> list[int]:
        """Return the pages on screen."""
        window = QRect(self._place(QPoint(0, 0)), self.viewport().size())
        return [n for n, place in enumerate(self._layout.places) if place.intersects(window)]

    def _lay_out(self, *, keep_place: bool = True, around: QPoint | None = None) -> None:
        fixed = around or QPoint(self.viewport().width() // 2, 0)
        before, old = self._place(fixed), self._layout
        sizes = self._made.sizes if self._made else ()
        scale = self.logicalDpiX() / _POINTS_PER_INCH
        self._layout = lay_out(sizes, self._room, self.zoom, facing=self.facing, pixels_per_point=scale)
        self._set_bars()
        if keep_place and old.places and self._layout.places:
            number = min(old.page_at(before), self.page_count - 1)
            then = _same_place(
                before, old.places[min(number, len(old.places) - 1)], self._layout.places[number]
            )
            self.horizontalScrollBar().setValue(then.x() - fixed.x())
            self.verticalScrollBar().setValue(then.y() - fixed.y())
        self._tell_page()
        self._draw_timer.start()
        self.viewport().update()

    def _set_bars(self) -> None:
        window, size = self.viewport().size(), self._layout.size
        for bar, whole, part in (
            (self.horizontalScrollBar(), size.width(), window.width()),
            (self.verticalScrollBar(), size.height(), window.height()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(max(part - _LINE, _LINE))
            bar.setSingleStep(_LINE)

    def _tell_page(self) -> None:
        if self.page != self._shown_page:
            self._shown_page = self.page
            self.page_changed.emit(self._shown_page)

    # drawing

    def _pixels(self, number: int) -> QSize:
        """Return the size of a page's picture in the pixels of the screen."""
        width = round(self._layout.places[number].width() * self.devicePixelRatioF())
        return QSize(width, height_for(self._made.sizes[number], width)) if self._made else QSize()

    def _is_fresh(self, number: int) -> bool:
        return self._drawn.is_fresh(number, self._pixels(number))

    def _draw_next(self) -> None:
        """Have the next missing picture drawn: of the pages on screen first, then of those beside them."""
        shown = self._on_screen() if self.isVisible() else []
        if shown:
            near = [n for n in (shown[-1] + 1, shown[0] - 1) if 0 <= n < self.page_count]
            self._drawn.want({n: self._pixels(n) for n in (*shown, *near)})

    def _on_drawn(self) -> None:
        self.viewport().update()
        self._draw_next()

    # what Qt asks

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.color("label"))
        painter.translate(-self._place(QPoint(0, 0)))
        for number in self._on_screen():
            self._paint_page(painter, number)

    def _paint_page(self, painter: QPainter, number: int) -> None:
        place = self._layout.places[number]
        picture = self._drawn.picture(number)
        if picture is None:
            painter.fillRect(place, theme.PAPER)
        elif self._is_fresh(number):
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            painter.drawImage(QPointF(place.topLeft()), picture)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, picture)
        painter.setPen(theme.color("line"))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        room, window = self.viewport().size(), self.window().size()
        if room.width() == self._room.width() and window == self._window:
            # A notice comes or goes below: the page in view must not move.
            room = room.expandedTo(self._room)
        self._room, self._window = room, window
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw_timer.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        self._tell_page()
        self._draw_timer.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls; with Ctrl it zooms around the pointer."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        while abs(self._wheel) >= _WHEEL_STEP:
            direction = 1 if self._wheel > 0 else -1
            self._wheel -= direction * _WHEEL_STEP
            self.zoom_by_step(direction, event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the pages, and those for the size, which reach here in a window without menus."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._size_key(event)
        else:
            self._page_key(event)

    def _size_key(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by_step(1)
            case Qt.Key.Key_Minus:
                self.zoom_by_step(-1)
            case Qt.Key.Key_0:
                self.set_zoom(100)
            case _:
                super().keyPressEvent(event)

    def _page_key(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Home:
                bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
            case Qt.Key.Key_End:
                bar.triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
            case Qt.Key.Key_PageDown:
                self._step(1)
            case Qt.Key.Key_PageUp:
                self._step(-1)
            case Qt.Key.Key_Space:
                self._step(-1 if back else 1)
            case _:
                super().keyPressEvent(event)

    def _step(self, direction: int) -> None:
        """Go on by a screenful; by whole pages when they fit the window."""
        bar = self.verticalScrollBar()
        if self.zoom is not Fit.PAGE:
            bar.setValue(bar.value() + direction * bar.pageStep())
            return
        tops = [top - GAP for top in self._layout.rows()]
        ahead = [top for top in tops if (top - bar.value()) * direction > 0]
        if ahead:
            bar.setValue(min(ahead) if direction > 0 else max(ahead))


def _same_place(place: QPoint, old: QRect, new: QRect) -> QPoint:
    """Return the place on the new page that *place* was at on the old one."""
    across = (place.x() - old.left()) / max(1, old.width())
    down = (place.y() - old.top()) / max(1, old.height())
    return QPoint(new.left() + round(across * new.width()), new.top() + round(down * new.height()))
