"""Read-only views of a table read from a file: the source's own table, and the form's grid with what was read."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.imports.matching.rows import is_value
from app.imports.raw_document import RawCell
from app.rules.model import Severity
from ui.base import theme
from ui.base.qt_types import Index, item_option
from ui.models.compared_model import ComparedModel, SourceModel
from ui.models.grid_model import GridRole
from ui.views.tables.cell_delegate import MARKS, CellDelegate, paint_figure
from ui.views.tables.grid_header import label_height
from ui.views.tables.grid_view import SMALLEST_COLUMN, GridView

_PADDING = 4
_LABEL_EMS: Sequence[float] = (2, 5, 12)
_LEAST_EMS: Sequence[float] = (1.5, 3.5, 6)
"""The widths of the form's label columns in characters, where there is room and where there is not."""
_NARROWEST, _WIDEST = 3, 16
"""How many characters wide a column of the source is at least, and what a label may ask for at most."""


class _ComparedDelegate(CellDelegate):
    """Marks a cell that differs from the report's with ≠, one that was not read with an exclamation mark."""

    marks: ClassVar[Mapping[Severity, str]] = {**MARKS, Severity.ASK: "≠"}

    def _background(self, index: Index, severity: Severity | None, selected: bool) -> QColor:
        return super()._background(index, Severity.WARNING if severity else None, selected)


class ComparedView(GridView):
    """The form's grid with the figures of a file or of a report."""

    cell_chosen = Signal(str)
    """The key of the cell that the cursor came to."""

    def __init__(self, model: ComparedModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setItemDelegate(_ComparedDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def _lay_out_labels(self) -> None:
        """Let the labels wrap as far as all columns need the room."""
        em = QFontMetrics(self.font()).horizontalAdvance("国")
        levels = slice(0, self.grid_model.left)
        usual, least = sum(_LABEL_EMS[levels]) * em, sum(_LEAST_EMS[levels]) * em
        spare: float = self.width() - self.verticalScrollBar().sizeHint().width() - 2
        spare -= self.grid_model.columnCount() * SMALLEST_COLUMN + least
        part = min(max(spare, 0) / max(usual - least, 1), 1)
        pairs = zip(_LABEL_EMS[levels], _LEAST_EMS[levels], strict=True)
        self.labels_beside.set_levels([int((low + (high - low) * part) * em) for high, low in pairs])

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        cell = current.data(GridRole.CELL)
        if cell is not None and cell.key is not None:
            self.cell_chosen.emit(cell.key)


class _SourceDelegate(QStyledItemDelegate):
    """Paints a cell of a foreign table: figures in the middle, words at the left, wrapped."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = item_option(option)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        marked = index.data(GridRole.SEVERITY) is not None
        chosen = bool(item.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(
            item.rect, theme.color("selection" if chosen else "warning_tint" if marked else "base")
        )
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(item.rect.bottomLeft(), item.rect.bottomRight())
        painter.drawLine(item.rect.topRight(), item.rect.bottomRight())
        painter.setPen(theme.color("warning" if marked else "text"))
        room = item.rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if is_value(text):
            sign = item.fontMetrics.horizontalAdvance(MARKS[Severity.WARNING]) if marked else 0
            paint_figure(painter, room, item.font, text, sign)
        else:
            painter.setFont(item.font)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, left | Qt.TextFlag.TextWordWrap, text)
        painter.setFont(item.font)
        if marked:
            corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(item.rect.adjusted(0, 0, -_PADDING, 0), corner, MARKS[Severity.WARNING])
        if item.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(item.rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _is_figure(cell: RawCell) -> bool:
    return cell.column_span == 1 and is_value(cell.text) and any(c.isdecimal() for c in cell.text)


def _characters_across(cell: RawCell) -> int:
    """Return the width that a label needs: a label that spans several rows may wrap into as many lines."""
    longest = max((len(line) for line in cell.text.split("\n")), default=0)
    return min(longest // cell.row_span + 1, _WIDEST)


class SourceView(QTableView):
    """The tables of a file as they stand there, fitted to the room."""

    cell_chosen = Signal(str)
    """The key of the form's cell that was read from where the cursor came to."""

    def __init__(self, model: SourceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = model
        self.setObjectName("sourceTable")
        self.setAccessibleName("原件中的表")
        self.setModel(model)
        self.setItemDelegate(_SourceDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setMinimumSectionSize(8)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for span in model.spans:
            self.setSpan(*span)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._fit_rows()

    def _fit_columns(self) -> None:
        """Give figures the room they need, and share out the rest by the length of the labels."""
        metrics = QFontMetrics(self.font())
        em = metrics.horizontalAdvance("国")
        least = [_NARROWEST * em] * self.grid_model.columnCount()
        more = [0] * self.grid_model.columnCount()
        for (_, column), cell in self.grid_model.cells().items():
            if cell.column_span == 1:
                if is_value(cell.text):
                    figure = metrics.horizontalAdvance(cell.text.strip()) + em
                    least[column] = max(least[column], min(figure, _WIDEST * em))
                else:
                    more[column] = max(more[column], em * _characters_across(cell))
        figures = {column for (_, column), cell in self.grid_model.cells().items() if _is_figure(cell)}
        more = [
            0 if column in figures else max(wide - narrow, 0)
            for column, (wide, narrow) in enumerate(zip(more, least, strict=True))
        ]
        spare = max(self.viewport().width() - sum(least), 0)
        if sum(more) < spare:
            more = [wide + (spare - sum(more)) // len(more) for wide in more]
        for column, (narrow, wide) in enumerate(zip(least, more, strict=True)):
            self.setColumnWidth(column, narrow + wide * spare // max(sum(more), 1))

    def _fit_rows(self) -> None:
        metrics = QFontMetrics(self.font())
        heights = [metrics.height() + _PADDING] * self.grid_model.rowCount()
        for (row, column), cell in self.grid_model.cells().items():
            if cell.row_span == 1 and cell.text.strip():
                width = sum(self.columnWidth(n) for n in range(column, column + cell.column_span))
                heights[row] = max(heights[row], label_height(metrics, cell.text.strip(), width) + _PADDING)
        for row, height in enumerate(heights):
            self.setRowHeight(row, height)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        key = self.grid_model.key_at(current) if current.isValid() else None
        if key is not None:
            self.cell_chosen.emit(key)


def show_cell(view: ComparedView | SourceView, key: str) -> None:
    """Put a view's cursor on a cell of the form, where it has it, without telling of it."""
    index = view.grid_model.index_for(key)
    view.blockSignals(True)
    if index.isValid():
        view.setCurrentIndex(index)
        view.scrollTo(index)
    else:
        view.clearSelection()
    view.blockSignals(False)
