"""Characters that the office fonts lack: set in a font that the Word document brings along.

What GBK has is in the fonts of every Chinese system. What it lacks (㐂, 㵲, the letters of Yi) is not in 仿宋, 楷体 and
方正小标宋, and whether another font has it depends on the reader's machine. Programs that read embedded fonts need none there.
"""

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from app.exports.docx import styles
from app.exports.docx.elements import Element, element, run
from app.exports.docx.embedded_fonts import embed_fonts
from app.exports.pages.font_files import font_file, font_name
from app.exports.pages.fonts import Face, FontRole, Glyph, MissingGlyphError, bundled
from app.unit_names import HAN

_RARE = re.compile(f"(?![\u4e00-\u9fa5])[{HAN}\u1980-\u19df\ua000-\ua4ff]")
"""Chinese characters outside the block that GBK has, letters of Yi and Lisu, and of the new script of Tai Lue."""

Names = dict[Face, str]


def bring_along_rare_characters(word: WordDocument) -> None:
    """Set each rare character that a bundled font has in that font, and embed what is used of it."""
    runs = [
        found
        for found in word.element.body.iter(qn("w:r"))
        if any(_RARE.search(text.text or "") for text in found.iter(qn("w:t")))
    ]
    uses: dict[Face, dict[str, Glyph]] = {}
    for found in runs:
        role = _role(found)
        for text in found.iter(qn("w:t")):
            for glyph in filter(None, (_rare(character, role) for character in text.text or "")):
                uses.setdefault(glyph.face, {})[glyph.character] = glyph
    names = {face: _name(face, glyphs) for face, glyphs in uses.items()}
    for found in runs:
        _split(found, names)
    files = {names[face]: font_file(face.font, glyphs, names[face]) for face, glyphs in uses.items()}
    if files:
        embed_fonts(word, files)


def _role(found: Any) -> FontRole:
    style = found.getparent().find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    title = style is not None and style.get(qn("w:val")) == styles.ID[styles.TITLE]
    return FontRole.TITLE if title else FontRole.SONG


def _rare(character: str, role: FontRole) -> Glyph | None:
    """Return the glyph that a rare character is set as; None for a usual one, and where no font has it."""
    if not _RARE.match(character):
        return None
    try:
        character.encode("gbk")
    except UnicodeEncodeError:
        pass
    else:
        return None
    try:
        (glyph,) = bundled()[role].glyphs(character)
    except MissingGlyphError:
        return None
    return glyph


def _name(face: Face, glyphs: dict[str, Glyph]) -> str:
    """Return a name of the subset's own: a program that has another document open must not take that one's."""
    mark = hashlib.sha256("".join(sorted(glyphs)).encode()).hexdigest()[:8]
    return f"{font_name(face.font)}-{mark}"


def _split(found: Any, names: Names) -> None:
    """Put stretches of rare characters of a run into runs of their own."""
    properties = found.find(qn("w:rPr"))
    for face, group in groupby(_pieces(found, _role(found)), key=lambda piece: piece[0]):
        part = element("w:r", *([] if properties is None else [deepcopy(properties)]))
        if face is not None:
            _name_font(part, names[face])
        part.extend(child for _, child in group)
        found.addprevious(part)
    found.getparent().remove(found)


def _pieces(found: Any, role: FontRole) -> Iterator[tuple[Face | None, Any]]:
    """Yield what a run holds, each piece with the face that it needs, ``None`` for its style's."""
    for child in list(found):
        if child.tag == qn("w:t"):
            glyphs = ((character, _rare(character, role)) for character in child.text or "")
            stretches = groupby(glyphs, key=lambda pair: pair[1].face if pair[1] else None)
            for face, pairs in stretches:
                yield from ((face, piece) for piece in run("".join(character for character, _ in pairs)))
        elif child.tag != qn("w:rPr"):
            yield None, child


def _name_font(part: Element, name: str) -> None:
    properties = part.find(qn("w:rPr"))
    if properties is None:
        properties = element("w:rPr")
        part.insert(0, properties)
    fonts = element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    properties.insert(0 if properties.find(qn("w:rStyle")) is None else 1, fonts)
