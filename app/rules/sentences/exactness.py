"""Tells how exactly a figure in a sentence is meant: 2400件以上, 5000余件, 约300件."""

from decimal import Decimal
from typing import NamedTuple

from app.values import Value

_MORE_THAN = ("不少于", "超过", "突破", "超", "逾")
_ABOUT = ("约", "近")
_NUMBER = "0123456789."
_LONGEST = 24
_AFTER_UNIT = ("以上", "以内", "以下", "左右", "上下", "余")
_TOLERANCE = Decimal("0.1")


class Bounds(NamedTuple):
    """The bounds within which a figure may lie, both included."""

    low: Decimal
    high: Decimal


def bounds_of(plain: str, at: int, stated: Value) -> Bounds | None:
    """Return the bounds of the number at position *at* of a plain sentence; None when it is meant exactly."""
    before = plain[max(0, at - 3) : at]
    more, bound = _words_after(plain[at : at + _LONGEST].lstrip(_NUMBER))
    number = Decimal(stated)
    step = Decimal(10) ** (len(str(stated)) - len(str(stated).rstrip("0"))) if stated else Decimal(1)
    if more or bound == "余":
        return Bounds(number, number + step - 1 if step > 1 else number * 2)
    if bound == "以上" or before.endswith(_MORE_THAN):
        return Bounds(number, number * 2)
    if bound in ("以内", "以下"):
        return Bounds(Decimal(0), number)
    if bound or before.endswith(_ABOUT):
        near = before.endswith("近")
        return Bounds(number * (1 - _TOLERANCE), number if near else number * (1 + _TOLERANCE))
    return None


def _words_after(text: str) -> tuple[str, str]:
    """Return 余 or 多 right after a number, and 以上 and the like behind its unit."""
    more = text[:1] if text[:1] in ("余", "多") else ""
    behind = text[len(more) :]
    behind = behind[1:] if behind[:1] in ("万", "亿") else behind
    return more, next((word for word in _AFTER_UNIT if behind.startswith(word, 1)), "")
