"""The report as a Word document: styles for every kind of block, so that an office can set its own."""

import io
from collections.abc import Iterator

import docx

from app.exports.blocks import Block, Document, Heading, Paragraph, Signature, TableBlock, Title
from app.exports.docx import styles
from app.exports.docx.elements import Element, element, run
from app.exports.docx.page import set_up
from app.exports.docx.table import table
from app.exports.docx.titles import title_lines
from app.exports.office import with_own_facts

__all__ = ["render"]


def render(document: Document) -> bytes:
    """Return *document* as a docx file."""
    word = docx.Document()
    styles.define(word)
    set_up(word, document)
    body = word.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    for block in document.blocks:
        for item in _elements(block):
            body.insert(len(body) - 1, item)
    buffer = io.BytesIO()
    word.save(buffer)
    return with_own_facts(buffer.getvalue(), document)


def _elements(block: Block) -> Iterator[Element]:
    match block:
        case Title():
            yield _paragraph(styles.TITLE, *_title_runs(title_lines(block)))
        case Heading(level=level, text=text):
            yield _paragraph(styles.HEADINGS[level], run(text))
        case Paragraph(text=text, lead=lead, level=level):
            runs = [run(lead, styles.LEADS[level])] if lead else []
            yield _paragraph(styles.BODY, *runs, run(text))
        case TableBlock():
            yield table(block)
        case Signature(unit=unit, date=date):
            if unit:
                yield _paragraph(styles.SIGNED_BY, run(unit))
            if date:
                yield _paragraph(styles.SIGNED_ON, run(date))


def _title_runs(lines: list[str]) -> Iterator[Element]:
    for index, line in enumerate(lines):
        if index:
            yield element("w:r", element("w:br"))
        yield run(line)


def _paragraph(style: str, *runs: Element) -> Element:
    return element("w:p", element("w:pPr", element("w:pStyle", val=styles.ID[style])), *runs)
