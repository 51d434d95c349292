"""A statement of the texts about the tables, and whether the tables say the same."""

from dataclasses import dataclass
from enum import StrEnum

from app.forms.narrative import Claim
from app.rules.sentences.prose import Sentence
from app.values import Value


class Agreement(StrEnum):
    """Whether a statement and the tables agree."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    ASKS = "asks"
    """They differ, but the statement may be about something else."""
    UNKNOWN = "unknown"
    """The cells are all blank."""


class StatementKind(StrEnum):
    """What a statement says of the tables; each kind has a rule of its own."""

    FIGURE = "figure"
    ALL_DONE = "all_done"
    ALL_UPHELD = "all_upheld"
    ONLY_PERSONS = "only_persons"


@dataclass(slots=True, eq=False, repr=False)
class Statement:
    """One statement: *stated* is its figure, *table* that of the tables or ``None``; *reason* says why it is only asked about.

    *at* is the place of the number, or of the words' end, in the plain sentence; *kind* and *message* are those of a
    statement without a figure, such as 未收到申请.
    """

    claim: Claim
    sentence: Sentence
    at: int
    stated: Value
    table: Value | None
    agreement: Agreement
    reason: str = ""
    exact: bool = True
    kind: StatementKind = StatementKind.FIGURE
    message: str = ""
