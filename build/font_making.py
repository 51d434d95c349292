"""Makes one font: characters cut out, outlines as TrueType has them, a name of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from font_sources import FONTS, Source
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

# The largest distance between a cubic outline and its quadratic replacement, in units of 1/1000 em.
CURVE_ERROR = 2.0
KEPT_TABLES = ["head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post"]
COPYRIGHT, LICENCE = 0, 13


def checked(path: Path, sha256: str) -> Path:
    """Return `path` if the file has the pinned hash."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path}: SHA-256 is {found}, expected {sha256}")
    return path


def subset(font: TTFont, codes: Iterable[int]) -> None:
    """Keep the glyphs of `codes` and the tables that setting them needs."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [COPYRIGHT, LICENCE]
    options.drop_tables = [tag for tag in font.reader.tables if tag not in (*KEPT_TABLES, "CFF ")]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def to_quadratic(font: TTFont) -> None:
    """Replace the CFF outlines by TrueType ones: PDF viewers and Qt handle those everywhere."""
    glyphs = font.getGlyphSet()
    outlines = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = outlines
    for name, (advance, _) in font["hmtx"].metrics.items():
        outlines[name].recalcBounds(glyf)
        font["hmtx"].metrics[name] = (advance, getattr(outlines[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{field}", 1 if field == "Zones" else 0)
    maxp.maxSizeOfInstructions = maxp.maxComponentElements = 0
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, family: str) -> None:
    """Give the font its own name, in English alone; the notices of copyright and licence stay."""
    for name_id, value in {1: family, 2: "Regular", 4: family, 6: family.replace(" ", "")}.items():
        font["name"].setName(value, name_id, 3, 1, 0x409)
    font["post"].formatType = 3.0


def make(source: Source, work: Path, characters: set[int], folder: Path = FONTS) -> None:
    """Write one font with these characters, as far as its source has them."""
    path = checked(work / source.path, source.sha256)
    font = TTFont(path, recalcTimestamp=False, fontNumber=source.number)
    subset(font, characters - set(map(ord, source.without)))
    if "CFF " in font:
        to_quadratic(font)
    rename(font, source.family)
    font.save(folder / source.target)
