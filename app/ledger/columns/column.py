"""A column of a ledger: what it shows of an item, and how a typed text becomes a value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Generic, TypeVar

from app.errors import UserError
from app.ledger.columns.typed_dates import typed_date
from app.values import half_width

T = TypeVar("T")
Value = str | date | Decimal | bool | None

LONGEST_TEXT = 4000
_LARGEST_SUM = Decimal(10) ** 9
_YES, _NO = ("是", "y", "1", "√", "✓", "有", "yes"), ("否", "n", "0", "无", "no", "")


class ColumnKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG = "long"
    """A text of several lines, shown on one."""
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"
    SUM = "sum"


@dataclass(frozen=True)
class ColumnChoice:
    """One of a column's choices: its key, what it is called, and the first letters by which it is typed."""

    key: str
    name: str
    letters: tuple[str, ...] = ()

    def fits(self, typed: str) -> bool:
        """Whether a typed text may mean this choice: by first letters, or by any part of its name."""
        plain = typed.strip().lower()
        return plain in self.name or any(known.startswith(plain) for known in self.letters)


@dataclass(frozen=True)
class TypedColumn(Generic[T]):
    """A column: *read* gives an item's value, *write* the item with another one.

    *width* is in characters. *group* heads columns that belong together. *base* gives the day that a date follows,
    by which a missing year is found. A column that is *open* takes other texts than its choices, too. *known* says
    which choice other words of offices mean; None where they mean none.
    """

    key: str
    title: str
    kind: ColumnKind
    width: int
    read: Callable[[T], Value]
    write: Callable[[T, Value], T]
    group: str = ""
    choices: tuple[ColumnChoice, ...] = ()
    open: bool = False
    known: Callable[[str], str | None] = lambda _text: None
    base: Callable[[T], date | None] = lambda _item: None

    def text(self, item: T) -> str:
        """Return what the column shows of an item."""
        value = self.read(item)
        if self.kind is ColumnKind.CHOICE:
            return next((choice.name for choice in self.choices if choice.key == value), str(value or ""))
        return shown(value)

    def put(self, item: T, text: str, today: date) -> T:
        """Return the item with what was typed into the column. Raises `UserError`; blank empties it."""
        return self.write(item, self._value(item, text.strip(), today))

    def matches(self, typed: str) -> list[ColumnChoice]:
        """Return the choices that a typed text may mean, the best first."""
        plain = typed.strip().lower()
        if not plain:
            return list(self.choices)
        fitting = [choice for choice in self.choices if choice.fits(plain)]
        return sorted(fitting, key=lambda choice: _rank(choice, plain))

    def _value(self, item: T, text: str, today: date) -> Value:
        match self.kind:
            case ColumnKind.DATE:
                return typed_date(text, self.base(item), today, self.title)
            case ColumnKind.FLAG:
                return self._flag(text)
            case ColumnKind.SUM:
                return self._sum(text)
            case ColumnKind.CHOICE:
                return self._choice(text)
        if len(text) > LONGEST_TEXT:
            raise UserError(f"“{self.title}”超过 {LONGEST_TEXT} 字，请缩短后再填。")
        return text if self.kind is ColumnKind.LONG else " ".join(text.split())

    def _choice(self, text: str) -> str:
        if not text:
            return ""
        sure = self.sure(text)
        if sure is not None:
            return sure.key
        if self.open:
            return " ".join(text.split())[:LONGEST_TEXT]
        if (key := self.known(text)) is not None:
            return key
        if self.matches(text):
            raise UserError(f"“{self.title}”中有几项都像“{text[:20]}”，请从列出的各项中选择一项。")
        raise UserError(f"“{self.title}”没有“{text[:20]}”这一项，请从列出的各项中选择。")

    def sure(self, typed: str) -> ColumnChoice | None:
        """Return the only choice that a text can mean; None where it may mean several."""
        plain = typed.strip().lower()
        found = self.matches(plain) if plain else []
        if not found or (self.open and not plain.isascii() and _rank(found[0], plain)):
            return None
        best = [choice for choice in found if _rank(choice, plain) == _rank(found[0], plain)]
        return best[0] if len(best) == 1 and (len(found) == 1 or _rank(best[0], plain) < 2) else None

    def _flag(self, text: str) -> bool:
        plain = half_width(text).strip().lower()
        if plain in _YES or plain in _NO:
            return plain in _YES
        raise UserError(f"“{self.title}”应填“是”或“否”。")

    def _sum(self, text: str) -> Decimal | None:
        plain = half_width(text).replace(",", "").removesuffix("元").strip()
        if not plain:
            return None
        try:
            value = Decimal(plain)
        except InvalidOperation:
            value = Decimal(-1)
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or not 0 <= value < _LARGEST_SUM or exponent < -2:
            raise UserError(f"“{self.title}”应填以元为单位的金额，如 300 或 45.50。")
        return value


def shown(value: Value) -> str:
    """Return a value as a ledger shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, date):
        return f"{value.year}.{value.month}.{value.day}"
    return f"{value:f}" if isinstance(value, Decimal) else value


def _rank(choice: ColumnChoice, typed: str) -> int:
    """Return how well a choice fits: the whole name, its letters, its beginning, a part of it."""
    if choice.name == typed or typed == choice.key or choice.name.rpartition("：")[2] == typed:
        return 0
    if typed in choice.letters:
        return 1
    if any(known.startswith(typed) for known in choice.letters):
        return 2
    return 3 if choice.name.startswith(typed) else 4


def by_key(columns: Sequence[TypedColumn[T]]) -> dict[str, TypedColumn[T]]:
    """Return columns by their keys."""
    return {column.key: column for column in columns}
