"""What lies over the cells of a sheet: under a text box, a picture or a line nobody can tell what figure is seen."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from app.imports.readers.sheets.xlsx_looks import OFF
from app.imports.readers.sheets.xlsx_places import CellRange
from app.imports.readers.zip_xml import DRAWING, OfficeParts

COVERED = "这一格上有图形、图片或文本框，不能确定看到的是什么数，请核对后填写。"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MOST = 500
_COLUMN, _ROW = 609_600, 190_500
"""A usual column's width and row's height in English Metric Units, for what is anchored at one corner only."""
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


def related(archive: OfficeParts, path: str) -> Iterator[tuple[str, str]]:
    """Yield kind and place of each part that belongs to the part *path*."""
    folder, file = posixpath.split(path)
    relations = archive.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
    for item in () if relations is None else relations.iterchildren(etree.Element):
        kind = item.get("Type", "").rpartition("/")[2]
        yield kind, posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")


def covered_areas(archive: OfficeParts, path: str) -> list[CellRange]:
    """Return the areas of the sheet whose part is *path* that something lies over."""
    roots = [archive.xml(target) for kind, target in related(archive, path) if kind == "drawing"]
    anchors = [anchor for root in roots if root is not None for anchor in root.iterchildren(etree.Element)]
    return [_area(anchor) for anchor in anchors[:_MOST] if _covers(anchor)]


def overlap(one: CellRange, other: CellRange) -> bool:
    """Whether two areas have a cell in common."""
    return (
        one.row <= other.last_row
        and other.row <= one.last_row
        and one.column <= other.last_column
        and other.column <= one.last_column
    )


def _covers(anchor: etree._Element) -> bool:
    if any(item.get("hidden", "0") not in OFF for item in anchor.iter(_XDR + "cNvPr")):
        return False
    if next(anchor.iter(_XDR + "pic", _XDR + "cxnSp", _XDR + "graphicFrame"), None) is not None:
        return True
    return any(_is_seen(shape) for shape in anchor.iter(_XDR + "sp"))


def _is_seen(shape: etree._Element) -> bool:
    """Whether a shape is more than a frame around what lies under it."""
    if any((text.text or "").strip() for text in shape.iter(DRAWING + "t")):
        return True
    look = shape.find(_XDR + "spPr")
    if look is None or look.find(DRAWING + "noFill") is not None:
        return False
    form = look.find(DRAWING + "prstGeom")
    is_line = form is not None and form.get("prst") == "line"
    filled = (
        any(look.find(DRAWING + name) is not None for name in _FILLS)
        or shape.find(_XDR + "style") is not None
    )
    return filled or is_line


def _area(anchor: etree._Element) -> CellRange:
    row, column = _number(anchor, "from", "row"), _number(anchor, "from", "col")
    if anchor.find(_XDR + "to") is None:
        size = anchor.find(_XDR + "ext")
        wide, high = (0, 0) if size is None else (_int(size.get("cx")), _int(size.get("cy")))
        return CellRange(row + 1, column + 1, row + 1 + high // _ROW, column + 1 + wide // _COLUMN)
    last_row, last_column = _number(anchor, "to", "row"), _number(anchor, "to", "col")
    last_row += _number(anchor, "to", "rowOff") > 0
    last_column += _number(anchor, "to", "colOff") > 0
    return CellRange(row + 1, column + 1, max(last_row, row + 1), max(last_column, column + 1))


def _number(anchor: etree._Element, corner: str, name: str) -> int:
    return _int(anchor.findtext(f"{_XDR}{corner}/{_XDR}{name}"))


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
