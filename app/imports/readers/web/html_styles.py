"""Finds what the style sheets of a web page, and its inline styles, say of an element. Nothing is fetched: what a site
keeps in other files is not known.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from app.imports.readers.web.css_selectors import UNSURE, StyleRule, name_of, rules_of
from app.imports.readers.web.declaration_effects import is_drawn_over
from app.imports.readers.web.element_look import ElementLook, by_tag, declared_look
from app.imports.readers.web.style_sheet import IMPORTANT, Declarations, declarations, last_frames, rules

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_MOST_RULES = 5000
_LONGEST_SHEET = 512 * 1024
_VARIABLE = re.compile(r"var\((--[\w-]+)(?:,([^()]*))?\)")
_DEEPEST_VARIABLE = 8
_WITHIN_LINES = frozenset(("span", "b", "i", "em", "strong", "u", "small", "font", "a", "label"))


@dataclass
class StyleSheets:
    """The rules of a page, found by what their last compound names."""

    _by_name: dict[str, list[StyleRule]] = field(default_factory=dict)
    _variables: dict[str, set[str]] = field(default_factory=dict)
    _ends: dict[str, Declarations] = field(default_factory=dict)
    """How the animations of the page end."""
    _known: dict[tuple[object, ...], tuple[ElementLook, ElementLook]] = field(default_factory=dict)

    @classmethod
    def of_page(cls, root: HtmlElement) -> "StyleSheets":
        """Read the style elements of a page; those for printing only don't count."""
        styles = cls()
        count = 0
        for element in root.iter("style"):
            media = (element.get("media") or "all").lower()
            if "print" in media and "screen" not in media and "all" not in media:
                continue
            if (element.get("type") or "text/css").strip().lower() != "text/css":
                continue
            sheet = _COMMENT.sub("", element.text or "")[:_LONGEST_SHEET]
            styles._ends.update(last_frames(sheet))
            for selector, body in rules(sheet):
                count += 1
                for rule in rules_of(selector, body, count) if count <= _MOST_RULES else ():
                    styles._by_name.setdefault(name_of(rule.compounds[0][0]), []).append(rule)
                for name, value in declarations(body).items():
                    if name.startswith("--"):
                        styles._variables.setdefault(name, set()).add(value)
        return styles

    def look(self, element: HtmlElement, outer: ElementLook) -> ElementLook:
        """Return how *element* looks inside what looks like *outer*; most elements of a page look like earlier ones."""
        fitting = self._fitting(element) if self._by_name else ()
        key: tuple[object, ...] = (id(outer), element.tag)
        if element.attrib:
            get = element.get
            # The attributes that change how an element looks.
            key += (get("style"), get("hidden"), get("open"), get("dir"), get("color"), get("face"))
            key += (get("bgcolor"), get("background"), get("popover"), get("size"))
        if fitting:
            key += tuple(map(id, fitting))
        known = self._known.get(key)
        if known is None:
            # The outer look is kept with it, so that its id stays its own.
            known = self._known[key] = outer, self._made(element, outer, fitting)
        return known[1]

    def _made(self, element: HtmlElement, outer: ElementLook, fitting: Sequence[StyleRule]) -> ElementLook:
        declared: dict[str, str] = {}
        for rule in sorted(fitting, key=lambda rule: rule.weight):
            declared.update(rule.declarations)
        if style := element.get("style"):
            declared.update(declarations(style))
        declared |= {name[1:]: value for name, value in declared.items() if name[0] == IMPORTANT}
        if any("var(" in value for value in declared.values()):
            declared = self._filled(declared)
        look = by_tag(element, replace(outer, own_line=False, adds=False, moved=False))
        if not declared:
            return look
        found = declared_look(look, declared, outer)
        if element.tag == "html":
            found = replace(found, root_size=found.size)
        end = self._end_of(declared) if self._ends else {}
        # Whether it stays as the animation left it is not worked out.
        hides = bool(end) and not declared_look(found, end, outer).is_seen
        over = element.tag in _WITHIN_LINES and is_drawn_over(declared)
        return replace(found, turned=True) if hides or over else found

    def _end_of(self, declared: Declarations) -> Declarations:
        words = f"{declared.get('animation', '')} {declared.get('animation-name', '')}".replace(",", " ")
        ends: dict[str, str] = {}
        for word in words.split():
            ends.update(self._ends.get(word, {}))
        return ends

    def _filled(self, declared: Declarations) -> dict[str, str]:
        """Put the values of variables in; what has several values, or none that is known, may hide the element."""
        filled: dict[str, str] = {}
        for name, value in declared.items():
            for _ in range(_DEEPEST_VARIABLE):
                match = _VARIABLE.search(value)
                known = self._variables.get(match[1], {match[2]} if match[2] else set()) if match else set()
                if match is None or len(known) != 1:
                    break
                value = value[: match.start()] + next(iter(known)) + value[match.end() :]
            if "var(" not in value:
                filled[name] = value
            elif name in ("display", "visibility", "opacity", "font-size"):
                filled[UNSURE] = "1"
        return filled

    def _fitting(self, element: HtmlElement) -> list[StyleRule]:
        names = [f".{name}" for name in (element.get("class") or "").split()]
        names += [f"#{element.get('id')}", str(element.tag), "*"]
        return [rule for name in names for rule in self._by_name.get(name, ()) if rule.fits(element)]
