"""Composed pages as content streams in PDF syntax, and the glyphs that they use of each face."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from app.exports.pages.fonts import Face, Glyph
from app.exports.pages.linebreak import CharacterKind
from app.exports.pages.outlines import watermark_contours
from app.exports.pages.page import Fill, Marked, Page, PlacedLine, RuledLines, Watermark
from app.exports.pages.spacing import SetLine
from app.exports.pages.structure_tree import Element

# A glyph less than this many points from where the pen is needs no correction.
_TOLERANCE = 0.01
# Gaps that differ by less than this many points are taken for equal: a line's end is then off by 0.02 at most.
_EVEN = 0.0007
# Blanks of more than this many em are not the spacing of a line but gaps, each put where it belongs.
_WIDEST_SPACING = 1 / 16
# Marks have a blank half, which a line may take back.
_MARKS = frozenset({CharacterKind.OPEN, CharacterKind.CLOSE, CharacterKind.STOP, CharacterKind.MARK})


class DrawnGlyph(NamedTuple):
    """A glyph as a document draws it: its cell wider by so many eighths of an em."""

    glyph: Glyph
    eighths: int

    @property
    def width(self) -> float:
        """How far it moves the pen, in em."""
        return self.glyph.drawn_width + self.eighths / 8


class PdfFontUse:
    """What one document uses of a face: its glyphs in the order of their codes, from 1."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.drawn: list[DrawnGlyph] = []
        self.known: dict[str, str] = {}
        """Those of glyphs as they are, by their characters."""
        self._other_codes: dict[tuple[str, int], str] = {}

    def codes(self, glyphs: Sequence[Glyph]) -> str:
        """Return the four hexadecimal digits that stand for each glyph, one after another."""
        known = self.known
        try:
            return "".join([known[glyph.character] for glyph in glyphs])
        except KeyError:
            return "".join([known.get(glyph.character) or self.code(glyph) for glyph in glyphs])

    def code(self, glyph: Glyph, eighths: int = 0) -> str:
        """Return the four hexadecimal digits that stand for a glyph."""
        if eighths:
            code = self._other_codes.get((glyph.character, eighths))
        else:
            code = self.known.get(glyph.character)
        if code is None:
            self.drawn.append(DrawnGlyph(glyph, eighths))
            code = f"{len(self.drawn):04X}"
            if eighths:
                self._other_codes[glyph.character, eighths] = code
            else:
                self.known[glyph.character] = code
        return code


def contents(pages: Sequence[Page]) -> tuple[list[str], list[PdfFontUse]]:
    """Return the content stream of each page, and the faces that they use, in the order of their first use."""
    fonts: dict[Face, PdfFontUse] = {}
    marks: dict[int, str] = {}
    streams = [_ContentStream(fonts, marks) for _ in pages]
    for page, stream in zip(pages, streams, strict=True):
        stream.write(page.body)
    # After all text, so that a page number changes no code of the text on later pages.
    for page, stream in zip(pages, streams, strict=True):
        stream.write(page.margin)
    return [stream.content for stream in streams], list(fonts.values())


