"""Reads every figure of a sentence with its subject, act, time and scope, in one pass over its words.

A figure takes its subject from the words before it, or those after it up to the next mark; else it inherits the subject
named last. What brackets hold ends with them.
"""

from dataclasses import replace

from app.forms.narrative import Narrative
from app.rules.sentences.acts_after_figure import is_in_next_year, is_told_after, tell_after
from app.rules.sentences.compared_figures import (
    is_compared_anew,
    is_next_change,
    is_next_year,
    led_up_to,
    next_change,
)
from app.rules.sentences.counted_words import words_after
from app.rules.sentences.number_values import bounds_in, value_of
from app.rules.sentences.prose import Sentence
from app.rules.sentences.readings import Clause, Quantity, Reading, Scope, Time
from app.rules.sentences.respective_figures import InOrder
from app.rules.sentences.scopes import Scopes
from app.rules.sentences.subject_after_figure import go_on_from
from app.rules.sentences.tokens import Token
from app.rules.sentences.topics import SpokenState, subject_of, take_time, time_of, time_of_year
from app.rules.sentences.word_roles import (
    APPLICATIONS,
    DOCUMENTS,
    ELSEWHERE,
    OUTCOMES,
    WAYS,
    Frame,
    framed,
    merged,
    result_acts,
)
from app.rules.sentences.words_around import combined, shared_acts, tells_change

_ONE = ("1件", "1起", "1例", "1宗", "1项")
_NEAR = 3
"""How many characters may stand between a word for nothing and the one case that it denies: 没有收到过一件."""


