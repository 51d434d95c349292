"""The requests of a file that nobody but a person can decide, each with what is missing, to be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, Signal

from app.ledger.columns.column import ColumnKind, TypedColumn, Value
from app.ledger.columns.of_requests import BY_KEY
from app.request import Request
from ui.base.qt_types import Index
from ui.models.ledger.record_model import RecordModel
from ui.work.ledger_draft import LedgerDraft

_TYPED = ("type", "arrived", "result", "reply_dated")
SETTLED = "settled"


def _same(request: Request, _value: Value) -> Request:
    return request


class DraftRequests(QObject):
    """What a draft would bring in, as the lists of a request's parts ask for it: they are filled in there as on the page."""

    changed = Signal(object)
    access_changed = Signal()
    is_editable = True

    def __init__(self, draft: LedgerDraft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft

    @property
    def requests(self) -> Mapping[int, Request]:
        """The requests by the ids that they get."""
        return self._draft.requests

    @property
    def today(self) -> date:
        """The day by which a missing year is found."""
        return self._draft.today

    def put(self, changes: Mapping[int, Request | None], _label: str = "", *, sitting: int = 0) -> None:
        """Take what a person filled in."""
        for key, after in changes.items():
            if after is not None:
                self._draft.answer(key, after)
        self.changed.emit(frozenset(changes))


class DoubtModel(RecordModel[Request]):
    """What could not be decided. A request counts once it is complete and marked as looked over."""

    row_flag = SETTLED
    answered = Signal()

    def __init__(self, draft: LedgerDraft, parent: QObject | None = None) -> None:
        own = {
            "place": TypedColumn[Request](
                "place", "位置", ColumnKind.TEXT, 9, lambda r: r.source.replace("!", " 第 ") + " 行", _same
            ),
            "why": TypedColumn[Request](
                "why",
                "待确认",
                ColumnKind.TEXT,
                16,
                lambda r: draft.tally.waiting(r) or "可以计入",
                _same,
            ),
            "words": TypedColumn[Request](
                "words", "原文", ColumnKind.TEXT, 8, lambda r: r.outcome_words, _same
            ),
            SETTLED: TypedColumn[Request](
                SETTLED,
                "核对无误",
                ColumnKind.FLAG,
                5,
                lambda r: not draft.tally.waiting(r),
                self._settle,
            ),
        }
        names = ("place", "number", "applicant", "why", "words", SETTLED, *_TYPED)
        super().__init__([own.get(name) or BY_KEY[name] for name in names], parent)
        self._draft = draft
        self.kept = DraftRequests(draft, self)
        self.kept.changed.connect(self._on_changed)
        self.load()

    @staticmethod
    def _settle(request: Request, value: Value) -> Request:
        """Mark a request as looked at by a person, or as waiting again."""
        return request.settled() if value else replace(request, doubt=request.doubt or "待确认")

    def load(self) -> None:
        """Show the questions of another reading."""
        self.beginResetModel()
        self._keys = self._draft.asked
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._keys)

    def item(self, key: int) -> Request | None:
        return self._draft.requests.get(key)

    def blank(self) -> Request:
        return Request()

    def put(
        self, changes: Mapping[int, Request | None], added: Sequence[Request], label: str, sitting: int = 0
    ) -> None:
        self.kept.put(changes, label)

    def _on_changed(self, _ids: frozenset[int]) -> None:
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(self.columns) - 1))
        self.answered.emit()

    def may_type(self, column: int) -> bool:
        return self.columns[column].key in (*_TYPED, SETTLED)

    @property
    def today(self) -> date:
        return self._draft.today
