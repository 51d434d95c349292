"""What the sentences of a report say about its tables, as the form file states it.

A claim is a way of writing a figure: patterns for the words, and the cells whose sum the figure is. Patterns meet
plain sentences (see ``app.rules.numerals``): no blanks, half-width digits, full-width commas.
"""

import re
from dataclasses import dataclass

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Alternative:
    """Another reading under which a figure would be right: then the sentence is unclear, not wrong."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Context:
    """A subject that a sentence may speak of, such as 行政复议, and the rows that are about it."""

    key: str
    name: str
    pattern: re.Pattern[str]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """One kind of statement about figures.

    A sentence without any of the words of *key* can't hold it. *patterns* have a group ``n`` for the number, and may
    have a group ``next`` for the year after the report's; *value* stands in where the words themselves are the
    number (未收到 is 0). *context* names the subject that must have been mentioned last before it, *outside* those
    that must not. A statement in whose clause a word of *without* stands, or in whose sentence one of *unless*, is
    not this claim. With a word of *doubt* in its clause, with none of *sure* in its sentence, or when *unclear*, a
    difference is a question. *any_time* claims may name another year. *amount* figures are 万元 or 元.
    """

    id: str
    name: str
    rule: str
    key: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    cells: tuple[str, ...]
    value: int | None = None
    context: str = ""
    outside: tuple[str, ...] = ()
    without: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    doubt: re.Pattern[str] | None = None
    sure: re.Pattern[str] | None = None
    also: tuple[Alternative, ...] = ()
    unclear: bool = False
    any_time: bool = False
    amount: bool = False
    message: str = ""


@dataclass(frozen=True)
class Aspect:
    """Something a section has to treat.

    *units* limits it to kinds of bodies, empty for all of them; *when* to reports in which these cells add up to
    more than 0, of which *reason* says what they count.
    """

    name: str
    section: str
    pattern: re.Pattern[str]
    rule: str = "text.aspects"
    units: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Subjects:
    """Words by which a figure's subject is known: *own* name a subject of the report, *light* name nothing."""

    own: re.Pattern[str]
    light: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class Narrative:
    """All that a form file says about its texts; compared by identity, as its form is.

    *triggers* is what a sentence must hold to be read at all; *foreign* finds figures that are no table's and are
    left alone; *scope* finds words that make a figure another scope's; *aside* those of a comparison or a plan,
    *other_time* those of another year. *contexts* are the subjects that `Claim.context` names, tried in this order.
    """

    triggers: re.Pattern[str]
    foreign: tuple[re.Pattern[str], ...]
    scope: re.Pattern[str]
    aside: re.Pattern[str]
    other_time: re.Pattern[str]
    contexts: tuple[Context, ...]
    claims: tuple[Claim, ...]
    aspects: tuple[Aspect, ...]
    growth_of: tuple[str, ...]
    """The cells of which a stated growth over last year is, where the sentence speaks of applications."""
    share_of: tuple[Alternative, ...]
    """The sums of which a stated share may be."""
    lasting_aside: re.Pattern[str] = _NOTHING
    """Words after which all figures to the sentence's end are of another time (自2019年以来)."""
    subjects: Subjects | None = None
    """Where they are given, a figure is read only when its subject is known; see `app.rules.topics`."""


NO_NARRATIVE = Narrative(_NOTHING, (), _NOTHING, _NOTHING, _NOTHING, (), (), (), (), ())
"""For a form that says nothing about its texts."""
