"""Composed pages as OFD pages (GB/T 33190-2016): text and path objects in millimetres from the upper left corner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from xml.sax.saxutils import escape

from app.exports.ofd.xml import document, number, thousandths
from app.exports.pages.fonts import Face, Glyph
from app.exports.pages.metrics import MM, PAGE_HEIGHT
from app.exports.pages.outlines import box, watermark_contours
from app.exports.pages.page import Artifact, Fill, Item, Marked, Page, PlacedLine, RuledLines, Watermark
from app.exports.pages.structure_tree import Element

_BMP = 0xFFFF
"""Readers that count UTF-16 units misplace what follows a character beyond it."""
_ROOM = 0.02
"""The margin in millimetres around an object's outline: readers clip to its boundary, and its numbers are rounded."""
_ROOM_OF_MARK = 0.2
"""The same for a mark: half the width of the line that readers draw where none is stated."""


class ObjectIds:
    """Gives the document's objects their numbers."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.last = 0

    def new(self) -> int:
        """Return a number that no other object has."""
        self.last = next(self._numbers)
        return self.last


@dataclass
class OfdFontUse:
    """What the document uses of a face: glyphs by character, in the order of the font file that is embedded."""

    face: Face
    id: int
    glyphs: dict[str, Glyph] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    """By character its number in the embedded font."""
    _boxes: dict[str, tuple[int, int, int, int] | None] = field(default_factory=dict)

    def box(self, glyph: Glyph) -> tuple[int, int, int, int] | None:
        """Take a glyph into use; return what its outline covers, in font units."""
        character = glyph.character
        if character not in self.places:
            self.glyphs[character] = glyph
            self.places[character] = len(self.glyphs)
            self._boxes[character] = box(self.face.font, glyph.number)
        return self._boxes[character]


@dataclass
class Contents:
    """The pages written: their ids and texts, the faces they use, and the objects of each structure element."""

    ids: ObjectIds
    page_ids: list[int] = field(default_factory=list)
    pages: list[bytes] = field(default_factory=list)
    fonts: dict[Face, OfdFontUse] = field(default_factory=dict)
    objects: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    """By page index and mark, as `Element.kids` has them."""

    def font(self, face: Face) -> OfdFontUse:
        """Return the use of a face."""
        if face not in self.fonts:
            self.fonts[face] = OfdFontUse(face, self.ids.new())
        return self.fonts[face]


def contents(pages: Sequence[Page], ids: ObjectIds) -> Contents:
    """Write *pages*."""
    made = Contents(ids)
    for page in pages:
        made.page_ids.append(ids.new())
        made.pages.append(_page(page, made))
    return made


def _page(page: Page, made: Contents) -> bytes:
    """Write one page: marks behind it, the report's own content in reading order, what repeats and the number above."""
    layers: dict[str, list[str]] = {"Background": [], "Body": [], "Foreground": []}
    for marked in (*page.body, *page.margin):
        layer = layers[_layer(marked)]
        for item in marked.items:
            for object_id, text in _objects(item, made):
                layer.append(text)
                if isinstance(marked.owner, Element):
                    made.objects.setdefault((page.index, marked.mark), []).append(object_id)
    written = "".join(
        f'<ofd:Layer ID="{made.ids.new()}" Type="{kind}">{"".join(objects)}</ofd:Layer>'
        for kind, objects in layers.items()
        if objects
    )
    return document("Page", f"<ofd:Content>{written}</ofd:Content>")


def _layer(marked: Marked) -> str:
    return {Artifact.BACKGROUND: "Background", Artifact.PAGINATION: "Foreground"}.get(
        marked.owner if isinstance(marked.owner, Artifact) else Artifact.LAYOUT, "Body"
    )


def _objects(item: Item, made: Contents) -> Iterator[tuple[int, str]]:
    match item:
        case PlacedLine():
            for start, end in _stretches(item.line.glyphs):
                yield from _text(item, start, end, made)
        case RuledLines():
            yield _ruled_lines(item, made.ids)
        case Watermark():
            yield _watermark(item, made.ids)
        case Fill():
            yield _fill(item, made.ids)


def _stretches(glyphs: Sequence[Glyph]) -> Iterator[tuple[int, int]]:
    """Yield stretches of glyphs of one face for one object each; a rare character is one by itself."""
    start = 0
    for end in range(1, len(glyphs) + 1):
        if end < len(glyphs) and glyphs[end].face is glyphs[start].face and not _alone(glyphs, start, end):
            continue
        first, last = start, end
        while first < last and glyphs[first].character.isspace():
            first += 1
        while last > first and glyphs[last - 1].character.isspace():
            last -= 1
        if first < last:
            yield first, last
        start = end


def _alone(glyphs: Sequence[Glyph], start: int, end: int) -> bool:
    return ord(glyphs[start].character) > _BMP or ord(glyphs[end].character) > _BMP


