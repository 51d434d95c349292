"""The first columns of a grid, which stay in view while the others are scrolled."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.views.ledger.record_delegate import RecordDelegate
from ui.views.ledger.record_grid import RecordGrid


class FrozenColumns(QTableView):
    """Lies over the grid's left side once that is scrolled, and shows the grid's first columns.

    The grid itself goes on having the keyboard: a click here puts its frame on the cell, which brings it into view.
    """

    def __init__(self, grid: RecordGrid, columns: int) -> None:
        super().__init__(grid)
        self._grid, self._columns = grid, columns
        self.setObjectName("frozenColumns")
        self.setModel(grid.model())
        self.setSelectionModel(grid.selectionModel())
        # A delegate of its own: a shared one would ask both views to close an editor.
        self.setItemDelegate(RecordDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(grid.verticalScrollMode())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(grid.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultAlignment(grid.horizontalHeader().defaultAlignment())
        self.horizontalHeader().setHighlightSections(False)
        for column in range(columns, grid.model().columnCount()):
            self.setColumnHidden(column, True)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        grid.horizontalScrollBar().valueChanged.connect(self.place)
        grid.horizontalHeader().sectionResized.connect(self.place)
        grid.horizontalHeader().geometriesChanged.connect(self.place)
        self.clicked.connect(self._on_clicked)
        # The grid's border, which would move the rows, is not its own.
        self.setStyleSheet("QTableView { border: none; }")
        self.hide()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._grid.go_to(index.row(), index.column())
        self._grid.setFocus()

    def place(self) -> None:
        """Lie where the grid's first columns were; nothing is shown while the grid is not scrolled."""
        if self._grid.horizontalScrollBar().value() == 0:
            self.hide()
            return
        for column in range(self._columns):
            self.setColumnWidth(column, self._grid.columnWidth(column))
        left = self._grid.verticalHeader().width() + self._grid.frameWidth()
        width = sum(self._grid.columnWidth(column) for column in range(self._columns))
        height = self._grid.viewport().height() + self._grid.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(self._grid.horizontalHeader().height())
        self.setGeometry(left, self._grid.frameWidth(), width, height)
        self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())
        self.show()
        self.raise_()
