"""The sheet of the Word document: size and margins of GB/T 9704-2012, page numbers, and the fonts' substitutes."""

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import _BaseHeaderFooter
from docx.shared import Mm
from lxml import etree

from app.exports.blocks import Document
from app.exports.docx import styles
from app.exports.docx.elements import Element, element, run
from app.exports.docx.embedded_fonts import FONT_TABLE

_WIDTH, _HEIGHT = 210, 297
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26
_BELOW_TEXT = 7
"""The page number's line lies so many mm below the text."""
_NUMBER_HEIGHT = 5


def set_up(word: WordDocument, document: Document) -> None:
    """Set sheet, page numbers and, on a draft, the mark that says so."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.footer_distance = Mm(_BOTTOM - _BELOW_TEXT - _NUMBER_HEIGHT)
    section.header_distance = Mm(20)
    word.settings.odd_and_even_pages_header_footer = True
    _fill(section.footer, styles.PAGE_ODD, _page_number())
    _fill(section.even_page_footer, styles.PAGE_EVEN, _page_number())
    for header in (section.header, section.even_page_header):
        _fill(header, styles.DRAFT, [run("草　稿")] if document.draft else [])
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    _settle(word)
    _name_substitutes(word)


def _settle(word: WordDocument) -> None:
    """Have Word treat the text as Chinese, so that marks are squeezed as on the pages, in the mode of today's Word."""
    settings = word.settings.element
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _fill(part: _BaseHeaderFooter, style: str, runs: list[Element]) -> None:
    part.is_linked_to_previous = False
    paragraph = part.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(element("w:pPr", element("w:pStyle", val=styles.ID[style])))
    paragraph.extend(runs)


def _page_number() -> list[Element]:
    """A number between two dashes, as — 4 —."""
    return [run("— "), element("w:fldSimple", run("1"), instr="PAGE"), run(" —")]


def _name_substitutes(word: WordDocument) -> None:
    """State in the font table which font replaces a missing one."""
    for part in word.part.package.iter_parts():
        if str(part.partname) == FONT_TABLE:
            fonts = parse_xml(part.blob)
            for name, other in styles.SUBSTITUTES.items():
                font = element("w:font", element("w:altName", val=other), element("w:charset", val="86"))
                font.set(qn("w:name"), name)
                fonts.append(font)
            part._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)
