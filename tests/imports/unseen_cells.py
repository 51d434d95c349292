"""A fourth set of cells, in every kind of file: what a person sees there, and what stands behind it.

The marks of what must come out are those of `strange_cells`; one that begins with "seen" is what stands there for sure.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from drawn import FONT, SIZE, Draw
from reportlab.pdfgen.canvas import Canvas
from strange_cells import SAFE, run
from stranger_cells import (
    NONE,
    Book,
    Word,
    _end,
    _field,
    _in_cell,
    _in_paragraph,
    _in_table,
    _rule,
    _sheet_text,
)

HTML: dict[str, str] = {
    # Colours and ways of hiding that are written otherwise.
    '<style>.a1{background:#345}.a1 i{color:rgb(51,68,85)}</style><span class="a1"><i>9</i></span>12': SAFE,
    '<span style="color:hsl(0,0%,100%)">9</span>12': SAFE,
    '<span style="color:hsl(0 0% 100%)">9</span>12': SAFE,
    '<span style="color:white !important">9</span>12': SAFE,
    '<span style="color:rgb(100%,100%,100%)">9</span>12': SAFE,
    '<span style="color:oklch(1 0 0)">9</span>12': SAFE,
    '<span style="color:color-mix(in srgb, white, white)">9</span>12': SAFE,
    '<span style="-webkit-text-fill-color:transparent">9</span>12': SAFE,
    '<span style="filter:opacity(0)">9</span>12': SAFE,
    '<span style="filter:opacity(0%)">9</span>12': SAFE,
    '<span style="scale:0;display:inline-block">9</span>12': SAFE,
    '<span style="zoom:0">9</span>12': SAFE,
    '<span style="translate:-9999px;display:inline-block">9</span>12': SAFE,
    '<span style="margin-left:-9999px">9</span>12': SAFE,
    '<span style="position:relative;left:-9999px">9</span>12': SAFE,
    '<span style="position:fixed;top:-500px">9</span>12': SAFE,
    '<span style="position:absolute;bottom:100000px">9</span>12': SAFE,
    '<span style="max-width:0;display:inline-block;overflow:hidden">9</span>12': SAFE,
    '<span style="display:inline-block;height:0;overflow:clip">9</span>12': SAFE,
    '<div style="height:0;overflow:hidden">9</div>12': SAFE,
    '<div style="line-height:0;overflow:hidden">9</div>12': SAFE,
    '<span style="mask-image:linear-gradient(transparent,transparent)">9</span>12': SAFE,
    '<span style="letter-spacing:-1em">912</span>': "told or blank or 912",
    '<span style="display:inline-block;width:1ch;overflow:hidden">129</span>': "told or 1 or 129",
    '<span style="font:0/0 a">9</span>12': SAFE,
    '<span style="font-size:0em">9</span>12': SAFE,
    '<span style="font-size:calc(0px)">9</span>12': SAFE,
    '<span style="font-variant-position:super">9</span>12': SAFE,
    "12<span style=\"font-feature-settings:'sups'\">9</span>": SAFE,
    '12<span style="vertical-align:6px;font-size:60%">9</span>': SAFE,
    '12<span style="baseline-shift:super">9</span>': "told or 129 or 12",
    '<span style="clip-path:circle(0)">9</span>12': SAFE,
    '<span style="clip-path:polygon(0 0)">9</span>12': SAFE,
    # Rules.
    "<style>.b1 b:nth-child(2){display:none}</style><span class=b1><b>12</b><b>9</b></span>": SAFE,
    "<style>.b2 b:first-of-type{display:none}</style><span class=b2><b>9</b><b>12</b></span>": SAFE,
    "<style>.b3 b:not(.k){display:none}</style><span class=b3><b>9</b><b class=k>12</b></span>": SAFE,
    "<style>.b4:has(i) b{display:none}</style><span class=b4><b>9</b><i>12</i></span>": SAFE,
    "<style>[hidden]{display:inline!important}</style>1<span hidden>2</span>": SAFE + " or 1",
    "<style>@media (min-width:1px){.b5{display:none}}</style><span class=b5>9</span>12": SAFE,
    "<style>@media screen and (min-width:300px){.b6{display:none}}</style><span class=b6>9</span>12": SAFE,
    "<style>@media only screen{.b7{display:none}}</style><span class=b7>9</span>12": SAFE,
    "<style>@media not print{.b8{display:none}}</style><span class=b8>9</span>12": SAFE,
    '<style media="screen">.b9{display:none}</style><span class=b9>9</span>12': "12",
    '<style media="print">.b0{display:none}</style><span class=b0>12</span>': "12",
    "<style>.c1{display:none}.c1.on{display:inline}</style><span class='c1 on'>12</span>": "12",
    "<style>.c2{display:none}</style><span class='C2'>12</span>": "12",
    "<style>.\\31 c{display:none}</style><span class='1c'>9</span>12": SAFE,
    "<style>*{}span[data-x='9']{display:none}</style><span data-x=9>9</span>12": SAFE,
    "<style>@scope(.d1){b{display:none}}</style><span class=d1><b>9</b></span>12": SAFE,
    "<style>@container (min-width:1px){.d2{display:none}}</style><span class=d2>9</span>12": SAFE,
    "<style>.d3{all:unset;display:none}</style><span class=d3>9</span>12": SAFE,
    "<style>.d4{}.d5,</style><style>.d6{display:none}</style><span class=d6>9</span>12": SAFE,
    "<style>.d7{color:red;;;display:none}</style><span class=d7>9</span>12": SAFE,
    "<style><!-- .d8{display:none} --></style><span class=d8>9</span>12": SAFE,
    "<style>.d9{disp\\6cay:none}</style><span class=d9>9</span>12": "told or 912 or 12",
    "<style>.e1::before{content:attr(data-n)}</style><span class=e1 data-n=1>2</span>": "told",
    "<style>.e2::before{content:'1' / ''}</style><span class=e2>2</span>": "told",
    "<style>.e3 li::marker{content:'1'}</style><ul class=e3><li>2</li></ul>": "told",
    "<style>.e4{content:'12'}</style><span class=e4>9</span>": "told or 9",
    "<style>.e5::first-letter{font-size:0}</style><span class=e5 style='display:block'>912</span>": "told or 912",
    # Elements.
    '<ol start="1"><li>2</li></ol>': "told or 2",
    "<ul><li>12</li></ul>": SAFE,
    "<div><template shadowrootmode=open>12</template>9</div>": "told or blank or 12",
    "<span popover>9</span>12": SAFE,
    '<span hidden="until-found">9</span>12': SAFE,
    "<noframes>9</noframes>12": SAFE,
    "<noembed>9</noembed>12": SAFE,
    '<data value="9">12</data>': "12",
    '<time datetime="9">12</time>': "12",
    "<output>12</output>": SAFE,
    "<q>12</q>": SAFE,
    "<kbd>1</kbd><samp>2</samp>": "12",
    "<sub>3</sub>12": SAFE,
    "12<small>3</small>": "told or 123 or 12",
    "12<sup>1,2</sup>": SAFE,
    "12<sup>注</sup>": SAFE,
    "12<a href=#f1><sup>3</sup></a>": "12",
    "12<sup style='font-size:100%;top:0;vertical-align:0'>3</sup>": "told or 123",
    "<b>1</b>,<b>200</b>": "1200",
    "<b>1</b>, <b>200</b>": "told or 1200",
    "1<br class=k>2": "told",
    "<div>12</div><div>件</div>": SAFE,
    "<p>12</p><p>（其中新收3）</p>": SAFE,
    "12 <span style='color:#999'>（含3）</span>": SAFE,
    "<marquee>12</marquee>": SAFE,
    "<applet>9</applet>12": "told or 912",
    "<option>9</option>12": "told or 912 or 12",
    "<label>12</label>": "12",
    "<fieldset><legend>12</legend></fieldset>": SAFE,
    "<img src=x.png>": NONE,
    "<img src=x.png>2": "told",
    "<svg><use href=#a /></svg>2": "told",
    "<span contenteditable>12</span>": "12",
    "<input type=number value=12>": SAFE,
    "<input type=submit value=9>12": "told or 12",
    "<input type=button value=12>": SAFE,
    "<textarea hidden>9</textarea>12": SAFE,
    "<meter value=9></meter>12": SAFE,
    "<a title=9 data-value=9>12</a>": "12",
    "<span lang=ar dir=rtl>12</span>": SAFE,
    "1\u202e2": "told",
    "\u202d12\u202c": SAFE,
    "1\u03082": "told",
    "1\u20e3": "told or 1",
    "１２\ufe0f": "told or 12",
    "1\u0336" + "2\u0336": "told",
    "12\u0332": SAFE,
    "\u20dd12": "told or 12",
    "１２，３４５": "12345",
    "12 345": "told or 12345",
    "12.345": "told",
    "1.234.567": "told",
    "12,345.00": "12345",
    "12，345．0": SAFE + " or 12345",
    "12٬345": "told",
    "12_345": "told",
    "12’345": "told or 12345",
    "(12)": "told", "（12）": "told", "〔12〕": "told", "[12]": "told", "12-13": "told", "12~13": "told", "12至13": "told",
    "约12": "told", "12左右": "told", "12以上": "told", "不足12": "told", "共12": "told or 12", "合计12": "told or 12", "12（件）": SAFE,
    "12〔3〕": SAFE, "12［1］": SAFE, "12#": "told or 12", "#12": "told", "№12": "told", "第12": "told", "12th": "told", "12宗": SAFE, "12起": SAFE,
    "12件次": SAFE, "12条/件": "told or 12", "12个百分点": "told", "12倍": "told", "12岁": "told", "12日": "told", "12年": "told", "12时": "told",
    "12号": "told", "12％": "told", "一二三": "told or 123", "二〇": "told or 20", "廿": "told or 20", "卅": "told or 30", "百": "told or 100", "两": "told or 2",
    "半": "told", "一两": "told", "零五": "told or 5", "十几": "told", "12多": "told", "若干": "told", "1２": "12", "12\u00b7": "told or 12", "12·5": "told",
    ".5": "told", "12..": "told", ",12": "told", "12,": "told or 12", "0/0": "told", "12=12": "told", "6+6": "told", "=6+6": "told", "6×2": "told",
    "12→13": "told", "９": "9", "𝟗": "told or 9", "９9": "99", "⁹": "told", "₉": "told", "❾": "told or 9", "⑨": "9 or told", "㊈": "told or 9", "Ⅸ": "told", "九": "9 or told", "玖": "9 or told",
    "㈨": "told or 9", "๙": "told", "O": "told", "o": "told", "l": "told", "Z": "told", "见附件": "told", "略": "told", "待补": "told", "同上": "told", "〃": "told", "\\": "told or blank",
    "－": NONE, "ー": "told or blank", "一": "1 or told", "―": NONE, "─": "told or blank", "━": "told or blank", "_": "told or blank", "…": "told or blank", "×": "told", "√": "told", "○": "told", "〇〇": "told or 0 or blank",
    "N/A": "told or blank", "null": "told", "nan": "told", "Infinity": "told", "-0": "0 or told", "0.0": "0", "00": "told or 0", "-12": "told", "－12": "told", "负12": "told", "12-": "told",
    "9999999999999": "told or 9999999999999", "12345678901234567890": "told or 12345678901234567890", "1/2": "told", "12°": "told", "12′": "told", "$12": "told", "￥12": "told or 12", "12美元": "told",
}  # fmt: skip


def _numbered(_: str = "") -> str:
    return '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="41"/></w:numPr>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="41"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="41"><w:abstractNumId w:val="41"/></w:num>'
)

_WPS = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_SHAPE = (
    '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:60pt;height:20pt;z-index:5" '
    'fillcolor="white" stroked="f"/></w:pict></w:r>'
)

STYLES = (
    '<w:style w:type="table" w:styleId="PaleLast"><w:name w:val="PaleLast"/><w:tblStylePr w:type="lastCol"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:tblStylePr>'
    '<w:tblStylePr w:type="wholeTable"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>'
    '<w:style w:type="character" w:styleId="Raised"><w:name w:val="Raised"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="RaisedBy"><w:name w:val="RaisedBy"/><w:rPr><w:position w:val="8"/><w:sz w:val="10"/></w:rPr></w:style>'
)
DOCX: dict[str, Word] = {
    "raised by its style": Word(run("12") + run("3", '<w:rStyle w:val="Raised"/>'), "12"),
    "lifted by its style": Word(run("12") + run("3", '<w:rStyle w:val="RaisedBy"/>'), SAFE),
    "table style hides all": Word(run("12"), NONE, _in_table('<w:tblStyle w:val="PaleLast"/>')),
    "own mark of a note": Word(run("12") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>3</w:t></w:r>', SAFE),
    "own mark raised": Word(run("12") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>3</w:t></w:r>', "12"),
    "numbered for real": Word(run("2"), SAFE, _in_paragraph(_numbered())),
    "bound to data": Word('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a/b" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent>' + run("12") + "</w:sdtContent></w:sdt>", SAFE),
    "hidden control": Word(run("12") + '<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>' + run("3", "<w:vanish/>") + "</w:sdtContent></w:sdt>", "12"),
    "placeholder by its style": Word("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("12", '<w:rStyle w:val="PlaceholderText"/>') + "</w:sdtContent></w:sdt>", "told"),
    "control of a date": Word('<w:sdt><w:sdtPr><w:date w:fullDate="2025-01-12T00:00:00Z"><w:dateFormat w:val="d"/></w:date></w:sdtPr><w:sdtContent>' + run("12") + "</w:sdtContent></w:sdt>", SAFE),
    "button with words": Word('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MACROBUTTON A 12</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', SAFE + " or blank"),
    "overlaid by a formula field": Word('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o(1,/)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("2"), "told"),
    "raised by a formula field": Word(run("12") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\s\\up5(3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', SAFE),
    "nested field": Word('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>' + _field(" REF a ", "9") + '<w:r><w:instrText> = 1 "12" "9" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "12"),
    "result struck": Word(_field(" REF a ", "9").replace("<w:rPr></w:rPr>", "<w:rPr><w:strike/></w:rPr>") + run("12"), "12"),
    "squeezed": Word(run("912", '<w:spacing w:val="-200"/>'), "912 or told"),
    "covered by a white shape": Word(run("12") + _SHAPE, "told"),
    "group of shapes": Word(run("12") + '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="x"><wpg:wgp xmlns:wpg="x"><wps:wsp xmlns:wps="y"><wps:txbx><w:txbxContent><w:p>' + run("3") + "</w:p></w:txbxContent></wps:txbx></wps:wsp></wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>", "told"),
    "paragraph deleted with its mark": Word(run("12") + '</w:p><w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr><w:del w:id="2" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>', "12"),
    "deleted text written as text": Word(run("12") + '<w:del w:id="1" w:author="a">' + run("3") + "</w:del>", "12"),
    "look now struck": Word('<w:r><w:rPr><w:strike/><w:rPrChange w:id="1" w:author="a"><w:rPr/></w:rPrChange></w:rPr><w:t>9</w:t></w:r>' + run("12"), "12"),
    "complex script size": Word(run("12", '<w:szCs w:val="2"/>'), "12"),
    "tiny Asian font": Word(run("12") + run("3", '<w:sz w:val="1"/>'), SAFE),
    "frame": Word(run("12"), SAFE, _in_paragraph('<w:framePr w:w="500" w:hSpace="180" w:wrap="around" w:vAnchor="text" w:hAnchor="page" w:x="-9000" w:y="1"/>')),
    "raised within a frame": Word(run("12") + "</w:p><w:p><w:pPr><w:framePr w:x=\"1\" w:y=\"1\"/></w:pPr>" + run("3"), "told"),
    "goes on from above": Word(run("12"), NONE, _in_cell("<w:vMerge/>")),
    "goes on from the left": Word(run("12"), NONE + " or 12", _in_cell('<w:hMerge w:val="continue"/>')),
    "narrowed to nothing": Word(run("12", '<w:w w:val="100"/>'), "12"),
    "phonetic two": Word("<w:r><w:ruby><w:rubyPr/><w:rt>" + run("1") + "</w:rt><w:rubyBase>" + run("12") + "</w:rubyBase></w:ruby></w:r>", "12"),
    "fields of forms": Word('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("12"), SAFE),
    "chosen from a form list": Word('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="9"/><w:listEntry w:val="12"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', SAFE),
    "result kept from a symbol field": Word(run("1") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> SYMBOL 50 \\f "Arial" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "told or 12"),
    "unknown element": Word(run("1") + '<w:r><w15:new xmlns:w15="u:x">3</w15:new></w:r>' + run("2"), SAFE),
    "choice without a fallback": Word(run("12") + f'<mc:AlternateContent {_WPS}><mc:Choice Requires="zz">' + run("3") + "</mc:Choice></mc:AlternateContent>", "12"),
    "ignored namespace": Word(run("12") + '<zz:r xmlns:zz="u:zz"><zz:t>3</zz:t></zz:r>', SAFE),
    "full width split": Word(run("１") + run("２", "<w:b/>"), "12"),
    "thousands split": Word(run("1") + run(",", "<w:b/>") + run("200"), "1200"),
    "Chinese comma": Word(run("1，200"), "told or 1200"),
    "two in one": Word(run("12（3）"), SAFE),
    "unit behind": Word(run("12") + run("件", "<w:sz w:val=\"12\"/>"), "12"),
    "unit raised": Word(run("12") + run("件", '<w:vertAlign w:val="superscript"/>'), SAFE),
    "percent": Word(run("12%"), "told"),
    "in brackets": Word(run("(12)"), "told"),
    "note sign": Word(run("12※"), SAFE),
    "struck by tracked colour": Word(run("9", '<w:dstrike/>') + run("12"), "12"),
    "double strike off, strike on": Word(run("9", '<w:strike/><w:dstrike w:val="0"/>') + run("12"), "12"),
    "hidden and shown": Word(run("12", '<w:vanish w:val="off"/>'), "12"),
}  # fmt: skip


def _changed(old: str, new: str) -> Callable[[str, str], str]:
    def change(text: str, place: str) -> str:
        assert old in text, old
        return text.replace(old, new.replace("PLACE", place), 1)

    return change


_X14 = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:cfRule type="expression" priority="1" id="{0}"><xm:f>TRUE</xm:f><x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf></x14:cfRule>'
    "<xm:sqref>PLACE</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)
_STALE = '<c r="PLACE"><f>{}</f><v>9</v></c>'


def _view(look: str) -> Callable[[str, str], str]:
    def change(text: str, place: str) -> str:
        import re

        view = f'<sheetViews><sheetView workbookViewId="0" {look}/></sheetViews>'
        text = re.sub(r"<sheetViews>.*?</sheetViews>", "", text, flags=re.DOTALL)
        mark = "<sheetFormatPr" if "<sheetFormatPr" in text else "<cols" if "<cols" in text else "<sheetData"
        return text.replace(mark, view + mark, 1)

    return change


XLSX: dict[str, Book] = {
    "zeros are not shown": Book(NONE, cell='<c r="PLACE"><v>0</v></c>', sheet=_view('showZeros="0"')),
    "formulas are shown": Book("told or 12", cell='<c r="PLACE"><f>10+2</f><v>12</v></c>', sheet=_view('showFormulas="1"')),
    "white by a newer rule": Book("told", sheet=_end(_X14)),
    "white where it is like": Book("told", sheet=_rule("duplicateValues"), dxf='<dxf><font><color rgb="FFFFFFFF"/></font></dxf>'),
    "white by a scale": Book(SAFE, sheet=_end('<conditionalFormatting sqref="PLACE"><cfRule type="colorScale" priority="1"><colorScale><cfvo type="min"/><cfvo type="max"/><color rgb="FFFFFFFF"/><color rgb="FF000000"/></colorScale></cfRule></conditionalFormatting>')),
    "about": Book("told", code='"约"0'),
    "with a figure in brackets": Book("told or 12", code='0"（含3）"'),
    "text with a digit behind": Book("told", cell='<c r="PLACE" s="STYLE" t="inlineStr"><is><t>12</t></is></c>', code='@"3"'),
    "text with a unit behind": Book(SAFE, cell='<c r="PLACE" s="STYLE" t="inlineStr"><is><t>12</t></is></c>', code='@"件"'),
    "general with a digit": Book("told", code='General"3"'),
    "in brackets where negative": Book("12", code="0_);(0)"),
    "negative in brackets": Book("told", cell='<c r="PLACE" s="STYLE"><v>-12</v></c>', code="0_);(0)"),
    "negative without a sign": Book("told", cell='<c r="PLACE" s="STYLE"><v>-12</v></c>', code="0;0"),
    "negative in red": Book("told", cell='<c r="PLACE" s="STYLE"><v>-12</v></c>', code="0;[Red]0"),
    "strokes between": Book("told", code="000-000"),
    "exactly": Book("told", code='[=12]"一打";0'),
    "per mille": Book("told", code='0"‰"'),
    "text of a date": Book("told", cell=_sheet_text("<t>2024/12</t>")),
    "year of an emperor": Book("told", code="[$-411]ggge"),
    "one day": Book("told", code="d"),
    "general date number": Book("45658", cell='<c r="PLACE" s="STYLE"><v>45658</v></c>', code="General"),
    "millions": Book("told", cell='<c r="PLACE" s="STYLE"><v>12000000</v></c>', code='0,,"百万"'),
    "phone": Book("told", code="(000) 0000"),
    "stale difference": Book("told", cell=_STALE.format("ZZ9-12+0*ZZ8")),
    "stale product": Book("told", cell=_STALE.format("12*1")),
    "stale rounding": Book("told", cell=_STALE.format("ROUND(SUM(10,2),0)")),
    "stale subtotal": Book("told", cell=_STALE.format("SUBTOTAL(9,ZZ1:ZZ9)")),
    "stale reference": Book("told or blank", cell=_STALE.format("ZZ9")),
    "stale condition": Book("told", cell=_STALE.format('IF(ZZ9="",12,9)')),
    "stale of several": Book("told", cell=_STALE.format("SUM(10,2)-SUM(ZZ1:ZZ3)")),
    "stale plus": Book("told", cell=_STALE.format("+ZZ9+12")),
    "stale text": Book("told", cell='<c r="PLACE" t="str"><f>"1"&amp;"2"</f><v>9</v></c>'),
    "stale value": Book("told", cell=_STALE.format('VALUE("12")')),
    "stale count": Book("told", cell=_STALE.format("COUNTA(ZZ1:ZZ9)")),
    "stale product sum": Book("told", cell=_STALE.format("SUMPRODUCT(ZZ1:ZZ9,ZZ1:ZZ9)")),
    "stale number": Book("told", cell=_STALE.format("N(12)")),
    "stale brackets": Book("told", cell=_STALE.format("(10+2)")),
    "stale maximum": Book("told", cell=_STALE.format("MAX(12,1)")),
    "fresh difference": Book("12", cell='<c r="PLACE"><f>15-3</f><v>12</v></c>'),
    "fresh product": Book("12", cell='<c r="PLACE"><f>6*2</f><v>12</v></c>'),
    "fresh rounding": Book("12", cell='<c r="PLACE"><f>ROUND(11.6,0)</f><v>12</v></c>'),
    "fresh look-up": Book("12", cell='<c r="PLACE"><f>VLOOKUP("甲",ZY1:ZZ9,2,0)</f><v>12</v></c>'),
    "error as a text": Book("told", cell='<c r="PLACE" t="str"><f>ZZ9</f><v>#N/A</v></c>'),
    "text box over the cell": Book("12", cell='<c r="PLACE"><v>12</v></c>'),
    "spilled": Book("12", cell='<c r="PLACE" cm="1"><f t="array" ref="PLACE">_xlfn.SEQUENCE(1,1,12)</f><v>12</v></c>'),
    "automatic on black": Book("told or 12", fill='<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill>'),
    "white on grey dots": Book(SAFE, font='<font><color rgb="FFFFFFFF"/></font>', fill='<fill><patternFill patternType="gray125"/></fill>'),
    "superscript by unicode": Book("told or 1", cell=_sheet_text("<t>1²</t>")),
    "digit struck by a sign": Book("told", cell=_sheet_text("<t>1̶2̶</t>")),
    "quarters": Book("told", cell='<c r="PLACE"><v>12.25</v></c>'),
    "number in a text with a line": Book("told or 12", cell=_sheet_text("<t>12\n（含3）</t>")),
    "number as text in thousands": Book("1200", cell=_sheet_text("<t>1,200</t>")),
    "wide thousands": Book("told or 1200", cell=_sheet_text("<t>1，200</t>")),
    "empty text": Book("blank", cell=_sheet_text("<t></t>")),
    "blank text": Book("blank", cell=_sheet_text("<t>　</t>")),
    "lone apostrophe": Book("blank or told", cell=_sheet_text("<t>'</t>")),
    "raised whole": Book("told", font='<font><vertAlign val="subscript"/></font>'),
    "double strike by a piece": Book("12", cell=_sheet_text("<r><rPr><strike val=\"1\"/></rPr><t>9</t></r><r><rPr><b/></rPr><t>12</t></r>")),
}  # fmt: skip


def _after(canvas: Canvas, x: float, y: float, words: str = "3") -> None:
    canvas.drawString(x + canvas.stringWidth("12", FONT, SIZE) + 0.2, y, words)


def _code(before: str, words: str, after: str) -> Draw:
    """Draw words between operators that the canvas has no methods for."""

    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas._code.append(before)
        canvas.drawString(x, y, words)
        canvas._code.append(after)

    return draw


def _rise(canvas: Canvas, x: float, y: float) -> None:
    text = canvas.beginText(x, y)
    text.textOut("12")
    text.setRise(5)
    text.textOut("3")
    text.setRise(0)
    canvas.drawText(text)


def _rise_small(canvas: Canvas, x: float, y: float) -> None:
    text = canvas.beginText(x, y)
    text.textOut("12")
    text.setFont(FONT, 6)
    text.setRise(4)
    text.textOut("3")
    text.setRise(0)
    canvas.drawText(text)


def _watermark(words: str, grey: float = 0.8) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.drawString(x, y, "12")
        canvas.saveState()
        canvas.setFillGray(grey)
        canvas.translate(x - 20, y - 30)
        canvas.rotate(45)
        canvas.setFont(FONT, 40)
        canvas.drawString(0, 0, words)
        canvas.restoreState()

    return draw


def _form_outside(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.beginForm("cut", 0, 0, 5, 5)
    canvas.setFont(FONT, SIZE)
    canvas.drawString(20, 0, "3")
    canvas.endForm()
    canvas.saveState()
    canvas.translate(x - 6, y)
    canvas.doForm("cut")
    canvas.restoreState()


def _shading(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x + 11, y - 2, 12, 12)
    _after(canvas, x, y)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.linearGradient(x + 11, y - 2, x + 23, y + 10, (1, 1, 1) and [(1, 1, 1), (1, 1, 1)])
    canvas.restoreState()


def _drawn_as_paths(canvas: Canvas, x: float, y: float) -> None:
    canvas.setLineWidth(1)
    canvas.line(x + 2, y, x + 2, y + 7)
    canvas.line(x + 5, y, x + 9, y)
    canvas.line(x + 9, y, x + 5, y + 7)


def _drawn_beside(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setLineWidth(1)
    canvas.line(x + 14, y, x + 14, y + 7)


def _picture_digit(canvas: Canvas, x: float, y: float) -> None:
    from PIL import Image, ImageDraw
    from reportlab.lib.utils import ImageReader

    picture = Image.new("RGB", (20, 20), "white")
    ImageDraw.Draw(picture).text((2, 2), "12", fill="black")
    canvas.drawImage(ImageReader(picture), x, y - 3, 14, 13)


def _picture_beside(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    _picture_digit(canvas, x + 12, y)


def _strike_as_picture(canvas: Canvas, x: float, y: float) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawString(x, y, "912")
    canvas.drawImage(
        ImageReader(Image.new("RGB", (2, 2), "black")), x, y + 3, canvas.stringWidth("9", FONT, SIZE), 0.8
    )


def _strike_of_strokes(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "912")
    width = canvas.stringWidth("9", FONT, SIZE)
    for step in range(2):
        canvas.line(x + step * width / 2, y + 3.5, x + step * width / 2 + 2.1, y + 3.5)


def _strike_dashed(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "912")
    canvas.setDash(1, 1)
    canvas.line(x, y + 3.5, x + canvas.stringWidth("9", FONT, SIZE), y + 3.5)


def _strike_as_text(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "912")
    canvas.drawString(x, y, "-")


def _white_gap(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "9")
    canvas.setFillColorRGB(1, 1, 1)
    for step in range(3):
        canvas.rect(x - 1, y - 2 + step * 4, 8, 4, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(x + 8, y, "12")


def _matrix_tiny(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.saveState()
    canvas.translate(x + 12, y)
    canvas.scale(0.02, 0.02)
    canvas.drawString(0, 0, "3")
    canvas.restoreState()


def _matrix_flat(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.saveState()
    canvas.translate(x + 12, y)
    canvas.scale(1, 0.01)
    canvas.drawString(0, 0, "3")
    canvas.restoreState()


def _squeezed(canvas: Canvas, x: float, y: float) -> None:
    text = canvas.beginText(x, y)
    text.setCharSpace(-5.5)
    text.textOut("912")
    text.setCharSpace(0)
    canvas.drawText(text)


def _twice_apart(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.drawString(x + 20, y, "12")


def _knocked_out(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    text = canvas.beginText(x + 11, y)
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setFillColorRGB(1, 1, 1)
    text.setTextRenderMode(2)
    text.textOut("3")
    canvas.drawText(text)


PDF: dict[str, tuple[Draw, str]] = {
    "raised by its rise": (_rise, SAFE),
    "small and raised by its rise": (_rise_small, "12"),
    "watermark of words": (_watermark("内部资料"), SAFE),
    "watermark of digits": (_watermark("2024"), SAFE),
    "said to be other text": (_code("/Span <</ActualText (99)>> BDC", "12", "EMC"), SAFE),
    "said to be nothing": (_code("/Span <</ActualText ()>> BDC", "12", "EMC"), SAFE),
    "marked as furniture": (_code("/Artifact BMC", "12", "EMC"), SAFE),
    "alternative text": (_code("/Figure <</Alt (99)>> BDC", "12", "EMC"), SAFE),
    "outside of its form": (_form_outside, "12"),
    "under a shading": (_shading, SAFE),
    "as lines": (_drawn_as_paths, NONE),
    "a line beside it": (_drawn_beside, SAFE),
    "as a picture": (_picture_digit, NONE),
    "picture beside it": (_picture_beside, SAFE),
    "struck by a picture": (_strike_as_picture, SAFE),
    "struck by strokes": (_strike_of_strokes, SAFE),
    "struck by dashes": (_strike_dashed, SAFE),
    "struck by a sign": (_strike_as_text, "told"),
    "covered by strips": (_white_gap, SAFE),
    "small by its matrix": (_matrix_tiny, SAFE),
    "flat by its matrix": (_matrix_flat, SAFE),
    "squeezed": (_squeezed, "told"),
    "twice apart": (_twice_apart, "told"),
    "white with a black edge": (_knocked_out, "told or 123"),
    "blank behind": (_code("", "12 ", ""), "12"),
    "bad operator": (_code("", "12", ""), "12"),
}


@dataclass(frozen=True)
class Open:
    """The inside of a cell of LibreOffice's files, what is seen there, its styles, and a change around it."""

    content: str
    seen: str
    styles: str = ""
    around: Callable[[str, int], str] = field(default=lambda text, at: text)


