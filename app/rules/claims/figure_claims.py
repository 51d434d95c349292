"""Which cells of the tables one figure speaks of: by its subject, act and persons.

What counts other work, another year or another body's applications is left alone.
"""

import re
from itertools import pairwise

from app.forms.narrative import Alternative, Claim, Narrative
from app.lazy_pattern import pattern
from app.report import Report, UnitKind
from app.rules.claims.application_claims import FLOW_MEASURES, of_applications
from app.rules.sentences.readings import Quantity, Scope, Time
from app.rules.sentences.tokens import Token
from app.rules.sentences.word_roles import (
    APPLICATIONS,
    DECISIONS,
    DISPUTES,
    DOCUMENTS,
    ELSEWHERE,
    FLOW,
    OUTCOMES,
    SUITS,
    Frame,
    framed,
    has_text,
)
from app.unit_names import BELOW_A_COUNTY

_FEWEST = 2
"""Fewer unknown characters tell nothing."""

_OUTCOMES = frozenset({"upheld", "corrected", "other_results", "pending"})
_OF_CASES = frozenset({*FLOW, "carried", "carried_in", "carried_out", "rest"})
"""Acts of what is asked for, and of no documents."""

_ABOUT = ("集中在", "集中于", "主要集中在", "主要集中于", "涉及", "关于", "针对", "围绕")
"""Words for what applications ask for, which are no decisions: 集中在行政处罚（61件）."""

_SOME_OF = ("件中，有", "起中，有", "件中有", "起中有")
"""Before a number of some of those told before: 经复议维持的11件中，有2件又提起诉讼."""

_CAUSING = ("引发", "引起", "导致", "产生")
_NOT_DECIDED = ("件", "起", "宗", "例", "份", "项", "")
_OTHER_SUITS = pattern("作为被告|应诉|出庭|参加(?:行政)?诉讼|败诉率")


def claim_of(quantity: Quantity, report: Report) -> Claim | None:
    """Return the claim that a figure makes; None when it is no figure of the tables."""
    dated = quantity.time is Time.OTHER and not set(quantity.acts) & {"carried", "carried_in", "carried_out"}
    if dated or quantity.time is Time.CHANGE or quantity.scope is Scope.OTHER:
        return None
    subject, _frame, narrative = quantity.subject, quantity.frame, report.form.narrative
    if subject in ("", ELSEWHERE) or _is_of_the_one_before(quantity):
        return None
    if subject == APPLICATIONS:
        return of_applications(quantity, report)
    if quantity.time is not Time.THIS:
        return None
    if subject in DISPUTES and _is_denied(quantity):
        return None  # 其余4件均未败诉
    if subject in DISPUTES and quantity.sentence.plain.endswith(_SOME_OF, 0, quantity.at):
        some = narrative.by_words.get((subject, "", ""))
        return None if some is None or quantity.acts else some._replace(at_most=True)
    if subject in DISPUTES and not quantity.said and quantity.others:
        return _of_any(quantity, narrative)
    acts = ("issued",) if subject in DOCUMENTS and has_text(quantity.frame, "新增") else quantity.acts
    if subject in DISPUTES and has_text(quantity.frame, "交办"):
        return None
    if subject in DISPUTES and set(acts) == {"done"} and _is_caused(quantity.frame):
        acts = ()  # 上述答复引发复议4起
    act = next((act for act in reversed(acts) if (subject, "", act) in narrative.by_words), "")
    if subject in DOCUMENTS and _OF_CASES & set(acts) and not (quantity.said or _names_documents(quantity)):
        return None  # 无规范性文件。收到1件，结转1件。
    claim = narrative.by_words.get((subject, "", act))
    if claim is None or (claim.amount and "waived" in quantity.acts):
        return None
    if (claim.said and not quantity.said) or claim.amount != (quantity.unit == "元"):
        return None
    if subject in DISPUTES:
        return claim if _counts(quantity) and not _is_told_of_some(quantity) else None
    if not claim.amount and not _is_decision(quantity, report):
        return None
    if subject in DECISIONS and _follows_examples(quantity.frame):
        return claim._replace(unclear=True)
    return claim._replace(doubtful=True) if not claim.amount and _is_published(quantity, narrative) else claim


def _is_denied(quantity: Quantity) -> bool:
    """Whether the result told behind a number is one that the cases did not have."""
    return any(
        one.key == "none" and other.key in _OUTCOMES and one.end == other.start and one.start >= quantity.end
        for one, other in pairwise(quantity.frame.words)
    )


def _names_documents(quantity: Quantity) -> bool:
    return any(word in quantity.sentence.plain for word in ("文件", "规章"))


def _is_caused(frame: Frame) -> bool:
    """Whether what was done is only what the disputes came from."""
    done = next((t for t in frame.words if t.kind == "acts" and t.key == "done"), None)
    return done is not None and any(t.text in _CAUSING and t.start >= done.end for t in frame.words)


def _is_of_the_one_before(quantity: Quantity) -> bool:
    """Whether the figure is a part of the one right before it: 在公开的27件中有3件."""
    words = quantity.frame.words
    text = quantity.sentence.plain
    if quantity.subject in DISPUTES and set(quantity.acts) <= _OUTCOMES and quantity.acts:
        return False  # 复议15件中维持8件
    return (
        bool(words)
        and words[0].text == "中"
        and words[0].start > 0
        and text[words[0].start - 1] in "件份宗起例项"
    )


