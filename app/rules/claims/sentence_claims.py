"""Which figures of a sentence claim something of the tables, after all of them have been read.

One figure tells what another is: a sum of those before it, what is left of a list, what a doubtful one may mean.
"""

from app.forms.narrative import Claim
from app.lazy_pattern import pattern
from app.report import Report, UnitKind
from app.rules.claims.claims_together import carried_out_then, decided, surer, with_part
from app.rules.claims.figure_claims import (
    claim_of,
    is_a_judges,
    is_about_disclosure,
    is_in_court,
)
from app.rules.claims.inferred_claims import (
    guesses,
    of_cause_before,
    of_citizens,
    of_each,
    of_fees,
    of_others,
    of_people_before,
    of_short_name,
    of_some_of_all,
    of_sum,
    of_those_decided,
    of_whole,
)
from app.rules.sentences.plain_sentences import CLAUSE_MARKS
from app.rules.sentences.readings import Quantity, Reading
from app.rules.sentences.word_roles import (
    APPLICATIONS,
    DECISIONS,
    DISPUTES,
    DOCUMENTS,
    ELSEWHERE,
    OUTCOMES,
    has_text,
)
from app.unit_names import BELOW_A_COUNTY

_UNCOUNTED = pattern("[不未](?:计入|纳入|列入|予统计|作统计)")
"""Words for figures that the tables leave out: 转送申请2件，不计入本局受理数."""


_NEAR = 6
_IN_A_ROW = pattern("近[两三四五2-5]年")
_AMONG = ("中", "里", "当中", "之中")

_HEADS = frozenset({"省政府", "市政府", "县政府", "区政府"})


def claims_of(reading: Reading, report: Report) -> tuple[tuple[Quantity, Claim], ...]:
    """Return the figures of a sentence that claim something of the tables; looks at no cell of *report*."""
    found: list[tuple[Quantity, Claim]] = []
    judged = headed = False
    for quantity in reading.quantities:
        if quantity.subject in DISPUTES:
            judged = (judged and not quantity.said) or is_a_judges(quantity, quantity.frame, report)
            if judged:
                told = is_in_court(quantity) or set(quantity.acts) & OUTCOMES
                if told and (claim := claim_of(quantity, report)) is not None:
                    found.append((quantity, claim._replace(doubtful=True)))
                continue
            if _is_of_all_kinds(quantity, reading):
                continue
        claim = claim_of(quantity, report) or _inferred(quantity, found, reading, report)
        if claim is not None and claim.said and _follows_other_work(quantity, reading):
            claim = claim._replace(doubtful=True)
        claim = claim or of_others(quantity, found, reading, report)
        if claim is not None and claim.result and _is_of_those_before(quantity, found):
            continue
        if claim is not None and claim.result:
            claim = of_cause_before(quantity, claim, reading, report)
        other_work = claim is not None and (
            (claim.unclear and _is_of_the_work_before(quantity, reading))
            or (claim.subject in DECISIONS and quantity.frame.weak and _tells_of_other_work(reading))
        )
        other_work = other_work or _is_of_others_documents(quantity, found, reading)
        if pair := of_some_of_all(quantity, reading, report):
            found += pair
            continue
        headed = (headed and not quantity.frame.scopes) or _is_of_the_head(quantity, report)
        if claim is not None and claim.id == "new" and _is_of_those_done(quantity, found):
            claim = claim._replace(at_most=True, unclear=True)
        if claim is not None and claim.id == "total" and _is_of_those_just_told(quantity, reading):
            claim = claim._replace(at_most=True, unclear=True)
        if each := of_each(quantity, report):
            found += [(quantity, one._replace(doubtful=headed)) for one in each]
            continue
        if claim is not None and headed:
            claim = claim._replace(doubtful=True)
        if claim is not None and not other_work:
            found.append((quantity, claim))
    if (whole := of_whole(reading, found, report)) is not None:
        found.insert(0, whole)
    found += guesses(reading, found, report)
    found = [surer(carried_out_then(pair, found, report), found) for pair in found]
    found = [with_part(pair, found, report) for pair in found]
    found = [decided(pair, found) for pair in found]
    if _tells_years_in_a_row(reading.sentence.plain):
        found = [(quantity, claim._replace(unclear=True)) for quantity, claim in found]
    if _UNCOUNTED.search(reading.sentence.plain):
        found = [(quantity, claim._replace(doubtful=True)) for quantity, claim in found]
    if _lists_attributes(reading, found):
        return ()
    found = [p for p in found if not (_heads_other_results(*p, found) or _is_of_one_result(*p, found))]
    found = [pair for pair in found if pair[1].id != "rest" or not _follows_results(pair[0], found, reading)]
    sums = [pair for pair in found if "sum" in pair[0].frame.signs]
    return tuple(pair for pair in found if not _is_addend(*pair, sums, reading))