class _ContentStream:
    """One page's operators."""

    def __init__(self, fonts: dict[Face, PdfFontUse], marks: dict[int, str]) -> None:
        """*fonts* is the document's record of faces in use, *marks* that of drawn marks; its pages share both."""
        self._fonts = fonts
        self._marks = marks
        self._parts: list[str] = []
        self._font: tuple[Face, float] | None = None
        self._spacing = 0.0

    @property
    def content(self) -> str:
        """The page's content stream."""
        return "\n".join(self._parts) + "\n"

    def write(self, content: Iterable[Marked]) -> None:
        """Append marked content."""
        for marked in content:
            owner = marked.owner
            if isinstance(owner, Element):
                self._parts.append(f"/{owner.tag} <</MCID {marked.mark}>> BDC")
            else:
                self._parts.append(f"/Artifact <</Type /{owner}>> BDC")
            for item in marked.items:
                match item:
                    case PlacedLine():
                        self._parts += ["BT", *self._runs(item.line, item.left, item.baseline), "ET"]
                    case RuledLines():
                        self._ruled_lines(item)
                    case Watermark():
                        drawn = self._marks.get(id(item.line)) or _watermark(item)
                        self._parts.append(self._marks.setdefault(id(item.line), drawn))
                    case Fill():
                        self._fill(item)
            self._parts.append("EMC")

    def _ruled_lines(self, ruled_lines: RuledLines) -> None:
        lines = [f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l" for x0, y0, x1, y1 in ruled_lines.places]
        self._parts.append(f"{ruled_lines.width:g} w 2 J {' '.join(lines)} S")

    def _fill(self, fill: Fill) -> None:
        red, green, blue = fill.colour
        place = f"{fill.left:.2f} {fill.bottom:.2f} {fill.width:.2f} {fill.height:.2f}"
        self._parts.append(f"q {red:g} {green:g} {blue:g} rg {place} re f Q")

    def _runs(self, line: SetLine, left: float, baseline: float) -> Iterator[str]:
        """Yield the operators for the stretches of a line that one face sets."""
        start = 0
        for _, run in groupby([glyph.face for glyph in line.glyphs]):
            end = start + len(list(run))
            yield self._run(line, start, end, left, baseline)
            start = end

    def _run(self, line: SetLine, start: int, end: int, left: float, baseline: float) -> str:
        glyphs, places, size = line.glyphs[start:end], line.places[start:end], line.size
        face = glyphs[0].face
        use = self._fonts.get(face)
        if use is None:
            use = self._fonts[face] = PdfFontUse(face, f"F{len(self._fonts) + 1}")
        operators = []
        if self._font != (face, size):
            self._font = (face, size)
            operators.append(f"/{use.name} {size:g} Tf")
        natural = [glyph.drawn_width * size for glyph in glyphs]
        extras = sorted([b - a - w for a, b, w in zip(places, places[1:], natural, strict=False)])
        spacing = round(extras[len(extras) // 2], 3) if extras else self._spacing
        if spacing > size * _WIDEST_SPACING:
            spacing = 0.0
        if spacing != self._spacing:
            self._spacing = spacing
            operators.append(f"{spacing:g} Tc")
        if not extras or (extras[0] > spacing - _EVEN and extras[-1] < spacing + _EVEN):
            shown = use.codes(glyphs)
        else:
            shown = _corrected(use, glyphs, places, natural, size, spacing)
        operators.append(f"1 0 0 1 {left + places[0]:.2f} {baseline:.2f} Tm [<{shown}>] TJ")
        return " ".join(operators)


def _watermark(mark: Watermark) -> str:
    """Return the operators that fill a mark's outlines: it is no text of the page."""
    parts = [f"q {mark.grey:g} g"]
    for start, segments in watermark_contours(mark):
        x, y = start
        operators = [f"{x:.2f} {y:.2f} m"]
        for segment in segments:
            if len(segment) == 2:
                operators.append(f"{segment[0]:.2f} {segment[1]:.2f} l")
            else:
                # A cubic curve with the same shape has its two control points two thirds of the way to the one.
                cx, cy, to_x, to_y = segment
                operators.append(
                    f"{x + (cx - x) * 2 / 3:.2f} {y + (cy - y) * 2 / 3:.2f}"
                    f" {to_x + (cx - to_x) * 2 / 3:.2f} {to_y + (cy - to_y) * 2 / 3:.2f} {to_x:.2f} {to_y:.2f} c"
                )
            x, y = segment[-2:]
        parts.append(" ".join([*operators, "h"]))
    return "\n".join([*parts, "f Q"])


def _by_another_width(previous: Glyph, glyph: Glyph, gap: float) -> bool:
    """Whether a gap of so many em is made by a wider or narrower glyph before it.

    As a bare gap, programs would read a wide one as a space, and a pen that goes back as the end of a line.
    """
    if CharacterKind.SPACE in (previous.kind, glyph.kind):
        return False
    return gap > _WIDEST_SPACING or (gap < -_WIDEST_SPACING and previous.kind in _MARKS)


def _corrected(
    use: PdfFontUse,
    glyphs: Sequence[Glyph],
    places: Sequence[float],
    widths: Sequence[float],
    size: float,
    spacing: float,
) -> str:
    """Return the codes of glyphs with the corrections between them that put each in its place."""
    pen = places[0]
    known = use.known
    shown: list[str] = []
    previous = glyphs[0]
    for glyph, place, width in zip(glyphs, places, widths, strict=True):
        gap = place - pen
        if not -_TOLERANCE < gap < _TOLERANCE:
            if _by_another_width(previous, glyph, gap / size):
                eighths = round(gap * 8 / size)
                shown[-1] = use.code(previous, eighths)
                gap -= eighths * size / 8
            if not -_TOLERANCE < gap < _TOLERANCE:
                thousandths = round(-gap * 1000 / size, 1)
                shown.append(f">{thousandths:g}<")
                gap += thousandths * size / 1000
        shown.append(known.get(glyph.character) or use.code(glyph))
        pen = place - gap + width + spacing
        previous = glyph
    return "".join(shown)
