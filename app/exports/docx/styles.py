"""The styles of the Word document, after GB/T 9704-2012, and the fonts they name.

Lengths are in twips (1/20 pt), type sizes in half points, indents in hundredths of a character.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from app import own_formats
from app.exports.docx.elements import TWIPS, Element, element
from app.exports.pages.metrics import LEADING
from app.exports.pages.pagination import TITLE_LEADING
from app.exports.pages.table_layout import LEADING_OF_TABLE, LEADING_UPRIGHT

TITLE, BODY = own_formats.WORD_TITLE, own_formats.WORD_BODY
HEADING_1, HEADING_2, HEADING_3, HEADING_4 = own_formats.WORD_HEADINGS
SIGNED_BY, SIGNED_ON = own_formats.WORD_SIGNED_BY, own_formats.WORD_SIGNED_ON
TABLE = "年报表格"
HEAD, LABEL, FIGURE, UPRIGHT = "年报表头", "年报表格项目", "年报表格数据", "年报竖排项目"
PAGE_ODD, PAGE_EVEN, DRAFT = "年报单页页码", "年报双页页码", "年报草稿"
LEAD_2, LEAD_3, LEAD_1 = "年报二级标题字符", "年报三级标题字符", "年报一级标题字符"

HEADINGS = {1: HEADING_1, 2: HEADING_2, 3: HEADING_3, 4: HEADING_4}

ID = {
    TITLE: "NianbaoTitle", HEADING_1: "NianbaoHeading1", HEADING_2: "NianbaoHeading2", HEADING_3: "NianbaoHeading3",
    HEADING_4: "NianbaoHeading4", BODY: "NianbaoBody", SIGNED_BY: "NianbaoSignedBy", SIGNED_ON: "NianbaoSignedOn",
    TABLE: "NianbaoTable", HEAD: "NianbaoTableHead", LABEL: "NianbaoTableLabel", UPRIGHT: "NianbaoTableUpright", FIGURE: "NianbaoTableFigure",
    PAGE_ODD: "NianbaoPageOdd",
    PAGE_EVEN: "NianbaoPageEven", DRAFT: "NianbaoDraft", LEAD_1: "NianbaoLead1", LEAD_2: "NianbaoLead2",
    LEAD_3: "NianbaoLead3",
}  # fmt: skip

LEADS = {0: ID[LEAD_3], 1: ID[LEAD_1], 2: ID[LEAD_2], 3: ID[LEAD_3], 4: ID[LEAD_3]}

LINE = 579
"""The line pitch: 22 lines in 225 mm; one twip more and the last would not fit."""
CHARACTER = 316
"""The pitch of characters in twips: 28 in 156 mm."""
TIGHTER = -5
"""28 characters of 16 pt in 156 mm need 0.2 pt less from one to the next."""

_SONG, _HEI, _KAI, _FANG, _XBS = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
_LATIN = "Times New Roman"
SUBSTITUTES = {_XBS: "方正小标宋_GBK", _FANG: "仿宋", _KAI: "楷体"}
"""What to use where a font is not installed."""


def in_table(name: str, size: float) -> str:
    """Return the id of the style that paragraphs of this kind have in a table set in *size* points."""
    return f"{ID[name]}{round(2 * size)}"


class Spacing(NamedTuple):
    """By which part of the usual pitch lines of text follow each other, and the points blank above and below a title."""

    closeness: float = 1.0
    above_title: float = LEADING
    below_title: float = LEADING


def define(word: WordDocument, sizes: Iterable[float], spacing: Spacing) -> None:
    """Add the styles to a new document, and make its defaults ours; *sizes* are those of its tables, in points."""
    root = word.styles.element
    for latent in root.findall(qn("w:latentStyles")):
        root.remove(latent)
    for name in ("Normal", "Header", "Footer"):
        _reset(word.styles[name].element)
    above, below = int(TWIPS * spacing.above_title), int(TWIPS * spacing.below_title)
    title = replace(_TITLE.closer(spacing.closeness), before=above, after=below)
    looks = (title, *(look.closer(spacing.closeness) for look in _LOOKS))
    for style in (*map(_paragraph_style, looks), *_character_styles(), _table_style()):
        root.append(style)
    for size in sorted(set(sizes)):
        for look in _table_looks(size):
            root.append(_paragraph_style(look, f"{look.name} {size:g} 磅", in_table(look.name, size)))


def _reset(style: Element) -> None:
    """Give a built-in style the body's font, so that text which people add looks right too."""
    for child in (*style.findall(qn("w:rPr")), *style.findall(qn("w:pPr"))):
        style.remove(child)
    style.append(
        element("w:rPr", _fonts(_FANG), element("w:sz", val=32), element("w:szCs", val=32), _language())
    )


def _language() -> Element:
    return element("w:lang", val="en-US", eastAsia="zh-CN")


def _fonts(east_asia: str, latin: str = _LATIN) -> Element:
    return element("w:rFonts", ascii=latin, hAnsi=latin, eastAsia=east_asia, cs=latin)


