"""Cells as strange programs and people leave them, each with what a person sees: one figure, none, or no figure for sure.

``12`` is what must be read; ``told``: nothing is read and the cell is named; ``12 or told``: either will do, since what
matters is that no other figure is read without a word; ``blank``: nothing is seen, and nothing read.
"""

from drawn import FONT, SIZE, Draw, plain
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SAFE = "12 or told"

HTML: dict[str, str] = {
    "12<small><sup>注1</sup></small>": SAFE,
    '12<span style="position:relative;top:-6px;font-size:8px">1</span>': SAFE,
    '<span style="color:#fff">9</span>12': SAFE,
    '<font color="white">9</font>12': SAFE,
    '<span style="clip:rect(0 0 0 0);position:absolute">9</span>12': SAFE,
    '<span style="clip-path:inset(50%);position:absolute">9</span>12': SAFE,
    '<span style="transform:scale(0)">9</span>12': SAFE,
    '<span style="max-height:0;overflow:hidden;display:inline-block">9</span>12': SAFE,
    '<input type="hidden" value="9">12': "12",
    '<input type="text" value="12">': SAFE,
    "<textarea>12</textarea>": SAFE,
    "<select><option>9</option><option selected>12</option></select>": SAFE,
    "<template>9</template>12": "12",
    "<noscript>9</noscript>12": "12",
    "<!-- 9 -->12": "12",
    "12<!--[if mso]>3<![endif]-->": "12",
    "<![CDATA[9]]>12": SAFE,
    "&#49;&#x32;": "12",
    "１<span>２</span>": "12",
    "1<br>2": "told",
    "<p>1</p><p>2</p>": "told",
    "12<br>": "12",
    '<p>12</p><p style="display:none">3</p>': "12",
    '<span style="DISPLAY : NONE">9</span>12': "12",
    '<span style="display:none !important">9</span>12': "12",
    '<span style="display:none;display:inline">12</span>': "12",
    '<span title="9">12</span>': "12",
    '12<a href="#n">[1]</a>': "told",
    '<span aria-hidden="true">12</span>': "12",
    '<span style="font-size:0.1px">9</span>12': SAFE,
    '<span style="content-visibility:hidden">9</span>12': SAFE,
    "<dialog>9</dialog>12": "12",
    '<span style="text-decoration-line:line-through">9</span>12': "12",
    "<iframe>9</iframe>12": SAFE,
    "<canvas>9</canvas>12": SAFE,
    '<datalist id="d"><option>9</option></datalist>12': SAFE,
    "<math><mn>12</mn></math>": SAFE,
    "<svg><text>9</text></svg>12": "told",
    "<bdo dir='rtl'>21</bdo>": SAFE,
    '<span style="direction:rtl;unicode-bidi:bidi-override">21</span>': SAFE,
    '<span style="width:0;display:inline-block;overflow:hidden">9</span>12': SAFE,
    '<img alt="9">12': SAFE,
    "12<q></q>": SAFE,
}


