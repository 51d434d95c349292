"""Reads every figure of a sentence with its subject, act, time and scope, in one pass over its words.

A figure takes its subject from the words before it, or those after it up to the next mark; else it inherits the subject
named last. What brackets hold ends with them.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.forms.narrative import Narrative
from app.rules.exactness import Bounds, bounds_of
from app.rules.frames import (
    APPLICATIONS,
    DISPUTES,
    DOCUMENTS,
    ELSEWHERE,
    FLOW,
    OUTCOMES,
    Frame,
    framed,
    merged,
    result_acts,
)
from app.rules.prose import Sentence
from app.rules.readings import Clause, Quantity, Reading, Scope, Time
from app.rules.scopes import Scopes
from app.rules.tokens import Token
from app.values import Value

_ONE = ("1件", "1起", "1例", "1宗", "1项")
_TEN_THOUSAND = 10_000
_JOINING = ("和", "及", "以及", "与")
_COURT = ("法院", "判决", "判令", "原告", "一审", "二审", "驳回起诉", "宣判")
"""Parts of words that only a court's decision has."""

_NEAR = 3
"""How many characters may stand between a word for nothing and the one case that it denies: 没有收到过一件."""


@dataclass(slots=True, eq=False, repr=False)
class SpokenState:
    """The topic at a place of a text: subject, time and scope; *part*: after 其中; *narrowed*: of some applications only."""

    subject: str = ""
    time: Time = Time.THIS
    scope: Scope = Scope.OWN
    part: bool = False
    narrowed: bool = False


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
        self._bracketed: Frame | None = None
        self._held: Quantity | None = None
        self._respectively: list[str] = []
        self._acts: list[str] = []
        self._years: list[int] = []
        self._told: tuple[tuple[str, ...], bool] | None = None

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
            self._label = frame
        elif token.key in "；。！？":
            self._label = None
            state = self.state
            state.part, state.scope, state.narrowed = False, Scope.OWN, False

    def _clause(self, end: int) -> Frame | None:
        """End the phrase at a mark: one without a figure names the topic of the next."""
        if not self._phrase:
            return None
        frame, state = framed(self._phrase), self.state
        self._phrase = []
        found = self._reading.quantities
        if self._held is not None:
            self._tell_after(self._held, frame)
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
        scope = self._scopes.of(frame, self._plain) or state.scope
        self._reading.clauses.append(
            Clause(self._reading.sentence, end, frame, state.subject, last, time, scope, self._label)
        )
        return frame

    def _tell_after(self, held: Quantity, frame: Frame) -> None:
        """Give a number that stands first the act of the clause behind it: 对6件申请，部分公开; 4件因故未结，顺延至下年."""
        results = result_acts(frame, self._narrative)
        if results and held.frame.words and held.frame.words[0].text == "对":
            held.acts, held.frame = tuple(results), frame
        elif held.subject == APPLICATIONS and not held.acts and self._is_carried_out(frame):
            held.acts, held.frame, held.time = ("carried_out",), frame, Time.THIS

    def _is_carried_out(self, frame: Frame) -> bool:
        next_year = "next" in frame.times or self._year + 1 in frame.years
        return "carried_out" in frame.acts or ("carried" in frame.acts and next_year)

    def _figure(self, index: int) -> int:
        """Read the number at *index* with the words about it; return the index of the last token used up."""
        token = self._tokens[index]
        labelled = False
        before = framed(self._phrase)
        if self._bracketed is not None and not self._phrase:
            before = self._bracketed  # 予以公开（19件）
        self._bracketed = None
        small = not (before.acts or before.subject or before.unknown >= 2 or before.people or before.scopes)
        if self._label is not None and small:
            before, labelled = merged(self._label, before), True
            self._label = None
        self._phrase = []
        after, index = self._after(index)
        frame, acts, said = self._combined(before, after)
        acts = acts or self._shared_acts(before)
        state = self.state
        if "sum" in before.signs and not before.acts and not before.subject:
            state.part, state.scope = False, Scope.OWN
        if "part" in before.signs:
            state.part = True
        subject = self._subject(frame, acts, state)
        if shared := self._respective(before, frame):
            subject, said = shared, True
        if act := self._respective_act(before, frame):
            frame, acts, subject, said = frame.doing(act), (act,), APPLICATIONS, True
        time = self._time(frame, state)
        if (year := self._respective_year(before, frame)) and time is not Time.CHANGE:
            time, (acts, said) = self._time_of(year), self._told or (acts, said)
            self._told = (acts, said)
            state.time, state.part = time, False
        elif self._is_next_year(frame):
            acts, said = self._reading.quantities[-1].acts, self._reading.quantities[-1].said
        if "to" in before.signs and not frame.years and "last" not in frame.times:
            time = Time.THIS
        if before.signs & {"up", "down"} and "to" not in before.signs and _is_next(before, token):
            time = Time.CHANGE
        self._take_time(frame, state)
        if "to" in before.signs and self._reading.quantities:
            origin = self._reading.quantities[-1]
            if origin.time is Time.THIS and any(t.text in ("由", "从") for t in origin.frame.words):
                origin.time = Time.LAST
            told = origin.time in (Time.LAST, Time.CHANGE) or origin.bounds is not None
            if told and not acts and not frame.subject and not frame.unknown:
                acts, said = origin.acts, origin.said
        elif "to" in before.signs and not acts and not frame.unknown and self._is_amount_told():
            said = True
        scope = self._scopes.of(before, self._plain)
        if scope is not None:
            state.scope = scope
        quantity = Quantity(
            self._reading.sentence, token.start, token.end, _value(token), token.key, frame, subject, acts,
            frame.people, time, state.scope, state.part, len(self._stack),
            bounds_of(self._plain, token.start, _plain_value(token)) if token.key else None,
            said, labelled, state.subject,
        )  # fmt: skip
        if quantity.bounds is not None and (token.scale > 1 or token.key == "元"):
            scale = _scale(token)
            quantity.bounds = Bounds(quantity.bounds.low * scale, quantity.bounds.high * scale)
        elif token.scale > 1 and (token.key != "元" or token.scale > _TEN_THOUSAND):
            quantity.bounds = _rounded(token)
        self._reading.quantities.append(quantity)
        counts = time is not Time.CHANGE and quantity.unit not in ("%", "百分点", "个百分点", "倍")
        if subject and (counts or frame.subject == ELSEWHERE or (not frame.subject and frame.is_foreign)):
            state.subject = subject
        if not said and subject in DISPUTES and not _is_of_court(frame):
            counted = [q.subject for q in self._reading.quantities[:-1] if q.said and q.subject in DISPUTES]
            quantity.others = tuple(key for key in dict.fromkeys(counted) if key != subject)
            if not _last_value(self._reading.quantities[:-1], subject) and quantity.others:
                quantity.subject, quantity.others = quantity.others[-1], (subject,)
        number_first = not acts and not before.words and not after.acts
        told_after = number_first or (not acts and before.words and before.words[0].text == "对")
        self._held = quantity if told_after else None
        self._narrow(quantity)
        return index

    def _narrow(self, quantity: Quantity) -> None:
        """Keep what follows a count of some applications only, such as those of one channel, apart from the year's."""
        state, frame = self.state, quantity.frame
        if quantity.subject != APPLICATIONS or not set(quantity.acts) & {"received", "accepted"}:
            return
        if quantity.part:
            return
        if "channel" in frame.signs or frame.qualified:
            state.narrowed, state.scope = True, Scope.OTHER
        elif state.narrowed:
            state.narrowed, state.scope, quantity.scope = False, Scope.OWN, Scope.OWN

    def _respective(self, before: Frame, frame: Frame) -> str:
        """Return the subject that is this figure's by order: 申请和行政复议分别为46件、4件; empty where none is."""
        named = list(dict.fromkeys(before.subjects)) or self._named_before(before).subjects
        if len(named) > 1 and any(token.text.startswith("分别") for token in before.words):
            self._respectively = named
        elif frame.subject or frame.acts or frame.unknown:
            self._respectively = []
        return self._respectively.pop(0) if self._respectively else ""

    def _is_amount_told(self) -> bool:
        """Whether the clause before names the applications' number: 申请量连续三年上升，达560件."""
        clauses = self._reading.clauses
        frame = clauses[-1].frame if clauses else None
        return frame is not None and frame.subject == APPLICATIONS and not frame.unknown

    def _named_before(self, before: Frame) -> Frame:
        """Return the words of the clause right before, for 分别为 that begins a clause; else the frame's own."""
        clauses = self._reading.clauses
        if not clauses or not before.words or not before.words[0].text.startswith("分别"):
            return before
        return clauses[-1].frame if before.words[0].start - clauses[-1].end <= 1 else before

    def _respective_year(self, before: Frame, frame: Frame) -> int:
        """Return the year that is this figure's by order: 2024年、2025年分别收到268件、312件; 0 where none is."""
        named = before.years
        if len(named) < 2 and before.words and self._reading.clauses:
            last = self._reading.clauses[-1]
            named = last.frame.years if before.words[0].start - last.end <= 1 else []
        if len(named) > 1 and any(token.text.startswith("分别") for token in before.words):
            self._years, self._told = list(named), None
        elif frame.words:
            self._years = []
        return self._years.pop(0) if self._years else 0

    def _is_next_year(self, frame: Frame) -> bool:
        """Whether a figure is that of another year for what was counted before: 2024年收到268件，2025年312件."""
        found = self._reading.quantities
        if not found or not frame.years or not found[-1].frame.years:
            return False
        return not (frame.acts or frame.subject or frame.unknown or frame.people)

    def _time_of(self, year: int) -> Time:
        if year == self._year:
            return Time.THIS
        return Time.LAST if year == self._year - 1 else Time.OTHER

    def _respective_act(self, before: Frame, frame: Frame) -> str:
        """Return the act that is this figure's by order: 不予公开、无法提供分别为9件、4件; empty where none is."""
        named = before if before.acts else self._named_before(before)
        acts = result_acts(named, self._narrative)
        if len(acts) < 2:
            acts = [act for act in dict.fromkeys(named.acts) if act in FLOW or act.startswith("carried")]
        if (
            len(acts) > 1
            and named.subject in ("", APPLICATIONS)
            and any(token.text.startswith("分别") for token in before.words)
        ):
            self._acts = acts
        elif frame.subject or frame.acts or frame.unknown:
            self._acts = []
        return self._acts.pop(0) if self._acts else ""

    def _after(self, index: int) -> tuple[Frame, int]:
        """Return the words after a number up to the next mark, with the index of the last token used up.

        When another number comes first they are its own, unless they end in 和: 2件上年结转的申请和12件新申请.
        """
        words: list[Token] = []
        for token in self._tokens[index + 1 :]:
            if token.kind in ("mark", "pause"):
                break
            if token.kind == "number" and token.key:
                joined = len(words) > 1 and words[-1].text in _JOINING and words[-1].end == token.start
                return (framed(words[:-1]), index + len(words)) if joined else (Frame([]), index)
            words.append(token)
        return framed(words), index

    def _shared_acts(self, before: Frame) -> tuple[str, ...]:
        """Return what was done with the documents listed before, where these only are named: 废止文件21件、规章1件."""
        found = self._reading.quantities
        named = {before.subject, found[-1].subject} if found else set()
        if len(named) < 2 or not named <= set(DOCUMENTS) or not found[-1].said or before.unknown:
            return ()
        if before.words[0].start - found[-1].end != 1 or "sum" in before.signs:
            return ()
        return found[-1].acts

    def _combined(self, before: Frame, after: Frame) -> tuple[Frame, tuple[str, ...], bool]:
        """Return the words that count, the acts they name, and whether they name the subject."""
        own = [act for act in before.acts if act != "rest"]
        frame = before
        counted = _up_to_subject(after)
        if own == ["received"] and before.words[-1].text == "共有" and counted.acts:
            own = []  # 共有2件上年度结转的申请
        if own and counted.subject and not before.subject:
            frame = merged(before, counted)
            return frame, tuple(own), True
        if before.words and before.words[-1].text == "的" and set(own) <= {*FLOW} and own:
            results = result_acts(after, self._narrative)
            if results and not after.unknown:
                return merged(before, after), tuple(results), bool(before.subject)  # 办结的13件予以公开
        if not own and (after.acts or after.people or (after.subject and not before.subject)):
            frame = merged(before, after)
            taken = list(after.acts) or list(before.acts)
            return frame, tuple(taken), bool(frame.subject)
        return frame, tuple(own or before.acts), bool(before.subject)

    def _subject(self, frame: Frame, acts: tuple[str, ...], state: SpokenState) -> str:
        named = frame.subject
        narrative = self._narrative
        results = result_acts(frame, narrative)
        if (
            results
            and named in ("", APPLICATIONS)
            and (named or state.subject != ELSEWHERE or _is_strong(results))
        ):
            return APPLICATIONS
        if named:
            return named
        if state.subject in ("", APPLICATIONS, "review") and _is_decided_in_court(frame):
            return "suit"
        if state.subject in DISPUTES and set(acts) & OUTCOMES:
            return state.subject
        if frame.people and not frame.is_foreign:
            return state.subject if state.subject in (APPLICATIONS, ELSEWHERE) else APPLICATIONS
        return ELSEWHERE if frame.is_foreign else state.subject

    def _take_time(self, frame: Frame, state: SpokenState) -> None:
        if "since" in frame.times:
            state.time = Time.OTHER
        elif "than" not in frame.signs and not ({"carried", "carried_in", "carried_out"} & set(frame.acts)):
            state.time = self._time(frame, state)

    def _time(self, frame: Frame, state: SpokenState) -> Time:
        if "since" in frame.times or "other" in frame.times:
            return Time.OTHER
        years = [year for year in frame.years if year != self._year] if frame.years else []
        if "month" in frame.times or ("december" in frame.times and not _is_up_to(frame)):
            return Time.OTHER
        if frame.years and not years:
            return Time.THIS
        if years:
            return Time.LAST if years[-1] == self._year - 1 else Time.OTHER
        if "last" in frame.times:
            return Time.LAST
        if "this" in frame.times:
            return Time.THIS
        return state.time


