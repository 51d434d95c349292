"""OFD, the national format for fixed pages: paragraphs and tables are rebuilt from it as from a PDF."""

from collections.abc import Iterable, Iterator
from math import atan2, hypot, pi, sqrt

from lxml import etree

from app.imports.bounded_files import locked, too_large
from app.imports.raw_document import UNKNOWN, RawDocument
from app.imports.readers.pages.glyph_lines import BELOW, PlacedGlyph
from app.imports.readers.pages.ofd_characters import characters_of
from app.imports.readers.pages.ofd_clips import OfdClip, clip_of
from app.imports.readers.pages.ofd_package import (
    BLACK,
    OfdPackage,
    box_of,
    children,
    colour_of,
    find,
    is_unclear,
    name_of,
    text_of,
)
from app.imports.readers.pages.ofd_paths import OfdPlace, matrix_of, numbers_of, shapes_of
from app.imports.readers.pages.page_rebuilding import SourcePage, document_of
from app.imports.readers.pages.painted_page import (
    FADED,
    MAX_PATCHES,
    MAX_RULED_LINES,
    OPAQUE,
    PaintedPage,
    Pen,
    ruled_lines_of,
)
from app.imports.readers.pages.painted_shapes import Colour, Patch, common, patches_of
from app.imports.readers.pages.pdf_coordinates import Box
from app.imports.readers.pages.ruled_lines import RuledLine
from app.imports.readers.pages.seen_characters import shown
from app.imports.readers.zip_xml import Archive, broken

MAX_PAGES = 120
_MAX_GLYPHS, _MAX_OBJECTS = 40_000, 100_000
_POINTS = 72 / 25.4
_DEEPEST = 16
_STRAIGHT = 0.05
_WHITE: Colour = (255, 255, 255)
_OBJECTS = ("TextObject", "PathObject", "ImageObject", "CompositeObject", "PageBlock")
_SEAL = 25.0
"""Millimetres from which on a picture is a seal, which leaves readable what is under it."""
_OVER = 0.1
"""How far, in parts of its size, a character's middle may lie outside its text's box."""
_LAYERS = {"Background": 0, "Body": 1, "Foreground": 2}
"""The kinds of layers in the order in which they are painted, whatever their order in the file (GB/T 33190, 7.7)."""
_LINE_WIDTH = 0.353
_DIRECTIONS = ("ReadDirection", "CharDirection")
"""How texts tell that they run another way, or that their characters are turned."""


def parse(archive: Archive, name: str = "") -> RawDocument:
    """Turn the pages into a document. Raises `Unreadable`."""
    if "Encryptions.xml" in archive.members:
        raise locked(name)
    package = OfdPackage(archive)
    pages = package.pages()
    if not pages:
        raise broken(name)
    if len(pages) > MAX_PAGES:
        raise too_large(name, f"有 {len(pages)} 页")
    notes = package.notes()
    read = [_PageReader(package, name).read(page, notes.get(key, ())) for key, page in pages]
    return document_of(read, name, signed=package.is_signed)


