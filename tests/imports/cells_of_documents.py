"""Cells of Word's as strange programs and people leave them, each with what a person sees there (`cells_seen`)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from cells_seen import NONE, SAFE
from test_seen_docx import MARK, RUN, packed, parts, run


@dataclass(frozen=True)
class Word:
    """What stands in the cell's paragraph, what is seen there, and what is changed around it."""

    content: str
    seen: str
    around: Callable[[str, int], str] = field(default=lambda text, at: text)


def document(word: Word) -> bytes:
    """Return a document with a strange cell in a figure's place."""
    files = parts()
    text = files["word/document.xml"]
    text, count = RUN.subn(lambda _: word.content, word.around(text, text.index(str(MARK))))
    assert count == 1
    for name, end, more in (("styles", "</w:styles>", STYLES), ("numbering", "</w:numbering>", NUMBERING)):
        if f"word/{name}.xml" in files:
            files[f"word/{name}.xml"] = files[f"word/{name}.xml"].replace(end, more + end)
    return packed(files | {"word/document.xml": text})


_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def _field(instruction: str, result: str | None = None, look: str = "") -> str:
    """Return a field; one without a result is what Word works out only when it shows it."""
    begin = _MARK.format("begin").replace("/>", f" {look}/>")
    shown = "" if result is None else _MARK.format("separate") + run(result)
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}{_MARK.format('end')}"


def _within(element: str, look: str) -> Callable[[str, int], str]:
    """Put a look into the properties of the innermost such element that holds the place."""
    begin, properties = f"<w:{element}>", f"<w:{element}Pr>"

    def change(text: str, at: int) -> str:
        start = text.rindex(begin, 0, at) + len(begin)
        if text.startswith(properties, start):
            start += len(properties)
            return text[:start] + look + text[start:]
        return f"{text[:start]}{properties}{look}{properties.replace('<', '</')}{text[start:]}"

    return change


_in_cell, _in_paragraph, _in_table = (partial(_within, element) for element in ("tc", "p", "tbl"))

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Struck"><w:name w:val="Struck"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="table" w:styleId="PaleTable"><w:name w:val="PaleTable"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="GhostTable"><w:name w:val="GhostTable"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Toggle"><w:name w:val="Toggle"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="PaleLast"><w:name w:val="PaleLast"/><w:tblStylePr w:type="lastCol"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:tblStylePr>'
    '<w:tblStylePr w:type="wholeTable"><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>'
    '<w:style w:type="character" w:styleId="Raised"><w:name w:val="Raised"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="RaisedBy"><w:name w:val="RaisedBy"/><w:rPr><w:position w:val="8"/><w:sz w:val="10"/></w:rPr></w:style>'
    # What a table's style says of its last column is not worked out: no cell of the table is certain.
    '<w:style w:type="table" w:styleId="Rarely"><w:tblStylePr w:type="lastCol"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:tblStylePr></w:style>'
)

NUMBERING = (
    '<w:abstractNum w:abstractNumId="41"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="41"><w:abstractNumId w:val="41"/></w:num>'
)
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="41"/></w:numPr>'

_NEXT = "</w:p><w:p>"
_PSTYLE = '</w:p><w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr>'
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_TEXT_BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">'
    '<w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent><w:p>'
    f"{run('3')}</w:p></w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/>"
    "</mc:Fallback></mc:AlternateContent>"
)
_SHAPE = (
    '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:60pt;height:20pt;z-index:5" '
    'fillcolor="white" stroked="f"/></w:pict></w:r>'
)
_ALT = "<w:rPr><w:strike/></w:rPr>"

