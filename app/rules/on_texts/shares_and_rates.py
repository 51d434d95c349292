"""All shares and rates of the texts, each held against the figures before it.

*rule* is the rule on percentages, whose findings these are.
"""

from collections import deque
from collections.abc import Iterator
from decimal import Decimal

from app.lazy_pattern import pattern
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.on_texts.lone_shares import share_alone
from app.rules.on_texts.rate_findings import finding_at
from app.rules.on_texts.stated_rates import DECIDED_RATES, SHOWN_RATE, rate_stated, shown_rate_stated
from app.rules.on_texts.stated_shares import (
    is_share_of_stated,
    share_of_stated,
    share_stated,
    shares_in_order,
)
from app.rules.rule import Rule
from app.rules.sentences.readings import Reading
from app.values import canonical

_REMEMBERED = 50
"""A share may refer to one of this many figures before it in the paragraph."""

_HUNDRED = Decimal("100.6")
_NEAR = Decimal("0.6")
_SEPARATE = pattern("[；(]|其中|同时|此外")


def shares_told(rule: Rule, examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each share or rate that isn't the one that its figures give."""
    place, counted = ("", -1), deque[Decimal](maxlen=_REMEMBERED)
    before: Reading | None = None
    for reading in examined.readings:
        if (reading.sentence.section, reading.sentence.paragraph) != place:
            place, before = (reading.sentence.section, reading.sentence.paragraph), None
            counted.clear()
        counted += [Decimal(q.value) for q in reading.quantities if q.is_count and q.unit]
        for index, quantity in enumerate(reading.quantities):
            if quantity.unit == "%" and (quantity.bounds is None or "share" in quantity.frame.signs):
                if "share" in quantity.frame.signs and _is_respective(reading, index):
                    yield from shares_in_order(rule, examined, reading, index, counted)
                elif _is_bare_share(examined, reading, index):
                    yield from share_stated(rule, examined, reading, index, counted, before)
                elif "share" in quantity.frame.signs:
                    yield from share_stated(rule, examined, reading, index, counted, before)
                    yield from share_alone(rule, examined, reading, index)
                elif is_share_of_stated(reading, index):
                    yield from share_of_stated(rule, examined, reading, index)
                elif quantity.frame.signs & {"rate", *DECIDED_RATES}:
                    yield from rate_stated(rule, examined, reading, quantity)
                elif SHOWN_RATE in quantity.frame.signs:
                    yield from shown_rate_stated(rule, examined, reading, quantity)
        if "%" in reading.sentence.plain:
            yield from _too_much(rule, reading)
        before = reading


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
    if not following or following[0].unit != "%":
        return False
    named = any(token.text.startswith(("分别", "各", "依次")) for token in share.frame.words)
    return named or (following[0].at - share.end == 1 and not following[0].frame.words)


def _too_much(rule: Rule, reading: Reading) -> Iterator[Finding]:
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
            yield finding_at(rule, Severity.WARNING, message, quantity, None)
            return