def _is_up_to(frame: Frame) -> bool:
    """Whether the words lead up to a time: 截至12月, 到12月底."""
    return any(t.text.startswith(("截", "到", "至")) for t in frame.words)


def _last_value(quantities: list[Quantity], subject: str) -> Value:
    """Return the last figure of a subject: when it is 0, no results of it can be meant."""
    return next((q.value for q in reversed(quantities) if q.subject == subject and q.said), 1)


def _up_to_subject(frame: Frame) -> Frame:
    """Return the words of what is counted, without what is told of it: 申请均由家长提出."""
    last = 0
    for place, token in enumerate(frame.words):
        if token.kind == "signs" and token.key in ("all", "none"):
            break
        if token.kind == "subjects":
            last = place + 1
    return frame if last == len(frame.words) else framed(frame.words[:last])


def _is_of_court(frame: Frame) -> bool:
    return any(token.text in ("败诉", "胜诉") for token in frame.words)


def _is_decided_in_court(frame: Frame) -> bool:
    """Whether the words tell of a court's decision: 败诉, 判决撤销, 人民法院维持我局答复."""
    if _is_of_court(frame):
        return True
    decided = OUTCOMES & set(frame.acts)
    return bool(decided) and any(word in token.text for token in frame.words for word in _COURT)


