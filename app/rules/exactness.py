"""Tells how exactly a figure in a sentence is meant: 2400件以上, 5000余件, 约300件."""

from decimal import Decimal
from typing import NamedTuple

from app.lazy_pattern import pattern
from app.values import Value

_MORE_THAN = ("不少于", "超过", "突破", "超", "逾")
_ABOUT = ("约", "近")
_AFTER = pattern(r"[0-9.]+(?P<more>余|多)?[万亿]?.?(?P<bound>以上|以内|以下|左右|上下|余)?")
_TOLERANCE = Decimal("0.1")


class Bounds(NamedTuple):
    """The bounds within which a figure may lie, both included."""

    low: Decimal
    high: Decimal


def bounds_of(plain: str, at: int, stated: Value) -> Bounds | None:
    """Return the bounds of the number at position *at* of a plain sentence; None when it is meant exactly."""
    before = plain[max(0, at - 3) : at]
    after = _AFTER.match(plain, at)
    more, bound = (after["more"] or "", after["bound"] or "") if after else ("", "")
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
