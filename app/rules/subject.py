"""What the rules are asked about: a report, last year's, and what is derived from them once for all rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.report import Report
from app.rules.figures import evident_zeros
from app.rules.prose import LONGEST_TEXT, Sentence, sentences
from app.rules.quantities import Quantity, Reading, read_all
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.rules.statements import Statement, all_statements
from app.values import half_width

Glyphs = Callable[[str], bool]
"""Whether some font at hand has a glyph for a character."""


@dataclass(frozen=True, eq=False)
class Subject:
    """One report under examination. Rules only read it; what several of them need is worked out once."""

    report: Report
    previous: Report | None = None
    settings: RuleSettings = DEFAULT_SETTINGS
    today: date | None = None
    has_glyph: Glyphs | None = None

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts in the form's order, each cut at `LONGEST_TEXT`."""
        return {
            section.key: self.report.text(section.key)[:LONGEST_TEXT]
            for section in self.report.form.text_sections
            if self.report.text(section.key).strip()
        }

    @cached_property
    def digits(self) -> Mapping[str, str]:
        """The texts with full-width signs made half-width one for one: every position is the text's own."""
        return {key: half_width(text) for key, text in self.texts.items()}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of all texts."""
        return tuple(s for key, text in self.texts.items() for s in sentences(key, text))

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What the sentences hold: figures with their subjects, and clauses without figures."""
        return tuple(read_all(self.report, self.sentences))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the sentences say about the tables."""
        return tuple(all_statements(self.readings, self.report, evident_zeros(self.report)))

    def statement(self, quantity: Quantity) -> Statement | None:
        """Return what is said about the tables by a figure."""
        return self._statements_by_place.get((*quantity.sentence.span, quantity.at))

    @cached_property
    def _statements_by_place(self) -> dict[tuple[str, int, int, int], Statement]:
        return {(*s.sentence.span, s.at): s for s in self.statements if not s.message}
