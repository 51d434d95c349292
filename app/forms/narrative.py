"""How the sentences of a report speak of its tables, as the form file states it.

The words of a sentence are looked up in lists (`Narrative.words`), the longest first. What they make of a figure,
its subject, its act and the persons it counts, leads to a claim, and the claim names the cells whose sum the figure is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

RECEIVED_WITH_CARRIED = "received_with_carried"
"""The act of a figure received that is said to hold last year's too; no word of a sentence has it, a bracket makes it."""

_NOTHING = re.compile(r"(?!)")


class Word(NamedTuple):
    """What a word of a sentence is: *kind* is the list's table, *key* the list, such as subjects and review.

    A *weak* word names its subject only where nothing unknown stands right before it.
    """

    kind: str
    key: str
    weak: bool = False


class Topic(NamedTuple):
    """A subject that a sentence may speak of, such as 行政复议, and the rows that are about it."""

    key: str
    name: str
    rows: tuple[str, ...] = ()


class Alternative(NamedTuple):
    """Another reading under which a figure would be right: then the sentence is unclear, not wrong.

    With *sure* the other reading is as usual as the first, and the sentence is simply right.
    """

    name: str
    cells: tuple[str, ...]
    sure: bool = False


class Claim(NamedTuple):
    """What a figure about *subject* that is said of *acts* is in the tables.

    *person* limits it to figures that count these applicants. A *said* claim needs its subject among the words about
    the figure; other claims inherit it. When *unclear*, a difference is only asked about; a claim that *wants_sum*
    also where the sentence doesn't say that it gives the year's total. *result* claims are acts of their subject and
    of nothing else. *amount* figures are 万元 or 元. A *doubtful* one may count something else: it holds only where
    another of its sentence is just what the table has, and then only asks. An *at_most* figure is of one kind among
    those that the cells count (撤诉 among 其他结果): only too large a one is wrong.
    """

    id: str
    name: str
    subject: str
    acts: tuple[str, ...]
    cells: tuple[str, ...]
    person: str = ""
    also: tuple[Alternative, ...] = ()
    said: bool = False
    unclear: bool = False
    wants_sum: bool = False
    result: bool = False
    amount: bool = False
    doubtful: bool = False
    at_most: bool = False


class Aspect(NamedTuple):
    """Something a section has to treat, and does with any of *words*.

    *units* limits it to kinds of bodies, empty for all of them; *when* to reports in which these cells add up to
    more than 0, of which *reason* says what they count.
    """

    name: str
    section: str
    words: tuple[str, ...]
    rule: str = "text.aspects"
    units: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    reason: str = ""


class Phrases(NamedTuple):
    """Fixed phrases, and one pattern of all the ways in which they go wrong: its group ``p1`` is of the second."""

    right: tuple[str, ...]
    wrong: re.Pattern[str]


_NO_PHRASES = Phrases((), _NOTHING)


@dataclass(eq=False, repr=False)
class Narrative:
    """All that a form file says about its texts; compared by identity, as its form is.

    *looked_for* are lists of words that are not looked up but searched for. *growth_of* are the cells of which a
    stated growth over last year is; *share_of* the sums of which a stated share may be.
    """

    words: Mapping[str, Word] = field(default_factory=dict)
    measures: str = ""
    topics: Mapping[str, Topic] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    growth_of: tuple[str, ...] = ()
    share_of: tuple[Alternative, ...] = ()
    looked_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Phrases = _NO_PHRASES
    parts: tuple[tuple[str, ...], ...] = ()
    """The parts of a report, each with the words by which its preface may name it."""
    lengths: Mapping[str, Sequence[int]] = field(init=False, repr=False)
    """How long the words are that begin with two characters, the longest first; words of one are looked up as such."""
    firsts: frozenset[str] = field(init=False, repr=False)
    """The characters that words begin with."""
    by_words: Mapping[tuple[str, str, str], Claim] = field(init=False, repr=False)
    """The claims by subject, person and act."""
    results: frozenset[str] = field(init=False, repr=False)
    """The acts that are results of applications and of nothing else."""

    def __post_init__(self) -> None:
        occurring: dict[str, int] = {}
        for word in self.words:
            head = word[:2]
            occurring[head] = occurring.get(head, 0) | 1 << len(word)
        told = {bits: _bits_set(bits) for bits in set(occurring.values())}
        self.lengths = {head: told[bits] for head, bits in occurring.items()}
        self.firsts = frozenset(head[0] for head in occurring)
        self.by_words = {(c.subject, c.person, act): c for c in self.claims for act in c.acts}
        self.results = frozenset(act for c in self.claims if c.result for act in c.acts)


def _bits_set(bits: int) -> tuple[int, ...]:
    """Return the places of the bits that are set, the highest first."""
    return tuple(place for place in reversed(range(bits.bit_length())) if bits >> place & 1)


NO_NARRATIVE = Narrative()
"""For a form that says nothing about its texts."""
