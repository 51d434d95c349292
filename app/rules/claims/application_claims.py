"""Finds the cells that a figure about applications refers to. A figure that counts only some applications refers to none."""

from itertools import pairwise

from app.forms.narrative import RECEIVED_WITH_CARRIED, Alternative, Claim, Narrative
from app.lazy_pattern import pattern
from app.report import Report
from app.rules.claims.carried_figures import carried_way
from app.rules.sentences.readings import Quantity, Time
from app.rules.sentences.word_roles import APPLICATIONS, FLOW, Frame, has_text, result_acts

_WITH_CARRIED = pattern(
    r"[(，](?:其中)?(?:含|包括|包含)[^0-9，。；()]{0,6}(?:[0-9]{4}年度?)?[^0-9，。；()]{0,3}结转"
)
_OUT_OF_A_COUNT = pattern("[0-9][件份宗起例项个][^，。；：0-9]{0,8}中[，,]?(?:有|仅有|只有|仅|共有)?$")
"""45件申请中有3件: some of a figure, and no figure of the year's."""

_PUBLIC = ("群众", "市民", "居民", "村民", "公民", "当事人")
_OTHER_APPLICANTS = ("法人", "组织", "企业", "公司", "单位")

_JOINING = ("和", "及", "、", "与", "以及", "、和", "或", "或者")

_OF_SOME_PERSONS = pattern("[0-9][名位人家户][^，。；：0-9]{0,12}$")
"""5名申请人提出申请20件以上: the applications of some persons."""

_SOME_SIGNS = "有仅只共，,"
_SOME_OF = ("中有", "中，有", "中仅有", "中只有", "里有", "当中有")
_NEAR = 20
_FEWEST = 2

FLOW_MEASURES = ("件", "份", "宗", "起", "例", "项", "个", "")
_NUMBER_OF = pattern("申请(?:量|数|件数|总数)")
_SEVERAL = pattern("[^，。；0-9]*[、或]")
_OF_PERSONS = ("名", "位", "家", "人", "人次", "家次", "户")
_GROUPS = ("refused", "unavailable", "declined", "other")


def of_applications(quantity: Quantity, report: Report) -> Claim | None:
    """Return the claim of a figure that counts applications: carried over, a result, persons, or what came in and was done."""
    frame, narrative, acts = quantity.frame, report.form.narrative, quantity.acts
    if quantity.unit in _OF_PERSONS and quantity.person and quantity.time is Time.THIS:
        return _of_applicants(quantity, narrative)
    if quantity.unit not in FLOW_MEASURES and not (quantity.unit == "条" and quantity.said and acts):
        return None
    named = quantity.label or acts or frame.people or "including" in frame.signs
    if not quantity.unit and not named:
        return None
    results = result_acts(frame, narrative)
    carried = carried_way(quantity, report.year)
    if carried == "carried" and results and len(set(acts)) > 1:
        return _decided_of_before(quantity, results, narrative)
    if carried == "none":
        return _done_of_before(quantity, narrative)
    if carried and not (carried == "rest" and frame.people):
        return narrative.by_words.get((APPLICATIONS, "", carried))
    if quantity.time is not Time.THIS:
        return None
    if "rest" in frame.acts and (_names_several(quantity) or (len(results) > 1 and has_text(frame, "等"))):
        return None  # 其余19件分别按不予公开、无法提供等处理
    if results:
        return _of_results(quantity, results, narrative)
    if "shown" in acts and has_text(frame, "事项"):
        return None  # 新增公开事项12项
    if "shown" in acts and not frame.unknown and not has_text(frame, "信息"):
        return _of_shown(narrative, kind=has_text(frame, "类"))
    if quantity.person:
        return _of_people(quantity, narrative)
    return _of_flow(quantity, report)


def _done_of_before(quantity: Quantity, narrative: Narrative) -> Claim | None:
    """Return the claim of 办结上年结转的3件: no more than what was carried in."""
    acts = set(quantity.acts)
    claim = narrative.by_words.get((APPLICATIONS, "", "carried_in"))
    if (
        claim is None
        or quantity.time is Time.OTHER
        or not {"carried_in", "done"} <= acts
        or quantity.acts[-1] == "done"
    ):
        return None
    return claim._replace(at_most=True) if acts == {"carried_in", "done"} else None


