"""Percentages in the text: shares and rates must follow from their figures (rule 10 of the project's list)."""

from collections import deque
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate

from app.rules.agreement import Agreement, Statement
from app.rules.examination import Examination
from app.rules.frames import APPLICATIONS, DISPUTES, result_acts
from app.rules.lazy_pattern import pattern
from app.rules.model import Finding, Severity
from app.rules.rate_findings import as_written, clauses, finding_at, fits, whole_number, written
from app.rules.readings import Quantity, Reading, Scope, Time
from app.rules.rule import REGULATION, rule
from app.rules.table_figures import figure
from app.values import canonical

_REMEMBERED = 50
"""A share may refer to one of this many figures before it in the paragraph."""

_HUNDRED = Decimal("100.6")
_NEAR = Decimal("0.6")
_TOGETHER = pattern("[二两三四]者|[两三四]项|[两三四]类|合计|共占|总共|合占|共同")
"""A share after these is one of several figures together."""

_DECIDED = {"corrected_rate": "corrected", "upheld_rate": "upheld"}
"""The rates that are of a result of disputes."""

_SEPARATE = pattern("[；(]|其中|同时|此外")


@rule("narrative.share", "占比", "“占……%”应与件数和总数相符，四舍五入或舍去尾数都可以。", source=f"{REGULATION}第六条：准确地公开政府信息")  # fmt: skip
def shares(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each share that isn't the one that its figures give."""
    place, counted = ("", -1), deque[Decimal](maxlen=_REMEMBERED)
    before: Reading | None = None
    for reading in examined.readings:
        if (reading.sentence.section, reading.sentence.paragraph) != place:
            place, before = (reading.sentence.section, reading.sentence.paragraph), None
            counted.clear()
        counted += [Decimal(q.value) for q in reading.quantities if q.is_count and q.unit]
        for index, quantity in enumerate(reading.quantities):
            if quantity.unit == "%" and quantity.bounds is None:
                if "share" in quantity.frame.signs and _is_respective(reading, index):
                    yield from _shares_in_order(examined, reading, index, counted)
                elif _is_bare_share(examined, reading, index):
                    yield from _share(examined, reading, index, counted, before)
                elif "share" in quantity.frame.signs:
                    yield from _share(examined, reading, index, counted, before)
                    yield from _share_alone(examined, reading, index)
                elif quantity.frame.signs & {"rate", *_DECIDED}:
                    yield from _rate(examined, reading, quantity)
        if "%" in reading.sentence.plain:
            yield from _too_much(reading)
        before = reading


def _share(
    examined: Examination, reading: Reading, index: int, counted: Iterable[Decimal], before: Reading | None
) -> Iterator[Finding]:
    share = reading.quantities[index]
    part = reading.quantities[index - 1] if index else None
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
    statement, value = examined.statement(part), Decimal(part.value)
    if _TOGETHER.search(between) is not None:
        yield from _share_together(examined, reading, index, counted)
        return
    if share.frame.scopes or share.frame.unknown > 1:
        return  # A share of something else: 占全市被申请案件的6.2%.
    wholes = [number for number in set(counted) if number >= value]
    named = _named_wholes(examined, share, statement)
    if clauses(between) and "about" in share.frame.signs:
        yield from _share_of_some_kind(reading, share, {*wholes, *named})
        return
    if any(whole and fits(share, value / whole * 100) for whole in (*wholes, *named)):
        return
    whole = named[0] if named else _told_whole(reading, part, before)
    if whole and value <= whole:
        right = written(value / whole * 100, share)
        message = f"文中写 {canonical(part.value)} 占 {as_written(share)}%，按总数 {canonical(whole_number(whole))} 计算应为 {right}%。"
        follows = before is not None and reading.sentence.plain.startswith("其中")
        severity = Severity.WARNING if named or follows or part.part else Severity.ASK
        yield finding_at(shares, severity, message, share, statement, right if named else "")


def _share_of_some_kind(reading: Reading, share: Quantity, wholes: set[Decimal]) -> Iterator[Finding]:
    """Ask about the share of a kind in its own words that no figure of the sentence gives: 涉企类申请占43.75%."""
    parts = [Decimal(q.value) for q in reading.quantities if q.is_count and q.unit and q.at < share.at]
    if not any(whole and fits(share, part / whole * 100) for part in parts for whole in wholes):
        message = f"文中写占 {as_written(share)}%，与句中的件数都算不出这个比例，请核对。"
        yield finding_at(shares, Severity.ASK, message, share, None)


def _is_bare_share(examined: Examination, reading: Reading, index: int) -> bool:
    """Whether a share stands in brackets with its figure: 予以公开19件（28.8%）, 予以公开（19件，28.8%）."""
    share, before = reading.quantities[index], reading.quantities[index - 1] if index else None
    if before is None or share.frame.words or not share.depth or examined.statement(before) is None:
        return False
    return reading.sentence.plain[before.end : share.at] in ("(", "，")


def _is_respective(reading: Reading, index: int) -> bool:
    """Whether a share is the first of several that belong to the figures before them in order: 分别占."""
    share = reading.quantities[index]
    following = reading.quantities[index + 1 : index + 2]
    named = any(token.text in ("分别", "各", "依次") for token in share.frame.words)
    return named and bool(following) and following[0].unit == "%"


def _shares_in_order(
    examined: Examination, reading: Reading, index: int, counted: Iterable[Decimal]
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
            yield finding_at(shares, Severity.WARNING, message, share, examined.statement(part), value)


def _is_share(share: Quantity, part: Quantity, whole: Decimal) -> bool:
    return bool(whole) and fits(share, Decimal(part.value) / whole * 100)


def _share_together(
    examined: Examination, reading: Reading, index: int, counted: Iterable[Decimal]
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
        yield finding_at(shares, Severity.ASK, message, share, None)


def _last_sums(reading: Reading, index: int) -> list[Decimal]:
    """Return the sums of the last two, three … counts before a share: what 二者占 or 合计占 speaks of."""
    counts: list[Decimal] = []
    for quantity in reversed(reading.quantities[:index]):
        if quantity.is_count and quantity.unit and quantity.time is Time.THIS:
            counts.append(Decimal(quantity.value))
    return list(accumulate(counts))[1:]


def _share_alone(examined: Examination, reading: Reading, index: int) -> Iterator[Finding]:
    """Yield a finding for a share that stands alone and differs from the tables: 自然人申请占78%."""
    share = reading.quantities[index]
    before = reading.quantities[index - 1] if index else None
    if before is not None and before.is_count and not clauses(reading.sentence.plain[before.end : share.at]):
        return
    if share.subject != APPLICATIONS or share.time is not Time.THIS or share.scope is not Scope.OWN:
        return
    frame, narrative, report = share.frame, examined.report.form.narrative, examined.report
    acts = [act for act in result_acts(frame, narrative) if not frame.people]
    keys = [(APPLICATIONS, frame.people, act) for act in (acts or [""])]
    claims = [narrative.by_words[key] for key in keys if key in narrative.by_words]
    if not (acts or frame.people) or len(claims) != 1 or frame.unknown or frame.qualified:
        return
    sums = [claims[0].cells, *(other.cells for other in claims[0].also)]
    parts = [sum_ for cells in sums if (sum_ := figure(report, cells)) is not None]
    wholes = [sum_ for other in narrative.share_of if (sum_ := figure(report, other.cells)) is not None]
    pairs = [(Decimal(part.value), Decimal(whole.value)) for part in parts for whole in wholes if whole.value]
    if not pairs or not parts[0].whole or any(fits(share, part / whole * 100) for part, whole in pairs):
        return
    whole = next((w for w in wholes if frame.people and w is wholes[min(1, len(wholes) - 1)]), wholes[0])
    right = written(Decimal(parts[0].value) / Decimal(whole.value) * 100, share)
    message = f"文中写{claims[0].name}占 {as_written(share)}%，按表中的数计算为 {right}%。"
    yield finding_at(shares, Severity.WARNING, message, share, None)


def _named_wholes(examined: Examination, share: Quantity, statement: Statement | None) -> list[Decimal]:
    """Return the totals of the tables to which a share may refer: that of its subject, or those of its table."""
    report, narrative = examined.report, examined.report.form.narrative
    topic = share.frame.subject if share.frame.subject in DISPUTES else ""
    if not topic and statement is not None and statement.claim.subject in DISPUTES:
        topic = statement.claim.subject
    if topic:
        keys = [topic, "both"]
        claims = [narrative.by_words[key, "", ""] for key in keys if (key, "", "") in narrative.by_words]
        sums = [figure(report, claim.cells) for claim in claims]
    elif statement is not None and statement.claim.subject == APPLICATIONS:
        sums = [figure(report, other.cells) for other in narrative.share_of]
    else:
        return []
    return [Decimal(sum_.value) for sum_ in sums if sum_ is not None]


def _told_whole(reading: Reading, part: Quantity, before: Reading | None) -> Decimal | None:
    """Return the total that the sentence names before a part, or the last figure of the sentence before."""
    sums = [
        q for q in reading.quantities if q.at < part.at and "sum" in q.frame.signs and q.unit == part.unit
    ]
    if not sums and before is not None and reading.sentence.plain.startswith("其中"):
        sums = [q for q in before.quantities if q.is_count and q.unit == part.unit and q.time is Time.THIS]
    return Decimal(sums[-1].value) if sums else None


def _rate(examined: Examination, reading: Reading, rate: Quantity) -> Iterator[Finding]:
    """Yield a finding for 办结率 or 纠错率 that follows neither from the tables nor from the sentence's figures."""
    if rate.time is not Time.THIS or rate.scope is not Scope.OWN or "on_time" in rate.frame.signs:
        return
    counts = [Decimal(q.value) for q in reading.quantities if q.is_count and q.unit and q.time is Time.THIS]
    decided = next((_DECIDED[sign] for sign in rate.frame.signs if sign in _DECIDED), "")
    if rate.subject != APPLICATIONS and not (decided and rate.subject in DISPUTES):
        return
    pairs = [(a, b) for a in counts for b in counts if a < b] + _rates_of_tables(
        examined, decided, rate.subject
    )
    if any(whole and fits(rate, part / whole * 100) for part, whole in pairs) or rate.value == 100:
        return
    stated = [q for q in reading.quantities if q.at < rate.at and examined.statement(q) is not None]
    told = sorted((Decimal(q.value) for q in stated), reverse=True)
    if len(told) > 1 and told[0] and told[1] / told[0] * 100 != rate.value:
        severity, right = (
            Severity.WARNING,
            f"，按 {canonical(whole_number(told[1]))} 和 {canonical(whole_number(told[0]))} 计算应为 {written(told[1] / told[0] * 100, rate)}%",
        )
    elif (stated or rate.frame.subject or rate.said) and pairs and pairs[-1][1]:
        found = [examined.statement(q) for q in stated]
        agreeing = any(s is not None and s.agreement is Agreement.AGREES for s in found)
        severity, right = (
            Severity.WARNING if agreeing or (decided and rate.frame.subject in DISPUTES) else Severity.ASK,
            f"，按表中的数计算为 {written(pairs[-1][0] / pairs[-1][1] * 100, rate)}%",
        )
    else:
        return
    name = next(token.text for token in reversed(rate.frame.words) if token.key in ("rate", *_DECIDED))
    message = f"文中写{name} {as_written(rate)}%{right}。"
    yield finding_at(shares, severity, message, rate, None)


def _rates_of_tables(examined: Examination, decided: str, subject: str) -> list[tuple[Decimal, Decimal]]:
    """Return the figures of the tables to which a rate may refer, the likeliest ones last."""
    known = examined.report.form.narrative.by_words
    named = [subject] if subject in ("review", "suit", "direct_suit", "suit_after_review") else [*DISPUTES]
    keys = (
        [((key, "", decided), (key, "", "")) for key in named]
        if decided
        else [((APPLICATIONS, "", "done"), (APPLICATIONS, "", act)) for act in ("received", "due")]
    )
    pairs: list[tuple[Decimal, Decimal]] = []
    for part, whole in keys:
        if part in known and whole in known:
            one, all_ = (
                figure(examined.report, known[part].cells),
                figure(examined.report, known[whole].cells),
            )
            if one is not None and all_ is not None:
                pairs.append((Decimal(one.value), Decimal(all_.value)))
                pending = (whole[0], "", "pending")
                open_ = figure(examined.report, known[pending].cells) if pending in known else None
                if open_ is not None:
                    pairs.insert(0, (Decimal(one.value), Decimal(all_.value - open_.value)))
    return pairs


def _too_much(reading: Reading) -> Iterator[Finding]:
    """Yield a finding where shares of one whole add up to more than it: 占94.8%，占15.2%."""
    sum_, reached, last = Decimal(0), False, 0
    for quantity in reading.quantities:
        if quantity.unit != "%" or "share" not in quantity.frame.signs or quantity.bounds is not None:
            continue
        if _SEPARATE.search(reading.sentence.plain, last, quantity.at) and last:
            sum_, reached = Decimal(0), False
        sum_, last = sum_ + Decimal(quantity.value), quantity.end
        reached = reached or abs(sum_ - 100) <= _NEAR
        if sum_ > _HUNDRED and not reached and sum_ != Decimal(quantity.value):
            message = f"文中所列各项占比相加为 {canonical(sum_)}%，超过 100%。"
            yield finding_at(shares, Severity.WARNING, message, quantity, None)
            return