@dataclass(frozen=True)
class _Look:
    """A paragraph style. *line* is the exact pitch, 0 for single spacing; *level* an outline level from 0."""

    name: str
    font: str
    size: int
    align: str = "left"
    line: int = LINE
    before: int = 0
    after: int = 0
    first_line: int = 0
    left: int = 0
    right: int = 0
    level: int | None = None
    keep: bool = False
    spacing: int = 0
    latin: str = _LATIN
    following: str = ""

    def closer(self, part: float) -> "_Look":
        """Return the look with its lines closer together."""
        line, before, after = (int(part * length) for length in (self.line, self.before, self.after))
        return replace(self, line=line, before=before, after=after)


def _heading(name: str, font: str, level: int) -> _Look:
    return _Look(name, font, 32, first_line=200, level=level, keep=True, spacing=TIGHTER, following=BODY)


_TITLE = _Look(TITLE, _XBS, 44, "center", line=int(TITLE_LEADING * LINE), following=BODY)
_LOOKS = (
    _heading(HEADING_1, _HEI, 0),
    _heading(HEADING_2, _KAI, 1),
    _heading(HEADING_3, _FANG, 2),
    _heading(HEADING_4, _FANG, 3),
    _Look(BODY, _FANG, 32, "both", first_line=200, spacing=TIGHTER),
    _Look(SIGNED_BY, _FANG, 32, "right", before=LINE, right=200, keep=True, spacing=TIGHTER),
    _Look(SIGNED_ON, _FANG, 32, "right", right=400, spacing=TIGHTER),
    _Look(PAGE_ODD, _SONG, 28, "right", line=0, right=100, latin=_SONG),
    _Look(PAGE_EVEN, _SONG, 28, line=0, left=100, latin=_SONG),
    _Look(DRAFT, _HEI, 32, "center", line=0),
)


def _table_looks(size: float) -> Iterator[_Look]:
    """Yield the looks of a table's paragraphs: lines as far apart as on the pages."""
    for name, align, leading in (
        (HEAD, "center", LEADING_OF_TABLE),
        (LABEL, "left", LEADING_OF_TABLE),
        (FIGURE, "center", LEADING_OF_TABLE),
        (UPRIGHT, "center", LEADING_UPRIGHT),
    ):
        yield _Look(
            name,
            _SONG,
            round(2 * size),
            align,
            line=round(TWIPS * leading * size),
            keep=name == HEAD,
            latin=_SONG,
        )


def _paragraph_style(look: _Look, name: str = "", style_id: str = "") -> Element:
    """Make a style; *name* and *style_id* are another than the look's where it comes in several sizes."""
    paragraph = element("w:pPr")
    if look.keep:
        paragraph.append(element("w:keepNext"))
    paragraph.append(element("w:widowControl", val=int(look.name == BODY)))
    paragraph.append(
        element(
            "w:spacing",
            before=look.before,
            after=look.after,
            line=look.line or 240,
            lineRule="exact" if look.line else "auto",
        )
    )
    if look.first_line or look.left or look.right:
        paragraph.append(_indent(look))
    paragraph.append(element("w:jc", val=look.align))
    if look.level is not None:
        paragraph.append(element("w:outlineLvl", val=look.level))
    text = element("w:rPr", _fonts(look.font, look.latin))
    if look.spacing:
        text.append(element("w:spacing", val=look.spacing))
    text.extend((element("w:kern", val=0), element("w:sz", val=look.size), element("w:szCs", val=look.size)))
    return _style(
        name or look.name,
        "paragraph",
        paragraph,
        text,
        following=look.following,
        style_id=style_id or ID[look.name],
    )


def _indent(look: _Look) -> Element:
    """Indents count in characters; the twips beside them serve programs that can't count so."""
    indents = (("left", look.left), ("right", look.right), ("firstLine", look.first_line))
    attributes: dict[str, str | int] = {}
    for name, count in indents:
        if count:
            attributes |= {f"{name}Chars": count, name: count * look.size // 10}
    return element("w:ind", **attributes)


def _character_styles() -> list[Element]:
    leads = ((LEAD_1, _HEI), (LEAD_2, _KAI), (LEAD_3, _FANG))
    return [_style(name, "character", element("w:rPr", _fonts(font))) for name, font in leads]


def _table_style() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = element(
        "w:tblBorders", *(element(f"w:{side}", val="single", sz=4, space=0, color="auto") for side in sides)
    )
    margins = element("w:tblCellMar", *(element(f"w:{side}", w=40, type="dxa") for side in ("left", "right")))
    return _style(TABLE, "table", element("w:tblPr", borders, margins))


def _style(name: str, kind: str, *properties: Element, following: str = "", style_id: str = "") -> Element:
    style = element("w:style", type=kind, customStyle=1, styleId=style_id or ID[name])
    style.append(element("w:name", val=name))
    if kind == "paragraph":
        style.append(element("w:basedOn", val="Normal"))
    if following:
        style.append(element("w:next", val=ID[following]))
    style.append(element("w:qFormat"))
    style.extend(properties)
    return style
