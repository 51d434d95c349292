"""The structure tree of a composed document (ISO 32000-1, 14.7 and 14.8), built while its pages are composed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class CellAttributes(NamedTuple):
    """What a table's cell says of itself: *scope* is Row or Column for a header, *headers* names of header cells."""

    row_span: int
    column_span: int
    scope: str = ""
    headers: tuple[str, ...] = ()


class Element:
    """An element of the structure tree: its kids are elements, or marked content as (page, mark)."""

    __slots__ = ("attributes", "block", "kids", "language", "name", "tag")

    def __init__(self, tag: str, attributes: CellAttributes | None = None, name: str = "") -> None:
        """*tag* is a standard structure type (H1, P, TD), *name* identifies a header cell, in ASCII."""
        self.tag = tag
        self.attributes = attributes
        self.name = name
        self.language = ""
        """Of its content, where it is not Chinese, as ``en``."""
        self.block = -1
        """The number of the document's block that it shows."""
        self.kids: list[Element | tuple[int, int]] = []

    def add(self, tag: str, attributes: CellAttributes | None = None, name: str = "") -> Element:
        """Append a new child element and return it."""
        child = Element(tag, attributes, name)
        self.kids.append(child)
        return child

    def below(self, first: int) -> Iterator[Element]:
        """Yield the children from the one of this number on, with all below them."""
        for kid in self.kids[first:]:
            if isinstance(kid, Element):
                yield from kid.walk()

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, parents first."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
