"""The characters of a PDF page that a person sees: not what is invisible, white, tiny, clipped away or painted over."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import addressof, c_double, c_uint
from dataclasses import dataclass
from functools import cached_property
from math import atan2, floor, hypot, pi
from statistics import median
from typing import Generic, NamedTuple, TypeVar

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.readers.glyph_text import BELOW, PlacedGlyph
from app.imports.readers.pdf_calls import address_of, by_address
from app.imports.readers.pdf_coordinates import Box, Point, Upright
from app.imports.readers.pdf_objects import Colour, Painted

_ASLANT = 0.05
_FADED = 20
_PALE = 30
_WHITE: Colour = (255, 255, 255)
_TINY, _TINY_POINTS = 0.3, 2.5
_TALLER = 2.0
"""When a box is this much taller than the font's size, the size means nothing (fonts drawn by the page itself)."""
_STRUCK_FROM, _STRUCK_TO = 0.12, 0.6
_SLIMMEST = 0.02
_THROUGH = 0.25
"""How near to a character's middle, in parts of its size, a line aslant runs that crosses it out."""
_LAST = 1 << 30
UNKNOWN = "\ufffd"
"""Stands for a character that is seen but not read; no figure is made of it."""
_BAND = 16.0
_MOST_BANDS = 4000
_UNSEEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_unicode, _font_size = by_address(pdfium.FPDFText_GetUnicode), by_address(pdfium.FPDFText_GetFontSize)
_origin, _loose_box = by_address(pdfium.FPDFText_GetCharOrigin), by_address(pdfium.FPDFText_GetLooseCharBox)
_matrix, _text_object = by_address(pdfium.FPDFText_GetMatrix), by_address(pdfium.FPDFText_GetTextObject)
_fill_colour, _stroke_colour = (
    by_address(pdfium.FPDFText_GetFillColor),
    by_address(pdfium.FPDFText_GetStrokeColor),
)
_render_mode = by_address(pdfium.FPDFTextObj_GetTextRenderMode)

T = TypeVar("T")


@dataclass(frozen=True)
class GlyphStyle:
    """What the characters of one text object share. *angle* is where they run to, in radians; *size* in points.

    *colour* is ``None`` when they leave nothing on the page.
    """

    size: float
    angle: float
    colour: Colour | None
    mirrored: bool = False
    """Whether they are seen as in a mirror."""

    @cached_property
    def quarter(self) -> int:
        """How many quarter turns counter-clockwise the text is turned."""
        return round(self.angle / (pi / 2)) % 4

    @cached_property
    def is_aslant(self) -> bool:
        """Whether it runs neither across nor down, as a mark set across the page does."""
        return abs(self.angle / (pi / 2) - round(self.angle / (pi / 2))) > _ASLANT


class Mark(NamedTuple):
    """A character as PDFium has it: its box in PDF coordinates (left, bottom, right, top), and its origin."""

    text: str
    box: Box
    origin: tuple[float, float]
    item: int


