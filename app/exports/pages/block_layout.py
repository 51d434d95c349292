"""Sets each block by itself, text in lines and tables in cells, before anything is put on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from app.exports.blocks import (
    Block,
    ChartBlock,
    Heading,
    Paragraph,
    ParagraphPlace,
    Signature,
    TableBlock,
    Title,
)
from app.exports.pages.fonts import FaceChain, FontRole, FontSet, MissingGlyphError
from app.exports.pages.metrics import BODY_SIZE, PITCH, TITLE_SIZE, WIDTH
from app.exports.pages.paragraph import Text
from app.exports.pages.spacing import SetLine
from app.exports.pages.table_layout import TableLayout
from app.exports.pages.title import title_lines
from app.exports.signature_position import WIDEST
from app.exports.title_words import parts_between, places_in_name

if TYPE_CHECKING:
    from app.exports.pages.chart_layout import ChartLayout

# The faces of headings by level (GB/T 9704-2012, 7.3.3).
_HEADING_FACES = {1: FontRole.HEI, 2: FontRole.KAI, 3: FontRole.FANG, 4: FontRole.FANG}
_TRACKING = PITCH - BODY_SIZE
_EXCERPT = 8

SetBlock: TypeAlias = "list[SetLine] | TableLayout | ChartLayout"
"""A block that has been laid out: lines of text, or anything that is not text."""


def set_block(block: Block, fonts: FontSet) -> SetBlock:
    """Return the lines of a block, or its table or chart. Raises MissingGlyphError, naming the place in the report."""
    try:
        return _set(block, fonts)
    except MissingGlyphError as error:
        raise MissingGlyphError(error.character, _place(block, error.character)) from None


def _set(block: Block, fonts: FontSet) -> SetBlock:
    fang = fonts[FontRole.FANG]
    match block:
        case Title():
            return title_lines(block.parts, block.costs, fonts[FontRole.TITLE], TITLE_SIZE, WIDTH)
        case Heading():
            return _body((fonts[_HEADING_FACES[block.level]], block.text))
        case Paragraph():
            lead = (fonts[_HEADING_FACES.get(block.level, FontRole.FANG)], block.lead)
            if block.place is not ParagraphPlace.INDENTED:
                return Text([lead, (fang, block.text)], BODY_SIZE, _TRACKING).lines(WIDTH, flush=False)
            return _body(lead, (fang, block.text))
        case TableBlock():
            return TableLayout(block, fonts[FontRole.SONG])
        case ChartBlock():
            # Few documents have a chart.
            from app.exports.pages.chart_layout import chart_layout

            return chart_layout(block.chart, fonts, WIDTH)
        case Signature():
            return [*_signed_by(block.unit, fang), *_signed_on(block.date, fang)]


def _signed_by(unit: str, chain: FaceChain) -> list[SetLine]:
    """Set the name that signs, a long one broken as a title is."""
    width = WIDEST * PITCH
    fits = Text([(chain, unit)], BODY_SIZE, _TRACKING).natural_width() <= width
    places = {} if fits else places_in_name(unit)
    return title_lines(parts_between(unit, places), list(places.values()), chain, BODY_SIZE, width, _TRACKING)


def _signed_on(date: str, chain: FaceChain) -> list[SetLine]:
    return Text([(chain, date)], BODY_SIZE, _TRACKING).lines(WIDEST * PITCH, flush=False) if date else []


def count_unsqueezed(paragraph: Paragraph, fonts: FontSet, tracking: float) -> int:
    """Return how many lines a paragraph takes where none is squeezed, each character *tracking* points wider.

    Raises MissingGlyphError.
    """
    lead = (fonts[_HEADING_FACES.get(paragraph.level, FontRole.FANG)], paragraph.lead)
    text = (fonts[FontRole.FANG], paragraph.text)
    return Text([lead, text], BODY_SIZE, tracking).count_unsqueezed(WIDTH, indent=2 * PITCH)


def _body(*runs: tuple[FaceChain, str]) -> list[SetLine]:
    return Text(runs, BODY_SIZE, _TRACKING).lines(WIDTH, indent=2 * PITCH)


def _place(block: Block, character: str) -> str:
    """Say in Chinese where in the report a character stands."""
    match block:
        case Title():
            return "标题"
        case Signature():
            return "落款"
        case TableBlock():
            return f"表格“{block.table.name}”"
        case ChartBlock():
            return f"图“{block.chart.title}”"
        case Heading():
            text = block.text
        case Paragraph():
            text = block.lead + block.text
    at = text.index(character)
    return f"“{text[max(0, at - _EXCERPT) : at + _EXCERPT]}”一处"
