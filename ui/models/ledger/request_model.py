"""The requests of a ledger as a table: sorted, filtered and searched, each with its due day and state in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from app.ledger.columns.column import ColumnKind, TypedColumn, Value
from app.ledger.columns.of_requests import COLUMNS
from app.ledger.counting_choices import question
from app.ledger.cross_checks import SHARED_NUMBER
from app.ledger.request_numbers import following_number
from app.ledger.stage import Stage
from app.request import Request
from ui.base.markup import plain_tip
from ui.base.qt_types import Index
from ui.models.ledger.record_model import RecordModel
from ui.models.ledger.request_filter import RequestFilter, RequestSearch
from ui.models.ledger.request_order import RequestOrder
from ui.work.unit_ledger import UnitLedger

STATE, DUE = "state", "due"
_TOP = QModelIndex()
_COLOURED = frozenset(("number", STATE, DUE))
_TONES = {Stage.OVERDUE: "error_tint", Stage.SOON: "warning_tint", Stage.ASKED: "ask_tint"}
_INKS = {
    Stage.OVERDUE: "error", Stage.SOON: "warning", Stage.ASKED: "ask", Stage.LATE: "warning", Stage.CLOSED: "muted",
    Stage.LEFT_OUT: "muted", Stage.WAITING: "muted", Stage.OPEN: "text",
}  # fmt: skip


def _unwritable(request: Request, _value: Value) -> Request:
    return request


class RequestModel(RecordModel[Request]):
    """The unit's requests. A row that is edited keeps its place until the list is sorted or filtered again."""

    shown_changed = Signal()
    """The rows that are shown have changed."""

    def __init__(self, ledger: UnitLedger, parent: QObject | None = None) -> None:
        states = (
            TypedColumn(DUE, "答复期限", ColumnKind.DATE, 7, lambda request: self._due(request), _unwritable, "期限"),
            TypedColumn(STATE, "情况", ColumnKind.TEXT, 12, lambda request: ledger.state(request).words, _unwritable, "期限"),
        )  # fmt: skip
        head = [column for column in COLUMNS if column.group == "申请" and column.key != "confirmed"]
        rest = [column for column in COLUMNS if column not in head]
        columns: list[TypedColumn[Request]] = [*head, *states, *rest]
        super().__init__(columns, parent)
        self.ledger = ledger
        self.filter = RequestFilter()
        self._search = RequestSearch(ledger, columns)
        self._order = RequestOrder()
        self._gone: set[int] = set()
        """Requests that went while they were shown: undo brings them back to their place."""
        ledger.loaded.connect(self._on_loaded)
        ledger.changed.connect(self._on_changed)
        ledger.access_changed.connect(self.arrange)

    def _on_loaded(self) -> None:
        """Forget what belonged to another ledger, or to other settings."""
        self._search.forget()
        self._gone.clear()
        self.filter = RequestFilter()
        self.arrange()

    # items

    def item(self, key: int) -> Request | None:
        return self.ledger.requests.get(key)

    def blank(self) -> Request:
        day = self.today
        unit = self.ledger.unit
        assert unit is not None
        return Request(unit_id=unit.id, number=self.ledger.next_number(day), arrived=day)

    def put(
        self, changes: Mapping[int, Request | None], added: Sequence[Request], label: str, sitting: int = 0
    ) -> None:
        new = dict(zip(self.ledger.new_ids(len(added)), added, strict=True))
        filled = {key: replace(request, id=key) for key, request in self._numbered(new).items()}
        # A new request may get the id of one that was deleted.
        self._gone -= filled.keys()
        self.ledger.put({**changes, **filled}, label, sitting=sitting)
        for key in filled:
            self.added.emit(key)

    def _numbered(self, new: Mapping[int, Request]) -> dict[int, Request]:
        """Let the numbers go on from one of several new requests to the next where nobody has typed them."""
        found: dict[int, Request] = {}
        last: dict[int, str] = {}
        for key, request in new.items():
            day = request.arrived or self.today
            if request.number == self.ledger.next_number(self.today):
                before = last.get(day.year)
                number = (
                    self.ledger.next_number(day) if before is None else following_number([before], day.year)
                )
                last[day.year] = number
                request = replace(request, number=number)
            found[key] = request
        return found

    @property
    def is_editable(self) -> bool:
        return self.ledger.is_editable

    @property
    def today(self) -> date:
        return self.ledger.today

    def may_type(self, column: int) -> bool:
        return self.is_editable and self.columns[column].key not in (STATE, DUE)

    def _due(self, request: Request) -> date | None:
        state = self.ledger.state(request)
        return state.day

    # what is shown

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            request = self.item_at(index.row())
            if request is not None and (tip := self._tip(request, self.columns[index.column()].key)):
                return tip
        return super().data(index, role)

    def look(self, row: int, column: int) -> tuple[str, str, str]:
        text, ground, ink = super().look(row, column)
        name = self.columns[column].key
        request = self.item_at(row) if name in _COLOURED else None
        if request is None:
            return text, ground, ink
        stage = self.ledger.state(request).stage
        if name == "number":
            return text, ground, "warning" if self.ledger.shares_number(request) else _INKS[stage]
        return text, _TONES.get(stage, ground), _INKS[stage]

    def _tip(self, request: Request, name: str) -> str:
        if name == "number":
            return plain_tip(SHARED_NUMBER) if self.ledger.shares_number(request) else ""
        if name != STATE:
            return ""
        lines = [self.ledger.state(request).words, *self.ledger.notes(request)]
        for asked in self.ledger.tally.standing(request).asked:
            known = question(asked.topic)
            lines.append(f"{known.title}：{known.choices.get(asked.default, '按默认处理')}")
        return plain_tip("\n".join(lines))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._title(section)
        return super().headerData(section, orientation, role)

    def _title(self, section: int) -> str:
        column = self.columns[section]
        mark = "" if self.filter.texts_of(column.key) is None else "（筛）"
        return f"{column.title}{mark}{self._order.mark(section)}"

    def values_in(self, column: TypedColumn[Request]) -> dict[str, int]:
        """Return the texts of a column and how many requests have each, by what the other columns show."""
        return self._search.values_in(column, self.ledger.requests.values(), self.filter)

    # order and filter

    def set_filter(self, wanted: RequestFilter) -> None:
        """Show only what fits."""
        self.filter = wanted
        self.arrange()

    def sort_by(self, column: int) -> None:
        """Sort by a column; again the other way round, a third time not at all."""
        self._order.turn(column)
        self.arrange()

    def sort_first(self, column: int) -> None:
        """Sort by a column, its smallest first."""
        self._order.ascend(column)
        self.arrange()

    def arrange(self) -> None:
        """Filter and sort again."""
        self.beginResetModel()
        self._keys = self._arranged()
        self.endResetModel()
        self.shown_changed.emit()

    def _arranged(self) -> list[int]:
        """Return the requests that fit the filter, in the order that is chosen."""
        requests = self.ledger.requests
        keys = [key for key, request in requests.items() if self._search.fits(request, self.filter)]
        return self._order.arranged(keys, requests, self.columns)

    def _on_changed(self, ids: Collection[int]) -> None:
        requests = self.ledger.requests
        gone = [key for key in self._keys if key not in requests]
        known = set(self._keys)
        new = [key for key in ids if key in requests and key not in known]
        back = sorted(self._gone.intersection(new))
        self._gone = (self._gone | set(gone)) - set(back)
        if back:
            self._bring_back(back, sorted(set(new).difference(back)))
            return
        if len(gone) > 1 or len(new) > 1:
            self.beginResetModel()
            self._keys = [key for key in self._keys if key in requests]
            self._keys += sorted(key for key in new if self.filter.ids is None)
            self.endResetModel()
            self.shown_changed.emit()
            return
        for key in gone:
            row = self._keys.index(key)
            self.beginRemoveRows(_TOP, row, row)
            del self._keys[row]
            self.endRemoveRows()
        for key in new:
            self._append(key)
        if gone or new:
            self.shown_changed.emit()
        self._show_anew(set(ids) - set(gone) - set(new))

    def _bring_back(self, keys: Sequence[int], new: Sequence[int]) -> None:
        """Show requests again that were deleted, each where it belongs, and *new* ones below.

        The rows that were edited keep their places.
        """
        arranged = self._arranged()
        places = {key: place for place, key in enumerate(arranged)}
        shown = [key for key in self._keys if key in self.ledger.requests]
        for key in sorted((key for key in keys if key in places), key=places.__getitem__):
            before = arranged[places[key] - 1] if places[key] else None
            shown.insert(shown.index(before) + 1 if before in shown else 0, key)
        self.beginResetModel()
        self._keys = [*shown, *new]
        self.endResetModel()
        self.shown_changed.emit()

    def _show_anew(self, ids: set[int]) -> None:
        last = len(self.columns) - 1
        if len(ids) > 20:
            self.dataChanged.emit(self.index(0, 0), self.index(max(len(self._keys) - 1, 0), last))
            return
        for key in ids:
            row = self.row_of(key)
            if row >= 0:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))
