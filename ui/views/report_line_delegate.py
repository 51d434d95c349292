"""How the lines of the list of reports are painted, and where a line folds."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.base import theme
from ui.base.qt_types import Index, ItemOption, item_option
from ui.models.report_lines import LineKind, ReportLine
from ui.models.report_model import ReportRole
from ui.models.report_state import ReportState

_INDENT = 4 * theme.UNIT
_FOLD = 4 * theme.UNIT
"""The width of the sign that says whether a line is folded."""
_ALIGN = Qt.AlignmentFlag.AlignVCenter


def fold_place(line: ReportLine, rect: QRect) -> QRect:
    """Return where a click folds or unfolds a line."""
    return QRect(rect.left() + line.depth * _INDENT, rect.top(), _FOLD + theme.UNIT, rect.height())


class ReportLineDelegate(QStyledItemDelegate):
    """Paints a unit's line muted, a year's line indented with its state at the right, a group's with its counts."""

    marked_unit: int | None = None
    """The unit whose own line is on screen, though nobody can choose it as a report: its ledger stands there."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = item_option(option)
        painter.save()
        line: ReportLine = index.data(ReportRole.LINE)
        if item.state & QStyle.StateFlag.State_Selected or self._is_marked(line):
            painter.fillRect(item.rect, theme.color("selection"))
            painter.fillRect(QRect(item.rect.topLeft(), QSize(3, item.rect.height())), theme.color("accent"))
        painter.setFont(item.font)
        if line.place:
            self._paint_in_group(painter, item, index, line)
        else:
            self._paint_plain(painter, item, index, line)
        painter.restore()

    def _is_marked(self, line: ReportLine) -> bool:
        own = line.head is None and line.kind is LineKind.UNIT
        return own and self.marked_unit is not None and line.unit.id == self.marked_unit

    @staticmethod
    def _paint_plain(
        painter: QPainter,
        item: ItemOption,
        index: Index,
        line: ReportLine,
    ) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        room = item.rect.adjusted(2 * theme.UNIT, 0, -2 * theme.UNIT, 0)
        state = index.data(ReportRole.STATE)
        if line.head is None:
            elided = item.fontMetrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
            painter.setPen(theme.color("muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | _ALIGN, elided)
            return
        metrics = item.fontMetrics
        indent = 0 if line.pinned else _INDENT
        left = room.width() - indent - metrics.horizontalAdvance(text) - 2 * theme.UNIT
        told = (
            in_room(state, lambda words: metrics.horizontalAdvance(words) <= left)
            if isinstance(state, ReportState)
            else ""
        )
        if line.pinned and left < metrics.horizontalAdvance(told):
            # The name of a unit may be long: the year stays whole in any case.
            year = f" {line.head.label}"
            least = metrics.horizontalAdvance(year + told) + 2 * theme.UNIT
            name = line.unit.label
            text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room.width() - least) + year
        elif left < metrics.horizontalAdvance(told):
            # The name of another kind of report: the year before it stays.
            free = room.width() - indent - metrics.horizontalAdvance(told) - 2 * theme.UNIT
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, free)
        painter.setPen(theme.color("text"))
        painter.drawText(room.adjusted(indent, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | _ALIGN, text)
        if isinstance(state, ReportState):
            painter.setPen(theme.color(state.color))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | _ALIGN, told)

    def _paint_in_group(
        self,
        painter: QPainter,
        item: ItemOption,
        index: Index,
        line: ReportLine,
    ) -> None:
        """Paint a line of the tree: the name has the room that the words at the right leave."""
        place = fold_place(line, item.rect)
        if line.folds:
            _paint_fold(painter, place, folded=line.folded)
        room = item.rect.adjusted(place.right() - item.rect.left(), 0, -2 * theme.UNIT, 0)
        metrics = item.fontMetrics
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        left = room.width() - metrics.horizontalAdvance(text) - 2 * theme.UNIT
        told, color = self._at_right(index, line, lambda words: metrics.horizontalAdvance(words) <= left)
        painter.setPen(theme.color(color))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | _ALIGN, told)
        room.setRight(room.right() - (metrics.horizontalAdvance(told) + 2 * theme.UNIT if told else 0))
        font = QFont(item.font)
        font.setBold(line.kind is LineKind.GROUP)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | _ALIGN, elided)

    @staticmethod
    def _at_right(index: Index, line: ReportLine, fits: Callable[[str], bool]) -> tuple[str, str]:
        if line.kind is LineKind.GROUP:
            return str(index.data(ReportRole.COUNT) or ""), "muted"
        state = index.data(ReportRole.STATE)
        if not isinstance(state, ReportState):
            return "", "muted"
        if line.kind is LineKind.YEAR:
            return in_room(state, fits), state.color
        return state.sign or state.word, state.color

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = item_option(option)
        return QSize(80, item.fontMetrics.height() + 2 * theme.UNIT)


def in_room(state: ReportState, fits: Callable[[str], bool]) -> str:
    """Return as much of a state as there is room for: the sign stays in any case."""
    told = (f"{state.sign} {state.word}", *state.shorter)
    return next((words for words in told if fits(words)), state.sign)


def _paint_fold(painter: QPainter, place: QRect, *, folded: bool) -> None:
    """Paint a triangle that points to the right while the line is folded, and down while it is open."""
    middle = QPointF(place.center())
    points = [(-2, -4), (3, 0), (-2, 4)] if folded else [(-4, -2), (4, -2), (0, 3)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("muted"))
    painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in points]))
    painter.restore()