class PageText:
    """The characters of a page, and what their text objects look like."""

    def __init__(self, text: pypdfium2.PdfTextPage) -> None:
        self._text = address_of(text.raw)
        self._count = text.count_chars()
        self.styles: dict[int, GlyphStyle] = {}
        self._looks: dict[tuple[float, float, float, float, float, Colour | None], GlyphStyle] = {}
        # Reused for all objects, since creating them takes a good part of the time.
        self._matrix = pdfium.FS_MATRIX()
        self._rgba = c_uint(), c_uint(), c_uint(), c_uint()
        self._matrix_at, self._rgba_at = addressof(self._matrix), [addressof(part) for part in self._rgba]
        self.marks = list(self._marks())

    @property
    def turned(self) -> int:
        """By how many degrees the page must be turned clockwise to be read."""
        quarters: Counter[int] = Counter()
        for item, count in Counter(mark.item for mark in self.marks).items():
            quarters[self.styles[item].quarter] += count
        return quarters.most_common(1)[0][0] * 90 if quarters else 0

    def _marks(self) -> Iterator[Mark]:
        high = 0
        x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
        x_at, y_at, box_at = addressof(x), addressof(y), addressof(box)
        text = self._text
        for index in range(self._count):
            code = _unicode(text, index)
            if 0xD800 <= code < 0xE000:
                if code < 0xDC00:
                    high = code
                    continue
                if not high:
                    continue
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            character = chr(code)
            # What PDFium adds by itself is blanks and ends of lines.
            if code <= 0x20 or character.isspace():
                continue
            item = self._style(index)
            _origin(text, index, x_at, y_at)
            _loose_box(text, index, box_at)
            yield Mark(character, (box.left, box.bottom, box.right, box.top), (x.value, y.value), item)

    def _style(self, index: int) -> int:
        """Note how the character's text object looks, once, and return its address."""
        text = self._text
        item: int = _text_object(text, index) or 0
        if item not in self.styles:
            matrix = self._matrix
            _matrix(text, index, self._matrix_at)
            # Many programs make an object of each character, nearly all of them alike.
            told = (
                _font_size(text, index),
                matrix.a,
                matrix.b,
                matrix.c,
                matrix.d,
                self._colour(item, index),
            )
            style = self._looks.get(told)
            if style is None:
                size = abs(told[0]) * hypot(matrix.c, matrix.d)
                mirrored = matrix.a * matrix.d < matrix.b * matrix.c
                style = GlyphStyle(size, atan2(matrix.b, matrix.a), told[-1], mirrored)
                self._looks[told] = style
            self.styles[item] = style
        return item

    def _colour(self, item: int, index: int) -> Colour | None:
        """Return the colour of a character, ``None`` when it leaves nothing on the page."""
        mode = _render_mode(item)
        if mode in _UNSEEN_MODES:
            return None
        ask = _stroke_colour if mode in _OUTLINED else _fill_colour
        if not ask(self._text, index, *self._rgba_at):
            return (0, 0, 0)
        red, green, blue, alpha = self._rgba
        return None if alpha.value < _FADED else (red.value, green.value, blue.value)


class Bands(Generic[T]):
    """An index of boxes by their height on the page."""

    def __init__(self, items: Iterable[tuple[Box, T]]) -> None:
        self._bands: dict[int, list[T]] = {}
        for (_, top, _, bottom), item in items:
            first = max(floor(top / _BAND) - 1, -_MOST_BANDS)
            for band in range(first, min(floor(bottom / _BAND) + 1, _MOST_BANDS) + 1):
                self._bands.setdefault(band, []).append(item)

    def near(self, y: float) -> Sequence[T]:
        """Return what reaches to within a band of *y*, in the order it was given in."""
        return self._bands.get(floor(y / _BAND), ())


def seen(text: PageText, painted: Painted, upright: Upright) -> list[PlacedGlyph]:
    """Return the characters that a person sees on the page."""
    # Where most of a page is mirrored, that is how its program writes: another turn undoes it.
    mirrored = sum(text.styles[mark.item].mirrored for mark in text.marks) * 2 < len(text.marks)
    placed = [
        (
            _glyph(
                mark._replace(text=UNKNOWN) if _is_odd(style, upright, mirrored) else mark, style, upright
            ),
            style.colour,
            mark.item,
        )
        for mark in text.marks
        if (style := text.styles[mark.item]).colour is not None and not style.is_aslant
    ]
    return shown(placed, painted, upright.size)


def _is_odd(style: GlyphStyle, upright: Upright, mirrored: bool) -> bool:
    """Whether characters stand on their heads or are mirrored, so that nobody knows what they are read as."""
    return (mirrored and style.mirrored) or (style.quarter * 90 - upright.turned) % 360 == 180