def _decided_of_before(quantity: Quantity, results: list[str], narrative: Narrative) -> Claim | None:
    """Return the claim of 1件结转申请已告知不予公开: no more than all that were so decided."""
    claim = None if quantity.time is Time.OTHER else _of_results(quantity, results, narrative)
    return None if claim is None else claim._replace(at_most=True, unclear=True)


def _of_applicants(quantity: Quantity, narrative: Narrative) -> Claim | None:
    """Return the claim of 企业5家: applicants are as many as their applications at most."""
    if "申请" not in quantity.sentence.plain or quantity.frame.unknown:
        return None
    claim = _of_people(quantity, narrative)
    return None if claim is None else claim._replace(at_most=not quantity.unit.endswith("次"), unclear=True)


def _names_several(quantity: Quantity) -> bool:
    """Whether several things are told of a number: 其余19件分别按不予公开、无法提供等处理."""
    text = quantity.sentence.plain
    return has_text(quantity.frame, "分别") or _SEVERAL.match(text, quantity.end) is not None


def _of_shown(narrative: Narrative, *, kind: bool) -> Claim | None:
    """Return the claim of 公开3件; a *kind* of answers, 公开类3件, may be what was granted in whole and in part."""
    granted = narrative.by_words.get((APPLICATIONS, "", "granted"))
    return shown_in_any_part(granted, narrative) if kind and granted is not None else granted


def shown_in_any_part(granted: Claim, narrative: Narrative) -> Claim:
    """Return the claim of what was granted, which may take in what was granted in part."""
    partly = narrative.by_words.get((APPLICATIONS, "", "partly_granted"))
    if partly is None:
        return granted
    both = Alternative(f"{granted.name}和{partly.name}", (*granted.cells, *partly.cells), True)
    return granted._replace(also=(*granted.also, both))


def _of_people(quantity: Quantity, narrative: Narrative) -> Claim | None:
    frame = quantity.frame
    flow = [act for act in quantity.acts if act in FLOW]
    if frame.qualified or "channel" in frame.signs:
        return None
    named = _counted_together(quantity)
    claims = [
        claim
        for person in named
        if (claim := narrative.by_words.get((APPLICATIONS, person, flow[-1] if flow else ""))) is not None
    ]
    if len(claims) != len(named):
        return None
    if len(claims) == 1 and means_the_public(frame, quantity.sentence.plain):
        received = narrative.by_words[APPLICATIONS, "", "received"]
        return claims[0]._replace(also=(*claims[0].also, Alternative(received.name, received.cells, True)))
    return joined(claims)


def means_the_public(frame: Frame, plain: str) -> bool:
    """Whether the applicants named may be the public: 群众提交的申请15件, with no others named beside them."""
    people = [token.text for token in frame.words if token.kind == "people"]
    public = bool(people) and people[-1].removeprefix("由").startswith(_PUBLIC)
    return public and not any(word in plain for word in _OTHER_APPLICANTS)


def joined(claims: list[Claim]) -> Claim:
    """Return the claim of a figure that counts what several claims count: 企业和律所申请16件."""
    first = claims[0]
    if len(claims) == 1:
        return first
    also = tuple(
        Alternative(
            "和".join(o.name for o in others), tuple(c for o in others for c in o.cells), others[0].sure
        )
        for others in zip(*(claim.also for claim in claims), strict=False)
    )
    cells = tuple(cell for claim in claims for cell in claim.cells)
    return first._replace(
        id="_and_".join(c.id for c in claims),
        name="和".join(c.name for c in claims),
        cells=cells,
        acts=(),
        also=also,
    )


