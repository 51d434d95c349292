"""Which of last year's figures something can have grown from."""

from app.lazy_pattern import pattern
from app.rules.sentences.readings import Quantity

_CASES = frozenset("件份宗起例")
"""Measures that are used one for another."""

_FAULTS = pattern("[^，。；：、()0-9]{0,8}(?:问题|不足|短板|弱项|意见|建议|整改|任务|措施)")


def is_found_fault_with(then: Quantity) -> bool:
    """Whether last year's figure counts what had to be mended: 2024年反馈的4项问题."""
    return _FAULTS.match(then.sentence.plain, then.end) is not None


def counts_the_same(then: Quantity, now: Quantity) -> bool:
    """Whether two figures may count the same: 上年建成12个专区，今年接待5346人次 do not."""
    named = {then.frame.subject, now.frame.subject} - {""}
    return len(named) < 2 and (then.unit == now.unit or {then.unit, now.unit} <= _CASES)
