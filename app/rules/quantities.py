"""Every figure of the texts with its subject, act, time and scope, in one pass over the sentences.

A figure takes its subject from the words before it, or those after it up to the next mark; else it inherits the subject
named last in its sentence, its paragraph or its heading. What brackets hold ends with them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from app.forms.model import Form
from app.forms.narrative import Claim, Narrative
from app.report import Unit, UnitKind
from app.rules.exactness import Bounds, bounds_of
from app.rules.frames import (
    APPLICATIONS,
    DISPUTES,
    ELSEWHERE,
    FLOW,
    OUTCOMES,
    Frame,
    framed,
    merged,
    result_acts,
)
from app.rules.lazy_pattern import pattern
from app.rules.prose import Sentence
from app.rules.tokens import Token, tokens
from app.values import Value


class Time(StrEnum):
    """Of when a figure is: *change* is how much it is more or less than another."""

    THIS = "this"
    LAST = "last"
    OTHER = "other"
    CHANGE = "change"


class Scope(StrEnum):
    """Whose figure it is: the report's own, another body's, or nobody can tell."""

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
    others: tuple[str, ...] = ()
    """What else was counted before it in the sentence, where its subject is inherited."""

    @property
    def is_count(self) -> bool:
        """Whether it counts things, and neither measures a share nor a sum of money."""
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


@dataclass(slots=True, eq=False, repr=False)
class _State:
    subject: str = ""
    time: Time = Time.THIS
    scope: Scope = Scope.OWN
    part: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Reading:
    """What one sentence holds: its figures, and its clauses without any."""

    sentence: Sentence
    quantities: list[Quantity] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    claims: tuple[tuple[Quantity, Claim], ...] = ()
    """The figures that claim something of the tables."""
    sure: bool | None = None
    """Whether it gives figures of the whole year; None until that is asked."""


_HEADING = pattern(r"[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|[0-9]{1,2}[.、](?![0-9])")
_HEADING_MARK = pattern(r"[（(][一二三四五六七八九十]+[）)]")
_ENUMERATOR = pattern(r"\([0-9]{1,2}\)|[0-9]{1,2}[.、](?![0-9])")
_LONGEST_HEADING = 30
_ONE = ("1件", "1起", "1例", "1宗", "1项")
_REMEMBERED = 2
"""How many sentences without figures before one with figures may name what it speaks of."""

_TELLING = pattern(
    "[0-9０-９未没无零均全都皆悉]|不存在|[一二三四五六七八九十两百千万]+[余多]?[件份宗起例项个次倍条部篇期场]"
)
"""What a sentence must hold to say something about figures: a number, or that nothing or all was so."""

_NEAR = 3
"""How many characters may stand between a word for nothing and the one case that it denies: 没有收到过一件."""

_LEVELS = "省市县区州旗镇乡"


class QuantityPass:
    """Reads the sentences of one report in their order."""

    def __init__(self, narrative: Narrative, unit: Unit, year: int) -> None:
        self._narrative = narrative
        self._unit = unit
        self._year = year
        self._state = _State(APPLICATIONS)
        self._heading = ""
        self._place = ("", -1)
        self._passed: list[str] = []
        self._government = unit.kind is UnitKind.GOVERNMENT or unit.name.endswith("人民政府")
        name = unit.name.removesuffix("人民政府")
        self._level = name[-1:] if self._government and name[-1:] in _LEVELS else ""

    def read(self, sentence: Sentence) -> Reading | None:
        """Return the figures and clauses of the next sentence; None when it can't have any to read."""
        if self._place[0] != sentence.section:
            self._heading = self._state.subject = APPLICATIONS if sentence.section == "overview" else ""
        starts = self._place != (sentence.section, sentence.paragraph)
        self._place = (sentence.section, sentence.paragraph)
        if starts:
            self._passed = []
            if _HEADING_MARK.match(sentence.text) or (
                len(sentence.text) < _LONGEST_HEADING and _HEADING.match(sentence.plain)
            ):
                self._head(sentence.plain)
                if _TELLING.search(sentence.text) is None:
                    return None
            else:
                self._state.subject = self._heading
        if _TELLING.search(sentence.text) is None:
            self._passed = [*self._passed[1 - _REMEMBERED :], sentence.text]
            return None
        self._take_in_passed()
        text = sentence.plain
        if starts or not text.startswith("其中"):
            self._state.time, self._state.scope = Time.THIS, Scope.OWN
        self._state.part = False
        reading = Reading(sentence)
        if starts and (enumerator := _ENUMERATOR.match(text)):
            text = " " * enumerator.end() + text[enumerator.end() :]
        _SentencePass(self, reading, tokens(text, self._narrative)).run()
        return reading

    def _take_in_passed(self) -> None:
        """Take the subject from the last sentences that were passed over."""
        for text in self._passed:
            frame = framed(tokens(text, self._narrative))
            if frame.subject and not (frame.weak and frame.unknown >= 2):
                self._state.subject = frame.subject
        self._passed = []

    def _head(self, text: str) -> None:
        frame = framed(tokens(text[:_LONGEST_HEADING].partition("。")[0], self._narrative))
        self._heading = frame.subject
        self._state.subject = self._heading

    def scope_of(self, frame: Frame, sentence: str) -> Scope | None:
        """Return whose figures the words of a phrase speak of; None when they don't say."""
        if "wide" in frame.scopes:
            own = bool(self._level) and frame.scopes["wide"].endswith(self._level)
            return Scope.OWN if own and not _is_narrowed(frame) else Scope.OTHER
        if "allied" in frame.scopes:
            return Scope.OWN if self._government else Scope.OTHER
        if "judges" in frame.scopes and set(frame.acts) <= {*FLOW, "heard"}:
            return Scope.OTHER
        if "others" in frame.scopes and not ("本级" in frame.scopes["others"] and not self._government):
            own = all(_is_within(text, self._unit.name) for text in frame.scopes["others"].split())
            return Scope.OWN if own and not self._government else Scope.OTHER
        if self._is_another_body(frame, sentence):
            return Scope.OTHER
        return None

    def _is_another_body(self, frame: Frame, sentence: str) -> bool:
        """Whether the words before the first act end in the name of a body that is not the report's own."""
        acts = [token for token in frame.words if token.kind == "acts" and token.key in FLOW]
        if not acts or not frame.words or acts[0] is frame.words[0]:
            return False
        named = sentence[frame.words[0].start : acts[0].start].rstrip("共累计总已年全新")
        named = re.sub("^(?:其中|截至|截止|今|本年度|[0-9]+年度?)+", "", named)
        for body in self._narrative.looked_for["bodies"]:
            if named.endswith(body) and len(named) > len(body):
                short = named.removeprefix("我").removeprefix("本").removeprefix("全").removeprefix("省")
                own = self._unit.name
                return not (
                    named[0] in "我本全" or _is_within(short[-6:], own) or short[-len(body) - 1 :] in own
                )
        return False

    @property
    def narrative(self) -> Narrative:
        """What the report's form says about its texts."""
        return self._narrative

    @property
    def state(self) -> _State:
        """What is being spoken of."""
        return self._state

    @state.setter
    def state(self, state: _State) -> None:
        self._state = state

    @property
    def year(self) -> int:
        """The report's year."""
        return self._year


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return bool(short) and all(character in rest for character in short)


