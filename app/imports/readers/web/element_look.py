"""How an element of a web page looks, as far as that hides, strikes or raises its text, by its name and its declarations."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from lxml.html import HtmlElement

from app.imports.readers.unknown_signs import is_font_of_signs
from app.imports.readers.web.css_colours import Rgba, alike, is_clear, is_white, rgba
from app.imports.readers.web.css_lengths import USUAL, font_pixels, is_relative, pixels
from app.imports.readers.web.style_rules import ADDS, UNSURE
from app.imports.readers.web.style_sheet import Declarations

_FAR_AWAY = -900
"""Pixels from which on text moved out of the page is out of sight."""

_PERHAPS_AWAY = -100
_SMALLEST = 2.0
"""Pixels of the smallest text that is seen."""
_CROWDED = 0.4
"""By how much of their size characters stand nearer than usual when they cover each other."""
_NARROW, _LOW, _SHIFTED = 28.0, 9.0, 3.0
_RAISED_BY = 3.0
"""Pixels from which on a text moved up or down is a note's mark."""
_OTHER_FORMS = re.compile(r"sup|sub|sinf|frac|ordn|numr|dnom")
_UNDISPLAYED = ("none", "table-column", "table-column-group")
_OWN_LINES = ("block", "flex", "grid", "table", "list-item")
_BACK = re.compile(r"-(?!0(?:\.0*)?[a-z%]*$|[0-5](?:\.\d+)?px)[\d.]")
"""More than a few pixels to the left, or up."""
_NO_SIZE = re.compile(r"scale(?:3d|x|y)?\(0(?:\.0+)?[,)]|scale\([^,()]+,0(?:\.0+)?\)")
_CLIPPED = re.compile(
    r"rect\((?:[01](?:px)?[ ,]+){3}[01](?:px)?\)|inset\((?:50|100)%|circle\(0|polygon\((?:0(?:px)? 0(?:px)?,?)+\)"
)
"""How pages clip what only readers aloud are to hear."""


@dataclass(frozen=True)
class ElementLook:
    """How an element's text looks; what its children inherit.

    *shown* is false where nothing is displayed at all, which no child can undo; *visible* and *sized* are false where
    its own text is out of sight but a child's may not be.
    """

    shown: bool = True
    visible: bool = True
    sized: bool = True
    white: bool = False
    coloured_ground: bool = False
    colour: Rgba | None = None
    ground: Rgba | None = None
    struck: bool = False
    raised: bool = False
    lowered: bool = False
    turned: bool = False
    """Whether the text may be seen in another order or form than it is written in."""
    own_line: bool = False
    """Whether the element stands apart from the text around it, whatever its name."""
    gone: bool = False
    """Whether the element takes no room either, so that what follows moves up into its place."""
    signs: bool = False
    """Whether its font shows small pictures in place of letters and digits."""
    adds: bool = False
    """Whether the style sheet adds characters to it."""
    moved: bool = False
    """Whether it may stand over other text, or that over it."""
    size: float = USUAL
    root_size: float = USUAL
    """Pixels of its text, and of the page's."""

    @cached_property
    def is_seen(self) -> bool:
        """Whether a person sees text here, struck or not."""
        return self.shown and self.visible and self.sized and not (self.white and not self.coloured_ground)


PLAIN = ElementLook()


def by_tag(element: HtmlElement, outer: ElementLook) -> ElementLook:
    """What the element's own name and attributes mean, before any style sheet."""
    tag = element.tag
    look = outer
    closed = element.get("hidden") is not None or element.get("popover") is not None
    if closed or (tag == "dialog" and element.get("open") is None):
        look = replace(look, shown=False, gone=True)
    if tag in ("del", "s", "strike"):
        look = replace(look, struck=True)
    elif tag == "sup":
        look = replace(look, raised=True)
    elif tag == "sub":
        look = replace(look, lowered=True)
    elif tag == "bdo":
        look = replace(look, turned=(element.get("dir") or "").lower() == "rtl")
    elif tag == "font" and (colour := element.get("color")):
        look = _coloured(look, rgba(colour.strip().lower()))
    if tag == "font" and (face := element.get("face")):
        look = replace(look, signs=is_font_of_signs(face))
    if tag == "font" and element.get("size"):
        look = replace(look, sized=True, size=USUAL)
    if colour := (element.get("bgcolor") or "").strip().lower():
        look = _on_ground(look, rgba(colour) or rgba(f"#{colour}"))
    if element.get("background"):
        look = replace(look, coloured_ground=True)
    return _told_apart(look)


