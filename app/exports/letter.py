"""The printed letter about a request: title, number, salutation, text and signature by GB/T 9704-2012."""

from datetime import date

from app.clock import written
from app.exports.blocks import Block, Document, Paragraph, ParagraphPlace, Signature
from app.exports.title_words import title_block
from app.report import Unit

_MOST_LINES = 26
"""As close as lines of 3号 may be set: 24.5 pt, one and a half times the characters."""


def letter_document(unit: Unit, title: str, number: str, to: str, text: str, day: date) -> Document:
    """Return the letter ready to be rendered; each line of *text* is a paragraph."""
    whole = f"{unit.name}{title}"
    blocks: list[Block] = [title_block(whole, (title,), unit.name)]
    blocks.append(Paragraph(number, place=ParagraphPlace.CENTRED))
    blocks.append(Paragraph(f"{to}：", place=ParagraphPlace.FLUSH))
    blocks += [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
    dated = written(day)
    blocks.append(Signature(unit.name, dated, sealed=True))
    return Document(
        tuple(blocks), whole, unit.name, day.year, title, draft=False, dated=day, most_lines=_MOST_LINES
    )
