"""What narrows the requests of a ledger down: its fields, its columns, and choices that are made elsewhere."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint

from ui.models.ledger.request_filter import RequestFilter
from ui.models.ledger.request_model import RequestModel
from ui.views.ledger.column_filter import ColumnFilter
from ui.views.ledger.ledger_grid import LedgerGrid
from ui.views.ledger.narrowing_bar import NarrowingBar
from ui.work.refusals import telling


class Narrowing(QObject):
    """Keeps the filter of the requests, the fields that show it, and the place in the grid together."""

    def __init__(
        self, model: RequestModel, grid: LedgerGrid, settle: Callable[[], object], parent: QObject
    ) -> None:
        """*settle* writes what was typed, and raises `UserError`."""
        super().__init__(parent)
        self.bar = NarrowingBar()
        self._model, self._grid, self._settle = model, grid, settle
        self._refused = model.ledger.session.refused
        self.bar.narrowed.connect(self._narrow)
        self.bar.entered.connect(self._on_entered)
        self.bar.all_asked.connect(self.show_all)
        grid.choice_asked.connect(self.choose_in_column)

    def reset(self) -> None:
        """Empty the fields: another ledger is shown."""
        self.bar.reset()
        self.bar.end_choice()

    def fill_years(self) -> None:
        """Offer the years in which requests came in."""
        requests = self._model.ledger.requests.values()
        self.bar.fill_years({request.received.year for request in requests if request.received})

    def show_stage(self, name: str) -> None:
        """Show only the requests of a stage."""
        self.bar.choose_stage(name)
        self._model.filter = RequestFilter()
        self._narrow()

    def show_all(self) -> None:
        """Show all requests."""
        self.bar.reset()
        self._model.filter = RequestFilter()
        self._narrow()

    def show_only(self, ids: frozenset[int], words: str) -> None:
        """Show these requests alone, saying what they are."""
        self.bar.reset()
        self._model.set_filter(RequestFilter(ids=ids))
        self.bar.show_only(words)
        self._grid.go_to(0, 0)

    def show_same(self) -> None:
        """Show only the requests whose column says what it says in the current row."""
        index = self._grid.currentIndex()
        request = self._model.item_at(index.row())
        if request is not None:
            column = self._model.columns[index.column()]
            self._filter_column(column.key, frozenset((column.text(request),)))
            # A row that was edited may not fit what else is chosen; it was on screen, and stays there.
            self.show_request(request.id)

    def show_request(self, request_id: int) -> None:
        """Show a request, in the list as it is or in the whole of it."""
        requests = self._model.ledger.requests
        if self._model.row_of(request_id) < 0 and request_id in requests:
            self.show_all()
        row = self._model.row_of(request_id)
        if row >= 0:
            self._grid.go_to(row, max(self._grid.currentIndex().column(), 0))

    def choose_in_column(self, number: int) -> None:
        """Let the user choose what a column shows."""
        with telling(self._refused.emit):
            self._settle()
            column = self._model.columns[number]
            counts = self._model.values_in(column)
            opened = ColumnFilter(
                column.title, counts, self._model.filter.texts_of(column.key), self._grid.parentWidget()
            )
            opened.chosen.connect(lambda texts: self._filter_column(column.key, texts))
            head = self._grid.horizontalHeader()
            opened.open_at(head.mapToGlobal(QPoint(head.sectionViewportPosition(number), head.height())))

    def _on_entered(self) -> None:
        self._narrow()
        self._grid.go_to(0, 0)
        self._grid.setFocus()

    def _narrow(self) -> None:
        with telling(self._refused.emit):
            self._settle()
            self.bar.end_choice()
            # What columns show is another choice than what the fields make.
            columns = self._model.filter.columns
            self._show(replace(self.bar.wanted(), columns=columns), 0)

    def _filter_column(self, key: str, texts: frozenset[str] | None) -> None:
        column = max(self._grid.currentIndex().column(), 0)
        self._show(self._model.filter.with_column(key, texts), column)
        self._grid.setFocus()

    def _show(self, wanted: RequestFilter, column: int) -> None:
        """Show what fits; the frame stays on its request where that is shown."""
        key = self._model.key_at(self._grid.currentIndex().row())
        self._model.set_filter(wanted)
        self._tell_columns()
        row = self._model.row_of(key) if key is not None else -1
        self._grid.go_to(max(row, 0), column)

    def _tell_columns(self) -> None:
        """Say which columns are narrowed, with the way back."""
        told = []
        for key, texts in self._model.filter.columns:
            title = self._model.columns[self._model.column_of(key)].title
            one = next(iter(texts))
            told.append(f"{title}：{one[:16] or '空白'}" if len(texts) == 1 else f"{title}：{len(texts)} 种")
        if told:
            self.bar.show_only("；".join(told))
        else:
            self.bar.end_choice()
