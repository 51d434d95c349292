"""Writes the document of another format as parts of a docx file, so that one reader reads them all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from app.imports.readers.sheets.sheet_xml import clean
from app.imports.readers.word.docx_names import W
from app.imports.readers.zip_xml import OfficeParts

SAME_EDGE = 30
"""Edges of cells this near to each other, in twentieths of a point, are the same: programs round them row by row."""
_NAMES = {"w": W[1:-1]}
_NOTHING: Mapping[str, Iterable[etree._Element]] = {}


@dataclass(frozen=True)
class WordTextLook:
    """How a run of text looks. *raised* is ``superscript``, ``subscript`` or nothing; *half_points* is its size, *font*
    the name of its font where it shows signs in place of letters."""

    struck: bool = False
    hidden: bool = False
    raised: str = ""
    colour: str = ""
    half_points: int = 0
    font: str = ""


@dataclass
class TableCell:
    """A cell of a row: its paragraphs, how many columns it spans, and whether it goes on from the cell above."""

    paragraphs: list[etree._Element] = field(default_factory=list)
    columns: int = 1
    merge: str = ""
    """``restart`` where a cell begins that goes on downwards, ``continue`` where it does."""


def parts_of(
    body: Iterable[etree._Element], beside: Mapping[str, Iterable[etree._Element]] = _NOTHING
) -> OfficeParts:
    """Return a document's parts: *body* are its paragraphs and tables, *beside* those of its notes, heads and feet."""
    document = etree.Element(W + "document", nsmap=_NAMES)
    etree.SubElement(document, W + "body").extend(body)
    relations = etree.Element("Relationships")
    roots = {"word/document.xml": document, "word/_rels/document.xml.rels": relations}
    for kind, paragraphs in beside.items():
        roots[f"word/{kind}.xml"] = root = etree.Element(W + kind, nsmap=_NAMES)
        root.extend(paragraphs)
        etree.SubElement(relations, "Relationship", Type=f"/{kind}", Target=f"{kind}.xml")
    return OfficeParts(roots)


def paragraph(runs: Iterable[tuple[str, WordTextLook]]) -> etree._Element:
    """Return a paragraph; in a run's text ``\\n`` ends a line and ``\\t`` is a tab."""
    element = etree.Element(W + "p", nsmap=_NAMES)
    for text, look in runs:
        _run(element, clean(text), look)
    return element


def _run(parent: etree._Element, text: str, look: WordTextLook) -> None:
    run = etree.SubElement(parent, W + "r")
    properties = etree.SubElement(run, W + "rPr")
    for wanted, name in ((look.struck, "strike"), (look.hidden, "vanish")):
        if wanted:
            etree.SubElement(properties, W + name)
    for value, name in ((look.raised, "vertAlign"), (look.colour, "color"), (look.half_points, "sz")):
        if value:
            etree.SubElement(properties, W + name).set(W + "val", str(value))
    if look.font:
        etree.SubElement(properties, W + "rFonts").set(W + "ascii", clean(look.font))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, W + "br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, W + "tab")
            if piece:
                etree.SubElement(run, W + "t").text = piece


def table(rows: Iterable[Sequence[TableCell]]) -> etree._Element:
    """Return a table."""
    element = etree.Element(W + "tbl", nsmap=_NAMES)
    for cells in rows:
        line = etree.SubElement(element, W + "tr")
        for cell in cells:
            item = etree.SubElement(line, W + "tc")
            properties = etree.SubElement(item, W + "tcPr")
            if cell.columns > 1:
                etree.SubElement(properties, W + "gridSpan").set(W + "val", str(cell.columns))
            if cell.merge:
                etree.SubElement(properties, W + "vMerge").set(W + "val", cell.merge)
            item.extend(cell.paragraphs or [paragraph(())])
    return element


def columns_between(edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return how many columns each cell of each row spans, by where the cells end (in twentieths of a point)."""
    places: list[int] = []
    for end in sorted({end for row in edges for end in row}):
        if not places or end - places[-1] > SAME_EDGE:
            places.append(end)
    spans = []
    for row in edges:
        before, line = 0, []
        for end in row:
            place = sum(1 for edge in places if edge <= end)
            line.append(max(place - before, 1))
            before = place
        spans.append(line)
    return spans
