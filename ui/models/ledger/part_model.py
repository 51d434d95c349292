"""Tables of what one request may have several of: disputes, consultations, letters."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from app.ledger.columns.column import TypedColumn
from app.ledger.columns.of_parts import CONSULTATION_COLUMNS, DISPUTE_COLUMNS, LETTER_COLUMNS
from app.request import Consultation, Dispute, Letter, Request
from ui.models.ledger.doubt_model import DraftRequests
from ui.models.ledger.record_model import RecordModel
from ui.work.unit_ledger import UnitLedger

Part = Consultation | Dispute | Letter


@dataclass(frozen=True)
class RequestPart:
    """A list of a request: its field, its columns, what a new one is, and what it is called."""

    field: str
    title: str
    columns: Sequence[TypedColumn[Any]]
    make: Callable[[], Part]


DISPUTES = RequestPart("disputes", "复议诉讼", DISPUTE_COLUMNS, lambda: Dispute(kind=""))
LETTERS = RequestPart("letters", "文书", LETTER_COLUMNS, Letter)
CONSULTATIONS = RequestPart("consultations", "征求意见", CONSULTATION_COLUMNS, Consultation)


class PartModel(RecordModel[Any]):
    """The list of the request that is chosen; a key is a place in it."""

    def __init__(
        self, ledger: UnitLedger | DraftRequests, part: RequestPart, parent: QObject | None = None
    ) -> None:
        super().__init__(part.columns, parent)
        self.ledger, self.part = ledger, part
        self._request_id: int | None = None
        self._shown: tuple[Part, ...] = ()
        """The items as views know them."""
        ledger.changed.connect(self._on_changed)
        ledger.access_changed.connect(lambda: self.show_request(self._request_id))

    def show_request(self, request_id: int | None) -> None:
        """Show the list of another request."""
        self.beginResetModel()
        self._request_id = request_id
        self._shown = self._items()
        self._keys = list(range(len(self._shown)))
        self.endResetModel()

    def identity(self, row: int) -> object:
        """A place is another item's when one before it has gone: the item itself tells, and of equal ones which it is."""
        if row >= len(self._shown):
            return self._request_id, None, 0, 0
        item = self._shown[row]
        return self._request_id, item, self._shown[:row].count(item), self._shown.count(item)

    def row_again(self, identity: object) -> int:
        assert isinstance(identity, tuple)
        request_id, item, number, count = identity
        if request_id != self._request_id:
            return -1
        places = [place for place, one in enumerate(self._shown) if one == item]
        # Where one of several equal items has gone, it may be this one.
        return places[number] if places and len(places) >= count else self.rowCount() - 1

    @property
    def _request(self) -> Request | None:
        return None if self._request_id is None else self.ledger.requests.get(self._request_id)

    def _items(self) -> tuple[Part, ...]:
        found: tuple[Part, ...] = getattr(self._request, self.part.field, ())
        return found

    def item(self, key: int) -> object:
        items = self._items()
        return items[key] if key < len(items) else None

    def blank(self) -> object:
        return self.part.make()

    def put(
        self, changes: Mapping[int, object], added: Sequence[object], label: str, sitting: int = 0
    ) -> None:
        request = self._request
        if request is None:
            return
        items = [changes.get(place, item) for place, item in enumerate(self._items())]
        kept = (*(item for item in items if item is not None and item != self.part.make()), *added)
        first = len(self._items())
        fields: dict[str, Any] = {self.part.field: kept}
        self.ledger.put({request.id: replace(request, **fields)}, label, sitting=sitting)
        for place in range(first, first + len(added)):
            self.added.emit(place)

    @property
    def is_editable(self) -> bool:
        return self.ledger.is_editable and self._request is not None

    @property
    def today(self) -> date:
        return self.ledger.today

    def _on_changed(self, ids: frozenset[int]) -> None:
        if self._request_id not in ids:
            return
        count = len(self._items())
        if count == len(self._keys) and count:
            self._shown = self._items()
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, len(self.columns) - 1))
        elif count == len(self._keys) + 1 and self._begins:
            self._shown = self._items()
            self._append(count - 1)
        elif count != len(self._keys):
            self.show_request(self._request_id if self._request is not None else None)
