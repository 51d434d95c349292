"""The painted objects of a PDF page in the order of painting: straight lines, filled boxes, and when text was painted.

PDFium's text page tells neither what was painted over a character nor how it was clipped.
"""

from collections.abc import Callable, Iterator
from ctypes import byref, c_float, c_int, c_uint, cast
from math import sqrt

import pypdfium2.raw as pdfium

from app.imports.readers.pages.painted_page import (
    MAX_DRAWINGS,
    MAX_PATCHES,
    MAX_RULED_LINES,
    OPAQUE,
    PaintedPage,
    Pen,
    ruled_lines_of,
)
from app.imports.readers.pages.painted_shapes import Colour, Patch, bounds, common, curve, is_box, patches_of
from app.imports.readers.pages.pdf_calls import address_of, by_address
from app.imports.readers.pages.pdf_coordinates import Box, Point, UprightPage
from app.imports.readers.pages.pdf_images import PdfPicture

_MAX_PICTURES = 50
_MAX_OBJECTS = 100_000
_MAX_SEGMENTS = 20_000
_FORMS_DEEP = 4
_STRAIGHT = 1.0
_THIN = 3.0

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)
_page_object, _form_object = by_address(pdfium.FPDFPage_GetObject), by_address(pdfium.FPDFFormObj_GetObject)
_kind, _clip_path = by_address(pdfium.FPDFPageObj_GetType), by_address(pdfium.FPDFPageObj_GetClipPath)
_clip_paths, _clip_segments, _clip_segment = map(
    by_address,
    (
        pdfium.FPDFClipPath_CountPaths,
        pdfium.FPDFClipPath_CountPathSegments,
        pdfium.FPDFClipPath_GetPathSegment,
    ),
)


class TooMuch(Exception):
    """There is far more on the page than on any page of a report."""


def painted(
    page: pdfium.FPDF_PAGE, upright: UprightPage, document: pdfium.FPDF_DOCUMENT, own: int | None = None
) -> PaintedPage:
    """Go through the page's objects, of which those behind the first *own* are notes. Raises `TooMuch`."""
    reader = _ObjectReader(upright, page, document)
    count, at = min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS), address_of(page)
    for index in range(count):
        known = len(reader.found.texts)
        reader.read(_page_object(at, index), _IDENTITY, _FORMS_DEEP)
        if own is not None and index >= own:
            reader.found.notes.update(list(reader.found.texts)[known:])
    return reader.found