class _PageReader:
    """Goes through a page's objects in the order of painting."""

    def __init__(self, package: OfdPackage, name: str) -> None:
        self._package, self._name = package, name
        self._painted = PaintedPage()
        self._placed: list[tuple[PlacedGlyph, Colour, int]] = []
        self._drawn: dict[tuple[str, str], set[str]] = {}
        """The digits that each shape of a font stands for."""
        self._fonts: list[str] = []
        self._order = 0
        self._origin = (0.0, 0.0)

    def read(self, page: etree._Element, notes: Iterable[etree._Element] = ()) -> SourcePage:
        """Return what a person sees on the page. Raises `Unreadable` when there is far too much on it."""
        left, top, width, height = box_of(text_of(find(page, "Area", "PhysicalBox"))) or self._package.box
        self._origin = (left, top)
        templates = [
            (item.get("ZOrder", "Background"), item.get("TemplateID", ""))
            for item in children(page, "Template")
        ]
        layers = [self._package.templates.get(key) for order, key in templates if order != "Foreground"]
        layers += [
            page,
            *(self._package.templates.get(key) for order, key in templates if order == "Foreground"),
        ]
        for root in layers:
            for layer in sorted(children(find(root, "Content"), "Layer"), key=_depth):
                self._objects(layer, layer.get("DrawParam", ""), _DEEPEST)
        for note in notes:
            self._note(note, left, top)
        self._mistrust_fonts()
        glyphs = shown(self._placed, self._painted, (width * _POINTS, height * _POINTS))
        return SourcePage(
            glyphs,
            self._painted.ruled_lines,
            self._painted.drawings,
            struck=self._painted.struck,
        )

    def _note(self, note: etree._Element, left: float, top: float) -> None:
        """Take in what lies on the page: what is under a highlight stays visible, except under its lines."""
        look = find(note, "Appearance")
        if look is None or note.get("Visible", "true").lower() == "false":
            return
        x, y, *_ = box_of(look.get("Boundary")) or (0.0, 0.0)
        self._origin = left - x, top - y
        painted, before = len(self._painted.patches), self._order
        self._objects(look, look.get("DrawParam", ""), _DEEPEST)
        if note.get("Type") == "Highlight":
            self._painted.patches[painted:] = [one for one in self._painted.patches[painted:] if one.is_thin]
        self._painted.notes.update(range(before + 1, self._order + 1))

    def _objects(self, parent: etree._Element, param: str, deep: int) -> None:
        for item in children(parent, *_OBJECTS):
            self._order += 1
            if (
                self._order > _MAX_OBJECTS
                or len(self._placed) > _MAX_GLYPHS
                or len(self._painted.ruled_lines) > MAX_RULED_LINES
            ):
                raise too_large(self._name, "的页面内容过多")
            if item.get("Visible", "true").lower() == "false":
                continue
            if name_of(item) == "PageBlock":
                if deep:
                    self._objects(item, param, deep - 1)
            elif name_of(item) == "TextObject":
                self._text(item, item.get("DrawParam", param))
            elif name_of(item) in ("ImageObject", "CompositeObject"):
                self._picture(item)
            else:
                self._path(item, item.get("DrawParam", param))

    def _place(self, item: etree._Element) -> OfdPlace:
        left, top, *_ = box_of(item.get("Boundary")) or (0.0, 0.0)
        return OfdPlace(matrix_of(item.get("CTM")), left - self._origin[0], top - self._origin[1])

    def _where(self, item: etree._Element) -> Box | None:
        """Return the box on the page that an object says it is in, in points; ``None`` where it names none."""
        if (box := box_of(item.get("Boundary"))) is None or box[2] <= 0 or box[3] <= 0:
            return None
        left, top = box[0] - self._origin[0], box[1] - self._origin[1]
        return left * _POINTS, top * _POINTS, (left + box[2]) * _POINTS, (top + box[3]) * _POINTS

    def _fill(self, item: etree._Element, param: str) -> Colour | None:
        """Return the colour an object is filled with, ``None`` when it leaves nothing."""
        fill = find(item, "FillColor")
        if min(_alpha(item), _alpha(fill)) < FADED:
            return None
        return colour_of(fill) if fill is not None else self._package.looks.colour("FillColor", param)

    def _pen(self, item: etree._Element, param: str, place: OfdPlace) -> Pen:
        """Return what draws an object's lines."""
        stroke = find(item, "StrokeColor")
        colour = colour_of(stroke) if stroke is not None else self._package.looks.colour("StrokeColor", param)
        a, b, c, d, *_ = place.matrix
        width = (numbers_of(item.get("LineWidth")) or [self._package.looks.width(param) or _LINE_WIDTH])[0]
        return Pen(width * _POINTS * sqrt(abs(a * d - b * c)), colour, min(_alpha(item), _alpha(stroke)))

    def _text_colour(self, item: etree._Element, param: str) -> Colour | None:
        """Return a text's colour, ``None`` when it leaves nothing on the page."""
        if item.get("Fill", "true").lower() != "false":
            return self._fill(item, param)
        stroke = find(item, "StrokeColor")
        seen = item.get("Stroke", "false").lower() == "true" and min(_alpha(item), _alpha(stroke)) >= FADED
        return colour_of(stroke) if seen else None

    def _text(self, item: etree._Element, param: str) -> None:
        place, size = self._place(item), (numbers_of(item.get("Size")) or [0.0])[0]
        a, b, c, d, *_ = place.matrix
        angle = atan2(b, a) / (pi / 2)
        colour = self._text_colour(item, param)
        if colour is None or abs(angle - round(angle)) > _STRAIGHT:
            return
        odd = (
            a * d < b * c
            or round(angle) % 4 == 2
            or any(item.get(name, "0") != "0" for name in _DIRECTIONS)
            or is_unclear(find(item, "FillColor"))
        )
        squeezed = (numbers_of(item.get("HScale")) or [1.0])[0]
        height, across = size * hypot(c, d) * _POINTS, hypot(a, b) * squeezed * _POINTS
        clip, within = clip_of(item, place), self._where(item)
        self._note_shapes(item)
        x = y = 0.0
        for code in children(item, "TextCode"):
            x = (numbers_of(code.get("X")) or [x])[0]
            y = (numbers_of(code.get("Y")) or [y])[0]
            for text, dx, dy, advance in characters_of(code, size):
                left, base = place.point(x + dx, y + dy)
                bottom = base + BELOW * height
                glyph = PlacedGlyph(text, left, bottom - height, left + advance * across, bottom)
                is_seen = clip.shows(glyph.middle_x, glyph.middle_y)
                if is_seen is False:
                    continue
                if text.isdecimal() and (odd or is_seen is None or _is_out_of(glyph, within)):
                    glyph = glyph._replace(text=UNKNOWN)
                self._placed.append((glyph, colour, self._order))
                self._fonts.append(item.get("Font", ""))
        self._painted.texts[self._order] = (self._order, None)

    def _note_shapes(self, item: etree._Element) -> None:
        """Note which digits the shapes are told to stand for that a text names in place of its font's own."""
        text = "".join(code.text or "" for code in children(item, "TextCode"))
        for change in children(item, "CGTransform"):
            start = int((numbers_of(change.get("CodePosition")) or [0])[0])
            for digit, shape in zip(text[start:], text_of(find(change, "Glyphs")).split(), strict=False):
                if digit.isdecimal():
                    self._drawn.setdefault((item.get("Font", ""), shape), set()).add(digit)

    def _mistrust_fonts(self) -> None:
        """Of a font in which one shape stands for two digits, nobody knows what its digits are."""
        lying = {font for (font, _), digits in self._drawn.items() if len(digits) > 1}
        if lying:
            for place, (glyph, colour, order) in enumerate(self._placed):
                if self._fonts[place] in lying and glyph.text.isdecimal():
                    self._placed[place] = glyph._replace(text=UNKNOWN), colour, order

    def _picture(self, item: etree._Element) -> None:
        where = self._where(item)
        if where is not None and (cut := clip_of(item, self._place(item)).box) is not None:
            where = common(where, cut)
        if where is None or not (where[0] < where[2] and where[1] < where[3]) or _alpha(item) < FADED:
            return
        self._painted.drawings.append(where)
        low = where[3] - where[1] < _SEAL * _POINTS
        if low and _alpha(item) >= OPAQUE and len(self._painted.patches) < MAX_PATCHES:
            # What the picture shows is not looked at: it may hide what is under it.
            self._painted.patches.append(Patch(self._order, where, _WHITE, sure=False))

    def _path(self, item: etree._Element, param: str) -> None:
        place = self._place(item)
        stroked = item.get("Stroke", "true").lower() != "false"
        filled = item.get("Fill", "false").lower() == "true"
        fill, colour = find(item, "FillColor"), self._fill(item, param)
        pen = self._pen(item, param, place)
        ink = pen if stroked else Pen(0, colour or BLACK, _alpha(item) if colour else 0)
        shapes = list(shapes_of(text_of(find(item, "AbbreviatedData")), place.point))
        clip = clip_of(item, place)
        for points, curved in shapes if (stroked or filled) and _alpha(item) >= FADED else ():
            if not curved:
                lines = ruled_lines_of(points, stroked, pale=ink.is_pale)
                self._painted.ruled_lines += _seen_lines(lines, clip)
            if stroked and clip.box is None:
                self._painted.stroke(self._order, points, pen, curved=curved)
        opaque = colour is not None and min(_alpha(item), _alpha(fill)) >= OPAQUE
        if filled and opaque and len(self._painted.patches) < MAX_PATCHES:
            found = patches_of(
                self._order,
                [points for points, _ in shapes],
                colour or BLACK,
                even_odd=item.get("Rule", "").lower() == "even-odd",
                clip=clip.box,
                sure=clip.is_sure and not is_unclear(fill),
            )
            self._painted.fill(found)


def _depth(layer: etree._Element) -> int:
    return _LAYERS.get(layer.get("Type", "Body"), 1)


def _seen_lines(lines: Iterable[RuledLine], clip: OfdClip) -> Iterator[RuledLine]:
    """Yield the lines of which the middle is not cut away."""
    for line in lines:
        along = sum(line.extent) / 2
        if clip.shows(*((along, line.at) if line.is_horizontal else (line.at, along))) is not False:
            yield line


def _is_out_of(glyph: PlacedGlyph, box: Box | None) -> bool:
    """Whether a character lies outside the box that its text names: some programs show it, some don't."""
    if box is None:
        return False
    x, y, more = glyph.middle_x, glyph.middle_y, _OVER * glyph.size
    return not (box[0] - more <= x <= box[2] + more and box[1] - more <= y <= box[3] + more)


def _alpha(element: etree._Element | None) -> float:
    numbers = numbers_of(element.get("Alpha") if element is not None else "")
    return numbers[0] if numbers else 255.0