class _SentencePass:
    """Walks over the tokens of one sentence; the state of the text is changed on the way."""

    def __init__(self, text: QuantityPass, reading: Reading, found: list[Token]) -> None:
        self._text = text
        self._reading = reading
        self._tokens = found
        self._stack: list[_State] = []
        self._phrase: list[Token] = []
        self._label: Frame | None = None
        self._held: Quantity | None = None
        self._respectively: list[str] = []
        self._acts: list[str] = []

    def run(self) -> None:
        """Read all tokens."""
        index = 0
        while index < len(self._tokens):
            token = self._tokens[index]
            if token.kind == "mark":
                self._mark(token)
            elif token.kind == "pause":
                self._pause(token)
            elif token.kind == "number" and self._is_figure(index):
                index = self._figure(index)
            else:
                self._phrase.append(token)
            index += 1
        self._clause(self._reading.sentence.plain.__len__())

    def _is_figure(self, index: int) -> bool:
        token = self._tokens[index]
        before = self._tokens[index - 1] if index else None
        if token.text in _ONE and self._phrase:
            after_none = [t for t in self._phrase if t.kind == "signs" and t.key == "none"]
            near = after_none and token.start - after_none[-1].end <= _NEAR
            if near and not any(t.kind == "subjects" for t in self._phrase if t.start > after_none[-1].start):
                return False
        if token.key:
            return True
        after = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        if before is None or (after is not None and after.kind != "mark" and after.start == token.end):
            return False
        labelled = self._label is not None and not self._phrase
        return labelled or (before.end == token.start and before.kind in ("acts", "subjects", "people"))

    def _pause(self, token: Token) -> None:
        """End the phrase at 、 where it belongs to the number before it: 5件予以公开、2件部分公开."""
        found = self._reading.quantities
        if found and self._phrase and self._phrase[0].start == found[-1].end:
            self._clause(token.start)

    def _mark(self, token: Token) -> None:
        if token.key == "(":
            self._clause(token.start)
            self._stack.append(replace(self._text.state))
            return
        frame = self._clause(token.start)
        if token.key == ")":
            if self._stack:
                self._text.state = self._stack.pop()
            return
        if token.key == "：":
            self._label = frame
        elif token.key in "；。！？":
            self._label = None
            state = self._text.state
            state.part, state.scope = False, Scope.OWN

    def _clause(self, end: int) -> Frame | None:
        """End the phrase at a mark: without a figure in it, it says what is spoken of next."""
        if not self._phrase:
            return None
        frame, state = framed(self._phrase), self._text.state
        self._phrase = []
        found = self._reading.quantities
        if self._held is not None and (acts := result_acts(frame, self._text.narrative)):
            self._held.acts, self._held.frame = tuple(acts), frame
        last = found[-1] if found else None
        if last is None or frame.words[0].start != last.end:
            self._held = None
        named = frame.subject
        if named == ELSEWHERE and any(q.subject not in (ELSEWHERE, "") for q in found):
            named = ""
        if named and not (frame.weak and frame.unknown >= 2):
            state.subject = named
        if "judges" in frame.scopes:
            state.scope = Scope.OTHER
        if "part" in frame.signs:
            state.part = True
        self._take_time(frame, state)
        time = self._time(frame, state)
        scope = self._text.scope_of(frame, self._reading.sentence.plain) or state.scope
        self._reading.clauses.append(
            Clause(self._reading.sentence, end, frame, state.subject, last, time, scope, self._label)
        )
        return frame

    def _figure(self, index: int) -> int:
        """Read the number at *index* with the words about it; return the index of the last token used up."""
        token = self._tokens[index]
        labelled = False
        before = framed(self._phrase)
        small = not (before.acts or before.subject or before.unknown >= 2 or before.people or before.scopes)
        if self._label is not None and small:
            before, labelled = merged(self._label, before), True
            self._label = None
        self._phrase = []
        after = self._after(index)
        frame, acts, said = self._combined(before, after)
        state = self._text.state
        if "sum" in before.signs and not before.acts and not before.subject:
            state.part, state.scope = False, Scope.OWN
        if "part" in before.signs:
            state.part = True
        subject = self._subject(frame, acts, state)
        if shared := self._respective(before, frame):
            subject, said = shared, True
        if act := self._respective_act(before, frame):
            frame, acts, subject, said = replace(frame, acts=[act]), (act,), APPLICATIONS, True
        time = self._time(frame, state)
        if "to" in before.signs and not frame.years and "last" not in frame.times:
            time = Time.THIS
        if before.signs & {"up", "down"} and "to" not in before.signs and _is_next(before, token):
            time = Time.CHANGE
        self._take_time(frame, state)
        if "to" in before.signs and self._reading.quantities:
            origin = self._reading.quantities[-1]
            if origin.time is Time.THIS and any(t.text in ("由", "从") for t in origin.frame.words):
                origin.time = Time.LAST
            if origin.time is Time.LAST and not acts and not frame.subject and not frame.unknown:
                acts, said = origin.acts, origin.said
        scope = self._text.scope_of(before, self._reading.sentence.plain)
        if scope is not None:
            state.scope = scope
        quantity = Quantity(
            self._reading.sentence, token.start, token.end, _value(token), token.key, frame, subject, acts,
            frame.people, time, state.scope, state.part, len(self._stack),
            bounds_of(self._reading.sentence.plain, token.start, _plain_value(token)) if token.key else None,
            said, labelled,
        )  # fmt: skip
        if quantity.bounds is not None and token.scale > 1:
            low, high = quantity.bounds.low * token.scale, quantity.bounds.high * token.scale
            quantity.bounds = Bounds(low, high)
        elif token.scale > 1 and token.key != "元":
            quantity.bounds = _rounded(token)
        self._reading.quantities.append(quantity)
        counts = time is not Time.CHANGE and quantity.unit not in ("%", "百分点", "个百分点", "倍")
        if subject and (counts or frame.subject == ELSEWHERE or (not frame.subject and frame.is_foreign)):
            state.subject = subject
        if not said and subject in DISPUTES:
            counted = [q.subject for q in self._reading.quantities[:-1] if q.said and q.subject in DISPUTES]
            quantity.others = tuple(key for key in dict.fromkeys(counted) if key != subject)
            if not _last_value(self._reading.quantities[:-1], subject) and quantity.others:
                quantity.subject, quantity.others = quantity.others[-1], (subject,)
        self._held = quantity if not acts and before.words and before.words[0].text == "对" else None
        return index

    def _respective(self, before: Frame, frame: Frame) -> str:
        """Return the subject that is this figure's by its order: 申请和行政复议分别为46件、4件; empty where none is."""
        named = list(dict.fromkeys(before.subjects))
        if len(named) > 1 and any(token.text.startswith("分别") for token in before.words):
            self._respectively = named
        elif frame.subject or frame.acts or frame.unknown:
            self._respectively = []
        return self._respectively.pop(0) if self._respectively else ""

    def _respective_act(self, before: Frame, frame: Frame) -> str:
        """Return the result that is this figure's by its order: 不予公开、无法提供分别为9件、4件; empty where none is."""
        acts = result_acts(before, self._text.narrative)
        if len(acts) > 1 and any(token.text.startswith("分别") for token in before.words):
            self._acts = acts
        elif frame.subject or frame.acts or frame.unknown:
            self._acts = []
        return self._acts.pop(0) if self._acts else ""

    def _after(self, index: int) -> Frame:
        """Return the words after a number up to the next mark; none when another number comes first."""
        words: list[Token] = []
        for token in self._tokens[index + 1 :]:
            if token.kind in ("mark", "pause"):
                break
            if token.kind == "number" and token.key:
                return Frame([])
            words.append(token)
        return framed(words)

    def _combined(self, before: Frame, after: Frame) -> tuple[Frame, tuple[str, ...], bool]:
        """Return the words that count, the acts they name, and whether they name the subject."""
        own = [act for act in before.acts if act != "rest"]
        frame = before
        if own and after.subject and not before.subject:
            frame = merged(before, after)
            return frame, tuple(own), True
        if not own and (after.acts or after.people or (after.subject and not before.subject)):
            frame = merged(before, after)
            taken = list(after.acts) or list(before.acts)
            return frame, tuple(taken), bool(frame.subject)
        return frame, tuple(own or before.acts), bool(before.subject)

    def _subject(self, frame: Frame, acts: tuple[str, ...], state: _State) -> str:
        named = frame.subject
        narrative = self._text.narrative
        results = result_acts(frame, narrative)
        if (
            results
            and named in ("", APPLICATIONS)
            and (named or state.subject != ELSEWHERE or _is_strong(results))
        ):
            return APPLICATIONS
        if named:
            return named
        if state.subject in DISPUTES and set(acts) & OUTCOMES:
            return state.subject
        if frame.people and not frame.is_foreign:
            return state.subject if state.subject in (APPLICATIONS, ELSEWHERE) else APPLICATIONS
        return ELSEWHERE if frame.is_foreign else state.subject

    def _take_time(self, frame: Frame, state: _State) -> None:
        if "since" in frame.times:
            state.time = Time.OTHER
        elif "than" not in frame.signs and not ({"carried", "carried_in", "carried_out"} & set(frame.acts)):
            state.time = self._time(frame, state)

    def _time(self, frame: Frame, state: _State) -> Time:
        if "since" in frame.times or "other" in frame.times:
            return Time.OTHER
        years = [year for year in frame.years if year != self._text.year]
        if "month" in frame.times and "截" not in "".join(t.text for t in frame.words[:2]):
            return Time.OTHER
        if frame.years and not years:
            return Time.THIS
        if years:
            return Time.LAST if years[-1] == self._text.year - 1 else Time.OTHER
        if "last" in frame.times:
            return Time.LAST
        if "this" in frame.times:
            return Time.THIS
        return state.time


