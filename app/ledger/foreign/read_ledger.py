"""What was read of a foreign ledger, as a value: requests, rows left out, how columns were taken, what to tell of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.ledger.counting_choices import AS_ABOVE, BY_ORDER, GOES_ON, HIDDEN_ROW, SAME_NUMBER
from app.ledger.foreign.columns_by_content import LedgerColumn
from app.request import Request


@dataclass(frozen=True)
class Skipped:
    """A row that is no request of its own, and why."""

    sheet: str
    row: int
    why: str
    id: str = ""


@dataclass(frozen=True)
class ReadLedger:
    """What a foreign ledger holds.

    *also* names by a request's source the other rows that belong to it. *columns* are the columns as they were
    taken, for a person to confirm or correct. *twins* are requests that share a number with another one, *as_above*
    those of which a row says 同上, *hidden* those of which all rows are hidden, *going_on* those without a
    number of which a later sheet tells again, *by_order* those of which a day was read with a nought that its cell does not
    show, each by their source.
    """

    requests: tuple[Request, ...]
    skipped: tuple[Skipped, ...] = ()
    also: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    columns: tuple[LedgerColumn, ...] = ()
    keeps_disputes: bool = False
    twins: frozenset[str] = frozenset()
    as_above: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    going_on: frozenset[str] = frozenset()
    by_order: frozenset[str] = frozenset()

    def topics(self, request: Request) -> Iterator[str]:
        """Yield the notes for a person on how a request was read, by the topics of `counting_choices`."""
        if request.source in self.twins:
            yield SAME_NUMBER
        if request.source in self.as_above:
            yield AS_ABOVE
        if request.source in self.hidden:
            yield HIDDEN_ROW
        if request.source in self.going_on:
            yield GOES_ON
        if request.source in self.by_order:
            yield BY_ORDER

    @property
    def mapping(self) -> dict[str, str]:
        """Which heading was taken for which field, to be remembered for the unit."""
        return {column.heading: column.field for column in self.columns if column.heading}
