"""The text of Word's runs as a person sees it: what is hidden or struck is left out, what is raised is marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from app.imports.raw_document import UNKNOWN
from app.imports.readers.raised_digits import lowered, raised
from app.imports.readers.unknown_signs import is_font_of_signs, unknown
from app.imports.readers.word.docx_backgrounds import Backgrounds

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CONTAINERS = frozenset(
    W + name
    for name in (
        "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo", "rubyBase",
    )
)  # fmt: skip
_WORKED_OUT = frozenset(
    W + name for name in ("pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")
)
"""Numbers of pages, and days, which Word puts in."""
_TEXTS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_KNOWN_CHOICES = frozenset(
    ("wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "w16se", "w16cid", "wp14", "a14", "cx")
)
"""The namespaces of drawings and texts that every Word shows; for others it shows the fallback."""
_SYMBOL_FONTS = ("wingdings", "webdings", "marlett", "symbol")
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_RAISED_BY = 6
"""Half-points from which on a run counts as raised."""
_TINY = 4
"""Half-points up to which nobody reads a letter."""
_CROWDED = -100
"""Twentieths of a point between characters down to which they stand apart."""
_NARROW = 10
"""Per cent of their width up to which nobody reads letters."""
_DRAWN_FROM_CODE = ("SYMBOL", "FORMDROPDOWN", "FORMCHECKBOX", "MACROBUTTON", "GOTOBUTTON", "ADVANCE")
"""Fields that show something of their code where they have no result; a formula (EQ) always does."""
_NOTES = (W + "footnoteReference", W + "endnoteReference")
_TOGGLED = ("vanish", "strike", "dstrike")
_OFF = frozenset(("0", "false", "off", "none"))


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
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_WHITE = "FFFFFF"
_PAPER_COLORS = ("background1", "light1", "bg1", "lt1")
"""How the colour of the paper is called in a theme."""


def _properties(element: etree._Element | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for child in () if element is None else element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if child.tag == _W14 + "textFill":
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
    if element.find(_W14 + "noFill") is not None:
        return {"unfilled": "1"}
    color = element.find(f"{_W14}solidFill/*")
    if color is None:
        return {}
    alpha = color.find(_W14 + "alpha")
    if alpha is not None and alpha.get(_W14 + "val") == "100000":
        return {"unfilled": "1"}
    value = color.get(_W14 + "val", "")
    is_scheme = color.tag == _W14 + "schemeClr"
    if is_scheme:
        return {"color": _WHITE} if value in _PAPER_COLORS and len(color) == 0 else {}
    return {"color": value}


def _on(declared: Mapping[str, str], name: str) -> bool:
    return name in declared and declared[name] not in _OFF


def _number(declared: Mapping[str, str], name: str, default: int) -> int:
    text = declared.get(name, "")
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 6 else default


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """Return the alternative that Word shows: the first of a kind it knows, else the fallback."""
    for child in alternatives:
        if child.tag == MC + "Choice" and set(child.get("Requires", "").split()) <= _KNOWN_CHOICES:
            return child
    return alternatives.find(MC + "Fallback")


@dataclass
class WordField:
    """A field that is open at a place of a paragraph: its code, and whether its result has begun."""

    code: str = ""
    has_result: bool = False


class Texts:
    """Collects the text of one paragraph; *struck* tells whether something in it was struck."""

    def __init__(self, styles: WordStyles, paragraph: etree._Element) -> None:
        self._styles = styles
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        table = next(paragraph.iterancestors(W + "tbl"), None)
        around = None if table is None else table.find(f"{W}tblPr/{W}tblStyle")
        names = ["" if item is None else item.get(W + "val", "") for item in (around, style)]
        # What the style of the table says of texts holds where the paragraph's own says nothing.
        self._paragraph = styles.together(names[0], names[1])
        self.struck = False
        self._last = ""
        self._fields: list[WordField] = []
        self.text = "".join(self._walk(paragraph))

    def _walk(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                yield from self._run(child)
            elif tag == MC + "AlternateContent":
                if (shown := chosen(child)) is not None:
                    yield from self._walk(shown)
            elif tag == W + "bdo" and child.get(W + "val") == "rtl":
                yield unknown("".join(self._walk(child)))
            elif tag == W + "ruby" or tag in CONTAINERS:
                yield from self._walk(child)
            elif tag in (_M + "oMath", _M + "oMathPara"):
                yield _formula(child)

    def _run(self, run: etree._Element) -> Iterator[str]:
        look = self._styles.look(run, self._paragraph)
        text = "".join(self._content(run))
        if look.hidden:
            return
        if look.struck:
            self.struck = self.struck or bool(text.strip())
        else:
            text = unknown(text) if look.signs else text
            text = raised(text) if look.raised else lowered(text, self._last) if look.lowered else text
            self._last = text or self._last
            yield text

    def _field(self, kind: str) -> Iterator[str]:
        """Follow the beginning, the result and the end of a field."""
        if kind == "begin":
            self._fields.append(WordField())
        elif kind == "separate" and self._fields:
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            name = "".join(ended.code.split()[:1]).upper()
            drawn = name == "EQ" or (name in _DRAWN_FROM_CODE and not ended.has_result)
            if drawn and all(field.has_result for field in self._fields):
                yield UNKNOWN

    def _content(self, run: etree._Element) -> Iterator[str]:
        own_mark = False
        for child in run:
            tag = child.tag
            if tag in _NOTES:
                own_mark = child.get(W + "customMarkFollows", "0") not in _OFF
            elif tag == W + "fldChar":
                yield from self._field(child.get(W + "fldCharType", ""))
            elif tag == W + "instrText" and self._fields:
                self._fields[-1].code += child.text or ""
            elif any(not field.has_result for field in self._fields):
                continue  # Within the code of a field nothing is shown, not even what another field gives there.
            elif tag == W + "t":
                yield raised(child.text or "") if own_mark else child.text or ""
            elif tag in _TEXTS:
                yield _TEXTS[str(tag)]
            elif tag in _WORKED_OUT or _is_word_art(child):
                yield UNKNOWN
            elif tag == W + "sym":
                yield _symbol(child)
            elif tag == W + "ruby":
                base = child.find(W + "rubyBase")
                if base is not None:
                    yield from self._walk(base)
            elif tag == MC + "AlternateContent" and (shown := chosen(child)) is not None:
                yield from self._content(shown)


def _is_word_art(element: etree._Element) -> bool:
    return element.tag == W + "pict" and any(
        text.get("string", "").strip() for text in element.iter(_WORD_ART)
    )


def _is_crowded(declared: Mapping[str, str]) -> bool:
    """Whether characters stand one over the other."""
    return _number(declared, "spacing", 0) <= _CROWDED


def _symbol(element: etree._Element) -> str:
    """Return the character of a symbol; of a font of signs nobody knows what its places show."""
    code = element.get(W + "char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return UNKNOWN
    if element.get(W + "font", "").lower().startswith(_SYMBOL_FONTS):
        return UNKNOWN
    number -= 0xF000 if 0xF020 <= number <= 0xF0FF else 0
    return chr(number) if 0x20 <= number < 0xD800 else UNKNOWN


def _formula(element: etree._Element) -> str:
    """Return a formula that is only a row of characters; of another one can't tell what it says."""
    simple = all(
        child.tag in (_M + "r", _M + "t", _M + "rPr", _M + "oMath", _M + "oMathParaPr", W + "rPr")
        or any(parent.tag in (_M + "rPr", W + "rPr", _M + "oMathParaPr") for parent in child.iterancestors())
        for child in element.iterdescendants()
        if isinstance(child.tag, str)
    )
    return "".join(text.text or "" for text in element.iter(_M + "t")) if simple else UNKNOWN
