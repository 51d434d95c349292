"""The report as a Word document: styles for every kind of block, so that an office can set its own."""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import docx
from docx.document import Document as WordDocument
from docx.shared import Pt

from app.exports.blocks import (
    ChartBlock,
    Document,
    Heading,
    Paragraph,
    ParagraphPlace,
    Signature,
    TableBlock,
    Title,
)
from app.exports.docx import styles
from app.exports.docx.as_on_pages import OnPages, laid_out_blocks
from app.exports.docx.elements import TWIPS, Element, element, run
from app.exports.docx.page import set_up
from app.exports.docx.rare_characters import bring_along_rare_characters
from app.exports.docx.table import table_element
from app.exports.docx.title_breaks import signed_by_lines, text_width, title_lines
from app.exports.office_properties import with_own_facts
from app.exports.pages.metrics import WIDTH
from app.exports.signature_position import around, lefts
from app.exports.xml_text import xml_text

__all__ = ["render"]


def render(document: Document) -> bytes:
    """Return *document* as a docx file."""
    word = docx.Document()
    laid_out, spacing = laid_out_blocks(document)
    tables = [made.table for made in laid_out if made.table is not None]
    sizes = [size for table in tables for size in (table.size, table.figure_size)]
    styles.define(word, sizes, spacing)
    set_up(word, document)
    body = word.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    for layout, following in zip_longest(laid_out, laid_out[1:]):
        kept = following is not None and isinstance(following.block, Signature)
        for item in _elements(word, layout, spacing, kept=kept):
            body.insert(len(body) - 1, item)
    bring_along_rare_characters(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return with_own_facts(buffer.getvalue(), document)


def _elements(
    word: WordDocument, layout: OnPages, spacing: styles.Spacing, *, kept: bool
) -> Iterator[Element]:
    """Yield the elements of a block; one that is *kept* stays on the page of what follows."""
    apart = [element("w:spacing", before=int(layout.blank * TWIPS))] if layout.blank else []
    match layout.block:
        case Title() as block:
            yield _paragraph(styles.TITLE, *_title_runs(title_lines(block)))
        case Heading(level=level, text=text, on_new_page=on_new_page):
            placing = [element("w:pageBreakBefore")] if on_new_page else []
            yield _paragraph(styles.HEADINGS[level], run(text), placing=[*placing, *apart])
        case Paragraph(text=text, lead=lead, level=level, place=place):
            runs = [run(lead, styles.LEADS[level])] if lead else []
            placing = [element("w:keepNext")] if kept else []
            if layout.parted:
                placing.append(element("w:widowControl", val=0))
            placing += apart
            if place is not ParagraphPlace.INDENTED:
                # The style's two characters in are taken back.
                placing.append(element("w:ind", firstLineChars=0, firstLine=0))
                placing.append(element("w:jc", val="center" if place is ParagraphPlace.CENTRED else "left"))
            yield _paragraph(styles.BODY, *runs, run(text), placing=placing)
        case TableBlock() if layout.table is not None:
            yield table_element(layout.table)
        case ChartBlock() as block:
            yield _picture(word, block)
        case Signature() as block:
            yield from _signature(block, spacing.closeness)


def _picture(word: WordDocument, block: ChartBlock) -> Element:
    """Make a paragraph with a chart's picture as wide as the text; what it shows stands beside it in words."""
    inline = word.part.new_pic_inline(io.BytesIO(block.picture), width=Pt(WIDTH))
    inline.docPr.set("descr", xml_text(block.chart.words()))
    inline.docPr.set("title", xml_text(block.chart.name))
    spacing = element("w:spacing", before=0, after=120, line=240, lineRule="auto")
    placing = [spacing, element("w:ind", firstLineChars=0, firstLine=0)]
    return _paragraph(styles.BODY, element("w:r", element("w:drawing", inline)), placing=placing)


def _signature(block: Signature, closeness: float) -> Iterator[Element]:
    """Yield the name's lines and the date, each with the indent that puts it where the pages have it."""
    names, date = signed_by_lines(block.unit), block.date
    above = int(around(sealed=block.sealed)[0] * styles.LINE * closeness)
    widths = [text_width(name) for name in names]
    dated = text_width(date) if date else None
    texts = [*names, date] if date else names
    for number, (text, left) in enumerate(zip(texts, lefts(widths, dated, sealed=block.sealed), strict=True)):
        style = styles.SIGNED_BY if number < len(names) else styles.SIGNED_ON
        width = text_width(text)
        # The style states its indent in characters, which an indent in twips must override.
        indent = element("w:ind", rightChars=0, right=round(max(0.0, left - width) * styles.CHARACTER))
        blank = above if number == 0 and block.sealed else 0
        apart = blank > 0 or 0 < number < len(names)
        placing = [element("w:spacing", before=blank), indent] if apart else [indent]
        yield _paragraph(style, run(text), placing=placing)


def _title_runs(lines: list[str]) -> Iterator[Element]:
    for index, line in enumerate(lines):
        if index:
            yield element("w:r", element("w:br"))
        yield run(line)


def _paragraph(style: str, *runs: Element, placing: Sequence[Element] = ()) -> Element:
    """Make a paragraph; *placing* are properties that depend on its neighbours or width and so can't be in a style."""
    return element("w:p", element("w:pPr", element("w:pStyle", val=styles.ID[style]), *placing), *runs)
