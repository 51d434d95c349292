"""Works out the formulas of a sheet that are sums and the like: a file may keep results from before its figures changed."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation

from app.imports.readers.sheets.xlsx_places import place_of

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>[0-9]+\.?[0-9]*(?:E[+-]?[0-9]+)?|\.[0-9]+)|"(?P<text>(?:[^"]|"")*)"
    |(?P<call>[A-Z][A-Z0-9.]*)\(|(?:(?P<sheet>'(?:[^'\[\]]|'')+'|[^\W\d][\w.]*)!)?(?P<first>\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?[0-9]{1,7}))?(?![\w(!.])
    |(?P<sign><>|<=|>=|[-+*/^&%=<>(),]))""",
    re.VERBOSE | re.IGNORECASE,
)
_REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")
_MOST = 4000
_DEEPEST = 40
_ALIKE = 1e-6

Value = float | str | None
"""A number, a text, or nothing in a blank cell."""
Place = tuple[str, int, int]
"""A sheet's name, empty for the formula's own, and row and column from 1."""
Cell = Callable[[Place], Value]
"""Tells what is in a cell. Raises `Unknown` where that is not certain."""


class Unknown(Exception):
    """What the formula comes to can't be told."""


def is_other(result: Value, found: Value) -> bool:
    """Whether what a formula comes to is not the *result* that the file keeps."""
    if isinstance(result, float) and isinstance(found, float | None):
        return abs(result - (found or 0.0)) > _ALIKE * max(1.0, abs(found or 0.0))
    # A number and the text of it are seen alike.
    return _written(result) != _written(found)


def value_of(formula: str, cell: Cell, moved: tuple[int, int] = (0, 0)) -> Value:
    """Return what a formula comes to; *moved* is how far it stands from where it was written. Raises `Unknown`."""
    reader = _Formula(formula, cell, moved)
    try:
        found = reader.compared(0)
        reader.expect("")
    except (OverflowError, ZeroDivisionError, ValueError, InvalidOperation) as error:
        raise Unknown from error
    if isinstance(found, list):
        raise Unknown
    return found


Term = Value | list[Value]
"""A value, or those of an area."""


class _Formula:
    """Goes through a formula from left to right."""

    def __init__(self, text: str, cell: Cell, moved: tuple[int, int]) -> None:
        self._text, self._cell, self._moved = text.strip(), cell, moved
        self._at, self._left = 0, _MOST

    def _next(self) -> re.Match[str] | None:
        return _TOKEN.match(self._text, self._at)

    def _took(self, *signs: str) -> str:
        """Move past the next sign and return it, if it is one of *signs*; otherwise return an empty text."""
        token = self._next()
        if token is None or token["sign"] not in signs:
            return ""
        self._at = token.end()
        return token["sign"]

    def expect(self, sign: str) -> None:
        """Move past *sign*, or check that the end is reached if it is empty. Raises `Unknown`."""
        if not self._took(sign) if sign else self._text[self._at :].strip():
            raise Unknown

    def compared(self, deep: int) -> Term:
        """Read an expression."""
        if deep > _DEEPEST:
            raise Unknown
        left = self._joined(deep)
        while sign := self._took("=", "<>", "<", ">", "<=", ">="):
            left = _compare(sign, _one(left), _one(self._joined(deep)))
        return left

    def _joined(self, deep: int) -> Term:
        left = self._sum(deep)
        while self._took("&"):
            left = _written(_one(left)) + _written(_one(self._sum(deep)))
        return left

    def _sum(self, deep: int) -> Term:
        left = self._product(deep)
        while sign := self._took("+", "-"):
            one, other = _number(left), _number(self._product(deep))
            left = one + other if sign == "+" else one - other
        return left

    def _product(self, deep: int) -> Term:
        left = self._signed(deep)
        while sign := self._took("*", "/", "^"):
            one, other = _number(left), _number(self._signed(deep))
            if sign == "^":
                raise Unknown
            left = one * other if sign == "*" else one / other
        return left

    def _signed(self, deep: int) -> Term:
        if deep > _DEEPEST:
            raise Unknown
        if sign := self._took("+", "-"):
            inner = self._signed(deep + 1)
            return -_number(inner) if sign == "-" else inner
        value = self._single(deep)
        while self._took("%"):
            value = _number(value) / 100
        return value

    def _single(self, deep: int) -> Term:
        if self._took("("):
            value = self.compared(deep + 1)
            self.expect(")")
            return value
        token = self._next()
        if token is None or token["sign"]:
            raise Unknown
        self._at = token.end()
        if token["number"]:
            return float(token["number"])
        if token["text"] is not None:
            return token["text"].replace('""', '"')
        if token["call"]:
            return self._called(token["call"].upper(), deep)
        area = list(self._area(token["sheet"] or "", token["first"], token["last"] or token["first"]))
        return area if token["last"] else area[0]

    def _called(self, name: str, deep: int) -> Term:
        arguments: list[Term] = []
        while not self._took(")"):
            if arguments:
                self.expect(",")
            arguments.append(self.compared(deep + 1))
        function = _FUNCTIONS.get(name)
        if function is None:
            raise Unknown
        return function(arguments)

    def _area(self, sheet: str, first: str, last: str) -> Iterator[Value]:
        start, end = self._place(first), self._place(last)
        name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        self._left -= (end[0] - start[0] + 1) * (end[1] - start[1] + 1)
        if self._left < 0:
            raise Unknown
        for row in range(start[0], end[0] + 1):
            for column in range(start[1], end[1] + 1):
                yield self._cell((name, row, column))

    def _place(self, reference: str) -> tuple[int, int]:
        match = _REFERENCE.fullmatch(reference.upper())
        place = place_of(match[2] + match[4]) if match else None
        if match is None or place is None:
            raise Unknown
        down, right = self._moved
        return place[0] + (0 if match[3] else down), place[1] + (0 if match[1] else right)