def _style(look: str, name: str = "Fx", kind: str = "text") -> str:
    return f'<style:style style:name="{name}" style:family="{kind}"><style:text-properties {look}/></style:style>'


def _fx(text: str) -> str:
    return f'<text:span text:style-name="Fx">{text}</text:span>'


def _within(tag: str) -> Callable[[str, int], str]:
    """Add to the start tag of the cell that holds the place."""

    def change(text: str, at: int) -> str:
        start = text.rindex("<table:table-cell", 0, at) + len("<table:table-cell")
        return text[:start] + f" {tag}" + text[start:]

    return change


def _other_cell(text: str, at: int) -> str:
    start = text.rindex("<table:table-cell", 0, at)
    end = text.index("</table:table-cell>", at)
    return (
        text[:start]
        + text[start : end + len("</table:table-cell>")].replace(
            "table:table-cell", "table:covered-table-cell"
        )
        + text[end + len("</table:table-cell>") :]
    )


ODT: dict[str, Open] = {
    "raised by points": Open("12" + _fx("3"), SAFE, _style('style:text-position="40% 60%"')),
    "lowered": Open("12" + _fx("3"), SAFE, _style('style:text-position="sub 58%"')),
    "struck double": Open(_fx("9") + "12", "12", _style('style:text-line-through-type="double"')),
    "struck by a sign": Open(_fx("9") + "12", SAFE, _style('style:text-line-through-style="solid" style:text-line-through-text="X"')),
    "struck by nothing": Open(_fx("12"), "12", _style('style:text-line-through-style="none"')),
    "struck by its parent": Open(_fx("9") + "12", "12", _style('style:text-line-through-style="solid"', "Base") + '<style:style style:name="Fx" style:family="text" style:parent-style-name="Base"/>'),
    "colour of its ground": Open("12" + _fx("3"), SAFE, _style('fo:color="#345678" fo:background-color="#345678"')),
    "see-through": Open("12" + _fx("3"), SAFE, _style('fo:color="#112233" loext:opacity="0%"')),
    "thin as nothing": Open("12" + _fx("3"), SAFE, _style('style:text-scale="1%"')),
    "hidden on a condition": Open("12" + _fx("3"), SAFE, _style('text:display="condition"') ),
    "note": Open('12<text:note text:id="f" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>9</text:p></text:note-body></text:note>', "12"),
    "annotation": Open("12<office:annotation><text:p>9</text:p></office:annotation>", "12"),
    "ruby": Open("<text:ruby><text:ruby-base>12</text:ruby-base><text:ruby-text>3</text:ruby-text></text:ruby>", "12"),
    "text box": Open('12<draw:frame text:anchor-type="as-char"><draw:text-box><text:p>3</text:p></draw:text-box></draw:frame>', "told"),
    "picture": Open('12<draw:frame text:anchor-type="as-char"><draw:image xlink:href="Pictures/a.png"/></draw:frame>', SAFE),
    "shape over it": Open('12<draw:rect text:anchor-type="char" svg:width="3cm" svg:height="1cm" draw:z-index="5"/>', "told or 12"),
    "shape with words": Open('12<draw:custom-shape text:anchor-type="as-char"><text:p>3</text:p></draw:custom-shape>', "told"),
    "blanks": Open('1<text:s text:c="3"/>2', "told"),
    "tab": Open("1<text:tab/>2", "told"),
    "break": Open("1<text:line-break/>2", "told"),
    "soft break": Open("1<text:soft-page-break/>2", "12"),
    "placeholder": Open('<text:placeholder text:placeholder-type="text">&lt;12&gt;</text:placeholder>', "told or 12"),
    "list to choose from": Open('<text:drop-down text:name="a"><text:label text:value="9"/><text:label text:value="12" text:current-selected="true"/>12</text:drop-down>', SAFE),
    "stale expression": Open('<text:expression text:formula="ooow:10+2" office:value-type="float" office:value="9">9</text:expression>', "told or 9"),
    "number of pages": Open('1<text:page-number text:select-page="current">2</text:page-number>', SAFE),
    "deleted under tracking": Open('12<text:change text:change-id="ct1"/>', "12"),
    "inserted under tracking": Open('1<text:change-start text:change-id="ct2"/>2<text:change-end text:change-id="ct2"/>', "12"),
    "bookmark": Open('1<text:bookmark text:name="a"/>2', "12"),
    "list": Open("</text:p><text:list><text:list-item><text:p>12</text:p></text:list-item></text:list><text:p>", SAFE),
    "numbered list": Open('</text:p><text:list text:style-name="Nx"><text:list-item><text:p>2</text:p></text:list-item></text:list><text:p>', "told or 2", '<text:list-style style:name="Nx"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>'),
    "hidden section": Open("12</text:p><text:section text:name=\"s\" text:display=\"none\"><text:p>9</text:p></text:section><text:p>", "12"),
    "section on a condition": Open("12</text:p><text:section text:name=\"s\" text:display=\"condition\" text:condition=\"ooow:1==1\"><text:p>9</text:p></text:section><text:p>", SAFE),
    "covered": Open("12", NONE, around=_other_cell),
    "value beside its text": Open("12", SAFE, around=lambda text, at: _valued('office:value-type="float" office:value="9"')(text, at)),
    "stale formula": Open("9", "told or 9", around=lambda text, at: _valued('table:formula="ooow:10+2" office:value-type="float" office:value="9"')(text, at)),
    "small capitals": Open(_fx("12"), "12", _style('fo:font-variant="small-caps"')),
    "font of signs by family": Open(_fx("12"), "told", _style("fo:font-family=\"Wingdings\"")),
    "signs in the private range": Open("1\uf032", "told or 12"),
    "object": Open('12<draw:frame text:anchor-type="as-char"><draw:object><math xmlns="http://www.w3.org/1998/Math/MathML"><mn>3</mn></math></draw:object></draw:frame>', "told"),
    "meta field": Open('<text:meta-field xml:id="m">12</text:meta-field>', "12"),
    "content control": Open('<loext:content-control loext:showing-place-holder="true">12</loext:content-control>', "told"),
    "content control filled": Open("<loext:content-control>12</loext:content-control>", SAFE),
    "toned to white": Open("12" + _fx("3"), SAFE, _style('fo:color="#fdfdfd"')),
    "auto colour": Open(_fx("12"), "12", _style('style:use-window-font-color="true" fo:color="#ffffff"') ),
    "right to left mark": Open("1\u202e2", "told"),
    "conditional text": Open('12<text:conditional-text text:condition="ooow:1" text:string-value-if-true="" text:string-value-if-false="9"></text:conditional-text>', "12"),
    "script": Open('12<text:script script:language="JavaScript">9</text:script>', "12"),
}  # fmt: skip


