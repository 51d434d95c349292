"""Cells of workbooks as strange programs and people leave them, each with what a person sees there (`cells_seen`)."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from cells_seen import NONE, SAFE
from test_seen_xlsx import CELL, FILES


def number(value: str, formula: str = "") -> str:
    """Return a cell with a number."""
    return f'<c r="PLACE" s="STYLE">{formula}<v>{value}</v></c>'


def _text(inside: str) -> str:
    """Return a cell with a text, in pieces where they have looks of their own."""
    return f'<c r="PLACE" s="STYLE" t="inlineStr"><is>{inside}</is></c>'


def inline(text: str) -> str:
    """Return a cell with a text, with its blanks."""
    return _text(f'<t xml:space="preserve">{text}</t>')


@dataclass(frozen=True)
class Book:
    """A cell of a workbook, what is seen there, its look, and what is changed in its sheet."""

    seen: str
    cell: str = number("12")
    code: str = ""
    font: str = ""
    fill: str = ""
    align: str = ""
    sheet: Callable[[str, str], str] = field(default=lambda text, place: text)
    dxf: str = ""
    more: str = ""


def _count(styles: str, name: str, item: str) -> int:
    inside = styles.split(f"<{name}")[1].split(f"</{name}>")[0] if f"</{name}>" in styles else ""
    return len(re.findall(rf"<{item}[ />]", inside))


def workbook(book: Book) -> bytes:
    """Return a workbook with a strange cell in a figure's place."""
    styles = FILES["xl/styles.xml"].decode()
    font = _count(styles, "fonts", "font") if book.font else 0
    fill = _count(styles, "fills", "fill") if book.fill else 0
    look, rule = _count(styles, "cellXfs", "xf"), _count(styles, "dxfs", "dxf")
    code_number = 994 if book.code else 0
    xf = f'<xf fontId="{font}" fillId="{fill}" numFmtId="{code_number}" {book.more}>{book.align}</xf>'
    code = book.code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    styles = styles.replace("</numFmts>", f'<numFmt numFmtId="994" formatCode="{code}"/></numFmts>')
    styles = styles.replace("</fonts>", f"{book.font}</fonts>").replace("</fills>", f"{book.fill}</fills>")
    styles = styles.replace("</cellXfs>", f"{xf}</cellXfs>")
    if book.dxf:
        styles = re.sub(r"<dxfs[^>]*/>", "", styles)
        styles = (
            styles.replace("</dxfs>", f"{book.dxf}</dxfs>")
            if "</dxfs>" in styles
            else styles.replace("</styleSheet>", f"<dxfs>{book.dxf}</dxfs></styleSheet>")
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in FILES.items():
            text = styles if name == "xl/styles.xml" else data.decode()
            if found := CELL.search(text):
                text = book.sheet(text, found["place"]).replace("DXF", str(rule))
                cell = book.cell.replace("STYLE", str(look)).replace("PLACE", found["place"])
                text = CELL.sub(lambda _, cell=cell: cell, text)  # type: ignore[misc]
            archive.writestr(name, text)
    return buffer.getvalue()


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
        number = re.sub("[A-Z]", "", place)
        return re.sub(rf'<row r="{number}"[^>]*?>', f'<row r="{number}" {look}>', text, count=1)

    return change


def _view(look: str) -> Callable[[str, str], str]:
    def change(text: str, place: str) -> str:
        view = f'<sheetViews><sheetView workbookViewId="0" {look}/></sheetViews>'
        text = re.sub(r"<sheetViews>.*?</sheetViews>", "", text, flags=re.DOTALL)
        mark = "<sheetFormatPr" if "<sheetFormatPr" in text else "<cols" if "<cols" in text else "<sheetData"
        return text.replace(mark, view + mark, 1)

    return change


def _stale(formula: str) -> str:
    """Return a cell whose formula comes to another number than the 9 that is kept with it."""
    return f'<c r="PLACE"><f>{formula}</f><v>9</v></c>'


WHITE = '<font><color rgb="FFFFFFFF"/></font>'
_SOLID = '<fill><patternFill patternType="solid"><fgColor rgb="{}"/></patternFill></fill>'
_RED = '<dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></dxf>'
_RULE = _end(
    '<conditionalFormatting sqref="PLACE"><cfRule type="cellIs" dxfId="DXF" priority="1" operator="greaterThan">'
    "<formula>5</formula></cfRule></conditionalFormatting>"
)
_X14 = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:cfRule type="expression" priority="1" id="{0}"><xm:f>TRUE</xm:f><x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf></x14:cfRule>'
    "<xm:sqref>PLACE</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)
_STALE_FORMULAS = {
    "stale difference": "ZZ9-12+0*ZZ8",
    "stale product": "12*1",
    "stale rounding": "ROUND(SUM(10,2),0)",
    "stale subtotal": "SUBTOTAL(9,ZZ1:ZZ9)",
    "stale condition": 'IF(ZZ9="",12,9)',
    "stale of several": "SUM(10,2)-SUM(ZZ1:ZZ3)",
    "stale plus": "+ZZ9+12",
    "stale value": 'VALUE("12")',
    "stale count": "COUNTA(ZZ1:ZZ9)",
    "stale product sum": "SUMPRODUCT(ZZ1:ZZ9,ZZ1:ZZ9)",
    "stale number": "N(12)",
    "stale brackets": "(10+2)",
    "stale maximum": "MAX(12,1)",
}  # fmt: skip
XLSX: dict[str, Book] = {
    name: Book("told", cell=_stale(formula)) for name, formula in _STALE_FORMULAS.items()
}
XLSX |= {
    "blanks around": Book("12", cell=inline(" 12 ")),
    "line break": Book("told", cell=inline("1\n2")),
    "escaped line break": Book("told", cell=inline("1_x000D_2")),
    "escaped digit in a text": Book(SAFE, cell=inline("_x0031_2")),
    "joined by a formula": Book("12", cell='<c r="PLACE" t="str"><f>"1"&amp;"2"</f><v>12</v></c>'),
    "exponent": Book("12", cell=number("1.2E1")),
    "shared formula": Book("12", cell=number("12", formula='<f t="shared" si="0"/>')),
    "array formula": Book("12", cell=number("12", formula='<f t="array" ref="PLACE">SUM(1,11)</f>')),
    "two values": Book("12 or told or wrong file", cell='<c r="PLACE"><v>12</v><v>13</v></c>'),
    "shown as nothing": Book("blank or told", code='"";"";""'),
    "digit of the format": Book("told", code='0"1"'),
    "quoted": Book("12", cell=inline("12"), more='quotePrefix="1"'),
    "repeated over the cell": Book("told", align='<alignment horizontal="fill"/>'),
    "upright": Book("12", align='<alignment textRotation="90" shrinkToFit="1"/>'),
    "white by the theme": Book("told", font='<font><color theme="0"/></font>'),
    "one point": Book("blank or told", font='<font><sz val="1"/></font>'),
    "white by its number": Book("told", font='<font><color indexed="9"/></font>'),
    "white on blue": Book("12", font='<font><color indexed="9"/></font>', fill=_SOLID.format("FF1F3864")),
    "red on red": Book("told", font='<font><color rgb="FFFF0000"/></font>', fill=_SOLID.format("FFFF0000")),
    "number as text": Book("12", cell=inline("12"), code="@"),
    "just over": Book("told", cell=number("12.0000001")),
    "full width": Book("12", cell=inline("１２")),
    "zero width": Book("12", cell=inline("1\u200b2")),
    "thousands in a text": Book("1200", cell=inline("1,200")),
    "with a remark": Book("12", cell=inline("12（含上年3）")),
    "two figures": Book("told", cell=inline("12/3")),
    "stroke": Book("told", cell=inline("—")),
    "negative": Book("told", cell=number("-12")),
    "circled": Book(SAFE, cell=inline("⑫")),
    "date text": Book("told", cell=inline("2025-1-2")),
    "percent in a text": Book("told", cell=inline("12%")),
    "plus": Book(SAFE, cell=inline("+12")),
    "paren negative": Book("told", cell=inline("(12)")),
    "leading zeros in a text": Book(SAFE, cell=inline("0012")),
    "roman": Book("told", cell=inline("XII")),
    "chinese": Book(SAFE, cell=inline("十二")),
    "space thousands": Book("told or 1200", cell=inline("1 200")),
    "dot thousands": Book("told", cell=inline("1.200")),
    "huge": Book("told", cell=number("1E+12")),
    "formula text": Book("12", cell='<c r="PLACE" t="str"><f>TEXT(12,"0")</f><v>12</v></c>'),
    "empty string": Book("blank or told", cell='<c r="PLACE" t="str"><f>""</f><v></v></c>'),
    "n/a": Book("told", cell='<c r="PLACE" t="e"><v>#N/A</v></c>'),
    "unit wan": Book("told or 120000", cell=inline("12万")),
    "approx": Book("told", cell=inline("约12")),
    "Chinese numerals": Book(SAFE, code="[DBNum1][$-804]General"),
    "financial numerals": Book(SAFE, code="[DBNum2][$-804]General"),
    "full width numerals": Book(SAFE, code="[DBNum3][$-804]0"),
    "accounting": Book("12", code='_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '),
    "accounting with a sign": Book(SAFE, code='_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ '),
    "by thousands": Book("told", code='0.0,"千"'),
    "by ten thousands": Book("told", code='0!.0,"万"'),
    "percent": Book("told", code="0%"),
    "fraction": Book("told or 12", code="# ?/?"),
    "twelve quarters": Book("told", cell=number("12.25"), code="# ?/?"),
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
    "zero as a stroke": Book(NONE + " or 0", cell=number("0"), code='0;-0;"-"'),
    "zero as nothing": Book(NONE + " or 0", cell=number("0"), code="#"),
    "rounded away": Book("told", cell=number("12.4"), code="0"),
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
    "phonetic": Book("12", cell=_text('<t>12</t><rPh sb="0" eb="1"><t>3</t></rPh>')),
    "in pieces": Book("12", cell=_text("<r><t>1</t></r><r><t>2</t></r>")),
    "one piece struck": Book("12", cell=_text("<r><rPr><strike/></rPr><t>9</t></r><r><t>12</t></r>")),
    "one piece white": Book("told", cell=_text('<r><rPr><color rgb="FFFFFFFF"/></rPr><t>9</t></r><r><t>12</t></r>')),
    "one piece lowered": Book(SAFE, cell=_text('<r><t>12</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>3</t></r>')),
    "boolean": Book("told", cell='<c r="PLACE" t="b"><v>1</v></c>'),
    "date by type": Book("told", cell='<c r="PLACE" t="d"><v>2025-01-02</v></c>'),
    "formula without value": Book(NONE, cell='<c r="PLACE"><f>SUM(1,11)</f></c>'),
    "table of data": Book("12", cell='<c r="PLACE"><f t="dataTable" ref="PLACE"/><v>12</v></c>'),
    "stale sum of numbers": Book("told", cell='<c r="PLACE"><f>10+2</f><v>9</v></c>'),
    "sum of numbers": Book("12", cell='<c r="PLACE"><f>10+2</f><v>12</v></c>'),
    "stale sum of cells": Book("told", cell='<c r="PLACE"><f>SUM(ZY1:ZZ3,ZZ9)</f><v>12</v></c>'),
    "sum of blank cells": Book("0", cell='<c r="PLACE"><f>$ZY$1+ZZ3-ZZ4</f><v>0</v></c>'),
    "another sheet's": Book("12", cell='<c r="PLACE"><f>表二!A1+3</f><v>12</v></c>'),
    "apostrophe": Book(SAFE, cell=_text("<t>'12</t>")),
    "indented": Book("12", align='<alignment indent="3"/>'),
    "stacked": Book(SAFE, align='<alignment textRotation="255"/>'),
    "font of signs": Book("told", font='<font><name val="Wingdings 2"/></font>'),
    "text in a font of signs": Book("told", cell=_text('<r><t>1</t></r><r><rPr><rFont val="Webdings"/></rPr><t>2</t></r>')),
    "tiny": Book("told or blank", font='<font><sz val="0.5"/></font>'),
    "half in the file": Book("told", cell='<c r="PLACE"><v>12.5</v></c>'),
    "float dust": Book(SAFE, cell='<c r="PLACE"><v>11.999999999999998</v></c>'),
    "thousands shown": Book("1200", cell=number("1200"), code="#,##0"),
    "no-break blanks": Book("12", cell=_text("<t>\u00a012\u3000</t>")),
    "stroke in a text": Book("told", cell=_text("<t>1-2</t>")),
    "wan in brackets": Book("told", cell=_text("<t>1.2万</t>")),
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
    "negative in brackets": Book("told", cell=number("-12"), code="0_);(0)"),
    "negative without a sign": Book("told", cell=number("-12"), code="0;0"),
    "negative in red": Book("told", cell=number("-12"), code="0;[Red]0"),
    "strokes between": Book("told", code="000-000"),
    "exactly": Book("told", code='[=12]"一打";0'),
    "per mille": Book("told", code='0"‰"'),
    "text of a date": Book("told", cell=_text("<t>2024/12</t>")),
    "year of an emperor": Book("told", code="[$-411]ggge"),
    "one day": Book("told", code="d"),
    "general date number": Book("45658", cell=number("45658"), code="General"),
    "millions": Book("told", cell=number("12000000"), code='0,,"百万"'),
    "phone": Book("told", code="(000) 0000"),
    "stale reference": Book("told or blank", cell=_stale("ZZ9")),
    "stale text": Book("told", cell='<c r="PLACE" t="str"><f>"1"&amp;"2"</f><v>9</v></c>'),
    "fresh difference": Book("12", cell='<c r="PLACE"><f>15-3</f><v>12</v></c>'),
    "fresh product": Book("12", cell='<c r="PLACE"><f>6*2</f><v>12</v></c>'),
    "fresh rounding": Book("12", cell='<c r="PLACE"><f>ROUND(11.6,0)</f><v>12</v></c>'),
    "fresh look-up": Book("12", cell='<c r="PLACE"><f>VLOOKUP("甲",ZY1:ZZ9,2,0)</f><v>12</v></c>'),
    "error as a text": Book("told", cell='<c r="PLACE" t="str"><f>ZZ9</f><v>#N/A</v></c>'),
    "text box over the cell": Book("12", cell='<c r="PLACE"><v>12</v></c>'),
    "spilled": Book("12", cell='<c r="PLACE" cm="1"><f t="array" ref="PLACE">_xlfn.SEQUENCE(1,1,12)</f><v>12</v></c>'),
    "automatic on black": Book("told or 12", fill=_SOLID.format("FF000000")),
    "white on grey dots": Book(SAFE, font='<font><color rgb="FFFFFFFF"/></font>', fill='<fill><patternFill patternType="gray125"/></fill>'),
    "superscript by unicode": Book("told or 1", cell=_text("<t>1²</t>")),
    "digit struck by a sign": Book("told", cell=_text("<t>1̶2̶</t>")),
    "quarters": Book("told", cell='<c r="PLACE"><v>12.25</v></c>'),
    "number in a text with a line": Book("told or 12", cell=_text("<t>12\n（含3）</t>")),
    "number as text in thousands": Book("1200", cell=_text("<t>1,200</t>")),
    "wide thousands": Book("told or 1200", cell=_text("<t>1，200</t>")),
    "empty text": Book("blank", cell=_text("<t></t>")),
    "blank text": Book("blank", cell=_text("<t>　</t>")),
    "lone apostrophe": Book("blank or told", cell=_text("<t>'</t>")),
    "raised whole": Book("told", font='<font><vertAlign val="subscript"/></font>'),
    "double strike by a piece": Book("12", cell=_text("<r><rPr><strike val=\"1\"/></rPr><t>9</t></r><r><rPr><b/></rPr><t>12</t></r>")),
    "filled with a digit": Book("told", code="*90"),
    "room of a nine": Book(SAFE, code="0_9"),
    "digit behind a stroke": Book("told", code="0\\3"),
    "other digits for all": Book(SAFE, cell=number("99"), code='"12"'),
    "other digits for one": Book("told or 9", code='[=12]"9";0'),
    "as a fraction": Book(SAFE, code="# ?/?"),
    "hours alone": Book("told", code="[h]"),
    "years": Book("told", code="yyyy"),
    "white by its format": Book("told or 12", code="[White]0"),
    "only texts": Book(NONE, code=";;;@"),
    "white window": Book("told or blank", font='<font><color indexed="65"/></font>'),
    "too wide for its column": Book("123456789 or told", cell=number("123456789"), sheet=_column('width="3" customWidth="1"')),
    "only a sign": Book("told or blank", sheet=_end('<conditionalFormatting sqref="PLACE"><cfRule type="iconSet" priority="1"><iconSet showValue="0"><cfvo type="percent" val="0"/><cfvo type="percent" val="33"/><cfvo type="percent" val="67"/></iconSet></cfRule></conditionalFormatting>')),
    "picture as a value": Book("told or blank", cell='<c r="PLACE" t="e" vm="1"><v>#VALUE!</v></c>'),
    "two lines": Book("told", cell=_text("<t>1&#10;2</t>")),
    "narrow blanks": Book(SAFE, cell=_text("<t>\u20091\u200b2\u2060</t>")),
    "upside down": Book(SAFE, align='<alignment textRotation="180"/>'),
    "formulas shown": Book("told", cell='<c r="PLACE" s="STYLE"><f>6*2</f><v>12</v></c>', sheet=_view('showFormulas="1"')),
    "red by rule": Book("told", font='<font><color rgb="FFFF0000"/></font>', sheet=_RULE, dxf=_RED),
    "black on red by rule": Book("12", sheet=_RULE, dxf=_RED),
    "black on black": Book("told", font="<font><sz val='11'/></font>", fill=_SOLID.format("FF000000")),
    "red by number on red": Book("told", font='<font><color indexed="10"/></font>', fill=_SOLID.format("FFFF0000")),
    "number above its note": Book("12 or told", cell='<c r="PLACE" t="inlineStr"><is><t>12&#10;（上年8）</t></is></c>'),
}  # fmt: skip