def _is_of_those_before(quantity: Quantity, found: list[tuple[Quantity, Claim]]) -> bool:
    """Whether a result is that of some of last year's applications only: 上年结转的3件均已答复，其中1件不予公开."""
    return quantity.part and bool(found) and {claim.id for _, claim in found} == {"carried_in"}


def _is_of_those_done(quantity: Quantity, found: list[tuple[Quantity, Claim]]) -> bool:
    """Whether what came in is told of those that were done: 办理的132件申请中，当年新收127件、上年结转5件."""
    if len(found) != 1 or found[0][1].id not in ("total", "asked_for"):
        return False
    head, plain = found[0][0], quantity.sentence.plain
    return plain[head.end : quantity.at].removeprefix("申请").startswith("中")


def _is_of_those_just_told(quantity: Quantity, reading: Reading) -> bool:
    """Whether what was done is so much of the figure right before it: 今年3件办了2件."""
    before = next((q for q in reversed(reading.quantities) if q.at < quantity.at), None)
    if before is None or "this" not in before.frame.times:
        return False
    between = quantity.sentence.plain[before.end : quantity.at]
    return 0 < len(between) <= _NEAR and not any(mark in between for mark in CLAUSE_MARKS + "、()")


def _tells_years_in_a_row(plain: str) -> bool:
    """Whether a sentence tells of the last few years in order, of which this year's may stand first or last."""
    return "近" in plain and "年" in plain and _IN_A_ROW.search(plain) is not None


def _inferred(
    quantity: Quantity, found: list[tuple[Quantity, Claim]], reading: Reading, report: Report
) -> Claim | None:
    """Return what a figure claims by the figures and words about it, where its own words don't say."""
    return (
        of_sum(quantity, found, reading, report)
        or of_those_decided(quantity, found, report)
        or of_people_before(quantity, reading, report)
        or of_fees(quantity, found, report)
        or of_short_name(quantity, found, report)
        or of_citizens(quantity, reading, report)
    )


def _is_of_the_head(quantity: Quantity, report: Report) -> bool:
    """Whether 市政府受理申请218件 in the report of a whole area may be what came to its head alone."""
    if report.unit.kind is not UnitKind.GOVERNMENT or report.unit.name.endswith(BELOW_A_COUNTY):
        return False
    return quantity.subject == APPLICATIONS and any(token.text in _HEADS for token in quantity.frame.words)


def _tells_of_other_work(reading: Reading) -> bool:
    return any(quantity.subject == ELSEWHERE for quantity in reading.quantities)


def _is_of_the_work_before(quantity: Quantity, reading: Reading) -> bool:
    """Whether what was done with the other thing listed before was done with this: 审查合同94份、规范性文件22件."""
    before = [q for q in reading.quantities if q.end < quantity.at]
    if quantity.acts or not before or quantity.subject not in DOCUMENTS:
        return False
    joined = reading.sentence.plain[before[-1].end : quantity.at].startswith("，")
    return joined and before[-1].subject == ELSEWHERE and bool(before[-1].acts)


def _is_of_others_documents(
    quantity: Quantity, found: list[tuple[Quantity, Claim]], reading: Reading
) -> bool:
    """Whether documents are some of those counted before them as another's: 文件库收录规范性文件412件，其中现行有效355件."""
    if quantity.subject not in DOCUMENTS or quantity.frame.subject:
        return False
    before = [q for q in reading.quantities if q.at < quantity.at and q.frame.subject in DOCUMENTS]
    kept = bool(before) and any(t.text.endswith("库") for t in before[-1].frame.words)
    return kept and all(q is not before[-1] for q, _ in found)