def shown(
    placed: Sequence[tuple[PlacedGlyph, Colour, int]], painted: Painted, size: tuple[float, float]
) -> list[PlacedGlyph]:
    """Return which of the characters, each with its colour and its object, a person sees on a page of this size."""
    usual = median([glyph.bottom - glyph.top for glyph, _, _ in placed]) if placed else 0
    sight = _Sight(painted, size, max(_TINY * usual, min(_TINY_POINTS, usual / 2)))
    return [glyph for glyph, colour, item in placed if sight.shows(glyph, colour, item)]


class _Sight:
    """What a page shows; *least* is the size from which a character can be read."""

    def __init__(self, painted: Painted, size: tuple[float, float], least: float) -> None:
        self._texts, self._least = painted.texts, least
        self._page = (0.0, 0.0, *size)
        self._patches = Bands((patch.box, patch) for patch in painted.patches)
        self._strokes = Bands(
            ((line.left, line.top, line.right, line.bottom), (line.left, line.right, line.at))
            for line in painted.ruled_lines
            if line.is_horizontal
        )
        self._pictures = painted.pictures
        self._has_slants = bool(painted.slants)
        self._slants = Bands(
            ((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), ((x0, y0), (x1, y1)))
            for (x0, y0), (x1, y1) in painted.slants
        )

    def shows(self, glyph: PlacedGlyph, colour: Colour, item: int) -> bool:
        """Whether a character can be seen and is not struck out."""
        order, clip = self._texts.get(item, (_LAST, None))
        _, left, top, right, bottom = glyph
        x, y, size = (left + right) / 2, (top + bottom) / 2, bottom - top
        return (
            right - left > _SLIMMEST * size
            and size >= self._least
            and _within(x, y, self._page)
            and (clip is None or _within(x, y, clip))
            and self._stands_out(x, y, colour, order)
            and not (self._pictures and self._is_under_a_picture(glyph, order))
            and not any(
                start <= x <= end and _is_through(glyph, at) for start, end, at in self._strokes.near(y)
            )
            and not (self._has_slants and any(_crosses(*slant, glyph) for slant in self._slants.near(y)))
        )

    def _is_under_a_picture(self, glyph: PlacedGlyph, order: int) -> bool:
        x, y = glyph.middle_x, glyph.middle_y
        return any(one.order > order and one.hides(x, y, glyph.size) for one in self._pictures)

    def _stands_out(self, x: float, y: float, colour: Colour, order: int) -> bool:
        """Whether the character was not painted over, and has another colour than what is behind it."""
        behind = _WHITE
        for patch in self._patches.near(y):
            if patch.covers(x, y):
                if patch.order > order:
                    return False
                behind = patch.colour
        return (
            abs(colour[0] - behind[0]) >= _PALE
            or abs(colour[1] - behind[1]) >= _PALE
            or abs(colour[2] - behind[2]) >= _PALE
        )


def _glyph(mark: Mark, style: GlyphStyle, upright: Upright) -> PlacedGlyph:
    """Place a character; how high it is depends on the font's size, not on its shape (一 is flat)."""
    left, top, right, bottom = upright.box(*mark.box)
    if style.size * _TALLER < bottom - top or style.quarter * 90 != upright.turned:
        return PlacedGlyph(mark.text, left, top, right, bottom)
    base = upright.point(*mark.origin)[1] + BELOW * style.size
    return PlacedGlyph(mark.text, left, base - style.size, right, base)


def _within(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _is_through(glyph: PlacedGlyph, at: float) -> bool:
    """Whether a line across at this height runs through the middle of the character."""
    above = (glyph.baseline - at) / (glyph.bottom - glyph.top)
    return _STRUCK_FROM <= above <= _STRUCK_TO


def _crosses(start: Point, end: Point, glyph: PlacedGlyph) -> bool:
    """Whether a line aslant runs through the middle of the character."""
    (x0, y0), (x1, y1) = start, end
    x, y = glyph.middle_x, glyph.middle_y
    if not min(x0, x1) <= x <= max(x0, x1):
        return False
    return abs(y0 + (y1 - y0) * (x - x0) / (x1 - x0) - y) <= _THROUGH * glyph.size
