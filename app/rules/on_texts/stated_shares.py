"""Shares: 占28.8% must be the share of its figure in a total of the text or of the tables.

*rule* is the rule on percentages, whose findings these are; *counted* are the figures before a share in its paragraph.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise

from app.lazy_pattern import pattern
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.rate_findings import (
    as_written,
    clauses,
    finding_at,
    is_right,
    whole_number,
    written,
)
from app.rules.on_texts.share_wholes import (
    CITIZENS,
    named_wholes,
    only_larger,
    told_whole,
    whole_before_list,
    wholes_of_applications,
    year_totals,
)
from app.rules.rule import Rule
from app.rules.sentences.readings import Quantity, Reading, Time
from app.rules.sentences.word_roles import APPLICATIONS, FLOW
from app.values import canonical

_NEAR = 8
"""Among how many figures before and behind a share others of the same whole are looked for."""

_CHANGES = ("增量", "减量", "净增", "增幅")
"""What a share may be of that is no total: 占增量的54.7%."""

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
    if share.frame.scopes or share.frame.unknown > 1 or any(t.text in _CHANGES for t in share.frame.words):
        return  # A share of something else: 占全市被申请案件的6.2%.
    wholes = [number for number in set(counted) if number >= value]
    named = named_wholes(examined, share, statement) or _whole_of_others(examined, reading, index)
    if clauses(between) and any(t.key == "about" and t.start > part.end for t in share.frame.words):
        yield from _share_of_some_kind(rule, reading, index, {*wholes, *named})
        return
    if any(whole and is_right(share, value / whole * 100) for whole in (*wholes, *named)):
        return
    listed = _whole_of_list(reading, share)
    of_list = whole_before_list(reading, part)
    whole = of_list or (named[0] if named else told_whole(reading, part, before) or listed)
    if not whole and (guessed := wholes_of_applications(examined, part, share, statement)):
        if any(is_right(share, value / one * 100) for one in guessed):
            return
        whole = guessed[0]
    whole = whole or only_larger(reading, part)
    if whole and value <= whole:
        right = written(value / whole * 100, share)
        message = f"文中写 {canonical(part.value)} 占 {as_written(share)}%，按总数 {canonical(whole_number(whole))} 计算应为 {right}%。"
        follows = before is not None and reading.sentence.plain.startswith("其中")
        severity = Severity.WARNING if named or follows or part.part or listed or of_list else Severity.ASK
        yield finding_at(rule, severity, message, share, statement, right if named else "")


def is_share_of_stated(reading: Reading, index: int) -> bool:
    """Whether the whole of a share is told with it: 结转24件，占应办419件的5.7%."""
    if index < 2:
        return False
    part, whole, share = reading.quantities[index - 2 : index + 1]
    told = reading.sentence.plain[whole.end : share.at] == "的" and "share" in whole.frame.signs
    exact = all(q.is_count and q.unit and q.bounds is None for q in (part, whole))
    return told and exact and part.unit == whole.unit and part.depth == whole.depth


def share_of_stated(rule: Rule, examined: Examination, reading: Reading, index: int) -> Iterator[Finding]:
    """Yield a finding for a share that its part and the whole told with it don't give."""
    part, whole, share = reading.quantities[index - 2 : index + 1]
    between = reading.sentence.plain[part.end : whole.at]
    if not whole.value or part.value > whole.value or clauses(between) > 1 or part.time is Time.CHANGE:
        return
    exact = Decimal(part.value) / Decimal(whole.value) * 100
    if not is_right(share, exact):
        message = f"文中写 {canonical(part.value)} 占 {canonical(whole.value)} 的 {as_written(share)}%，计算应为 {written(exact, share)}%。"
        yield finding_at(rule, Severity.WARNING, message, share, examined.statement(part))


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
        t.kind == "people" or t.text in CITIZENS or (t.kind == "acts" and t.key not in FLOW) for t in own
    )


def _part_of(reading: Reading, index: int) -> Quantity | None:
    """Return the figure that a share is of: the one before it, or before the bracket right before it."""
    share, text = reading.quantities[index], reading.sentence.plain
    following = reading.quantities[index + 1 : index + 2]
    if following and text[share.end : following[0].at].lstrip("余左右以上") == "的":
        return following[0]  # 占40%余的46件全部公开
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
    if not any(whole and is_right(share, part / whole * 100) for part in parts for whole in wholes):
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
    if found and (found[0].frame.scopes or found[0].frame.unknown > 1 or "about" in found[0].frame.signs):
        return  # Shares of something else: 分别占同类案件总数的6.1%和5.4%.
    parts = [q for q in reading.quantities[:index] if q.is_count and q.unit and q.time is Time.THIS]
    parts = parts[-len(found) :]
    if len(parts) < len(found) or any(q.bounds is not None for q in (*parts, *found)):
        return
    stated = [s for q in parts if (s := examined.statement(q)) is not None]
    named = named_wholes(examined, found[0], stated[-1]) if stated else []
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
    return bool(whole) and is_right(share, Decimal(part.value) / whole * 100)


def _share_together(
    rule: Rule, examined: Examination, reading: Reading, index: int, counted: Iterable[Decimal]
) -> Iterator[Finding]:
    """Ask about a share of several figures together that no sum of the last ones gives: 二者占46.57%."""
    share, sums = reading.quantities[index], _last_sums(reading, index)
    stated = [s for q in reading.quantities[:index] if (s := examined.statement(q)) is not None]
    named = named_wholes(examined, share, stated[-1]) if stated else []
    if not sums or any(
        whole and is_right(share, sum_ / whole * 100) for sum_ in sums for whole in {*counted, *named}
    ):
        return
    if not named and share.subject == APPLICATIONS and not share.frame.unknown:
        named = year_totals(examined)
        if any(is_right(share, sum_ / whole * 100) for sum_ in sums for whole in named if whole):
            return
    whole = next((whole for whole in named if whole >= sums[0]), None)
    if whole:
        sum_ = max(one for one in sums if one <= whole) if _of_all(reading, index) else sums[0]
        right = written(sum_ / whole * 100, share)
        message = f"文中写合计占 {as_written(share)}%，{canonical(whole_number(sum_))} 按总数 {canonical(whole_number(whole))} 计算为 {right}%，请核对。"
        yield finding_at(rule, Severity.ASK, message, share, None)


def _of_all(reading: Reading, index: int) -> bool:
    """Whether the words before a share add up all that stands before it, and don't say how many figures."""
    before = reading.sentence.plain[reading.quantities[index - 1].end : reading.quantities[index].at]
    told = _TOGETHER.search(before)
    return told is not None and told.group()[-1] not in "者项类"


def _last_sums(reading: Reading, index: int) -> list[Decimal]:
    """Return the sums of the last two, three … counts before a share: what 二者占 or 合计占 speaks of."""
    counts: list[Decimal] = []
    for quantity in reversed(reading.quantities[:index]):
        if quantity.is_count and quantity.unit and quantity.time is Time.THIS:
            counts.append(Decimal(quantity.value))
    return list(accumulate(counts))[1:]