def _follows_other_work(quantity: Quantity, reading: Reading) -> bool:
    """Whether disputes may be those of the work counted before them: 签订合同94份，涉诉案件3件."""
    if quantity.subject not in DISPUTES or is_about_disclosure(reading.sentence.plain):
        return False
    before = [q for q in reading.quantities if q.at < quantity.at and q.is_count]
    own = any(q.subject in (APPLICATIONS, *DISPUTES) for q in before)
    return any(q.subject == ELSEWHERE for q in before) and not own


def _is_of_all_kinds(quantity: Quantity, reading: Reading) -> bool:
    """Whether disputes of every kind are counted, of which a later figure is those on disclosure: 其中信息公开类510件."""
    if any("信息公开" in token.text for token in quantity.frame.words):
        return False
    if has_text(quantity.frame, "各类") and quantity.said and not is_about_disclosure(reading.sentence.plain):
        return True
    later = [q for q in reading.quantities if q.at > quantity.at and q.part]
    return any("信息公开" in token.text for q in later[:1] for token in q.frame.words)


def _follows_results(quantity: Quantity, found: list[tuple[Quantity, Claim]], reading: Reading) -> bool:
    """Whether 其余32件 is what is left of a list of results, of applicants or of kinds, and not what is not done yet."""
    if any((claim.result or claim.person) and q.at < quantity.at for q, claim in found):
        return True
    told = {id(q) for q, _ in found}
    others = [q for q in reading.quantities if q.at < quantity.at and q.is_count and id(q) not in told]
    return sum(q.unit == quantity.unit and q.time is quantity.time for q in others) > 1


def _heads_other_results(quantity: Quantity, claim: Claim, found: list[tuple[Quantity, Claim]]) -> bool:
    """Whether a list of several results follows, of which a figure is the sum: 不能提供105件，其中不予公开23件、无法提供59件."""
    if not claim.result or quantity.part:
        return False
    within = []
    for other, its in found:
        if other.at > quantity.at and its.result:
            if not other.part or other.unit != quantity.unit:
                break
            within.append(its)
    others = {
        its.id for its in within if its.id != "partly_granted" and not set(its.cells) <= set(claim.cells)
    }
    return len(others) > 1


def _is_of_one_result(quantity: Quantity, claim: Claim, found: list[tuple[Quantity, Claim]]) -> bool:
    """Whether a figure tells of some of one result only: 38件部分公开的答复中，21件涉及个人隐私."""
    plain = quantity.sentence.plain
    if not claim.result or not any(word in plain for word in _AMONG):
        return False
    for other, its in reversed(found):
        if other.at < quantity.at and its.result and other.frame.words:
            last, between = other.frame.words[-1], plain[other.end : quantity.at]
            if last.text in _AMONG and last.end > other.end and "；" not in between:
                return not claim.id.startswith(f"{its.id}_")
    return False


def _lists_attributes(reading: Reading, found: list[tuple[Quantity, Claim]]) -> bool:
    """Whether 主动公开、依申请公开、不予公开 are what documents were marked as, and no results of applications."""
    if any(c.id in ("new", "total", "new_and_carried_in") and not c.doubtful for _, c in found):
        return False
    marked = [q for q in reading.quantities if q.is_count and has_text(q.frame, "主动公开")]
    return bool(marked) and any(claim.result or claim.id == "asked_for" for _, claim in found)


def _is_addend(
    quantity: Quantity, claim: Claim, sums: list[tuple[Quantity, Claim]], reading: Reading
) -> bool:
    """Whether a later figure of the sentence sums it up: 机关7件，所属单位5件，合计12件."""
    for other, its in sums:
        if other.at > quantity.at and its is claim and other.unit == quantity.unit:
            addends = [q for q in reading.quantities if q.at < other.at and q.unit == other.unit]
            return len(addends) > 1 and sum(q.value for q in addends) == other.value
    return False