def _is_strong(acts: list[str]) -> bool:
    return any(act not in ("granted", "other") for act in acts)


def _is_next(frame: Frame, token: Token) -> bool:
    """Whether a word for more or less stands right before a number, or is the last but small words.

    An act or one other character may stand between in a comparison: 比上年多办结25件, 多出9件.
    """
    for word in reversed(frame.words):
        if word.kind == "signs" and word.key in ("up", "down"):
            compared = word.text in ("多", "少") and ("than" in frame.signs or word is frame.words[0])
            return len(word.text) > 1 or word.end == token.start or compared
        if word.kind == "acts" and word.key in FLOW:
            continue
        if word.kind in ("acts", "subjects") or (word.kind == "unknown" and word.end - word.start > 1):
            return False
    return False


def _plain_value(token: Token) -> Value:
    if "." not in token.number:
        return int(token.number)
    number = Decimal(token.number)
    return int(number) if number == int(number) else number


def _scale(token: Token) -> Decimal:
    """Return the factor of a number's unit: sums of money are read in 万元."""
    return Decimal(token.scale) / _TEN_THOUSAND if token.key == "元" else Decimal(token.scale)


def _value(token: Token) -> Value:
    if "." not in token.number and token.key != "元":
        return int(token.number) * token.scale
    number = Decimal(token.number) * token.scale
    if token.key == "元":
        return number / _TEN_THOUSAND
    return int(number) if number == int(number) else number


def _rounded(token: Token) -> Bounds:
    """Return the bounds of a figure in 万, which is rounded or cut off at its last place."""
    step = Decimal(1).scaleb(-len(token.number.partition(".")[2])) * _scale(token)
    number = Decimal(token.number) * _scale(token)
    return Bounds(number - step / 2, number + step - _scale(token) / token.scale)
