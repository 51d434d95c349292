"""How an element of a web page looks, as far as that hides, strikes or raises its text, by its name and its declarations."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from lxml.html import HtmlElement

from app.imports.readers.unknown_signs import is_font_of_signs
from app.imports.readers.web.css_colours import Rgba, alike, is_clear, is_white, rgba
from app.imports.readers.web.css_lengths import USUAL, font_pixels, is_relative
from app.imports.readers.web.css_selectors import ADDS, UNSURE
from app.imports.readers.web.declaration_effects import (
    font_family,
    font_size,
    is_away,
    is_cut_off,
    is_drawn_otherwise,
    is_faded,
    is_less_struck,
    is_moved_up,
    is_turned,
    length,
    rise_of,
    stands_elsewhere,
)  # fmt: skip
from app.imports.readers.web.style_sheet import Declarations

_SMALLEST = 2.0
"""Pixels of the smallest text that is seen."""
_CROWDED = 0.4
"""By how much of their size characters stand nearer than usual when they cover each other."""
_RAISED_BY = 3.0
"""Pixels from which on a text moved up or down is a note's mark."""
_UNDISPLAYED = ("none", "table-column", "table-column-group")
_OWN_LINES = ("block", "flex", "grid", "table", "list-item")


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
    if (size := declared.get("font-size") or font_size(declared.get("font", ""))) is not None:
        look = _sized(look, size, outer)
    if (font := declared.get("font-family") or font_family(declared.get("font", ""))) is not None:
        look = replace(look, signs=is_font_of_signs(font))
    if is_faded(declared) or is_away(declared):
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
        moved = length(place.replace("%", "em").replace("em", "px") if place.endswith("%") else place)
        is_moved = bool(re.match(r"[-+.\d]", place)) and abs(moved) >= _RAISED_BY
        look = replace(
            look,
            raised=place == "super" or (is_moved and moved > 0),
            lowered=place == "sub" or (is_moved and moved < 0),
        )
    if (rise := rise_of(declared)) != 0:
        look = replace(look, raised=rise > 0, lowered=rise < 0)
    unsure = (
        UNSURE in declared
        or _is_crowded(declared, look)
        or (look.struck and is_less_struck(declared))
        or is_cut_off(declared)
        or is_moved_up(declared)
    )
    if unsure or is_turned(declared) or is_drawn_otherwise(declared):
        look = replace(look, turned=True)
    if stands_elsewhere(declared):
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


def _is_crowded(declared: Declarations, look: ElementLook) -> bool:
    """Whether characters stand one over the other."""
    apart = font_pixels(declared.get("letter-spacing", ""), look.size, look.root_size)
    return apart is not None and apart <= -_CROWDED * look.size


def _coloured(look: ElementLook, colour: Rgba | None) -> ElementLook:
    shown = look.shown and not is_clear(colour)
    return replace(look, colour=colour, white=is_white(colour), shown=shown)
