"""Looks of text in LibreOffice's formats: styles that inherit from each other, and runs of text with their looks."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from app.imports.raw_document import UNKNOWN
from app.imports.readers.libre_office.open_document_conditions import NumberFormats, may_hold
from app.imports.readers.libre_office.open_document_lists import ListCounters
from app.imports.readers.libre_office.open_document_names import FO, OFFICE, STYLE, TABLE, TEXT
from app.imports.readers.unknown_signs import is_font_of_signs, unknown
from app.imports.readers.word.word_xml import WordTextLook

LEFT_OUT = frozenset(
    TEXT + name
    for name in (
        "script",
        "tracked-changes",
        "note",
        "ruby-text",
        "sequence-decls",
        "table-of-content",
    )
) | {OFFICE + "annotation", OFFICE + "forms"}
"""Elements that are no part of the text to read."""

_HEIGHT = re.compile(r"([0-9]*\.?[0-9]+)(cm|mm|in|pt)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0}
_OPACITY = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}opacity"
_FADED = 5
_PLACEHOLDER = _OPACITY.replace("opacity", "showing-place-holder")
_FIELD_TYPE = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}type"
_BOXES_TO_FILL = ("FORMCHECKBOX", "FORMDROPDOWN")
PAPER, _BLACK = "FFFFFF", "000000"
_DIGIT = re.compile(r"[0-9]")
_DRAWN = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
PICTURE = _DRAWN + "image"
_NARROW = 10
"""Per cent of their width up to which nobody reads letters."""
_MOST_RULES = 20
_CROWDED, _USUAL = 4.0, 24
"""Points from which on characters stand one over the other; half-points of a text that nothing is said of."""
_PICTURED = frozenset(
    f"{_DRAWN}{name}"
    for name in ("image", "line", "connector", "polyline", "path", "rect", "ellipse", "custom-shape")
)
"""What is drawn: in a cell nobody can tell what figure is seen with it."""
_FLAT = 3.0
"""Points up to which nothing in a row can be read."""


@dataclass(frozen=True)
class OpenDocumentStyle:
    """What a style says, ``None`` where it says nothing."""

    struck: bool | None = None
    hidden: bool | None = None
    raised: str | None = None
    colour: str | None = None
    half_points: int | None = None
    font: str | None = None
    ground: str | None = None
    """The colour behind it, RRGGBB; empty for none of its own."""
    unsure: bool = False
    """Whether it is shown on a condition, which nobody can work out here."""
    shown: bool = True
    repeated: bool = False
    """Whether what a cell holds is repeated over its width: 12 is seen as 121212."""
    flat: bool = False
    """Whether a row is so low that nothing in it can be read."""
    width: float = 0.0
    """How wide a column is, in points; 0 where that is not said."""

    ruled: tuple[tuple["OpenDocumentStyle", str, str], ...] = ()
    """The looks that it may get, each with its condition and the cell that this calls its own."""
    number_format: str = ""
    """The name of its number format; empty for one that shows a number as it is."""

    def may_hide(self, own: "OpenDocumentStyle") -> bool:
        """Whether a figure with its own look that gets this one, too, by a condition may be struck or out of sight."""
        colour = own.colour if self.colour is None else self.colour
        ground = own.ground if self.ground is None else self.ground
        is_other = self.number_format not in ("", own.number_format)
        return bool(self.struck or self.hidden or is_other or (colour or _BLACK) == (ground or PAPER))

    def may_be_hidden(self, stored: str) -> bool:
        """Whether one of its conditions may put a number that a cell keeps out of sight, or show another one."""
        return any(
            look.may_hide(self) and may_hold(condition, stored, base) for look, condition, base in self.ruled
        )


class OpenDocumentStyles:
    """The styles of a document by family and name; one takes from its parent what it does not say."""

    def __init__(self, roots: list[etree._Element | None]) -> None:
        self.lists = ListCounters(roots)
        self.formats = NumberFormats(roots)
        self._styles: dict[tuple[str, str], etree._Element] = {}
        for root in roots:
            for style in () if root is None else root.iter(STYLE + "style"):
                for name in (style.get(STYLE + "name", ""), style.get(STYLE + "display-name")):
                    if name is not None:
                        self._styles.setdefault((style.get(STYLE + "family", ""), name), style)
        self._known: dict[tuple[str, str], OpenDocumentStyle] = {}

    def of(self, family: str, name: str | None, deep: int = 8) -> OpenDocumentStyle:
        """Return what a style, or the nearest of its parents, says."""
        key = (family, name or "")
        if key not in self._known:
            style = self._styles.get(key)
            if style is None or not deep:
                return OpenDocumentStyle()
            found = _said(style, self.of(family, style.get(STYLE + "parent-style-name"), deep - 1))
            named = style.get(STYLE + "data-style-name")
            if named is not None:
                found = replace(found, number_format="" if self.formats.is_usual(named) else named)
            ruled = [
                (
                    self.of(family, rule.get(STYLE + "apply-style-name"), deep - 1),
                    rule.get(STYLE + "condition", ""),
                    rule.get(STYLE + "base-cell-address", ""),
                )
                for rule in list(style.iterchildren(STYLE + "map"))[:_MOST_RULES]
            ]
            if ruled:
                found = replace(found, ruled=tuple(ruled))
            if family != "table-cell" and any(look.may_hide(found) for look, _, _ in found.ruled):
                found = replace(found, unsure=True)  # Of a sheet's cell it is asked for its own number.
            self._known[key] = found
        return self._known[key]


def _said(style: etree._Element, parent: OpenDocumentStyle) -> OpenDocumentStyle:
    found = parent
    shown = style.find(STYLE + "table-properties")
    if shown is not None and shown.get(TABLE + "display") == "false":
        found = replace(found, shown=False)
    row = style.find(STYLE + "table-row-properties")
    if row is not None and (height := _HEIGHT.fullmatch(row.get(STYLE + "row-height", ""))):
        found = replace(found, flat=float(height[1]) * _POINTS[height[2]] <= _FLAT)
    column = style.find(STYLE + "table-column-properties")
    if column is not None and (wide := _HEIGHT.fullmatch(column.get(STYLE + "column-width", ""))):
        found = replace(found, width=float(wide[1]) * _POINTS[wide[2]])
    cell = style.find(STYLE + "table-cell-properties")
    if cell is not None and (repeats := cell.get(STYLE + "repeat-content")) is not None:
        found = replace(found, repeated=repeats == "true")
    words = style.find(STYLE + "text-properties")
    for kind in ("table-cell", "paragraph", "text"):
        looks = style.find(f"{STYLE}{kind}-properties")
        behind = None if looks is None else looks.get(FO + "background-color")
        if behind is not None:
            plain = behind.lstrip("#").upper()
            found = replace(found, ground="" if plain == "TRANSPARENT" else plain)
    if words is None:
        return found
    if (
        line := words.get(STYLE + "text-line-through-style") or words.get(STYLE + "text-line-through-type")
    ) is not None:
        found = replace(found, struck=line != "none")
    if (display := words.get(TEXT + "display")) is not None:
        found = replace(found, hidden=display == "none", unsure=display == "condition")
    if (position := words.get(STYLE + "text-position")) is not None:
        found = replace(found, raised=_raised(position))
    if words.get(STYLE + "use-window-font-color") == "true":
        # LibreOffice writes that such a text is as clear as glass, and shows it all the same.
        found = replace(found, colour="")
    elif (colour := words.get(FO + "color")) is not None:
        clear = (words.get(_OPACITY) or "").removesuffix("%")
        unseen = clear.isdecimal() and int(clear) <= _FADED
        found = replace(found, colour=colour.lstrip("#").upper(), hidden=unseen or found.hidden)
    if (width := words.get(STYLE + "text-scale", "").removesuffix("%")).isdecimal() and int(width) <= _NARROW:
        found = replace(found, hidden=True)
    if (font := words.get(STYLE + "font-name") or words.get(FO + "font-family")) is not None:
        found = replace(found, font=font if is_font_of_signs(font) else "")
    spacing = _HEIGHT.fullmatch(words.get(FO + "letter-spacing", "").lstrip("-"))
    if spacing and words.get(FO + "letter-spacing", "").startswith("-"):
        found = replace(found, unsure=float(spacing[1]) * _POINTS[spacing[2]] >= _CROWDED)
    size = (words.get(FO + "font-size") or "").removesuffix("pt")
    if size.endswith("%") and size[:-1].isdecimal() and len(size) < 6:
        of = found.half_points or _USUAL
        found = replace(found, half_points=max(round(of * int(size[:-1]) / 100), 1))
    elif size.replace(".", "", 1).isdecimal():
        found = replace(found, half_points=round(float(size) * 2))
    return found


def _raised(position: str) -> str:
    """Return what ``super 58%``, ``sub 58%`` or ``33% 58%`` is."""
    place = position.split()[0] if position.split() else ""
    if place == "super" or (place.endswith("%") and place[:-1].isdecimal() and int(place[:-1]) > 0):
        return "superscript"
    return "subscript" if place == "sub" or place.startswith("-") else ""


def is_hidden(element: etree._Element) -> bool:
    """Whether a field or a part of a document says of itself that it is not shown."""
    return element.get(TEXT + "display") == "none" or element.get(TEXT + "is-hidden") == "true"


def _is_shape(element: etree._Element) -> bool:
    """Whether it is a drawn shape with words in it."""
    return str(element.tag).startswith(_DRAWN) and element.find(TEXT + "p") is not None


class ParagraphRuns:
    """Collects the text of a paragraph with its looks."""

    def __init__(
        self, styles: OpenDocumentStyles, behind: str = "", *, in_cell: bool = True, on_paper: bool = True
    ) -> None:
        self._styles, self._behind, self._in_cell = styles, behind, in_cell
        self._on_paper = on_paper
        self.runs: list[tuple[str, WordTextLook]] = []
        self.boxes: list[etree._Element] = []

    def read(self, element: etree._Element, look: WordTextLook) -> None:
        """Take in an element of running text."""
        self._add(element.text, look)
        for child in element.iterchildren(etree.Element):
            if child.tag == TEXT + "s":
                count = child.get(TEXT + "c", "1")
                self._add(" " * (min(int(count), 200) if count.isdecimal() and len(count) < 5 else 1), look)
            elif child.tag == TEXT + "tab":
                self._add("\t", look)
            elif child.tag == TEXT + "line-break":
                self._add("\n", look)
            elif child.tag == TEXT + "span":
                style = self._styles.of("text", child.get(TEXT + "style-name"))
                start = len(self.runs)
                behind, self._behind = self._behind, style.ground or self._behind
                self.read(child, with_style(look, style))
                self._behind = behind
                if style.unsure:
                    self.runs[start:] = [(unknown(text), how) for text, how in self.runs[start:]]
            elif str(child.tag).endswith("}text-box") or _is_shape(child):
                self.boxes.append(child)
            elif (self._in_cell and child.tag in _PICTURED) or child.get(_FIELD_TYPE, "").endswith(
                _BOXES_TO_FILL
            ):
                self._add(UNKNOWN, look)
            elif child.tag == _DRAWN + "object":
                inside = "".join(map(str, child.itertext())).strip()
                self._add(unknown(inside) or (UNKNOWN if self._in_cell else ""), look)
            elif child.get(_PLACEHOLDER) == "true":
                start = len(self.runs)
                self.read(child, look)
                self.runs[start:] = [(_DIGIT.sub(UNKNOWN, text), how) for text, how in self.runs[start:]]
            elif child.tag not in LEFT_OUT and not is_hidden(child):
                self.read(child, look)
            self._add(child.tail, look)

    def _on_its_ground(self, look: WordTextLook) -> WordTextLook:
        """Hide text in the colour of what is behind it, and let white text be seen on any other ground."""
        if not self._behind and not self._on_paper:
            return look  # Of a sheet it is not known what is behind its cells.
        behind = self._behind or PAPER
        if look.colour == behind:
            return replace(look, hidden=True)
        return replace(look, colour="") if look.colour == PAPER else look

    def _add(self, text: str | None, look: WordTextLook) -> None:
        if text:
            self.runs.append((text, self._on_its_ground(look) if look.colour else look))


def with_style(look: WordTextLook, style: OpenDocumentStyle) -> WordTextLook:
    return WordTextLook(
        look.struck if style.struck is None else style.struck,
        look.hidden if style.hidden is None else style.hidden,
        look.raised if style.raised is None else style.raised,
        look.colour if style.colour is None else style.colour,
        look.half_points if style.half_points is None else style.half_points,
        look.font if style.font is None else style.font,
    )