def _text(item: PlacedLine, start: int, end: int, made: Contents) -> Iterator[tuple[int, str]]:
    """Yield the text object of a stretch; a stretch that draws nothing needs none."""
    line = item.line
    glyphs, places = line.glyphs[start:end], line.places[start:end]
    use = made.font(glyphs[0].face)
    drawn = [
        (place, covered)
        for glyph, place in zip(glyphs, places, strict=True)
        if (covered := use.box(glyph)) is not None
    ]
    if not drawn:
        return
    scale = line.size / use.face.font.units_per_em
    first = min([place + covered[0] * scale for place, covered in drawn])
    last = max([place + covered[2] * scale for place, covered in drawn])
    lowest = min([covered[1] for _, covered in drawn]) * scale
    highest = max([covered[3] for _, covered in drawn]) * scale
    left = (item.left + first) / MM - _ROOM
    top = (PAGE_HEIGHT - item.baseline - highest) / MM - _ROOM
    width, height = (last - first) / MM + 2 * _ROOM, (highest - lowest) / MM + 2 * _ROOM
    # In thousandths, so that rounding does not add up along the line.
    origins = [round(1000 * ((item.left + place) / MM - left)) for place in places]
    text = "".join([glyph.character for glyph in glyphs])
    deltas = " ".join([thousandths(after - before) for before, after in pairwise(origins)])
    rare = (
        '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1">'
        f"<ofd:Glyphs>{use.places[text[0]]}</ofd:Glyphs></ofd:CGTransform>"
        if ord(text[0]) > _BMP
        else ""
    )
    object_id = made.ids.new()
    yield (
        object_id,
        f'<ofd:TextObject ID="{object_id}" Boundary="{_box(left, top, width, height)}" Font="{use.id}"'
        f' Size="{number(line.size / MM)}">{rare}<ofd:TextCode X="{thousandths(origins[0])}"'
        f' Y="{number((PAGE_HEIGHT - item.baseline) / MM - top)}"'
        f"{f' DeltaX={chr(34)}{deltas}{chr(34)}' if deltas else ''}>{escape(text)}</ofd:TextCode></ofd:TextObject>",
    )


def _ruled_lines(ruled_lines: RuledLines, ids: ObjectIds) -> tuple[int, str]:
    """Write lines as one path."""
    half = ruled_lines.width / 2
    left = (min(min(x0, x1) for x0, _, x1, _ in ruled_lines.places) - half) / MM - _ROOM
    right = (max(max(x0, x1) for x0, _, x1, _ in ruled_lines.places) + half) / MM + _ROOM
    top = (PAGE_HEIGHT - max(max(y0, y1) for _, y0, _, y1 in ruled_lines.places) - half) / MM - _ROOM
    bottom = (PAGE_HEIGHT - min(min(y0, y1) for _, y0, _, y1 in ruled_lines.places) + half) / MM + _ROOM

    def point(x: float, y: float) -> str:
        return f"{number(x / MM - left)} {number((PAGE_HEIGHT - y) / MM - top)}"

    data = " ".join(f"M {point(x0, y0)} L {point(x1, y1)}" for x0, y0, x1, y1 in ruled_lines.places)
    pen = f'LineWidth="{number(ruled_lines.width / MM)}" Cap="Square"><ofd:StrokeColor Value="0 0 0"/>'
    return _path(ids, _box(left, top, right - left, bottom - top), pen, data)


def _fill(fill: Fill, ids: ObjectIds) -> tuple[int, str]:
    """Write a filled rectangle, which fills its boundary."""
    width, height = number(fill.width / MM), number(fill.height / MM)
    box = _box(
        fill.left / MM, (PAGE_HEIGHT - fill.bottom - fill.height) / MM, fill.width / MM, fill.height / MM
    )
    data = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
    return _path(ids, box, _filled(*fill.colour), data)


def _watermark(mark: Watermark, ids: ObjectIds) -> tuple[int, str]:
    """Write a mark as outlines: it is no text of the page."""
    contours = watermark_contours(mark)
    points = [(x, y) for start, segments in contours for x, y in _corners(start, segments)]
    left = min(x for x, _ in points) / MM - _ROOM_OF_MARK
    top = (PAGE_HEIGHT - max(y for _, y in points)) / MM - _ROOM_OF_MARK
    width = max(x for x, _ in points) / MM - left + _ROOM_OF_MARK
    height = (PAGE_HEIGHT - min(y for _, y in points)) / MM - top + _ROOM_OF_MARK

    def placed(values: Sequence[float]) -> str:
        return " ".join(
            f"{number(x / MM - left)} {number((PAGE_HEIGHT - y) / MM - top)}"
            for x, y in zip(values[::2], values[1::2], strict=True)
        )

    data = " ".join(
        " ".join(
            [f"M {placed(start)}", *(f"{'L' if len(s) == 2 else 'Q'} {placed(s)}" for s in segments), "C"]
        )
        for start, segments in contours
    )
    return _path(ids, _box(left, top, width, height), _filled(mark.grey, mark.grey, mark.grey), data)


def _filled(*colour: float) -> str:
    """Say that a path is filled and has no line; *colour* is red, green and blue, each up to 1."""
    parts = " ".join(str(round(255 * part)) for part in colour)
    return f'Stroke="false" Fill="true"><ofd:FillColor Value="{parts}"/>'


def _path(ids: ObjectIds, box: str, look: str, data: str) -> tuple[int, str]:
    """Write a path; *look* are its other attributes, the end of its tag and its colour."""
    object_id = ids.new()
    return object_id, (
        f'<ofd:PathObject ID="{object_id}" Boundary="{box}" {look}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _corners(
    start: tuple[float, float], segments: Sequence[tuple[float, ...]]
) -> Iterator[tuple[float, float]]:
    yield start
    for segment in segments:
        yield from zip(segment[::2], segment[1::2], strict=True)


def _box(left: float, top: float, width: float, height: float) -> str:
    return " ".join(map(number, (left, top, width, height)))
