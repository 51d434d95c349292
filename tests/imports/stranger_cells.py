"""A third set of cells as offices, sites and printers leave them: a figure seen, none, or no figure for sure.

The marks of what must come out are those of `strange_cells`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from drawn import FONT, SIZE, Draw, plain
from reportlab.pdfgen.canvas import Canvas
from strange_cells import SAFE, run

NONE = "blank or told"

HTML: dict[str, str] = {
    '<style>@media print{.p3{display:none}}</style>12<span class="p3"></span>': "12",
    '<style>.b4::after{content:"3"}</style><span class="b4">12</span>': "told",
    '<style>.b5:before{content:"\\0031"}</style><span class="b5">2</span>': "told",
    '<style>.b6::after{content:"件"}</style><span class="b6">12</span>': SAFE,
    '<style>.c7{counter-increment:n 12}.c7::before{content:counter(n)}</style><span class="c7"></span>': NONE,
    '<span style="transform:scaleX(0);display:inline-block">9</span>12': SAFE,
    '<span style="transform:translateX(-9999px);display:inline-block">9</span>12': SAFE,
    '<span style="transform:rotateY(90deg);display:inline-block">9</span>12': SAFE,
    '<span style="transform:scaleX(-1);display:inline-block">21</span>': "told",
    '<span style="transform:rotate(180deg);display:inline-block">21</span>': "told",
    '<details><summary>明细</summary>3</details>': NONE,
    "<details open><summary></summary>12</details>": SAFE,
    '<input value="12" disabled>': SAFE,
    '<input type="password" value="12">': "told",
    '<input type="checkbox" value="9">12': SAFE,
    '<input placeholder="12">': NONE,
    '<input type="text" value="1">2': "told",
    "<select><option>12</option><option>9</option></select>": SAFE,
    "<select multiple><option>1</option><option>2</option></select>": "told",
    "<button>9</button>12": "told",
    "<progress value='12'>9</progress>": NONE,
    "<meter value='12'>9</meter>": NONE,
    "<object>9</object>12": "told",
    "<audio>9</audio>12": SAFE,
    "<video>9</video>12": SAFE,
    '<span style="opacity:0.01">9</span>12': SAFE,
    '<span style="opacity:0%">9</span>12': "12",
    '<span style="visibility:collapse">9</span>12': "12",
    '<span style="color:rgba(0,0,0,0)">9</span>12': SAFE,
    '<span style="color:#0000">9</span>12': SAFE,
    '<style>:root{--c:none}.v{display:var(--c)}</style><span class="v">9</span>12': SAFE,
    '<style>.x1,.x2{display:none}</style><span class="x2">9</span>12': "12",
    '<style>@supports (display:grid){.s{display:none}}</style><span class="s">9</span>12': SAFE,
    '<style>@layer a{.l{display:none}}</style><span class="l">9</span>12': SAFE,
    '<style>.n{& .m{display:none}}</style><span class="n"><b class="m">9</b></span>12': SAFE,
    '<style>b+i{display:none}</style><b>12</b><i>9</i>': SAFE,
    '<style>b~i{display:none}</style><b>12</b><u></u><i>9</i>': SAFE,
    '<style>span:empty{}span:last-child{display:none}</style><b>12</b><span>9</span>': SAFE,
    '<style>span[class^="hid"]{display:none}</style><span class="hidden-x">9</span>12': SAFE,
    '<style>:is(.q1,.q2){display:none}</style><span class="q1">9</span>12': SAFE,
    '<span style="writing-mode:vertical-rl">12</span>': SAFE,
    '<span style="display:inline-flex;flex-direction:row-reverse"><b>2</b><b>1</b></span>': "told",
    '<span style="float:right">2</span>1': "told",
    '<font face="Wingdings">12</font>': "told",
    '<span style="font-family:Webdings,serif">12</span>': "told",
    '<span style="font:12pt Wingdings">12</span>': "told",
    '<span style="font:12pt/1.5 宋体">12</span>': "12",
    "<table><tr><td>1</td><td>2</td></tr></table>": NONE,
    '<table><tr><td>12</td></tr></table>': SAFE,
    "１２": "12", "1²": "1 or told", "¹²": "told", "½": "told", "Ⅻ": "told", "⒓": SAFE, "㈫": "told", "1⁄2": "told", "１，２００": "1200",
    "1'200": "told or 1200", "1 200": "told or 1200", "1\u202f200": "told or 1200", "1，200": "told or 1200", "1、200": "told",
    "1,2": "told", "12,00": "told", "1,20,000": "told", "12\u2060": "12", "1\u00ad2": "12", "\u22122": "told", "(2)": "told", "△2": "told",
    "▲2": "told", "12‰": "told", "12 件": "12", "12 次": SAFE, "12/年": "told", "无": NONE, "/": NONE, "——": NONE, "—2": "told", "12-": "told",
    "12?": "told", "≈12": "told", "12余": "told", "近12": "told", "12+": "told", "&gt;12": "told", "12*": SAFE, "*12": SAFE, "12（1）": "12 or told",
    "壹拾贰": SAFE, "十二": SAFE, "一二": SAFE, "〇": "0 or told", "零": "0 or told", "1O": "told", "l2": "told", "1e1": "told", "0x0c": "told",
    "१२": "told", "١٢": "told", "𝟏𝟐": SAFE, "🄋12": "told", "12.5": "told", "1.2.": "told", "12:00": "told", "12月": "told", "12（含3）": SAFE,
}  # fmt: skip

_PSTYLE = '</w:p><w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>'


def _field(instruction: str, result: str, look: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin" {look}/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _in_cell(look: str) -> Callable[[str, int], str]:
    """Put a look into the properties of the cell that holds the place."""

    def change(text: str, at: int) -> str:
        start = text.rindex("<w:tc>", 0, at) + len("<w:tc>")
        if text.startswith("<w:tcPr>", start):
            return text[: start + 8] + look + text[start + 8 :]
        return text[:start] + f"<w:tcPr>{look}</w:tcPr>" + text[start:]

    return change


def _in_paragraph(look: str) -> Callable[[str, int], str]:
    def change(text: str, at: int) -> str:
        start = text.rindex("<w:p>", 0, at) + len("<w:p>")
        if text.startswith("<w:pPr>", start):
            return text[: start + 7] + look + text[start + 7 :]
        return text[:start] + f"<w:pPr>{look}</w:pPr>" + text[start:]

    return change


def _in_table(look: str) -> Callable[[str, int], str]:
    def change(text: str, at: int) -> str:
        start = text.rindex("<w:tblPr>", 0, at) + len("<w:tblPr>")
        return text[:start] + look + text[start:]

    return change


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Struck"><w:name w:val="Struck"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="PaleTable"><w:name w:val="PaleTable"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="GhostTable"><w:name w:val="GhostTable"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Toggle"><w:name w:val="Toggle"/><w:rPr><w:strike/></w:rPr></w:style>'
)


@dataclass(frozen=True)
class Word:
    """What stands in the cell's paragraph, what is seen there, and what is changed around it."""

    content: str
    seen: str
    around: Callable[[str, int], str] = field(default=lambda text, at: text)


