"""Fonts inside a Word document (ECMA-376, part 1, 17.8.1)."""

import hashlib
import uuid
from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from app.exports.docx.elements import element

FONT_TABLE = "/word/fontTable.xml"

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_HIDDEN = 32
"""Bytes at a font's beginning that are hidden by its key."""


def embed_fonts(word: WordDocument, files: Mapping[str, bytes]) -> None:
    """Embed TrueType files, each by its name."""
    package = word.part.package
    table = next(part for part in package.iter_parts() if str(part.partname) == FONT_TABLE)
    listed = parse_xml(table.blob)
    for number, (name, data) in enumerate(files.items(), 1):
        key = uuid.UUID(bytes=hashlib.sha256(data).digest()[:16])
        place = PackURI(f"/word/fonts/font{number}.odttf")
        relation = table.relate_to(Part(place, _CONTENT_TYPE, _hidden(data, key), package), _RELATION)
        embedded = element("w:embedRegular", fontKey=f"{{{key}}}".upper())
        embedded.set(qn("r:id"), relation)
        # What Windows has for such characters, for a program that leaves embedded fonts alone.
        font = element("w:font", element("w:altName", val="宋体"), element("w:charset", val="86"), embedded)
        font.set(qn("w:name"), name)
        listed.append(font)
    table._blob = etree.tostring(listed, xml_declaration=True, encoding="UTF-8", standalone=True)
    zoom = word.settings.element.find(qn("w:zoom"))
    zoom.addnext(element("w:saveSubsetFonts"))
    zoom.addnext(element("w:embedTrueTypeFonts"))


def _hidden(data: bytes, key: uuid.UUID) -> bytes:
    mask = key.bytes[::-1] * (_HIDDEN // len(key.bytes))
    return bytes(one ^ other for one, other in zip(data, mask, strict=False)) + data[_HIDDEN:]
