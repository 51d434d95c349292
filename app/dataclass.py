"""`dataclass` as the standard library has it, made in a fifth of the time: every start of the program makes hundreds.

The standard one writes up to seven methods of each class as text and compiles them one by one, half a millisecond a class.
Only ``__init__`` differs enough between classes to be worth that; the others work on the tuple of fields. What a class asks
for beyond ``frozen``, ``eq``, ``repr`` and ``slots`` is left to the standard one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, eq=True, repr=True, slots=False, **others) -> Any:
        """Make a class a dataclass, with the meaning and the options of the standard one."""
        if cls is None:
            return partial(dataclass, frozen=frozen, eq=eq, repr=repr, slots=slots, **others)
        if others:
            return dataclasses.dataclass(cls, frozen=frozen, eq=eq, repr=repr, slots=slots, **others)
        # Where there is no docstring, the standard one writes the signature into it.
        cls.__doc__ = cls.__doc__ or cls.__name__
        own = {name for name, value in vars(cls).items() if value is not None}
        made = dataclasses.dataclass(cls, init=False, eq=False, repr=False, slots=slots)
        for name, method in _methods(made, frozen=frozen, eq=eq, repr=repr, slots=slots):
            if name not in own:
                setattr(made, name, method)
        return made


def _methods(
    cls: type, *, frozen: bool, eq: bool, repr: bool, slots: bool
) -> Iterator[tuple[str, Callable[..., Any] | None]]:
    """Yield the methods of a dataclass whose fields are known, with their names."""
    fields = dataclasses.fields(cls)
    yield "__init__", _init(cls, fields, frozen)
    if frozen:
        yield "__setattr__", _refuse_to_set
        yield "__delattr__", _refuse_to_delete
    if frozen and slots:
        yield "__getstate__", _state
        yield "__setstate__", _set_state
    if repr:
        yield "__repr__", _shown
    if eq:
        values = _values(fields)
        yield (
            "__eq__",
            lambda self, other: (
                values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
            ),
        )
        yield "__hash__", (lambda self: hash(values(self))) if frozen else None


def _init(cls: Any, fields: Sequence[dataclasses.Field[Any]], frozen: bool) -> Callable[..., None]:
    """Return ``__init__``, compiled from text as the standard one's is."""
    names: dict[str, Any] = {"put": object.__setattr__, "MISSING": dataclasses.MISSING}
    parameters, lines = ["self"], []
    for field in fields:
        name = field.name
        given, default = name, ""
        if field.default is not dataclasses.MISSING:
            names[f"default_{name}"] = field.default
            default = f"default_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            names[f"make_{name}"] = field.default_factory
            default = f"make_{name}()"
            given = f"{default} if {name} is MISSING else {name}"
        if field.init:
            parameters.append(f"{name}={'MISSING' if given != name else default}" if default else name)
        elif default:
            given = default
        else:
            continue  # `__post_init__` sets it.
        lines.append(f"put(self, {name!r}, {given})" if frozen else f"self.{name} = {given}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"]), names)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _values(fields: Sequence[dataclasses.Field[Any]]) -> Callable[[object], object]:
    """Return what reads the fields that count when two values are compared."""
    names = [field.name for field in fields if field.compare]
    return attrgetter(*names) if names else lambda _: ()


def _shown(self: Any) -> str:
    shown = (
        f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
    )
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: Sequence[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
