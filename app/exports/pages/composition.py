"""Composes pages: blocks are set in lines and tables, planned onto pages, and placed there with their tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from app.exports.blocks import Block, Document, Heading, Paragraph, ParagraphPlace, Signature, Title
from app.exports.language import is_english
from app.exports.pages.block_layout import SetBlock, set_block
from app.exports.pages.fonts import FontRole, FontSet, visible
from app.exports.pages.metrics import (
    BASELINE,
    FOLIO_DROP,
    FOLIO_SIZE,
    HEIGHT,
    LEFT,
    PAGE_HEIGHT,
    PITCH,
    TITLE_SIZE,
    TOP,
    WIDTH,
)
from app.exports.pages.page import Artifact, Bookmark, Composition, Page, PlacedLine, Watermark
from app.exports.pages.pagination import BlockPlace, PagePlan, best_plan
from app.exports.pages.review_copy import place_review
from app.exports.pages.spacing import SetLine, single_line
from app.exports.pages.structure_tree import Element
from app.exports.pages.table_drawing import draw_part
from app.exports.pages.table_layout import TableLayout
from app.exports.signature_position import lefts

if TYPE_CHECKING:
    from app.exports.pages.chart_layout import ChartLayout

# How far the upper edge of 宋体's 一字线 lies above the baseline, in em.
_DASH_TOP = 0.293
_DRAFT = "草稿"
_DRAFT_SIZE = 180.0
_DRAFT_GREY = 0.92
_DEEPEST_BOOKMARK = 2


def compose(document: Document, fonts: FontSet, *, before: int = 0) -> Composition:
    """Return *document* on pages, numbered as if *before* pages preceded them.

    Raises MissingGlyphError for a character that no font has; a draft prints a mark instead.
    """
    if document.draft:
        fonts = fonts.for_drafts
    laid_out = [set_block(block, fonts) for block in document.blocks]
    plan = best_plan(document.blocks, laid_out, document.most_lines)
    draft_mark = single_line(fonts[FontRole.HEI], _DRAFT, _DRAFT_SIZE) if document.draft else None
    pages = [_page(index, before + index + 1, fonts, draft_mark) for index in range(plan.pages)]
    placing = _Placing(pages, plan)
    for number, (block, made, places) in enumerate(
        zip(document.blocks, plan.blocks, plan.places, strict=True)
    ):
        before = len(placing.root.kids)
        placing.place(block, made, places)
        for element in placing.root.below(before):
            element.block = number
    if document.review:
        for page in pages:
            place_review(page, len(pages), document.review, fonts[FontRole.SONG])
    return Composition(pages, placing.root, placing.bookmarks)


def _page(index: int, number: int, fonts: FontSet, draft_mark: SetLine | None) -> Page:
    """Return an empty page with its number."""
    page = Page(index)
    if draft_mark:
        page.artifact(Artifact.BACKGROUND).append(Watermark(draft_mark, _DRAFT_GREY))
    place_number(page, str(number), fonts, outer_left=number % 2 == 0)
    return page


def place_number(page: Page, number: str, fonts: FontSet, *, outer_left: bool) -> None:
    """Put a page's number between two dashes on its outer side (GB/T 9704-2012, 7.5)."""
    line = single_line(fonts[FontRole.SONG], f"— {number} —", FOLIO_SIZE)
    left = LEFT + FOLIO_SIZE if outer_left else LEFT + WIDTH - FOLIO_SIZE - line.width
    page.in_margin(PlacedLine(line, left, PAGE_HEIGHT - TOP - HEIGHT - FOLIO_DROP - _DASH_TOP * FOLIO_SIZE))


