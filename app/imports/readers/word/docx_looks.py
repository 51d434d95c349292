"""How styles and properties make a run of a Word document look, as far as that hides, strikes, raises or garbles its text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from app.imports.readers.unknown_signs import is_font_of_signs
from app.imports.readers.word.docx_backgrounds import Backgrounds
from app.imports.readers.word.docx_names import W14, W

OFF = frozenset(("0", "false", "off", "none"))
"""What a property says of itself that is switched off."""
_RAISED_BY = 6
"""Half-points from which on a run counts as raised."""
_TINY = 4
"""Half-points up to which nobody reads a letter."""
_CROWDED = -100
"""Twentieths of a point between characters down to which they stand apart."""
_NARROW = 10
"""Per cent of their width up to which nobody reads letters."""
_TOGGLED = ("vanish", "strike", "dstrike")
_WANTED = frozenset(
    (
        "vanish",
        "webHidden",
        "strike",
        "dstrike",
        "vertAlign",
        "position",
        "sz",
        "w",
        "spacing",
        "color",
        "rFonts",
    )
)
_WHITE = "FFFFFF"
_PAPER_COLORS = ("background1", "light1", "bg1", "lt1")
"""How the colour of the paper is called in a theme."""


@dataclass(frozen=True)
class RunLook:
    """How a run looks."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    lowered: bool = False
    signs: bool = False
    """Whether nobody reads letters and digits in it: its font shows small pictures, or one stands over the other."""


PLAIN = RunLook()


class WordStyles:
    """How the styles of a document make runs look, by the ids of styles."""

    def __init__(self, root: etree._Element | None) -> None:
        self.partly_hiding: set[str] = set()
        """The styles of tables that hide or strike texts in some of the rows and columns."""
        self._own: dict[str, dict[str, str]] = {}
        self._based_on: dict[str, str] = {}
        self._together: dict[tuple[str, str], Mapping[str, str]] = {}
        self._looks: dict[tuple[tuple[str, str], ...], RunLook] = {}
        self._backgrounds = Backgrounds(root)
        for style in () if root is None else root.iterchildren(W + "style"):
            name = style.get(W + "styleId", "")
            whole = style.find(f"{W}tblStylePr[@{W}type='wholeTable']/{W}rPr")
            if any(_may_hide(part) for part in style.iterchildren(W + "tblStylePr")):
                self.partly_hiding.add(name)
            self._own[name] = {**_properties(style.find(W + "rPr")), **_properties(whole)}
            if (base := style.find(W + "basedOn")) is not None:
                self._based_on[name] = base.get(W + "val", "")

    def properties(self, style: str) -> Mapping[str, str]:
        """Return the properties that a style and those it is based on give a run."""
        chain: list[str] = []
        while style in self._own and style not in chain:
            chain.append(style)
            style = self._based_on.get(style, "")
        found: dict[str, str] = {}
        for name in reversed(chain):
            found.update(self._own[name])
        return found

    def together(self, outer: str, inner: str) -> Mapping[str, str]:
        """Return what two styles give a run of which the inner one has the last word."""
        key = outer, inner
        if key not in self._together:
            self._together[key] = {**self.properties(outer), **self.properties(inner)}
        return self._together[key]

    def look(self, run: etree._Element, paragraph: Mapping[str, str]) -> RunLook:
        """Return the look of *run* in a paragraph whose style gives these properties."""
        own = run.find(W + "rPr")
        if (own is None or len(own) == 0) and not paragraph:
            return PLAIN
        style = None if own is None else own.find(W + "rStyle")
        inner = {} if style is None else self.properties(style.get(W + "val", ""))
        # What two styles switch on is off: these properties are toggled by each (ECMA-376, 17.7.3).
        twice = {name: "0" for name in _TOGGLED if _on(paragraph, name) and _on(inner, name)}
        declared = {**paragraph, **inner, **twice}
        declared |= _properties(own)
        key = tuple(declared.items())
        known = self._looks.get(key)
        if known is None:
            known = self._looks[key] = _look(declared)
        if "color" in declared and not known.hidden and self._backgrounds.swallows(declared["color"], run):
            return replace(known, hidden=True)
        return known


def _look(declared: Mapping[str, str]) -> RunLook:
    """Return how a run with these properties looks, whatever lies behind it."""
    raised_by = _number(declared, "position", 0)
    return RunLook(
        hidden=_on(declared, "vanish")
        or _on(declared, "webHidden")
        or 0 < _number(declared, "sz", 99) <= _TINY
        or 0 < _number(declared, "w", 100) <= _NARROW
        or "unfilled" in declared,
        struck=_on(declared, "strike") or _on(declared, "dstrike"),
        raised=declared.get("vertAlign") == "superscript" or raised_by >= _RAISED_BY,
        lowered=declared.get("vertAlign") == "subscript" or raised_by <= -_RAISED_BY,
        signs=is_font_of_signs(declared.get("rFonts", "")) or _is_crowded(declared),
    )


def _properties(element: etree._Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in () if element is None else element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if child.tag == W14 + "textFill":
            found |= _fill(child)
        elif name in _WANTED:
            found[name] = child.get(W + ("ascii" if name == "rFonts" else "val"), "1")
            if (
                name == "color"
                and child.get(W + "themeColor") in _PAPER_COLORS
                and not child.get(W + "themeShade")
            ):
                found[name] = _WHITE
    return found


def _may_hide(part: etree._Element) -> bool:
    """Whether what a table's style says of some of its rows and columns, but the first row, hides or strikes texts."""
    if part.get(W + "type") in ("wholeTable", "firstRow"):
        return False
    declared = _properties(part.find(W + "rPr"))
    white = declared.get("color", "").upper() == _WHITE and part.find(f"{W}tcPr/{W}shd") is None
    look = _look(declared)
    return white or look.hidden or look.struck


def _fill(element: etree._Element) -> dict[str, str]:
    """Return what the fill of today's Word says of a text: its colour, or that it has none."""
    if element.find(W14 + "noFill") is not None:
        return {"unfilled": "1"}
    color = element.find(f"{W14}solidFill/*")
    if color is None:
        return {}
    alpha = color.find(W14 + "alpha")
    if alpha is not None and alpha.get(W14 + "val") == "100000":
        return {"unfilled": "1"}
    value = color.get(W14 + "val", "")
    is_scheme = color.tag == W14 + "schemeClr"
    if is_scheme:
        return {"color": _WHITE} if value in _PAPER_COLORS and len(color) == 0 else {}
    return {"color": value}


def _on(declared: Mapping[str, str], name: str) -> bool:
    return name in declared and declared[name] not in OFF


def _number(declared: Mapping[str, str], name: str, default: int) -> int:
    text = declared.get(name, "")
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 6 else default


def _is_crowded(declared: Mapping[str, str]) -> bool:
    """Whether characters stand one over the other."""
    return _number(declared, "spacing", 0) <= _CROWDED
