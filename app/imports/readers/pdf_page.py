"""One page of a PDF as PDFium sees it: glyphs and ruled lines, in points from the top left as a person reads it."""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from math import pi

import pypdfium2
import pypdfium2.raw as pdfium

from app.imports.files import Unreadable
from app.imports.readers.pdf_rules import Rule
from app.imports.readers.pdf_text import Glyph

MAX_GLYPHS = 40_000
MAX_RULES = 2_000
_MAX_OBJECTS = 100_000
_MAX_SEGMENTS = 20_000
_FORMS_DEEP = 4
_ASLANT = 0.05
_STRAIGHT = 1.0
_THIN = 3.0
_SHORTEST = 4.0

_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Page:
    """What stands on a page."""

    glyphs: list[Glyph]
    rules: list[Rule]


def read_page(page: pypdfium2.PdfPage, name: str, number: int) -> Page:
    """Read a page. Raises `Unreadable` when there is far more on it than on a report's page."""
    upright = _Upright(page)
    text = page.get_textpage()
    try:
        if text.count_chars() > MAX_GLYPHS:
            raise _too_much(name, number)
        glyphs = list(_glyphs(text, upright))
    finally:
        text.close()
    rules: list[Rule] = []
    for rule in _rules(page, upright):
        rules.append(rule)
        if len(rules) > MAX_RULES:
            raise _too_much(name, number)
    return Page(glyphs, rules)


def _too_much(name: str, number: int) -> Unreadable:
    return Unreadable(f"“{name}”第 {number} 页的内容过于复杂，无法读取，请改用 Word 或网页。")


class _Upright:
    """Turns PDF coordinates (from the bottom left, before the page's rotation) into the reader's."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = page.get_bbox()
        self._left, self._bottom = left, bottom
        self._width, self._height = right - left, top - bottom
        self._rotation = page.get_rotation()

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        match self._rotation:
            case 90:
                return y, x
            case 180:
                return self._width - x, y
            case 270:
                return self._height - y, self._width - x
            case _:
                return x, self._height - y

    def is_aslant(self, angle: float) -> bool:
        """Whether a character's angle (in radians) is none of the four right ones."""
        return angle >= 0 and abs(angle / (pi / 2) - round(angle / (pi / 2))) > _ASLANT

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _glyphs(text: pypdfium2.PdfTextPage, upright: _Upright) -> Iterator[Glyph]:
    """Yield what stands upright; a mark set aslant across the page is no part of the text."""
    high = 0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code <= 0x20 or 0xD800 <= code < 0xE000 or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        if upright.is_aslant(pdfium.FPDFText_GetCharAngle(text, index)):
            continue
        box = upright.box(*text.get_charbox(index, loose=True))
        if box[2] > box[0] and not chr(code).isspace():
            yield Glyph(chr(code), *box)


def _rules(page: pypdfium2.PdfPage, upright: _Upright) -> Iterator[Rule]:
    count = min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    for index in range(count):
        yield from _object_rules(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, upright, _FORMS_DEEP)


def _object_rules(
    item: pdfium.FPDF_PAGEOBJECT, outer: _Matrix, upright: _Upright, deep: int
) -> Iterator[Rule]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _path_rules(item, _times(_matrix(item), outer), upright)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and deep:
        inner = _times(_matrix(item), outer)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)):
            yield from _object_rules(pdfium.FPDFFormObj_GetObject(item, index), inner, upright, deep - 1)


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _path_rules(item: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, upright: _Upright) -> Iterator[Rule]:
    """Yield the straight sides of a drawn path; of a filled one only what is as thin as a line."""
    fill, stroke = c_int(0), c_int(0)
    pdfium.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
    if not (fill.value or stroke.value):
        return
    for points in _strokes(item, matrix, upright):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if min(right - left, bottom - top) <= _THIN:
            if max(right - left, bottom - top) >= _SHORTEST:
                yield Rule(left, top, right, bottom)
        elif stroke.value:
            yield from _sides(points)


def _sides(points: list[_Point]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(points):
        flat = abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT
        if flat and abs(x0 - x1) + abs(y0 - y1) >= _SHORTEST:
            yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _strokes(item: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, upright: _Upright) -> Iterator[list[_Point]]:
    """Yield the points of each part of the path that is drawn in one go, without those that have curves."""
    a, b, c, d, e, f = matrix
    points: list[_Point] = []
    curved = False
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        x, y = c_float(0), c_float(0)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = upright.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        points.append(point)
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points
