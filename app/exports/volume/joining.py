"""Joins composed documents into one: page numbers go on, names of cells stay unique, each document is a part."""

from __future__ import annotations

from collections.abc import Sequence

from app.exports.pages.page import Bookmark, Composition, Page
from app.exports.pages.structure_tree import Element


def joined(front: Composition, parts: Sequence[Composition]) -> Composition:
    """Return *front*, whose pages have Roman numbers, followed by *parts*, whose pages and elements are moved there."""
    pages: list[Page] = [*front.pages]
    bookmarks: list[Bookmark] = [*front.bookmarks]
    root = front.root
    for number, part in enumerate(parts):
        _move(part, len(pages), f"r{number}-")
        element = root.add("Part")
        element.kids += part.root.kids
        bookmarks += [bookmark._replace(page=len(pages) + bookmark.page) for bookmark in part.bookmarks]
        pages += part.pages
    return Composition(pages, root, bookmarks, front.front)


def _move(part: Composition, by: int, prefix: str) -> None:
    """Move a document's pages on by so many, and set a prefix before the names of its header cells."""
    for page in part.pages:
        page.index += by
    for element in part.root.walk():
        element.kids = [kid if isinstance(kid, Element) else (kid[0] + by, kid[1]) for kid in element.kids]
        if element.name:
            element.name = prefix + element.name
        if element.attributes:
            headers = tuple(prefix + name for name in element.attributes.headers)
            element.attributes = element.attributes._replace(headers=headers)
