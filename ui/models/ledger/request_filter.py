"""Which requests of a ledger are shown: a filter as a value, and what fits it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.ledger.columns.column import ColumnKind, TypedColumn
from app.ledger.stage import OPEN_STAGES, Stage
from app.request import Request
from ui.work.unit_ledger import UnitLedger

STAGE_FILTERS: Mapping[str, frozenset[Stage]] = {
    "全部": frozenset(Stage),
    "未办结": OPEN_STAGES,
    "超期": frozenset((Stage.OVERDUE,)),
    "三日内到期": frozenset((Stage.SOON,)),
    "待确认": frozenset((Stage.ASKED,)),
    "已办结": frozenset((Stage.CLOSED, Stage.LATE)),
}
"""What the list of requests can be narrowed to, by its name."""


@dataclass(frozen=True)
class RequestFilter:
    """Which requests are shown. *ids* narrows to these alone; *year* is that of the day of receipt.

    *columns* are keys of columns, each with the texts that it is to show; a month stands for its days.
    """

    words: str = ""
    stage: str = "全部"
    year: int | None = None
    ids: frozenset[int] | None = None
    columns: tuple[tuple[str, frozenset[str]], ...] = ()

    def texts_of(self, column: str) -> frozenset[str] | None:
        """Return the texts that a column is to show; None: all."""
        return dict(self.columns).get(column)

    def with_column(self, column: str, texts: frozenset[str] | None) -> "RequestFilter":
        """Return the filter by which a column shows these texts alone; None: all."""
        others = {key: known for key, known in self.columns if key != column}
        columns = others if texts is None else {**others, column: texts}
        return replace(self, ids=None, columns=tuple(columns.items()))

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self != RequestFilter()


class RequestSearch:
    """Says which requests of a ledger fit a filter."""

    def __init__(self, ledger: UnitLedger, columns: Sequence[TypedColumn[Request]]) -> None:
        self._ledger = ledger
        self._columns = {column.key: column for column in columns}
        self._texts: dict[int, tuple[Request, str]] = {}
        """All that is written of a request, with the request that it was written of."""

    def forget(self) -> None:
        """Forget the texts: another ledger, or other settings, are shown."""
        self._texts.clear()

    def fits(self, request: Request, wanted: RequestFilter) -> bool:
        """Whether a request is shown by a filter."""
        if wanted.ids is not None:
            return request.id in wanted.ids
        for key, texts in wanted.columns:
            column = self._columns[key]
            if not texts & {column.text(request), _month_or_text(column, request)}:
                return False
        if wanted.year is not None and (request.received is None or request.received.year != wanted.year):
            return False
        stages = STAGE_FILTERS[wanted.stage]
        if wanted.stage != "全部" and stages.isdisjoint(self._ledger.state(request).stages):
            return False
        if not wanted.words.strip():
            return True
        text = self._text(request)
        return all(word in text for word in wanted.words.lower().split())

    def values_in(
        self, column: TypedColumn[Request], requests: Iterable[Request], wanted: RequestFilter
    ) -> dict[str, int]:
        """Return the texts of a column and how many requests have each, by what the other columns show.

        Days are taken together by months; those that occur most stand first, days and months in their order.
        """
        others = replace(wanted.with_column(column.key, None), ids=wanted.ids)
        shown = (request for request in requests if self.fits(request, others))
        counts = Counter(_month_or_text(column, request) for request in shown)
        if column.kind is ColumnKind.DATE:
            return dict(sorted(counts.items(), reverse=True))
        return dict(counts.most_common())

    def _text(self, request: Request) -> str:
        """Return all that is written of a request; a search asks for it at every letter typed."""
        known = self._texts.get(request.id)
        if known is None or known[0] is not request:
            known = (request, "\n".join(column.text(request) for column in self._columns.values()).lower())
            self._texts[request.id] = known
        return known[1]


def _month_or_text(column: TypedColumn[Request], request: Request) -> str:
    value = column.read(request)
    return f"{value:%Y年%m月}" if isinstance(value, date) else column.text(request)
