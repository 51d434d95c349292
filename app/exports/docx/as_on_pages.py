"""How the blocks of a document stand on the pages, so that Word gives them the same room."""

from collections.abc import Sequence
from typing import NamedTuple

from app.exports.blocks import (
    Block,
    ChartBlock,
    Document,
    Paragraph,
    ParagraphPlace,
    TableBlock,
    Title,
)
from app.exports.docx.elements import TWIPS
from app.exports.docx.styles import TIGHTER, Spacing
from app.exports.pages.block_layout import count_unsqueezed, set_block
from app.exports.pages.fonts import FontRole, FontSet, MissingGlyphError, bundled
from app.exports.pages.metrics import HEIGHT, LEADING
from app.exports.pages.pagination import PagePlan, best_plan, count_pages
from app.exports.pages.table_layout import RISES, TableLayout

_STEP, _STEPS = 0.5, 6
"""By how many lines more a page of 22 is tried, the type being 16 points high, and how often."""


class OnPages(NamedTuple):
    """A block as it stands on the pages.

    *table* is a table's layout, *blank* the points above a block below a table or chart. *parted* says that it is a
    paragraph of three lines whose last begins a page: Word parts four at least.
    """

    block: Block
    table: TableLayout | None
    blank: float = 0.0
    parted: bool = False


def laid_out_blocks(document: Document) -> tuple[list[OnPages], Spacing]:
    """Return the blocks as they stand on the pages, and how lines are spaced there."""
    fonts, blocks = bundled(), document.blocks
    try:
        made = [set_block(block, fonts) for block in blocks]
    except MissingGlyphError:
        # Word may have a font with the character. The tables are then laid out without knowing where pages end.
        song = fonts[FontRole.SONG]
        tables = [
            TableLayout(b, song).spaced(min(RISES)) if isinstance(b, TableBlock) else None for b in blocks
        ]
        return list(map(OnPages, blocks, tables)), Spacing()
    plan = best_plan(blocks, made, document.most_lines)
    blanks = blanks_above(blocks, plan)
    laid_out = [
        OnPages(
            block,
            done if isinstance(done, TableLayout) else None,
            blank if isinstance(before, TableBlock | ChartBlock) else 0.0,
            isinstance(block, Paragraph) and isinstance(done, list) and len(done) == 3 and len(places) > 1,
        )
        for block, done, places, blank, before in zip(
            blocks, plan.blocks, plan.places, blanks, (None, *blocks), strict=False
        )
    ]
    return laid_out, _spacing(blocks, blanks, _leading(blocks, plan, fonts) / LEADING)


def blanks_above(blocks: Sequence[Block], plan: PagePlan) -> list[float]:
    """Return how many points of nothing stand above each block: below the one before it, or the top of its page."""
    blanks, page, bottom = [], 0, 0.0
    for block, made, places in zip(blocks, plan.blocks, plan.places, strict=True):
        if not places:
            blanks.append(0.0)
            continue
        first, last = places[0], places[-1]
        blanks.append(first.down - (bottom if first.page == page else 0.0))
        if isinstance(made, TableLayout):
            repeated = made.repeated(last.first)
            height = made.heights_sum(*repeated) + made.heights_sum(last.first, last.end)
        elif isinstance(made, list):
            leading = plan.title_leading if isinstance(block, Title) else plan.leading
            height = (last.end - last.first) * leading
        else:
            height = made.height
        page, bottom = last.page, last.down + height
    return blanks


def _spacing(blocks: Sequence[Block], blanks: Sequence[float], closeness: float) -> Spacing:
    title = next((number for number, block in enumerate(blocks) if isinstance(block, Title)), None)
    if title is None:
        return Spacing(closeness)
    return Spacing(closeness, blanks[title], *blanks[title + 1 : title + 2])


def _leading(blocks: Sequence[Block], plan: PagePlan, fonts: FontSet) -> float:
    """Return how far apart lines stand for as many pages as planned, whether or not a program squeezes lines.

    On the pages a line may be squeezed where figures stand beside words; Word breaks some paragraphs a line later.
    """
    longer = [
        [*made, *made[-1:] * (_unsqueezed(block, fonts) - len(made))] if isinstance(made, list) else made
        for block, made in zip(blocks, plan.blocks, strict=True)
    ]
    leading = plan.leading
    for step in range(_STEPS):
        leading = HEIGHT / (HEIGHT / plan.leading + step * _STEP)
        if count_pages(blocks, longer, leading) <= plan.pages:
            break
    closer = HEIGHT / (HEIGHT / leading + _STEP)
    # Half a line to spare on each page, where that saves no page: still other paragraphs may be longer.
    spare = leading < plan.leading and count_pages(blocks, longer, closer) == plan.pages
    return closer if spare else leading


def _unsqueezed(block: Block, fonts: FontSet) -> int:
    if not isinstance(block, Paragraph) or block.place is not ParagraphPlace.INDENTED:
        return 0
    return count_unsqueezed(block, fonts, TIGHTER / TWIPS)
