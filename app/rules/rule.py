"""What a rule is: a function from an `Examination` to findings, and what a person has to know about it.

All of it stands at the function, by the decorator `rule`; `app.rules.registry` lists the rules.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from app.forms.model import YEARLY, Form
from app.rules.model import Finding, Replacement, Severity, Suggestion
from app.values import Value

if TYPE_CHECKING:
    from app.rules.examination import Examination, TextRuleBasis
    from app.rules.sentences.prose import Sentence

NOTICE = "国办公开办函〔2021〕30号"
REGULATION = "《中华人民共和国政府信息公开条例》（国务院令第711号）"

Check = Callable[["Examination"], Iterable[Finding]]

_REPORTS_REMEMBERED = 4
_MOST_REMEMBERED = 50


class Span(NamedTuple):
    """Where in a section's text a finding points, and the words there; a *length* of 0 means the whole section."""

    section: str
    start: int = 0
    length: int = 0
    excerpt: str = ""


class Details(TypedDict, total=False):
    """What a finding may say besides its message, as `Finding` has it."""

    cells: tuple[str, ...]
    left: Value | None
    right: Value | None
    hint: str
    suggestion: Suggestion | None
    replacements: tuple[Replacement, ...]


class Rule(NamedTuple):
    """One rule: *id* is what its findings' ids begin with, *explanation* one line for the clerk, *source* who asks it.

    *check* is ``None`` for the equations, which are evaluated all at once. *yearly_alone*: the rule rests on the
    regulation or on the yearly report's own sections and cells; those of other kinds of report may be called the same
    and mean something else.
    """

    id: str
    name: str
    explanation: str
    source: str
    severity: Severity
    check: Check | None = None
    yearly_alone: bool = False

    @property
    def hard(self) -> bool:
        """Whether the rule blocks 定稿 unless a workspace lowers it."""
        return self.severity is Severity.ERROR

    def concerns(self, form: Form) -> bool:
        """Whether the rule is asked of reports in *form*."""
        return form.series == YEARLY or not self.yearly_alone

    def found(
        self,
        message: str,
        *,
        at: str = "",
        severity: Severity | None = None,
        span: Span | None = None,
        **details: Unpack[Details],
    ) -> Finding:
        """Return a finding of this rule: *at* names the cell or part, without *severity* it weighs as the rule does."""
        rule, weight = f"{self.id}.{at}" if at else self.id, severity or self.severity
        if span is None:
            return Finding(rule=rule, severity=weight, message=message, **details)
        return Finding(
            rule=rule,
            severity=weight,
            message=message,
            section=span.section,
            start=span.start,
            length=span.length,
            excerpt=span.excerpt,
            **details,
        )

    def at_sentence(
        self,
        message: str,
        sentence: "Sentence",
        *,
        at: str = "",
        severity: Severity | None = None,
        **details: Unpack[Details],
    ) -> Finding:
        """Return a finding that points at a whole sentence."""
        return self.found(
            message, at=at, severity=severity, span=Span(*sentence.span, sentence.text), **details
        )

    def at_words(
        self,
        message: str,
        section: str,
        text: str,
        start: int,
        end: int,
        new: str | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """Return a finding that points at ``text[start:end]`` of a section; *new* is what should stand there."""
        words = text[start:end]
        certain = () if new is None else (Replacement(section, start, words, new),)
        span = Span(section, start, end - start, words)
        return self.found(message, severity=severity, span=span, replacements=certain)


def rule(
    id: str,
    name: str,
    explanation: str,
    *,
    source: str,
    severity: Severity = Severity.WARNING,
    of_texts: bool = False,
    yearly_alone: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a function. *of_texts*: it looks at the texts alone, and its findings are remembered with them."""

    def made(check: Check) -> Rule:
        asked = remembered(check) if of_texts else check
        return Rule(id, name, explanation, source, severity, asked, yearly_alone)

    return made


def remembered(check: Check) -> Check:
    """Return *check* with a memory, since most edits change a cell; it must look at nothing but what `TextRuleBasis` compares."""

    @lru_cache(maxsize=_REPORTS_REMEMBERED)
    def found(words: "TextRuleBasis") -> tuple[Finding, ...]:
        return tuple(islice(check(words.examined), _MOST_REMEMBERED))

    return lambda examined: found(examined.words)