def _covered(text: str, at: int) -> str:
    return _other_cell(text, at)


def _map(condition: str = "value()&gt;1") -> str:
    return (
        '<style:style style:name="Pale" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
        f'<style:style style:name="Mapped" style:family="table-cell"><style:map style:condition="{condition}" style:apply-style-name="Pale"/></style:style>'
    )


def _styled(name: str, extra: str = "") -> Callable[[str, int], str]:
    def change(text: str, at: int) -> str:
        import re

        start = text.rindex("<table:table-cell", 0, at)
        end = text.index(">", start)
        tag = re.sub(r' table:style-name="[^"]*"', "", text[start:end])
        return text[:start] + tag + f' table:style-name="{name}" {extra}' + text[end:]

    return change


def _valued(value: str) -> Callable[[str, int], str]:
    def change(text: str, at: int) -> str:
        import re

        start = text.rindex("<table:table-cell", 0, at)
        end = text.index(">", start)
        tag = re.sub(r' (office:value(-type)?|calcext:value-type)="[^"]*"', "", text[start:end])
        return text[:start] + tag + f" {value}" + text[end:]

    return change


_NUMBER = '<number:number-style style:name="Nf">{}</number:number-style><style:style style:name="Cf" style:family="table-cell" style:data-style-name="Nf"/>'
_FLOAT = 'office:value-type="float" office:value="12"'
ODS: dict[str, Open] = {
    "value other than its text": Open("9", "told or 12", around=_valued(_FLOAT)),
    "text other than its value": Open("12", "told or 12", around=_valued('office:value-type="string" office:string-value="9"')),
    "percent": Open("12%", "told", around=_valued('office:value-type="percentage" office:value="0.12"')),
    "percent as a number": Open("12", "told", around=_valued('office:value-type="percentage" office:value="0.12"')),
    "money": Open("¥12", "told or 12", around=_valued('office:value-type="currency" office:currency="CNY" office:value="12"')),
    "date": Open("12", "told", around=_valued('office:value-type="date" office:date-value="2025-01-12"')),
    "time": Open("12:00", "told", around=_valued('office:value-type="time" office:time-value="PT12H"')),
    "truth": Open("TRUE", "told", around=_valued('office:value-type="boolean" office:boolean-value="true"')),
    "stale sum": Open("9", "told", around=_valued('table:formula="of:=10+2" office:value-type="float" office:value="9"')),
    "stale sum of cells": Open("9", "told", around=_valued('table:formula="of:=SUM([.ZZ1:.ZZ9])+12" office:value-type="float" office:value="9"')),
    "fresh sum": Open("12", "12", around=_valued('table:formula="of:=10+2" ' + _FLOAT)),
    "formula with an error": Open("#REF!", "told", around=_valued('table:formula="of:=[.#REF!]" office:value-type="string" office:string-value=""')),
    "white by a condition": Open("12", SAFE, _map(), _styled("Mapped")),
    "struck cell": Open("12", "told", '<style:style style:name="Sx" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>', _styled("Sx")),
    "shown with a digit behind": Open("123", "told", _NUMBER.format("<number:number number:min-integer-digits=\"1\"/><number:text>3</number:text>"), _styled("Cf", "")),
    "shown with a unit": Open("12件", SAFE, _NUMBER.format("<number:number number:min-integer-digits=\"1\"/><number:text>件</number:text>"), lambda text, at: _valued(_FLOAT)(_styled("Cf")(text, at), at)),
    "shown by thousands": Open("12", "told", _NUMBER.format('<number:number number:min-integer-digits="1" number:display-factor="1000"/>'), lambda text, at: _valued('office:value-type="float" office:value="12000"')(_styled("Cf")(text, at), at)),
    "shown as nothing": Open("", NONE, _NUMBER.format("<number:text></number:text>"), lambda text, at: _valued(_FLOAT)(_styled("Cf")(text, at), at)),
    "shown rounded": Open("12", "told", _NUMBER.format('<number:number number:min-integer-digits="1" number:decimal-places="0"/>'), lambda text, at: _valued('office:value-type="float" office:value="12.4"')(_styled("Cf")(text, at), at)),
    "covered": Open("12", NONE, around=_covered),
    "only an annotation": Open("</text:p><office:annotation><text:p>12</text:p></office:annotation><text:p>", NONE, around=_valued("")),
    "annotation shown": Open('12</text:p><office:annotation office:display="true"><text:p>9</text:p></office:annotation><text:p>', "12 or told"),
    "two paragraphs": Open("1</text:p><text:p>2", "told", around=_valued('office:value-type="string"')),
    "a shape in the cell": Open('12</text:p><draw:custom-shape><text:p>3</text:p></draw:custom-shape><text:p>', "told or 12"),
    "a white shape in the cell": Open('12</text:p><draw:rect svg:width="3cm" svg:height="1cm"/><text:p>', "told or 12"),
    "twice": Open("12", "told or 12", around=lambda text, at: _within('table:number-columns-spanned="2"')(text, at)),
    "raised piece": Open("12" + _fx("3"), "12", _style('style:text-position="super 58%"'), _valued('office:value-type="string"')),
    "hidden contents": Open("12", NONE + " or 12", '<style:style style:name="Hx" style:family="table-cell"><style:table-cell-properties style:cell-protect="hidden-and-protected" style:print-content="false"/></style:style>', _styled("Hx")),
    "repeated over the cell": Open("12", "told or 12", '<style:style style:name="Rx" style:family="table-cell"><style:table-cell-properties style:repeat-content="true"/></style:style>', lambda text, at: _valued('office:value-type="string"')(_styled("Rx")(text, at), at)),
    "number in a text": Open("'12", "12 or told", around=_valued('office:value-type="string"')),
    "wide": Open("１２", "12", around=_valued('office:value-type="string"')),
}  # fmt: skip