DOCX: dict[str, Word] = {
    "paragraph style hides": Word(run("12") + _PSTYLE.format("Ghost") + run("3"), "12"),
    "paragraph style pale": Word(run("12") + _PSTYLE.format("Pale") + run("3"), SAFE),
    "paragraph style strikes": Word(run("12") + _PSTYLE.format("Struck") + run("3"), "12"),
    "own paragraph hidden": Word(run("12"), NONE, _in_paragraph('<w:pStyle w:val="Ghost"/>')),
    "own paragraph pale": Word(run("12"), NONE, _in_paragraph('<w:pStyle w:val="Pale"/>')),
    "own paragraph struck": Word(run("12"), "told", _in_paragraph('<w:pStyle w:val="Struck"/>')),
    "font of signs": Word(run("12", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "told"),
    "font with letters": Word(run("12", '<w:rFonts w:ascii="Symbol"/>'), "12"),
    "toggled twice": Word(run("12", '<w:rStyle w:val="Toggle"/>'), SAFE, _in_paragraph('<w:pStyle w:val="Struck"/>')),
    "mark hidden": Word(run("12"), "12", _in_paragraph("<w:rPr><w:vanish/></w:rPr>")),
    "mark deleted": Word(run("1") + "</w:p><w:p>" + run("2"), "told or 12", _in_paragraph('<w:rPr><w:del w:id="3" w:author="a"/></w:rPr>')),
    "table style pale": Word(run("12"), NONE, _in_table('<w:tblStyle w:val="PaleTable"/>')),
    "cell shaded as the text": Word(run("12", '<w:color w:val="1F3864"/>'), NONE, _in_cell('<w:shd w:val="clear" w:fill="1F3864"/>')),
    "white in a dark cell": Word(run("12", '<w:color w:val="FFFFFF"/>'), SAFE, _in_cell('<w:shd w:val="clear" w:fill="1F3864"/>')),
    "solid pattern": Word(run("12", '<w:color w:val="FF0000"/>'), NONE, _in_cell('<w:shd w:val="solid" w:color="FF0000" w:fill="FFFFFF"/>')),
    "auto in black": Word(run("12", '<w:color w:val="auto"/>'), SAFE, _in_cell('<w:shd w:val="clear" w:fill="000000"/>')),
    "black in black": Word(run("12", '<w:color w:val="000000"/>'), NONE, _in_cell('<w:shd w:val="clear" w:fill="000000"/>')),
    "cell deleted": Word(run("12"), NONE, _in_cell('<w:cellDel w:id="5" w:author="a"/>')),
    "cell inserted": Word(run("12"), SAFE, _in_cell('<w:cellIns w:id="5" w:author="a"/>')),
    "cell hides its mark": Word(run("12"), "12", _in_cell("<w:hideMark/>")),
    "upright cell": Word(run("12"), SAFE, _in_cell('<w:textDirection w:val="btLr"/>')),
    "fitted cell": Word(run("12"), "12", _in_cell("<w:tcFitText/>")),
    "numbered in no list": Word(run("2"), "2 or told", _in_paragraph('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')),
    "numbered in no list by its style": Word(run("2"), "2 or told", _in_paragraph('<w:pStyle w:val="Numbered"/>')),
    "only a number": Word("", NONE, _in_paragraph('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')),
    "indented away": Word(run("12"), SAFE, _in_paragraph('<w:ind w:left="-20000"/>')),
    "no height": Word(run("12"), SAFE, _in_paragraph('<w:spacing w:line="1" w:lineRule="exact"/>')),
    "sequence": Word(_field(" SEQ 表 ", "12"), SAFE),
    "stale sum": Word(_field(" =SUM(ABOVE) ", "12"), SAFE),
    "reference": Word(_field(" REF a \\h ", "12"), "12"),
    "dirty": Word(_field(" REF a ", "12", 'w:dirty="true"'), SAFE),
    "quote": Word(_field(' QUOTE "9" ', "12"), "12"),
    "index entry": Word(run("12") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>XE "9"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "12"),
    "plain control with a placeholder": Word(run("12") + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("0") + "</w:sdtContent></w:sdt>", "told"),
    "check box control": Word(run("12") + '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/></w:sdtPr><w:sdtContent>' + run("☐") + "</w:sdtContent></w:sdt>", "told"),
    "table in the cell": Word("</w:p><w:tbl><w:tr><w:tc><w:p>" + run("12") + "</w:p></w:tc></w:tr></w:tbl><w:p>", SAFE),
    "two in a table in the cell": Word("</w:p><w:tbl><w:tr><w:tc><w:p>" + run("1") + "</w:p></w:tc><w:tc><w:p>" + run("2") + "</w:p></w:tc></w:tr></w:tbl><w:p>", NONE),
    "embedded page": Word(run("12") + '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/>', SAFE),
    "ruby over one digit": Word(run("1") + "<w:r><w:ruby><w:rt>" + run("9") + "</w:rt><w:rubyBase>" + run("2") + "</w:rubyBase></w:ruby></w:r>", "12"),
    "two lines in one": Word(run("12", '<w:eastAsianLayout w:id="1" w:combine="1"/>'), SAFE),
    "lying": Word(run("12", '<w:eastAsianLayout w:id="1" w:vert="1"/>'), SAFE),
    "special vanish": Word(run("12") + run("3", "<w:specVanish/><w:vanish/>"), "12"),
    "struck by nobody": Word(run("12", '<w:strike w:val="none"/>'), SAFE),
    "tint of white": Word(run("12") + run("3", '<w:color w:val="F2F2F2" w:themeColor="background1" w:themeShade="F2"/>'), SAFE),
    "white by a light theme": Word(run("12") + run("3", '<w:color w:themeColor="light1"/>'), SAFE),
    "pale yellow": Word(run("12") + run("3", '<w:color w:val="FFFFF0"/>'), SAFE),
    "inserted then deleted": Word(run("12") + '<w:del w:id="1" w:author="a"><w:ins w:id="2" w:author="b">' + run("3") + "</w:ins></w:del>", "12"),
    "old text of a look": Word('<w:r><w:rPr><w:rPrChange w:id="1" w:author="a"><w:rPr><w:strike/></w:rPr></w:rPrChange></w:rPr><w:t>12</w:t></w:r>', "12"),
    "symbol as a star": Word(run("12") + '<w:r><w:sym w:font="Symbol" w:char="F02A"/></w:r>', SAFE),
    "annotation": Word(run("12") + "<w:r><w:annotationRef/></w:r>", "12"),
    "last page break": Word(run("1") + "<w:r><w:lastRenderedPageBreak/></w:r>" + run("2"), "12"),
    "tab by its place": Word(run("1") + '<w:r><w:ptab w:alignment="right"/></w:r>' + run("2"), "told"),
    "outlined": Word(run("12", "<w:outline/>"), SAFE),
    "emphasis dots": Word(run("12", '<w:em w:val="dot"/>'), SAFE),
    "Word art": Word(run("12") + '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="3"/></v:shape></w:pict></w:r>', "told"),
    "half tiny": Word(run("12", '<w:sz w:val="4"/>'), "12 or " + NONE),
    "letters as digits": Word(run("l2"), "told"),
}  # fmt: skip


@dataclass(frozen=True)
class Book:
    """A cell of a workbook, what is seen there, its look, and a change of its sheet."""

    seen: str
    cell: str = '<c r="PLACE" s="STYLE"><v>12</v></c>'
    code: str = ""
    font: str = ""
    fill: str = ""
    align: str = ""
    sheet: Callable[[str, str], str] = field(default=lambda text, place: text)
    dxf: str = ""


def _sheet_text(text: str) -> str:
    return f'<c r="PLACE" t="inlineStr"><is>{text}</is></c>'


def _end(xml: str) -> Callable[[str, str], str]:
    """Put XML behind the sheet's rows and merged areas."""

    def change(text: str, place: str) -> str:
        mark = "</mergeCells>" if "</mergeCells>" in text else "</sheetData>"
        return text.replace(mark, mark + xml.replace("PLACE", place), 1)

    return change


def _rule(kind: str, formula: str = "") -> Callable[[str, str], str]:
    inside = f"<formula>{formula}</formula>" if formula else ""
    return _end(
        f'<conditionalFormatting sqref="PLACE"><cfRule type="{kind}" operator="greaterThan" priority="1" dxfId="DXF">'
        f"{inside}</cfRule></conditionalFormatting>"
    )


def _column(look: str) -> Callable[[str, str], str]:
    def change(text: str, place: str) -> str:
        import re

        letters = re.sub("[0-9]", "", place)
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        columns = f'<cols><col min="{number}" max="{number}" {look}/></cols>'
        text = re.sub(r"<cols>.*?</cols>", "", text)
        return text.replace("<sheetData", columns + "<sheetData", 1)

    return change


def _row(look: str) -> Callable[[str, str], str]:
    def change(text: str, place: str) -> str:
        import re

        number = re.sub("[A-Z]", "", place)
        return re.sub(rf'<row r="{number}"[^>]*?>', f'<row r="{number}" {look}>', text, count=1)

    return change


WHITE = '<font><color rgb="FFFFFFFF"/></font>'
XLSX: dict[str, Book] = {
    "Chinese numerals": Book(SAFE, code="[DBNum1][$-804]General"),
    "financial numerals": Book(SAFE, code="[DBNum2][$-804]General"),
    "full width numerals": Book(SAFE, code="[DBNum3][$-804]0"),
    "accounting": Book("12", code='_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '),
    "accounting with a sign": Book(SAFE, code='_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ '),
    "by thousands": Book("told", code='0.0,"千"'),
    "by ten thousands": Book("told", code='0!.0,"万"'),
    "percent": Book("told", code="0%"),
    "fraction": Book("told or 12", code="# ?/?"),
    "twelve quarters": Book("told", cell='<c r="PLACE" s="STYLE"><v>12.25</v></c>', code="# ?/?"),
    "leading zeros": Book(SAFE, code="0000"),
    "only for negative": Book("told or blank", code=";-0;"),
    "coloured white": Book("told or blank", code="[White]0"),
    "white by its colour number": Book("told", code="[Color2]0"),
    "only a text": Book("0 or told or blank", code='"无"'),
    "with a unit": Book("12", code='0"件"'),
    "in ten thousands written": Book("told", code='0"万件"'),
    "condition": Book("told", code='[<100]"少于一百";0'),
    "escaped digit": Book("told", code="0\\3"),
    "filled digit": Book("told", code="0*3"),
    "room of a digit": Book("12", code="0_3"),
    "hours": Book("told", code="[h]:mm"),
    "weekday": Book("told", code="[$-804]aaaa"),
    "zero as a stroke": Book(NONE + " or 0", cell='<c r="PLACE" s="STYLE"><v>0</v></c>', code='0;-0;"-"'),
    "zero as nothing": Book(NONE + " or 0", cell='<c r="PLACE" s="STYLE"><v>0</v></c>', code="#"),
    "rounded away": Book("told", cell='<c r="PLACE" s="STYLE"><v>12.4</v></c>', code="0"),
    "nearly white tint": Book("told", font='<font><color theme="1" tint="0.99"/></font>'),
    "white by full tint": Book("told", font='<font><color theme="4" tint="1"/></font>'),
    "black by the theme": Book("12", font='<font><color theme="1"/></font>'),
    "white on a theme fill": Book(SAFE, font=WHITE, fill='<fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill>'),
    "black on black theme": Book("told", font='<font><color theme="1"/></font>', fill='<fill><patternFill patternType="solid"><fgColor theme="1"/></patternFill></fill>'),
    "white on a gradient": Book(SAFE, font=WHITE, fill='<fill><gradientFill><stop position="0"><color rgb="FFFFFFFF"/></stop></gradientFill></fill>'),
    "struck by a rule": Book("told", sheet=_rule("cellIs", "1"), dxf="<dxf><font><strike/></font></dxf>"),
    "white by a rule": Book("told", sheet=_rule("cellIs", "1"), dxf='<dxf><font><color rgb="FFFFFFFF"/></font></dxf>'),
    "nothing by a rule": Book("told", sheet=_rule("expression", "TRUE"), dxf='<dxf><numFmt numFmtId="995" formatCode=";;;"/></dxf>'),
    "red by a rule": Book(SAFE, sheet=_rule("cellIs", "1"), dxf='<dxf><font><color rgb="FFFF0000"/></font></dxf>'),
    "only an icon": Book("told or blank", sheet=_end('<conditionalFormatting sqref="PLACE"><cfRule type="iconSet" priority="1"><iconSet iconSet="3Arrows" showValue="0"><cfvo type="percent" val="0"/><cfvo type="percent" val="33"/><cfvo type="percent" val="67"/></iconSet></cfRule></conditionalFormatting>')),
    "only a bar": Book("told or blank", sheet=_end('<conditionalFormatting sqref="PLACE"><cfRule type="dataBar" priority="1"><dataBar showValue="0"><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule></conditionalFormatting>')),
    "column without width": Book(NONE + " or 12", sheet=_column('width="0" customWidth="1"')),
    "column closed": Book(NONE + " or 12", sheet=_column('width="9" hidden="1" outlineLevel="1" collapsed="1"')),
    "narrow column": Book(SAFE, sheet=_column('width="0.5" customWidth="1"')),
    "row without height": Book(NONE, sheet=_row('ht="0" customHeight="1"')),
    "row closed": Book(NONE, sheet=_row('hidden="1" outlineLevel="1"')),
    "phonetic": Book("12", cell=_sheet_text('<t>12</t><rPh sb="0" eb="1"><t>3</t></rPh>')),
    "in pieces": Book("12", cell=_sheet_text("<r><t>1</t></r><r><t>2</t></r>")),
    "one piece struck": Book("12", cell=_sheet_text("<r><rPr><strike/></rPr><t>9</t></r><r><t>12</t></r>")),
    "one piece white": Book("told", cell=_sheet_text('<r><rPr><color rgb="FFFFFFFF"/></rPr><t>9</t></r><r><t>12</t></r>')),
    "one piece lowered": Book(SAFE, cell=_sheet_text('<r><t>12</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>3</t></r>')),
    "boolean": Book("told", cell='<c r="PLACE" t="b"><v>1</v></c>'),
    "date by type": Book("told", cell='<c r="PLACE" t="d"><v>2025-01-02</v></c>'),
    "formula without value": Book(NONE, cell='<c r="PLACE"><f>SUM(1,11)</f></c>'),
    "table of data": Book("12", cell='<c r="PLACE"><f t="dataTable" ref="PLACE"/><v>12</v></c>'),
    "stale sum of numbers": Book("told", cell='<c r="PLACE"><f>10+2</f><v>9</v></c>'),
    "sum of numbers": Book("12", cell='<c r="PLACE"><f>10+2</f><v>12</v></c>'),
    "stale sum of cells": Book("told", cell='<c r="PLACE"><f>SUM(ZY1:ZZ3,ZZ9)</f><v>12</v></c>'),
    "sum of blank cells": Book("0", cell='<c r="PLACE"><f>$ZY$1+ZZ3-ZZ4</f><v>0</v></c>'),
    "another sheet's": Book("12", cell='<c r="PLACE"><f>表二!A1+3</f><v>12</v></c>'),
    "apostrophe": Book(SAFE, cell=_sheet_text("<t>'12</t>")),
    "indented": Book("12", align='<alignment indent="3"/>'),
    "stacked": Book(SAFE, align='<alignment textRotation="255"/>'),
    "font of signs": Book("told", font='<font><name val="Wingdings 2"/></font>'),
    "text in a font of signs": Book("told", cell=_sheet_text('<r><t>1</t></r><r><rPr><rFont val="Webdings"/></rPr><t>2</t></r>')),
    "tiny": Book("told or blank", font='<font><sz val="0.5"/></font>'),
    "half in the file": Book("told", cell='<c r="PLACE"><v>12.5</v></c>'),
    "float dust": Book(SAFE, cell='<c r="PLACE"><v>11.999999999999998</v></c>'),
    "thousands shown": Book("1200", cell='<c r="PLACE" s="STYLE"><v>1200</v></c>', code="#,##0"),
    "no-break blanks": Book("12", cell=_sheet_text("<t>\u00a012\u3000</t>")),
    "stroke in a text": Book("told", cell=_sheet_text("<t>1-2</t>")),
    "wan in brackets": Book("told", cell=_sheet_text("<t>1.2万</t>")),
}  # fmt: skip


def _text(mode: int, words: str) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        text = canvas.beginText(x, y)
        text.setTextRenderMode(mode)
        text.textOut(words)
        text.setTextRenderMode(0)
        canvas.drawText(text)

    return draw


def _then(canvas: Canvas, x: float, y: float, words: str = "3") -> None:
    canvas.drawString(x + canvas.stringWidth("12", FONT, SIZE) + 0.2, y, words)


def _invisible_behind(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    _text(3, "3")(canvas, x + 11, y)


def _clipped(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.rect(x - 1, y - 3, canvas.stringWidth("12", FONT, SIZE) + 1, 14)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(x, y, "123")


def _clipped_all(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 5, 5)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(x, y, "12")
    canvas.restoreState()


def _mirrored(canvas: Canvas, x: float, y: float) -> None:
    canvas.translate(x + 20, y)
    canvas.scale(-1, 1)
    canvas.drawString(0, 0, "21")


def _head_down(canvas: Canvas, x: float, y: float) -> None:
    canvas.translate(x + 20, y + 7)
    canvas.rotate(180)
    canvas.drawString(0, 0, "21")


def _slanted(canvas: Canvas, x: float, y: float) -> None:
    canvas.translate(x, y)
    canvas.skew(0, 12)
    canvas.drawString(0, 0, "12")


def _tiny(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFont(FONT, 0.5)
    _then(canvas, x, y)


def _raised(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFont(FONT, 5)
    canvas.drawString(x + 11.5, y + 4, "3")


def _lowered(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFont(FONT, 5)
    canvas.drawString(x + 11.5, y - 2, "3")


def _pale(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFillColorRGB(0.985, 0.985, 0.985)
    _then(canvas, x, y)


def _white_cmyk(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFillColorCMYK(0, 0, 0, 0)
    _then(canvas, x, y)


def _white_on_dark(canvas: Canvas, x: float, y: float) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.4)
    canvas.rect(x - 2, y - 3, 40, 13, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(x, y, "12")


def _covered_by_a_path(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    _then(canvas, x, y)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.circle(x + 15, y + 3, 5, stroke=0, fill=1)


def _covered_by_a_thick_line(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "123")
    canvas.setStrokeColorRGB(1, 1, 1)
    canvas.setLineWidth(12)
    width = canvas.stringWidth("12", FONT, SIZE)
    canvas.line(x + width + 0.3, y + 3, x + width + 8, y + 3)


def _blacked(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.rect(x - 1, y - 2, 14, 12, stroke=0, fill=1)


def _over_all(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(x - 1, y - 3, 30, 13, stroke=0, fill=1)


def _glassy_over(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.setFillColorRGB(1, 1, 0)
    canvas.setFillAlpha(0.3)
    canvas.rect(x - 1, y - 3, 30, 13, stroke=0, fill=1)


def _pieces(canvas: Canvas, x: float, y: float) -> None:
    for index, digit in enumerate("12"):
        text = canvas.beginText(x + index * canvas.stringWidth("1", FONT, SIZE), y)
        text.textOut(digit)
        canvas.drawText(text)


def _half_over(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "1")
    canvas.drawString(x + 2.5, y, "2")


def _other_over(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.drawString(x, y, "77")


def _out_of_page(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.drawString(-300, y, "3")


def _struck_thick(canvas: Canvas, x: float, y: float) -> None:
    width = canvas.stringWidth("9", FONT, SIZE)
    canvas.drawString(x, y, "912")
    canvas.rect(x, y + 3, width, 0.8, stroke=0, fill=1)


def _underlined(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.rect(x, y - 1.4, canvas.stringWidth("12", FONT, SIZE), 0.7, stroke=0, fill=1)


def _waved(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "912")
    width = canvas.stringWidth("9", FONT, SIZE)
    path = canvas.beginPath()
    path.moveTo(x, y + 3)
    for step in range(1, 5):
        path.lineTo(x + width * step / 4, y + 3 + (1 if step % 2 else -1))
    canvas.drawPath(path, stroke=1, fill=0)


def _in_a_form(canvas: Canvas, x: float, y: float) -> None:
    canvas.beginForm("figure")
    canvas.setFont(FONT, SIZE)
    canvas.drawString(0, 0, "12")
    canvas.endForm()
    canvas.translate(x, y)
    canvas.doForm("figure")


def _note(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.textAnnotation("9", (x + 12, y, x + 20, y + 8), relative=1)


def _typewriter(canvas: Canvas, x: float, y: float) -> None:
    canvas.freeTextAnnotation("12", "/Helv 9 Tf 0 g", (x, y - 2, x + 30, y + 10), relative=1)


def _typewriter_behind(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.freeTextAnnotation("3", "/Helv 9 Tf 0 g", (x + 11, y - 2, x + 30, y + 10), relative=1)


def _check_box(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "12")
    canvas.acroForm.checkbox(x=x + 14, y=y - 1, size=8, checked=True)


def _field_behind(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawString(x, y, "1")
    canvas.acroForm.textfield(value="2", x=x + 6, y=y - 3, width=20, height=13, fontSize=9, borderWidth=0)


PDF: dict[str, tuple[Draw, str]] = {
    "invisible behind": (_invisible_behind, "12"), "all invisible": (_text(3, "12"), NONE), "clipped": (_clipped, "12"),
    "clipped away": (_clipped_all, NONE), "mirrored": (_mirrored, "told"), "head down": (_head_down, "told"), "slanted": (_slanted, SAFE),
    "tiny": (_tiny, "12"), "raised": (_raised, "12"), "lowered": (_lowered, SAFE), "pale": (_pale, SAFE), "white cmyk": (_white_cmyk, SAFE),
    "white on dark": (_white_on_dark, SAFE), "covered by a path": (_covered_by_a_path, SAFE), "thick line": (_covered_by_a_thick_line, SAFE),
    "blacked": (_blacked, NONE), "covered": (_over_all, NONE), "glass": (_glassy_over, "12"), "pieces": (_pieces, "12"),
    "half over": (_half_over, SAFE), "other over": (_other_over, "told"), "out of page": (_out_of_page, "12"),
    "struck by a box": (_struck_thick, "12"), "underlined": (_underlined, "12"), "waved": (_waved, SAFE), "form": (_in_a_form, "12"),
    "note": (_note, "12"), "typewriter": (_typewriter, SAFE + " or blank"), "typewriter behind": (_typewriter_behind, "told"),
    "check box": (_check_box, SAFE), "field behind": (_field_behind, "told"), "ligature": (plain("12ﬁ"), SAFE),
    "superscript digit": (plain("12²"), SAFE), "two lines of thousands": (plain("1,200"), "1200"), "roman": (plain("Ⅻ"), "told"),
    "stroke": (plain("1/2"), "told"), "minus": (plain("−12"), "told"), "percent": (plain("12%"), "told"),
}  # fmt: skip

TEXTS: dict[str, str] = {
    " 12 ": "12", "12\u200b": "12", '"12"': SAFE, "'12": SAFE, "=12": SAFE, '="12"': SAFE, "12.0": "12", "1.2E+01": SAFE, "1.2E+05": "told",
    "1 2": "told", "12;13": "told", "12|13": "told", "####": "told", "#REF!": "told", "#DIV/0!": "told", "TRUE": "told", "NULL": "told",
    "-": NONE, "–12": "told", "12％": "told", "1２": "12", "十2": "told", "1万2": "told", "12。": SAFE, "12，": SAFE, "¥12": SAFE, "12元": "told",
    "２５，０００": "25000", "25 000": "25000 or told", "012": SAFE, "+12": SAFE, "1-2": "told", "45658": "45658", "12人次": SAFE,
}  # fmt: skip
