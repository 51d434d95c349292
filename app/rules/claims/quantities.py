"""Every figure of the texts with its subject, act, time and scope, in one pass over the sentences.

A figure inherits the subject named last in its sentence, its paragraph or its heading. The figures of a sentence
depend on its words and on the subject where it begins; they are remembered by these, since an edit changes few
sentences.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.chinese_numerals import TO_TEN
from app.forms.model import Form
from app.lazy_pattern import pattern
from app.report import Report, Unit
from app.rules.claims.blanket_statements import may_hold
from app.rules.claims.sentence_claims import claims_of
from app.rules.sentences.own_name import OwnName
from app.rules.sentences.plain_sentences import MEASURES
from app.rules.sentences.prose import ProseParagraph, Sentence, paragraphs, sentences
from app.rules.sentences.readings import Reading, Scope, Time, moved
from app.rules.sentences.scopes import Scopes
from app.rules.sentences.sentence_pass import SentencePass
from app.rules.sentences.subject_after_figure import topic_after
from app.rules.sentences.tokens import tokens
from app.rules.sentences.topics import SpokenState
from app.rules.sentences.word_roles import APPLICATIONS, WAYS, framed

_HEADING = pattern(r"[0-9]{1,2}[.、](?![0-9])")
_ENUMERATOR = pattern(r"\([0-9]{1,2}\)|[0-9]{1,2}[.、](?![0-9])")
_FIRSTLY = pattern(rf"(?<![^；。：，])[{TO_TEN}]是")
_LONGEST_HEADING = 30
_LONGEST_NUMBER = 3
_CARRIED_OVER = 2
"""How many sentences without figures before one with figures may name what it speaks of."""

_TELLING = frozenset("0123456789０１２３４５６７８９未没无零均全都皆悉")
_NUMERALS = frozenset(f"{TO_TEN}两百千万")
_COUNTED = pattern(f"[{''.join(sorted(_NUMERALS))}][余多]?[{MEASURES}倍成]")
_CHANGES = ("增", "减", "升", "降", "回落", "下滑", "持平", "相当", "翻", "少了")
_CHANGED = pattern(f"申请[^，。；]{{0,9}}(?:{'|'.join(_CHANGES)})")
_ENDED = pattern("了(?:行政)?(?:复议|诉讼)|(?:维持|撤销)(?:了|[我本原])")

_PARAGRAPHS, _SENTENCES = 256, 512
"""How many paragraphs of a unit's texts are remembered; a long report has about seventy, with two hundred sentences."""

_LONGEST_REMEMBERED = 1_000
_LONGEST_SENTENCE_REMEMBERED = 300
"""Longer ones are rare, and could hold so many figures that remembering them would take much memory."""

Spoken = tuple[str, Time, Scope]
"""The topic where a sentence begins: subject, time and scope."""


