"""What the rules are asked about: a report, last year's, and what is derived from them once for all rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from app.forms.model import Form
from app.report import Report, Unit
from app.rules.claims.agreement import Statement
from app.rules.claims.quantities import reader_of
from app.rules.claims.statements import all_statements
from app.rules.claims.table_figures import evident_zeros
from app.rules.sentences.prose import LONGEST_TEXT, Sentence, paragraphs, sentences
from app.rules.sentences.readings import Quantity, Reading
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.values import Value

if TYPE_CHECKING:
    from app.collection.aggregate_standing import AggregateStanding
    from app.collection.records import Note
    from app.ledger.undecided import Undecided

Glyphs = Callable[[str], bool]
"""Whether some font at hand has a glyph for a character."""

_Told = tuple[tuple[Sentence, ...], tuple[Reading, ...]]


class TextRuleBasis:
    """All that the rules on texts look at: reports that are equal in it have the same findings of these rules."""

    def __init__(self, examined: "Examination") -> None:
        report, previous = examined.report, examined.previous
        before = tuple(previous.sections.items()) if previous is not None else ()
        texts = tuple(examined.texts.items())
        self.examined = examined
        self._seen = (
            report.form.id,
            report.unit,
            report.year,
            report.title,
            texts,
            before,
            examined.has_glyph,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextRuleBasis) and self._seen == other._seen

    def __hash__(self) -> int:
        return hash(self._seen)


@lru_cache(maxsize=4)
def _read(form: Form, unit: Unit, year: int, texts: tuple[tuple[str, str], ...]) -> _Told:
    """Return the sentences of texts with what was read in them; remembered, as most edits change no text."""
    found = tuple(s for key, text in texts for p in paragraphs(key, text) for s in sentences(p))
    return found, tuple(reader_of(form, unit, year).read(texts))


@dataclass(eq=False, repr=False)
class Examination:
    """One report, as the rules are asked about it. They only read it; what several of them need is worked out once."""

    report: Report
    previous: Report | None = None
    settings: RuleSettings = DEFAULT_SETTINGS
    today: date | None = None
    has_glyph: Glyphs | None = None
    edited: str = ""
    """The cell that was edited last, where that is known."""
    standing: "AggregateStanding | None" = None
    """What an aggregate is the sum of; ``None`` for a report of a unit's own."""
    notes: "tuple[Note, ...]" = ()
    """What the office that sent the report back has written at its places."""
    undecided: "Undecided | None" = None
    """What waits in the ledger from which the report was counted; ``None`` for one that was not."""

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts in the form's order, each cut at `LONGEST_TEXT`."""
        return {
            section.key: self.report.text(section.key)[:LONGEST_TEXT]
            for section in self.report.form.text_sections
            if self.report.text(section.key).strip()
        }

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of all texts."""
        return self._told[0]

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What the sentences hold: figures with their subjects, and clauses without figures."""
        return self._told[1]

    @cached_property
    def _told(self) -> _Told:
        return _read(self.report.form, self.report.unit, self.report.year, tuple(self.texts.items()))

    @cached_property
    def words(self) -> TextRuleBasis:
        """What the rules on texts look at."""
        return TextRuleBasis(self)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the sentences say about the tables."""
        return tuple(all_statements(self.readings, self.report, evident_zeros(self.report)))

    @cached_property
    def statements_by_step(self) -> Mapping[Value, list[Statement]]:
        """The statements by the amount by which they exceed the tables."""
        found: dict[Value, list[Statement]] = {}
        for statement in self.statements:
            if statement.table is not None:
                found.setdefault(statement.stated - statement.table, []).append(statement)
        return found

    def statement(self, quantity: Quantity) -> Statement | None:
        """Return what is said about the tables by a figure."""
        return self._statements_by_place.get((*quantity.sentence.span, quantity.at))

    @cached_property
    def _statements_by_place(self) -> dict[tuple[str, int, int, int], Statement]:
        return {(*s.sentence.span, s.at): s for s in self.statements if not s.message}