def _counted_together(quantity: Quantity) -> list[str]:
    """Return the persons that one figure counts: those joined by 和 or 、 right before its last one."""
    words, text = quantity.frame.words, quantity.sentence.plain
    named = [quantity.person]
    people = [token for token in words if token.kind == "people"]
    for one, other in reversed([*pairwise(people)]):
        if text[one.end : other.start] not in _JOINING:
            break
        if one.key not in named:
            named.insert(0, one.key)
    return named if people and people[-1].key == quantity.person else [quantity.person]


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
    if "partly_granted" in results and any(act.startswith("refused_") for act in results):
        partly = narrative.by_words[APPLICATIONS, "", "partly_granted"]
        return partly._replace(at_most=True, unclear=True)  # 1件因第三方不同意而部分公开
    claims = [c for act in results if (c := narrative.by_words.get((APPLICATIONS, "", act))) is not None]
    if len(claims) == 1:
        return claims[0]
    if not claims:
        return None
    return joined(claims)


def _is_whole_of(quantity: Quantity) -> bool:
    """Whether a number of applications is the whole of which what follows is told: 126件申请中，已答复121件."""
    words = quantity.frame.words
    return (
        len(words) == 2
        and words[0].start == quantity.end
        and words[0].kind == "subjects"
        and words[1].text == "中"
        and words[1].start == words[0].end
    )


def _are_examples(results: list[str], frame: Frame) -> bool:
    """Whether 等 stands behind the particular results named: 因信息不存在等原因, but not 隐私等第三方权益."""
    last = max((t.start for t in frame.words if t.kind == "acts" and t.key in results), default=0)
    return any(token.text == "等" and token.start > last for token in frame.words) or (
        has_text(frame, "等") and all(act in _GROUPS for act in results)
    )


def _ends_in_unknown_words(quantity: Quantity) -> bool:
    """Whether what stands right before a number is in no list."""
    before = [t for t in quantity.frame.words if t.end <= quantity.at]
    last = before[-1] if before else None
    return last is not None and last.kind == "unknown" and last.end - last.start >= _FEWEST


def _of_flow(quantity: Quantity, report: Report) -> Claim | None:
    frame, narrative = quantity.frame, report.form.narrative
    if frame.qualified or "channel" in frame.signs or ("about" in frame.signs and frame.unknown >= 2):
        return None
    near, plain = max(0, quantity.at - _NEAR), quantity.sentence.plain
    before = plain[near : quantity.at]
    some = before.rstrip(_SOME_SIGNS).endswith("中") and _OUT_OF_A_COUNT.search(before)
    if some or before.endswith(_SOME_OF) or _OF_SOME_PERSONS.search(before):
        return None
    flow = [act for act in quantity.acts if act in FLOW]
    if (not flow and quantity.acts) or "unsaid" in frame.acts:
        return None
    if not flow and quantity.said and not frame.weak and not quantity.value:
        return narrative.by_words.get((APPLICATIONS, "", "received"))
    if not flow:
        if _ends_in_unknown_words(quantity):
            return None  # 申请量居前三的领域为水资源管理21件
        if _is_whole_of(quantity):
            return narrative.by_words.get((APPLICATIONS, "", ""))
        if (
            not quantity.said
            or quantity.part
            or (frame.weak and not (frame.signs & {"sum"} or _NUMBER_OF.search(quantity.sentence.plain)))
        ):
            return None
        return narrative.by_words.get((APPLICATIONS, "", ""))
    if quantity.sentence.plain.startswith("中", quantity.end):
        total = narrative.by_words.get((APPLICATIONS, "", "done"))
        all_done = frame.words[0].text in ("在", "在办结") and flow == ["done"] and not frame.unknown
        return total._replace(unclear=True) if all_done and total is not None else None
    act = flow[-1]
    if len({"received" if a == "accepted" else a for a in flow}) > 1:
        if sum(token.key == "this" for token in frame.words) > 1:
            return None  # 当年收到当年办结 is neither of the two.
        return narrative.by_words.get((APPLICATIONS, "", ""))
    if quantity.part and act in ("received", "accepted"):
        return None
    told = plain[quantity.end : quantity.end + _NEAR]
    if (
        act in ("received", "accepted")
        and "转" in told
        and ("含" in told or "包括" in told)
        and _WITH_CARRIED.match(plain, quantity.end)
    ):
        act = RECEIVED_WITH_CARRIED
    return narrative.by_words.get((APPLICATIONS, "", act))
