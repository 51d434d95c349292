"""Our `dataclass` makes what the standard one makes, whatever a class asks for."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any, ClassVar

import pytest

import app.dataclass

OPTIONS = [
    {},
    {"frozen": True},
    {"frozen": True, "eq": False},
    {"frozen": True, "repr": False},
    {"frozen": True, "slots": True},
    {"slots": True, "eq": False, "repr": False},
    {"frozen": True, "order": True},
    {"frozen": True, "kw_only": True},
]
"""What the program's own classes ask for."""


def made(dataclass: Any, options: dict[str, bool]) -> type:
    """A class with all kinds of fields, and one below it with a field more."""

    @dataclass(**options)
    class Place:
        """Where something stands."""

        KIND: ClassVar[str] = "place"
        sheet: str
        row: int = 0
        notes: list[str] = field(default_factory=list, compare=False)
        shown: str = field(default="x", repr=False)

        @property
        def name(self) -> str:
            return f"{self.sheet}{self.row}"

    @dataclass(**options)
    class Below(Place):
        """With a method of its own for one that is made otherwise."""

        column: int = 5
        longest: int = field(init=False, default=9)

        def __repr__(self) -> str:
            return "below"

        def __post_init__(self) -> None:
            object.__setattr__(self, "row", self.row + 1)

    Place.__qualname__ = "Place"
    return {"Place": Place, "Below": Below}[options.get("name", "Below")]  # type: ignore[call-overload]


def outcome(action: Callable[[], object]) -> object:
    """What an action gives, or that it is refused."""
    try:
        return action()
    except (TypeError, AttributeError):
        return "refused"


def behaviour(cls: Any) -> list[object]:
    """All that can be told apart from outside."""
    base = cls.__mro__[1]
    one, same, other = cls(sheet="一"), cls(sheet="一", notes=["n"]), cls(sheet="二", row=3, column=7)
    plain = base(sheet="一", row=2)
    asked: list[Callable[[], object]] = [
        lambda: (one == same, one == other, one != other, one == plain, one == ("一", 0)),
        lambda: (hash(one) == hash(same), len({one, same, other})),
        lambda: one < other,
        lambda: (repr(one) if cls.__repr__ is not object.__repr__ else "", one.name, cls.KIND),
        lambda: repr(plain) if base.__repr__ is not object.__repr__ else "",
        lambda: dataclasses.replace(other, sheet="三").sheet,
        lambda: dataclasses.replace(other, sheet="三").row,
        lambda: [item.name for item in dataclasses.fields(one)],
        lambda: dataclasses.asdict(plain),
        lambda: cls.__match_args__,
        lambda: one.notes is not same.notes,
        lambda: setattr(one, "row", 4),
        lambda: one.row,
        lambda: delattr(one, "sheet"),
        lambda: setattr(one, "unknown", 4),
        lambda: cls(),
        lambda: cls("一", 2).row,
        lambda: cls("一", "二", "三", "四", "五", "六", "七"),
        lambda: copy.copy(other).sheet,
        lambda: hasattr(one, "__dict__"),
        lambda: one.longest,
        lambda: base.__doc__,
    ]
    return [outcome(action) for action in asked]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_class_behaves_as_the_standard_library_makes_it(options: dict[str, bool]) -> None:
    assert behaviour(made(app.dataclass.dataclass, options)) == behaviour(
        made(dataclasses.dataclass, options)
    )


def test_without_options_it_needs_no_brackets() -> None:
    @app.dataclass.dataclass
    class Counted:
        number: int = 1

    assert Counted(2) == Counted(2)
    assert repr(Counted(2)).endswith("Counted(number=2)")
    assert Counted.__hash__ is None


@app.dataclass.dataclass(frozen=True, slots=True)
class Slotted:
    """At the top of the module, as pickle wants it."""

    name: str
    values: tuple[int, ...] = ()


def test_a_frozen_value_goes_to_another_process_and_stays_frozen() -> None:
    back = pickle.loads(pickle.dumps(Slotted("甲", (1, 2))))
    assert back == Slotted("甲", (1, 2))
    with pytest.raises(FrozenInstanceError):
        back.name = "乙"
