"""A form's table on screen: frozen labels with their spans, sizes that follow the labels and the room."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QTableView, QWidget

from app.forms.grid import CellRole, Grid, GridCell
from ui.base import theme
from ui.models.grid_model import GridModel
from ui.views.tables.cell_delegate import SMALL, CellDelegate
from ui.views.tables.grid_header import CornerLabel, GridHeader, label_height

SMALLEST_COLUMN = 44
_COMFORTABLE_COLUMN = 96
"""What figures get before labels are given more room than usual."""
_LABEL_EMS = (2, 7.9, 16)
"""The widths of the label columns in characters."""
_LEAST_LABEL_EMS = (2, 4.9, 8)
"""The same where a narrow window needs the room for the figures."""
_LONGEST_LABEL, _SHORTEST_WRAPPED = 16, 5
"""In characters: the most a label has on one line, and the least when it wraps."""


def label_ems(grid: Grid, levels: int) -> tuple[list[float], list[float]]:
    """Return the usual and the least widths of the label columns in characters.

    Tables of three levels have the widths above; those of any other depth have them from their labels.
    """
    if levels == len(_LABEL_EMS):
        return list(_LABEL_EMS), list(_LEAST_LABEL_EMS)
    usual = [2.0] * levels
    for cell in grid.cells:
        if cell.role is CellRole.ROW_HEADER and cell.column_span == 1 and not cell.upright:
            usual[cell.column] = max(usual[cell.column], min(len(cell.text), _LONGEST_LABEL) + 1)
    return usual, [min(width, _SHORTEST_WRAPPED) for width in usual]


class GridView(QTableView):
    """Lays a `GridModel` out as the printed form."""

    two_lines = False
    """Whether a cell shows a second figure in small type below its own."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = model
        self._columns_by_user = False
        self._laying_out = False
        self._corner = CornerLabel(model, self) if model.top and model.left else None
        self.setAccessibleName(model.table.name)
        self._set_up_headers()  # Before the model: Qt's own headers would measure every label in bold.
        self.setModel(model)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.apply_theme()
        theme.notifier.changed.connect(self.apply_theme)
        for cell in model.grid.cells:
            index = model.index_of(cell)
            if index.isValid() and (cell.row_span > 1 or cell.column_span > 1):
                self.setSpan(index.row(), index.column(), cell.row_span, cell.column_span)

    def _set_up_headers(self) -> None:
        across = self.labels_above = GridHeader(Qt.Orientation.Horizontal, self.grid_model, self)
        down = self.labels_beside = GridHeader(Qt.Orientation.Vertical, self.grid_model, self)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        across.setVisible(self.grid_model.top > 0)
        down.setVisible(self.grid_model.left > 0)
        across.sectionResized.connect(self._on_column_resized)
        across.sectionPressed.connect(self.selectColumn)
        down.sectionPressed.connect(self.selectRow)
        for header in (across, down):
            header.sectionPressed.connect(lambda _section: self.setFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Fit label and column widths to the view and row heights to the labels."""
        if self._laying_out:
            return
        self._laying_out = True
        try:
            self._lay_out_labels()
            if not self._columns_by_user:
                self._fit_columns()
            self._lay_out_header()
            self._fit_rows()
        finally:
            self._laying_out = False

    def _lay_out_labels(self) -> None:
        """Give the label columns widths that hold the form's usual labels on one line, if figures have room beside.

        In a narrow window the labels wrap and shrink to a few characters per line.
        """
        em = QFontMetrics(self.font()).horizontalAdvance("国")
        if self.grid_model.left:
            usual, shortest = label_ems(self.grid_model.grid, self.grid_model.left)
            widths = [round(ems * em) for ems in usual]
            least = [round(ems * em) for ems in shortest]
            room = self.width() - self.grid_model.columnCount() * SMALLEST_COLUMN - 2 * em
            lacking = max(sum(widths) - max(room, sum(least)), 0)
            for level in reversed(range(len(widths))):
                given = min(lacking, widths[level] - least[level])
                widths[level] -= given
                lacking -= given
            spare = self.width() - self.grid_model.columnCount() * _COMFORTABLE_COLUMN - 2 * em - sum(widths)
            self._widen_labels(widths, spare)
            self.labels_beside.set_levels(widths)

    def _widen_labels(self, widths: list[int], spare: int) -> None:
        """Give label columns what they lack to hold each label on one line, the innermost first, out of *spare*."""
        metrics = QFontMetrics(self.font())
        for level in reversed(range(len(widths))):
            labels = [
                cell.text
                for cell in self.grid_model.grid.cells
                if cell.role is CellRole.ROW_HEADER
                and cell.column_span == 1
                and cell.column == level
                and not cell.upright
            ]
            longest = max((metrics.horizontalAdvance(text) for text in labels), default=0)
            wanted = longest + metrics.horizontalAdvance("国") - widths[level]
            given = max(min(spare, wanted), 0)
            widths[level] += given
            spare -= given

    def _lay_out_header(self) -> None:
        """Make each header row as high as its highest label that stands in this row alone."""
        line = self._line_height()
        metrics = QFontMetrics(self.font())
        levels = [line] * self.grid_model.top
        for cell in self.grid_model.grid.cells:
            last = cell.row + cell.row_span - 1
            if last < self.grid_model.top and cell.column >= self.grid_model.left:
                first = cell.column - self.grid_model.left
                width = sum(self.columnWidth(column) for column in range(first, first + cell.column_span))
                above = sum(levels[cell.row : last])
                wrapped = label_height(metrics, cell.text, width)
                if wrapped > metrics.height():
                    levels[last] = max(levels[last], wrapped + 2 - above)
        self.labels_above.set_levels(levels)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self._corner is not None:
            down, across = self.verticalHeader(), self.horizontalHeader()
            self._corner.setGeometry(down.x(), across.y(), down.width(), across.height())

    def _line_height(self) -> int:
        """Return the height of a row with one line of text: the characters' size and a little air."""
        em = QFontMetrics(self.font()).horizontalAdvance("国")
        return em + 7 + (round(em * SMALL) if self.two_lines else 0)

    def _fit_columns(self) -> None:
        count = self.grid_model.columnCount()
        room = self._room()
        if self.grid_model.left or self.grid_model.top:
            shares = [1.0] * count
        else:
            labels = self.grid_model.grid.label_columns
            shares = [1.4 * (count - labels) / 3 / max(labels, 1)] * labels + [1.0] * (count - labels)
        edges = [round(room * sum(shares[:n]) / sum(shares)) for n in range(count + 1)]
        for column in range(count):
            self.setColumnWidth(column, max(edges[column + 1] - edges[column], SMALLEST_COLUMN))

    def _room(self) -> int:
        """Return the columns' width, the same with and without a scroll bar: nothing moves when one appears."""
        labels = self.verticalHeader().width() if self.grid_model.left else 0
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return self.width() - 2 * self.frameWidth() - labels - extent

    def _fit_rows(self) -> None:
        metrics = QFontMetrics(self.font())
        line = self._line_height()
        heights = [line if self.grid_model.top else line + 6] * self.grid_model.rowCount()
        if not self.grid_model.left and self.grid_model.top:
            heights = [2 * line] * len(heights)
        for cell in self.grid_model.grid.cells:
            row = cell.row - self.grid_model.top
            if row >= 0 and cell.key is None and cell.row_span == 1 and not cell.upright:
                wrapped = label_height(metrics, cell.text, self._width_of(cell))
                if wrapped > metrics.height():
                    heights[row] = max(heights[row], wrapped + 2)
        for row, height in enumerate(heights):
            self.setRowHeight(row, height)

    def _width_of(self, cell: GridCell) -> int:
        """Return the width of a label beside or within the input cells."""
        left = self.grid_model.left
        if cell.column < left:
            return sum(self.labels_beside.levels[cell.column : cell.column + cell.column_span])
        first = cell.column - left
        return sum(self.columnWidth(column) for column in range(first, first + cell.column_span))

    def _on_column_resized(self) -> None:
        if not self._laying_out:
            self._columns_by_user = True
            self.lay_out()

    def column_widths(self) -> list[int]:
        """Return the widths a user has set, empty when the columns still fit themselves."""
        if not self._columns_by_user:
            return []
        return [self.columnWidth(column) for column in range(self.grid_model.columnCount())]

    def set_column_widths(self, widths: list[int]) -> None:
        """Set remembered widths; a list of another length belongs to another form and is ignored."""
        if len(widths) == self.grid_model.columnCount():
            self._columns_by_user = True
            self._laying_out = True
            for column, width in enumerate(widths):
                self.setColumnWidth(column, max(width, SMALLEST_COLUMN))
            self._laying_out = False
            self.lay_out()

    def apply_theme(self) -> None:
        """Repaint in the colours of the theme in use."""
        for part in (self.viewport(), self.horizontalHeader().viewport(), self.verticalHeader().viewport()):
            part.update()
        editors: Iterable[QLineEdit] = self.viewport().findChildren(QLineEdit, "cellEditor")
        for editor in editors:
            CellDelegate.apply_theme(editor)
