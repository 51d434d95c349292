"""Shows findings in a list: the sign of each, and below each other the message and what belongs to it."""

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.rules.model import LACK, Finding
from ui.base import theme
from ui.base.qt_types import Index, ItemOption, item_option
from ui.models.finding_model import FindingRole, sign_of
from ui.views.typed_keys import TypedKeysPassed

_PADDING = 2 * theme.UNIT
_GUTTER = 6 * theme.UNIT
_LINE_GAP = 2
_WRAP = Qt.TextFlag.TextWordWrap


class WrappedList(QListView):
    """A list whose lines wrap, so that their height depends on the width of the list."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(FindingDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        TypedKeysPassed(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines again: Qt does so only when the height changes, not when a scroll bar appears."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class FindingDelegate(QStyledItemDelegate):
    """For findings and waived findings alike: the models say which lines there are, in which colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = item_option(option)
        painter.save()
        self._paint_heading(painter, item, index)
        item.rect = _below_heading(item, index)
        chosen = bool(item.state & QStyle.StateFlag.State_Selected)
        hovered = bool(item.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(item.rect, theme.color("selection" if chosen else "total" if hovered else "base"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(item.rect.bottomLeft(), item.rect.bottomRight())
        self._paint_sign(painter, item, index.data(FindingRole.FINDING))
        painter.setFont(item.font)
        for (text, color), rect in zip(
            index.data(FindingRole.LINES), self._rects(item.rect, item, index), strict=True
        ):
            painter.setPen(theme.color(color))
            painter.drawText(rect, _WRAP, text)
        painter.restore()

    def _paint_heading(self, painter: QPainter, item: ItemOption, index: Index) -> None:
        words = index.data(FindingRole.HEADING)
        if not words:
            return
        room = QRect(item.rect.topLeft(), QSize(item.rect.width(), _heading_height(item)))
        painter.fillRect(room, theme.color("label"))
        painter.setFont(item.font)
        painter.setPen(theme.color("text"))
        text = room.adjusted(theme.UNIT, 0, -theme.UNIT, 0)
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, elided)

    def _paint_sign(self, painter: QPainter, item: ItemOption, finding: Finding) -> None:
        size = 4 * theme.UNIT
        color, tint = theme.current().severity("ask" if finding.kind == LACK else finding.severity.value)
        box = QRect(item.rect.left() + theme.UNIT, item.rect.top() + _PADDING, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tint))
        painter.setPen(QColor(color))
        painter.drawRoundedRect(box, 3, 3)
        small = QFont(item.font)
        small.setPointSizeF(item.font.pointSizeF() * 0.85)
        painter.setFont(small)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign_of(finding))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = item_option(option)
        view = item.widget
        width = view.viewport().width() if isinstance(view, QListView) else item.rect.width()
        item.rect = QRect(0, 0, width, 10_000)
        last = self._rects(_below_heading(item, index), item, index)[-1]
        return QSize(width, last.bottom() + _PADDING)

    def _rects(self, rect: QRect, item: ItemOption, index: Index) -> list[QRect]:
        rects = []
        top = rect.top() + _PADDING
        for text, _color in index.data(FindingRole.LINES):
            room = QRect(rect.left() + _GUTTER, top, rect.width() - _GUTTER - _PADDING, 10_000)
            rects.append(item.fontMetrics.boundingRect(room, _WRAP, text))
            top = rects[-1].bottom() + 1 + _LINE_GAP
        return rects


def _below_heading(item: ItemOption, index: Index) -> QRect:
    """Return the room of the entry itself, below the heading of the group that begins with it."""
    return item.rect.adjusted(0, _heading_height(item) if index.data(FindingRole.HEADING) else 0, 0, 0)


def _heading_height(item: ItemOption) -> int:
    return item.fontMetrics.height() + 2 * theme.UNIT
