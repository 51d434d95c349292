"""Digits printed anew where the same digit was painted over: PDFium gives only one of two alike at one place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from ctypes import addressof, c_float

import pypdfium2.raw as pdfium

from app.imports.raw_document import UNKNOWN
from app.imports.readers.pages.glyph_lines import PlacedGlyph
from app.imports.readers.pages.pdf_calls import by_address
from app.imports.readers.pages.pdf_coordinates import Box

_bounds = by_address(pdfium.FPDFPageObj_GetBounds)
_FARTHEST = 4.0
_SAME_LINE, _SAME_PLACE = 0.5, 0.4


def reprinted(
    placed: Sequence[tuple[PlacedGlyph, object, int]], seen: Sequence[PlacedGlyph], turned: Callable[..., Box]
) -> Iterator[PlacedGlyph]:
    """Yield a sign that can't be read for each digit painted over where a text beside it has one that PDFium left out.

    *placed* are all characters with their text objects; *turned* turns a box of the page upright.
    """
    if len(seen) == len(placed):
        return
    kept = {(glyph.left, glyph.top) for glyph in seen}
    covered = [
        (glyph, item)
        for glyph, _, item in placed
        if glyph.text.isdecimal() and (glyph.left, glyph.top) not in kept
    ]
    for gone, own in covered:
        beside = {
            item
            for glyph, _, item in placed
            if item != own
            and abs(glyph.baseline - gone.baseline) < _SAME_LINE * gone.size
            and abs(glyph.middle_x - gone.middle_x) < _FARTHEST * gone.size
            and (glyph.left, glyph.top) in kept
        }
        if any(_lacks(item, gone, placed, turned) for item in beside):
            yield gone._replace(text=UNKNOWN)


def _lacks(
    item: int,
    gone: PlacedGlyph,
    placed: Iterable[tuple[PlacedGlyph, object, int]],
    turned: Callable[..., Box],
) -> bool:
    """Whether a text reaches over the place of a digit and has no character there."""
    sides = [c_float() for _ in range(4)]
    if not _bounds(item, *(addressof(side) for side in sides)):
        return False
    left, _, right, _ = turned(*(side.value for side in sides))
    if not left <= gone.middle_x <= right:
        return False
    near = _SAME_PLACE * (gone.right - gone.left)
    return not any(other == item and abs(glyph.middle_x - gone.middle_x) < near for glyph, _, other in placed)
