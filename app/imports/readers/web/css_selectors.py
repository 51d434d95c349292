"""Selectors of a page's style sheets: tells which elements a rule is for, as far as the page at rest shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from app.imports.readers.web.style_sheet import Declarations, declarations

_SIMPLE = re.compile(r"(?P<tag>\*|[a-zA-Z][\w-]*)?(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:[~^$*|]?=[^\]\[]*)?\])*)")
_PART = re.compile(r"([.#])([\w-]+)|(\[)([\w-]+(?:[~^$*|]?=[^\]\[]*)?)\]")
_STATE = re.compile(
    r"::|:(?:before|after|first-line|first-letter|hover|focus|active|visited|target|checked|disabled|selection)"
)
"""What a selector says of a state or a piece that a page at rest does not show."""
_ADDING = re.compile(r"::?(?:before|after|marker)\s*$")
_EITHER = re.compile(r":(?:is|where)\(([^()]*)\)")
_MOST_PARTS = 50
_AT_COMMA = re.compile(r",(?![^()]*\))")
_SIBLING = re.compile(r"[+~](?!=)(?![^\[]*\])")
_CODE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_ENCODED = re.compile(r"_x([0-9a-f]+)_")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SIGNS = "-−–－+.,%‰"
"""What makes another figure of one that it stands beside."""
_PLACE = re.compile(r":[\w-]+(?:\([^()]*\))?")
"""Which of several elements a selector means, by their places: that is not worked out."""
_HIDING = {
    "display": ("none",),
    "visibility": ("hidden", "collapse"),
    "opacity": ("0",),
    "font-size": ("0", "0px"),
}
UNSURE = "unsure"
"""Marks declarations of which it is not known whether they hide the element."""
ADDS = "adds"
"""Marks that the style sheet itself adds characters to the element."""


@dataclass(frozen=True)
class CompoundSelector:
    """One compound selector: a tag, and classes, an id or ``[hidden]``."""

    tag: str
    parts: tuple[tuple[str, str], ...]

    def fits(self, element: HtmlElement) -> bool:
        if self.tag not in ("", "*", element.tag):
            return False
        classes = (element.get("class") or "").split()
        return all(
            name in classes
            if kind == "."
            else element.get("id") == name
            if kind == "#"
            else _has_attribute(element, name)
            for kind, name in self.parts
        )


def _has_attribute(element: HtmlElement, wanted: str) -> bool:
    name, equals, value = wanted.partition("=")
    found, value = element.get(name.rstrip("~^$*|")), value.strip("\"'")
    if found is None or not equals:
        return found is not None
    tests = {"^": found.startswith(value), "$": found.endswith(value), "*": value in found}
    tests |= {"~": value in found.split(), "|": found == value or found.startswith(f"{value}-")}
    return bool(tests.get(name[-1], found == value))


@dataclass(frozen=True)
class StyleRule:
    """A selector, its compounds from the element outwards with how each is tied to the next, and its declarations."""

    compounds: tuple[tuple[CompoundSelector, str], ...]
    weight: tuple[int, int, int, int]
    declarations: Declarations

    def fits(self, element: HtmlElement) -> bool:
        (own, tie), *above = self.compounds
        if not own.fits(element):
            return False
        place = element.getparent()
        for simple, following in above:
            while place is not None and not simple.fits(place):
                if tie == ">":
                    return False
                place = place.getparent()
            if place is None:
                return False
            place, tie = place.getparent(), following
        return True


def name_of(simple: CompoundSelector) -> str:
    """Return the key by which a rule is found: its first class or id, else its tag."""
    named = [f"{kind}{name}" for kind, name in simple.parts if kind != "["]
    return named[0] if named else simple.tag or "*"


def rules_of(selectors: str, body: str, order: int) -> Iterator[StyleRule]:
    """Yield a rule for each of the selectors, of which there may be several."""
    declared = declarations(body)
    if not declared:
        return
    for selector in _each(_ESCAPED.sub(_encoded, selectors)):
        if adding := _ADDING.search(selector):
            compounds = _compounds(_SIBLING.split(_PLACE.sub("", selector[: adding.start()]))[-1].strip())
            if compounds and _adds(declared):
                yield StyleRule(compounds, (0, 0, 0, order), {ADDS: "1"})
            continue
        if _STATE.search(selector):
            continue
        # Of the elements before one nothing is worked out: what they have hidden is not certain.
        plain = _SIBLING.split(_PLACE.sub("", selector))[-1]
        compounds = _compounds(plain.strip())
        if compounds and plain != selector:
            if any(declared.get(name) in values for name, values in _HIDING.items()):
                yield StyleRule(compounds, (0, 0, 0, order), {UNSURE: "1"})
        elif compounds:
            kinds = [kind for simple, _ in compounds for kind, _ in simple.parts]
            tags = sum(simple.tag not in ("", "*") for simple, _ in compounds)
            weight = (kinds.count("#"), len(kinds) - kinds.count("#"), tags, order)
            yield StyleRule(compounds, weight, declared)


def _encoded(match: re.Match[str]) -> str:
    """Write an escaped character, as in ``.md\\:hidden``, so that it is part of a name."""
    return f"_x{int(match[1], 16) if match[1] else ord(match[2]):x}_"


def _decoded(name: str) -> str:
    return _ENCODED.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), name)


def _each(selectors: str) -> Iterator[str]:
    """Yield the selectors of a list, those of ``:is`` and ``:where`` written out."""
    for selector in _AT_COMMA.split(selectors):
        either = _EITHER.search(selector)
        if either is None:
            yield selector
        for part in either[1].split(",")[:_MOST_PARTS] if either else ():
            yield selector[: either.start()] + part.strip() + selector[either.end() :]  # type: ignore[union-attr]


def _adds(declared: Declarations) -> bool:
    """Whether a piece before or behind an element shows letters, digits or signs of figures that do not stand in it."""
    if any(declared.get(name) in values for name, values in _HIDING.items()):
        return False
    content = _CODE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), declared.get("content", ""))
    computed = re.search(r"(?:counters?|attr|var)\(", content)
    return bool(computed) or any(
        sign.isalnum() or sign in _SIGNS for sign in "".join(part[1:-1] for part in _QUOTED.findall(content))
    )


def _compounds(selector: str) -> tuple[tuple[CompoundSelector, str], ...]:
    """Take a selector apart, the element itself first; empty for one that is not understood."""
    tokens = re.sub(r"\s*>\s*", " > ", selector).split()
    found: list[tuple[CompoundSelector, str]] = []
    tie = " "
    for token in tokens:
        if token == ">":
            tie = ">"
            continue
        match = _SIMPLE.fullmatch(token)
        if match is None or not token:
            return ()
        parts = tuple(
            (part[1] or part[3], _decoded(part[2] or part[4])) for part in _PART.finditer(match["rest"])
        )
        found.append((CompoundSelector((match["tag"] or "").lower(), parts), tie))
        tie = " "
    return tuple(reversed(found))
