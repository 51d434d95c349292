"""What the declarations of one element do to its text: move it away, cut it off, fade, turn or cover it."""

import re

from app.imports.readers.web.css_colours import is_clear, rgba
from app.imports.readers.web.css_lengths import pixels
from app.imports.readers.web.style_sheet import Declarations

_FAR_AWAY = -900
"""Pixels from which on text moved out of the page is out of sight."""

_PERHAPS_AWAY = -100
_NARROW, _LOW, _SHIFTED = 28.0, 9.0, 3.0
_OTHER_FORMS = re.compile(r"sup|sub|sinf|frac|ordn|numr|dnom")
_BACK = re.compile(r"-(?!0(?:\.0*)?[a-z%]*$|[0-5](?:\.\d+)?px)[\d.]")
"""More than a few pixels to the left, or up."""
_NO_SIZE = re.compile(r"scale(?:3d|x|y)?\(0(?:\.0+)?[,)]|scale\([^,()]+,0(?:\.0+)?\)")
_CLIPPED = re.compile(
    r"rect\((?:[01](?:px)?[ ,]+){3}[01](?:px)?\)|inset\((?:50|100)%|circle\(0|polygon\((?:0(?:px)? 0(?:px)?,?)+\)"
)
"""How pages clip what only readers aloud are to hear."""


def is_cut_off(declared: Declarations) -> bool:
    """Whether a frame that cuts off what it has no room for is smaller than a figure."""
    if declared.get("overflow", "") not in ("hidden", "clip"):
        return False
    room = {name: pixels(declared.get(name, "")) for name in ("width", "max-width", "height", "max-height")}
    return any(
        size is not None and 0 < size < (_NARROW if "width" in name else _LOW) for name, size in room.items()
    )


def stands_elsewhere(declared: Declarations) -> bool:
    """Whether an element may stand over other text, or that over it."""
    place = declared.get("position", "static")
    return place in ("absolute", "fixed") or (
        place in ("relative", "sticky")
        and any(abs(pixels(declared.get(name, "")) or 0) > _SHIFTED for name in ("left", "right"))
    )


def is_less_struck(declared: Declarations) -> bool:
    """Whether the line through a text around it may not be seen in an element."""
    own_box = declared.get("display", "").startswith("inline-") or declared.get("float", "none") != "none"
    return own_box or is_clear(rgba(declared.get("text-decoration-color", "")))


def is_moved_up(declared: Declarations) -> bool:
    """Whether an element that takes no room is moved so far that it may be out of the page."""
    return declared.get("position") in ("absolute", "fixed") and any(
        _pixels_or_one(declared.get(name, "")) <= _PERHAPS_AWAY for name in ("left", "top")
    )


def is_drawn_otherwise(declared: Declarations) -> bool:
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


def rise_of(declared: Declarations) -> float:
    """Return by how much text is moved up from its line, where it is moved at all."""
    if declared.get("position") != "relative":
        return 0
    if "top" in declared:
        return -length(declared["top"])
    return length(declared.get("bottom", "0"))


def is_turned(declared: Declarations) -> bool:
    """Whether text may be seen in another order than it is written in, or turned."""
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


def font_size(font: str) -> str | None:
    """Return the size in a font that is given in one."""
    match = re.search(r"(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?=/|\s)", font)
    return match[1] if match else None


def font_family(font: str) -> str | None:
    """Return the fonts that are named where size and font are given in one."""
    match = re.search(r"\d(?:px|pt|em|rem|%)?(?:/\S+)?\s+(.+)$", font)
    return match[1] if match else None


def is_faded(declared: Declarations) -> bool:
    """Whether the text is as clear, or as small, as nothing."""
    return bool(
        re.fullmatch(r"0?\.0[0-4]?[0-9]*|0(?:\.0+)?|[0-4](?:\.[0-9]*)?%", declared.get("opacity", ""))
        or re.search(r"opacity\(0(?:\.0+)?%?\)", declared.get("filter", ""))
        or re.fullmatch(r"0(?:\.0+)?%?", declared.get("zoom", ""))
    )


def is_away(declared: Declarations) -> bool:
    """Whether text is moved out of the page, or clipped to nothing."""
    moved = declared.get("position") in ("absolute", "fixed", "relative", "sticky")
    places = [declared.get(name, "") for name in (("left", "top") if moved else ())] + [
        declared.get("text-indent", "")
    ]
    places += [declared.get(name, "") for name in ("margin-left", "margin-top")]
    opposite = [declared.get(name, "") for name in (("right", "bottom") if moved else ())]
    if any(_pixels_or_one(place) <= _FAR_AWAY for place in places) or any(
        _pixels_or_one(p) >= -_FAR_AWAY for p in opposite
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
        _pixels_or_one(declared.get(name, "1px")) == 0
        for name in ("width", "height", "max-width", "max-height")
    )


def _pixels_or_one(text: str) -> float:
    """Return a length in pixels; 1 for one that says nothing of how far something is moved."""
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(px|pt|em|rem)?", text)
    return float(match[1]) * (16 if match[2] in ("em", "rem") else 1) if match else 1.0


def length(text: str) -> float:
    """Return how far an element is moved, in pixels; 0 where nothing says so."""
    return 0 if text in ("auto", "initial", "unset", "") or re.match(r"[a-z]", text) else _pixels_or_one(text)
