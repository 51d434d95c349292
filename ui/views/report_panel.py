"""The list of reports at the left."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.base import theme
from ui.base.qt_types import Index, item_option
from ui.models.report_model import ReportModel, ReportRole, ReportState
from ui.views.typed_keys import TypedKeysPassed
from ui.work.session import Session

_INDENT = 4 * theme.UNIT
_FILTER_FROM = 8
"""With fewer reports than this a search line is only in the way."""


class _ReportDelegate(QStyledItemDelegate):
    """Paints a unit's line muted, a year's line indented with its state at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = item_option(option)
        painter.save()
        chosen = bool(item.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(item.rect, theme.color("selection"))
            painter.fillRect(QRect(item.rect.topLeft(), QSize(3, item.rect.height())), theme.color("accent"))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        room = item.rect.adjusted(2 * theme.UNIT, 0, -2 * theme.UNIT, 0)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(item.font)
        state = index.data(ReportRole.STATE)
        if index.data(ReportRole.REPORT_ID) is None:
            elided = item.fontMetrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
            painter.setPen(theme.color("muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | vertical, elided)
        else:
            painter.setPen(theme.color("text"))
            painter.drawText(room.adjusted(_INDENT, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | vertical, text)
            if isinstance(state, ReportState):
                painter.setPen(theme.color(state.color))
                painter.drawText(room, Qt.AlignmentFlag.AlignRight | vertical, f"{state.sign} {state.word}")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = item_option(option)
        return QSize(80, item.fontMetrics.height() + 2 * theme.UNIT)


class ReportPanel(QWidget):
    """The reports by unit and year, with a search line when there are many."""

    chosen = Signal(object)
    """The id of the report to show."""
    clicked = Signal()
    """The list was clicked on: what is typed next is meant for the report."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = ReportModel(session, self)
        self.list = QListView()
        self.list.setObjectName("reportList")
        self.list.setAccessibleName("报告")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_ReportDelegate(self.list))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        TypedKeysPassed(self.list)
        self.list.viewport().installEventFilter(self)
        self._filter = QLineEdit()
        self._filter.setObjectName("reportFilter")
        self._filter.setPlaceholderText("查找单位或年度")
        self._filter.setClearButtonEnabled(True)
        self._filter.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.UNIT, theme.UNIT, 0, theme.UNIT)
        column.setSpacing(theme.UNIT)
        column.addWidget(QLabel("报告"))
        column.addWidget(self._filter)
        column.addWidget(self.list, 1)
        self._filter.textChanged.connect(self.model.set_filter)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.model.modelReset.connect(self._on_reset)
        session.report_selected.connect(self.show_selected)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of a click; the row was chosen when the button went down."""
        handled = super().eventFilter(watched, event)
        if (
            isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and event.button() is Qt.MouseButton.LeftButton
        ):
            self.clicked.emit()
        return handled

    def _on_current_changed(self, current: QModelIndex) -> None:
        report_id = current.data(ReportRole.REPORT_ID)
        if report_id is not None:
            self.chosen.emit(report_id)

    def _on_reset(self) -> None:
        self._filter.setVisible(bool(self._filter.text()) or self.model.rowCount() >= _FILTER_FROM)
        self.show_selected()

    def show_selected(self) -> None:
        """Show which report is on screen, without asking for it again."""
        report = self._session.report
        index = self.model.index_for(report.id if report else None)
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        if index.isValid():
            self.list.setCurrentIndex(index)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.list.viewport().update()
