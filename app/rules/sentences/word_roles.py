"""Sorts the words about a figure: its subject, its act, the persons, the time, and whose work it counts."""

from app.forms.narrative import Narrative
from app.rules.sentences.tokens import Token

APPLICATIONS = "applications"
ELSEWHERE = "elsewhere"
DISPUTES = ("review", "suit", "direct_suit", "suit_after_review", "both")
SUITS = ("suit", "direct_suit", "suit_after_review")
DOCUMENTS = ("normative_documents", "rules")
DECISIONS = ("licensing", "penalties", "coercion")
WAYS = frozenset({"up", "down"})
OUTCOMES = frozenset(
    {
        "upheld",
        "corrected",
        "other_results",
        "pending",
        "upheld_kind",
        "corrected_kind",
        "other_kind",
        "dismissed_kind",
    }
)
FLOW = ("received", "accepted", "done", "due")
_ANYBODY = ("公民", "自然人", "个人", "群众", "居民", "公众", "社会公众", "公民个人")
_PUBLIC = ("群众", "居民", "公众", "社会公众", "市民", "村民")
_ALSO = ("和", "及", "与", "以及", "或")
_CAUSES = frozenset({"引发", "引起", "导致", "产生", "发生", "被", "的", "提起", "由"})
_DENIABLE = frozenset({"granted", "partly_granted", "shown", "done"})
_NO = frozenset({"不", "未", "没", "非", "没有", "拒绝", "不能"})
_OBJECTS = frozenset({"done", "granted", "partly_granted", "shown", "refused", "unavailable", "declined"})
"""Acts that are no acts after a result of a dispute, but what was upheld or corrected."""

_OF_A_KIND = ("此类", "这类", "该类", "那类")
"""Before a subject these narrow it down to what has been told before: 此类申请118件."""

_TERMS = ("期内", "期限", "时限", "期限内", "时限内")
_STILL = ("尚", "仍", "尚在", "还", "仍在", "未到")

_FEWEST = 2
"""Unknown words shorter than this name no subject."""


class Frame:
    """The words of one phrase, sorted. *subject* is the last subject named, *unknown* counts the characters of
    words in no list.

    *qualified*: unknown words stand between the act and what is counted, or after 涉及 and the like.
    """

    __slots__ = (
        "acts", "done", "people", "qualified", "scopes", "signs", "subject", "subjects", "times", "unknown",
        "weak", "words", "years",
    )  # fmt: skip

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.subject = ""
        self.weak = False
        self.subjects: list[str] = []
        self.acts: list[str] = []
        self.done: list[str] = []
        self.people = ""
        self.times: set[str] = set()
        self.years: list[int] = []
        self.scopes: dict[str, str] = {}
        self.signs: set[str] = set()
        self.unknown = 0
        self.qualified = False

    def doing(self, act: str) -> "Frame":
        """Return the same words with only one act."""
        frame = framed(self.words)
        frame.acts = [act]
        return frame

    @property
    def is_foreign(self) -> bool:
        """Whether the words name something else than the report's own subjects."""
        return not self.subject and self.unknown >= _FEWEST


def framed(words: list[Token]) -> Frame:
    """Sort the words of a phrase."""
    frame = Frame(words)
    before: Token | None = None
    for place, token in enumerate(words):
        kind = token.kind
        if kind == "subjects":
            _add_subject(frame, token, before)
        elif kind == "acts" and token.key in _DENIABLE and _is_denied(token, before):
            frame.qualified = True
        elif kind == "acts" and token.key in _OBJECTS and OUTCOMES & set(frame.acts):
            pass  # 维持我局答复, 撤销不予公开决定
        elif kind == "acts" and _is_of_a_term(words, place):
            if any(token.text in _STILL for token in words[:place]):
                frame.acts.append("carried_out")  # 尚在答复期内
        elif kind == "acts":
            frame.acts.append(token.key)
            if token.text.startswith("全部"):
                frame.signs.add("all")
            if token.key == "done":
                frame.done.append(token.text)
        elif kind == "unknown":
            frame.unknown += token.end - token.start
            if token.end - token.start >= _FEWEST and ("about" in frame.signs or set(frame.acts) & set(FLOW)):
                frame.qualified = True
        elif kind == "people":
            # 公民、法人和其他组织 means applicants of every kind.
            frame.people = "" if _is_of_every_kind(words, place) else token.key
        elif kind == "times":
            frame.times.add(token.key)
        elif kind == "year":
            frame.years.append(int(token.key))
        elif kind == "scopes":
            frame.scopes[token.key] = f"{frame.scopes.get(token.key, '')} {token.text}".strip()
        elif kind == "signs":
            frame.signs.add(token.key)
            if token.text in _OF_A_KIND and _is_followed_by_a_subject(words, place):
                frame.qualified = True
        elif kind == "date" and token.key == "年" and before is not None and before.text == "近":
            frame.times.add("other")  # 近3年
        elif kind == "date" and token.key == "月":
            frame.times.add("month" if not token.text.startswith("12") else "december")
        elif kind == "date" and token.text == "31日" and "december" in frame.times:
            frame.times.discard("december")
        before = token
    _join_disputes(frame)
    return frame


