"""What the clause behind a number tells was done with it: 对6件申请，部分公开; 4件因故未结，顺延至下年."""

from app.forms.narrative import Narrative
from app.rules.sentences.readings import Quantity, Time
from app.rules.sentences.word_roles import APPLICATIONS, Frame, result_acts

_TOLD_AFTER = ("对", "还有", "另有", "尚有", "另")
"""Words before a number of which the clause behind it tells what was done."""


def is_told_after(before: Frame) -> bool:
    """Whether the clause behind a number tells what was done with it: 对6件申请，部分公开; 到年底还有5件，转下年办理."""
    words = before.words
    if not words or words[0].text in _TOLD_AFTER:
        return bool(words)
    small = all(token.kind in ("signs", "times") for token in words)
    return small and words[-1].text in _TOLD_AFTER


def tell_after(held: Quantity, frame: Frame, narrative: Narrative, year: int) -> None:
    """Give a number that stands first the act of the clause behind it: 对6件申请，部分公开; 4件因故未结，顺延至下年."""
    results = result_acts(frame, narrative)
    if results and held.frame.words and held.frame.words[0].text == "对":
        held.acts, held.frame = tuple(results), frame
    elif held.subject == APPLICATIONS and not held.acts and _is_told_to_be_left(held, frame, year):
        held.acts, held.frame, held.time = ("carried_out",), frame, Time.THIS


def _is_told_to_be_left(held: Quantity, frame: Frame, year: int) -> bool:
    """Whether words tell that a number was carried out: 1件结转次年; 还有1件要到明年1月才到期."""
    more = bool(held.frame.words) and held.frame.words[0].text in _TOLD_AFTER
    return _is_carried_out(frame, year) or (more and is_in_next_year(frame, year) and not frame.acts)


def _is_carried_out(frame: Frame, year: int) -> bool:
    carried = "carried" in frame.acts and is_in_next_year(frame, year)
    return "carried_out" in frame.acts or carried


def is_in_next_year(frame: Frame, year: int) -> bool:
    """Whether words speak of the year after the report's."""
    return "next" in frame.times or year + 1 in frame.years
