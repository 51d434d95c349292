"""A second division of a total, with no word for a list: 受理申请23件。涉及规划类11件、财政类5件、其他5件."""

from collections.abc import Iterator
from itertools import pairwise

from app.rules.model import Severity
from app.rules.on_texts.totals_before_parts import WrongSum
from app.rules.sentences.readings import Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS

_FEWEST = 3
_LONGEST_NAME = 24
_WHOLE_ACTS = ("received", "accepted")
_LEFT = frozenset({"unsaid", "rest"})


def divided_again(reading: Reading, known: list[Quantity], before: Reading | None) -> Iterator[WrongSum]:
    """Yield a question where kinds that end in 其他 don't add up to the applications told right before them.

    One application may be of two kinds, so that nobody is accused.
    """
    text = reading.sentence.plain
    first = next((place for place, q in enumerate(known) if "about" in q.frame.signs and not q.acts), None)
    if first is None or "其中" in text or "其" not in text:
        return
    items = known[first:]
    last = next((place for place, q in enumerate(items) if _LEFT & set(q.acts)), 0) + 1
    items = items[:last]
    if last < _FEWEST or not all(_are_beside(one, other, text) for one, other in pairwise(items)):
        return
    told = known[:first] if first else _figures_of(before, reading)
    wholes = [q for q in told if q.unit == items[0].unit and q.time is Time.THIS]
    whole = next((q for q in wholes if _is_received(q)), None)
    sum_ = sum(q.value for q in items)
    if whole is not None and sum_ not in {q.value for q in wholes}:
        yield WrongSum(Severity.ASK, whole, sum_)


def _are_beside(one: Quantity, other: Quantity, text: str) -> bool:
    between = text[one.end : other.at]
    alike = (one.unit, one.depth, one.time) == (other.unit, other.depth, other.time)
    return alike and len(between) <= _LONGEST_NAME and between[:1] in ("，", "、", "；")


def _figures_of(before: Reading | None, reading: Reading) -> list[Quantity]:
    """Return the figures of the sentence before, in the same paragraph."""
    if before is None or before.sentence.paragraph != reading.sentence.paragraph:
        return []
    return before.quantities if before.sentence.section == reading.sentence.section else []


def _is_received(quantity: Quantity) -> bool:
    own = quantity.subject == APPLICATIONS and quantity.scope is Scope.OWN and not quantity.person
    return own and quantity.bounds is None and bool({*_WHOLE_ACTS} & set(quantity.acts))
