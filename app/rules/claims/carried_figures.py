"""Tells whether a figure about applications was carried in from last year, or out to the next."""

from app.rules.sentences.readings import Quantity, Time
from app.rules.sentences.word_roles import has_text

_EARLIER = ("前年", "往年", "历年")
"""Words for years of which the tables have nothing: 前年结转41件."""
_ENDS = ("期末", "年末", "年底", "年终")


def carried_way(quantity: Quantity, year: int) -> str:
    """Return whether the figure was carried in or out; empty for other figures, ``none`` for other years'."""
    acts, frame = set(quantity.acts), quantity.frame
    if any(token.text in _EARLIER for token in frame.words):
        return "none"
    if "carried_out" in acts:
        if "start" in frame.times or "last" in frame.times or year - 1 in frame.years:
            return "carried_in" if "next" not in frame.times else "carried_out"
        # What is only told after last year's figures may be this year's under a year that was left standing.
        return "carried" if quantity.time is Time.LAST and "next" not in frame.times else "carried_out"
    if acts == {"pending"} and has_text(frame, "未结"):
        return "carried_out"
    if not acts & {"carried", "carried_in"}:
        before = "start" in frame.times or ("including" in frame.signs and "last" in frame.times)
        if not acts and before and not frame.unknown:
            return "carried_in"  # 年初3件，全年收到27件; 连同上年3件
        if not acts and _is_at_the_end(quantity):
            return "carried_out"
        return "rest" if acts == {"rest"} else ""
    if quantity.acts[-1] in ("received", "accepted"):
        return ""
    if "next" in frame.times or year + 1 in frame.years:
        return "carried_out"
    if "done" in acts and any(text != "办理" for text in frame.done):
        return "none"
    if "carried_in" in acts or "last" in frame.times or year - 1 in frame.years:
        return "none" if frame.years and year in frame.years and "to" not in frame.signs else "carried_in"
    if frame.years and frame.years[-1] != year:
        return "none"
    return "carried"


def _is_at_the_end(quantity: Quantity) -> bool:
    """Whether only the year's end stands before a figure, whose sentence has one of its beginning: 期初8件、期末11件."""
    words, text = quantity.frame.words, quantity.sentence.plain
    if not words or words[-1].text not in _ENDS or words[-1].end != quantity.at or quantity.frame.unknown:
        return False
    return any(start in text for start in ("期初", "年初"))