class SentencePass:
    """Walks over the tokens of one sentence; *state* is the topic where it begins, and after `read` where it ends."""

    def __init__(
        self, narrative: Narrative, scopes: Scopes, year: int, state: SpokenState, sentence: Sentence
    ) -> None:
        self._narrative = narrative
        self._scopes = scopes
        self._year = year
        self.state = state
        self._plain = sentence.plain
        self._reading = Reading(sentence)
        self._tokens: list[Token] = []
        self._stack: list[SpokenState] = []
        self._phrase: list[Token] = []
        self._label: Frame | None = None
        self._label_depth = 0
        self._bracketed: Frame | None = None
        self._held: Quantity | None = None
        self._in_order = InOrder(narrative, self._reading, year)

    def run(self, found: list[Token]) -> Reading:
        """Read all tokens of the sentence."""
        self._tokens = found
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
        self._clause(len(self._plain))
        return self._reading

    def _is_figure(self, index: int) -> bool:
        token = self._tokens[index]
        before = self._tokens[index - 1] if index else None
        if token.text in _ONE and self._phrase:
            after_none = [t for t in self._phrase if t.kind == "signs" and t.key == "none"]
            near = after_none and token.start - after_none[-1].end <= _NEAR
            if near and not any(t.kind == "subjects" for t in self._phrase if t.start > after_none[-1].start):
                return False
        if token.key in ("项", "类") and index + 1 < len(self._tokens):
            following = self._tokens[index + 1]
            if following.start == token.end and following.key == "sum" and following.kind == "signs":
                return False  # 两项合计
        if token.key:
            return True
        after = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        if before is None or (
            after is not None and after.kind not in ("mark", "pause") and after.start == token.end
        ):
            return False
        if (
            self._stack
            and before.key in ("last", "start")
            and any(t.key == "including" for t in self._phrase)
        ):
            return before.end == token.start  # 结90（含上年4）
        labelled = self._label is not None and not self._phrase
        return labelled or (before.end == token.start and before.kind in ("acts", "subjects", "people"))

    def _pause(self, token: Token) -> None:
        """End the phrase at 、 where it belongs to the number before it: 5件予以公开、2件部分公开."""
        found = self._reading.quantities
        if found and self._phrase and self._phrase[0].start == found[-1].end:
            self._clause(token.start)

    def _mark(self, token: Token) -> None:
        if token.key == "(":
            self._bracketed = self._clause(token.start)
            self._stack.append(replace(self.state))
            return
        self._bracketed = None
        frame = self._clause(token.start)
        if token.key == ")":
            if self._stack:
                self.state = self._stack.pop()
            return
        if token.key == "：":
            self._label, self._label_depth = frame, len(self._stack)
        elif token.key in "；。！？":
            self._label = None
            state = self.state
            state.part, state.scope, state.narrowed = False, Scope.OWN, False
            if state.time is Time.LAST and self._began_this_year(token.start):
                state.time = Time.THIS

    def _began_this_year(self, end: int) -> bool:
        """Whether the stretch that ends at a semicolon compares this year with last: 复议56件，上年48件；诉讼35件."""
        begin = self._plain.rfind("；", 0, end)
        first = next((q for q in self._reading.quantities if q.at > begin), None)
        return first is not None and first.time is Time.THIS

    def _clause(self, end: int) -> Frame | None:
        """End the phrase at a mark: one without a figure names the topic of the next."""
        if not self._phrase:
            return None
        frame, state = framed(self._phrase), self.state
        self._phrase = []
        found = self._reading.quantities
        if self._held is not None:
            tell_after(self._held, frame, self._narrative, self._year)
        last = found[-1] if found else None
        if last is None or frame.words[0].start != last.end:
            self._held = None
        named = frame.subject
        if named == ELSEWHERE and any(q.subject not in (ELSEWHERE, "") for q in found):
            named = ""
        if named and not (frame.weak and frame.unknown >= 2):
            state.subject = named
        if "judges" in frame.scopes and not OUTCOMES & set(frame.acts):
            state.scope = Scope.OTHER
        if "part" in frame.signs:
            state.part = True
        take_time(frame, state, self._year)
        time = time_of(frame, state, self._year)
        scope = self._scopes.of(frame, self._plain) or state.scope
        self._reading.clauses.append(
            Clause(self._reading.sentence, end, frame, state.subject, last, time, scope, self._label)
        )
        return frame

    def _figure(self, index: int) -> int:
        """Read the number at *index* with the words about it; return the index of the last token used up."""
        token = self._tokens[index]
        number = index
        before, labelled = self._words_before()
        after, index = words_after(self._tokens, index)
        frame, acts, said = self._what_is_said(before, after, labelled)
        state = self.state
        if "sum" in before.signs and not before.acts and not before.subject:
            state.part, state.scope = False, Scope.OWN
        if "part" in before.signs:
            state.part = True
        subject = subject_of(frame, acts, state, self._narrative)
        self._in_order.look(self._tokens, number)
        if named := self._in_order.subject(before, frame):
            subject, said = named, True
        if act := self._in_order.act(before, frame):
            subject = subject if subject in DOCUMENTS else APPLICATIONS
            frame, acts, said, state.part = frame.doing(act), (act,), True, False
        time = time_of(frame, state, self._year)
        if year := self._in_order.year(before, frame):
            time = state.time = time_of_year(year, self._year)
            acts, said = self._in_order.told(acts, said)
            state.part = False
        elif is_next_year(self._reading, frame, len(self._stack)):
            acts, said = self._reading.quantities[-1].acts, self._reading.quantities[-1].said
        led_up = "to" in before.signs and not frame.years and "last" not in frame.times
        if led_up or (time is Time.LAST and is_compared_anew(self._reading, frame, subject, said)):
            time = state.time = Time.THIS
        if is_next_change(self._reading, token, before):
            time, frame = Time.CHANGE, next_change(self._reading, before)
        elif tells_change(before, token):
            time = Time.CHANGE
        if token.key != "倍" and not self._is_a_base(index):
            take_time(frame, state, self._year)
        person = self._in_order.person(before, frame) or frame.people
        if "to" in before.signs:
            acts, said, person = led_up_to(self._reading, frame, acts, said)
        state.scope = self._scopes.of(before, self._plain) or state.scope
        quantity = Quantity(
            self._reading.sentence, token.start, token.end, value_of(token), token.key, frame, subject, acts,
            person, time, state.scope, state.part, len(self._stack), bounds_in(self._plain, token),
            said, labelled, state.subject,
        )  # fmt: skip
        self._reading.quantities.append(quantity)
        go_on_from(self._reading.quantities, state, self._plain)
        number_first = not acts and not before.words and not after.acts
        told_after = number_first or (not acts and is_told_after(before))
        self._held = quantity if told_after else None
        return index

    def _what_is_said(
        self, before: Frame, after: Frame, labelled: bool
    ) -> tuple[Frame, tuple[str, ...], bool]:
        """Return the words that say what a number counts, what was done with it, and whether they name the subject."""
        frame, acts, said = combined(before, after, self._narrative)
        if (
            labelled
            and (results := result_acts(after, self._narrative))
            and not result_acts(before, self._narrative)
        ):
            frame, acts, said = after, tuple(results), False  # 申请办理情况：8件予以公开
        acts = acts or shared_acts(before, self._reading.quantities)
        left = before.acts == ["rest"] and "done" in after.acts and is_in_next_year(after, self._year)
        if left and self.state.subject == APPLICATIONS:
            frame, acts = before, ("carried_out",)  # 其余14件按规定于2026年1月底前答复
        return frame, acts, said

    def _is_a_base(self, index: int) -> bool:
        """Whether a figure is only that of which another is a multiple: 为去年7件的2倍."""
        following = self._tokens[index + 1 : index + 3]
        return len(following) == 2 and following[0].text == "的" and following[1].key == "倍"

    def _words_before(self) -> tuple[Frame, bool]:
        """Return the words before a number, those of a label or before its bracket with them, and whether a label was."""
        before = framed(self._phrase)
        if self._bracketed is not None and not self._phrase:
            before = self._bracketed  # 予以公开（19件）
        self._bracketed = None
        self._phrase = []
        small = not (before.acts or before.subject or before.unknown >= 2 or before.people or before.scopes)
        small = small and before.signs.isdisjoint(WAYS)
        if self._label is None or not small or len(self._stack) != self._label_depth:
            return before, False
        before = merged(self._label, before)
        self._label = None
        return before, True
