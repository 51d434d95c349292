"""Fields that narrow down the requests of a ledger: words, a stage, the year they came in, or a choice made elsewhere."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui.base import theme
from ui.base.markup import plain_tip
from ui.base.search_line import search_line
from ui.models.ledger.request_filter import STAGE_FILTERS, RequestFilter

_ALL_YEARS = "全部年度"
_FILTER_DELAY_MS = 150
_BESIDE_WORDS, _LEAST_CHARACTERS = 16, 9


class _OnlyButton(QPushButton):
    """A choice made elsewhere, in words that are cut in their middle where the row has no room for them."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(_BESIDE_WORDS, 0)

    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS
        return QSize(min(least, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - _BESIDE_WORDS
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)  # type: ignore[attr-defined]
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class NarrowingBar(QWidget):
    """Fields side by side. `wanted` is the filter that they make."""

    narrowed = Signal()
    """A field has changed; while words are typed, after a pause."""
    entered = Signal()
    """The words are confirmed: the keyboard goes to what they leave."""
    all_asked = Signal()
    """The choice made elsewhere is given up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._search = search_line("ledgerSearch", "查找申请", "查找，可写几个词")
        self._stage, self._year = QComboBox(), QComboBox()
        self._only = _OnlyButton()
        self._pause = QTimer(self, singleShot=True, interval=_FILTER_DELAY_MS)
        self._search.setMinimumWidth(150)
        self._stage.setObjectName("ledgerStage")
        self._stage.setAccessibleName("情况")
        self._stage.addItems(list(STAGE_FILTERS))
        self._year.setObjectName("ledgerYear")
        self._year.setAccessibleName("收到的年度")
        self._year.addItem(_ALL_YEARS, None)
        self._only.setObjectName("ledgerOnly")
        self._only.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._only.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * theme.UNIT)
        for part in (self._search, self._stage, self._year, self._only):
            row.addWidget(part)
        self._search.textChanged.connect(lambda _text: self._pause.start())
        self._search.returnPressed.connect(self.entered)
        self._pause.timeout.connect(self.narrowed)
        self._stage.activated.connect(lambda _number: self.narrowed.emit())
        self._year.activated.connect(lambda _number: self.narrowed.emit())
        self._only.clicked.connect(self.all_asked)

    def wanted(self) -> RequestFilter:
        """Return the filter that the fields make."""
        return RequestFilter(self._search.text(), self._stage.currentText(), self._year.currentData())

    def reset(self) -> None:
        """Empty the fields without a signal."""
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self._stage.setCurrentIndex(0)
        self._year.setCurrentIndex(0)

    def choose_stage(self, name: str) -> None:
        """Choose a stage alone."""
        self.reset()
        self._stage.setCurrentText(name)

    def end_choice(self) -> None:
        """Go by the fields alone, and wait for no further words."""
        self._pause.stop()
        self._only.hide()

    def show_only(self, words: str) -> None:
        """Say which choice made elsewhere is shown alone."""
        self._only.setText(f"{words}　×")
        self._only.setToolTip(plain_tip(f"{words}。按一下显示全部申请。"))
        self._only.show()

    def fill_years(self, known: Iterable[int]) -> None:
        """Offer these years, the newest first; the chosen one stays, even when no request of it is left."""
        chosen = self._year.currentData()
        years = sorted({*known, chosen} - {None}, reverse=True)
        if [self._year.itemData(n) for n in range(1, self._year.count())] == years:
            return
        self._year.clear()
        self._year.addItem(_ALL_YEARS, None)
        for year in years:
            self._year.addItem(f"{year} 年收到", year)
        self._year.setCurrentIndex(max(self._year.findData(chosen), 0))

    def begin(self) -> None:
        """Give the keyboard to the words."""
        self._search.setFocus()
        self._search.selectAll()
