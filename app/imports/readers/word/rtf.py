"""Rich Text Format: handed to the reader of docx. Bytes beyond ASCII are in the code page of their font."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from app.imports.bounded_files import too_large
from app.imports.raw_document import UNKNOWN, RawDocument
from app.imports.readers.unknown_signs import unknown
from app.imports.readers.word import docx
from app.imports.readers.word.rtf_header import header_of
from app.imports.readers.word.rtf_rows import CELL_WORDS, RtfRow, laid_out
from app.imports.readers.word.word_xml import WordTextLook, paragraph, parts_of, table

_CROWDED = -100
"""Twentieths of a point between characters down to which they stand apart."""
_NARROW = 10
"""Per cent of their width up to which nobody reads letters."""
_DRAWN_FROM_CODE = (
    ["EQ"], ["MACROBUTTON"], ["GOTOBUTTON"], ["FORMCHECKBOX"], ["FORMDROPDOWN"], ["SYMBOL"], ["ADVANCE"],
)  # fmt: skip
"""Fields that show something of their code."""
_MOST_TOKENS = 3_000_000
_DEEPEST = 200
_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?[0-9]{1,18})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.IGNORECASE,
)
_SKIPPED = frozenset(
    ("fonttbl", "colortbl", "stylesheet", "info", "pict", "annotation", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "datafield", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "mmathpr", "nonesttables", "bkmkstart", "bkmkend", "objdata", "sp", "shpinst_", "filetbl", "private", "xe", "tc")
)  # fmt: skip
_PICTURES = ("pict", "shppict")
_PAPER = "FFFFFF"
_BINARY = re.compile(r"\\bin(\d{1,8}) ?")
_BESIDE = {
    "footnote": "footnotes",
    **{f"{kind}{pages}": kind for kind in ("header", "footer") for pages in ("", "l", "r", "f")},
}
"""Groups that stand beside the text, and what they are called in a docx file."""
_SHOWN = frozenset(
    ("listtext", "pntext", "shptxt", "result", "fldinst", "fldrslt", "shpinst", "nesttableprops", "ud")
)
_STRUCTURE = frozenset(
    ("trowd", "intbl", "pard", "cell", "row", "par", "sect", "page", "nestcell", "nestrow")
)
_WORKED_OUT = frozenset(("chpgn", "sectnum", "chdate", "chdpl", "chdpa", "chtime"))
"""Numbers of pages, and days, which a program that shows the text puts in."""
_TEXTS = {"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " "}  # fmt: skip


@dataclass(frozen=True)
class _RtfState:
    """The state within a group: the look of text, its font, and whether it is left out."""

    look: WordTextLook = field(default_factory=WordTextLook)
    font: int = -1
    skipped: bool = False
    fallback: int = 1
    in_table: bool = False
    beside: str = ""
    ground: int = 0
    shade: int = 0
    """The numbers of the colours behind the text and behind the paragraph."""
    crowded: bool = False
    """Whether characters stand one over the other."""
    boxed: bool = False
    """Whether this is the text of a shape that lies on a table: nobody can tell to which figure it belongs."""
    code: bool = False
    """Whether this is the code of a field."""
    instead: bool = False
    """Whether this is left out for the same text in Unicode, which follows."""


def parse(text: str, name: str = "") -> RawDocument:
    """Turn a document into blocks. Raises `Unreadable`."""
    reader = _RtfReader(_without_binary(text), name)
    reader.read()
    return docx.parse(parts_of(reader.body, reader.beside), name)


def _without_binary(text: str) -> str:
    """Leave out binary data that stand in the text: a brace among them does not open or close a group."""
    parts = []
    at = 0
    while match := _BINARY.search(text, at):
        parts.append(text[at : match.start()])
        at = match.end() + int(match[1])
    return "".join((*parts, text[at:])) if parts else text


class _RtfReader:
    """Goes through the tokens of a document."""

    def __init__(self, text: str, name: str) -> None:
        self._text, self._name = text, name
        self._header = header_of(text)
        self.body: list[etree._Element] = []
        self.beside: dict[str, list[etree._Element]] = {}
        self._runs: list[tuple[str, WordTextLook]] = []
        self._bytes = bytearray()
        self._state = _RtfState()
        self._stack: list[tuple[_RtfState, list[tuple[str, WordTextLook]]]] = []
        self._row = RtfRow()
        self._cell: list[etree._Element] = []
        self._rows: list[RtfRow] = []
        self._left_of_fallback = 0
        self._code = ""
        self._starts_group = False
        self._optional = False

    def read(self) -> None:
        """Read the whole document."""
        for number, token in enumerate(_TOKEN.finditer(self._text)):
            if number > _MOST_TOKENS:
                raise too_large(self._name, "内容过多")
            self._token(token)
        self._end_bytes()
        if self._runs:
            self._paragraph()
        self._end_table()

    def _token(self, token: re.Match[str]) -> None:
        word, number, code, sign, brace, text = token.groups()
        if code:
            self._byte(int(code, 16))
            return
        if brace:
            self._end_bytes()
            self._brace(brace)
            return
        starts, self._starts_group = self._starts_group, False
        if word:
            self._end_bytes()
            self._word(word.lower(), int(number) if number else None, starts)
        elif sign:
            self._sign(sign)
        elif text:
            self._plain(text)

    def _brace(self, brace: str) -> None:
        self._left_of_fallback = 0
        if brace == "{":
            if len(self._stack) >= _DEEPEST:
                raise too_large(self._name, "嵌套过深")
            self._stack.append((self._state, self._runs))
            self._starts_group = True
        elif self._stack:
            inner, (self._state, runs) = self._state, self._stack.pop()
            if inner.code and not self._state.code and self._code.split()[:1] in _DRAWN_FROM_CODE:
                self._add(UNKNOWN)
            if inner.beside and not self._state.beside:
                self.beside.setdefault(inner.beside, []).append(paragraph(self._runs))
                self._runs = runs

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._optional = self._starts_group = True
            return
        self._end_bytes()
        if sign in "\r\n":
            self._structure("par", None)
            return
        self._add({"~": " ", "_": "-", "-": ""}.get(sign, sign if sign in "\\{}" else ""))

    def _byte(self, code: int) -> None:
        self._starts_group = False
        if self._left_of_fallback:
            self._left_of_fallback -= 1
        else:
            self._bytes.append(code)

    def _plain(self, text: str) -> None:
        if self._left_of_fallback:
            gone = min(self._left_of_fallback, len(text))
            self._left_of_fallback -= gone
            text = text[gone:]
        if self._bytes and text and text.isascii():
            # The second byte of a character may be an ASCII one.
            self._bytes += text[:1].encode()
            text = text[1:]
        self._end_bytes()
        self._add(text)

    def _end_bytes(self) -> None:
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._add(data.decode(self._header.encoding(self._state.font), "replace"))

    def _add(self, text: str) -> None:
        if self._state.code:
            self._code += text
        if text and not self._state.skipped:
            look = self._on_its_ground(self._state.look)
            font = self._header.signs.get(self._state.font, "")
            text = unknown(text) if self._state.boxed or self._state.crowded else text
            self._runs.append((text, replace(look, font=font) if font else look))

    def _on_its_ground(self, look: WordTextLook) -> WordTextLook:
        """Hide text in the colour of what is behind it, and let white text be seen on any other ground."""
        if not look.colour:
            return look
        state = self._state
        inner = self._row.behind() if state.in_table else 0
        behind = self._header.colour(state.ground or state.shade or inner) or _PAPER
        if look.colour == behind:
            return replace(look, hidden=True)
        return replace(look, colour="") if behind != _PAPER else look

    def _word(self, word: str, number: int | None, starts: bool) -> None:
        optional, self._optional = self._optional, False
        if starts and word in _PICTURES and self._state.in_table:
            self._add(UNKNOWN)
        if starts and (word in _SKIPPED or (optional and word not in _SHOWN)):
            self._state = replace(self._state, skipped=True)
        elif starts and word == "upr":
            self._state = replace(self._state, skipped=True, instead=not self._state.skipped)
        elif starts and word == "ud":
            self._state = replace(self._state, skipped=self._state.skipped and not self._state.instead)
        elif starts and word == "fldinst":
            self._code = ""
            self._state = replace(self._state, skipped=True, code=not self._state.skipped)
        elif starts and word in ("shptxt", "result"):
            self._state = replace(self._state, boxed=self._state.in_table)
        elif starts and word in _BESIDE and not self._state.beside:
            self._state, self._runs = replace(self._state, beside=_BESIDE[word]), []
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000) if not 0xD800 <= number % 0x10000 < 0xE000 else "\ufffd")
            self._left_of_fallback = self._state.fallback
        elif word == "uc":
            self._state = replace(self._state, fallback=number or 0)
        elif word == "f":
            self._state = replace(self._state, font=-1 if number is None else number)
        elif word in _TEXTS:
            self._add(_TEXTS[word])
        elif word in _WORKED_OUT:
            self._add(UNKNOWN)
        elif word in _STRUCTURE or word in CELL_WORDS:
            self._structure(word, number)
        else:
            self._look(word, number)

    def _look(self, word: str, number: int | None) -> None:
        look, on = self._state.look, number != 0
        if word == "plain":
            look = WordTextLook()
            self._state = replace(self._state, ground=0, crowded=False)
        elif word in ("strike", "striked"):
            look = replace(look, struck=on)
        elif word in ("v", "deleted", "mvf"):
            look = replace(look, hidden=on)
        elif word in ("super", "sub", "nosupersub"):
            raised = {"super": "superscript", "sub": "subscript"}.get(word, "")
            look = replace(look, raised=raised if on else "")
        elif word in ("up", "dn"):
            look = replace(look, raised=("superscript" if word == "up" else "subscript") if number else "")
        elif word == "fs" and number is not None:
            look = replace(look, half_points=max(number, 1))
        elif word == "charscalex":
            look = replace(look, hidden=number is not None and 0 < number <= _NARROW)
        elif word == "cf":
            look = replace(look, colour=self._header.colour(number))
        elif word == "expndtw":
            self._state = replace(self._state, crowded=(number or 0) <= _CROWDED)
            return
        elif word in ("highlight", "chcbpat", "cb", "cbpat"):
            state, colour = self._state, number or 0
            self._state = replace(state, shade=colour) if word == "cbpat" else replace(state, ground=colour)
            return
        else:
            return
        self._state = replace(self._state, look=look)

    def _structure(self, word: str, number: int | None) -> None:
        if self._state.skipped:
            return
        if self._state.beside:
            self._add("\n")
            return
        match word:
            case "trowd":
                self._row = RtfRow(cells=self._row.cells)
            case _ if word in CELL_WORDS:
                self._row.define(word, number)
            case "intbl":
                self._state = replace(self._state, in_table=True)
            case "pard":
                self._state = replace(self._state, in_table=False, shade=0)
            case "cell":
                self._paragraph(in_table=True)
                self._row.cells.append(self._cell)
                self._cell = []
            case "row":
                self._rows.append(self._row)
                self._row = replace(self._row, cells=[])
            case "nestcell" | "nestrow":
                self._add("\n")
            case "par" | "sect" | "page":
                self._paragraph(in_table=self._state.in_table)

    def _paragraph(self, *, in_table: bool = False) -> None:
        element = paragraph(self._runs)
        self._runs = []
        if in_table:
            self._cell.append(element)
        else:
            self._end_table()
            self.body.append(element)

    def _end_table(self) -> None:
        if self._rows:
            self.body.append(table(laid_out(self._rows)))
        self._rows = []
