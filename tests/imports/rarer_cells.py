"""A sixth set of cells: what browsers, Word, Excel and LibreOffice show in them, and what stands behind it.

The marks of what must come out are those of `strange_cells`.
"""

from drawn import FONT, SIZE, Draw
from reportlab.pdfgen.canvas import Canvas
from strange_cells import SAFE, run
from stranger_cells import NONE, Book, Word, _end
from unseen_cells import Open, _style, _styled, _valued

HTML: dict[str, str] = {
    '<table bgcolor="#ffffff"><tr><td><font color="#FFFFFF">9</font>12</td></tr></table>': SAFE,
    '<span><table bgcolor="yellow"><tr><td><font color="yellow">9</font>12</td></tr></table></span>': SAFE,
    '<i style="font-size:1%">9</i>12': SAFE,
    '<i style="font-size:calc(1px - 1px)">9</i>12': SAFE,
    '<style>html{font-size:1px}td{font-size:14px}.r1{font-size:.5rem}</style><i class="r1">9</i>12': SAFE,
    '<span style="font-size:0">9<b style="font-size:1em">8</b></span>12': SAFE,
    '<span style="font-size:calc(14px + .3vw)">12</span>': "12",
    '<div style="width:9px;overflow:hidden;white-space:nowrap">12</div>': "told",
    '12<span style="position:absolute;left:0;top:0;background:#fff">80</span>': "told or 80",
    '<b style="position:relative;left:1ch">2</b><b style="position:relative;left:-1ch">1</b>': "told",
    '<style>.r2::before{content:"-"}</style><b class="r2">12</b>': "told",
    '<style type="text/less">.r3{display:none}</style>1<b class="r3">2</b>': "12",
    '<i style="background:linear-gradient(transparent 45%,#000 45%,#000 55%,transparent 55%)">9</i>12': SAFE,
    '<input placeholder="12">': "told",
    "<script>document.write(12)</script>": "told",
    '<style>.r4{display:none!important}</style><i class="r4" style="display:inline">9</i>12': "12",
    '<style>@supports not (display:grid){.r5{display:none}}</style>1<i class="r5">2</i>': SAFE,
    "<details open><summary>12</summary>9</details>": "told",
    '<s>9<i style="display:inline-block">8</i></s>12': "told",
    '1<span style="color:transparent;text-shadow:0 0 0 #000">2</span>': SAFE,
    '<span style="letter-spacing:-1em">12</span>': "told",
    "<ol start=7><li></li></ol>": "told",
    "<table><tr><td>12</td><td>8</td></tr></table>": "told",
}  # fmt: skip

_TABLE_STYLE = '<w:tblStyle w:val="Rarely"/>'
STYLES = (
    '<w:style w:type="table" w:styleId="Rarely"><w:tblStylePr w:type="lastCol"><w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    "</w:tblStylePr></w:style>"
    '<w:style w:type="character" w:styleId="RarelyHidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="RarelyHiddenToo"><w:rPr><w:vanish/></w:rPr></w:style>'
)
"""What a table's style says of its last column is not worked out: no cell of the table is certain."""


def _field(code: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark.format('end')}"


def _styled_table(text: str, at: int) -> str:
    start = text.rindex("<w:tblPr>", 0, at) + len("<w:tblPr>")
    end = text.index("</w:tblPr>", start)
    import re

    return text[:start] + _TABLE_STYLE + re.sub(r"<w:tblStyle [^>]*/>", "", text[start:end]) + text[end:]


def _framed(text: str, at: int) -> str:
    start = text.rindex("<w:p>", 0, at) + len("<w:p>")
    inside = "<w:framePr w:w='500' w:x='30000' w:y='1' w:hAnchor='page' w:vAnchor='page'/>"
    if text.startswith("<w:pPr>", start):
        return text[: start + len("<w:pPr>")] + inside + text[start + len("<w:pPr>") :]
    return f"{text[:start]}<w:pPr>{inside}</w:pPr>{text[start:]}"


def _hidden_paragraph(text: str, at: int) -> str:
    import re

    start = text.rindex("<w:p>", 0, at) + len("<w:p>")
    text = text[:start] + re.sub(r"^<w:pPr>.*?</w:pPr>", "", text[start:], count=1)
    return f'{text[:start]}<w:pPr><w:pStyle w:val="RarelyHiddenToo"/></w:pPr>{text[start:]}'


DOCX: dict[str, Word] = {
    "box to tick": Word(_field(" FORMCHECKBOX "), "told"),
    "moved by a field": Word(run("1") + _field(" ADVANCE \\l 20 ") + run("2"), "told"),
    "number of the page": Word(run("1") + "<w:r><w:pgNum/></w:r>", "told"),
    "hidden by its table's style": Word(run("12"), "told", _styled_table),
    "from the right": Word('<w:bdo w:val="rtl">' + run("21") + "</w:bdo>", "told"),
    "hidden twice over": Word(run("12", '<w:rStyle w:val="RarelyHidden"/>') + run("9"), "12", _hidden_paragraph),
    "picture alone": Word("<w:r><w:drawing/></w:r>", "told"),
    "sheet put in": Word("<w:r><w:object/></w:r>", "told"),
    "in a frame elsewhere": Word(run("12"), NONE, _framed),
    "two cells in the cell": Word(
        "</w:p><w:tbl><w:tblPr/><w:tr><w:tc>" + f"<w:p>{run('12')}</w:p></w:tc><w:tc><w:p>{run('8')}</w:p>" + "</w:tc></w:tr></w:tbl><w:p>",
        "told",
    ),
}  # fmt: skip
# The run stands in a paragraph that the frame of a table can't stand in: it is closed around it.


