"""Fonts in a PDF file: embedded subsets with the map from codes to text."""

from __future__ import annotations

import hashlib

from app.exports.pdf.content import PdfFontUse
from app.exports.pdf.file_objects import FileObjects


def embedded_font(file: FileObjects, use: PdfFontUse) -> str:
    """Embed what a document uses of a face; return the reference to the font."""
    font = use.face.font
    program, count = font.subset(
        [drawn.glyph.number for drawn in use.drawn],
        [drawn.eighths * font.units_per_em // 8 for drawn in use.drawn],
    )
    letters = hashlib.sha256(program).digest()
    tag = "".join(chr(ord("A") + letters[place] % 26) for place in range(6))
    name = f"{tag}+{font.postscript_name}"
    scale = 1000 / font.units_per_em
    program_stream = file.stream(program, f"/Length1 {len(program)}")
    # A bit for each glyph in the program, the first of all bits for the first glyph (ISO 32000-1, table 124).
    glyph_set = file.stream((((1 << count) - 1) << -count % 8).to_bytes(-(-count // 8), "big"))
    box = " ".join(f"{round(bound * scale)}" for bound in font.bounds)
    descriptor = file.add(
        f"<</Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0"
        f" /Ascent {round(font.ascent * scale)} /Descent {round(font.descent * scale)} /CapHeight 700 /StemV 80"
        f" /FontFile2 {program_stream} /CIDSet {glyph_set}>>"
    )[1]
    widths = " ".join(
        f"{code} [{width:g}]"
        for code, drawn in enumerate(use.drawn, 1)
        if (width := round(drawn.width * 1000, 2)) != 1000
    )
    descendant = file.add(
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /FontDescriptor {descriptor}"
        " /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
        f" /CIDToGIDMap /Identity /DW 1000 /W [{widths}]>>"
    )[1]
    to_unicode = file.stream(_to_unicode(use).encode("ascii"))
    return file.add(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant}] /ToUnicode {to_unicode}>>"
    )[1]


def _to_unicode(use: PdfFontUse) -> str:
    """Return the map from codes to text (ISO 32000-1, 9.10.3): at most 100 entries a block."""
    entries = [
        f"<{code:04X}> <{drawn.glyph.character.encode('utf-16-be').hex().upper()}>"
        for code, drawn in enumerate(use.drawn, 1)
    ]
    blocks = [
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
        for block in (entries[start : start + 100] for start in range(0, len(entries), 100))
    ]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )
