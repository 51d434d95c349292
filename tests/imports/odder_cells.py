"""A fifth set of cells, in seven kinds of file: what a person sees there, and what stands behind it.

The marks of what must come out are those of `strange_cells`.
"""

from collections.abc import Callable

from drawn import FONT, SIZE, Draw
from reportlab.lib.colors import CMYKColor, CMYKColorSep
from reportlab.pdfgen.canvas import Canvas
from strange_cells import SAFE, run
from stranger_cells import NONE, Book, Word, _column, _end
from test_ofd import box, text
from unseen_cells import Open, _fx, _style, _styled, _valued

HTML: dict[str, str] = {
    '<style>.q1{animation:h 1s forwards}@keyframes h{to{opacity:0}}</style><span class="q1">9</span>12': SAFE,
    '<style>.q2{transition:1s;display:none}</style><span class="q2">9</span>12': SAFE,
    '<span style="quotes:\'9\' \'9\'"><q>12</q></span>': "told",
    '<span style="display:table-column">9</span>12': SAFE,
    '<span style="transform:rotateY(90deg);display:inline-block">9</span>12': SAFE,
    '<span style="transform:matrix(0,0,0,0,0,0);display:inline-block">9</span>12': SAFE,
    '<span style="transform:scaleX(-1);display:inline-block">12</span>': "told or blank",
    '<span style="rotate:180deg;display:inline-block">6</span>': "told or blank",
    '<span style="backface-visibility:hidden;transform:rotateY(180deg);display:inline-block">9</span>12': SAFE,
    '<span style="display:none;display:bogus">9</span>12': SAFE,
    '<span style="display:none;display:inline">12</span>': SAFE,
    '<span style="/* a */display:none">9</span>12': SAFE,
    "<span style=\"text-emphasis:'3'\">12</span>": SAFE,
    "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>": "told or blank",
    "<math><msup><mn>12</mn><mn>3</mn></msup></math>": SAFE,
    "<math><mphantom><mn>9</mn></mphantom><mn>12</mn></math>": SAFE,
    "<noembed>9</noembed>12": SAFE,
    "<datalist><option>9</option></datalist>12": SAFE,
    '<select><option>9</option><option selected>12</option></select>': "12 or told or blank",
    "<svg><text>3</text></svg>12": "told or 312 or 123",
    '<span style="visibility:hidden">9<b style="visibility:visible">12</b></span>': SAFE,
    '12<span style="position:relative;left:-2ch;background:#fff">77</span>': "told or 77",
    "1<br>2": "told",
    '<span style="-webkit-text-security:disc">12</span>': "told or blank",
    '<span style="color:rgb(0 0 0 / 0)">9</span>12': SAFE,
}  # fmt: skip

_ALT = "<w:rPr><w:strike/></w:rPr>"
DOCX: dict[str, Word] = {
    "always hidden": Word(run("9", "<w:specVanish/><w:vanish/>") + run("12"), SAFE),
    "squeezed to nothing": Word(run("9", '<w:w w:val="1"/>') + run("12"), SAFE),
    "white by theme": Word(run("9", '<w:color w:val="auto" w:themeColor="background1"/>') + run("12"), SAFE),
    "black on black": Word(run("9", '<w:color w:val="000000"/><w:highlight w:val="black"/>') + run("12"), SAFE),
    "automatic on black": Word(run("12", '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'), SAFE),
    "struck before a change": Word(run("12", f'<w:rPrChange w:id="3" w:author="a">{_ALT}</w:rPrChange>'), SAFE),
    "not struck after all": Word(run("12", '<w:strike w:val="off"/><w:dstrike w:val="false"/>'), SAFE),
    "aligned tab between": Word('<w:r><w:t>1</w:t><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/><w:t>2</w:t></w:r>', "told"),
    "fixed hyphen between": Word("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", "told"),
    "page break between": Word('<w:r><w:t>1</w:t><w:br w:type="page"/><w:t>2</w:t></w:r>', "told"),
    "number of the page": Word("<w:r><w:t>12</w:t></w:r><w:r><w:pgNum/></w:r>", SAFE),
    "read from the right": Word('<w:bdo w:val="rtl">' + run("21") + "</w:bdo>", SAFE + " or 21"),
    "in a cell deleted under tracking": Word(run("12"), NONE, lambda text, at: text[: text.rindex("</w:tcPr>", 0, at)] + '<w:cellDel w:id="4" w:author="a"/>' + text[text.rindex("</w:tcPr>", 0, at) :] if "</w:tcPr>" in text[text.rindex("<w:tc>", 0, at) : at] else text[: text.rindex("<w:tc>", 0, at) + 6] + '<w:tcPr><w:cellDel w:id="4" w:author="a"/></w:tcPr>' + text[text.rindex("<w:tc>", 0, at) + 6 :]),
    "stale field": Word('<w:fldSimple w:instr=" =5+7 " w:dirty="true">' + run("12") + "</w:fldSimple>", SAFE),
    "in signs": Word(run("12", '<w:rFonts w:ascii="Webdings" w:hAnsi="Webdings"/>'), "told"),
    "glyphs without paint": Word(run("9", '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>') + run("12"), SAFE),
}  # fmt: skip


