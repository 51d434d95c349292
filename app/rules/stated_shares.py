"""Shares: 占28.8% must be the share of its figure in a total of the text or of the tables.

*rule* is the rule on percentages, whose findings these are; *counted* are the figures before a share in its paragraph.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise

from app.forms.narrative import Narrative
from app.lazy_pattern import pattern
from app.rules.agreement import Statement
from app.rules.application_claims import joined
from app.rules.examination import Examination
from app.rules.frames import APPLICATIONS, DISPUTES, FLOW, result_acts
from app.rules.model import Finding, Severity
from app.rules.rate_findings import as_written, clauses, finding_at, fits, whole_number, written
from app.rules.readings import Quantity, Reading, Scope, Time
from app.rules.rule import Rule
from app.rules.table_figures import figure
from app.values import canonical

_NEAR = 8
"""Among how many figures before and behind a share others of the same whole are looked for."""

_CITIZENS = ("公民", "群众", "居民", "村民", "市民", "公众")
_ALL_DONE = [["办结总数"], ["答复总数"], ["办结总量"], ["办结量"]]

_MOST_TOGETHER = 5
_TOGETHER = pattern("[二两三四]者|[两三四]项|[两三四]类|合计|共占|总共|合占|共同")
"""A share after these is one of several figures together."""


def share_stated(
    rule: Rule,
    examined: Examination,
    reading: Reading,
    index: int,
    counted: Iterable[Decimal],
    before: Reading | None,
) -> Iterator[Finding]:
    """Yield a finding for a share of the figure before it that no total near it gives."""
    share = reading.quantities[index]
    part = _part_of(reading, index)
    if (
        part is None
        or not part.is_count
        or not part.unit
        or part.bounds is not None
        or part.time is Time.CHANGE
    ):
        return
    between = reading.sentence.plain[part.end : share.at]
    if "；" in between or "。" in between or clauses(between) > 1:
        return
    if clauses(between) and _names_its_part(share, part):
        return
    statement, value = examined.statement(part), Decimal(part.value)
    if _TOGETHER.search(between) is not None:
        yield from _share_together(rule, examined, reading, index, counted)
        return
    if share.frame.scopes or share.frame.unknown > 1:
        return  # A share of something else: 占全市被申请案件的6.2%.
    wholes = [number for number in set(counted) if number >= value]
    named = _named_wholes(examined, share, statement) or _whole_of_others(examined, reading, index)
    if clauses(between) and any(t.key == "about" and t.start > part.end for t in share.frame.words):
        yield from _share_of_some_kind(rule, reading, index, {*wholes, *named})
        return
    if any(whole and fits(share, value / whole * 100) for whole in (*wholes, *named)):
        return
    listed = _whole_of_list(reading, share)
    whole = named[0] if named else _told_whole(reading, part, before) or listed
    if whole and value <= whole:
        right = written(value / whole * 100, share)
        message = f"文中写 {canonical(part.value)} 占 {as_written(share)}%，按总数 {canonical(whole_number(whole))} 计算应为 {right}%。"
        follows = before is not None and reading.sentence.plain.startswith("其中")
        severity = Severity.WARNING if named or follows or part.part or listed else Severity.ASK
        yield finding_at(rule, severity, message, share, statement, right if named else "")


def _whole_of_others(examined: Examination, reading: Reading, index: int) -> list[Decimal]:
    """Return the total of the tables that another share of the sentence is of, with its figure: 41件，占18.1%."""
    share, near = reading.quantities[index], reading.quantities[max(0, index - _NEAR) : index + _NEAR]
    pairs = [
        (one, two)
        for one, two in pairwise(near)
        if one.is_count and one.unit and two.unit == "%" and "share" in two.frame.signs and two is not share
    ]
    sums = [figure(examined.report, other.cells) for other in examined.report.form.narrative.share_of]
    wholes = [Decimal(sum_.value) for sum_ in sums if sum_ is not None and sum_.value]
    return [w for w in wholes if any(one.value and _is_share(two, one, w) for one, two in pairs)]


def _names_its_part(share: Quantity, part: Quantity) -> bool:
    """Whether words of its own clause say what a share is of: 在109件答复中，予以公开的占48.6%."""
    first = next((t for t in share.frame.words if t.key == "share"), None)
    own = [t for t in share.frame.words if first is not None and part.end < t.start < first.start]
    return any(
        t.kind == "people" or t.text in _CITIZENS or (t.kind == "acts" and t.key not in FLOW) for t in own
    )


def _part_of(reading: Reading, index: int) -> Quantity | None:
    """Return the figure that a share is of: the one before it, or before the bracket right before it."""
    share, text = reading.quantities[index], reading.sentence.plain
    if not index:
        return None
    before = reading.quantities[index - 1]
    if before.depth <= share.depth or not text[before.end : share.at].startswith(")"):
        return before
    return next((q for q in reversed(reading.quantities[:index]) if q.depth == share.depth), before)


def _whole_of_list(reading: Reading, share: Quantity) -> Decimal | None:
    """Return the sum of figures with a share each, where it gives all shares but this: 271件，占36%；124件，占29%；33件，占8%."""
    odd = _odd_share(reading)
    return odd[1] if odd is not None and odd[0] is share else None


@lru_cache(maxsize=1)
def _odd_share(reading: Reading) -> tuple[Quantity, Decimal] | None:
    """Return the one of at least three shares that the sum of their figures does not give, and the sum."""
    pairs = [
        (one, two)
        for one, two in pairwise(reading.quantities)
        if one.is_count and one.unit and two.unit == "%" and "share" in two.frame.signs
    ]
    sum_ = sum((Decimal(one.value) for one, _ in pairs), Decimal(0))
    odd = [two for one, two in pairs if not _is_share(two, one, sum_)] if len(pairs) > 2 else []
    return (odd[0], sum_) if len(odd) == 1 else None


def _share_of_some_kind(rule: Rule, reading: Reading, index: int, wholes: set[Decimal]) -> Iterator[Finding]:
    """Ask about the share of a kind in its own words that no figure of the sentence gives: 涉企类申请占43.75%."""
    share = reading.quantities[index]
    parts = {Decimal(q.value) for q in reading.quantities[:index] if q.is_count and q.unit}
    parts |= set(_last_sums(reading, index)[:_MOST_TOGETHER])
    if not any(whole and fits(share, part / whole * 100) for part in parts for whole in wholes):
        message = f"文中写占 {as_written(share)}%，与句中的件数都算不出这个比例，请核对。"
        yield finding_at(rule, Severity.ASK, message, share, None)


def shares_in_order(
    rule: Rule, examined: Examination, reading: Reading, index: int, counted: Iterable[Decimal]
) -> Iterator[Finding]:
    """Yield a finding for each of 分别占85.67%、11.32%、3.01% that is not the share of its figure."""
    found: list[Quantity] = []
    for quantity in reading.quantities[index:]:
        if quantity.unit != "%" or (found and quantity.at - found[-1].end > 1):
            break
        found.append(quantity)
    parts = [q for q in reading.quantities[:index] if q.is_count and q.unit and q.time is Time.THIS]
    parts = parts[-len(found) :]
    if len(parts) < len(found) or any(q.bounds is not None for q in (*parts, *found)):
        return
    stated = [s for q in parts if (s := examined.statement(q)) is not None]
    named = _named_wholes(examined, found[0], stated[-1]) if stated else []
    wholes = {*counted, *named, sum((Decimal(q.value) for q in parts), Decimal(0))}
    pairs = list(zip(found, parts, strict=True))
    right = max(wholes, key=lambda whole: sum(_is_share(share, part, whole) for share, part in pairs))
    if not any(_is_share(share, part, right) for share, part in pairs):
        return
    for share, part in pairs:
        if not _is_share(share, part, right):
            value = written(Decimal(part.value) / right * 100, share)
            message = f"文中写 {canonical(part.value)} 占 {as_written(share)}%，按总数 {canonical(whole_number(right))} 计算应为 {value}%。"
            yield finding_at(rule, Severity.WARNING, message, share, examined.statement(part), value)


def _is_share(share: Quantity, part: Quantity, whole: Decimal) -> bool:
    return bool(whole) and fits(share, Decimal(part.value) / whole * 100)


def _share_together(
    rule: Rule, examined: Examination, reading: Reading, index: int, counted: Iterable[Decimal]
) -> Iterator[Finding]:
    """Ask about a share of several figures together that no sum of the last ones gives: 二者占46.57%."""
    share, sums = reading.quantities[index], _last_sums(reading, index)
    stated = [s for q in reading.quantities[:index] if (s := examined.statement(q)) is not None]
    named = _named_wholes(examined, share, stated[-1]) if stated else []
    if not sums or any(
        whole and fits(share, sum_ / whole * 100) for sum_ in sums for whole in {*counted, *named}
    ):
        return
    whole = next((whole for whole in named if whole >= sums[0]), None)
    if whole:
        right = written(sums[0] / whole * 100, share)
        message = f"文中写合计占 {as_written(share)}%，{canonical(whole_number(sums[0]))} 按总数 {canonical(whole_number(whole))} 计算为 {right}%，请核对。"
        yield finding_at(rule, Severity.ASK, message, share, None)


def _last_sums(reading: Reading, index: int) -> list[Decimal]:
    """Return the sums of the last two, three … counts before a share: what 二者占 or 合计占 speaks of."""
    counts: list[Decimal] = []
    for quantity in reversed(reading.quantities[:index]):
        if quantity.is_count and quantity.unit and quantity.time is Time.THIS:
            counts.append(Decimal(quantity.value))
    return list(accumulate(counts))[1:]


def share_alone(rule: Rule, examined: Examination, reading: Reading, index: int) -> Iterator[Finding]:
    """Yield a finding for a share that stands alone and differs from the tables: 自然人申请占78%."""
    share = reading.quantities[index]
    before = reading.quantities[index - 1] if index else None
    if before is not None and before.is_count and not clauses(reading.sentence.plain[before.end : share.at]):
        return
    if share.subject != APPLICATIONS or share.time is not Time.THIS or share.scope is not Scope.OWN:
        return
    frame, narrative, report = share.frame, examined.report.form.narrative, examined.report
    if _result_told(share, narrative):
        return
    acts = [act for act in result_acts(frame, narrative) if not frame.people]
    keys = [(APPLICATIONS, frame.people, act) for act in (acts or [""])]
    claims = [narrative.by_words[key] for key in keys if key in narrative.by_words]
    if not (acts or frame.people) or len(claims) != len(keys) or frame.unknown or frame.qualified:
        return
    claims = [joined(claims)]
    sums = [claims[0].cells, *(other.cells for other in claims[0].also)]
    parts = [sum_ for cells in sums if (sum_ := figure(report, cells)) is not None]
    wholes = [sum_ for other in narrative.share_of if (sum_ := figure(report, other.cells)) is not None]
    pairs = [(Decimal(part.value), Decimal(whole.value)) for part in parts for whole in wholes if whole.value]
    if not pairs or not parts[0].whole or any(fits(share, part / whole * 100) for part, whole in pairs):
        return
    whole = next((w for w in wholes if frame.people and w is wholes[min(1, len(wholes) - 1)]), wholes[0])
    right = written(Decimal(parts[0].value) / Decimal(whole.value) * 100, share)
    message = f"文中写{claims[0].name}占 {as_written(share)}%，按表中的数计算为 {right}%。"
    yield finding_at(rule, Severity.WARNING, message, share, None)


def _named_wholes(examined: Examination, share: Quantity, statement: Statement | None) -> list[Decimal]:
    """Return the totals of the tables to which a share may refer: that of its subject, or those of its table."""
    report, narrative = examined.report, examined.report.form.narrative
    if (done := _done_told(share, narrative)) and (sum_ := figure(report, done)) is not None:
        return [Decimal(sum_.value)]
    topic = share.frame.subject if share.frame.subject in DISPUTES else ""
    if not topic and statement is not None and statement.claim.subject in DISPUTES:
        topic = statement.claim.subject
    if topic:
        keys = [topic, "both"]
        claims = [narrative.by_words[key, "", ""] for key in keys if (key, "", "") in narrative.by_words]
        sums = [figure(report, claim.cells) for claim in claims]
        if "heard" in share.frame.acts:
            return _decided(examined, keys)
    elif statement is not None and statement.claim.subject == APPLICATIONS:
        sums = [figure(report, other.cells) for other in narrative.share_of]
    elif cells := _whole_told(share, narrative):
        sums = [figure(report, cells)]
    else:
        return []
    return [Decimal(sum_.value) for sum_ in sums if sum_ is not None]


def _decided(examined: Examination, subjects: list[str]) -> list[Decimal]:
    """Return how many of the disputes were decided: 占已审结复议案件的20%."""
    known, found = examined.report.form.narrative.by_words, []
    for key in subjects:
        sums = [
            figure(examined.report, known[key, "", act].cells)
            for act in ("", "pending")
            if (key, "", act) in known
        ]
        if len(sums) > 1 and sums[0] is not None and sums[1] is not None:
            found.append(Decimal(sums[0].value - sums[1].value))
    return found


def _done_told(share: Quantity, narrative: Narrative) -> tuple[str, ...]:
    """Return the cells of all that was answered where a share names them: 占办结总数的20%, and of nothing else."""
    words = share.frame.words
    first = next((i for i, t in enumerate(words) if t.kind == "signs" and t.key == "share"), len(words))
    told = [t for t in words[first + 1 :] if not (t.kind == "signs" and t.key == "small")]
    act = "done" if [t.text for t in told] in _ALL_DONE else _result_told(share, narrative)
    if not act or share.frame.people:
        return ()
    claim = narrative.by_words.get((APPLICATIONS, "", act))
    return () if claim is None else claim.cells


def _result_told(share: Quantity, narrative: Narrative) -> str:
    """Return the result of which all the cases are the whole of a share: 占不予公开总数的76.1%."""
    words = share.frame.words
    first = next((t.start for t in words if t.kind == "signs" and t.key == "share"), share.at)
    acts = [t.key for t in words if t.kind == "acts" and t.start > first]
    known = [act for act in acts if (c := narrative.by_words.get((APPLICATIONS, "", act))) and c.result]
    return known[0] if len(acts) == len(known) == 1 else ""


def _whole_told(share: Quantity, narrative: Narrative) -> tuple[str, ...]:
    """Return the cells of the whole that a share names itself: 占新收申请的57.8%, 占办结总数的20%."""
    frame = share.frame
    acts = [act for act in frame.acts if act in ("received", "accepted", "done")]
    first = next((t for t in frame.words if t.kind == "signs" and t.key == "share"), None)
    named = frame.subject == APPLICATIONS and (not frame.weak or acts)
    if first is None or not named or frame.people or frame.unknown or len(acts) > 1:
        return ()
    if any(t.start < first.start for t in frame.words if t.kind in ("acts", "subjects")):
        return ()
    claim = narrative.by_words.get((APPLICATIONS, "", acts[0] if acts else "received"))
    return () if claim is None else claim.cells


@lru_cache(maxsize=1)
def _sums_told(reading: Reading) -> list[Quantity]:
    return [q for q in reading.quantities if "sum" in q.frame.signs]


def _told_whole(reading: Reading, part: Quantity, before: Reading | None) -> Decimal | None:
    """Return the total that the sentence names before a part, or the last figure of the sentence before."""
    sums = [q for q in _sums_told(reading) if q.at < part.at and q.unit == part.unit]
    if not sums and before is not None and reading.sentence.plain.startswith("其中"):
        sums = [q for q in before.quantities if q.is_count and q.unit == part.unit and q.time is Time.THIS]
    return Decimal(sums[-1].value) if sums else None