def declared_look(look: ElementLook, declared: Declarations, outer: ElementLook) -> ElementLook:
    """Return *look* as the declarations change it; some of what is inherited from *outer* they can't undo."""
    if (display := declared.get("display")) is not None and (look.shown or display in _UNDISPLAYED):
        look = replace(look, shown=display not in _UNDISPLAYED, gone=display in _UNDISPLAYED)
    if (visibility := declared.get("visibility")) is not None:
        look = replace(look, visible=visibility not in ("hidden", "collapse"))
    if (size := declared.get("font-size") or _font_size(declared.get("font", ""))) is not None:
        look = _sized(look, size, outer)
    if (font := declared.get("font-family") or _family(declared.get("font", ""))) is not None:
        look = replace(look, signs=is_font_of_signs(font))
    if _is_faded(declared) or _is_away(declared):
        look = replace(look, shown=False)
    if (colour := declared.get("-webkit-text-fill-color") or declared.get("color")) is not None:
        look = _coloured(look, rgba(colour))
        if not look.shown and outer.shown and declared.get("text-shadow", "none") != "none":
            look = replace(look, shown=True, turned=True)
    ground = declared.get("background-color") or declared.get("background")
    if ground and ground not in ("none", "transparent", "inherit", "initial"):
        look = _on_ground(look, rgba(ground))
    look = _told_apart(look)
    line = declared.get("text-decoration-line") or declared.get("text-decoration")
    if line is not None:
        # A style sheet can remove the line of <del> itself, but not the line that comes from an element around it.
        look = replace(look, struck=outer.struck or "line-through" in line)
    if (place := declared.get("vertical-align")) is not None:
        moved = _length(place.replace("%", "em").replace("em", "px") if place.endswith("%") else place)
        is_moved = bool(re.match(r"[-+.\d]", place)) and abs(moved) >= _RAISED_BY
        look = replace(
            look,
            raised=place == "super" or (is_moved and moved > 0),
            lowered=place == "sub" or (is_moved and moved < 0),
        )
    if (rise := _rise(declared)) != 0:
        look = replace(look, raised=rise > 0, lowered=rise < 0)
    unsure = (
        UNSURE in declared
        or _is_crowded(declared, look)
        or (look.struck and _is_less_struck(declared))
        or _is_cut_off(declared)
        or _is_moved_up(declared)
    )
    if unsure or _is_turned(declared) or _is_drawn_otherwise(declared):
        look = replace(look, turned=True)
    if _stands_elsewhere(declared):
        look = replace(look, moved=True)
    apart = declared.get("float", "none") in ("left", "right") or display in _OWN_LINES
    return replace(look, own_line=apart, adds=ADDS in declared) if apart or ADDS in declared else look


def _on_ground(look: ElementLook, ground: Rgba | None) -> ElementLook:
    return replace(look, ground=ground, coloured_ground=look.coloured_ground or not is_white(ground))


def _told_apart(look: ElementLook) -> ElementLook:
    """Take text in the colour of its ground for text in white on white."""
    return replace(look, white=True, coloured_ground=False) if alike(look.colour, look.ground) else look


def _sized(look: ElementLook, size: str, outer: ElementLook) -> ElementLook:
    found = font_pixels(size, outer.size, outer.root_size)
    if found is None:
        return look if outer.size else replace(look, sized=True, size=USUAL)
    tiny = found < _SMALLEST
    shown = tiny and found > 0 and is_relative(size)
    return replace(look, size=found, sized=not tiny or shown, turned=look.turned or shown)


def _is_cut_off(declared: Declarations) -> bool:
    """Whether a frame that cuts off what it has no room for is smaller than a figure."""
    if declared.get("overflow", "") not in ("hidden", "clip"):
        return False
    room = {name: pixels(declared.get(name, "")) for name in ("width", "max-width", "height", "max-height")}
    return any(
        size is not None and 0 < size < (_NARROW if "width" in name else _LOW) for name, size in room.items()
    )


def _stands_elsewhere(declared: Declarations) -> bool:
    place = declared.get("position", "static")
    return place in ("absolute", "fixed") or (
        place in ("relative", "sticky")
        and any(abs(pixels(declared.get(name, "")) or 0) > _SHIFTED for name in ("left", "right"))
    )


def _is_crowded(declared: Declarations, look: ElementLook) -> bool:
    """Whether characters stand one over the other."""
    apart = font_pixels(declared.get("letter-spacing", ""), look.size, look.root_size)
    return apart is not None and apart <= -_CROWDED * look.size


def _is_less_struck(declared: Declarations) -> bool:
    """Whether the line through a text around it may not be seen in an element."""
    own_box = declared.get("display", "").startswith("inline-") or declared.get("float", "none") != "none"
    return own_box or is_clear(rgba(declared.get("text-decoration-color", "")))


def _is_moved_up(declared: Declarations) -> bool:
    """Whether an element that takes no room is moved so far that it may be out of the page."""
    return declared.get("position") in ("absolute", "fixed") and any(
        _pixels(declared.get(name, "")) <= _PERHAPS_AWAY for name in ("left", "top")
    )