def _row(look: str):  # type: ignore[no-untyped-def]
    def change(text: str, place: str) -> str:
        number = "".join(sign for sign in place if sign.isdigit())
        start = text.index(f'<row r="{number}"') + len(f'<row r="{number}"')
        return text[:start] + " " + look + text[start:].replace(' ht="', ' old="', 1)

    return change


def _view(look: str):  # type: ignore[no-untyped-def]
    return lambda text, place: text.replace("<sheetView ", f"<sheetView {look} ", 1)


_RED = '<dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf>'
_RULE = _end(
    '<conditionalFormatting sqref="PLACE"><cfRule type="cellIs" dxfId="DXF" priority="1" operator="greaterThan">'
    "<formula>5</formula></cfRule></conditionalFormatting>"
)
_SOLID = '<fill><patternFill patternType="solid"><fgColor rgb="{}"/></patternFill></fill>'
XLSX: dict[str, Book] = {
    "formulas shown": Book("told", cell='<c r="PLACE" s="STYLE"><f>6*2</f><v>12</v></c>', sheet=_view('showFormulas="1"')),
    "red by rule": Book("told", font='<font><color rgb="FFFF0000"/></font>', sheet=_RULE, dxf=_RED),
    "black on red by rule": Book("12", sheet=_RULE, dxf=_RED),
    "black on black": Book("told", font="<font><sz val='11'/></font>", fill=_SOLID.format("FF000000")),
    "red by number on red": Book("told", font='<font><color indexed="10"/></font>', fill=_SOLID.format("FFFF0000")),
    "number above its note": Book("12 or told", cell='<c r="PLACE" t="inlineStr"><is><t>12&#10;（上年8）</t></is></c>'),
}  # fmt: skip

ODS: dict[str, Open] = {
    "letters over each other": Open("12", "told", _style('fo:letter-spacing="-1cm"', "Cr", "table-cell"), _styled("Cr")),
    "five per cent": Open('<text:span text:style-name="Fx">9</text:span>12', SAFE, _style('fo:font-size="5%"'), _valued('office:value-type="string"')),
    "hidden text that is shown": Open('<text:hidden-text text:is-hidden="false">1</text:hidden-text>2', SAFE, around=_valued('office:value-type="string"')),
    "white on a condition": Open("12", "told", '<style:style style:name="Mp" style:family="table-cell"><style:map style:condition="cell-content()&gt;5" style:apply-style-name="Wh"/></style:style><style:style style:name="Wh" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>', _styled("Mp")),
    "repeated over the cell": Open("1", "told", '<style:style style:name="Rp" style:family="table-cell"><style:table-cell-properties style:repeat-content="true"/></style:style>', _styled("Rp")),
    "picture beside": Open('12<draw:frame><draw:image/></draw:frame>', "told", around=_valued('office:value-type="string"')),
}  # fmt: skip

RTF: dict[str, tuple[str, str]] = {
    "marked in its own colour": ("{\\cf6\\highlight6 9}12", SAFE),
    "letters over each other": ("{\\expndtw-200 12}", "told"),
    "box to tick": ("{\\field{\\*\\fldinst FORMCHECKBOX}{\\fldrslt}}", "told"),
    "picture": ("{\\pict\\pngblip 89504e47}", "told"),
    "picture of today's Word": ("{\\*\\shppict{\\pict\\pngblip 89504e47}}", "told"),
}  # fmt: skip

ODT: dict[str, Open] = {
    "white on its cell's ground": Open('<text:span text:style-name="Wt">12</text:span>', "12", _style('fo:color="#ffffff"', "Wt") + '<style:style style:name="Bl" style:family="table-cell"><style:table-cell-properties fo:background-color="#000080"/></style:style>', lambda text, at: _in_cell_of(text, at, "Bl")),
    "in the colour of its cell": Open('<text:span text:style-name="Wt">9</text:span>12', SAFE, _style('fo:color="#000080"', "Wt") + '<style:style style:name="Bl" style:family="table-cell"><style:table-cell-properties fo:background-color="#000080"/></style:style>', lambda text, at: _in_cell_of(text, at, "Bl")),
    "sheet put in": Open("<draw:frame><draw:object/></draw:frame>", "told"),
    "box to tick": Open('<field:fieldmark xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0" field:type="vnd.oasis.opendocument.field.FORMCHECKBOX"/>', "told"),
}  # fmt: skip


def _in_cell_of(text: str, at: int, style: str) -> str:
    import re

    start = text.rindex("<table:table-cell", 0, at)
    end = text.index(">", start)
    tag = re.sub(r' table:style-name="[^"]*"', "", text[start:end])
    return f'{text[:start]}{tag} table:style-name="{style}"{text[end:]}'


def _reprinted(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.rect(x - 1, y - 2, 2 * SIZE, SIZE + 2, stroke=0, fill=1)
    canvas.restoreState()
    canvas.drawString(x, y, "32")


def _lowered(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFontSize(SIZE * 0.58)
    canvas.drawString(x + canvas.stringWidth("12", FONT, SIZE), y - SIZE * 0.08, "3")
    canvas.setFontSize(SIZE)


PDF: dict[str, tuple[Draw, str]] = {
    "the same digit printed anew": (_reprinted, "told or 32"),
    "a little lower": (_lowered, SAFE),
}  # fmt: skip
