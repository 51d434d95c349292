"""What was read in a sentence: its figures with subject, act, time and scope, and its clauses without a figure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from app.forms.narrative import Claim
from app.rules.sentences.exactness import Bounds
from app.rules.sentences.prose import Sentence
from app.rules.sentences.word_roles import Frame
from app.values import Value


class Time(StrEnum):
    """The time of a figure; *change*: it states how much more or less than another figure something is."""

    THIS = "this"
    LAST = "last"
    OTHER = "other"
    CHANGE = "change"


class Scope(StrEnum):
    """Whose figure it is: the report's own, another body's, or unknown."""

    OWN = "own"
    OTHER = "other"
    UNSURE = "unsure"


@dataclass(slots=True, eq=False, repr=False)
class Quantity:
    """One figure: *at* and *end* are its place in the plain sentence, *frame* the words about it.

    *part* says that it is one of a list after 其中, *depth* how many brackets hold it.
    """

    sentence: Sentence
    at: int
    end: int
    value: Value
    unit: str
    frame: Frame
    subject: str
    acts: tuple[str, ...]
    person: str
    time: Time
    scope: Scope
    part: bool
    depth: int
    bounds: Bounds | None
    said: bool
    label: bool = False
    inherited: str = ""
    """The subject that it would have if its own words named none."""
    others: tuple[str, ...] = ()
    """The other subjects counted before it in the sentence, where its own subject is inherited."""

    @property
    def is_count(self) -> bool:
        """Whether it counts things; a share or a sum of money does not."""
        return self.unit not in ("%", "百分点", "个百分点", "倍", "元")


@dataclass(slots=True, eq=False, repr=False)
class Clause:
    """A stretch of words without a figure: where it ends, its frame, and what has been spoken of before it."""

    sentence: Sentence
    end: int
    frame: Frame
    subject: str
    before: Quantity | None
    time: Time
    scope: Scope
    label: Frame | None = None


Alike = tuple[str, tuple[str, ...], str, str, Time]
"""What figures have in common that count the same: subject, acts, measure, persons and time."""


def alike(quantity: Quantity) -> Alike:
    """Return what a figure has in common with others that count the same."""
    return quantity.subject, quantity.acts, quantity.unit, quantity.person, quantity.time


class SentenceSummary(NamedTuple):
    """What the figures of a sentence say together, and of which the tables know nothing.

    *sure*: they are of the whole year. *sums* are of what is told of several bodies: 乡镇4件，县政府7件 may be what the table
    has together. *told* are the claims made, *other_work* is where other work is first counted.
    """

    sure: bool
    sums: dict[Alike, Value]
    told: frozenset[str]
    other_work: int


@dataclass(slots=True, eq=False, repr=False)
class Reading:
    """What one sentence holds: its figures, and its clauses without any."""

    sentence: Sentence
    quantities: list[Quantity] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    claims: tuple[tuple[Quantity, Claim], ...] = ()
    """The figures that claim something of the tables."""
    absolute: bool = True
    """Whether a clause or a figure may say that there was nothing, or that all was so."""
    compares: bool = False
    """Whether it tells of last year, or of more or less without a figure."""
    summary: "SentenceSummary | None" = None
    """What its figures say together; None until that is asked."""


def moved(reading: Reading, sentence: Sentence) -> Reading:
    """Return *reading* for the same words at another place of the texts."""
    figures = {id(q): _figure_at(q, sentence) for q in reading.quantities}
    clauses = [
        Clause(
            sentence, c.end, c.frame, c.subject, None if c.before is None else figures[id(c.before)],
            c.time, c.scope, c.label,
        )
        for c in reading.clauses
    ]  # fmt: skip
    claims = tuple((figures[id(quantity)], claim) for quantity, claim in reading.claims)
    return Reading(
        sentence, list(figures.values()), clauses, claims, reading.absolute, reading.compares, reading.summary
    )


def _figure_at(q: Quantity, sentence: Sentence) -> Quantity:
    return Quantity(
        sentence, q.at, q.end, q.value, q.unit, q.frame, q.subject, q.acts, q.person, q.time, q.scope,
        q.part, q.depth, q.bounds, q.said, q.label, q.inherited, q.others,
    )  # fmt: skip
