"""What an object of an OFD page is cut to: nobody sees what lies outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from app.imports.readers.pages.ofd_package import BLACK, box_of, children, find, text_of
from app.imports.readers.pages.ofd_paths import IDENTITY, OfdPlace, matrix_of, shapes_of
from app.imports.readers.pages.painted_shapes import Patch, common, patches_of
from app.imports.readers.pages.pdf_coordinates import Box, Point

_Areas = Sequence[Patch]
_PAGE: Box = (-1e9, -1e9, 1e9, 1e9)
_NOTHING: Box = (0.0, 0.0, 0.0, 0.0)
_MOST_CLIPS = 64


@dataclass(frozen=True)
class OfdClip:
    """An object's clips in each of their readings: only what lies in an area of every clip is seen.

    Programs don't agree whether an object's own matrix moves its clips, too.
    """

    readings: Sequence[Sequence[_Areas]] = ((),)
    is_clear: bool = True
    """Whether all clips are shapes; what a clip made of characters leaves visible is not known here."""

    def shows(self, x: float, y: float) -> bool | None:
        """Whether a place is seen; ``None`` where that is not certain."""
        if not self.is_clear:
            return None
        states = {all(any(area.covers(x, y) for area in areas) for areas in clips) for clips in self.readings}
        return states.pop() if len(states) == 1 else None

    @property
    def box(self) -> Box | None:
        """The box outside of which nothing is seen; ``None`` where nothing is cut away."""
        boxes = [_around(areas) for clips in self.readings for areas in clips]
        if not boxes:
            return None
        found = _PAGE
        for box in boxes:
            found = common(found, box)
        return found

    @property
    def is_sure(self) -> bool:
        """Whether all that lies in its box is seen."""
        return self.is_clear and not any(
            len(areas) > 1 or any(area.outlines for area in areas)
            for clips in self.readings
            for areas in clips
        )


_UNCUT = OfdClip()


def clip_of(item: etree._Element, place: OfdPlace) -> OfdClip:
    """Return what an object at a place is cut to."""
    clips = list(children(find(item, "Clips"), "Clip"))[:_MOST_CLIPS]
    if not clips:
        return _UNCUT
    areas = [area for clip in clips for area in children(clip, "Area")]
    places = [place] if place.matrix == IDENTITY else [place, replace(place, matrix=IDENTITY)]
    return OfdClip(
        [[_areas(clip, one.point) for clip in clips] for one in places],
        bool(areas) and all(find(area, "Path") is not None for area in areas),
    )


def _areas(clip: etree._Element, point: Callable[[float, float], Point]) -> list[Patch]:
    found: list[Patch] = []
    for area in children(clip, "Area"):
        if (path := find(area, "Path")) is None:
            continue
        left, top, *_ = box_of(path.get("Boundary")) or (0.0, 0.0)
        inner = OfdPlace(matrix_of(path.get("CTM")), left, top)
        outer = OfdPlace(matrix_of(area.get("CTM")), 0.0, 0.0)
        shapes = [
            [point(*outer.moved(*corner)) for corner in corners]
            for corners, _ in shapes_of(text_of(find(path, "AbbreviatedData")), inner.moved)
        ]
        even_odd = path.get("Rule", "").lower() == "even-odd"
        found += patches_of(0, shapes, BLACK, even_odd=even_odd)
    return found


def _around(areas: _Areas) -> Box:
    if not areas:
        return _NOTHING
    lefts, tops, rights, bottoms = zip(*(area.box for area in areas), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