RTF: dict[str, tuple[str, str]] = {
    "deleted": ("12{\\deleted 9}", "12"),
    "deleted with author": ("12{\\deleted\\revauthdel1\\revdttmdel0 9}", "12"),
    "inserted": ("1{\\revised\\revauth1 2}", "12"),
    "hidden switched off": ("{\\v 9}{\\v0 12}", "12"),
    "hidden by plain": ("{\\v 9\\plain 12}", "12"),
    "lifted": ("12{\\up8\\fs12 3}", SAFE),
    "sunk": ("12{\\dn8\\fs12 3}", SAFE),
    "lowered": ("12{\\sub 3}", SAFE),
    "raised and back": ("12{\\super 3\\nosupersub }", "12"),
    "double strike": ("{\\striked1 9}12", "12"),
    "strike off": ("{\\striked0\\strike0 12}", "12"),
    "tiny": ("12{\\fs0 3}", SAFE),
    "unicode": ("{\\uc1\\u49 ?\\u50 ?}", "12"),
    "unicode with two substitutes": ("{\\uc2\\u49 99\\u50 88}", "12"),
    "unicode without a substitute": ("{\\uc0\\u49 \\u50 }", "12"),
    "in hex": ("\\'31\\'32", "12"),
    "field": ("{\\field{\\*\\fldinst  =7*5}{\\fldrslt 12}}", "12"),
    "field without a star": ("{\\field{\\fldinst { SEQ 9}}{\\fldrslt {12}}}", SAFE),
    "form field": ("{\\field{\\*\\fldinst FORMTEXT{\\*\\formfield{\\fftype0{\\*\\ffdeftext 9}}}}{\\fldrslt 12}}", "12"),
    "bookmark": ("1{\\*\\bkmkstart a9}2{\\*\\bkmkend a9}", "12"),
    "list number": ("{\\listtext\\pard\\plain 3.\\tab}12", "told or 12"),
    "old list number": ("{\\pntext 1}2", "told or 12 or 2"),
    "shape": ("12{\\shp{\\*\\shpinst\\shpleft0\\shptop0{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt 3}}}", "told"),
    "shape without words": ("12{\\shp{\\*\\shpinst\\shpleft0\\shptop0\\shpright900\\shpbottom500{\\sp{\\sn shapeType}{\\sv 1}}{\\sp{\\sn fillColor}{\\sv 16777215}}}}", "told or 12"),
    "note": ("12{\\super\\chftn{\\footnote\\pard 9}}", "12"),
    "annotation": ("12{\\*\\atnid a}{\\*\\atnauthor b}\\chatn{\\*\\annotation 9}", "12"),
    "line": ("1\\line 2", "told"),
    "tab": ("1\\tab 2", "told"),
    "paragraph": ("1\\par 2", "told"),
    "soft hyphen": ("1\\-2", "12"),
    "fixed hyphen": ("1\\_2", "told"),
    "fixed blank": ("1\\~2", "told"),
    "dash": ("\\emdash 12", "told"),
    "bullet": ("\\bullet 12", "told or 12"),
    "narrow": ("12{\\charscalex1 3}", SAFE),
    "overlapping": ("{\\expndtw-200 912}", "912 or told"),
    "moved away": ("12{\\mvf 9}", "12 or told"),
    "object": ("12{\\object{\\*\\objdata 99}{\\result 3}}", "told"),
    "picture": ("12{\\pict\\pngblip 89504e47}", SAFE),
    "two kinds of picture": ("12{\\*\\shppict{\\pict 99}}{\\nonshppict{\\pict 88}}", SAFE),
    "upper": ("{\\upr{9}{\\*\\ud 12}}", SAFE),
    "formula": ("{\\*\\mmath 3}12", "told or 12"),
    "unknown group": ("12{\\*\\zzz 3}", "12"),
    "unknown word": ("12{\\zzz 3}", "told or 123"),
    "grey on white": ("{\\chshdng0\\chcbpat2 12}", SAFE),
    "caps": ("{\\caps 12}", "12"),
    "outlined": ("{\\outl 12}", SAFE),
    "page": ("1{\\field{\\*\\fldinst PAGE}{\\fldrslt 2}}", SAFE),
    "data": ("12{\\*\\datafield 39}", "12"),
    "skipped": ("12\\bin2 99", SAFE),
    "break of the source": ("1\r\n2", "12"),
    "break of the source escaped": ("1\\\r\n2", "told"),
    "old text": ("12{\\*\\oldcprops 9}", "12"),
    "macro": ("{\\field{\\*\\fldinst MACROBUTTON a 12}}", SAFE + " or blank"),
    "equation field": ("12{\\field{\\*\\fldinst EQ \\\\s\\\\up5(3)}{\\fldrslt }}", SAFE),
    "overlay field": ("{\\field{\\*\\fldinst EQ \\\\o(1,/)}{\\fldrslt }}2", "told"),
    "nested": ("{1{2}}", "12"),
    "bidi": ("{\\rtlch 21}", "told or 21 or 12"),
}  # fmt: skip
