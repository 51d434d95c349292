"""Whether text in a Word document has the colour of what lies behind it, so that nobody sees it."""

import re

from lxml import etree

from app.imports.readers.word.docx_names import W

_COLOR = re.compile("[0-9A-Fa-f]{6}")
_PAPER = "FFFFFF"
_MARKERS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF", "red": "FF0000",
    "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
_ALIKE = 1.2
"""Contrast (WCAG 2.2) up to which text can't be told from what lies behind it."""
_PROPERTIES = {"r": "rPr", "p": "pPr", "tc": "tcPr", "tbl": "tblPr"}


class Backgrounds:
    """What a document's own settings and styles paint behind its text."""

    def __init__(self, styles: etree._Element | None) -> None:
        shaded = () if styles is None else (style for style in styles.iterchildren(W + "style"))
        self._shading = {style.get(W + "styleId", "") for style in shaded if _is_shaded(style)}
        """The styles that paint anything: where in a table such a style paints is not worked out."""

    def swallows(self, color: str, run: etree._Element) -> bool:
        """Whether a run in this colour (RRGGBB, or a word that stands for a dark one) can't be seen."""
        if not _COLOR.fullmatch(color):
            return False
        behind = self._behind(run)
        return bool(behind) and _contrast(color, behind) < _ALIKE

    def _behind(self, run: etree._Element) -> str:
        """Return the colour that lies behind a run, empty when that can't be told."""
        for element in (run, *run.iterancestors()):
            name = etree.QName(element).localname if element.tag is not None else ""
            properties = element.find(W + _PROPERTIES[name]) if name in _PROPERTIES else None
            if properties is None:
                continue
            if (marker := properties.find(W + "highlight")) is not None and marker.get(W + "val") != "none":
                return _MARKERS.get(marker.get(W + "val", ""), "")
            shade = properties.find(W + "shd")
            fill = "" if shade is None else shade.get(W + "fill", "")
            if shade is not None and shade.get(W + "val") == "solid":
                return shade.get(W + "color", "")
            if shade is not None and shade.get(W + "val", "clear") not in ("clear", "nil"):
                return ""
            if _COLOR.fullmatch(fill):
                return fill
            style = next((child for child in properties if str(child.tag).endswith("Style")), None)
            if style is not None and style.get(W + "val", "") in self._shading:
                return ""
        document = run.getroottree().getroot()
        page = document.find(W + "background") if document is not None else None
        return _PAPER if page is None else page.get(W + "color", "")


def _is_shaded(style: etree._Element) -> bool:
    return any(shade.get(W + "fill", "auto") != "auto" for shade in style.iter(W + "shd"))


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
