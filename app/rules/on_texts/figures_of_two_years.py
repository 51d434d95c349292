"""Finds the two figures of a sentence between which a stated change lies: this year's and last year's."""

from app.rules.on_texts.growth_bases import counts_the_same, is_found_fault_with
from app.rules.on_texts.growth_of_other_counts import in_order, sum_told
from app.rules.on_texts.percentage_points import POINTS
from app.rules.sentences.readings import Quantity, Reading, Time

CARRIED = frozenset({"carried", "carried_in", "carried_out"})
"""What was carried over is no figure of last year's that something has grown from."""


def is_of_last_year(reading: Reading, quantity: Quantity) -> bool:
    """Whether a multiple is one of last year's figure: 是上年的4倍."""
    return quantity.time is Time.LAST or "last" in quantity.frame.times | _times_before(reading, quantity)


def _times_before(reading: Reading, quantity: Quantity) -> set[str]:
    """Return the times that the words of the figure right before name: 是上年（20件）的4倍."""
    before = [q for q in reading.quantities if q.end <= quantity.at]
    near = before and quantity.at - before[-1].end <= 3
    return before[-1].frame.times | ({"last"} if before[-1].time is Time.LAST else set()) if near else set()


def now_and_then(reading: Reading, change: Quantity) -> tuple[Quantity | None, Quantity | None]:
    """Return this year's and last year's figure between which a stated change lies."""
    if change.unit in POINTS:
        known = [q for q in reading.quantities if q.unit == "%"]
    elif change.unit in ("%", "倍"):
        known = [q for q in reading.quantities if q.is_count and q.unit]
    else:
        known = [q for q in reading.quantities if q.unit == change.unit]
    known = [q for q in known if q is not change and q.bounds is None and not CARRIED & set(q.acts)]
    thens = [q for q in known if q.time is Time.LAST and not is_found_fault_with(q)]
    nows = [q for q in known if q.time is Time.THIS and q.depth <= change.depth]
    after = [q for q in nows if "；" not in reading.sentence.plain[change.end : q.at]]
    now = next(
        (q for q in reversed(nows) if q.at < change.at), after[0] if after and not change.part else None
    )
    if (named := in_order(reading, change)) is not None:
        now = named
    elif now is not None and now.at < change.at:
        now = sum_told(nows, now)
    if now is not None:
        thens = [q for q in thens if counts_the_same(q, now) and not _is_of_another(reading, q, now, nows)]
    then = min(thens, key=lambda q: abs(q.at - change.at), default=None)
    return now, then


def _is_of_another(reading: Reading, then: Quantity, now: Quantity, nows: list[Quantity]) -> bool:
    """Whether last year's figure is compared with another one before a semicolon: 由40件增至46件；办结44件，增加5件."""
    text = reading.sentence.plain
    if "；" not in text[min(then.end, now.end) : max(then.at, now.at)]:
        return False
    own = [q for q in nows if "；" not in text[min(then.end, q.end) : max(then.at, q.at)]]
    return bool(own) and set(own[0].acts) != set(now.acts)
