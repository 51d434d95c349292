"""A stated rate beside the exact one: whether it fits, how it would be written, and the finding where it does not fit.

3607 → 3646 件 was published as 增长1.05%; it is 1.08%. A rate is right when it is the exact one rounded or cut off at
the places it is written with.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from app.rules.claims.agreement import Agreement, Statement
from app.rules.model import Finding, Severity
from app.rules.rule import Rule
from app.rules.sentences.plain_sentences import CLAUSE_MARKS
from app.rules.sentences.readings import Quantity
from app.rules.text_corrections import number_replaced
from app.values import Value, canonical


def clauses(text: str) -> int:
    """Return how many clause-ending marks stand in a text."""
    return sum(text.count(mark) for mark in CLAUSE_MARKS)


def fits(rate: Quantity, exact: Decimal) -> bool:
    """Whether *rate* is *exact* rounded or cut off at the places of *rate*, or *exact* lies within its bounds."""
    if rate.bounds is not None:
        half = Decimal(1) / 2
        open_ended = rate.bounds.high >= rate.bounds.low * 2 > 0
        return exact >= rate.bounds.low - half and (open_ended or exact <= rate.bounds.high + half)
    more, step = exact - Decimal(rate.value), _step(rate)
    return 0 <= more < step or abs(more) <= step / 2


_NEAR = 3


def is_near(rate: Quantity, exact: Decimal) -> bool:
    """Whether a rate in words is so near to *exact* that it may only be said loosely: 近三成 of 25%."""
    return rate.bounds is not None and rate.bounds.low - _NEAR < exact < rate.bounds.high + _NEAR


def is_right(share: Quantity, exact: Decimal) -> bool:
    """Whether a share is that of its figures, or in words so near to it that it may only be said loosely."""
    return fits(share, exact) or is_near(share, exact)


@lru_cache(maxsize=64)
def as_written(rate: Quantity) -> str:
    """Return the number as it is written."""
    found = re.match("[0-9.]+", rate.sentence.plain[rate.at : rate.end])
    return found.group() if found else canonical(rate.value)


@lru_cache(maxsize=64)
def _step(rate: Quantity) -> Decimal:
    return Decimal(1).scaleb(-len(as_written(rate).partition(".")[2]))


def written(exact: Decimal, like: Quantity) -> str:
    """Return what an exact rate would be with as many places as the one in the text has, two at most."""
    return str(exact.quantize(min(_step(like), Decimal("0.01")), rounding=ROUND_HALF_UP))


def whole_number(number: Decimal) -> Value:
    """Return the number as an integer where it is whole."""
    return int(number) if number == int(number) else number


def finding_at(
    rule: Rule,
    severity: Severity,
    message: str,
    quantity: Quantity,
    statement: Statement | None,
    right: str = "",
) -> Finding:
    """Return a finding that marks the sentence of a rate, with the cells of the figure that it is of.

    *right* is what the rate must be where that figure is what the table has.
    """
    sure = statement is not None and statement.agreement is Agreement.AGREES and severity is Severity.WARNING
    certain = number_replaced(quantity.sentence, quantity.at, right) if sure and right else ()
    cells = statement.claim.cells if statement else ()
    left: Value | None = statement.stated if statement else None
    return rule.at_sentence(
        message, quantity.sentence, severity=severity, cells=cells, left=left, replacements=certain
    )