def _of_any(quantity: Quantity, narrative: Narrative) -> Claim | None:
    """Return the claim of a result of disputes after several were counted: of either, or of both together."""
    for act in reversed(quantity.acts):
        named = {quantity.subject, *quantity.others}
        suits = ("suit",) if {"direct_suit", "suit_after_review"} <= named else ()
        keys = (quantity.subject, *quantity.others, *suits, "both")
        claims = [
            c for key in dict.fromkeys(keys) if (c := narrative.by_words.get((key, "", act))) is not None
        ]
        if claims and not claims[0].said:
            also = tuple(Alternative(c.name, c.cells, True) for c in claims[1:])
            return claims[0]._replace(also=also)
    return None


def _counts(quantity: Quantity) -> bool:
    return quantity.unit in FLOW_MEASURES


def _is_told_of_some(quantity: Quantity) -> bool:
    """Whether words behind a number that stands first tell which of the disputes it counts: 1件复议尚未有决定."""
    words = quantity.frame.words
    if quantity.acts or not words or words[0].start != quantity.end:
        return False
    named = next((place for place, token in enumerate(words) if token.kind == "subjects"), len(words))
    told = framed(words[named + 1 :])
    return "none" in told.signs or told.unknown >= _FEWEST


def is_a_judges(quantity: Quantity, frame: Frame, report: Report) -> bool:
    """Whether the figure is one of a body that decides on reviews rather than of one whose acts are reviewed."""
    acts, text = set(quantity.acts), quantity.sentence.plain
    disclosure = is_about_disclosure(text)
    if _OTHER_SUITS.search(text) and not disclosure:
        return True
    if frame.subject not in ("review", "both") or not acts & {*FLOW, "heard"}:
        return False
    if (
        acts & {"received", "accepted"}
        and not disclosure
        and (has_text(frame, "行政复议申请") or has_text(frame, "复议申请"))
    ):
        return True
    reviews = report.unit.kind is UnitKind.GOVERNMENT and not report.unit.name.endswith(BELOW_A_COUNTY)
    if ("heard" in acts and not acts & OUTCOMES and (reviews or not disclosure)) or (
        has_text(frame, "不服") and not disclosure and "答复" not in text
    ):
        return True
    return (reviews or "司法" in report.unit.name) and not disclosure


def is_about_disclosure(text: str) -> bool:
    """Whether a plain sentence names the disclosure of information."""
    return "信息公开" in text or "依申请" in text


def is_in_court(quantity: Quantity) -> bool:
    return quantity.subject in SUITS and _OTHER_SUITS.search(quantity.sentence.plain) is not None


def _is_decision(quantity: Quantity, report: Report) -> bool:
    """Whether documents or decisions are counted, not what else is done about them."""
    frame = quantity.frame
    if quantity.subject in DOCUMENTS:
        if "about" in frame.signs and "issued" not in frame.acts:
            return False
        if ELSEWHERE in frame.subjects and not has_text(frame, "主动公开"):
            return False
        amended = "amended" in frame.acts and not set(frame.acts) & {"issued", "repealed", "in_force"}
        return not amended and not frame.qualified and "heard" not in frame.acts
    if any(t.text in _ABOUT for t in frame.words):
        return False
    times = quantity.unit == "次" and frame.words[-1].kind == "subjects" and not frame.unknown
    if (quantity.unit not in _NOT_DECIDED and not times) or set(frame.acts) & {
        "received",
        "accepted",
        "shown",
        "amended",
        "issued",
    }:
        return False
    unknown = _unknown_before_subject(frame)
    own = unknown is not None and unknown.text in report.unit.name  # 审计局: 审计行政处罚决定
    return (not frame.signs & {"channel"} and (own or unknown is None)) or _follows_examples(frame)


def _is_published(quantity: Quantity, narrative: Narrative) -> bool:
    """Whether what is published about decisions may be counted: 公示行政处罚决定45件."""
    frame, text = quantity.frame, quantity.sentence.plain
    if quantity.subject in DOCUMENTS:
        return False
    begin = frame.words[0].start if frame.words else quantity.at
    around = text[begin : quantity.at]
    after = re.match(r"[^，。；、0-9]{0,12}", text[quantity.end :])
    publish = narrative.looked_for["publish"]
    return any(word in around or (after is not None and word in after.group()) for word in publish)


def _follows_examples(frame: Frame) -> bool:
    """Whether only examples of the decisions stand before their own name: 林木采伐等行政许可36件."""
    last = [token for token in frame.words if token.kind == "subjects"][-1:]
    before = [t for t in frame.words if last and t.end == last[0].start]
    return bool(before) and before[0].text == "等" and not last[0].weak and not frame.signs & {"channel"}


def _unknown_before_subject(frame: Frame) -> Token | None:
    """Return the unknown word that stands right before the first subject; None where there is none."""
    before = None
    for token in frame.words:
        if token.kind == "subjects" and before is not None:
            return before if before.kind == "unknown" and before.end == token.start else None
        before = token
    return None
