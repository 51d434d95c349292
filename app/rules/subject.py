"""What the rules are asked about: a report, last year's, and what is derived from them once for all rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.report import Report
from app.rules.figures import evident_zeros
from app.rules.narrative import Reading, read
from app.rules.prose import LONGEST_TEXT, Sentence, sentences
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.values import half_width

_LONGEST_BEFORE = 300
"""How much of a paragraph before a sentence says what it speaks of, in characters."""

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
        """What the sentences claim about the tables."""
        zeros = evident_zeros(self.report)
        found: list[Reading] = []
        paragraph, before = ("", -1), ""
        for sentence in self.sentences:
            if (sentence.section, sentence.paragraph) != paragraph:
                paragraph, before = (sentence.section, sentence.paragraph), ""
            found += read(sentence, self.report, zeros, before)
            before = (before + sentence.plain)[-_LONGEST_BEFORE:]
        return tuple(found)

    def reading(self, sentence: Sentence, at: int) -> Reading | None:
        """Return what is claimed by the number at position *at* of the plain *sentence*."""
        return self._readings_by_place.get((*sentence.span, at))

    @cached_property
    def _readings_by_place(self) -> dict[tuple[str, int, int, int], Reading]:
        return {(*reading.sentence.span, reading.at): reading for reading in self.readings}
