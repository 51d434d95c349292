"""A page as a description: runs of glyphs in their places, ruled lines and fills, which each format writes its own way.

Coordinates are points from the page's lower left corner. Everything on a page is either content of an element of the
structure tree or an artifact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from app.exports.pages.spacing import SetLine
from app.exports.pages.structure_tree import Element


class Artifact(StrEnum):
    """Content that is no part of the report, by what it is (ISO 32000-1, 14.8.2.2)."""

    LAYOUT = "Layout"
    PAGINATION = "Pagination"
    BACKGROUND = "Background"


class PlacedLine(NamedTuple):
    """A line of text, black, from *left* on *baseline*."""

    line: SetLine
    left: float
    baseline: float


class Watermark(NamedTuple):
    """A line across the page's middle, rising by 45°; *grey* goes from 0 (black) to 1 (white)."""

    line: SetLine
    grey: float


class RuledLines(NamedTuple):
    """Straight lines of one width, each as (x, y, x, y)."""

    places: Sequence[tuple[float, float, float, float]]
    width: float


Colour = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1, as sRGB has them."""


class Fill(NamedTuple):
    """A rectangle filled with one colour; *left* and *bottom* are its corner."""

    left: float
    bottom: float
    width: float
    height: float
    colour: Colour


Item = PlacedLine | Watermark | RuledLines | Fill


class Marked(NamedTuple):
    """Items that are content of *owner*; *mark* numbers an element's content on its page, from 0."""

    owner: Element | Artifact
    mark: int
    items: list[Item]


class Bookmark(NamedTuple):
    """An entry of the outline: a heading, its page's index, and its height in points from the page's foot.

    *level* is 0 for the report's title, 1 for 一、 and 2 for （一）.
    """

    level: int
    title: str
    page: int
    top: float


class PageLink(NamedTuple):
    """A rectangle of a page that leads to the top of another one; its words are the content of *element*.

    *box* is left, bottom, right and top in points, *target* the other page's index, *words* what is said of it.
    """

    element: Element
    box: tuple[float, float, float, float]
    target: int
    words: str


class CellPlace(NamedTuple):
    """Where a cell of the form stands on a page, by its key; in points from the page's lower left corner."""

    key: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass
class Page:
    """One page. *body* is in reading order; *margin* is what stands outside the text: the page number."""

    index: int
    body: list[Marked] = field(default_factory=list)
    margin: list[Marked] = field(default_factory=list)
    marks: list[Element] = field(default_factory=list)
    """The elements of the page's marked content, in the order of their marks."""
    links: list[PageLink] = field(default_factory=list)
    cells: list[CellPlace] = field(default_factory=list)
    """Where the cells of the form are: for the screen, nothing is drawn by them."""

    def tagged(self, element: Element) -> list[Item]:
        """Return an empty list; what is put into it is content of a structure element."""
        mark = len(self.marks)
        self.marks.append(element)
        element.kids.append((self.index, mark))
        items: list[Item] = []
        self.body.append(Marked(element, mark, items))
        return items

    def artifact(self, kind: Artifact) -> list[Item]:
        """Return an empty list; what is put into it is no part of the report's content."""
        items: list[Item] = []
        self.body.append(Marked(kind, 0, items))
        return items

    def in_margin(self, item: Item) -> None:
        """Place an item of the page's furniture."""
        self.margin.append(Marked(Artifact.PAGINATION, 0, [item]))


class Composition(NamedTuple):
    """A composed document: its *pages*, its structure tree from the element Document down, its bookmarks.

    The first *front* pages have Roman numbers, the others count from 1.
    """

    pages: Sequence[Page]
    root: Element
    bookmarks: Sequence[Bookmark]
    front: int = 0
