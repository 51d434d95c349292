"""Reads the text of a style sheet: selectors with their declarations, as far as they say how text is seen."""

import re
from collections.abc import Iterator, Mapping

_BLANKS = re.compile(r"\s*")
_AT_BLOCK = re.compile(r"@(?P<name>[\w-]+)(?P<prelude>[^{};]*)(?P<end>[{;])")
_NESTED = re.compile(r"[^{};]+\{(?:[^{}]|\{[^{}]*\})*\}")
"""A rule inside another's declarations."""

IMPORTANT = "!"
"""Begins the names of declarations that later ones do not undo."""
Declarations = Mapping[str, str]


def rules(sheet: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield selector and declarations of each rule for the screen."""
    at = 0
    while at < len(sheet):
        at = _BLANKS.match(sheet, at).end()  # type: ignore[union-attr]
        special = _AT_BLOCK.match(sheet, at)
        if special and special["end"] == ";":
            at = special.end()
            continue
        opening = sheet.find("{", at)
        if opening < 0:
            return
        closing = _closing(sheet, opening)
        if special:
            media = special["prelude"].lower()
            negated = special["name"] == "supports" and media.strip().startswith("not")
            if (
                not negated
                and special["name"] in ("media", "supports", "layer")
                and depth < 3
                and _for_screen(media)
            ):
                yield from rules(sheet[opening + 1 : closing], depth + 1)
            elif (negated or special["name"] in ("container", "scope")) and depth < 3:
                # Which elements these are for is not worked out: a place that nobody knows stands for it.
                for selector, body in rules(sheet[opening + 1 : closing], depth + 1):
                    yield ",".join(f"{part.strip()}:somewhere" for part in selector.split(",")), body
        else:
            selector, body = sheet[at:opening], sheet[opening + 1 : closing]
            own = _NESTED.sub("", body) if "{" in body else body
            yield selector, own
            if own != body and depth < 3:
                yield from _nested(selector, body, depth)
        at = closing + 1


def _nested(outer: str, body: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the rules that stand inside another, with selectors that stand for themselves."""
    for inner, declared in rules("".join(_NESTED.findall(body)), depth + 1):
        for part in inner.split(","):
            for above in outer.split(","):
                whole = part.replace("&", above.strip()) if "&" in part else f"{above.strip()} {part.strip()}"
                yield whole.strip(), declared


def _for_screen(media: str) -> bool:
    """Whether a media query holds for a usual screen; one on sizes or colours is not decided and doesn't count."""
    return any(
        ("print" not in query or query.startswith("not print"))
        and not query.startswith(("not screen", "not all"))
        and ("(" not in query or "max-width" not in query)
        for query in map(str.strip, media.split(","))
    )


def _closing(sheet: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(sheet)):
        if sheet[at] == "{":
            depth += 1
        elif sheet[at] == "}":
            depth -= 1
            if not depth:
                return at
    return len(sheet)


_WANTED = frozenset(
    ("display", "visibility", "font-size", "opacity", "color", "background", "background-color", "background-image", "text-decoration", "text-decoration-line", "vertical-align", "position", "left", "top", "text-indent", "overflow", "width", "height", "max-height", "max-width", "bottom", "clip", "clip-path", "transform", "content-visibility", "direction", "unicode-bidi", "font", "font-family", "filter", "zoom", "right", "margin-left", "margin-top", "-webkit-text-fill-color", "float", "order", "flex-direction", "content", "scale", "translate", "rotate", "mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "font-feature-settings", "font-variant-position", "-webkit-text-security", "quotes", "animation", "animation-name", "text-shadow", "text-decoration-color", "letter-spacing")
)  # fmt: skip
_VALUES = {
    "display": frozenset(["none", "inline", "block", "inline-block", "flex", "inline-flex", "grid", "inline-grid", "table", "inline-table", "table-row", "table-cell", "table-row-group", "table-header-group", "table-footer-group", "table-column", "table-column-group", "table-caption", "list-item", "contents", "flow-root", "flow", "run-in", "ruby", "ruby-base", "ruby-text", "math", "inherit", "initial", "unset", "revert", "revert-layer", "-webkit-box", "-webkit-inline-box", "-webkit-flex", "-ms-flexbox", "-moz-box"]),
    "visibility": frozenset(["visible", "hidden", "collapse", "inherit", "initial", "unset", "revert", "revert-layer"]),
}  # fmt: skip
"""Properties of which all values are known: a browser passes over any other."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FRAMES = re.compile(r"@(?:-webkit-)?keyframes\s+(?P<name>[\w-]+)\s*\{", re.IGNORECASE)


def declarations(text: str) -> Declarations:
    """Return the declarations that matter here, values in lower case without blanks around."""
    declared: dict[str, str] = {}
    for part in _without_comments(text).split(";"):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and (name in _WANTED or name.startswith("--")):
            words, weighty, _ = value.strip().lower().partition("!important")
            plain = words.strip()
            name = IMPORTANT + name if weighty else name
            if plain in _VALUES.get(name.lstrip(IMPORTANT), (plain,)) or "var(" in plain:
                declared[name] = re.sub(r"\s*([,()])\s*", r"\1", plain)
    return declared


def last_frames(sheet: str) -> Iterator[tuple[str, Declarations]]:
    """Yield the names of the animations of a sheet, each with how it ends."""
    for match in _FRAMES.finditer(sheet):
        inside = sheet[match.end() : _closing(sheet, match.end() - 1)]
        for selector, body in rules(inside):
            if "100%" in selector or "to" in selector.split():
                yield match["name"].lower(), declarations(body)


def _without_comments(text: str) -> str:
    return _COMMENT.sub("", text) if "/*" in text else text
