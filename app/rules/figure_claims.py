"""Which cells of the tables one figure speaks of: by its subject, act and persons.

What counts other work, another year or another body's applications is left alone.
"""

import re
from dataclasses import replace
from itertools import pairwise

from app.forms.narrative import Alternative, Claim, Narrative
from app.report import Report, UnitKind
from app.rules.frames import (
    APPLICATIONS,
    DISPUTES,
    DOCUMENTS,
    ELSEWHERE,
    FLOW,
    OUTCOMES,
    SUITS,
    Frame,
    framed,
    has_text,
    result_acts,
)
from app.rules.lazy_pattern import pattern
from app.rules.readings import Quantity, Scope, Time

_WITH_CARRIED = pattern(
    r"[(，](?:其中)?(?:含|包括|包含)[^0-9，。；()]{0,6}(?:[0-9]{4}年度?)?[^0-9，。；()]{0,3}结转"
)
_OUT_OF_A_COUNT = pattern("[0-9][件份宗起例项个][^，。；：0-9]{0,8}中[，,]?(?:有|仅有|只有|仅|共有)?$")
"""45件申请中有3件: some of a figure, and no figure of the year's."""

_SOME_OF = ("中有", "中，有", "中仅有", "中只有", "里有", "当中有")
_NEAR = 20
_FEWEST = 2
"""Fewer unknown characters tell nothing."""

BELOW_A_COUNTY = ("乡人民政府", "镇人民政府", "街道办事处")
"""Reviews are decided from the county upwards (行政复议法 23, 24)."""

_GROUPS = ("refused", "unavailable", "declined", "other")
_NOT_DECIDED = ("件", "起", "宗", "例", "份", "项", "")
_OTHER_SUITS = pattern("作为被告|应诉|出庭|参加(?:行政)?诉讼|败诉率")
_FLOW_MEASURES = ("件", "份", "宗", "起", "例", "项", "个", "")


def claim_of(quantity: Quantity, report: Report) -> Claim | None:
    """Return the claim that a figure makes; None when it is no figure of the tables."""
    dated = quantity.time is Time.OTHER and not set(quantity.acts) & {"carried", "carried_in", "carried_out"}
    if dated or quantity.time is Time.CHANGE or quantity.scope is Scope.OTHER:
        return None
    subject, _frame, narrative = quantity.subject, quantity.frame, report.form.narrative
    if subject in ("", ELSEWHERE) or _is_of_the_one_before(quantity):
        return None
    if subject == APPLICATIONS:
        return _of_applications(quantity, report)
    if quantity.time is not Time.THIS:
        return None
    if subject in DISPUTES and not quantity.said and quantity.others:
        return _of_any(quantity, narrative)
    act = next((act for act in reversed(quantity.acts) if (subject, "", act) in narrative.by_words), "")
    claim = narrative.by_words.get((subject, "", act))
    if claim is None or (claim.amount and "waived" in quantity.acts):
        return None
    if (claim.said and not quantity.said) or claim.amount != (quantity.unit == "元"):
        return None
    if subject in DISPUTES:
        return claim if _counts(quantity) and not _is_told_of_some(quantity) else None
    if not claim.amount and not _is_decision(quantity):
        return None
    return replace(claim, doubtful=True) if not claim.amount and _is_published(quantity, narrative) else claim


def _is_of_the_one_before(quantity: Quantity) -> bool:
    """Whether the figure is a part of the one right before it: 在公开的27件中有3件."""
    words = quantity.frame.words
    text = quantity.sentence.plain
    return (
        bool(words)
        and words[0].text == "中"
        and words[0].start > 0
        and text[words[0].start - 1] in "件份宗起例项"
    )


def _of_any(quantity: Quantity, narrative: Narrative) -> Claim | None:
    """Return the claim of a result of disputes after several were counted: of either, or of both together."""
    for act in reversed(quantity.acts):
        keys = (quantity.subject, *quantity.others, "both")
        claims = [
            c for key in dict.fromkeys(keys) if (c := narrative.by_words.get((key, "", act))) is not None
        ]
        if claims and not claims[0].said:
            also = tuple(Alternative(c.name, c.cells, True) for c in claims[1:])
            return replace(claims[0], also=also)
    return None


def _counts(quantity: Quantity) -> bool:
    return quantity.unit in _FLOW_MEASURES


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


def _is_decision(quantity: Quantity) -> bool:
    """Whether documents or decisions are counted, not what else is done about them."""
    frame = quantity.frame
    if quantity.subject in DOCUMENTS:
        if "about" in frame.signs and "issued" not in frame.acts:
            return False
        if ELSEWHERE in frame.subjects and not has_text(frame, "主动公开"):
            return False
        amended = "amended" in frame.acts and not set(frame.acts) & {"issued", "repealed", "in_force"}
        return not amended and not frame.qualified and "heard" not in frame.acts
    if quantity.unit not in _NOT_DECIDED or set(frame.acts) & {
        "received",
        "accepted",
        "shown",
        "amended",
        "issued",
    }:
        return False
    return not (frame.signs & {"channel"} or _unknown_before_subject(frame))


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


def _unknown_before_subject(frame: Frame) -> bool:
    before = None
    for token in frame.words:
        if token.kind == "subjects" and before is not None:
            return before.kind == "unknown" and before.end == token.start
        before = token
    return False


