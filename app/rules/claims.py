"""Which figures of a sentence claim something of the tables, after all of them have been read.

One figure tells what another is: a sum of those before it, what is left of a list, what a doubtful one may mean.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.forms.narrative import Alternative, Claim
from app.report import Report, UnitKind
from app.rules.figure_claims import (
    BELOW_A_COUNTY,
    claim_of,
    is_a_judges,
    is_about_disclosure,
    is_in_court,
)
from app.rules.frames import (
    APPLICATIONS,
    DECISIONS,
    DISPUTES,
    DOCUMENTS,
    ELSEWHERE,
    framed,
    has_text,
    result_acts,
)
from app.rules.lazy_pattern import pattern
from app.rules.readings import Quantity, Reading, Scope, Time

_TELLING = 10
"""A figure below this may be that of a table by chance."""

_MANY = 5
_GROUPS = {"refused", "unavailable", "declined"}
"""The groups of results after which 其他3件 is what was handled otherwise."""

_UNCOUNTED = pattern("[不未](?:计入|纳入|列入|予统计|作统计)")
"""Words for figures that the tables leave out: 转送申请2件，不计入本局受理数."""

_NARROWING = frozenset({"channel", "about"})

_HEADS = frozenset({"省政府", "市政府", "县政府", "区政府"})


def claims_of(reading: Reading, report: Report) -> tuple[tuple[Quantity, Claim], ...]:
    """Return the figures of a sentence that claim something of the tables; looks at no cell of *report*."""
    found: list[tuple[Quantity, Claim]] = []
    judged = headed = False
    for quantity in reading.quantities:
        if quantity.subject in DISPUTES:
            judged = (judged and not quantity.said) or is_a_judges(quantity, quantity.frame, report)
            if judged:
                if is_in_court(quantity) and (claim := claim_of(quantity, report)) is not None:
                    found.append((quantity, claim._replace(doubtful=True)))
                continue
            if _is_of_all_kinds(quantity, reading):
                continue
        claim = claim_of(quantity, report) or _of_sum(quantity, found, reading)
        if claim is not None and claim.said and _follows_other_work(quantity, reading):
            claim = claim._replace(doubtful=True)
        claim = claim or _of_others(quantity, found, report)
        if claim is not None and claim.result:
            claim = _of_cause_before(quantity, claim, reading, report)
        other_work = claim is not None and (
            (claim.unclear and _is_of_the_work_before(quantity, reading))
            or (claim.subject in DECISIONS and quantity.frame.weak and _tells_of_other_work(reading))
        )
        headed = (headed and not quantity.frame.scopes) or _is_of_the_head(quantity, report)
        if claim is not None and headed:
            claim = claim._replace(doubtful=True)
        if claim is not None and not other_work:
            found.append((quantity, claim))
    found += _guesses(reading, found, report)
    found = [_surer(_carried_out_then(pair, found, report), found) for pair in found]
    found = [_with_part(pair, found) for pair in found]
    if _UNCOUNTED.search(reading.sentence.plain):
        found = [(quantity, claim._replace(doubtful=True)) for quantity, claim in found]
    if _lists_attributes(reading, found):
        return ()
    found = [pair for pair in found if pair[1].id != "rest" or not _follows_results(pair[0], found)]
    return tuple(pair for pair in found if not _is_addend(*pair, found, reading))


def _carried_out_then(
    pair: tuple[Quantity, Claim], found: list[tuple[Quantity, Claim]], report: Report
) -> tuple[Quantity, Claim]:
    """Take 结转3件 for what was carried out, where what was carried in has been told before it."""
    quantity, claim = pair
    if claim.id == "carried" and any(c.id == "carried_in" and q.at < quantity.at for q, c in found):
        out = report.form.narrative.by_words.get((APPLICATIONS, "", "carried_out"))
        return quantity, out or claim
    return pair


def _with_part(pair: tuple[Quantity, Claim], found: list[tuple[Quantity, Claim]]) -> tuple[Quantity, Claim]:
    """Take 公开3件（其中部分公开1件） for what was granted in whole and in part."""
    quantity, claim = pair
    partly = next((c for q, c in found if c.id == "partly_granted" and q.part and q.at > quantity.at), None)
    if claim.id != "granted" or partly is None:
        return pair
    both = Alternative(f"{claim.name}和{partly.name}", (*claim.cells, *partly.cells), True)
    return quantity, claim._replace(also=(*claim.also, both))


def _guesses(
    reading: Reading, found: list[tuple[Quantity, Claim]], report: Report
) -> Iterator[tuple[Quantity, Claim]]:
    """Yield what figures would claim if their unknown words named nothing else; see `Claim.doubtful`."""
    known = {id(quantity) for quantity, _ in found}
    for quantity in reading.quantities:
        if id(quantity) in known or quantity.scope is Scope.OTHER or not quantity.frame.unknown:
            continue
        if quantity.value < _TELLING or (quantity.part and not quantity.acts):
            continue
        if quantity.subject not in (ELSEWHERE, *DECISIONS) and not quantity.frame.qualified:
            continue
        words = [token for token in quantity.frame.words if token.kind != "unknown"]
        if any(token.key == ELSEWHERE or token.key in _NARROWING for token in words):
            continue
        frame = framed(words)
        guess = replace(quantity, frame=frame, subject=frame.subject or quantity.inherited)
        claim = claim_of(guess, report)
        if claim is not None and not claim.amount:
            yield quantity, claim._replace(doubtful=True)


def _surer(pair: tuple[Quantity, Claim], found: list[tuple[Quantity, Claim]]) -> tuple[Quantity, Claim]:
    """Ask about 许可12件 that stands alone; 处罚38件、许可12件 are sure to be those of the table."""
    quantity, claim = pair
    alone = len({c.id for _, c in found if c.subject in DECISIONS}) < 2
    if claim.subject in DECISIONS and quantity.frame.weak and alone:
        return quantity, claim._replace(unclear=True)
    if claim.person and quantity.part:
        wholes = [c.id for q, c in found if q.at < quantity.at and not c.person]
        if wholes and wholes[-1] in ("total", "new_and_carried_in"):
            return quantity, claim._replace(also=tuple(a._replace(sure=True) for a in claim.also))
    return pair


def _of_cause_before(quantity: Quantity, claim: Claim, reading: Reading, report: Report) -> Claim:
    """Return the claim of the kinds that the clause before names as the reason: 因涉及第三方权益，有3件没有公开."""
    begin = quantity.frame.words[0].start if quantity.frame.words else quantity.at
    begin = min(begin, quantity.at)
    causes = [c.frame for c in reading.clauses if c.end + 1 == begin and "about" in c.frame.signs]
    named = result_acts(causes[-1], report.form.narrative) if causes else []
    kinds = [report.form.narrative.by_words[APPLICATIONS, "", act] for act in named]
    if not kinds or not all(kind.id.startswith(f"{claim.id}_") for kind in kinds):
        return claim
    cells = tuple(cell for kind in kinds for cell in kind.cells)
    name = "和".join(kind.name for kind in kinds)
    return claim._replace(id="_and_".join(kind.id for kind in kinds), name=name, cells=cells, acts=())


def _of_others(quantity: Quantity, found: list[tuple[Quantity, Claim]], report: Report) -> Claim | None:
    """Return the claim of 其他3件 in a list of results: other handling, or of a dispute its other results, with those not
    yet decided or without.
    """
    known = report.form.narrative.by_words
    if quantity.acts != ("unsaid",) or quantity.frame.unknown:
        return None
    results = {claim.id for _, claim in found if claim.result}
    if quantity.subject == APPLICATIONS and (results >= _GROUPS or len(results) >= _MANY):
        return known.get((APPLICATIONS, "", "other"))
    if quantity.others or quantity.subject not in DISPUTES:
        return None
    if not any(
        "upheld" in c.acts or "corrected" in c.acts for _, c in found if c.subject == quantity.subject
    ):
        return None
    other, pending = (known.get((quantity.subject, "", act)) for act in ("other_results", "pending"))
    if other is None or pending is None or quantity.time is not Time.THIS or quantity.scope is Scope.OTHER:
        return None
    return other._replace(also=(Alternative(other.name, (*other.cells, *pending.cells), True),))


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
    later = [q for q in reading.quantities if q.at > quantity.at and q.part]
    return any("信息公开" in token.text for q in later[:1] for token in q.frame.words)


def _follows_results(quantity: Quantity, found: list[tuple[Quantity, Claim]]) -> bool:
    """Whether 其余32件 is what is left of a list of results or applicants, and not what is not done yet."""
    return any((claim.result or claim.person) and q.at < quantity.at for q, claim in found)


def _lists_attributes(reading: Reading, found: list[tuple[Quantity, Claim]]) -> bool:
    """Whether 主动公开、依申请公开、不予公开 are what documents were marked as, and no results of applications."""
    if any(claim.id in ("new", "total", "new_and_carried_in") for _, claim in found):
        return False
    marked = [q for q in reading.quantities if q.is_count and has_text(q.frame, "主动公开")]
    return bool(marked) and any(claim.result or claim.id == "asked_for" for _, claim in found)


def _of_sum(quantity: Quantity, found: list[tuple[Quantity, Claim]], reading: Reading) -> Claim | None:
    """Return the claim of a sum that names nothing itself: of all the figures before it, where they make the same."""
    frame = quantity.frame
    if "sum" not in frame.signs or quantity.acts or frame.subject or frame.people or frame.unknown:
        return None
    claims = {claim.id for _, claim in found}
    addends = [q.value for q in reading.quantities if q.at < quantity.at and q.unit == quantity.unit]
    kind = found[0][1] if found else None
    own = kind is not None and bool(kind.person or kind.result or kind.id.startswith("carried"))
    whole = len(found) == len(addends) or not own
    is_sum = len(addends) > 1 and whole and (len(found) > 1 or sum(addends) == quantity.value)
    return found[0][1] if len(claims) == 1 and is_sum else None


def _is_addend(
    quantity: Quantity, claim: Claim, found: list[tuple[Quantity, Claim]], reading: Reading
) -> bool:
    """Whether a later figure of the sentence sums it up: 机关7件，所属单位5件，合计12件."""
    for other, its in found:
        if (
            other.at > quantity.at
            and its is claim
            and "sum" in other.frame.signs
            and other.unit == quantity.unit
        ):
            addends = [q for q in reading.quantities if q.at < other.at and q.unit == other.unit]
            return len(addends) > 1 and sum(q.value for q in addends) == other.value
    return False
