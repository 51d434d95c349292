"""The text of Word's runs as a person sees it: what is hidden or struck is left out, what is raised is marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.imports.raw_document import UNKNOWN
from app.imports.readers.raised_digits import lowered, raised
from app.imports.readers.unknown_signs import unknown
from app.imports.readers.word.docx_looks import OFF, WordStyles
from app.imports.readers.word.docx_names import COMPATIBILITY, MATH, W

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
_DRAWN_FROM_CODE = ("SYMBOL", "FORMDROPDOWN", "FORMCHECKBOX", "MACROBUTTON", "GOTOBUTTON", "ADVANCE")
"""Fields that show something of their code where they have no result; a formula (EQ) always does."""
_NOTES = (W + "footnoteReference", W + "endnoteReference")


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """Return the alternative that Word shows: the first of a kind it knows, else the fallback."""
    for child in alternatives:
        if child.tag == COMPATIBILITY + "Choice" and set(child.get("Requires", "").split()) <= _KNOWN_CHOICES:
            return child
    return alternatives.find(COMPATIBILITY + "Fallback")


@dataclass
class WordField:
    """A field that is open at a place of a paragraph: its code, and whether its result has begun."""

    code: str = ""
    has_result: bool = False


class ParagraphText:
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
            elif tag == COMPATIBILITY + "AlternateContent":
                if (shown := chosen(child)) is not None:
                    yield from self._walk(shown)
            elif tag == W + "bdo" and child.get(W + "val") == "rtl":
                yield unknown("".join(self._walk(child)))
            elif tag == W + "ruby" or tag in CONTAINERS:
                yield from self._walk(child)
            elif tag in (MATH + "oMath", MATH + "oMathPara"):
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
                own_mark = child.get(W + "customMarkFollows", "0") not in OFF
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
            elif tag == COMPATIBILITY + "AlternateContent" and (shown := chosen(child)) is not None:
                yield from self._content(shown)


def _is_word_art(element: etree._Element) -> bool:
    return element.tag == W + "pict" and any(
        text.get("string", "").strip() for text in element.iter(_WORD_ART)
    )


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
        child.tag in (MATH + "r", MATH + "t", MATH + "rPr", MATH + "oMath", MATH + "oMathParaPr", W + "rPr")
        or any(
            parent.tag in (MATH + "rPr", W + "rPr", MATH + "oMathParaPr") for parent in child.iterancestors()
        )
        for child in element.iterdescendants()
        if isinstance(child.tag, str)
    )
    return "".join(text.text or "" for text in element.iter(MATH + "t")) if simple else UNKNOWN
