"""The form of one request: its clock as a line, its fields, its disputes, and the cells it counts to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.forms.loader import form_for
from app.ledger.columns.of_requests import BY_KEY
from app.request import Request
from ui.base import theme
from ui.base.markup import escape, plain_tip
from ui.models.ledger.part_model import CONSULTATIONS, DISPUTES, LETTERS, PartModel
from ui.views.ledger.clock_line import ClockLine, stage_color
from ui.views.ledger.ledger_line_field import LedgerLineField
from ui.views.ledger.ledger_text_field import LedgerTextField
from ui.views.ledger.record_grid import RecordGrid
from ui.work.refusals import telling
from ui.work.unit_ledger import UnitLedger

_ROWS = (
    ("number", "applicant", "type", "channel", "arrived", "confirmed"),
    ("corr_told", "corr_due", "corr_returned", "extended", "extended_told", "note"),
    ("asked", "asked_sent", "asked_back", "fee_told", "fee_due", "fee_paid"),
    ("result", "", "reply_dated", "reply_number", "reply_posted", "fee_amount"),
)
"""The fields row by row; after a blank the field before is twice as wide."""
_CONTENT_ROW = 1
_CONTENT_LINES = 2


class RequestForm(QWidget):
    """Shows one request of the ledger and edits it."""

    cell_asked = Signal(int, str)
    """A year and the cell of its report that is to be shown."""

    def __init__(self, ledger: UnitLedger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("requestForm")
        self._ledger = ledger
        self._request_id: int | None = None
        self.fields: dict[str, LedgerLineField | LedgerTextField] = {}
        self.grids: list[RecordGrid] = []
        self._title, self._state = QLabel(), QLabel()
        self._counts_to = QLabel()
        self.clock = ClockLine()
        self._doubt, self._settle = QLabel(), QPushButton("按所填计入")
        self._settle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.disputes = PartModel(ledger, DISPUTES, self)
        self.consultations = PartModel(ledger, CONSULTATIONS, self)
        self.letters = PartModel(ledger, LETTERS, self)
        self.tabs = QTabWidget()
        self._lay_out()
        ledger.session.enrol(self.commit)
        ledger.changed.connect(self._on_changed)
        # Another request may have taken, or given up, the number of this one.
        ledger.numbers_changed.connect(self._tell_notes)
        ledger.settings_changed.connect(self._refresh)
        ledger.access_changed.connect(self._refresh)
        theme.notifier.changed.connect(self._on_theme_changed)
        # Of no request, nothing can be typed.
        self._refresh()

    def _lay_out(self) -> None:
        self._title.setObjectName("requestTitle")
        self._state.setObjectName("requestState")
        self._doubt.setObjectName("requestNotes")
        self._counts_to.setObjectName("requestCells")
        self._counts_to.setTextFormat(Qt.TextFormat.RichText)
        self._counts_to.setAccessibleName("计入的格")
        self._counts_to.linkActivated.connect(self._on_link)
        # What is long is cut off, not wrapped: the form below must not move, nor the window become wider.
        for label in (self._doubt, self._counts_to):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._title.setMinimumWidth(1)
        self._settle.setObjectName("settleDoubt")
        self._settle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._settle.setToolTip("核对并改正后，按现在所填的内容计入")
        self._settle.clicked.connect(self._on_settle)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.UNIT)
        for part in (self._title, self._state, self._settle):
            head.addWidget(part)
        head.addWidget(self._doubt, 1)
        self.tabs.setObjectName("requestParts")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._fields_page(), "申请与答复")
        for model in self._parts():
            grid = RecordGrid(self._ledger.session, model)
            grid.setObjectName(f"{model.part.field}Table")
            grid.setAccessibleName(model.part.title)
            self.grids.append(grid)
            self.tabs.addTab(grid, model.part.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * theme.UNIT, theme.UNIT, 2 * theme.UNIT, 0)
        column.setSpacing(theme.UNIT)
        column.addLayout(head)
        column.addWidget(self._counts_to)
        column.addWidget(self.clock)
        column.addWidget(self.tabs, 1)

    def _parts(self) -> tuple[PartModel, ...]:
        return self.consultations, self.disputes, self.letters

    def _fields_page(self) -> QWidget:
        page = QFrame()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, theme.UNIT, 0, theme.UNIT)
        grid.setHorizontalSpacing(theme.UNIT)
        grid.setVerticalSpacing(theme.UNIT)
        for number, names in enumerate(_ROWS):
            row = number + (1 if number >= _CONTENT_ROW else 0)
            for place, name in enumerate(names):
                if name:
                    wide = place + 1 < len(names) and not names[place + 1]
                    self._add(grid, name, row, 2 * place, 3 if wide else 1)
        self._add(grid, "content", _CONTENT_ROW, 0, 11)
        for place in range(6):
            grid.setColumnStretch(2 * place + 1, 1)
        grid.setRowStretch(len(_ROWS) + 1, 1)
        return page

    def _add(self, grid: QGridLayout, name: str, row: int, column: int, span: int) -> None:
        shown = BY_KEY[name]
        field: LedgerLineField | LedgerTextField
        if name == "content":
            field = LedgerTextField(self._ledger, shown)
            height = QFontMetrics(field.font()).lineSpacing() * _CONTENT_LINES
            field.setFixedHeight(height + 4 * theme.UNIT)
        else:
            field = LedgerLineField(self._ledger, shown)
            field.setMinimumWidth(QFontMetrics(field.font()).horizontalAdvance("2025.12.30") + 4 * theme.UNIT)
            field.entered.connect(self.focusNextChild)
        label = QLabel(shown.title)
        label.setBuddy(field)
        theme.write_in(label, "muted")
        grid.addWidget(label, row, column)
        grid.addWidget(field, row, column + 1, 1, span)
        self.fields[name] = field

    # what is shown

    def show_request(self, request_id: int | None) -> None:
        """Show another request. Raises `UserError` when what was typed for the one before can't be written."""
        if request_id == self._request_id:
            return
        self.commit()
        self._request_id = request_id
        for model in self._parts():
            model.show_request(request_id)
        self._refresh()

    @property
    def request(self) -> Request | None:
        """The request on screen."""
        return None if self._request_id is None else self._ledger.requests.get(self._request_id)

    def commit(self) -> None:
        """Write what was typed into any field or list. Raises `UserError`."""
        for field in self.fields.values():
            field.commit()
        for grid in self.grids:
            grid.commit()

    def pending(self) -> list[str]:
        """Return what was typed and is not on disk."""
        grids = [grid.pending() for grid in self.grids]
        return [text for text in (*(field.pending for field in self.fields.values()), *grids) if text]

    def focus_refused(self) -> None:
        """Give the keyboard to the field whose text can't be written."""
        for field in self.fields.values():
            if field.pending:
                self.tabs.setCurrentIndex(0)
                field.setFocus()
                return
        for grid in self.grids:
            if grid.pending():
                self.tabs.setCurrentWidget(grid)
                grid.focus_editor()

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._request_id in ids:
            self._refresh()

    def _refresh(self) -> None:
        request = self.request
        self.setEnabled(request is not None)
        for field in self.fields.values():
            field.load(request)
            field.setReadOnly(not self._ledger.is_editable)
        state = self._ledger.state(request) if request else None
        clock = self._ledger.clock(request) if request else None
        self.clock.show_clock(clock, state, self._ledger.today)
        title = f"{request.number or '（无编号）'}　{request.applicant}" if request else "新申请"
        self._title.setText(title)
        asks = bool(request and self._ledger.tally.waiting(request))
        self._state.setText(state.words if state and not asks else "")
        if state is not None:
            theme.write_in(self._state, stage_color(state.stage))
        self._tell_notes()
        waits = bool(request and (request.doubts or (asks and request.unsure_days)))
        self._settle.setVisible(waits and self._ledger.is_editable)
        self._title.setToolTip(plain_tip(self._title.text()))
        self._tell_cells(request)
        for number, model in enumerate(self._parts(), start=1):
            title = model.part.title
            count = len(getattr(request, model.part.field)) if request else 0
            self.tabs.setTabText(number, f"{title}（{count}）" if count else title)

    def _tell_notes(self) -> None:
        """Say why the request waits to be decided, and what a person should look at."""
        request = self.request
        waits = bool(request and self._ledger.tally.waiting(request))
        told = [self._ledger.state(request).words] if request and waits else []
        told += self._ledger.notes(request) if request else []
        self._doubt.setText("　".join(told))
        self._doubt.setToolTip(plain_tip("\n".join(told)))
        theme.write_in(self._doubt, "ask" if waits else "warning")

    def _on_theme_changed(self) -> None:
        self._tell_cells(self.request)

    def _tell_cells(self, request: Request | None) -> None:
        """Say in one line to which cells the request counts, year by year, each a link to its cell."""
        told, shown = [], []
        years = self._ledger.tally.years([request]) if request else []
        # What is open counts as carried over until today.
        for year in range(years[0], max(years[-1], self._ledger.today.year) + 1) if years else ():
            cells = self._ledger.count(year).cells_of(request.id) if request else ()
            names = {cell: form_for(year).cells[cell].name for cell in cells}
            links = [
                f'<a href="{year}/{cell}" style="color: {theme.current().accent}">{escape(name)}</a>'
                for cell, name in names.items()
            ]
            if names:
                told.append(f"{year} 年计入{'、'.join(names.values())}")
                shown.append(f"{year} 年计入 {'、'.join(links)}")
        self._counts_to.setText("；".join(shown))
        self._reach_links(reachable=bool(shown))
        self._counts_to.setToolTip(plain_tip("\n".join(told)))

    def _reach_links(self, *, reachable: bool) -> None:
        """Let Tab go to the links while there are some; a click on one leaves the keyboard where it is."""
        by = Qt.TextInteractionFlag
        flags = by.LinksAccessibleByMouse | by.LinksAccessibleByKeyboard
        self._counts_to.setTextInteractionFlags(flags if reachable else by.NoTextInteraction)
        self._counts_to.setFocusPolicy(Qt.FocusPolicy.TabFocus if reachable else Qt.FocusPolicy.NoFocus)

    def _on_link(self, link: str) -> None:
        year, _, cell = link.partition("/")
        self.cell_asked.emit(int(year), cell)

    def _on_settle(self) -> None:
        request = self.request
        if request is None:
            return
        with telling(self._ledger.session.refused.emit):
            self.commit()
            settle(self._ledger, [self.request or request])


def settle(ledger: UnitLedger, requests: list[Request]) -> None:
    """Count requests as they are filled in now: a person has looked at what was in doubt. Raises `UserError`."""
    changes: dict[int, Request | None] = {}
    for request in requests:
        bare = request.settled()
        # What is in doubt of its disputes is told next, where it was not yet.
        why = ledger.tally.standing(bare).unresolved or ("" if bare.doubts else ledger.tally.waiting(bare))
        if why:
            raise UserError(f"{request.number or '这件申请'}还不能计入：{why}，请先补正。")
        if bare != request:
            changes[request.id] = bare
    ledger.put(changes, "按所填计入")
