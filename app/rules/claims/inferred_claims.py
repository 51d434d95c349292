"""What a figure claims by the figures and words about it, where its own words don't say: 其他3件, 合计726件, 复议、诉讼各1件."""

from collections.abc import Iterator
from dataclasses import replace

from app.forms.narrative import Alternative, Claim
from app.lazy_pattern import pattern
from app.report import Report
from app.rules.claims.figure_claims import claim_of
from app.rules.sentences.readings import Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS, DECISIONS, DISPUTES, ELSEWHERE, framed, result_acts

_TELLING = 10
"""A figure below this may be that of a table by chance."""

_MANY = 5

_GROUPS = {"refused", "unavailable", "declined"}
"""The groups of results after which 其他3件 is what was handled otherwise."""

_NARROWING = frozenset({"channel", "about"})

_FEES = ("收费", "收费金额", "收费总额", "收取费用")

_LEADING = pattern("^(?:其中)?(?:因|涉及|涉|属于|属|有)?")
_SHORTEST_NAME = 2

_EACH = ("各", "各有", "各为", "各发生", "均为", "都是", "各计", "各收到")

_MOST = ("为主", "居多", "占多数", "占大多数", "占绝大多数", "最多", "为多", "占比最高")

_CITIZENS = ("公民", "群众", "居民", "村民", "市民", "公众")


def of_sum(
    quantity: Quantity, found: list[tuple[Quantity, Claim]], reading: Reading, report: Report
) -> Claim | None:
    """Return the claim of a sum that names nothing itself: of all the figures before it, where they make the same."""
    frame = quantity.frame
    if "sum" not in frame.signs or quantity.acts or frame.subject or frame.people or frame.unknown:
        return None
    if len({claim.id for _, claim in found}) != 1:
        return None
    if found[0][1].id == "carried_in" and len([q for q in reading.quantities if q.at < quantity.at]) == 1:
        due = report.form.narrative.by_words.get((APPLICATIONS, "", "due"))
        return None if due is None else due._replace(unclear=True)  # 上年结转31件，合计543件
    addends = [q.value for q in reading.quantities if q.at < quantity.at and q.unit == quantity.unit]
    kind = found[0][1]
    own = bool(kind.person or kind.result or kind.id.startswith("carried"))
    whole = len(found) == len(addends) or not own
    is_sum = len(addends) > 1 and whole and (len(found) > 1 or sum(addends) == quantity.value)
    return kind if is_sum else None


def of_others(
    quantity: Quantity, found: list[tuple[Quantity, Claim]], reading: Reading, report: Report
) -> Claim | None:
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
    if any("pending" in q.acts and q.subject == quantity.subject for q in reading.quantities):
        return other
    return other._replace(also=(Alternative(other.name, (*other.cells, *pending.cells), True),))


def of_those_decided(quantity: Quantity, found: list[tuple[Quantity, Claim]], report: Report) -> Claim | None:
    """Return the claim of 办结7件 right behind the disputes that it is of: 复议9件，办结7件."""
    if quantity.subject not in DISPUTES or quantity.acts not in (("done",), ("heard",)) or not found:
        return None
    last, claim = found[-1]
    if claim.subject != quantity.subject or not claim.said or claim.id.endswith("_heard"):
        return None
    between = _between(last, quantity)
    if between.count("，") + between.count("(") != 1 or "；" in between:
        return None
    heard = report.form.narrative.by_words.get((quantity.subject, "", "heard"))
    return None if heard is None else heard._replace(doubtful=claim.doubtful)


def of_short_name(quantity: Quantity, found: list[tuple[Quantity, Claim]], report: Report) -> Claim | None:
    """Return the claim of 案卷4件 in a list behind 不予公开6件: the only row of that group whose name has the word."""
    heads = [(q, claim) for q, claim in found if claim.result and "_" not in claim.id]
    if quantity.acts or not heads or quantity.unit != heads[-1][0].unit:
        return None
    head, group = heads[-1]
    plain = quantity.sentence.plain
    within = plain[head.end : quantity.at]
    if "；" in within or not (quantity.part or quantity.depth > head.depth or within.startswith("：")):
        return None
    name = _LEADING.sub("", within[max(within.rfind(mark) for mark in "，、：(") + 1 :]).rstrip("类的有")
    rows = [c for c in report.form.narrative.claims if c.id.startswith(f"{group.id}_") and name in c.name]
    return rows[0]._replace(unclear=True) if len(rows) == 1 and len(name) >= _SHORTEST_NAME else None