class _ObjectReader:
    def __init__(self, upright: UprightPage, page: pdfium.FPDF_PAGE, document: pdfium.FPDF_DOCUMENT) -> None:
        self.found = PaintedPage()
        self._upright = upright
        self._page, self._document = page, document
        self._order = 0
        self._curved_clip = False

    def read(self, at: int, outer: _Matrix, deep: int) -> None:
        """Take in one object, by its address, and, for a form, what is in it."""
        self._order += 1
        if self._order > _MAX_OBJECTS:
            raise TooMuch
        kind = _kind(at)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self.found.texts[at] = (self._order, self._clip(at, outer))
            if deep < _FORMS_DEEP:
                self.found.formed.add(at)
            return
        item = cast(at, pdfium.FPDF_PAGEOBJECT)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            self._shading(at, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and deep:
            inner = _times(_matrix(item), outer)
            for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MAX_OBJECTS)):
                self.read(_form_object(at, index), inner, deep - 1)

    def _shading(self, at: int, outer: _Matrix) -> None:
        """Note that a gradient may hide what is under it; only its clip tells where it ends."""
        clip = self._clip(at, outer)
        if clip is not None and len(self.found.patches) < MAX_PATCHES:
            self.found.patches.append(Patch(self._order, clip, (255, 255, 255), sure=False))

    def _picture(self, item: pdfium.FPDF_PAGEOBJECT, outer: _Matrix) -> None:
        """Note a picture, and that it may hide what is under it: one that leans is taken for clear."""
        if len(self.found.drawings) >= MAX_DRAWINGS:
            return
        a, b, c, d, e, f = _times(_matrix(item), outer)
        corners = ((e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f))
        box = bounds([self._upright.point(x, y) for x, y in corners])
        self.found.drawings.append(box)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN and len(self.found.patches) < MAX_PATCHES:
            # As thin as a line, it strikes out what it lies across.
            self.found.patches.append(Patch(self._order, box, (0, 0, 0)))
            return
        if pdfium.FPDFPageObj_HasTransparency(item) or len(self.found.pictures) >= _MAX_PICTURES:
            return
        if min(abs(a), abs(d)) <= _STRAIGHT or max(abs(b), abs(c)) > _STRAIGHT:
            return
        clip = self._clip(address_of(item), outer)
        if clip is None or common(box, clip) == box:
            self.found.pictures.append(PdfPicture(self._order, box, item, self._page, self._document))

    def _path(self, item: pdfium.FPDF_PAGEOBJECT, outer: _Matrix) -> None:
        fill, stroke = c_int(0), c_int(0)
        pdfium.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke))
        if not (fill.value or stroke.value):
            return
        matrix = _times(_matrix(item), outer)
        ink = self._ink(item, pdfium.FPDFPageObj_GetFillColor) if fill.value else None
        pen = self._pen(item, matrix) if stroke.value else None
        pale = (pen or ink or Pen()).is_pale
        shapes = []
        for points, curved in _strokes(item, matrix, self._upright):
            shapes.append(points)
            if pen is not None:
                self.found.stroke(self._order, points, pen, curved=curved)
            if curved:
                continue
            self.found.ruled_lines += ruled_lines_of(points, bool(stroke.value), pale=pale)
            if len(self.found.ruled_lines) > MAX_RULED_LINES:
                raise TooMuch
        if ink is not None and ink.alpha >= OPAQUE and not pdfium.FPDFPageObj_HasTransparency(item):
            self._fill(item, outer, shapes, ink.colour, even_odd=fill.value == pdfium.FPDF_FILLMODE_ALTERNATE)

    def _pen(self, item: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix) -> Pen:
        width = c_float(1)
        pdfium.FPDFPageObj_GetStrokeWidth(item, byref(width))
        a, b, c, d, *_ = matrix
        ink = self._ink(item, pdfium.FPDFPageObj_GetStrokeColor)
        wide = width.value * sqrt(abs(a * d - b * c))
        return Pen(wide) if ink is None else Pen(wide, ink.colour, ink.alpha)

    @staticmethod
    def _ink(item: pdfium.FPDF_PAGEOBJECT, ask: Callable[..., int]) -> Pen | None:
        """Return the colour of an object's lines or of what fills it; ``None`` where the file tells none."""
        red, green, blue, alpha = c_uint(0), c_uint(0), c_uint(0), c_uint(0)
        if not ask(item, byref(red), byref(green), byref(blue), byref(alpha)):
            return None
        return Pen(0, (red.value, green.value, blue.value), alpha.value)

    def _fill(
        self,
        item: pdfium.FPDF_PAGEOBJECT,
        outer: _Matrix,
        shapes: list[list[Point]],
        colour: Colour,
        *,
        even_odd: bool,
    ) -> None:
        clip = self._clip(address_of(item), outer)
        found = patches_of(
            self._order, shapes, colour, even_odd=even_odd, clip=clip, sure=not self._curved_clip
        )
        boxes = [patch for patch in found if not patch.outlines]
        if len(self.found.patches) + len(boxes) > MAX_PATCHES:
            raise TooMuch
        # A page may be full of letters that were turned into shapes: past the bound they are not looked at.
        self.found.fill(found if len(self.found.patches) < MAX_PATCHES else boxes)

    def _clip(self, at: int, outer: _Matrix) -> Box | None:
        """Return the box that the object at an address is clipped to at most."""
        self._curved_clip = False
        clip = _clip_path(at)
        count = _clip_paths(clip) if clip else 0
        if count <= 0:
            return None
        box: Box | None = None
        for index in range(count):
            segments = min(_clip_segments(clip, index), _MAX_SEGMENTS)
            points = [
                self._point(cast(_clip_segment(clip, index, place), pdfium.FPDF_PATHSEGMENT), outer)
                for place in range(segments)
            ]
            if points:
                self._curved_clip = self._curved_clip or not is_box(points)
                box = bounds(points) if box is None else common(box, bounds(points))
        return box

    def _point(self, segment: pdfium.FPDF_PATHSEGMENT, matrix: _Matrix) -> Point:
        return _placed(segment, matrix, self._upright)


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _placed(segment: pdfium.FPDF_PATHSEGMENT, matrix: _Matrix, upright: UprightPage) -> Point:
    a, b, c, d, e, f = matrix
    x, y = c_float(0), c_float(0)
    pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
    left, up = x.value, y.value
    return upright.point(a * left + c * up + e, b * left + d * up + f)


def _strokes(
    item: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, upright: UprightPage
) -> Iterator[tuple[list[Point], bool]]:
    """Yield the points of each part of the path that is drawn in one go, and whether it has curves."""
    points: list[Point] = []
    bends: list[Point] = []
    curved = False
    for index in range(min(pdfium.FPDFPath_CountSegments(item), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        point = _placed(segment, matrix, upright)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, curved
            points, bends, curved = [point], [], False
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved = True
            bends.append(point)
            if len(bends) == 3 and points:
                points += curve(points[-1], *bends)
                bends = []
        else:
            points.append(point)
        if points and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, curved
