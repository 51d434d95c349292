"""A composed page as an SVG image: glyphs as outlines, so that it looks the same everywhere, all of it in words beside."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from app.exports.pages.fonts import Face, Glyph
from app.exports.pages.metrics import PAGE_HEIGHT, PAGE_WIDTH
from app.exports.pages.outlines import Contour, contours, watermark_contours
from app.exports.pages.page import Composition, Fill, Item, PlacedLine, RuledLines, Watermark


def svg_file(composition: Composition, title: str, words: str) -> bytes:
    """Return the first page of *composition*; *title* and *words* are for those who don't see it."""
    page = composition.pages[0]
    drawn = _Drawn()
    body = [
        text for marked in (*page.body, *page.margin) for item in marked.items for text in drawn.item(item)
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 {PAGE_WIDTH:.2f}'
        f' {PAGE_HEIGHT:.2f}" role="img" aria-labelledby="title desc" lang="zh-CN" xml:lang="zh-CN">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(words)}</desc>',
        '<rect width="100%" height="100%" fill="#fff"/>',
        "<defs>",
        *drawn.glyphs(),
        "</defs>",
        *body,
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


class _Drawn:
    """Draws items, and remembers the glyphs that they use."""

    def __init__(self) -> None:
        self._names: dict[tuple[Face, int], str] = {}

    def item(self, item: Item) -> Iterator[str]:
        """Yield the elements that draw an item."""
        match item:
            case PlacedLine():
                yield from self._line(item)
            case Fill():
                colour = "#" + "".join(f"{round(255 * part):02x}" for part in item.colour)
                yield (
                    f'<rect x="{item.left:.2f}" y="{PAGE_HEIGHT - item.bottom - item.height:.2f}"'
                    f' width="{item.width:.2f}" height="{item.height:.2f}" fill="{colour}"/>'
                )
            case RuledLines():
                data = "".join(
                    f"M{x0:.2f} {PAGE_HEIGHT - y0:.2f}L{x1:.2f} {PAGE_HEIGHT - y1:.2f}"
                    for x0, y0, x1, y1 in item.places
                )
                yield f'<path d="{data}" stroke="#000" stroke-width="{item.width:g}" stroke-linecap="square"/>'
            case Watermark():
                shade = f"{round(255 * item.grey):02x}"
                data = _path(watermark_contours(item), PAGE_HEIGHT)
                yield f'<path d="{data}" fill="#{shade * 3}"/>'

    def _line(self, placed: PlacedLine) -> Iterator[str]:
        line, down = placed.line, PAGE_HEIGHT - placed.baseline
        uses = []
        for glyph, place in zip(line.glyphs, line.places, strict=True):
            if not glyph.character.isspace():
                scale = line.size / glyph.face.font.units_per_em
                uses.append(
                    f'<use href="#{self._name(glyph)}" transform="matrix({scale:.5f} 0 0 {-scale:.5f}'
                    f' {placed.left + place:.2f} {down:.2f})"/>'
                )
        if uses:
            yield f"<g>{''.join(uses)}</g>"

    def _name(self, glyph: Glyph) -> str:
        return self._names.setdefault((glyph.face, glyph.number), f"g{len(self._names)}")

    def glyphs(self) -> Iterator[str]:
        """Yield the definitions of the glyphs used, in font units."""
        for (face, number), name in self._names.items():
            yield f'<path id="{name}" d="{_path(contours(face.font, number), 0)}"/>'


def _path(found: list[Contour], height: float) -> str:
    """Return outlines as path data; with a *height* they are turned to run downwards from it."""

    def point(x: float, y: float) -> str:
        return f"{x:.2f} {height - y:.2f}" if height else f"{x:g} {y:g}"

    parts = []
    for start, segments in found:
        parts.append(f"M{point(*start)}")
        for segment in segments:
            pairs = zip(segment[::2], segment[1::2], strict=True)
            parts.append(f"{'L' if len(segment) == 2 else 'Q'}{' '.join(point(x, y) for x, y in pairs)}")
        parts.append("Z")
    return "".join(parts)
