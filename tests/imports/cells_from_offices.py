"""Cells as pages, documents and workbooks of offices have them, each with what a person sees there (`cells_seen`)."""

from functools import partial

from cells_of_documents import Word, _field
from cells_of_workbooks import Book, _text, number
from cells_seen import NONE
from test_seen_docx import run

OWN_STYLES = "<style>.nb{display:none} td{font-family:宋体} .old{display:none}</style>"
HTML: dict[str, str] = {
    OWN_STYLES + "27<span class='nb'>3</span>": "27",
    OWN_STYLES + "<span class=old>9.5</span>10": "10",
    "12<sup>①</sup>": "12",
    "45<sup>[2]</sup>": "45",
    "<del>9</del>16": "16",
    "<s>41</s> <u>38</u>": "38",
    "1205<a href='#f1' style='vertical-align:super;font-size:60%'>1</a>": "1205",
    '<font color="#ffffff">3</font>84': "84 or told",
    '96<span style="display:none;mso-hide:all">7</span>': "96",
    "<strike>30</strike>31": "31",
    "6<!--[if !supportEmptyParas]-->&nbsp;<!--[endif]-->": "6",
    "3.00": "3",
    "'45": "45",
    "⑯": "16 or told",
    "38件": "38",
    "5万件": "50000 or told",
    "84（其中涉企6件）": "84",
    "三四件": "told",
    "105000元": "told",
    "廿三": "23 or told",
    "36.999999999999993": "37 or told",
    "4\u200b": "4",
    "1&thinsp;": "1",
    "32.": "32",
    "5-6": "told",
    "84<span hidden>9</span>": "84",
    '<span style="visibility:hidden">9</span>1205': "1205",
    '<span style="font-size:0">1</span>96': "96",
    '<input type="hidden" value="99">12': "12",
}  # fmt: skip

_CHANGED = 'w:id="7" w:author="a" w:date="2025-01-01T00:00:00Z"'
_moved_away = partial("<w:moveFrom {}>{}</w:moveFrom>".format, _CHANGED)
DOCX: dict[str, Word] = {
    "deleted and inserted": Word(f"<w:del {_CHANGED}><w:r><w:delText>9</w:delText></w:r></w:del><w:ins {_CHANGED}>{run('12')}</w:ins>", "12"),
    "lifted and small": Word(run("27") + run("2", "<w:position w:val='12'/><w:sz w:val='12'/>"), "27"),
    "moved away": Word(_moved_away(run("8")) + run("31"), "31"),
    "white behind it": Word(run("6") + run("1", "<w:color w:val='FFFFFF'/>"), "6"),
    "hidden from pages": Word(run("10") + run("9", "<w:webHidden/><w:vanish/>"), "10"),
    "raised by its style, with a note": Word(run("8") + run("4", "<w:b/>") + "<w:r><w:rPr><w:rStyle w:val='Raised'/></w:rPr><w:footnoteReference w:id='2'/></w:r>", "84"),
    "worked out": Word(_field("=SUM(A1:A3)", "12"), "12"),
    "worked out in short": Word("<w:fldSimple w:instr=' =40+5 '>" + run("45") + "</w:fldSimple>", "45"),
    "in a control": Word("<w:sdt><w:sdtContent>" + run("16") + "</w:sdtContent></w:sdt>", "16"),
    "with a sign of a font of signs": Word(run("3") + "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "told"),
    "half from the left": Word(run("12") + "<w:dir w:val='ltr'>" + run("05") + "</w:dir>", "1205"),
    "with a reading above it": Word("<w:r><w:ruby><w:rubyPr/><w:rt>" + run("3") + "</w:rt><w:rubyBase>" + run("84") + "</w:rubyBase></w:ruby></w:r>", "84"),
    "a formula": Word('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>96</m:t></m:r></m:oMath>', "96"),
    "with a soft hyphen": Word(run("3") + "<w:r><w:softHyphen/></w:r>" + run("1"), "31"),
}  # fmt: skip

_STRUCK = "<r><rPr><strike/></rPr><t>{}</t></r><r><t>{}</t></r>"
XLSX: dict[str, Book] = {
    "rounded by its format": Book("told", cell=number("12.4"), code="0"),
    "with a unit": Book("3", cell=number("3"), code='0"件"'),
    "by thousands": Book("45 or told", cell=number("45000"), code="0,"),
    "shown as nothing": Book(NONE, cell=number("16"), code=";;;"),
    "quoted": Book("27", cell=_text("<t>'27</t>")),
    "two decimals": Book("38", cell=number("38"), code="0.00"),
    "grouped": Book("1205", cell=number("1205"), code="#,##0"),
    "struck and anew": Book("84", cell=_text(_STRUCK.format("9", "84"))),
    "raised behind it": Book("96", cell=_text("<r><t>96</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>")),
    "an error": Book("told", cell='<c r="PLACE" t="e"><v>#REF!</v></c>'),
    "a date": Book("told", cell=number("36526"), code="yyyy-mm-dd"),
    "zero shown as nothing": Book(NONE + " or 0", cell=number("0"), code="0;-0;"),
    "leading zeros": Book("32 or told", cell=number("32"), code="00000"),
    "per cent": Book("told", cell=number("0.03"), code="0%"),
    "dust of a sum": Book("12", cell=number("11.999999999999998")),
    "with its unit as a text": Book("45", cell=_text("<t>45 件</t>")),
    "a text worked out": Book("84", cell='<c r="PLACE"><f>"84"&amp;""</f><v>84</v></c>'),
    "another text worked out": Book("told", cell='<c r="PLACE"><f>"85"&amp;""</f><v>84</v></c>'),
    "a number in words": Book("4 or told", cell=_text("<t>四</t>")),
}  # fmt: skip