class ProseReader:
    """Reads the texts of one unit's reports of one year."""

    def __init__(self, form: Form, unit: Unit, year: int) -> None:
        self._narrative = form.narrative
        self._scopes = Scopes(form.narrative, unit) if form.narrative.words else None
        self._report = Report(0, unit, year, form)
        self._own_name = OwnName(unit.name)
        self._paragraph_remembered = lru_cache(maxsize=_PARAGRAPHS)(self._paragraph)
        self._sentence_remembered = lru_cache(maxsize=_SENTENCES)(self._sentence)

    def read(self, texts: Iterable[tuple[str, str]]) -> Iterator[Reading]:
        """Yield what the sentences of the texts hold, in their order; those that can't say a figure are left out."""
        if self._scopes is None:
            return
        spoken: Spoken = (APPLICATIONS, Time.THIS, Scope.OWN)
        for section, text in texts:
            heading = APPLICATIONS if section == "overview" else ""
            for paragraph in paragraphs(section, text):
                short = len(paragraph.text) <= _LONGEST_REMEMBERED
                read = self._paragraph_remembered if short else self._paragraph
                readings, heading, spoken = read(paragraph, heading, spoken[1:])
                yield from readings

    def _paragraph(
        self, paragraph: ProseParagraph, heading: str, before: tuple[Time, Scope]
    ) -> tuple[tuple[Reading, ...], str, Spoken]:
        """Return the readings of a paragraph under *heading*, the heading it is itself, and what is spoken of then."""
        found: list[Reading] = []
        passed: list[str] = []
        spoken: Spoken = (heading, *before)
        begins = True
        for sentence in sentences(paragraph):
            telling = _is_telling(sentence.text)
            if begins and _is_heading(sentence):
                heading = self._subject(sentence.plain[:_LONGEST_HEADING].partition("。")[0])[0]
                spoken = (heading, *before)
            elif not telling:
                passed = [*passed[1 - _CARRIED_OVER :], sentence.text]
            if telling:
                for subject, sure in map(self._subject, passed):
                    spoken = (subject, *spoken[1:]) if subject and sure else spoken
                passed = []
                if begins or not sentence.plain.startswith("其中"):
                    spoken = (spoken[0], Time.THIS, Scope.OWN)
                reading, spoken = self._in_place(sentence, begins, spoken)
                found.append(reading)
            begins = False
        return tuple(found), heading, spoken

    def _subject(self, text: str) -> tuple[str, bool]:
        """Return the subject that a text names last, and whether the next sentence is sure to be about it."""
        frame = framed(tokens(text, self._narrative))
        return frame.subject, not (frame.weak and frame.unknown >= 2)

    def _in_place(self, sentence: Sentence, begins: bool, spoken: Spoken) -> tuple[Reading, Spoken]:
        if len(sentence.text) > _LONGEST_SENTENCE_REMEMBERED:
            return self._read(sentence, begins, spoken)
        reading, after = self._sentence_remembered(sentence.text, begins, spoken)
        return moved(reading, sentence), after

    def _sentence(self, text: str, begins: bool, spoken: Spoken) -> tuple[Reading, Spoken]:
        return self._read(Sentence("", 0, 0, text), begins, spoken)

    def _read(self, sentence: Sentence, begins: bool, spoken: Spoken) -> tuple[Reading, Spoken]:
        """Return what was read in a sentence, and the topic after it; *begins*: it is the first of a paragraph."""
        assert self._scopes is not None
        text = sentence.plain
        if begins and text[:1] in "(0123456789" and (enumerator := _ENUMERATOR.match(text)):
            text = " " * enumerator.end() + text[enumerator.end() :]
        if "是" in text and any(f"{number}是" in text for number in TO_TEN):
            text = _FIRSTLY.sub("  ", text)
        text = self._own_name.left_out(text)
        state = SpokenState(*spoken)
        passing = SentencePass(self._narrative, self._scopes, self._report.year, state, sentence)
        reading = passing.run(tokens(text, self._narrative))
        reading.claims = claims_of(reading, self._report)
        reading.absolute = may_hold(reading)
        reading.compares = any(q.time is Time.LAST for q in reading.quantities) or any(
            "level" in c.frame.signs or (c.subject == APPLICATIONS and not c.frame.signs.isdisjoint(WAYS))
            for c in reading.clauses
        )
        after = passing.state
        return reading, (topic_after(reading.quantities, after.subject), after.time, after.scope)


@lru_cache(maxsize=4)
def reader_of(form: Form, unit: Unit, year: int) -> ProseReader:
    """Return the reader of a unit's texts, which remembers what it has read."""
    return ProseReader(form, unit, year)


def _is_telling(text: str) -> bool:
    """Whether a sentence may state a figure: by a number, a word for nothing or all, or more or less of something."""
    if not _TELLING.isdisjoint(text) or "不存在" in text:
        return True
    if not _NUMERALS.isdisjoint(text) and _COUNTED.search(text):
        return True
    if "申请" in text and any(word in text for word in _CHANGES) and _CHANGED.search(text):
        return True
    return any(word in text for word in ("复议", "诉讼", "维持", "撤销")) and _ENDED.search(text) is not None


def _is_heading(sentence: Sentence) -> bool:
    """Whether a paragraph's first sentence is a heading: （一）, or when it is short 一、 and 1."""
    text = sentence.text
    if text[0] in "（(":
        number, closed, _ = text[1:5].replace(")", "）").partition("）")
        return bool(closed) and 0 < len(number) <= _LONGEST_NUMBER and not number.strip(TO_TEN)
    if len(text) >= _LONGEST_HEADING:
        return False
    number = text.partition("、")[0]
    if 0 < len(number) <= _LONGEST_NUMBER and not number.strip(TO_TEN):
        return "、" in text
    return sentence.plain[:1] in "0123456789" and _HEADING.match(sentence.plain) is not None
