"""What the words about a figure say: of which subject, act, persons and time it is, and whose work it counts."""

from dataclasses import dataclass, field

from app.forms.narrative import Narrative
from app.rules.tokens import Token

APPLICATIONS = "applications"
ELSEWHERE = "elsewhere"
DISPUTES = ("review", "suit", "direct_suit", "suit_after_review", "both")
SUITS = ("suit", "direct_suit", "suit_after_review")
OUTCOMES = frozenset({"upheld", "corrected", "other_results", "pending"})
FLOW = ("received", "accepted", "done", "due")
_ANYBODY = ("公民", "自然人", "个人", "群众", "居民", "公众", "社会公众", "公民个人")
_FEWEST = 2
"""Unknown words of fewer characters than this name nothing."""


@dataclass(slots=True, eq=False, repr=False)
class Frame:
    """The words of one phrase, sorted. *subject* is the last one named, *unknown* what stands in no list."""

    words: list[Token]
    subject: str = ""
    weak: bool = False
    subjects: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    people: str = ""
    times: set[str] = field(default_factory=set)
    years: list[int] = field(default_factory=list)
    scopes: dict[str, str] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)
    unknown: int = 0
    qualified: bool = False
    """Whether unknown words stand between the act and what is counted, or after 涉及 and the like."""
    joined: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether the words name nothing of the report's and something else instead."""
        return not self.subject and self.unknown >= _FEWEST


def framed(words: list[Token]) -> Frame:
    """Sort the words of a phrase."""
    frame = Frame(words)
    before: Token | None = None
    for token in words:
        kind = token.kind
        if kind == "subjects":
            _add_subject(frame, token, before)
        elif kind == "acts":
            frame.acts.append(token.key)
            if token.key == "done":
                frame.done.append(token.text)
        elif kind == "unknown":
            frame.unknown += token.end - token.start
            if token.end - token.start >= _FEWEST and ("about" in frame.signs or set(frame.acts) & set(FLOW)):
                frame.qualified = True
        elif kind == "people":
            # 公民、法人和其他组织 is anybody.
            general = before is not None and before.text in _ANYBODY and token.start - before.end <= 1
            frame.people = "" if general else token.key
        elif kind == "times":
            frame.times.add(token.key)
        elif kind == "year":
            frame.years.append(int(token.key))
        elif kind == "scopes":
            frame.scopes[token.key] = f"{frame.scopes.get(token.key, '')} {token.text}".strip()
        elif kind == "signs":
            frame.signs.add(token.key)
        elif kind == "date" and token.key == "月" and not token.text.startswith("12"):
            frame.times.add("month")
        before = token
    _join_disputes(frame)
    return frame


def _add_subject(frame: Frame, token: Token, before: Token | None) -> None:
    key = token.key
    if token.weak and (
        (before is not None and before.kind == "unknown" and before.end == token.start)
        or frame.subject == ELSEWHERE
    ):
        if frame.subject not in ("", ELSEWHERE):
            return
        key = ELSEWHERE
    elif token.weak and frame.subject and frame.subject != APPLICATIONS:
        return
    if key == APPLICATIONS and frame.subject == ELSEWHERE:
        frame.qualified = True
    frame.weak = token.weak and key == APPLICATIONS and (frame.weak or frame.subject != APPLICATIONS)
    frame.subject = key
    frame.subjects.append(key)


def _join_disputes(frame: Frame) -> None:
    """Take 行政复议、行政诉讼 without a figure between them as one subject."""
    named = [key for key in frame.subjects if key in DISPUTES]
    if frame.subject in DISPUTES and "review" in named and any(key in SUITS for key in named):
        frame.subject = "both"


def merged(one: Frame, other: Frame) -> Frame:
    """Return the words of two phrases as one."""
    return framed([*one.words, *other.words])


def has_text(frame: Frame, text: str) -> bool:
    """Whether one of the phrase's words is *text*."""
    return any(token.text == text for token in frame.words)


def result_acts(frame: Frame, narrative: Narrative) -> list[str]:
    """Return the acts of the phrase that only applications have, the particular ones in place of their group."""
    acts = [
        act
        for act in dict.fromkeys(frame.acts)
        if (claim := narrative.by_words.get((APPLICATIONS, "", act))) is not None and claim.result
    ]
    if "shown" in frame.acts and "partly_granted" in acts and "granted" not in acts:
        acts.insert(0, "granted")  # 公开或部分公开.
    return [act for act in acts if not any(other != act and other.startswith(f"{act}_") for other in acts)]