def _of_applications(quantity: Quantity, report: Report) -> Claim | None:
    frame, narrative, acts = quantity.frame, report.form.narrative, quantity.acts
    if quantity.unit not in _FLOW_MEASURES and not (quantity.unit == "条" and quantity.said and acts):
        return None
    if not quantity.unit and not quantity.label and not acts and not frame.people:
        return None
    results = result_acts(frame, narrative)
    carried = _carried(quantity, report.year)
    if carried == "none":
        return None
    if carried:
        return narrative.by_words.get((APPLICATIONS, "", carried))
    if quantity.time is not Time.THIS:
        return None
    if results:
        return _of_results(quantity, results, narrative)
    if "shown" in acts and not frame.unknown and not has_text(frame, "信息"):
        return narrative.by_words.get((APPLICATIONS, "", "granted"))
    if frame.people:
        return _of_people(quantity, narrative)
    return _of_flow(quantity, report)


def _of_people(quantity: Quantity, narrative: Narrative) -> Claim | None:
    flow = [act for act in quantity.acts if act in FLOW]
    claim = narrative.by_words.get((APPLICATIONS, quantity.person, flow[-1] if flow else ""))
    return None if quantity.frame.qualified or "channel" in quantity.frame.signs else claim


def _of_results(quantity: Quantity, results: list[str], narrative: Narrative) -> Claim | None:
    """Return the claim of one result, or of several that are counted together (予以公开和部分公开)."""
    frame = quantity.frame
    if (groups := [act for act in frame.acts if act in _GROUPS]) and _are_examples(results, frame):
        results = groups[-1:]
    general = all("_" not in act or act == "partly_granted" for act in results)
    if general and (frame.qualified or ("about" in frame.signs and frame.unknown >= 2)):
        return None
    about = any(token.key == "about" and token.text != "类" for token in frame.words)
    if general and about and not quantity.part and not has_text(frame, "等"):
        return None
    if any(a.kind == "acts" and b.kind == "unknown" and a.end == b.start for a, b in pairwise(frame.words)):
        return None
    claims = [c for act in results if (c := narrative.by_words.get((APPLICATIONS, "", act))) is not None]
    if len(claims) == 1:
        return claims[0]
    if not claims:
        return None
    cells = tuple(cell for claim in claims for cell in claim.cells)
    ids = "_and_".join(claim.id for claim in claims)
    return replace(claims[0], id=ids, name="和".join(c.name for c in claims), cells=cells, acts=())


def _are_examples(results: list[str], frame: Frame) -> bool:
    """Whether 等 stands behind the particular results named: 因信息不存在等原因, but not 隐私等第三方权益."""
    last = max((t.start for t in frame.words if t.kind == "acts" and t.key in results), default=0)
    return any(token.text == "等" and token.start > last for token in frame.words) or (
        has_text(frame, "等") and all(act in _GROUPS for act in results)
    )


def _carried(quantity: Quantity, year: int) -> str:
    """Return whether the figure was carried in or out; empty for other figures, ``none`` for other years'."""
    acts, frame = set(quantity.acts), quantity.frame
    if "carried_out" in acts:
        before = "start" in frame.times or (quantity.time is Time.LAST and "next" not in frame.times)
        return "carried_in" if before else "carried_out"
    if not acts & {"carried", "carried_in"}:
        return "rest" if acts == {"rest"} else ""
    if quantity.acts[-1] in ("received", "accepted"):
        return ""
    if "done" in acts and any(text != "办理" for text in frame.done):
        return "none"
    if "next" in frame.times or year + 1 in frame.years:
        return "carried_out"
    if "carried_in" in acts or "last" in frame.times or year - 1 in frame.years:
        return "none" if frame.years and year in frame.years and "to" not in frame.signs else "carried_in"
    if frame.years and frame.years[-1] != year:
        return "none"
    return "carried"


def _of_flow(quantity: Quantity, report: Report) -> Claim | None:
    frame, narrative = quantity.frame, report.form.narrative
    if frame.qualified or "channel" in frame.signs or ("about" in frame.signs and frame.unknown >= 2):
        return None
    near, plain = max(0, quantity.at - _NEAR), quantity.sentence.plain
    if _OUT_OF_A_COUNT.search(plain, near, quantity.at) or plain[near : quantity.at].endswith(_SOME_OF):
        return None
    flow = [act for act in quantity.acts if act in FLOW]
    if (not flow and quantity.acts) or "unsaid" in frame.acts:
        return None
    if not flow and quantity.said and not frame.weak and not quantity.value:
        return narrative.by_words.get((APPLICATIONS, "", "received"))
    if not flow:
        if (
            not quantity.said
            or quantity.part
            or (frame.weak and not (frame.signs & {"sum"} or "申请量" in quantity.sentence.plain))
        ):
            return None
        return narrative.by_words.get((APPLICATIONS, "", ""))
    if quantity.sentence.plain.startswith("中", quantity.end):
        return None
    act = flow[-1]
    if len({"received" if a == "accepted" else a for a in flow}) > 1:
        if sum(token.key == "this" for token in frame.words) > 1:
            return None  # 当年收到当年办结 is neither of the two.
        return narrative.by_words.get((APPLICATIONS, "", ""))
    if quantity.part and act in ("received", "accepted"):
        return None
    if act in ("received", "accepted") and _WITH_CARRIED.match(quantity.sentence.plain, quantity.end):
        act = "received_with_carried"
    return narrative.by_words.get((APPLICATIONS, "", act))
