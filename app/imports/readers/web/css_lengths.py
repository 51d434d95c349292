"""Reads lengths as style sheets write them, in pixels."""

import re

USUAL = 16.0
"""Pixels of a text that nothing is said of."""
_LENGTH = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|ch|ex|vw|vh|%)?")
_ABSOLUTE = {"px": 1.0, "pt": 4 / 3, "vw": 12.0, "vh": 8.0}
_WORDS = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": USUAL, "large": 18.0, "x-large": 24.0}
_TERMS = re.compile(r"\s+([-+])\s+")


def pixels(text: str) -> float | None:
    """Return a length that is given outright, or by the size of a usual text; ``None`` for any other."""
    match = _LENGTH.fullmatch(text)
    if match is None or match[2] == "%" or (not match[2] and float(match[1])):
        return None
    return float(match[1]) * _ABSOLUTE.get(match[2] or "px", USUAL)


def font_pixels(text: str, outer: float, root: float) -> float | None:
    """Return a font's size where *outer* is that of the text around it and *root* the page's; ``None`` if not known."""
    if text in _WORDS:
        return _WORDS[text]
    if text.startswith("clamp(") and "," in text:
        text = text[len("clamp(") :].split(",")[0]
    if text.startswith("calc(") and text.endswith(")"):
        return _sum(text[len("calc(") : -1], outer, root)
    match = _LENGTH.fullmatch(text)
    if match is None or (not match[2] and float(match[1])):
        return None
    of = {"em": outer, "%": outer / 100, "rem": root, "ch": outer / 2, "ex": outer / 2} | _ABSOLUTE
    return float(match[1]) * of[match[2] or "px"]


def _sum(terms: str, outer: float, root: float) -> float | None:
    first, *others = _TERMS.split(terms)
    total = font_pixels(first.strip(), outer, root)
    for sign, term in zip(others[::2], others[1::2], strict=True):
        value = font_pixels(term.strip(), outer, root)
        if total is None or value is None:
            return None
        total += value if sign == "+" else -value
    return total


def is_relative(text: str) -> bool:
    """Whether a size follows that of other texts: browsers show such a text even where it comes out as a dot."""
    return text.endswith(("em", "%", "ch", "ex"))
