"""The characters of a PDF page that a person sees: not what is invisible, white, tiny, clipped away or painted over."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from ctypes import addressof, c_double, c_uint, c_ulong, create_string_buffer
from dataclasses import dataclass
from functools import cached_property
from math import atan2, hypot, pi
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.raw_document import UNKNOWN
from app.imports.readers.pages.glyph_lines import BELOW, PlacedGlyph
from app.imports.readers.pages.painted_page import PaintedPage
from app.imports.readers.pages.painted_shapes import Colour
from app.imports.readers.pages.pdf_calls import address_of, by_address
from app.imports.readers.pages.pdf_coordinates import Box, UprightPage
from app.imports.readers.pages.pdf_digit_pictures import DigitPictures
from app.imports.readers.pages.pdf_fonts import PdfFonts
from app.imports.readers.pages.pdf_reprinted import reprinted
from app.imports.readers.pages.seen_characters import shown

_ASLANT = 0.05
_FADED = 20
_TALLER = 2.0
"""When a box is this much taller than the font's size, the size means nothing (fonts drawn by the page itself)."""
_REPLACED = b"ActualText"
_MOST_MARKS, _LONGEST_NAME = 16, 16
_LAYER = "OC\0".encode("utf-16-le")
_HYPHEN = 2
"""What PDFium writes for a hyphen at the end of a line."""
_SIGN = 8.0
_UNSEEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_FILLED_AND_OUTLINED = (
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)
_unicode, _font_size = by_address(pdfium.FPDFText_GetUnicode), by_address(pdfium.FPDFText_GetFontSize)
_char_box, _is_generated = by_address(pdfium.FPDFText_GetCharBox), by_address(pdfium.FPDFText_IsGenerated)
_origin, _loose_box = by_address(pdfium.FPDFText_GetCharOrigin), by_address(pdfium.FPDFText_GetLooseCharBox)
_matrix, _text_object = by_address(pdfium.FPDFText_GetMatrix), by_address(pdfium.FPDFText_GetTextObject)
_fill_colour, _stroke_colour = (
    by_address(pdfium.FPDFText_GetFillColor),
    by_address(pdfium.FPDFText_GetStrokeColor),
)
_count_marks, _content_mark = (
    by_address(pdfium.FPDFPageObj_CountMarks),
    by_address(pdfium.FPDFPageObj_GetMark),
)
_mark_name = by_address(pdfium.FPDFPageObjMark_GetName)
_mark_text = by_address(pdfium.FPDFPageObjMark_GetParamStringValue)
_text_font = by_address(pdfium.FPDFTextObj_GetFont)
_render_mode = by_address(pdfium.FPDFTextObj_GetTextRenderMode)


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


class PdfCharacter(NamedTuple):
    """A character as PDFium has it: its box in PDF coordinates (left, bottom, right, top), and its origin."""

    text: str
    box: Box
    origin: tuple[float, float]
    item: int