def run(text: str, look: str = "") -> str:
    """Return a run of Word's."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


_NEXT = "</w:p><w:p>"
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_WPS = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
    '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent><w:p>'
    f"{run('3')}</w:p></w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/>"
    "</mc:Fallback></mc:AlternateContent>"
)
DOCX: dict[str, tuple[str, str]] = {
    "comment": ('<w:commentRangeStart w:id="0"/>' + run("12") + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', "12"),
    "endnote": (run("12") + '<w:r><w:endnoteReference w:id="2"/></w:r>', "12"),
    "smart tag": ('<w:smartTag w:element="x">' + run("1") + "</w:smartTag>" + run("2"), "12"),
    "custom xml": ('<w:customXml w:element="x">' + run("12") + "</w:customXml>", "12"),
    "hyperlink": ("<w:hyperlink>" + run("12") + "</w:hyperlink>", "12"),
    "simple field": ('<w:fldSimple w:instr="=SUM(ABOVE)">' + run("12") + "</w:fldSimple>", "12"),
    "tab": (run("1") + "<w:r><w:tab/></w:r>" + run("2"), "told"),
    "line break": (run("1") + "<w:r><w:br/></w:r>" + run("2"), "told"),
    "carriage return": (run("1") + "<w:r><w:cr/></w:r>" + run("2"), "told"),
    "two paragraphs": (run("1") + _NEXT + run("2"), "told"),
    "deleted in inserted": ('<w:ins w:id="1" w:author="a"><w:del w:id="2" w:author="a"><w:r><w:delText>3</w:delText></w:r></w:del></w:ins>' + run("12"), "12"),
    "moved here": ('<w:moveTo w:id="1" w:author="a">' + run("12") + "</w:moveTo>", "12"),
    "hidden paragraph": (run("12") + _NEXT + run("3", "<w:vanish/>"), "12"),
    "struck paragraph": (run("9", "<w:strike/>") + _NEXT + run("12"), "12"),
    "emboss": (run("12", "<w:emboss/>"), "12"),
    "white by the theme": (run("12") + run("3", '<w:color w:val="auto" w:themeColor="background1"/>'), SAFE),
    "white fill of text": (run("12") + run("3", f'<w14:textFill {_W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>'), SAFE),
    "text without fill": (run("12") + run("3", f"<w14:textFill {_W14}><w14:noFill/></w14:textFill>"), SAFE),
    "narrow as nothing": (run("12") + run("3", '<w:w w:val="1"/>'), SAFE),
    "text box of today": (run("12") + f"<w:r>{_WPS}</w:r>", "told"),
    "soft hyphen": (run("1") + "<w:r><w:softHyphen/></w:r>" + run("2"), "12"),
    "hyphen": (run("1") + "<w:r><w:noBreakHyphen/></w:r>" + run("2"), "told"),
    "page number": (run("12") + "<w:r><w:pgNum/></w:r>", SAFE),
    "placeholder": ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处输入") + "</w:sdtContent></w:sdt>", "told"),
    "chosen from a list": ("<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>" + run("12") + "</w:sdtContent></w:sdt>", "12"),
    "blanks around": (run(" 12 "), "12"),
    "full width": (run("１２"), "12"),
    "right to left": (run("12", "<w:rtl/>"), SAFE),
    "fitted": (run("12", '<w:fitText w:val="200"/>'), "12"),
    "field code shown": ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>12</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "blank or told"),
    "form field": ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput><w:default w:val="9"/></w:textInput></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "12"),
    "old object": (run("12") + '<w:r><w:object><w:p>' + run("3") + "</w:p></w:object></w:r>", SAFE),
    "picture": (run("12") + "<w:r><w:drawing/></w:r>", SAFE),
    "circled": ("<w:r><w:t>⑫</w:t></w:r>", SAFE),
    "lowered": (run("12") + run("3", '<w:vertAlign w:val="subscript"/>'), SAFE),
}  # fmt: skip


def inline(text: str) -> str:
    """Return a cell of a workbook with a text."""
    return f'<c r="PLACE" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def number(value: str, style: int = 0, formula: str = "") -> str:
    """Return a cell of a workbook with a number."""
    return f'<c r="PLACE" s="{style}">{formula}<v>{value}</v></c>'


XLSX_LOOKS = (
    '<xf fontId="0" numFmtId="0" quotePrefix="1"/>',
    '<xf fontId="0" numFmtId="0"><alignment horizontal="fill"/></xf>',
    '<xf fontId="0" numFmtId="0"><alignment textRotation="90" shrinkToFit="1"/></xf>',
    '<xf fontId="FONT0" numFmtId="0"/>',
    '<xf fontId="FONT1" numFmtId="0"/>',
    '<xf fontId="FONT2" numFmtId="0"/>',
    '<xf fontId="FONT2" fillId="FILL0" numFmtId="0"/>',
    '<xf fontId="FONT3" fillId="FILL1" numFmtId="0"/>',
    '<xf fontId="0" numFmtId="990"/>',
    '<xf fontId="0" numFmtId="991"/>',
    '<xf fontId="0" numFmtId="992"/>',
)
(
    QUOTED,
    FILLED,
    UPRIGHT,
    WHITE_BY_THEME,
    ONE_POINT,
    INDEXED_WHITE,
    WHITE_ON_BLUE,
    RED_ON_RED,
    EMPTY,
    DIGIT,
    TEXT,
) = range(len(XLSX_LOOKS))
XLSX_FONTS = (
    '<font><color theme="0"/></font>', '<font><sz val="1"/></font>', '<font><color indexed="9"/></font>',
    '<font><color rgb="FFFF0000"/></font>',
)  # fmt: skip
XLSX_FILLS = (
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F3864"/></patternFill></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill>',
)
XLSX_FORMATS = {990: '"";"";""', 991: '0"1"', 992: "@"}
XLSX: dict[str, tuple[str, str]] = {
    "blanks around": (inline(" 12 "), "12"),
    "line break": (inline("1\n2"), "told"),
    "escaped line break": (inline("1_x000D_2"), "told"),
    "escaped digit": (inline("_x0031_2"), SAFE),
    "joined by a formula": ('<c r="PLACE" t="str"><f>"1"&amp;"2"</f><v>12</v></c>', "12"),
    "exponent": (number("1.2E1"), "12"),
    "shared formula": (number("12", formula='<f t="shared" si="0"/>'), "12"),
    "array formula": (number("12", formula='<f t="array" ref="PLACE">SUM(1,11)</f>'), "12"),
    "two values": ('<c r="PLACE"><v>12</v><v>13</v></c>', "12 or told or wrong file"),
    "shown as nothing": ("EMPTY", "blank or told"),
    "digit of the format": ("DIGIT", "told"),
    "quoted": ("QUOTED", "12"),
    "repeated over the cell": ("FILLED", "told"),
    "upright": ("UPRIGHT", "12"),
    "white by the theme": ("WHITE_BY_THEME", "told"),
    "one point": ("ONE_POINT", "blank or told"),
    "white by its number": ("INDEXED_WHITE", "told"),
    "white on blue": ("WHITE_ON_BLUE", "12"),
    "red on red": ("RED_ON_RED", "told"),
    "number as text": ("TEXT", "12"),
    "just over": (number("12.0000001"), "told"),
    "full width": (inline("１２"), "12"),
    "zero width": (inline("1\u200b2"), "12"),
    "thousands in a text": (inline("1,200"), "1200"),
    "with a remark": (inline("12（含上年3）"), "12"),
    "two figures": (inline("12/3"), "told"),
    "stroke": (inline("—"), "told"),
    "negative": (number("-12"), "told"),
    "circled": (inline("⑫"), SAFE),
}


def _twice(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.drawString(x + 0.3, y, "12")


def _shadow(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillGray(0.7)
    canvas.drawString(x + 0.7, y - 0.7, "12")
    canvas.setFillGray(0)
    canvas.drawString(x, y, "12")


def _mode(mode: int) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        text = canvas.beginText(x, y)
        text.setTextRenderMode(mode)
        text.textOut("12")
        text.setTextRenderMode(0)
        canvas.drawText(text)

    return draw


def _apart(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x + canvas.stringWidth("1", FONT, SIZE), y, "2")
    canvas.drawString(x, y, "1")


def _scaled(canvas: Canvas, x: float, y: float) -> None:
    canvas.translate(x, y)
    canvas.scale(10, 10)
    canvas.setFont(FONT, 1)
    canvas.drawString(0, 0, "12")


def _line_first(canvas: Canvas, x: float, y: float) -> None:
    width = canvas.stringWidth("9", FONT, SIZE)
    canvas.line(x, y + 3, x + width, y + 3)
    canvas.drawString(x, y, "912")


def _crossed(canvas: Canvas, x: float, y: float) -> None:
    width = canvas.stringWidth("9", FONT, SIZE)
    canvas.drawString(x, y, "9")
    canvas.line(x, y, x + width, y + 7)
    canvas.line(x, y + 7, x + width, y)
    canvas.drawString(x + width, y, "12")


def _under_an_image(canvas: Canvas, x: float, y: float) -> None:
    from PIL import Image

    canvas.drawString(x, y, "4321")
    canvas.drawImage(ImageReader(Image.new("RGB", (4, 4), "white")), x - 1, y - 3, 40, 13)
    canvas.drawString(x, y, "12")


def _black_on_black(canvas: Canvas, x: float, y: float) -> None:
    width = canvas.stringWidth("9", FONT, SIZE)
    canvas.rect(x, y - 1, width, 9, stroke=0, fill=1)
    canvas.drawString(x, y, "9")
    canvas.drawString(x + width + 1, y, "12")


def _upright(canvas: Canvas, x: float, y: float) -> None:
    canvas.translate(x + 8, y - 2)
    canvas.rotate(90)
    canvas.drawString(0, 0, "12")


def _field(canvas: Canvas, x: float, y: float) -> None:
    canvas.acroForm.textfield(value="12", x=x, y=y - 3, width=30, height=13, fontSize=9, borderWidth=0)


def _wide_apart(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "1")
    canvas.drawString(x + 16, y, "2")


def _struck_twice(canvas: Canvas, x: float, y: float) -> None:
    width = canvas.stringWidth("9", FONT, SIZE)
    canvas.drawString(x, y, "912")
    canvas.line(x, y + 2.5, x + width, y + 2.5)
    canvas.line(x, y + 4.5, x + width, y + 4.5)


def _over_two_lines(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y + 4, "1")
    canvas.drawString(x, y - 5, "2")


def _under_a_stamp(canvas: Canvas, x: float, y: float) -> None:
    from PIL import Image, ImageDraw

    canvas.drawString(x, y, "12")
    stamp = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    ImageDraw.Draw(stamp).ellipse((2, 2, 58, 58), outline=(220, 0, 0, 255), width=4)
    canvas.drawImage(ImageReader(stamp), x - 20, y - 20, 50, 50, mask="auto")


def _faint(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFillAlpha(0.02)
    canvas.drawString(x + 11, y, "3")


def _white_outline(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    text = canvas.beginText(x + 11, y)
    canvas.setStrokeColorRGB(1, 1, 1)
    text.setTextRenderMode(1)
    text.textOut("3")
    canvas.drawText(text)


PDF: dict[str, tuple[Draw, str]] = {
    "drawn twice": (_twice, "12"),
    "shadow": (_shadow, "12"),
    "outlined": (_mode(1), "12"),
    "filled and outlined": (_mode(2), "12"),
    "only clips": (_mode(7), "blank or told"),
    "last digit first": (_apart, "12"),
    "scaled": (_scaled, "12"),
    "line drawn first": (_line_first, "12"),
    "crossed": (_crossed, SAFE),
    "under an image": (_under_an_image, "12"),
    "black on black": (_black_on_black, SAFE),
    "upright": (_upright, SAFE),
    "field": (_field, SAFE),
    "wide apart": (_wide_apart, SAFE),
    "struck by two lines": (_struck_twice, "12"),
    "over two lines": (_over_two_lines, "told"),
    "under a stamp": (_under_a_stamp, "12"),
    "faint": (_faint, SAFE),
    "outlined in white": (_white_outline, SAFE),
    "full width": (plain("１２"), "12"),
    "full stop": (plain("12."), SAFE),
    "blanks between": (plain("1  2"), "told"),
    "unit": (plain("12件"), "12"),
    "circled": (plain("12①"), SAFE),
}


def _strip(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.saveState()
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(x + 12, y - 2, 20, 12, stroke=0, fill=1)
    canvas.restoreState()


def _behind(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColorRGB(0.9, 0.9, 0.6)
    canvas.rect(x - 2, y - 3, 40, 13, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(x, y, "12")


def _kern(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "1")
    canvas.drawString(x + 5.2, y, "2")


def _spaced(canvas: Canvas, x: float, y: float) -> None:
    t = canvas.beginText(x, y)
    t.setCharSpace(3)
    t.textOut("12")
    t.setCharSpace(0)
    canvas.drawText(t)


def _hscale(canvas: Canvas, x: float, y: float) -> None:
    t = canvas.beginText(x, y)
    t.setHorizScale(50)
    t.textOut("12")
    canvas.drawText(t)


def _hzero(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    t = canvas.beginText(x + 12, y)
    t.setHorizScale(1)
    t.textOut("3")
    canvas.drawText(t)


def _partial(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "123")
    canvas.setFillColorRGB(1, 1, 1)
    w = canvas.stringWidth("12", FONT, SIZE)
    canvas.rect(x + w, y - 3, 8, 13, stroke=0, fill=1)


def _lightgrey(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillGray(0.6)
    canvas.drawString(x, y, "12")


def _underrule(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.line(x - 2, y - 2, x + 30, y - 2)
    canvas.line(x - 2, y + 9, x + 30, y + 9)


def _diag(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "912")
    w = canvas.stringWidth("9", FONT, SIZE)
    canvas.line(x - 1, y - 1, x + w + 1, y + 8)


HTML |= {
    '<span style="visibility:hidden;position:absolute">9</span>12': "12",
    '<span style="text-decoration:overline line-through">9</span>12': "12",
    '<span style="font:0/0 a">9</span>12': SAFE,
    '<span style="font:bold 1px 宋体">9</span>12': SAFE,
    '<span style="background:#000;color:#000">9</span>12': SAFE,
    '<span style="color:rgb(255 255 255)">9</span>12': SAFE,
    '<span style="color:hsl(0,0%,100%)">9</span>12': SAFE,
    '<span style="color:#fefefe">9</span>12': SAFE,
    '<span style="margin-left:-9999px">9</span>12': SAFE,
    '<span style="position:absolute;right:9999px">9</span>12': SAFE,
    '<span style="position:absolute;left:-99em">9</span>12': "12",
    '<span style="filter:opacity(0)">9</span>12': SAFE,
    '<span style="-webkit-text-fill-color:transparent">9</span>12': SAFE,
    '<span style="zoom:0">9</span>12': SAFE,
    '<span style="line-height:0;height:0;overflow:hidden;display:block">9</span>12': "12",
    '<style>.q::before{content:"9"}</style><span class="q">12</span>': "told or 12",
    '<style>td > span.z{display:none}</style><span class="z">9</span>12': "12",
    '<style>@media (min-width:1px){.w{display:none}}</style><span class="w">9</span>12': SAFE,
    "<style>span:nth-child(1){display:none}</style><span>9</span><span>12</span>": SAFE,
    '<style>span[data-h]{display:none}</style><span data-h="1">9</span>12': SAFE,
    '<style>.a .b:not(.c){display:none}</style><span class="a"><span class="b">9</span></span>12': SAFE,
    '<style>#k{display:none}#k{display:inline}</style><span id="k">12</span>': "12",
    '<input type="number" value="9" style="display:none">12': "12",
    "<label>12</label>": "12",
    "<mark>12</mark>": "12",
    "<tt>1</tt><var>2</var>": "12",
    "<ins>12</ins>": "12",
    "12<sup>*</sup>": "12",
    "<div>1</div><div>2</div>": "told",
    "1&nbsp;2": "told",
    "1&shy;2": "12",
    "&#x200e;12": "12",
    "12&zwj;": "12",
    "<b>１</b>2件": "12",
    "<ol><li>12</li></ol>": SAFE,
    "<ul><li>12</li></ul>": SAFE,
}

DOCX |= {
    "caps": (run("12", "<w:caps/>"), "12"),
    "char style subscript": (run("12") + run("3", '<w:position w:val="-8"/><w:sz w:val="12"/>'), SAFE),
    "nested ins/del": (
        '<w:ins w:id="1" w:author="a">'
        + run("1")
        + '</w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
        + run("2"),
        "12",
    ),
    "del with t": ('<w:del w:id="2" w:author="a">' + run("9") + "</w:del>" + run("12"), "12"),
    "proof": ('<w:proofErr w:type="spellStart"/>' + run("12") + '<w:proofErr w:type="spellEnd"/>', "12"),
    "bookmark": ('<w:bookmarkStart w:id="1" w:name="a"/>' + run("12") + '<w:bookmarkEnd w:id="1"/>', "12"),
    "perm": ('<w:permStart w:id="1" w:edGrp="everyone"/>' + run("12") + '<w:permEnd w:id="1"/>', "12"),
    "subDoc": ("<w:subDoc/>" + run("12"), "12"),
    "white w14 scheme": (
        run("12")
        + run(
            "3",
            '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>',
        ),
        SAFE,
    ),
    "tiny by position": (run("12") + run("3", '<w:sz w:val="3"/>'), "12"),
    "szCs only": (run("12", '<w:szCs w:val="2"/>'), "12"),
    "negative spacing": (run("12") + run("3", '<w:spacing w:val="-400"/>'), SAFE),
    "framed para": (
        '</w:p><w:p><w:pPr><w:framePr w:w="100" w:hAnchor="page" w:x="9999"/></w:pPr>'
        + run("3")
        + "</w:p><w:p>"
        + run("12"),
        SAFE,
    ),
    "moveFrom range": (
        '<w:moveFromRangeStart w:id="1" w:author="a" w:name="m"/><w:moveFrom w:id="2" w:author="a">'
        + run("9")
        + '</w:moveFrom><w:moveFromRangeEnd w:id="1"/>'
        + run("12"),
        "12",
    ),
    "form checkbox": (
        run("12")
        + '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "told",
    ),
    "nested field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("9")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText> = 9</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("12")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "12",
    ),
    "eq field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o(1,2)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "told",
    ),
}

XLSX |= {
    "date text": (inline("2025-1-2"), "told"),
    "percent": (inline("12%"), "told"),
    "plus": (inline("+12"), SAFE),
    "paren negative": (inline("(12)"), "told"),
    "leading zeros": (inline("0012"), SAFE),
    "roman": (inline("XII"), "told"),
    "chinese": (inline("十二"), SAFE),
    "space thousands": (inline("1 200"), "told or 1200"),
    "dot thousands": (inline("1.200"), "told"),
    "huge": (number("1E+12"), "told"),
    "formula text": ('<c r="PLACE" t="str"><f>TEXT(12,"0")</f><v>12</v></c>', "12"),
    "empty string": ('<c r="PLACE" t="str"><f>""</f><v></v></c>', "blank or told"),
    "n/a": ('<c r="PLACE" t="e"><v>#N/A</v></c>', "told"),
    "unit wan": (inline("12万"), "told or 120000"),
    "approx": (inline("约12"), "told"),
}

PDF |= {
    "white beside": (_strip, "12"),
    "on a ground": (_behind, "12"),
    "kerned": (_kern, "12"),
    "spaced": (_spaced, SAFE),
    "narrow": (_hscale, "12"),
    "as nothing": (_hzero, SAFE),
    "partly covered": (_partial, "12"),
    "grey": (_lightgrey, "12"),
    "between rules": (_underrule, "12"),
    "one stroke": (_diag, SAFE),
}