def of_whole(
    reading: Reading, found: list[tuple[Quantity, Claim]], report: Report
) -> tuple[Quantity, Claim] | None:
    """Return the claim of the first figure of 33件申请，30件按时答复，1件顺延: all that were asked for."""
    first = reading.quantities[0] if reading.quantities else None
    if first is None or first.subject != APPLICATIONS or first.acts or first.part or first.person:
        return None
    words = first.frame.words
    alone = len(words) == 1 and words[0].start == first.end and words[0].text == "申请"
    if not alone or first.at or not {"total", "carried_out"} & {claim.id for _, claim in found}:
        return None
    if any(q is first for q, _ in found) or first.time is not Time.THIS or first.scope is Scope.OTHER:
        return None
    claim = report.form.narrative.by_words.get((APPLICATIONS, "", ""))
    return None if claim is None else (first, claim._replace(unclear=True))


def of_fees(quantity: Quantity, found: list[tuple[Quantity, Claim]], report: Report) -> Claim | None:
    """Return the claim of 收费310.6万元 in a list of decisions, where it can only be the fees of table two."""
    last = next((t for t in reversed(quantity.frame.words) if t.end <= quantity.at), None)
    if quantity.unit != "元" or last is None or last.text not in _FEES or quantity.frame.unknown:
        return None
    if quantity.subject not in ("", *DECISIONS) or not any(c.subject in DECISIONS for _, c in found):
        return None
    return report.form.narrative.by_words.get(("fees", "", ""))


def of_citizens(quantity: Quantity, reading: Reading, report: Report) -> Claim | None:
    """Return the claim of 公民78件 in a list of persons; elsewhere 公民 means applicants of every kind."""
    before = [t for t in quantity.frame.words if t.end <= quantity.at]
    end = before[-1].start if before and before[-1].text == "的" else quantity.at
    last = next((t for t in reversed(before) if t.end <= end), None)
    if last is None or last.text not in _CITIZENS or last.end != end or quantity.unit != "件":
        return None
    others = any(q.person and q is not quantity for q in reading.quantities)
    if not others or quantity.subject != APPLICATIONS or quantity.time is not Time.THIS or quantity.acts:
        return None
    return report.form.narrative.by_words.get((APPLICATIONS, "natural_person", ""))


def of_people_before(quantity: Quantity, reading: Reading, report: Report) -> Claim | None:
    """Return the claim of the applicants that the clause right before names: 申请人以自然人为主，共47件."""
    frame, plain = quantity.frame, reading.sentence.plain
    if quantity.subject != APPLICATIONS or quantity.acts or frame.subject or frame.people or frame.unknown:
        return None
    begin = min(frame.words[0].start, quantity.at) if frame.words else quantity.at
    clause = next((c for c in reversed(reading.clauses) if c.end + 1 == begin), None)
    people = [t for t in clause.frame.words if t.kind == "people"] if clause is not None else []
    if clause is None or len(people) != 1 or plain[people[0].end : clause.end] not in _MOST:
        return None
    if quantity.time is not Time.THIS or quantity.scope is Scope.OTHER or quantity.unit != "件":
        return None
    return report.form.narrative.by_words.get((APPLICATIONS, people[0].key, ""))


def of_some_of_all(quantity: Quantity, reading: Reading, report: Report) -> list[tuple[Quantity, Claim]]:
    """Return the claims of 14件中13件予以公开: of the result, and of the whole by which it is known to be of the year's."""
    words, known = quantity.frame.words, report.form.narrative.by_words
    if not words or words[0].text != "中":
        return []
    before = next((q for q in reversed(reading.quantities) if q.at < quantity.at), None)
    if before is None or words[0].start != before.end:
        return []
    whole = known.get((APPLICATIONS, "", ""))
    if whole is None or before.frame.words or before.acts or quantity.subject != APPLICATIONS:
        return []
    told = replace(quantity, frame=framed(words[1:]))
    claim = claim_of(told, report) if quantity.acts and quantity.unit == before.unit else None
    if claim is None or not claim.result:
        return []
    return [(before, whole._replace(doubtful=True)), (quantity, claim._replace(doubtful=True))]


def of_each(quantity: Quantity, report: Report) -> list[Claim]:
    """Return the claims of 行政复议、行政诉讼各1件: a figure that is that of each thing named before it."""
    frame = quantity.frame
    last = next((t for t in reversed(frame.words) if t.end <= quantity.at), None)
    if last is None or last.text not in _EACH or last.end != quantity.at:
        return []
    subjects, acts = dict.fromkeys(frame.subjects), dict.fromkeys(frame.acts)
    if len(subjects) > 1:
        ones = [replace(quantity, subject=key, said=True) for key in subjects]
    elif len(acts) > 1:
        ones = [replace(quantity, frame=frame.doing(act), acts=(act,)) for act in acts]
    else:
        return []
    claims = [claim_of(one, report) for one in ones]
    return [claim for claim in claims if claim is not None] if None not in claims else []


def of_cause_before(quantity: Quantity, claim: Claim, reading: Reading, report: Report) -> Claim:
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


def guesses(
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


def _between(one: Quantity, other: Quantity) -> str:
    """Return what stands between two figures of a sentence."""
    return one.sentence.plain[one.end : other.at]
