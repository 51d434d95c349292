"""Short functions that make WordprocessingML elements."""

from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from app.exports.xml_text import xml_text

__all__ = ["TWIPS", "Element", "element", "run"]

TWIPS = 20
"""In a point: the unit of lengths."""


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make an element; attributes are in the ``w:`` namespace."""
    made = cast(Element, OxmlElement(tag))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, style: str = "") -> Element:
    """Make a run of text; *style* is the id of a character style."""
    made = element("w:r")
    if style:
        made.append(element("w:rPr", element("w:rStyle", val=style)))
    for index, piece in enumerate(xml_text(text).split("\t")):
        if index:
            made.append(element("w:tab"))
        if piece:
            content = element("w:t")
            content.text = piece
            content.set(qn("xml:space"), "preserve")
            made.append(content)
    return made