class _Placing:
    """Places planned blocks on pages; `root` and `bookmarks` grow on the way."""

    def __init__(self, pages: Sequence[Page], plan: PagePlan) -> None:
        self.root = Element("Document")
        self.bookmarks: list[Bookmark] = []
        self._pages = pages
        self._leading, self._title_leading = plan.leading, plan.title_leading
        self._level = 0

    def place(self, block: Block, made: SetBlock, places: Sequence[BlockPlace]) -> None:
        """Place one block."""
        if isinstance(made, TableLayout):
            self._table(made, places)
        elif not isinstance(made, list):
            self._chart(made, places[0])
        elif isinstance(block, Title):
            self._title(block, made, places[0])
        elif isinstance(block, Heading):
            self._heading(block, made, places[0])
        elif isinstance(block, Paragraph):
            self._paragraph(block, made, places)
        elif isinstance(block, Signature):
            self._signature(block, made, places[0])

    def _title(self, block: Title, lines: Sequence[SetLine], place: BlockPlace) -> None:
        self._bookmark(0, block.text, place)
        element = self.root.add(self._heading_tag(0))
        for number, line in enumerate(lines):
            down = place.down + number * self._title_leading
            self._line(
                line,
                (WIDTH - line.width) / 2,
                _baseline(down, TITLE_SIZE, self._title_leading),
                place.page,
                element,
            )

    def _heading(self, block: Heading, lines: Sequence[SetLine], place: BlockPlace) -> None:
        self._bookmark(block.level, block.text, place)
        element = self.root.add(self._heading_tag(block.level))
        for number, (page, baseline) in enumerate(self._baselines([place], lines)):
            self._line(lines[number], 0 if number else 2 * PITCH, baseline, page, element)

    def _bookmark(self, level: int, text: str, place: BlockPlace) -> None:
        if level <= _DEEPEST_BOOKMARK:
            top = PAGE_HEIGHT - TOP - place.down
            self.bookmarks.append(Bookmark(level, visible(text).rstrip("。"), place.page, top))

    def _heading_tag(self, level: int) -> str:
        """The tag of a heading, H1 being the title's; none may be skipped on the way down (ISO 14289-1, 7.4.2)."""
        self._level = min(level + 1, self._level + 1)
        return f"H{self._level}"

    def _paragraph(self, block: Paragraph, lines: Sequence[SetLine], places: Sequence[BlockPlace]) -> None:
        """Place a paragraph; its lead is a heading of its own in the structure."""
        lead = len(visible(block.lead))
        heading = self.root.add(self._heading_tag(block.level)) if lead and block.level else None
        if heading:
            self._bookmark(block.level, block.lead, places[0])
        element = self.root.add("P")
        element.language = "en" if is_english(block.lead + block.text) else ""
        for number, (page, baseline) in enumerate(self._baselines(places, lines)):
            line = lines[number]
            indent = 0.0 if number or block.place is not ParagraphPlace.INDENTED else 2 * PITCH
            if block.place is ParagraphPlace.CENTRED:
                indent = (WIDTH - line.width) / 2
            if heading and lead:
                count = min(lead, len(line.glyphs))
                lead -= count
                self._line(line.part(0, count), indent, baseline, page, heading)
                line = line.part(count, len(line.glyphs))
            if line.glyphs:
                self._line(line, indent, baseline, page, element)

    def _table(self, layout: TableLayout, places: Sequence[BlockPlace]) -> None:
        element = self.root.add("Table")
        rows: dict[int, Element] = {}
        for place in places:
            top = PAGE_HEIGHT - TOP - place.down
            draw_part(self._pages[place.page], layout, place.first, place.end, top, element, rows)

    def _chart(self, layout: ChartLayout, place: BlockPlace) -> None:
        """Place a chart; its title is a heading one level below the one that it stands under."""
        level = int(self._heading_tag(self._level)[1:])
        top = PAGE_HEIGHT - TOP - place.down
        layout.place(self._pages[place.page], self.root, LEFT, top, level)
        self._level = level - 1

    def _signature(self, block: Signature, lines: Sequence[SetLine], place: BlockPlace) -> None:
        """Place the 落款: a paragraph for the name, one for the date."""
        dated = _dated(block, lines)
        widths = [line.width / PITCH for line in lines]
        units = widths[: len(widths) - dated]
        starts = lefts(units, max(widths[len(units) :], default=None), sealed=block.sealed)
        starts += starts[-1:] * (len(lines) - len(starts))
        element = self.root.add("P")
        for number, (page, baseline) in enumerate(self._baselines([place], lines)):
            if number == len(units) > 0:
                element = self.root.add("P")
            self._line(lines[number], WIDTH - starts[number] * PITCH, baseline, page, element)

    def _baselines(
        self, places: Sequence[BlockPlace], lines: Sequence[SetLine]
    ) -> Iterator[tuple[int, float]]:
        """Yield page and baseline of each line on the grid."""
        for place in places:
            for number in range(place.first, place.end):
                down = place.down + (number - place.first) * self._leading
                yield place.page, _baseline(down, lines[number].size, self._leading)

    def _line(self, line: SetLine, left: float, baseline: float, page: int, element: Element) -> None:
        """Place a line *left* points from the 版心's left edge."""
        self._pages[page].tagged(element).append(PlacedLine(line, LEFT + left, baseline))


def _dated(block: Signature, lines: Sequence[SetLine]) -> int:
    """Return how many of the last lines are the date's."""
    # Blanks at a line's end are dropped.
    characters, count = len("".join(visible(block.date).split())), 0
    while characters > 0:
        count += 1
        characters -= sum(not glyph.character.isspace() for glyph in lines[-count].glyphs)
    return count


def _baseline(down: float, size: float, leading: float) -> float:
    return PAGE_HEIGHT - TOP - down - leading / 2 - BASELINE * size
