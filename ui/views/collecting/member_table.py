"""The table of a group's members: rows are chosen and opened; where a filter leaves none, it says so."""

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.base import theme
from ui.models.collecting.members_model import MemberColumn
from ui.views.kept_in_view import KeptInView

_EM = 4 * theme.UNIT
_WIDTHS = {
    MemberColumn.UNIT: 14 * _EM,
    MemberColumn.STATE: 10 * _EM,
    MemberColumn.ERRORS: 3 * _EM,
    MemberColumn.LACKS: 3 * _EM,
    MemberColumn.HINTS: 3 * _EM,
    MemberColumn.RECEIVED: 8 * _EM,
    MemberColumn.WHO: 5 * _EM,
    MemberColumn.FILE: 8 * _EM,
    MemberColumn.RETURNS: 3 * _EM,
}
_FIGURE_WIDTH = 4 * _EM
NONE_LEFT = "没有符合查找和筛选条件的单位。"


class MemberTable(QTableView):
    """Shows what the search and filter leave of the members."""

    opened = Signal()
    """A row was double-clicked, or Enter was pressed on it."""

    def __init__(self, shown: QSortFilterProxyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.setObjectName("groupTable")
        self.setAccessibleName("各单位的报送情况")
        self.setModel(shown)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.sortByColumn(MemberColumn.UNIT, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * theme.UNIT)
        KeptInView(self)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        enter = QAction(self)
        enter.setShortcuts([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        enter.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        enter.triggered.connect(self.opened)
        self.addAction(enter)

    def size_columns(self) -> None:
        """Give the columns their usual widths, unless a person has widened them before."""
        if self.horizontalHeader().sectionSize(MemberColumn.UNIT) < _WIDTHS[MemberColumn.UNIT]:
            for column in range(self._shown.columnCount()):
                known = column < len(MemberColumn)
                self.setColumnWidth(column, _WIDTHS[MemberColumn(column)] if known else _FIGURE_WIDTH)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shown.rowCount() == 0 and self._shown.sourceModel().rowCount() > 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.color("text"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, NONE_LEFT)
            painter.end()
