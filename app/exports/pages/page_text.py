"""The text of composed pages, line by line with the places of its characters: what is read, chosen and found on screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.exports.pages.page import CellPlace, Composition, Page, PlacedLine
from app.exports.pages.structure_tree import Element


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line; *edges* are the left ends of its characters and the right end of the last, in points.

    *block* numbers the document's block that it belongs to, *element* what belongs together: a paragraph, a cell.
    """

    text: str
    edges: tuple[float, ...]
    baseline: float
    size: float
    block: int
    element: int


@dataclass(frozen=True, slots=True)
class PageWords:
    """What stands on one page, in reading order; repeated headers and page numbers are left out."""

    lines: tuple[TextLine, ...] = ()
    cells: tuple[CellPlace, ...] = ()


def page_texts(composition: Composition) -> tuple[PageWords, ...]:
    """Return the text of each page."""
    numbers: dict[int, int] = {}
    return tuple(PageWords(tuple(_lines(page, numbers)), tuple(page.cells)) for page in composition.pages)


def _lines(page: Page, numbers: dict[int, int]) -> Iterator[TextLine]:
    for marked in page.body:
        if not isinstance(marked.owner, Element):
            continue
        element = numbers.setdefault(id(marked.owner), len(numbers))
        for item in marked.items:
            if isinstance(item, PlacedLine) and item.line.glyphs:
                line = item.line
                last = line.glyphs[-1]
                edges = [item.left + place for place in line.places]
                edges.append(edges[-1] + last.width * line.size)
                text = "".join(glyph.character for glyph in line.glyphs)
                yield TextLine(text, tuple(edges), item.baseline, line.size, marked.owner.block, element)