def _is_followed_by_a_subject(words: list[Token], place: int) -> bool:
    following = words[place + 1 : place + 2]
    return bool(following) and following[0].kind == "subjects" and following[0].start == words[place].end


def _is_of_every_kind(words: list[Token], place: int) -> bool:
    """Whether applicants of every kind are named: 公民、法人和其他组织, 群众和企业."""
    token, before = words[place], words[place - 1] if place else None
    if before is not None and before.text in _ALSO and place > 1 and token.start == before.end:
        return words[place - 2].text in _PUBLIC and words[place - 2].end == before.start
    return before is not None and before.text in _ANYBODY and token.start - before.end <= 1


def _is_of_a_term(words: list[Token], place: int) -> bool:
    """Whether an act only names the term for it: 尚在答复期内, 办理期限."""
    token = words[place]
    if token.key != "done" or place + 1 == len(words):
        return False
    following = words[place + 1]
    return following.start == token.end and following.text in _TERMS


def _is_denied(token: Token, before: Token | None) -> bool:
    """Whether a word for no stands right before an act: 不答复, 未公开."""
    return before is not None and before.end == token.start and before.text in _NO


def _add_subject(frame: Frame, token: Token, before: Token | None) -> None:
    key = token.key
    published = key in DECISIONS and before is not None and before.text in ("公示", "公告")
    if token.weak and (
        (before is not None and before.kind == "unknown" and before.end == token.start)
        or (frame.subject == ELSEWHERE and not published)
    ):
        if frame.subject not in ("", ELSEWHERE):
            return
        key = ELSEWHERE
    elif token.weak and frame.subject and frame.subject != APPLICATIONS:
        if key in DECISIONS and frame.subject in DECISIONS:
            frame.subjects.append(key)  # 许可、处罚、强制分别为
        return
    elif key in DISPUTES and _is_about_other_work(frame, token, before):
        key = ELSEWHERE
    if key == APPLICATIONS and frame.subject == ELSEWHERE:
        frame.qualified = True
    frame.weak = token.weak and (key != APPLICATIONS or frame.weak or frame.subject != APPLICATIONS)
    frame.subject = key
    frame.subjects.append(key)


def _is_about_other_work(frame: Frame, token: Token, before: Token | None) -> bool:
    """Whether what the dispute is about stands right before it and is not disclosure: 林权纠纷诉讼, 土地确权复议案件."""
    told = "".join(word.text for word in frame.words)
    if "无关" in told or "非信息公开" in told or "非政府信息公开" in told:
        return True  # 与信息公开无关的行政复议
    if APPLICATIONS in frame.subjects or "信息公开" in told or "政务公开" in told:
        return False
    if "about" in frame.signs and "done" not in frame.acts:
        others = [key for key in frame.subjects if key in (*DECISIONS, *DOCUMENTS)]
        if others or frame.unknown >= _FEWEST:
            return True  # 因行政处罚引发的行政诉讼
    at = token.start
    for word in reversed(frame.words[: frame.words.index(token)]):
        if word.end != at or word.text in _CAUSES or word.kind not in ("signs", "unknown", "subjects"):
            return False
        if word.kind == "subjects" or (word.kind == "unknown" and word.end - word.start >= _FEWEST):
            return word.key in ("", ELSEWHERE, *DECISIONS)
        if word.kind == "signs" and word.key != "small" and word.text != "类":
            return False
        at = word.start
    return False


def _join_disputes(frame: Frame) -> None:
    """Take 行政复议、行政诉讼 without a figure between them as one subject."""
    if len(frame.subjects) < 2 or frame.subject not in DISPUTES:
        return
    named = [key for key in frame.subjects if key in DISPUTES]
    if "review" in named and any(key in SUITS for key in named):
        frame.subject = "both"


def merged(one: Frame, other: Frame) -> Frame:
    """Return the words of two phrases as one."""
    return framed([*one.words, *other.words])


def has_text(frame: Frame, text: str) -> bool:
    """Whether one of the phrase's words is *text*."""
    return any(token.text == text for token in frame.words)


def result_acts(frame: Frame, narrative: Narrative) -> list[str]:
    """Return the acts of the phrase that only applications have, the particular ones in place of their group."""
    if not frame.acts:
        return []
    acts = [act for act in dict.fromkeys(frame.acts) if act in narrative.results]
    if "shown" in frame.acts and "partly_granted" in acts and "granted" not in acts:
        acts.insert(0, "granted")  # 公开或部分公开.
    return [act for act in acts if not any(other != act and other.startswith(f"{act}_") for other in acts)]
