"""Looks of a workbook's cells and runs of text: struck, raised or white characters are no plain part of a figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from app.imports.readers.raised_digits import raised
from app.imports.readers.sheets.xlsx_formats import BUILT_IN, GENERAL, ShownFigure
from app.imports.readers.unknown_signs import is_font_of_signs, unknown
from app.imports.readers.zip_xml import EXCEL

S = f"{{{EXCEL}}}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How Excel writes a character that XML forbids, and an underscore that would look like such."""
OFF = ("0", "false")
"""The values that switch a property off."""
_TINY, USUAL_POINTS = 2.0, 11.0
_WHITE = ("FFFFFF", "FFFFFFFF", "00FFFFFF")
_BLACK = "000000"
_PALETTE = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
"""The colours that old workbooks name by number, 0 to 7 and again 8 to 15."""
STRUCK = "这一格的内容被划去，没有读入，请核对后填写。"
WHITE = "有白色的文字，不能确定是否看得见，请核对后填写。"
REPEATED = "这一格的内容重复填满了格子，不能确定是什么数，请核对后填写。"
RAISED = "这一格的内容是上标或下标，不能确定是不是数，请核对后填写。"


@dataclass(frozen=True)
class Font:
    """The properties of a font that matter for a figure."""

    struck: bool = False
    raised: bool = False
    white: bool = False
    tiny: bool = False
    colour: str = ""
    """Its colour, RRGGBB or its place in the theme; empty where it has none of its own."""
    signs: bool = False
    """Whether it shows small pictures in place of letters and digits."""
    points: float = USUAL_POINTS


@dataclass(frozen=True)
class CellLook:
    """How a cell looks: its number format, its font, whether its ground has a colour and which, whether it is filled."""

    code: str = GENERAL
    font: Font = Font()
    coloured: bool = False
    ground: str = ""
    repeated: bool = False
    """Whether what it holds is repeated over its width: 12 is seen as 121212."""
    fitted: bool = False
    """Whether what it holds is made smaller to fit in, or turned."""
    size: float = 1.0
    """How large its font is, in parts of the workbook's usual one."""


@dataclass(frozen=True)
class RichText:
    """A text in its runs, each with its font where it has one of its own."""

    runs: Sequence[tuple[str, Font | None]]

    def shown(self, look: CellLook) -> ShownFigure:
        """Return what a person sees of the text in a cell of that look."""
        seen, struck, white = "", False, False
        for text, own in self.runs:
            font = own or look.font
            if not text or font.tiny:
                continue
            struck = struck or (font.struck and bool(text.strip()))
            # A font without a colour of its own is black.
            same = bool(look.ground) and (font.colour or _BLACK) == look.ground
            white = white or ((same or (font.white and not look.coloured)) and bool(text.strip()))
            if font.signs:
                text = unknown(text)
            if not font.struck:
                seen += raised(text) if own and own.raised else text
        if white:
            return ShownFigure(seen, WHITE)
        if look.repeated and seen.strip():
            return ShownFigure(seen, REPEATED)
        if struck and not seen.strip():
            return ShownFigure("".join(text for text, _ in self.runs), STRUCK)
        return ShownFigure(seen, RAISED if look.font.raised and not any(own for _, own in self.runs) else "")


def rich(element: etree._Element) -> RichText:
    """Return the text of a string item without its phonetic guide."""
    runs: list[tuple[str, Font | None]] = []
    for child in element:
        if child.tag == S + "t":
            runs.append((_unescaped(child.text or ""), None))
        elif child.tag == S + "r":
            properties = child.find(S + "rPr")
            text = _unescaped("".join(part.text or "" for part in child.iterchildren(S + "t")))
            runs.append((text, None if properties is None else font_of(properties)))
    return RichText(runs)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def looks(root: etree._Element | None) -> list[CellLook]:
    """Return the looks of cells in the order in which cells name them."""
    if root is None:
        return []
    codes = dict(BUILT_IN)
    for item in root.iterfind(f"{S}numFmts/{S}numFmt"):
        codes[_int(item.get("numFmtId"))] = item.get("formatCode", GENERAL)
    fonts = [font_of(item) for item in root.iterfind(f"{S}fonts/{S}font")]
    grounds = [_is_coloured(item) for item in root.iterfind(f"{S}fills/{S}fill")]
    colours = [
        colour_of(item.find(f"{S}patternFill/{S}fgColor")) if coloured else ""
        for item, coloured in zip(root.iterfind(f"{S}fills/{S}fill"), grounds, strict=True)
    ]
    usual = (fonts[0].points if fonts else 0) or USUAL_POINTS
    return [
        CellLook(
            codes.get(_int(item.get("numFmtId")), GENERAL),
            fonts[font] if 0 <= (font := _int(item.get("fontId"))) < len(fonts) else Font(),
            0 <= (fill := _int(item.get("fillId"))) < len(grounds) and grounds[fill],
            colours[fill] if 0 <= fill < len(colours) else "",
            (place := item.find(S + "alignment")) is not None and place.get("horizontal") == "fill",
            place is not None
            and (place.get("shrinkToFit", "0") not in OFF or place.get("textRotation", "0") != "0"),
            (fonts[font].points if 0 <= font < len(fonts) else usual) / usual,
        )
        for item in root.iterfind(f"{S}cellXfs/{S}xf")
    ]


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


def font_of(element: etree._Element) -> Font:
    """Return the properties of a font that matter for a figure."""
    place = element.find(S + "vertAlign")
    size = element.find(S + "sz")
    points = USUAL_POINTS if size is None else _float(size.get("val"))
    return Font(
        _is_on(element.find(S + "strike")),
        place is not None and place.get("val") in ("superscript", "subscript"),
        is_white(element.find(S + "color")),
        points <= _TINY,
        colour_of(element.find(S + "color")),
        any(is_font_of_signs(name.get("val", "")) for name in element.iterchildren(S + "name", S + "rFont")),
        points,
    )


def colour_of(element: etree._Element | None) -> str:
    """Return a colour given outright as RRGGBB, or the place and tint of one of the theme."""
    if element is None:
        return ""
    theme, number = element.get("theme"), _int(element.get("indexed") or "64")
    if number < 2 * len(_PALETTE):
        return _PALETTE[number % len(_PALETTE)]
    return (element.get("rgb") or "").upper()[-6:] or (f"{theme} {element.get('tint', '')}" if theme else "")


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in OFF


def _float(text: str | None) -> float:
    try:
        return float(text or USUAL_POINTS)
    except ValueError:
        return USUAL_POINTS


def is_white(colour: etree._Element | None) -> bool:
    """Whether a colour, given as RGB, by the theme or by the old palette, can't be told from white."""
    if colour is None:
        return False
    tint = colour.get("tint", "")
    is_theme = colour.get("theme") == "0" and not tint.startswith("-")
    if colour.get("theme") and re.fullmatch(r"1(?:\.0*)?|0?\.9[5-9][0-9]*", tint):
        return True
    return (
        is_theme or (colour.get("rgb") or "").upper() in _WHITE or colour.get("indexed") in ("1", "9", "65")
    )


def _is_coloured(fill: etree._Element) -> bool:
    pattern = fill.find(S + "patternFill")
    if pattern is None:
        return fill.find(S + "gradientFill") is not None
    if pattern.get("patternType", "none") == "none":
        return False
    return not is_white(pattern.find(S + "fgColor"))