def _set(value: str) -> str:
    return f'<c r="PLACE" s="STYLE"><v>{value}</v></c>'


_EXPLICIT = '<c r="PLACE" s="STYLE" t="inlineStr"><is><t>{}</t></is></c>'
XLSX: dict[str, Book] = {
    "filled with a digit": Book("told", code="*90"),
    "room of a digit": Book(SAFE, code="0_9"),
    "digit behind a stroke": Book("told", code="0\\3"),
    "other digits for all": Book(SAFE, cell=_set("99"), code='"12"'),
    "other digits for one": Book("told or 9", code='[=12]"9";0'),
    "as a fraction": Book(SAFE, code="# ?/?"),
    "hours": Book("told", code="[h]"),
    "years": Book("told", code="yyyy"),
    "white by its format": Book("told or 12", code="[White]0"),
    "only texts": Book(NONE, code=";;;@"),
    "white window": Book("told or blank", font='<font><color indexed="65"/></font>'),
    "too wide for its column": Book("123456789 or told", cell=_set("123456789"), sheet=_column('width="3" customWidth="1"')),
    "only a bar": Book("told or blank", sheet=_end('<conditionalFormatting sqref="PLACE"><cfRule type="dataBar" priority="1"><dataBar showValue="0"><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule></conditionalFormatting>')),
    "only a sign": Book("told or blank", sheet=_end('<conditionalFormatting sqref="PLACE"><cfRule type="iconSet" priority="1"><iconSet showValue="0"><cfvo type="percent" val="0"/><cfvo type="percent" val="33"/><cfvo type="percent" val="67"/></iconSet></cfRule></conditionalFormatting>')),
    "picture as a value": Book("told or blank", cell='<c r="PLACE" t="e" vm="1"><v>#VALUE!</v></c>'),
    "two lines": Book("told", cell=_EXPLICIT.format("1&#10;2")),
    "narrow blanks": Book(SAFE, cell=_EXPLICIT.format("\u20091\u200b2\u2060")),
    "upside down": Book(SAFE, align='<alignment textRotation="180"/>'),
}  # fmt: skip


def _coloured(colour: object) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.saveState()
        canvas.setFillColor(colour)
        canvas.drawString(x, y, "9")
        canvas.restoreState()
        canvas.drawString(x + SIZE / 2, y, "12")

    return draw


def _ops(before: str, words: str = "12", after: str = "") -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        line = canvas.beginText(x, y)
        line.setFont(FONT, SIZE)
        line._code.append(before)
        line.textOut(words)
        line._code.append(after)
        canvas.drawText(line)

    return draw


def _shadowed(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setFillGray(0.7)
    canvas.drawString(x + 0.5, y - 0.5, "12")
    canvas.restoreState()
    canvas.drawString(x, y, "12")


def _noted(kind: str) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        canvas.drawString(x, y, "12")
        corners = [x - 1, y + 9, x + 14, y + 9, x - 1, y - 2, x + 14, y - 2]
        note = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName(kind),
            "Rect": PDFArray([x - 1, y - 2, x + 14, y + 9]),
            "QuadPoints": PDFArray(corners),
            "C": PDFArray([1, 0, 0]),
            "IC": PDFArray([1, 1, 1]),
            "F": 4,
        }
        canvas._addAnnotation(PDFDictionary(note))

    return draw


PDF: dict[str, tuple[Draw, str]] = {
    "no ink": (_coloured(CMYKColor(0, 0, 0, 0)), SAFE),
    "no spot ink": (_coloured(CMYKColorSep(0, 0, 0, 1, spotName="Ink", density=0)), SAFE),
    "far apart": (_ops("60 Tc", "12", "0 Tc"), "told or 12"),
    "over each other": (_ops("-5 Tc", "12", "0 Tc"), "told or blank"),
    "mirrored by its width": (_ops("-100 Tz", "12", "100 Tz"), "told or blank"),
    "shadow": (_shadowed, SAFE),
    "struck by a note": (_noted("StrikeOut"), NONE),
    "covered by a note": (_noted("Square"), NONE),
    "to be blacked": (_noted("Redact"), SAFE + " or blank"),
    "underlined by a note": (_noted("Underline"), SAFE),
}  # fmt: skip

