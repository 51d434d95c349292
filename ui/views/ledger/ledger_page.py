"""The page 台账 of a unit: its requests as a grid, the chosen one as a form, and what is due in one line."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

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
from app.ledger.stage import OPEN_STAGES, Stage
from app.report import Unit
from app.request import Request
from ui.base import theme
from ui.base.settings import Settings
from ui.models.ledger.request_model import RequestFilter, RequestModel
from ui.views.ledger.column_filter import ColumnFilter
from ui.views.ledger.ledger_grid import LedgerGrid
from ui.views.ledger.narrowing_bar import NarrowingBar
from ui.views.ledger.record_grid import RecordGrid
from ui.views.ledger.request_form import RequestForm, settle
from ui.views.page_area import PageArea
from ui.views.work_page import WorkPage
from ui.work.refusals import telling
from ui.work.unit_ledger import UnitLedger

_SUMMARY_DELAY_MS = 200
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
        self._title, self._count = QLabel(), QLabel()
        self.bar = NarrowingBar()
        self._summary = QLabel()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._summary_timer = QTimer(self, singleShot=True, interval=_SUMMARY_DELAY_MS)
        self._widths_timer = QTimer(self, singleShot=True, interval=_WIDTHS_DELAY_MS)
        self._lay_out()
        self._connect()
        widths = settings.numbers("ledger/columns")
        for number, width in enumerate(widths if len(widths) == len(self.model.columns) else ()):
            self.grid.setColumnWidth(number, max(width, 24))
        self.grid.horizontalHeader().sectionResized.connect(lambda *_sizes: self._widths_timer.start())

    def _lay_out(self) -> None:
        self._title.setObjectName("ledgerTitle")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._summary.setObjectName("ledgerSummary")
        self._summary.setTextFormat(Qt.TextFormat.RichText)
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
        theme.notifier.changed.connect(self._sum_up)
        self.bar.narrowed.connect(self._narrow)
        self.bar.entered.connect(self._on_search_entered)
        self.bar.all_asked.connect(self.show_all)
        self._widths_timer.timeout.connect(self.remember_widths)
        self._summary.linkActivated.connect(self.show_stage)
        self._summary_timer.timeout.connect(self._sum_up)
        self.grid.current_row_changed.connect(self._show_row)
        self.grid.settling_asked.connect(self.settle_selected)
        self.grid.choice_asked.connect(self.choose_in_column)
        self.grid.removal_asked.connect(self.remove_selected)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.grid.customContextMenuRequested.connect(self._show_menu)
        self.model.modelReset.connect(self._on_reset)
        self.model.shown_changed.connect(self._tell_count)
        self.model.added.connect(lambda _key: self._show_row(self.grid.currentIndex().row()))
        self.form.cell_asked.connect(self.cell_asked)
        self.ledger.loaded.connect(self._on_loaded)
        self.ledger.changed.connect(lambda _ids: self._summary_timer.start())
        # A number that two requests share is marked at both of them.
        self.ledger.numbers_changed.connect(self.grid.viewport().update)

    # what is shown

    def _on_loaded(self) -> None:
        unit = self.ledger.unit
        self.bar.reset()
        self.bar.end_choice()
        self._title.setText(f"{unit.label} 台账" if unit else "")
        self._fill_years()
        self._sum_up()
        if self.model.rowCount():
            self.grid.go_to(max(self.model.rowCount() - 2, 0), 0)

    def _fill_years(self) -> None:
        self.bar.fill_years({r.received.year for r in self.ledger.requests.values() if r.received})

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

    def _sum_up(self) -> None:
        """Say how many requests are open, overdue and to be decided, each a way to them."""
        self._fill_years()
        stages = Counter(self.ledger.state(request).stage for request in self.ledger.requests.values())
        told = (
            ("未办结", sum(stages[stage] for stage in OPEN_STAGES), "accent"),
            ("超期", stages[Stage.OVERDUE], "error"),
            ("三日内到期", stages[Stage.SOON], "warning"),
            ("待确认", stages[Stage.ASKED], "ask"),
        )
        links = [
            f'<a href="{name}" style="color: {theme.color(color).name()}">{name} {number} 件</a>'
            for name, number, color in told
            if number
        ]
        self._summary.setText("　".join(links) or "没有未办结的申请")

    # narrowing

    def show_stage(self, name: str) -> None:
        """Show only the requests of a stage."""
        self.bar.choose_stage(name)
        self.model.filter = RequestFilter()
        self._narrow()

    def _on_search_entered(self) -> None:
        self._narrow()
        self.grid.go_to(0, 0)
        self.grid.setFocus()

    def _narrow(self) -> None:
        with telling(self.ledger.session.refused.emit):
            self.commit()
            self._narrow_settled()

    def _narrow_settled(self) -> None:
        self.bar.end_choice()
        key = self.model.key_at(self.grid.currentIndex().row())
        # What columns show is another choice than what the fields make.
        columns = self.model.filter.columns
        self.model.set_filter(replace(self.bar.wanted(), columns=columns))
        self._tell_columns()
        row = self.model.row_of(key) if key is not None else -1
        self.grid.go_to(max(row, 0), 0)

    def show_only(self, ids: frozenset[int], words: str) -> None:
        """Show these requests alone, saying what they are."""
        self.bar.reset()
        self.model.set_filter(RequestFilter(ids=ids))
        self.bar.show_only(words)
        self.grid.go_to(0, 0)

    def show_same(self) -> None:
        """Show only the requests whose column says what it says in the current row."""
        index = self.grid.currentIndex()
        request = self.model.item_at(index.row())
        if request is None:
            return
        column = self.model.columns[index.column()]
        text = column.text(request)
        self._filter_column(column.key, frozenset((text,)))
        self.show_request(request.id)

    def choose_in_column(self, number: int) -> None:
        """Let the user choose what a column shows."""
        with telling(self.ledger.session.refused.emit):
            self.commit()
            column = self.model.columns[number]
            counts = self.model.values_in(column)
            opened = ColumnFilter(column.title, counts, self.model.filter.texts_of(column.key), self)
            opened.chosen.connect(lambda texts: self._filter_column(column.key, texts))
            head = self.grid.horizontalHeader()
            opened.open_at(head.mapToGlobal(QPoint(head.sectionViewportPosition(number), head.height())))

    def _filter_column(self, key: str, texts: frozenset[str] | None) -> None:
        shown = self.model.key_at(self.grid.currentIndex().row())
        column = max(self.grid.currentIndex().column(), 0)
        self.model.set_filter(self.model.filter.with_column(key, texts))
        self._tell_columns()
        row = self.model.row_of(shown) if shown is not None else -1
        self.grid.go_to(max(row, 0), column)
        self.grid.setFocus()

    def _tell_columns(self) -> None:
        """Say which columns are narrowed, with the way back."""
        told = []
        for key, texts in self.model.filter.columns:
            title = self.model.columns[self.model.column_of(key)].title
            one = next(iter(texts))
            told.append(f"{title}：{one[:16] or '空白'}" if len(texts) == 1 else f"{title}：{len(texts)} 种")
        if told:
            self.bar.show_only("；".join(told))
        else:
            self.bar.end_choice()

    def show_all(self) -> None:
        """Show all requests."""
        self.bar.reset()
        self.model.filter = RequestFilter()
        self._narrow()

    def show_request(self, request_id: int) -> None:
        """Show a request, in the list as it is or in the whole of it."""
        if self.model.row_of(request_id) < 0 and request_id in self.ledger.requests:
            self.show_all()
        row = self.model.row_of(request_id)
        if row >= 0:
            self.grid.go_to(row, max(self.grid.currentIndex().column(), 0))

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
            self.show_all()
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
                self.grid.go_to(min(row, self.model.rowCount() - 1), 0)
                self.ledger.session.refused.emit(f"已删除 {removed} 件申请，可以撤销。")

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
            ("只看与此格相同的", self.show_same, True),
            ("按此列筛选…（Alt+↓）", lambda: self.choose_in_column(self.grid.currentIndex().column()), True),
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
