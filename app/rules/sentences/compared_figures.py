"""What a figure takes from those before it that it is compared with: 由40件增至46件, 2024年268件，2025年312件, 增加3件、1件."""

from app.rules.sentences.readings import Reading, Time
from app.rules.sentences.tokens import Token
from app.rules.sentences.word_roles import APPLICATIONS, WAYS, Frame, framed


def is_next_change(reading: Reading, token: Token, before: Frame) -> bool:
    """Whether a number is the next of several changes told in order: 同比分别增加3件、1件."""
    found = reading.quantities
    words = before.words[:1] if before.signs & WAYS and len(before.words) == 2 else before.words
    joined = not words or (len(words) == 1 and words[0].text in ("和", "及", "与"))
    if not found or not joined or found[-1].time is not Time.CHANGE or found[-1].unit != token.key:
        return False
    begin = before.words[0].start if before.words else token.start - 1
    return found[-1].end == begin and any(t.text == "分别" for t in found[-1].frame.words)


def next_change(reading: Reading, before: Frame) -> Frame:
    """Return the words of the next of several changes, which may go another way: 分别增加5件和减少3件."""
    frame = reading.quantities[-1].frame
    if not before.signs & WAYS:
        return frame
    return framed([*(t for t in frame.words if t.key not in WAYS), *before.words[1:]])


def is_compared_anew(reading: Reading, frame: Frame, subject: str, said: bool) -> bool:
    """Whether a figure is of this year again behind two that compare the years: 复议17件，上年14件，诉讼9件，上年7件."""
    found = reading.quantities[-2:]
    if len(found) < 2 or not said or frame.times or frame.years:
        return False
    now, then = found
    return now.time is Time.THIS and then.time is Time.LAST and now.subject == then.subject != subject


def led_up_to(
    reading: Reading, frame: Frame, acts: tuple[str, ...], said: bool
) -> tuple[tuple[str, ...], bool, str]:
    """Return what a figure says that another led up to, which says it: 申请由40件增至46件; that one is last year's."""
    if not reading.quantities:
        told = not acts and not frame.unknown and _is_amount_told(reading)
        return acts, said or told, frame.people
    origin = reading.quantities[-1]
    if origin.time is Time.THIS and any(t.text in ("由", "从") for t in origin.frame.words):
        origin.time = Time.LAST
    if origin.frame.qualified and not acts and not frame.subject:
        return (), False, ""  # 此类申请由31件增至118件
    told = origin.time in (Time.LAST, Time.CHANGE) or origin.bounds is not None
    if told and not acts and not frame.subject and not frame.unknown:
        bare = not (origin.acts or origin.said or origin.person or origin.frame.unknown)
        said = origin.said or (bare and origin.time is Time.LAST and _is_amount_received(reading))
        return origin.acts, said, frame.people or origin.person
    return acts, said, frame.people


def _is_amount_told(reading: Reading) -> bool:
    """Whether the clause before names the applications' number: 申请量连续三年上升，达560件."""
    clauses = reading.clauses
    frame = clauses[-1].frame if clauses else None
    return frame is not None and frame.subject == APPLICATIONS and not frame.unknown


def _is_amount_received(reading: Reading) -> bool:
    """Whether the clause before tells that the applications received became more or less."""
    clauses = reading.clauses
    frame = clauses[-1].frame if clauses else None
    if frame is None or frame.subject != APPLICATIONS or frame.qualified or frame.people:
        return False
    return "received" in frame.acts and not frame.signs.isdisjoint(WAYS)


def is_next_year(reading: Reading, frame: Frame, depth: int) -> bool:
    """Whether a figure is that of another year for what was counted before: 2024年收到268件，2025年312件."""
    found = reading.quantities
    if not found or not frame.years or not found[-1].frame.years:
        return False
    if "than" in frame.signs or found[-1].depth > depth:
        return False
    return not (frame.acts or frame.subject or frame.unknown or frame.people)