def _is_drawn_otherwise(declared: Declarations) -> bool:
    """Whether text is cut out by a picture, drawn in other forms of its digits, or in a mixed colour."""
    masks = [
        declared.get(f"{start}mask{end}", "none") for start in ("", "-webkit-") for end in ("", "-image")
    ]
    forms = declared.get("font-feature-settings", "") + declared.get("font-variant-position", "")
    return (
        any(mask not in ("none", "initial", "unset") for mask in masks)
        or _OTHER_FORMS.search(forms) is not None
        or declared.get("color", "").startswith("color-mix(")
        or declared.get("-webkit-text-security", "none") not in ("none", "initial", "unset")
        or any(sign.isdigit() for sign in declared.get("quotes", ""))
    )


def is_drawn_over(declared: Declarations) -> bool:
    """Whether an element with a ground of its own is moved over what stands before it, or has a line painted on it."""
    painted = declared.get("background-image") or declared.get("background") or ""
    if "gradient(" in painted and "transparent" in painted:
        return True
    ground = declared.get("background-color") or declared.get("background") or "none"
    moved = ("left", "top") if declared.get("position") in ("relative", "sticky") else ()
    return ground not in ("none", "transparent", "inherit", "initial") and any(
        _BACK.match(declared.get(name, "")) for name in (*moved, "margin-left")
    )


def _coloured(look: ElementLook, colour: Rgba | None) -> ElementLook:
    shown = look.shown and not is_clear(colour)
    return replace(look, colour=colour, white=is_white(colour), shown=shown)


def _rise(declared: Declarations) -> float:
    """Return by how much text is moved up from its line, where it is moved at all."""
    if declared.get("position") != "relative":
        return 0
    if "top" in declared:
        return -_length(declared["top"])
    return _length(declared.get("bottom", "0"))


def _is_turned(declared: Declarations) -> bool:
    order = declared.get("unicode-bidi", "") in ("bidi-override", "isolate-override")
    transform = _transform(declared)
    moved = declared.get("order", "0") != "0" or "reverse" in declared.get("flex-direction", "")
    if moved or any(abs(float(far)) >= -_FAR_AWAY for far in re.findall(r"(-?\d+(?:\.\d+)?)px", transform)):
        return True
    return (order and declared.get("direction") == "rtl") or (
        transform not in ("none", "initial", "unset") and not transform.startswith("translate")
    )


def _transform(declared: Declarations) -> str:
    """Return how an element is moved, turned and scaled, as the one property says it that can say all of it."""
    parts = [part for part in (declared.get("transform", "none"),) if part != "none"]
    for name in ("scale", "rotate", "translate"):
        value = declared.get(name, "none")
        if value not in ("none", "1", "0deg"):
            parts.append(f"{name}({','.join(value.split())})")
    return " ".join(parts) or "none"


def _font_size(font: str) -> str | None:
    """Return the size in a font that is given in one."""
    match = re.search(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?=/|\s)", font)
    return match[1] if match else None


def _family(font: str) -> str | None:
    """Return the fonts that are named where size and font are given in one."""
    match = re.search(r"\d(?:px|pt|em|rem|%)?(?:/\S+)?\s+(.+)$", font)
    return match[1] if match else None


def _is_faded(declared: Declarations) -> bool:
    """Whether the text is as clear, or as small, as nothing."""
    return bool(
        re.fullmatch(r"0?\.0[0-4]?[0-9]*|0(?:\.0+)?|[0-4](?:\.[0-9]*)?%", declared.get("opacity", ""))
        or re.search(r"opacity\(0(?:\.0+)?%?\)", declared.get("filter", ""))
        or re.fullmatch(r"0(?:\.0+)?%?", declared.get("zoom", ""))
    )


def _is_away(declared: Declarations) -> bool:
    """Whether text is moved out of the page, or clipped to nothing."""
    moved = declared.get("position") in ("absolute", "fixed", "relative", "sticky")
    places = [declared.get(name, "") for name in (("left", "top") if moved else ())] + [
        declared.get("text-indent", "")
    ]
    places += [declared.get(name, "") for name in ("margin-left", "margin-top")]
    opposite = [declared.get(name, "") for name in (("right", "bottom") if moved else ())]
    if any(_pixels(place) <= _FAR_AWAY for place in places) or any(
        _pixels(p) >= -_FAR_AWAY for p in opposite
    ):
        return True
    if declared.get("content-visibility") == "hidden" or _NO_SIZE.search(_transform(declared)):
        return True
    if _CLIPPED.search(declared.get("clip-path", "")) or (
        declared.get("position") in ("absolute", "fixed") and _CLIPPED.search(declared.get("clip", ""))
    ):
        return True
    clipped = declared.get("overflow", "") in ("hidden", "clip")
    return clipped and any(
        _pixels(declared.get(name, "1px")) == 0 for name in ("width", "height", "max-width", "max-height")
    )


def _pixels(text: str) -> float:
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(px|pt|em|rem)?", text)
    return float(match[1]) * (16 if match[2] in ("em", "rem") else 1) if match else 1.0


def _length(text: str) -> float:
    return 0 if text in ("auto", "initial", "unset", "") or re.match(r"[a-z]", text) else _pixels(text)
