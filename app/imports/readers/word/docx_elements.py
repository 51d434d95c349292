"""The elements of a Word document as it shows them: paragraphs, tables and their rows, and what is told of them."""

from collections.abc import Iterator

from lxml import etree

from app.imports.readers.word.docx_names import COMPATIBILITY, W
from app.imports.readers.word.docx_runs import CONTAINERS, chosen

_MAX_SPAN = 1000
_FLAT = 60
"""Twentieths of a point up to which nothing in a row can be read."""
LONGEST_IN_A_CELL = 60
"""A table nested in a cell with at most so many characters is only a frame in that cell."""


def value_of(element: etree._Element | None, attribute: str = "val") -> str | None:
    """Return the value of an element's attribute; ``None`` if the element or the attribute is missing."""
    return None if element is None else element.get(W + attribute)


def number_of(
    element: etree._Element | None, default: int, attribute: str = "val", most: int = _MAX_SPAN
) -> int:
    """Return the number in an element's attribute, at most *most*; *default* if it has none."""
    text = value_of(element, attribute) or ""
    return min(int(text), most) if text.isdecimal() and len(text) < 9 else default


def holds_tables(table: etree._Element) -> bool:
    """Whether a table holds other tables; a nested table with only a few figures or words does not count."""
    inner = [item for item in table.iter(W + "tbl") if item is not table]
    if not inner:
        return False
    own = sum(1 for cell in table.iter(W + "tc") if next(cell.iterancestors(W + "tbl")) is table)
    return own <= len(inner) or any(
        sum(len(str(text)) for text in item.itertext()) > LONGEST_IN_A_CELL for item in inner
    )


def shown_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows that are displayed: neither hidden nor deleted while changes were tracked."""
    for line in children_of(table, "tr"):
        properties = line.find(W + "trPr")
        if properties is None or (
            all(properties.find(W + name) is None for name in ("del", "hidden")) and not _is_flat(properties)
        ):
            yield line


def _is_flat(properties: etree._Element) -> bool:
    """Whether a row is so low that nothing in it is seen."""
    height = properties.find(W + "trHeight")
    return (
        height is not None and value_of(height, "hRule") == "exact" and number_of(height, _FLAT + 1) <= _FLAT
    )


def paragraphs_of(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a cell, those of tables in it too."""
    for block in blocks_of(container):
        if block.tag == W + "p":
            yield block
        else:
            for cell in block.iter(W + "tc"):
                yield from (inner for inner in blocks_of(cell) if inner.tag == W + "p")


def is_other_choice(element: etree._Element) -> bool:
    """Whether the element stands in an alternative that Word doesn't show."""
    child = element
    for parent in element.iterancestors():
        if parent.tag == COMPATIBILITY + "AlternateContent" and chosen(parent) is not child:
            return True
        child = parent
    return False


def blocks_of(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs, tables and taken-in documents of a container."""
    for child in container:
        if child.tag in (W + "p", W + "tbl", W + "altChunk"):
            yield child
        else:
            inner = _inner(child)
            if inner is not None:
                yield from blocks_of(inner)


def children_of(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the shown children of this name."""
    for child in parent:
        if child.tag == W + name:
            yield child
        else:
            inner = _inner(child)
            if inner is not None:
                yield from children_of(inner, name)


def _inner(element: etree._Element) -> etree._Element | None:
    """Return what is shown of an element that only holds others; None for one that does not."""
    if element.tag == COMPATIBILITY + "AlternateContent":
        return chosen(element)
    return element if element.tag in CONTAINERS else None