def _one(term: Term) -> Value:
    if isinstance(term, list):
        raise Unknown
    return term


def _number(term: Term) -> float:
    """Return a number as operators take it: a blank is 0, a text what it says."""
    value = _one(term)
    if isinstance(value, str):
        return float(value)
    return value or 0.0


def _written(value: Value) -> str:
    return value if isinstance(value, str) else "" if value is None else f"{value:.15g}"


def _compare(sign: str, one: Value, other: Value) -> float:
    if one is None:
        one = "" if isinstance(other, str) else 0.0
    if other is None:
        other = "" if isinstance(one, str) else 0.0
    if isinstance(one, float) and isinstance(other, float):
        tests = {
            "=": one == other,
            "<>": one != other,
            "<": one < other,
            ">": one > other,
            "<=": one <= other,
        }
        return float(tests.get(sign, one >= other))
    if sign not in ("=", "<>"):
        raise Unknown
    same = isinstance(one, str) and isinstance(other, str) and one.lower() == other.lower()
    return float(same == (sign == "="))


def _numbers(arguments: Sequence[Term]) -> list[float]:
    """Return the numbers that a function of many takes: texts and blanks in areas don't count."""
    found: list[float] = []
    for term in arguments:
        if isinstance(term, list):
            found += [value for value in term if isinstance(value, float)]
        elif term is not None:
            found.append(_number(term))
    return found


def _rounded(way: str) -> Callable[[Sequence[Term]], Term]:
    def function(arguments: Sequence[Term]) -> Term:
        number, places = arguments
        exact = Decimal(repr(_number(number))).scaleb(int(_number(places)))
        return float(exact.quantize(Decimal(1), way).scaleb(-int(_number(places))))

    return function


def _if(arguments: Sequence[Term]) -> Term:
    if len(arguments) != 3:
        raise Unknown
    return _one(arguments[1] if _number(arguments[0]) else arguments[2])


def _subtotal(arguments: Sequence[Term]) -> Term:
    if _number(arguments[0]) not in (9.0, 109.0):
        raise Unknown
    return sum(_numbers(arguments[1:]))


def _products(arguments: Sequence[Term]) -> Term:
    columns = [term if isinstance(term, list) else [term] for term in arguments]
    if len({len(column) for column in columns}) != 1:
        raise Unknown
    return sum(
        math.prod(value if isinstance(value, float) else 0.0 for value in values)
        for values in zip(*columns, strict=True)
    )


def _mean(arguments: Sequence[Term]) -> Term:
    numbers = _numbers(arguments)
    return sum(numbers) / len(numbers)


def _of_one(function: Callable[[Term], Value]) -> Callable[[Sequence[Term]], Term]:
    def of_one(arguments: Sequence[Term]) -> Term:
        (term,) = arguments
        return function(term)

    return of_one


_FUNCTIONS: dict[str, Callable[[Sequence[Term]], Term]] = {
    "SUM": lambda terms: sum(_numbers(terms)),
    "SUBTOTAL": _subtotal,
    "SUMPRODUCT": _products,
    "PRODUCT": lambda terms: math.prod(_numbers(terms)),
    "AVERAGE": _mean,
    "MAX": lambda terms: max(_numbers(terms), default=0.0),
    "MIN": lambda terms: min(_numbers(terms), default=0.0),
    "COUNT": lambda terms: float(len(_numbers(terms))),
    "COUNTA": lambda terms: float(
        sum(value is not None for term in terms for value in (term if isinstance(term, list) else [term]))
    ),
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "INT": _of_one(lambda term: float(math.floor(_number(term)))),
    "ABS": _of_one(lambda term: abs(_number(term))),
    "VALUE": _of_one(lambda term: _number(term)),
    "N": _of_one(lambda term: 0.0 if isinstance(_one(term), str) else _number(term)),
    "IF": _if,
}
"""What is worked out; a formula with any other function is not."""
