"""The page 台账 of a unit: its requests as a grid, the chosen one as a form, and what is due in one line."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.report import Unit
from app.request import Request
from ui.base import theme
from ui.base.large_label import LargeLabel
from ui.base.settings import Settings
from ui.models.ledger.request_model import RequestModel
from ui.views.ledger.ledger_grid import LedgerGrid
from ui.views.ledger.ledger_summary import LedgerSummary
from ui.views.ledger.narrowing import Narrowing
from ui.views.ledger.record_grid import RecordGrid
from ui.views.ledger.request_form import RequestForm, settle
from ui.views.preview.page_area import PageArea
from ui.views.work_page import WorkPage
from ui.work.refusals import telling
from ui.work.unit_ledger import UnitLedger

_WIDTHS_DELAY_MS = 500
_SIZES = [330, 300]


class LedgerPage(WorkPage):
    """Shows a `UnitLedger`."""

    cell_asked = Signal(int, str)
    """A year and the cell of its report that is to be shown."""
    asked = Signal(str)
    """The name of the action wanted from a button of the page."""

    _BUTTONS = (
        ("register_request", "登记申请", "在最后一行登记一件申请（Insert）"),
        ("import_ledger", "读入台账…", "从 Excel、Word 等文件读入台账，再次读入时只更新"),
        ("count_ledger", "按台账统计…", "由台账统计年度报告的第三、四部分"),
    )

    def __init__(self, ledger: UnitLedger, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledgerPage")
        self.ledger, self._settings = ledger, settings
        self.model = RequestModel(ledger, self)
        self.grid = LedgerGrid(ledger, self.model)
        self.form = RequestForm(ledger)
        self._title, self._count = LargeLabel(), QLabel()
        self.narrowing = Narrowing(self.model, self.grid, self.commit, self)
        self.bar = self.narrowing.bar
        self._summary = LedgerSummary(ledger)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._widths_timer = QTimer(self, singleShot=True, interval=_WIDTHS_DELAY_MS)
        self._lay_out()
        self._connect()
        widths = settings.numbers("ledger/columns")
        for number, width in enumerate(widths if len(widths) == len(self.model.columns) else ()):
            self.grid.setColumnWidth(number, max(width, 24))
        self.grid.horizontalHeader().sectionResized.connect(lambda *_sizes: self._widths_timer.start())

    def _lay_out(self) -> None:
        self._title.setObjectName("ledgerTitle")
        self._count.setObjectName("ledgerCount")
        head = QHBoxLayout()
        head.setSpacing(2 * theme.UNIT)
        head.addWidget(self._title)
        head.addWidget(self.bar)
        head.addStretch(1)
        for name, text, tip in self._BUTTONS:
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setObjectName(f"ledger_{name}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            head.addWidget(button)
        told = QHBoxLayout()
        told.addWidget(self._summary)
        told.addStretch(1)
        told.addWidget(self._count)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(self.form)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes(_SIZES)
        self._area = area = PageArea()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        column = QVBoxLayout(area.widget())
        column.setContentsMargins(theme.UNIT, theme.UNIT, theme.UNIT, 0)
        column.setSpacing(theme.UNIT)
        column.addLayout(head)
        column.addLayout(told)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self._widths_timer.timeout.connect(self.remember_widths)
        self._summary.linkActivated.connect(self.narrowing.show_stage)
        self._summary.summed_up.connect(self.narrowing.fill_years)
        self.grid.current_row_changed.connect(self._show_row)
        self.grid.settling_asked.connect(self.settle_selected)
        self.grid.removal_asked.connect(self.remove_selected)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._show_menu)
        self.model.modelReset.connect(self._on_reset)
        self.model.shown_changed.connect(self._tell_count)
        self.model.added.connect(lambda _key: self._show_row(self.grid.currentIndex().row()))
        self.form.cell_asked.connect(self.cell_asked)
        self.ledger.loaded.connect(self._on_loaded)
        # A number that two requests share is marked at both of them.
        self.ledger.numbers_changed.connect(self.grid.viewport().update)

    # what is shown

    def _on_loaded(self) -> None:
        unit = self.ledger.unit
        self.narrowing.reset()
        self._title.setText(f"{unit.label} 台账" if unit else "")
        self._summary.sum_up()
        if self.model.rowCount():
            self.grid.go_to(max(self.model.rowCount() - 2, 0), 0)

    def _on_reset(self) -> None:
        self._show_row(self.grid.currentIndex().row())

    def _show_row(self, row: int) -> None:
        try:
            self.form.show_request(self.model.key_at(row))
        except UserError as error:
            why = str(error)
            QTimer.singleShot(0, self, lambda: self._stay(why))

    def _stay(self, why: str) -> None:
        """Go back to the request for which something was typed that is refused: one text at a time."""
        request = self.form.request
        row = self.model.row_of(request.id) if request is not None else -1
        if row >= 0:
            self.grid.go_to(row, max(self.grid.currentIndex().column(), 0))
        self.form.focus_refused()
        self.ledger.session.refused.emit(why)

    def _tell_count(self) -> None:
        total = len(self.ledger.requests)
        shown = self.model.rowCount() - int(self.model.is_editable)
        self._count.setText(f"共 {total} 件" if shown == total else f"共 {total} 件，显示 {shown} 件")

    def show_request(self, request_id: int) -> None:
        """Show a request, in the list as it is or in the whole of it."""
        self.narrowing.show_request(request_id)

    def open_search(self) -> None:
        """Give the keyboard to the search."""
        self.bar.begin()

    def keep_height(self, full_height: Callable[[], int]) -> None:
        self._area.full_height = full_height

    def scrolled(self) -> QAbstractScrollArea:
        return self._area

    def focus_page(self) -> None:
        """Give the keyboard to the grid."""
        self.grid.setFocus()

    def next_part(self) -> bool:
        focus = self.focusWidget()
        if focus is None or self.form.isAncestorOf(focus) or not self.form.isEnabled():
            return False
        self.form.tabs.tabBar().setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def table(self) -> RecordGrid:
        """Return the grid that has the keyboard: that of the requests, or one of the form's."""
        return next((grid for grid in (self.grid, *self.form.grids) if grid.hasFocus()), self.grid)

    def remember_widths(self) -> None:
        """Remember the column widths that the user has set."""
        widths = [self.grid.columnWidth(number) for number in range(len(self.model.columns))]
        self._settings.set_numbers("ledger/columns", widths)

    # commands

    def commit(self) -> None:
        """Write what was typed. Raises `UserError`."""
        self.grid.commit()
        self.form.commit()

    def unit(self) -> Unit | None:
        return self.ledger.unit

    def pending(self) -> list[str]:
        """Return what was typed and is not on disk."""
        return [text for text in (self.grid.pending(), *self.form.pending()) if text]

    def register_request(self) -> None:
        """Begin a new request in the blank row."""
        if not self.ledger.is_editable:
            raise UserError(f"不能登记：{self.ledger.session.read_only}。")
        if self.model.filter.narrows:
            self.narrowing.show_all()
        self.grid.begin_new(1)

    def selected(self) -> list[Request]:
        """Return the requests chosen in the grid."""
        rows = self.grid.selected_rows()
        return [request for row in rows if (request := self.model.item_at(row)) is not None]

    def settle_selected(self) -> None:
        """Count the chosen requests as they are filled in now."""
        with telling(self.grid.say):
            self.commit()
            settle(self.ledger, self.selected())

    def remove_selected(self) -> None:
        """Delete the chosen requests; undo brings them back."""
        if not self.ledger.is_editable:
            return
        with telling(self.grid.say):
            self.commit()
            row = self.grid.currentIndex().row()
            removed = self.model.remove(self.grid.selected_rows())
            if removed:
                self.grid.rest_at(row)
                self.ledger.session.refused.emit(f"已删除 {removed} 件申请，可以撤销。")

    def _choose_in_column(self) -> None:
        self.narrowing.choose_in_column(self.grid.currentIndex().column())

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("ledgerMenu")
        any_chosen = bool(self.grid.selected_rows())
        for text, run, needs in (
            ("复制", self.grid.copy, False),
            ("粘贴", self.grid.paste, False),
            ("向下填充（Ctrl+D）", self.grid.fill_down, True),
            ("清除（Delete）", self.grid.clear_selected, True),
            ("", None, False),
            ("只看与此格相同的", self.narrowing.show_same, True),
            ("按此列筛选…（Alt+↓）", self._choose_in_column, True),
            ("登记申请（Insert）", lambda: self.asked.emit("register_request"), False),
            ("按所填计入（Ctrl+回车）", self.settle_selected, True),
            ("出具文书…", lambda: self.asked.emit("reply_letter"), True),
            ("申请的修改记录…", lambda: self.asked.emit("request_history"), True),
            ("删除申请（Ctrl+Delete）", self.remove_selected, True),
        ):
            if run is None:
                menu.addSeparator()
                continue
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, run=run: run())
            action.setEnabled(any_chosen or not needs)
            menu.addAction(action)
        menu.popup(self.grid.viewport().mapToGlobal(place))
