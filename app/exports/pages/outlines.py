"""Outlines of glyphs (ISO/IEC 14496-22, table glyf) as paths, for marks that are drawn and are not part of the text."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from math import sqrt

from app.exports.pages.metrics import BASELINE, PAGE_HEIGHT, PAGE_WIDTH
from app.exports.pages.page import Watermark
from app.exports.pages.sfnt import Sfnt
from app.exports.pages.spacing import SetLine

Segment = tuple[float, ...]
"""A straight line to (x, y), or a quadratic curve by way of (x, y) to (x, y)."""
Contour = tuple[tuple[float, float], list[Segment]]
"""Where a closed contour begins, and its segments."""
_Point = tuple[float, float, bool]

_ON_CURVE, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 1, 2, 4, 8, 16, 32
_WORDS, _OFFSETS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 1, 2, 8, 32, 64, 128
_DEEPEST = 5


def box(font: Sfnt, glyph: int) -> tuple[int, int, int, int] | None:
    """Return what a glyph's outline covers, in font units (left, bottom, right, top); None for a blank one."""
    outline = font.outline(glyph)
    return struct.unpack_from(">4h", outline, 2) if len(outline) > 10 else None


def contours(font: Sfnt, glyph: int) -> list[Contour]:
    """Return a glyph's contours in font units."""
    return [_contour(points) for points in _points(font, glyph, 0) if points]


_last: tuple[SetLine | None, list[Contour]] = (None, [])
"""The mark drawn last: all pages of a document have the same."""


def watermark_contours(mark: Watermark) -> list[Contour]:
    """Return the outlines of a mark where they lie on the page, in points from its lower left corner."""
    global _last
    line, turn = mark.line, sqrt(0.5)
    if _last[0] is line:
        return _last[1]
    found: list[Contour] = []
    for glyph, place in zip(line.glyphs, line.places, strict=True):
        font = glyph.face.font
        scale = line.size / font.units_per_em
        left, down = place - line.width / 2, -BASELINE * line.size

        def placed(*values: float, scale: float = scale, left: float = left, down: float = down) -> Segment:
            made: list[float] = []
            for x, y in zip(values[::2], values[1::2], strict=True):
                along, above = left + x * scale, down + y * scale
                made += [PAGE_WIDTH / 2 + turn * (along - above), PAGE_HEIGHT / 2 + turn * (along + above)]
            return tuple(made)

        for start, segments in contours(font, glyph.number):
            x, y = placed(*start)
            found.append(((x, y), [placed(*segment) for segment in segments]))
    _last = (line, found)
    return found


def _points(font: Sfnt, glyph: int, depth: int) -> Iterator[list[_Point]]:
    outline = font.outline(glyph)
    if len(outline) <= 10 or depth > _DEEPEST:
        return
    (count,) = struct.unpack_from(">h", outline)
    if count < 0:
        yield from _parts(font, outline, depth)
        return
    ends = struct.unpack_from(f">{count}H", outline, 10)
    points = _decoded(outline, 10 + 2 * count, ends[-1] + 1 if ends else 0)
    start = 0
    for end in ends:
        yield points[start : end + 1]
        start = end + 1


def _decoded(outline: bytes, place: int, count: int) -> list[_Point]:
    """Return the points of a simple glyph; *place* is where its instructions begin."""
    place += 2 + struct.unpack_from(">H", outline, place)[0]
    flags: list[int] = []
    while len(flags) < count:
        flag = outline[place]
        place += 1
        flags.append(flag)
        if flag & _REPEAT:
            flags += [flag] * outline[place]
            place += 1
    xs, place = _coordinates(outline, place, flags, _SHORT_X, _SAME_X)
    ys, place = _coordinates(outline, place, flags, _SHORT_Y, _SAME_Y)
    return [(x, y, bool(flag & _ON_CURVE)) for x, y, flag in zip(xs, ys, flags, strict=False)]


def _coordinates(
    outline: bytes, place: int, flags: Sequence[int], short: int, same: int
) -> tuple[list[int], int]:
    value, found = 0, []
    for flag in flags:
        if flag & short:
            value += outline[place] if flag & same else -outline[place]
            place += 1
        elif not flag & same:
            value += struct.unpack_from(">h", outline, place)[0]
            place += 2
        found.append(value)
    return found, place


def _parts(font: Sfnt, outline: bytes, depth: int) -> Iterator[list[_Point]]:
    """Yield the contours of a composite glyph's parts, each in its place."""
    place = 10
    while True:
        flags, part = struct.unpack_from(">2H", outline, place)
        layout = ">2h" if flags & _WORDS else ">2b"
        right, up = struct.unpack_from(layout, outline, place + 4)
        place += 8 if flags & _WORDS else 6
        if not flags & _OFFSETS:
            right = up = 0
        count = 1 if flags & _SCALE else 2 if flags & _XY_SCALE else 4 if flags & _TWO_BY_TWO else 0
        values = [value / 0x4000 for value in struct.unpack_from(f">{count}h", outline, place)]
        place += 2 * count
        a, b, c, d = _matrix(values)
        for points in _points(font, part, depth + 1):
            yield [(a * x + c * y + right, b * x + d * y + up, on) for x, y, on in points]
        if not flags & _MORE:
            return


def _matrix(values: Sequence[float]) -> tuple[float, float, float, float]:
    match values:
        case [scale]:
            return scale, 0.0, 0.0, scale
        case [across, up]:
            return across, 0.0, 0.0, up
        case [a, b, c, d]:
            return a, b, c, d
    return 1.0, 0.0, 0.0, 1.0


def _contour(points: Sequence[_Point]) -> Contour:
    """Turn points on and off the curve into segments; between two off it lies one on it, halfway."""
    first = next((n for n, point in enumerate(points) if point[2]), None)
    if first is None:
        (x0, y0, _), (x1, y1, _) = points[-1], points[0]
        start = ((x0 + x1) / 2, (y0 + y1) / 2)
        ordered = [*points, (*start, True)]
    else:
        start = points[first][:2]
        ordered = [*points[first + 1 :], *points[:first], points[first]]
    segments: list[Segment] = []
    control: tuple[float, float] | None = None
    for x, y, on in ordered:
        if control is None:
            if on:
                segments.append((x, y))
            else:
                control = (x, y)
        elif on:
            segments.append((*control, x, y))
            control = None
        else:
            segments.append((*control, (control[0] + x) / 2, (control[1] + y) / 2))
            control = (x, y)
    if control is not None:
        segments.append((*control, *start))
    return start, segments
