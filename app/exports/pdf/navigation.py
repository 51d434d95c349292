"""How a reader finds its way in a PDF file: the structure tree, the outline, and the printed page numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.exports.pages.page import Bookmark, Page
from app.exports.pages.structure_tree import CellAttributes, Element
from app.exports.pdf.file_objects import FileObject, FileObjects, text_string


def page_labels(front: int) -> str:
    """Number the pages as they are printed: *front* of them with Roman numbers."""
    return f"0 <</S /r>> {front} <</S /D>>" if front else "0 <</S /D>>"


def links(
    file: FileObjects, pages: Sequence[Page], items: Sequence[FileObject], page_references: Sequence[str]
) -> dict[Element, tuple[str, int]]:
    """Add the pages' links to their *items*; return for each link's element the annotation and its page's index.

    The annotations are numbered in the structure's parent tree after the pages.
    """
    found: dict[Element, tuple[str, int]] = {}
    for page, item in zip(pages, items, strict=True):
        own = []
        for link in page.links:
            box = " ".join(f"{place:.2f}" for place in link.box)
            own.append(
                file.add(
                    f"<</Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 /Contents {text_string(link.words)}"
                    f" /Dest [{page_references[link.target]} /XYZ null null null] /StructParent {len(pages) + len(found)}>>"
                )[1]
            )
            found[link.element] = own[-1], page.index
        if own:
            item.body = item.body.removesuffix(b">>") + f" /Annots [{' '.join(own)}]>>".encode("ascii")
    return found


def structure(
    file: FileObjects,
    root: Element,
    tree: str,
    pages: Sequence[Page],
    page_references: Sequence[str],
    annotated: Mapping[Element, tuple[str, int]],
) -> str:
    """Add the structure elements; return the body of the tree's root. *annotated* are the elements of links."""
    placed = {element: file.add() for element in root.walk()}
    parents = {root: tree}
    for element, (_, reference) in placed.items():
        for kid in element.kids:
            if isinstance(kid, Element):
                parents[kid] = reference
    references = {element: reference for element, (_, reference) in placed.items()}
    for element, (item, _) in placed.items():
        entries = _entries(element, parents[element], references, page_references, annotated.get(element))
        item.body = f"<<{entries}>>".encode("ascii")
    marks = " ".join(
        f"{page.index} [{' '.join(placed[element][1] for element in page.marks)}]" for page in pages
    )
    for number, element in enumerate(annotated, len(pages)):
        marks += f" {number} {placed[element][1]}"
    body = f"<</Type /StructTreeRoot /K {placed[root][1]} /ParentTree <</Nums [{marks}]>>"
    body += f" /ParentTreeNextKey {len(pages) + len(annotated)}"
    names = sorted((element.name, reference) for element, (_, reference) in placed.items() if element.name)
    if names:
        listed = " ".join(f"({name}) {reference}" for name, reference in names)
        body += f" /IDTree <</Kids [<</Limits [({names[0][0]}) ({names[-1][0]})] /Names [{listed}]>>]>>"
    return body + ">>"


def _entries(
    element: Element,
    parent: str,
    references: Mapping[Element, str],
    page_references: Sequence[str],
    link: tuple[str, int] | None,
) -> str:
    """Return what a structure element's dictionary holds; *link* is its annotation and the page of that."""
    kids = []
    page = next((kid[0] for kid in element.kids if not isinstance(kid, Element)), None)
    for kid in element.kids:
        if isinstance(kid, Element):
            kids.append(references[kid])
        elif kid[0] == page:
            kids.append(str(kid[1]))
        else:
            kids.append(f"<</Type /MCR /Pg {page_references[kid[0]]} /MCID {kid[1]}>>")
    if link is not None:
        annotation, number = link
        kids.append(f"<</Type /OBJR /Pg {page_references[number]} /Obj {annotation}>>")
    entries = f"/Type /StructElem /S /{element.tag} /P {parent}"
    if page is not None:
        entries += f" /Pg {page_references[page]}"
    if element.language:
        entries += f" /Lang ({element.language})"
    if element.name:
        entries += f" /ID ({element.name})"
    if element.attributes and (attributes := _cell_attributes(element.attributes)):
        entries += f" /A <<{attributes}>>"
    if kids:
        entries += f" /K {kids[0] if len(kids) == 1 else '[' + ' '.join(kids) + ']'}"
    return entries


def _cell_attributes(cell: CellAttributes) -> str:
    """Return the body of a table cell's attribute dictionary, empty when it has none to state."""
    parts = []
    if cell.scope:
        parts.append(f"/Scope /{cell.scope}")
    if cell.row_span > 1:
        parts.append(f"/RowSpan {cell.row_span}")
    if cell.column_span > 1:
        parts.append(f"/ColSpan {cell.column_span}")
    if cell.headers:
        parts.append(f"/Headers [{' '.join(f'({name})' for name in cell.headers)}]")
    return " ".join(("/O /Table", *parts)) if parts else ""


def outline(file: FileObjects, bookmarks: Sequence[Bookmark], page_references: Sequence[str]) -> str:
    """Add the outline, a tree by the bookmarks' levels; return the reference to it."""
    root, reference = file.add()
    items = [file.add() for _ in bookmarks]
    parents = _parents([bookmark.level for bookmark in bookmarks])
    kids: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        kids.setdefault(parent, []).append(number)
    for number, (bookmark, (item, _)) in enumerate(zip(bookmarks, items, strict=True)):
        siblings = kids[parents[number]]
        place = siblings.index(number)
        above = items[parents[number]][1] if parents[number] >= 0 else reference
        entries = f"/Title {text_string(bookmark.title)} /Parent {above}"
        entries += f" /Dest [{page_references[bookmark.page]} /XYZ null {bookmark.top:.2f} null]"
        if place:
            entries += f" /Prev {items[siblings[place - 1]][1]}"
        if place + 1 < len(siblings):
            entries += f" /Next {items[siblings[place + 1]][1]}"
        item.body = f"<<{entries}{_ends(items, kids.get(number, []), kids)}>>".encode("ascii")
    root.body = f"<</Type /Outlines{_ends(items, kids.get(-1, []), kids)}>>".encode("ascii")
    return reference


def _parents(levels: Sequence[int]) -> list[int]:
    """Return for each entry the number of the entry above it, -1 for the root."""
    open_entries: list[int] = []
    parents = []
    for number, level in enumerate(levels):
        while open_entries and levels[open_entries[-1]] >= level:
            open_entries.pop()
        parents.append(open_entries[-1] if open_entries else -1)
        open_entries.append(number)
    return parents


def _ends(
    items: Sequence[tuple[FileObject, str]], own: Sequence[int], kids: Mapping[int, Sequence[int]]
) -> str:
    """Return the entries of an open outline item for its kids: the first, the last, and how many are below it."""
    if not own:
        return ""
    below = len(own)
    waiting = list(own)
    while waiting:
        grandchildren = kids.get(waiting.pop(), [])
        below += len(grandchildren)
        waiting += grandchildren
    return f" /First {items[own[0]][1]} /Last {items[own[-1]][1]} /Count {below}"