class PageText:
    """The characters of a page, and what their text objects look like."""

    def __init__(
        self,
        document: pypdfium2.PdfDocument,
        page: pypdfium2.PdfPage,
        text: pypdfium2.PdfTextPage,
        fonts: PdfFonts,
    ) -> None:
        self._text = address_of(text.raw)
        self._count = text.count_chars()
        self.styles: dict[int, GlyphStyle] = {}
        self._replaced: set[int] = set()
        self.layered: set[int] = set()
        """The text objects that lie in a layer, which may be switched off; none where no digits do."""
        self._looks: dict[tuple[float, float, float, float, float, Colour | None], GlyphStyle] = {}
        # Reused for all objects, since creating them takes a good part of the time.
        self._matrix = pdfium.FS_MATRIX()
        self._rgba = c_uint(), c_uint(), c_uint(), c_uint()
        self._matrix_at, self._rgba_at = addressof(self._matrix), [addressof(part) for part in self._rgba]
        self._digits: dict[int, dict[str, int]] = {}
        self._fonts: dict[int, int] = {}
        self.marks = list(self._marks())
        for item in self.styles if self.layered else ():
            self._note_marks(item)
        pictures = DigitPictures(document, page, self._text)
        lying = {font for font, digits in self._digits.items() if fonts.is_lying(font, digits, pictures)}
        if lying:
            self.marks = [
                mark._replace(text=UNKNOWN)
                if mark.text.isdecimal() and self._fonts.get(mark.item) in lying
                else mark
                for mark in self.marks
            ]
        blank = {font: found for font, digits in self._digits.items() if (found := fonts.blank(font, digits))}
        if blank:
            self.marks = [mark for mark in self.marks if not self._is_blank(mark, blank)]

    def _is_blank(self, mark: PdfCharacter, blank: Mapping[int, Collection[str]]) -> bool:
        """Whether a font draws nothing for a character. A font that draws none of its digits is assumed to draw no character."""
        font = _text_font(mark.item) or 0
        return font in blank and (mark.text in blank[font] or len(blank[font]) == len(self._digits[font]))

    @property
    def turned(self) -> int:
        """By how many degrees the page must be turned clockwise to be read."""
        quarters: Counter[int] = Counter()
        for item, count in Counter(mark.item for mark in self.marks).items():
            quarters[self.styles[item].quarter] += count
        return quarters.most_common(1)[0][0] * 90 if quarters else 0

    def _marks(self) -> Iterator[PdfCharacter]:
        high = 0
        x, y, box = c_double(), c_double(), pdfium.FS_RECTF()
        x_at, y_at, box_at = addressof(x), addressof(y), addressof(box)
        text = self._text
        by_item: dict[int, dict[str, int]] = {}
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
            # What PDFium adds by itself is blanks and ends of lines; of a character of which the font tells no
            # name it gives the code in the font.
            if code < 0x20 and self._has_ink(index):
                character = "-" if code == _HYPHEN else UNKNOWN
            elif code <= 0x20 or character.isspace():
                continue
            item = self._style(index)
            if character.isdecimal():
                digits = by_item.get(item)
                if digits is None:
                    digits = by_item[item] = self._digits_of(item)
                digits.setdefault(character, index)
                if item in self._replaced:
                    character = UNKNOWN
            _origin(text, index, x_at, y_at)
            _loose_box(text, index, box_at)
            yield PdfCharacter(
                character, (box.left, box.bottom, box.right, box.top), (x.value, y.value), item
            )

    def _digits_of(self, item: int) -> dict[str, int]:
        """Note font and marks of a text object that has digits; return where the digits of that font are noted."""
        self._note_marks(item)
        font = self._fonts[item] = _text_font(item) or 0
        return self._digits.setdefault(font, {})

    def _note_marks(self, item: int) -> None:
        """Note whether a text object's characters are told to stand for others than those drawn, and whether it is in a layer."""
        count = _count_marks(item)
        if not count:
            return
        length, name = c_ulong(), create_string_buffer(_LONGEST_NAME)
        for number in range(min(count, _MOST_MARKS)):
            mark = _content_mark(item, number)
            if _mark_text(mark, _REPLACED, None, 0, addressof(length)) and length.value > 0:
                self._replaced.add(item)
            if _mark_name(mark, name, _LONGEST_NAME, addressof(length)) and name.raw.startswith(_LAYER):
                self.layered.add(item)

    def _has_ink(self, index: int) -> bool:
        """Whether a character without a name leaves something on the page."""
        if _is_generated(self._text, index) == 1:
            return False
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        places = (addressof(side) for side in (left, right, bottom, top))
        return (
            bool(_char_box(self._text, index, *places))
            and right.value > left.value
            and top.value > bottom.value
        )

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
        if mode in _FILLED_AND_OUTLINED:
            # White letters with a black edge are seen by their edge.
            both = [self._asked(ask, index) for ask in (_fill_colour, _stroke_colour)]
            return min((colour for colour in both if colour is not None), key=sum, default=None)
        ask = _stroke_colour if mode in _OUTLINED else _fill_colour
        if not ask(self._text, index, *self._rgba_at):
            return (0, 0, 0)
        red, green, blue, alpha = self._rgba
        return None if alpha.value < _FADED else (red.value, green.value, blue.value)

    def _asked(self, ask: Callable[..., object], index: int) -> Colour | None:
        if not ask(self._text, index, *self._rgba_at):
            return (0, 0, 0)
        red, green, blue, alpha = self._rgba
        return None if alpha.value < _FADED else (red.value, green.value, blue.value)


def seen(
    text: PageText, painted: PaintedPage, upright: UprightPage, unclear: Iterable[Box] = ()
) -> list[PlacedGlyph]:
    """Return the characters that a person sees on the page; in the *unclear* boxes there is one that can't be read."""
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
    boxes = [upright.box(*box) for box in unclear]
    found = shown(placed, painted, upright.size)
    found += reprinted(placed, found, upright.box)
    if boxes:
        found = [
            glyph._replace(text=UNKNOWN)
            if glyph.text.isdecimal() and any(_is_in(glyph, box) for box in boxes)
            else glyph
            for glyph in found
        ]
    return found + [_sign(box) for box in boxes]


def _is_in(glyph: PlacedGlyph, box: Box) -> bool:
    return box[0] <= glyph.middle_x <= box[2] and box[1] <= glyph.middle_y <= box[3]


def _sign(box: Box) -> PlacedGlyph:
    """Return a character that can't be read, where a text in the box begins."""
    left, top, right, bottom = box
    x, y = (
        min((left + right) / 2, left + _SIGN),
        (top + bottom) / 2 if bottom - top < 3 * _SIGN else top + _SIGN,
    )
    return PlacedGlyph(UNKNOWN, x - _SIGN / 2, y - _SIGN / 2, x + _SIGN / 2, y + _SIGN / 2)


def _is_odd(style: GlyphStyle, upright: UprightPage, mirrored: bool) -> bool:
    """Whether characters stand on their heads or are mirrored, so that nobody knows what they are read as."""
    return (mirrored and style.mirrored) or (style.quarter * 90 - upright.turned) % 360 == 180


def _glyph(mark: PdfCharacter, style: GlyphStyle, upright: UprightPage) -> PlacedGlyph:
    """Place a character; how high it is depends on the font's size, not on its shape (一 is flat)."""
    left, top, right, bottom = upright.box(*mark.box)
    if style.size * _TALLER < bottom - top or style.quarter * 90 != upright.turned:
        return PlacedGlyph(mark.text, left, top, right, bottom)
    base = upright.point(*mark.origin)[1] + BELOW * style.size
    return PlacedGlyph(mark.text, left, base - style.size, right, base)
