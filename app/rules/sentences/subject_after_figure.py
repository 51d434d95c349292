"""What is spoken of after a figure: its subject, and of which count before it a result may be."""

from app.rules.sentences.readings import Quantity, Scope, Time
from app.rules.sentences.topics import SpokenState, is_of_court
from app.rules.sentences.word_roles import APPLICATIONS, DISPUTES, ELSEWHERE, OUTCOMES
from app.values import Value

_RATES = ("%", "百分点", "个百分点", "倍")


def go_on_from(found: list[Quantity], state: SpokenState, plain: str) -> None:
    """Let the last figure of a sentence be the topic of what follows, and a result be of any of the disputes before it."""
    quantity = found[-1]
    subject, frame = quantity.subject, quantity.frame
    counts = quantity.time is not Time.CHANGE and quantity.unit not in _RATES
    if subject and (
        counts or frame.subject in (ELSEWHERE, *DISPUTES) or (not frame.subject and frame.is_foreign)
    ):
        state.subject = subject
    if not quantity.said and subject in DISPUTES and not is_of_court(frame):
        _spread(quantity, found[:-1], plain)
    _narrow(quantity, state)


def topic_after(found: list[Quantity], subject: str) -> str:
    """Return the topic of the next sentence: of suits of both kinds all suits, of reviews and suits none for certain."""
    counted = {q.subject for q in found if q.said and q.subject in DISPUTES}
    if subject not in DISPUTES or len(counted) < 2 or "both" in counted:
        return subject
    return "" if "review" in counted else "suit"


def _spread(quantity: Quantity, before: list[Quantity], plain: str) -> None:
    """Let a result that names no dispute be of any of those counted in its part of the sentence."""
    subject, begin = quantity.subject, plain.rfind("；", 0, quantity.at)
    said = [q for q in before if q.said and q.subject in DISPUTES]
    counted = [q.subject for q in said if q.at > begin] or [q.subject for q in said]
    if len(said) > 1 and any(set(q.acts) & OUTCOMES and q.at < said[-1].at for q in before):
        counted = []  # 复议7件（维持4件、纠正3件），诉讼3件（驳回2件、撤诉1件）
    quantity.others = tuple(key for key in dict.fromkeys(counted) if key != subject)
    if not _last_value(before, subject) and quantity.others:
        quantity.subject, quantity.others = quantity.others[-1], (subject,)


def _narrow(quantity: Quantity, state: SpokenState) -> None:
    """Keep what follows a count of some applications only, such as those of one channel, apart from the year's."""
    if quantity.subject != APPLICATIONS or not set(quantity.acts) & {"received", "accepted"}:
        return
    if quantity.part:
        return
    if "channel" in quantity.frame.signs or quantity.frame.qualified:
        state.narrowed, state.scope = True, Scope.OTHER
    elif state.narrowed:
        state.narrowed, state.scope, quantity.scope = False, Scope.OWN, Scope.OWN


def _last_value(quantities: list[Quantity], subject: str) -> Value:
    """Return the last figure of a subject: when it is 0, no results of it can be meant."""
    return next((q.value for q in reversed(quantities) if q.subject == subject and q.said), 1)
