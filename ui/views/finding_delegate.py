"""Shows findings in a list: the sign of each, and below each other the message and what belongs to it."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
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
from ui.models.finding_model import FindingRole, sign_of
from ui.views.typed_keys import TypedKeysPassed

_PADDING = 2 * theme.UNIT
_GUTTER = 6 * theme.UNIT
_LINE_GAP = 2
_WRAP = Qt.TextFlag.TextWordWrap


class WrappedList(QListView):
    """A list whose lines wrap, and so are as high as the width of the list makes them."""

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
        """Measure the lines anew: by itself Qt does so for another height only, not when a scroll bar appears."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class FindingDelegate(QStyledItemDelegate):
    """For findings and waived findings alike: the models say which lines there are, in which colour."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(option.rect, theme.color("selection" if chosen else "total" if hovered else "base"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._paint_sign(painter, option, index.data(FindingRole.FINDING))
        painter.setFont(option.font)
        for (text, color), rect in zip(
            index.data(FindingRole.LINES), self._rects(option.rect, option, index), strict=True
        ):
            painter.setPen(theme.color(color))
            painter.drawText(rect, _WRAP, text)
        painter.restore()

    def _paint_sign(self, painter: QPainter, option: QStyleOptionViewItem, finding: Finding) -> None:
        size = 4 * theme.UNIT
        color, tint = theme.current().severity("ask" if finding.kind == LACK else finding.severity.value)
        box = QRect(option.rect.left() + theme.UNIT, option.rect.top() + _PADDING, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.QColor(tint))
        painter.setPen(theme.QColor(color))
        painter.drawRoundedRect(box, 3, 3)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.85)
        painter.setFont(small)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign_of(finding))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        last = self._rects(QRect(0, 0, width, 10_000), option, index)[-1]
        return QSize(width, last.bottom() + _PADDING)

    def _rects(
        self, rect: QRect, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> list[QRect]:
        rects = []
        top = rect.top() + _PADDING
        for text, _color in index.data(FindingRole.LINES):
            room = QRect(rect.left() + _GUTTER, top, rect.width() - _GUTTER - _PADDING, 10_000)
            rects.append(option.fontMetrics.boundingRect(room, _WRAP, text))
            top = rects[-1].bottom() + 1 + _LINE_GAP
        return rects