DOCX: dict[str, Word] = {
    "comment": Word('<w:commentRangeStart w:id="0"/>' + run("12") + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', "12"),
    "endnote": Word(run("12") + '<w:r><w:endnoteReference w:id="2"/></w:r>', "12"),
    "smart tag": Word('<w:smartTag w:element="x">' + run("1") + "</w:smartTag>" + run("2"), "12"),
    "custom xml": Word('<w:customXml w:element="x">' + run("12") + "</w:customXml>", "12"),
    "hyperlink": Word("<w:hyperlink>" + run("12") + "</w:hyperlink>", "12"),
    "simple field": Word('<w:fldSimple w:instr="=SUM(ABOVE)">' + run("12") + "</w:fldSimple>", "12"),
    "tab": Word(run("1") + "<w:r><w:tab/></w:r>" + run("2"), "told"),
    "line break": Word(run("1") + "<w:r><w:br/></w:r>" + run("2"), "told"),
    "carriage return": Word(run("1") + "<w:r><w:cr/></w:r>" + run("2"), "told"),
    "two paragraphs": Word(run("1") + _NEXT + run("2"), "told"),
    "deleted in inserted": Word('<w:ins w:id="1" w:author="a"><w:del w:id="2" w:author="a"><w:r><w:delText>3</w:delText></w:r></w:del></w:ins>' + run("12"), "12"),
    "moved here": Word('<w:moveTo w:id="1" w:author="a">' + run("12") + "</w:moveTo>", "12"),
    "hidden paragraph": Word(run("12") + _NEXT + run("3", "<w:vanish/>"), "12"),
    "struck paragraph": Word(run("9", "<w:strike/>") + _NEXT + run("12"), "12"),
    "emboss": Word(run("12", "<w:emboss/>"), "12"),
    "white by the theme": Word(run("12") + run("3", '<w:color w:val="auto" w:themeColor="background1"/>'), SAFE),
    "white fill of text": Word(run("12") + run("3", f'<w14:textFill {_W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>'), SAFE),
    "text without fill": Word(run("12") + run("3", f"<w14:textFill {_W14}><w14:noFill/></w14:textFill>"), SAFE),
    "narrow as nothing": Word(run("12") + run("3", '<w:w w:val="1"/>'), SAFE),
    "text box of today": Word(run("12") + f"<w:r>{_TEXT_BOX}</w:r>", "told"),
    "soft hyphen": Word(run("1") + "<w:r><w:softHyphen/></w:r>" + run("2"), "12"),
    "hyphen": Word(run("1") + "<w:r><w:noBreakHyphen/></w:r>" + run("2"), "told"),
    "page number": Word(run("12") + "<w:r><w:pgNum/></w:r>", SAFE),
    "placeholder": Word("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处输入") + "</w:sdtContent></w:sdt>", "told"),
    "chosen from a list": Word("<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>" + run("12") + "</w:sdtContent></w:sdt>", "12"),
    "blanks around": Word(run(" 12 "), "12"),
    "full width": Word(run("１２"), "12"),
    "right to left": Word(run("12", "<w:rtl/>"), SAFE),
    "fitted": Word(run("12", '<w:fitText w:val="200"/>'), "12"),
    "field code shown": Word('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>12</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "blank or told"),
    "form field": Word('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput><w:default w:val="9"/></w:textInput></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "12"),
    "old object": Word(run("12") + '<w:r><w:object><w:p>' + run("3") + "</w:p></w:object></w:r>", SAFE),
    "picture": Word(run("12") + "<w:r><w:drawing/></w:r>", SAFE),
    "circled": Word("<w:r><w:t>⑫</w:t></w:r>", SAFE),
    "lowered": Word(run("12") + run("3", '<w:vertAlign w:val="subscript"/>'), SAFE),
    "caps": Word(run("12", "<w:caps/>"), "12"),
    "char style subscript": Word(run("12") + run("3", '<w:position w:val="-8"/><w:sz w:val="12"/>'), SAFE),
    "nested ins/del": Word('<w:ins w:id="1" w:author="a">' + run("1") + '</w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>' + run("2"), "12"),
    "del with t": Word('<w:del w:id="2" w:author="a">' + run("9") + "</w:del>" + run("12"), "12"),
    "proof": Word('<w:proofErr w:type="spellStart"/>' + run("12") + '<w:proofErr w:type="spellEnd"/>', "12"),
    "bookmark": Word('<w:bookmarkStart w:id="1" w:name="a"/>' + run("12") + '<w:bookmarkEnd w:id="1"/>', "12"),
    "perm": Word('<w:permStart w:id="1" w:edGrp="everyone"/>' + run("12") + '<w:permEnd w:id="1"/>', "12"),
    "subDoc": Word("<w:subDoc/>" + run("12"), "12"),
    "white w14 scheme": Word(run("12") + run("3", '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>',), SAFE),
    "tiny by position": Word(run("12") + run("3", '<w:sz w:val="3"/>'), "12"),
    "szCs only": Word(run("12", '<w:szCs w:val="2"/>'), "12"),
    "negative spacing": Word(run("12") + run("3", '<w:spacing w:val="-400"/>'), SAFE),
    "framed para": Word('</w:p><w:p><w:pPr><w:framePr w:w="100" w:hAnchor="page" w:x="9999"/></w:pPr>' + run("3") + "</w:p><w:p>" + run("12"), SAFE),
    "moveFrom range": Word('<w:moveFromRangeStart w:id="1" w:author="a" w:name="m"/><w:moveFrom w:id="2" w:author="a">' + run("9") + '</w:moveFrom><w:moveFromRangeEnd w:id="1"/>' + run("12"), "12"),
    "form checkbox": Word(run("12") + '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "told"),
    "field in a field": Word('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("9") + '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText> = 9</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "12"),
    "eq field": Word('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \\o(1,2)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', "told"),
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
    "raised by its style": Word(run("12") + run("3", '<w:rStyle w:val="Raised"/>'), "12"),
    "lifted by its style": Word(run("12") + run("3", '<w:rStyle w:val="RaisedBy"/>'), SAFE),
    "table style hides all": Word(run("12"), NONE, _in_table('<w:tblStyle w:val="PaleLast"/>')),
    "own mark of a note": Word(run("12") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>3</w:t></w:r>', SAFE),
    "own mark raised": Word(run("12") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>3</w:t></w:r>', "12"),
    "numbered for real": Word(run("2"), SAFE, _in_paragraph(_NUMBERED)),
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
    "choice without a fallback": Word(run("12") + f'<mc:AlternateContent {_MC}><mc:Choice Requires="zz">' + run("3") + "</mc:Choice></mc:AlternateContent>", "12"),
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
    "number of the page behind": Word("<w:r><w:t>12</w:t></w:r><w:r><w:pgNum/></w:r>", SAFE),
    "read from the right": Word('<w:bdo w:val="rtl">' + run("21") + "</w:bdo>", SAFE + " or 21"),
    "stale field": Word('<w:fldSimple w:instr=" =5+7 " w:dirty="true">' + run("12") + "</w:fldSimple>", SAFE),
    "in signs": Word(run("12", '<w:rFonts w:ascii="Webdings" w:hAnsi="Webdings"/>'), "told"),
    "glyphs without paint": Word(run("9", '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>') + run("12"), SAFE),
    "box to tick": Word(_field(" FORMCHECKBOX "), "told"),
    "moved by a field": Word(run("1") + _field(" ADVANCE \\l 20 ") + run("2"), "told"),
    "number of the page": Word(run("1") + "<w:r><w:pgNum/></w:r>", "told"),
    "hidden by its table's style": Word(run("12"), "told", _in_table('<w:tblStyle w:val="Rarely"/>')),
    "from the right": Word('<w:bdo w:val="rtl">' + run("21") + "</w:bdo>", "told"),
    "hidden twice over": Word(run("12", '<w:rStyle w:val="Hidden"/>') + run("9"), "12", _in_paragraph('<w:pStyle w:val="Ghost"/>')),
    "picture alone": Word("<w:r><w:drawing/></w:r>", "told"),
    "sheet put in": Word("<w:r><w:object/></w:r>", "told"),
    "in a frame elsewhere": Word(run("12"), NONE, _in_paragraph('<w:framePr w:w="500" w:x="30000" w:y="1" w:hAnchor="page" w:vAnchor="page"/>')),
    "two cells in the cell": Word("</w:p><w:tbl><w:tblPr/><w:tr><w:tc>" + f"<w:p>{run('12')}</w:p></w:tc><w:tc><w:p>{run('8')}</w:p>" + "</w:tc></w:tr></w:tbl><w:p>", "told"),
}  # fmt: skip
