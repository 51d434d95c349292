"""Header views that print the form's own labels, with their spans, and stay while the table scrolls."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from app.forms.grid import CellRole, GridCell
from ui.base import theme
from ui.models.grid_model import GridModel

_PADDING = 4


class GridHeader(QHeaderView):
    """The labels above or beside the input cells of a table.

    *levels* are the heights of the header rows or the widths of the label columns, in pixels.
    """

    def __init__(self, orientation: Qt.Orientation, model: GridModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._table = model
        self._across = orientation is Qt.Orientation.Horizontal
        self.levels: list[int] = [0] * (model.top if self._across else model.left)
        self.extending = False
        """Whether Shift was held when a label was pressed."""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(16)

    def set_levels(self, levels: list[int]) -> None:
        """Set the levels' sizes."""
        self.levels = levels
        self.updateGeometry()
        self.geometriesChanged.emit()
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.RightButton:
            self._choose_for_menu(event.position().toPoint())

    def _choose_for_menu(self, point: QPoint) -> None:
        """Select the row or column whose label is clicked for the table's menu, unless it is selected with others."""
        section = self.logicalIndexAt(point)
        chosen, first = self.selectionModel(), self.model().index(0, 0).parent()
        is_chosen = chosen.isColumnSelected if self._across else chosen.isRowSelected
        if section >= 0 and not is_chosen(section, first):
            self.sectionPressed.emit(section)

    def sizeHint(self) -> QSize:
        # Qt's own measures every label in bold for a size that the levels give better.
        total = sum(self.levels)
        return QSize(0, total) if self._across else QSize(total, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        # Beyond the last row or column there is nothing to label.
        painter.fillRect(event.rect(), theme.color("base"))
        for cell in self._table.grid.cells:
            inside = cell.row < self._table.top if self._across else cell.row >= self._table.top
            beside = cell.column >= self._table.left if self._across else cell.column < self._table.left
            if inside and beside:
                rect = self._rect(cell)
                if rect.intersects(event.rect()):
                    paint_label(painter, rect, cell, centred=self._across or cell.upright)

    def _rect(self, cell: GridCell) -> QRect:
        """Return where a label is painted, in the viewport's pixels."""
        if self._across:
            first = cell.column - self._table.left
            along, length = self._stretch(first, cell.column_span)
            top = sum(self.levels[: cell.row])
            return QRect(along, top, length, sum(self.levels[cell.row : cell.row + cell.row_span]))
        first = cell.row - self._table.top
        along, length = self._stretch(first, cell.row_span)
        left = sum(self.levels[: cell.column])
        return QRect(left, along, sum(self.levels[cell.column : cell.column + cell.column_span]), length)

    def _stretch(self, first: int, count: int) -> tuple[int, int]:
        start = self.sectionViewportPosition(first)
        return start, sum(self.sectionSize(section) for section in range(first, first + count))


def paint_label(painter: QPainter, rect: QRect, cell: GridCell, *, centred: bool) -> None:
    """Paint a label of the form into *rect*: wrapped, or one character per line where the form sets it upright."""
    painter.fillRect(rect, theme.color("label"))
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.setPen(theme.color("text"))
    text = "\n".join(cell.text) if cell.upright else cell.text
    align = (
        Qt.AlignmentFlag.AlignCenter
        if centred
        else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
    if centred and not cell.upright:
        inner = _paired(painter.fontMetrics(), text, inner)
    painter.drawText(inner, align | Qt.TextFlag.TextWordWrap, text)


def _paired(metrics: QFontMetrics, text: str, room: QRect) -> QRect:
    """Return the room in which lines end after a pair of characters, as most words are, if that takes no more lines."""
    em = metrics.horizontalAdvance("国")
    # Room for an odd number of characters: of four, three and one would stand below each other.
    over = room.width() % (2 * em) - em // 2
    narrower = room.adjusted((over + 1) // 2, 0, -(over // 2), 0)
    if over < em // 2 or narrower.width() < 2 * em or metrics.horizontalAdvance(text) <= room.width():
        return room
    return narrower if _wrapped(metrics, text, narrower) <= _wrapped(metrics, text, room) else room


def _wrapped(metrics: QFontMetrics, text: str, room: QRect) -> int:
    free = QRect(0, 0, room.width(), 10_000)
    return metrics.boundingRect(free, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text).height()


class CornerLabel(QWidget):
    """The form's corner text, over the place where the two headers meet."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._cell = next(cell for cell in model.grid.cells if cell.role is CellRole.CORNER)
        self.setToolTip(self._cell.text)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        painter.setFont(small)
        paint_label(painter, self.rect(), self._cell, centred=True)


def label_height(metrics: QFontMetrics, text: str, width: int) -> int:
    """Return how high a label is when wrapped into *width* pixels."""
    return _wrapped(metrics, text, QRect(0, 0, max(width - 2 * _PADDING, metrics.averageCharWidth() * 2), 1))