def _last_value(quantities: list[Quantity], subject: str) -> Value:
    """Return the last figure of a subject: of nothing no results are told."""
    return next((q.value for q in reversed(quantities) if q.subject == subject and q.said), 1)


def _is_narrowed(frame: Frame) -> bool:
    """Whether the whole area is narrowed down to some of its bodies: 全县乡镇."""
    scopes = [token for token in frame.words if token.kind == "scopes"]
    return any(
        one.key == "wide" and two.key == "others" and two.start == one.end and not two.text.startswith("各")
        for one, two in pairwise(scopes)
    )


def _is_strong(acts: list[str]) -> bool:
    return any(act not in ("granted", "other") for act in acts)


def _is_next(frame: Frame, token: Token) -> bool:
    """Whether a word for more or less stands right before a number, or is the last but small words."""
    for word in reversed(frame.words):
        if word.kind == "signs" and word.key in ("up", "down"):
            return len(word.text) > 1 or word.end == token.start
        if word.kind in ("acts", "subjects", "unknown"):
            return False
    return False


def _plain_value(token: Token) -> Value:
    number = Decimal(token.number)
    return int(number) if number == int(number) else number


def _value(token: Token) -> Value:
    number = Decimal(token.number) * token.scale
    if token.key == "元":
        return number / 10_000
    return int(number) if number == int(number) else number


def _rounded(token: Token) -> Bounds:
    """Return within what a figure in 万 lies: it is rounded or cut off at its last place."""
    step = Decimal(1).scaleb(-len(token.number.partition(".")[2])) * token.scale
    number = Decimal(token.number) * token.scale
    return Bounds(number - step / 2, number + step - 1)


def read_all(form: Form, unit: Unit, year: int, sentences: tuple[Sentence, ...]) -> Iterator[Reading]:
    """Yield what the sentences of a unit's report hold, in their order."""
    if not form.narrative.words:
        return
    passing = QuantityPass(form.narrative, unit, year)
    for sentence in sentences:
        reading = passing.read(sentence)
        if reading is not None:
            yield reading


__all__ = [
    "APPLICATIONS",
    "DISPUTES",
    "ELSEWHERE",
    "Clause",
    "Quantity",
    "Reading",
    "Scope",
    "Time",
    "read_all",
]
