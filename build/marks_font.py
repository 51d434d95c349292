"""A font with the marks that the window shows and no bundled font has, for the guide's pictures.

On a user's system they come from one of its own fonts, which differ; here they are drawn.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

Point = tuple[int, int]

MARKS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "✕": (
        ((160, 90), (110, 140), (670, 700), (720, 650)),
        ((110, 650), (160, 700), (720, 140), (670, 90)),
    ),
    "✓": (((90, 330), (145, 385), (305, 215), (685, 690), (745, 645), (310, 90)),),
    "−": (((90, 310), (90, 380), (500, 380), (500, 310)),),
}
"""The outline of each, in thousandths of the font's size."""
WIDTHS = {"✕": 830, "✓": 830, "−": 590}


def make(path: Path) -> None:
    """Write the font."""
    names = {mark: f"uni{ord(mark):04X}" for mark in MARKS}
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for mark, outlines in MARKS.items():
        pen = TTGlyphPen(None)
        for start, *others in outlines:
            pen.moveTo(start)
            for point in others:
                pen.lineTo(point)
            pen.closePath()
        glyphs[names[mark]] = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap({ord(mark): name for mark, name in names.items()})
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics({".notdef": (500, 0)} | {names[mark]: (WIDTHS[mark], 0) for mark in MARKS})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupNameTable({"familyName": "Marks", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.save(path)
