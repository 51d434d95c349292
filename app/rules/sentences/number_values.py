"""The value of a number in a sentence, and the bounds within which it may lie, from its token: 8.42万件, 3亿元, 2400件以上."""

from decimal import Decimal

from app.rules.sentences.exactness import Bounds, bounds_of
from app.rules.sentences.tokens import Token
from app.values import Value

_TEN_THOUSAND = 10_000


def value_of(token: Token) -> Value:
    """Return the number; sums of money are in 万元."""
    if "." not in token.number and token.key != "元":
        return int(token.number) * token.scale
    number = Decimal(token.number) * token.scale
    if token.key == "元":
        return number / _TEN_THOUSAND
    return int(number) if number == int(number) else number


def bounds_in(plain: str, token: Token) -> Bounds | None:
    """Return the bounds of a number of a plain sentence; None when it is meant exactly."""
    bounds = bounds_of(plain, token.start, _plain_value(token)) if token.key else None
    if bounds is not None and (token.scale > 1 or token.key == "元"):
        scale = _scale(token)
        return Bounds(bounds.low * scale, bounds.high * scale)
    if token.scale > 1 and (token.key != "元" or token.scale > _TEN_THOUSAND):
        return _rounded(token)
    return bounds


def _plain_value(token: Token) -> Value:
    if "." not in token.number:
        return int(token.number)
    number = Decimal(token.number)
    return int(number) if number == int(number) else number


def _scale(token: Token) -> Decimal:
    """Return the factor of a number's unit: sums of money are read in 万元."""
    return Decimal(token.scale) / _TEN_THOUSAND if token.key == "元" else Decimal(token.scale)


def _rounded(token: Token) -> Bounds:
    """Return the bounds of a figure in 万, which is rounded or cut off at its last place."""
    step = Decimal(1).scaleb(-len(token.number.partition(".")[2])) * _scale(token)
    number = Decimal(token.number) * _scale(token)
    return Bounds(number - step / 2, number + step - _scale(token) / token.scale)
