"""The filters above the list of reports: a search field, and a choice of the state of reports."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.collection.overview import MemberState
from ui.base import theme
from ui.base.search_line import search_line
from ui.models.report_state import StandingFilter

_INTO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReportFilters(QWidget):
    """Hidden while there are few reports."""

    words_changed = Signal(str)
    state_changed = Signal(object)
    """A `MemberState` where there are groups, else a `StandingFilter`; None for all."""
    left = Signal()
    """The keyboard wants to go on into the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = search_line("reportFilter", "查找单位或年度", "查找单位或年度")
        self._words.setToolTip("可以写几个词，中间空格，如：街道 2024；按 ↓ 到列表，Esc 显示全部")
        self._words.installEventFilter(self)
        self._state = QComboBox()
        self._state.setObjectName("reportStateFilter")
        self._state.setAccessibleName("按情况筛选")
        self._grouped: bool | None = None
        self.offer(grouped=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self._words)
        column.addWidget(self._state)
        self._words.textChanged.connect(self.words_changed)
        self._state.currentIndexChanged.connect(lambda _row: self.state_changed.emit(self._chosen()))

    def _chosen(self) -> MemberState | StandingFilter | None:
        word = self._state.currentData()
        kind = MemberState if self._grouped else StandingFilter
        return kind(word) if word else None

    @property
    def in_use(self) -> bool:
        """Whether only some reports are looked for."""
        return bool(self._words.text()) or self._chosen() is not None

    def offer(self, *, grouped: bool) -> None:
        """Offer the ways in which a unit of a group, or a single report, may stand."""
        if grouped == self._grouped:
            return
        self._grouped = grouped
        self._state.blockSignals(True)
        self._state.clear()
        self._state.addItem("全部单位" if grouped else "全部报告", None)
        for state in MemberState if grouped else StandingFilter:
            self._state.addItem(state.value, state.value)
        self._state.blockSignals(False)
        self.state_changed.emit(None)

    def take_keyboard(self) -> None:
        """Write words in place of those that stand here."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go into the list with the arrow down or Enter; Esc shows everything again."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _INTO_LIST:
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.in_use:
                self._words.clear()
                self._state.setCurrentIndex(0)
                return True
        return super().eventFilter(watched, event)
