"""The list of findings, and what to do about the one chosen."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.edits import SetCells
from app.rules.model import SEVERITY_NAMES, Finding, Severity
from app.values import canonical
from ui import theme
from ui.models.finding_model import MARKS, FindingModel, Role
from ui.session import Session

_PADDING = 2 * theme.UNIT
_GUTTER = 6 * theme.UNIT


class _FindingDelegate(QStyledItemDelegate):
    """Paints a finding: its sign, the message wrapped, and the probable cause below."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        finding: Finding = index.data(Role.FINDING)
        foreground, tint = theme.current().severity(finding.severity.value)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(option.rect, theme.color("selection" if chosen else "total" if hovered else "base"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._paint_sign(painter, option.rect, option.font, foreground, tint, MARKS[finding.severity])
        message, hint = self._rects(option.rect, option, finding)
        painter.setFont(option.font)
        painter.setPen(theme.color("text"))
        painter.drawText(message, Qt.TextFlag.TextWordWrap, finding.message)
        if finding.hint:
            painter.setPen(theme.color("muted"))
            painter.drawText(hint, Qt.TextFlag.TextWordWrap, finding.hint)
        painter.restore()

    def _paint_sign(
        self, painter: QPainter, rect: QRect, font: QFont, color: str, tint: str, sign: str
    ) -> None:
        size = 4 * theme.UNIT
        box = QRect(rect.left() + theme.UNIT, rect.top() + _PADDING, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.QColor(tint))
        painter.setPen(theme.QColor(color))
        painter.drawRoundedRect(box, 3, 3)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(small)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        rect = QRect(0, 0, width, 10_000)
        message, hint = self._rects(rect, option, index.data(Role.FINDING))
        return QSize(width, max(message.bottom(), hint.bottom()) + _PADDING)

    def _rects(self, rect: QRect, option: QStyleOptionViewItem, finding: Finding) -> tuple[QRect, QRect]:
        room = QRect(rect.left() + _GUTTER, rect.top() + _PADDING, rect.width() - _GUTTER - _PADDING, 10_000)
        flags = Qt.TextFlag.TextWordWrap
        message = option.fontMetrics.boundingRect(room, flags, finding.message)
        if not finding.hint:
            return message, message
        below = room.translated(0, message.height() + 2)
        return message, option.fontMetrics.boundingRect(below, flags, finding.hint)


class FindingsList(QListView):
    """The list itself."""

    hovered = Signal(object)

    def __init__(self, model: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingsList")
        self.setAccessibleName("检查结果")
        self.setModel(model)
        self.setItemDelegate(_FindingDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hovered.emit(self.indexAt(event.position().toPoint()).data(Role.FINDING))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)


class FindingsPanel(QWidget):
    """List, explanation and buttons."""

    pointed_at = Signal(object)
    """The finding that is hovered over or chosen, or None: its cells are to be outlined."""
    activated = Signal(object)
    """The finding whose place is to be shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = FindingModel(session, self)
        self.list = FindingsList(self.model)
        self._heading = QLabel("检查结果")
        self._empty = QLabel("没有发现问题。")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._go = QPushButton("定位")
        self._go.setToolTip("转到有关的单元格或文字（回车）")
        self._adopt = QPushButton("采用")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.UNIT, theme.UNIT, theme.UNIT)
        column.setSpacing(theme.UNIT)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._adopt)
        buttons.addWidget(self._go)
        column.addLayout(buttons)
        self._go.clicked.connect(self._on_go)
        self._adopt.clicked.connect(self._on_adopt)
        self.list.activated.connect(lambda index: self.activated.emit(index.data(Role.FINDING)))
        self.list.hovered.connect(self._on_hovered)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        session.checked.connect(self._on_checked)
        self._on_checked()

    def current(self) -> Finding | None:
        """Return the finding chosen in the list."""
        finding = self.list.currentIndex().data(Role.FINDING)
        return finding if isinstance(finding, Finding) else None

    def step(self, by: int) -> None:
        """Choose the next or the one before, and show its place."""
        count = self.model.rowCount()
        if count:
            row = self.list.currentIndex().row()
            target = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
            self.list.setCurrentIndex(self.model.index(target))
            self._on_go()

    def _on_go(self) -> None:
        finding = self.current()
        if finding is not None:
            self.activated.emit(finding)

    def _on_adopt(self) -> None:
        finding, report = self.current(), self._session.report
        if finding is None or finding.suggestion is None or report is None:
            return
        self._session.apply(
            SetCells(report.id, {finding.suggestion.cell: finding.suggestion.value}, "采用建议")
        )

    def _on_hovered(self, finding: Finding | None) -> None:
        self.pointed_at.emit(finding or self.current())

    def _on_current_changed(self) -> None:
        self._show_buttons()
        self.pointed_at.emit(self.current())

    def _show_buttons(self) -> None:
        finding, report = self.current(), self._session.report
        self._go.setEnabled(finding is not None)
        suggestion = finding.suggestion if finding is not None else None
        self._adopt.setEnabled(suggestion is not None)
        if suggestion is not None and report is not None:
            name = report.form.cells[suggestion.cell].name
            self._adopt.setToolTip(f"把{name}改为 {canonical(suggestion.value)}")

    def _on_checked(self) -> None:
        check = self._session.check
        counts = dict.fromkeys(Severity, 0)
        for finding in check.findings if check else ():
            counts[finding.severity] += 1
        words = "，".join(
            f"{count} 项{SEVERITY_NAMES[severity]}" for severity, count in counts.items() if count
        )
        self._heading.setText(f"检查结果（{words}）" if words else "检查结果")
        found = bool(words)
        self.list.setVisible(found)
        self._empty.setVisible(not found)
        self._empty.setText("没有发现问题。" if check is not None else "")
        self._show_buttons()
