"""Cells of rich and of plain texts as strange programs and people leave them, each with what a person sees there."""

import re

from cells_of_libreoffice import Open, opened
from cells_seen import NONE, SAFE, SHOWN
from test_seen_elsewhere import MADE


def put(kind: str, content: str) -> bytes:
    """Return a text file with *content* in a figure's place."""
    text = (MADE / f"report.{kind}").read_text(encoding="ascii" if kind == "rtf" else "utf-8")
    changed, count = re.subn(rf"(?<![0-9\\a-z]){SHOWN}(?=[^0-9])", lambda _: content, text)
    assert count == 1
    return changed.encode()


def typed(kind: str, text: str) -> bytes:
    """Return a file with a text that someone typed in a figure's place."""
    match kind:
        case "odt":
            return opened(kind, Open(text, ""))
        case "rtf":
            text = "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)
        case "csv" if set(text) & set(',"'):
            text = '"' + text.replace('"', '""') + '"'
    return put(kind, text)


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
    "marked in its own colour": ("{\\cf6\\highlight6 9}12", SAFE),
    "letters over each other": ("{\\expndtw-200 12}", "told"),
    "box to tick": ("{\\field{\\*\\fldinst FORMCHECKBOX}{\\fldrslt}}", "told"),
    "picture alone": ("{\\pict\\pngblip 89504e47}", "told"),
    "picture of today's Word": ("{\\*\\shppict{\\pict\\pngblip 89504e47}}", "told"),
}  # fmt: skip

TEXTS: dict[str, str] = {
    " 12 ": "12", "12\u200b": "12", '"12"': SAFE, "'12": SAFE, "=12": SAFE, '="12"': SAFE, "12.0": "12", "1.2E+01": SAFE, "1.2E+05": "told",
    "1 2": "told", "12;13": "told", "12|13": "told", "####": "told", "#REF!": "told", "#DIV/0!": "told", "TRUE": "told", "NULL": "told",
    "-": NONE, "–12": "told", "12％": "told", "1２": "12", "十2": "told", "1万2": "told", "12。": SAFE, "12，": SAFE, "¥12": SAFE, "12元": "told",
    "２５，０００": "25000", "25 000": "25000 or told", "012": SAFE, "+12": SAFE, "1-2": "told", "45658": "45658", "12人次": SAFE,
}  # fmt: skip