ODS: dict[str, Open] = {
    "blanks between": Open('1<text:s text:c="1"/>2', "told", around=_valued('office:value-type="string"')),
    "a tab between": Open("1<text:tab/>2", "told", around=_valued('office:value-type="string"')),
    "page number": Open("12<text:page-number>3</text:page-number>", "told or 123", around=_valued('office:value-type="string"')),
    "upside down": Open("6", "told or 6", '<style:style style:name="Ud" style:family="table-cell"><style:table-cell-properties style:rotation-angle="180"/></style:style>', _styled("Ud")),
    "white on its own ground": Open("12", "told or blank", '<style:style style:name="Wg" style:family="table-cell"><style:table-cell-properties fo:background-color="#336699"/><style:text-properties fo:color="#336699"/></style:style>', _styled("Wg")),
    "one point": Open("12", "told or blank", '<style:style style:name="Pt" style:family="table-cell"><style:text-properties fo:font-size="1pt"/></style:style>', _styled("Pt")),
    "hidden piece": Open(_fx("9") + "12", SAFE, _style('text:display="none"'), _valued('office:value-type="string"')),
    "bookmark between": Open('1<text:bookmark text:name="a"/>2', SAFE, around=_valued('office:value-type="string"')),
}  # fmt: skip

RTF: dict[str, tuple[str, str]] = {
    "entry of an index": ("{\\xe 9}12", SAFE),
    "entry of contents": ("{\\tc 9}12", SAFE),
    "entry of an index, hidden": ("{\\v{\\xe 9}}12", SAFE),
    "number of the page": ("12\\chpgn", "told"),
    "date of today": ("12\\chdate", "told"),
    "head": ("{\\header 9}12", SAFE),
    "title of the file": ("{\\info{\\title 9}}12", SAFE),
    "blocks of the old numbering": ("{\\*\\pnseclvl1{\\pntxta 9}}12", SAFE),
    "bytes": ("{\\pict\\bin3 999}12", SAFE),
    "no-width signs": ("1\\zwj 2\\zwnj ", SAFE),
    "wide blank": ("1\\emspace 2", "told"),
    "shadowed": ("{\\shad 12}", SAFE),
    "two ways": ("{\\rtlch\\af0 \\ltrch 12}", SAFE),
}  # fmt: skip


def _line(points: str, more: str = "") -> Callable[[float, float], str]:
    return lambda x, y: (
        text(x, y, "12")
        + f'<ofd:PathObject ID="2" Boundary="{x - 1:.3f} {y - 4:.3f} 12 6" {more}>'
        + f"<ofd:AbbreviatedData>{points}</ofd:AbbreviatedData></ofd:PathObject>"
    )


OFD: dict[str, tuple[Callable[[float, float], str], str]] = {
    "crossed out": (_line("M 0.5 5 L 5 0.5", 'LineWidth="0.3"'), NONE),
    "crossed out twice": (_line("M 0.5 5 L 5 0.5 M 0.5 0.5 L 5 5", 'LineWidth="0.3"'), NONE),
    "struck by a line": (_line("M 0.5 2.7 L 6 2.7", 'LineWidth="0.3"'), NONE),
    "struck by a thick line": (_line("M 0.5 2.7 L 6 2.7", 'LineWidth="4"'), NONE),
    "an unseen line": (_line("M 0.5 2.7 L 6 2.7", 'Stroke="false"'), SAFE),
    "a clear line": (_line("M 0.5 2.7 L 6 2.7", 'Alpha="0"'), SAFE),
    "squeezed to nothing": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", more='HScale="0.01"'), SAFE),
    "from the right by its steps": (lambda x, y: text(x + 1.75, y, "12").replace('DeltaX="1.750"', 'DeltaX="-1.75"'), "21 or told"),
    "two codes in another order": (lambda x, y: text(x, y, "2").replace("</ofd:TextObject>", '<ofd:TextCode X="-1.75" Y="3.5">1</ofd:TextCode></ofd:TextObject>'), SAFE),
    "small by its matrix": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", more='CTM="0.05 0 0 0.05 0 0"'), SAFE),
    "only a white outline": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", more='Fill="false" Stroke="true"', inside='<ofd:StrokeColor Value="255 255 255"/>'), SAFE),
    "clear paint": (lambda x, y: text(x, y, "12") + text(x + 3.6, y, "3", inside='<ofd:FillColor Value="0 0 0" Alpha="0"/>'), SAFE),
    "under a dark box": (lambda x, y: text(x, y, "12") + box(x - 0.5, y - 4, 12, 5, 'Fill="true"', '<ofd:FillColor Value="20 20 20"/>'), NONE),
    "other glyphs than told": (lambda x, y: text(x, y, "12").replace("<ofd:TextCode", '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>28 28</ofd:Glyphs></ofd:CGTransform><ofd:TextCode'), "told"),
}  # fmt: skip
