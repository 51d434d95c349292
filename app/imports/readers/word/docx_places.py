"""Where a Word document puts paragraphs and floating shapes: out of sight, or over a table further down."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from app.imports.readers.word.docx_elements import is_other_choice
from app.imports.readers.word.docx_names import W
from app.imports.readers.zip_xml import DRAWING

MOVED = "这一格的文字被移到了格子外面，不能确定看到的是什么数，请核对后填写。"
COVERED = "可能有浮在文字上的文本框或图形盖住这一格，不能确定看到的是什么数，请核对后填写。"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V = "{urn:schemas-microsoft-com:vml}"
_W10 = "{urn:schemas-microsoft-com:office:word}"
_AROUND = ("wrapSquare", "wrapTight", "wrapThrough", "wrapTopAndBottom")
"""How a drawing says that the text makes room for it."""
_POINT, _TWIP = 12_700, 20
"""English Metric Units, and twentieths, of a point."""
_FAR = 2_000
"""Twentieths of a point by which a paragraph is moved out of its cell."""
_FLAT = 60
"""Twentieths of a point up to which nothing in a line is seen."""
_LEAST_LINE, _MOST_LINE, _LEAST_ROW, _MOST_ROW = 14.0, 40.0, 12.0, 45.0
"""How high a line and a table's row may be, in points."""
_LINE_OF = 50
"""Characters of a line, about."""
_SLACK = 36.0
"""How far, in points, a table may stand from where the text's left margin is taken to be."""
_BY_TEXT = ("paragraph", "line", "character", "text", "")
_LENGTH = re.compile(r"(-?[0-9.]+)(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, None: 0.75}
_MOST = 200


def is_moved(properties: etree._Element | None) -> bool:
    """Whether properties of a paragraph put its text out of its cell, or make its lines so low that nothing is seen."""
    if properties is None:
        return False
    indents = properties.find(W + "ind")
    for name in ("left", "start", "firstLine", "right", "end") if indents is not None else ():
        if indents is not None and _twips(indents, name) <= -_FAR:
            return True
    if (
        indents is not None
        and _twips(indents, "hanging") - max(_twips(indents, "left"), _twips(indents, "start")) >= _FAR
    ):
        return True
    lines = properties.find(W + "spacing")
    if lines is None or lines.get(W + "lineRule") != "exact":
        return False
    return lines.get(W + "line") is not None and _twips(lines, "line") <= _FLAT


def _twips(element: etree._Element, name: str) -> int:
    text = element.get(W + name, "0")
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 8 else 0


@dataclass(frozen=True)
class FloatingShape:
    """A shape over the text, in points from the left margin and from the top of the paragraph that it hangs on."""

    left: float
    top: float
    right: float
    bottom: float


class FloatingShapes:
    """The shapes that hang on paragraphs above and may lie over what follows: how far down that is, is a range."""

    def __init__(self) -> None:
        self._open: list[tuple[FloatingShape, float, float]] = []

    def take(self, paragraph: etree._Element, length: int) -> None:
        """Take in a paragraph of the text, with so many characters."""
        found = [(one, 0.0, 0.0) for one in floats(paragraph)]
        lines = 1 + length // _LINE_OF
        if self._open or found:
            self._pass([*self._open, *found], _LEAST_LINE * lines, _MOST_LINE * lines)

    def over(self, rows: int) -> list[tuple[FloatingShape, range]]:
        """Return the shapes that may lie over a table of so many rows, each with these rows, and pass the table."""
        found = []
        for one, least, most in self._open:
            first = max(int((one.top - most) // _MOST_ROW), 0)
            last = min(int((one.bottom - least) // _LEAST_ROW), rows - 1)
            if first <= last:
                found.append((one, range(first, last + 1)))
        self._pass(self._open, _LEAST_ROW * rows, _MOST_ROW * rows)
        return found

    def _pass(self, shapes: Iterable[tuple[FloatingShape, float, float]], least: float, most: float) -> None:
        passed = ((one, low + least, high + most) for one, low, high in shapes)
        self._open = [item for item in passed if item[1] < item[0].bottom][:_MOST]


def floats(paragraph: etree._Element) -> Iterator[FloatingShape]:
    """Yield the filled shapes, lines and texts that hang on a paragraph and lie over the text, where it tells how far."""
    for anchor in paragraph.iter(_WP + "anchor"):
        wraps = any(anchor.find(_WP + name) is not None for name in _AROUND)
        behind = anchor.get("behindDoc", "0") not in ("0", "false")
        if not (wraps or behind or is_other_choice(anchor)) and _is_solid(anchor):
            yield from _anchored(anchor)
    for shape in paragraph.iter(_V + "rect", _V + "shape", _V + "line", _V + "roundrect", _V + "oval"):
        wrap = shape.find(_W10 + "wrap")
        wraps = wrap is not None and wrap.get("type", "none") != "none"
        if not (wraps or is_other_choice(shape)) and shape.find(_V + "imagedata") is None:
            yield from _drawn(shape)


def _is_solid(anchor: etree._Element) -> bool:
    """Whether something of a drawing hides what is under it; a picture is a seal or a photograph."""
    for shape in anchor.iter(_WPS + "wsp"):
        look = shape.find(_WPS + "spPr")
        form = None if look is None else look.find(DRAWING + "prstGeom")
        if form is not None and form.get("prst") in ("line", "straightConnector1"):
            return True
        if look is not None and look.find(DRAWING + "noFill") is None:
            return True
        if shape.find(f"{_WPS}txbx") is not None and "".join(map(str, shape.itertext())).strip():
            return True
    return False


def _anchored(anchor: etree._Element) -> Iterator[FloatingShape]:
    down, across, size = (
        anchor.find(_WP + "positionV"),
        anchor.find(_WP + "positionH"),
        anchor.find(_WP + "extent"),
    )
    if down is None or size is None or down.get("relativeFrom", "") not in _BY_TEXT:
        return
    top, high, wide = _emu(down.findtext(_WP + "posOffset")), _emu(size.get("cy")), _emu(size.get("cx"))
    offset = None if across is None else across.findtext(_WP + "posOffset")
    by_margin = across is not None and across.get("relativeFrom") in ("column", "margin", "character")
    left = _emu(offset) if by_margin and offset is not None else None
    yield _float(left, top, wide, high)


def _float(left: float | None, top: float, wide: float, high: float) -> FloatingShape:
    if left is None:
        return FloatingShape(-1e6, top, 1e6, top + high)
    return FloatingShape(left - _SLACK, top, left + wide + _SLACK, top + high)


def _emu(text: str | None) -> float:
    return int(text) / _POINT if text and text.strip().lstrip("-").isdecimal() and len(text) < 12 else 0.0


def _drawn(shape: etree._Element) -> Iterator[FloatingShape]:
    """Yield a shape of the older kind, whose place is told in its style."""
    style = {
        part[0].strip(): part[2].strip()
        for item in shape.get("style", "").split(";")
        if (part := item.partition(":"))[1]
    }
    behind = style.get("z-index", "0").startswith("-")
    by = style.get("mso-position-vertical-relative", "")
    filled = shape.get("filled", "t") not in ("f", "false") or "".join(map(str, shape.itertext())).strip()
    if style.get("position") != "absolute" or behind or by not in _BY_TEXT or not filled:
        return
    top, high, wide = (_points(style.get(name, "0")) for name in ("margin-top", "height", "width"))
    across = style.get("mso-position-horizontal-relative", "text")
    left = _points(style.get("margin-left", "0")) if across in ("text", "margin", "char") else None
    yield _float(left, top, wide, high)


def _points(text: str) -> float:
    match = _LENGTH.fullmatch(text.strip())
    try:
        return float(match[1]) * _UNITS[match[2]] if match else 0.0
    except ValueError:
        return 0.0
