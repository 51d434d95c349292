"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8), built while pages are drawn."""

from __future__ import annotations

from collections.abc import Iterator


class Element:
    """An element of the structure tree: its kids are elements, or marked content as (page, mark)."""

    def __init__(self, tag: str, attributes: str = "", name: str = "") -> None:
        """*attributes* is the body of an attribute dictionary in PDF syntax, *name* the element's /ID."""
        self.tag = tag
        self.attributes = attributes
        self.name = name
        self.kids: list[Element | tuple[int, int]] = []

    def add(self, tag: str, attributes: str = "", name: str = "") -> Element:
        """Append a new child element and return it."""
        child = Element(tag, attributes, name)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, parents first."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


def cell_attributes(row_span: int, column_span: int, scope: str = "", headers: tuple[str, ...] = ()) -> str:
    """Return the attributes of a table cell. *scope* is Row or Column for a header, *headers* are names."""
    parts = ["/O /Table"]
    if scope:
        parts.append(f"/Scope /{scope}")
    if row_span > 1:
        parts.append(f"/RowSpan {row_span}")
    if column_span > 1:
        parts.append(f"/ColSpan {column_span}")
    if headers:
        parts.append(f"/Headers [{' '.join(f'({name})' for name in headers)}]")
    return " ".join(parts) if len(parts) > 1 else ""
