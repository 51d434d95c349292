"""What lies on the sheets of a LibreOffice workbook beside their cells: comments, text boxes, pictures."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from app.imports.raw_document import Aside
from app.imports.readers.libre_office.open_document_names import OFFICE, TABLE, TEXT
from app.imports.readers.sheets.sheet_asides import MOST, comment, pictures, text_box
from app.imports.readers.sheets.xlsx_places import CellRange, place_of

_DRAWN = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_MOST_AREAS = 200
_ANNOTATION = OFFICE + "annotation"


def asides(book: etree._Element) -> Iterator[Aside]:
    """Yield them sheet by sheet, at most so many of each."""
    for sheet in book.iterchildren(TABLE + "table"):
        name = sheet.get(TABLE + "name", "")
        comments = [text for item in sheet.iter(_ANNOTATION) if (text := _text(item))]
        yield from (comment(name, text) for text in comments[:MOST])
        drawn = [item for item in sheet.iter(f"{{{_DRAWN}}}*") if not _is_of_a_comment(item)]
        boxes = [text for item in drawn if (text := _text(item))]
        yield from (text_box(name, text) for text in boxes[:MOST])
        if count := sum(etree.QName(item).localname == "image" for item in drawn):
            yield pictures(name, count)


def drawn_over(cell: etree._Element, row: int, column: int) -> list[CellRange]:
    """Return the areas covered by the drawings that are anchored to a cell."""
    areas = []
    for item in cell.iterchildren(f"{{{_DRAWN}}}*"):
        _, _, last = item.get(TABLE + "end-cell-address", "").rpartition(".")
        bottom, right = place_of(last.replace("$", "")) or (row, column)
        areas.append(CellRange(row, column, max(row, bottom), max(column, right)))
    return areas


class RuledArea(NamedTuple):
    """Cells to which conditions give other looks: the names of these styles, each with its condition.

    An empty name stands for a bar or a sign in place of the figure. *base* is the cell that conditions call their own.
    """

    cells: CellRange
    looks: list[tuple[str, str]]
    base: str


def ruled_areas(sheet: etree._Element) -> Iterator[RuledArea]:
    """Yield the areas of a sheet where conditions give cells another look."""
    for item in sheet.iterfind(f"{_CALC}conditional-formats/{_CALC}conditional-format"):
        rules = list(item.iterchildren(_CALC + "condition"))
        looks = [
            (name, rule.get(_CALC + "value", ""))
            for rule in rules
            if (name := rule.get(_CALC + "apply-style-name", ""))
        ]
        base = rules[0].get(_CALC + "base-cell-address", "") if rules else ""
        drawn = item.iterchildren(_CALC + "icon-set", _CALC + "data-bar")
        looks += [("", "") for rule in drawn if rule.get(_CALC + "show-value") == "false"]
        for part in item.get(_CALC + "target-range-address", "").split()[:_MOST_AREAS] if looks else ():
            corners = [place_of(corner.rpartition(".")[2]) for corner in part.split(":")]
            if corners[0] and corners[-1]:
                yield RuledArea(CellRange(*corners[0], *corners[-1]), looks, base)


def _text(item: etree._Element) -> str:
    """Return the paragraphs that stand right in a comment or shape."""
    lines = ("".join(map(str, line.itertext())) for line in item.iterchildren(TEXT + "p"))
    return "\n".join(line for line in lines if line.strip())


def _is_of_a_comment(item: etree._Element) -> bool:
    return next(item.iterancestors(_ANNOTATION), None) is not None
