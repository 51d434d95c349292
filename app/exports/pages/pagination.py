"""Plans where blocks stand on pages: text on the grid of 22 lines, tables in between. Nothing is drawn here.

A document is planned with several heights of table rows and several limits for its last lines. The plan with the
fewest faults is taken, among these the one with the fewest pages, and then the one with the highest rows. A document
that may be set closer is, by as few lines as save a page: GB/T 9704-2012, 7.3.5.4, has the lines moved together where
the room left does not take the 落款.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from app.exports.blocks import Block, Heading, Signature, Title
from app.exports.pages.block_layout import SetBlock
from app.exports.pages.metrics import HEIGHT, LINES
from app.exports.pages.spacing import SetLine
from app.exports.pages.table_layout import RISES, TableLayout
from app.exports.signature_position import around

TITLE_LEADING = 1.2
_TABLE_GAP = 0.3
# A last page with fewer lines than this, the blank one above the 落款 among them, looks like a mistake.
_LEAST_LAST_LINES = 6
# How many of the document's last lines must stand on one page; 0 asks for no more than the signature's rule.
_LAST_LINES = (0, _LEAST_LAST_LINES, _LEAST_LAST_LINES + 3)
_TOLERANCE = 0.01


class BlockPlace(NamedTuple):
    """Lines or rows from *first* to before *end* of a block, *down* points below the top of a page's 版心."""

    page: int
    down: float
    first: int
    end: int


class PagePlan(NamedTuple):
    """The places of each block, and what *faults* they have.

    Faults are tables cut although they fit a page, headings alone at a page's end, and a last page of a few lines.
    *leading* is from one line of text to the next.
    """

    blocks: Sequence[SetBlock]
    places: Sequence[Sequence[BlockPlace]]
    pages: int
    faults: int
    leading: float

    @property
    def title_leading(self) -> float:
        """From one line of the title to the next."""
        return TITLE_LEADING * self.leading


def best_plan(blocks: Sequence[Block], laid_out: Sequence[SetBlock], most_lines: int = LINES) -> PagePlan:
    """Return the best of all plans for *blocks*, of which *laid_out* holds the lines or the table of each.

    Up to *most_lines* may stand on a page where that saves one.
    """
    usual = _best_plan(blocks, laid_out, HEIGHT / LINES)
    for lines in range(LINES + 1, most_lines + 1) if usual.pages > 1 else ():
        closer = _best_plan(blocks, laid_out, HEIGHT / lines)
        if closer.pages < usual.pages and closer.faults <= usual.faults:
            return closer
    return usual


def _best_plan(blocks: Sequence[Block], laid_out: Sequence[SetBlock], leading: float) -> PagePlan:
    fewest_pages = _plan(blocks, laid_out, leading, min(RISES), 0).pages
    best: PagePlan | None = None
    for rise, last_lines in product(sorted(RISES, reverse=True), _LAST_LINES):
        plan = _plan(blocks, laid_out, leading, rise, last_lines)
        if best is None or (plan.faults, plan.pages) < (best.faults, best.pages):
            best = plan
        if (best.faults, best.pages) == (0, fewest_pages):
            break
    assert best is not None
    return best


def count_pages(blocks: Sequence[Block], laid_out: Sequence[SetBlock], leading: float) -> int:
    """Return how many pages blocks take that are laid out for good, lines of text *leading* points apart."""
    return _Paginator(blocks, laid_out, leading, 0).plan().pages


def _plan(
    blocks: Sequence[Block], laid_out: Sequence[SetBlock], leading: float, rise: float, last_lines: int
) -> PagePlan:
    spaced = [made.spaced(rise) if isinstance(made, TableLayout) else made for made in laid_out]
    return _Paginator(blocks, spaced, leading, last_lines).plan()


class _Paginator:
    """Places blocks one after another."""

    def __init__(
        self, blocks: Sequence[Block], laid_out: Sequence[SetBlock], leading: float, last_lines: int
    ) -> None:
        self._blocks = blocks
        self._laid_out = laid_out
        self._leading, self._last_lines = leading, last_lines
        self._lines_to_end = _lines_to_end(blocks, laid_out)
        self._page = 0
        self._down = 0.0
        self._cut_tables = 0

    def plan(self) -> PagePlan:
        places: list[list[BlockPlace]] = []
        for index, (block, made) in enumerate(zip(self._blocks, self._laid_out, strict=True)):
            if isinstance(made, TableLayout):
                places.append(self._table(made))
            elif not isinstance(made, list):
                places.append(self._chart(made.height))
            elif isinstance(block, Title):
                places.append(self._title(made))
            elif isinstance(block, Heading):
                places.append(self._heading(index, made))
            elif isinstance(block, Signature):
                places.append(self._signature(block, made))
            else:
                places.append(self._paragraph(index, made))
        faults = self._cut_tables + self._lone_headings(places) + self._short_last_page()
        return PagePlan(self._laid_out, places, self._page + 1, faults, self._leading)

    def _new_page(self) -> None:
        self._page += 1
        self._down = 0.0

    @property
    def _room(self) -> int:
        """How many lines of text the page still takes."""
        return int((HEIGHT - self._down) / self._leading + _TOLERANCE)

    def _on_grid(self, count: int, first: int = 0) -> BlockPlace:
        """Place so many lines of text, from *first*, on the grid."""
        place = BlockPlace(self._page, self._down, first, first + count)
        self._down += count * self._leading
        return place

    def _title(self, lines: Sequence[SetLine]) -> list[BlockPlace]:
        grid_lines = math.ceil(len(lines) * TITLE_LEADING)
        blank = self._leading + (grid_lines * self._leading - len(lines) * TITLE_LEADING * self._leading) / 2
        place = BlockPlace(self._page, self._down + blank, 0, len(lines))
        self._down = (2 + grid_lines) * self._leading
        return [place]

    def _heading(self, index: int, lines: Sequence[SetLine]) -> list[BlockPlace]:
        block = self._blocks[index]
        begins = isinstance(block, Heading) and block.on_new_page
        needed = len(lines) * self._leading + self._needed_after(index)
        if self._down and (begins or self._down + needed > HEIGHT + _TOLERANCE):
            self._new_page()
        return [self._on_grid(len(lines))]

    def _needed_after(self, index: int) -> float:
        """The least height of what must follow a heading on its page, so that it does not stand alone."""
        headings = 0.0
        while index + 1 < len(self._blocks) and isinstance(self._blocks[index + 1], Heading):
            index += 1
            headings += len(self._lines(index)) * self._leading
            if headings > HEIGHT:
                return headings
        return headings + self._needed_after_last(index)

    def _needed_after_last(self, index: int) -> float:
        """The same below a heading that no other one follows."""
        following = index + 1
        if following == len(self._laid_out):
            return 0.0
        made = self._laid_out[following]
        if isinstance(made, TableLayout):
            whole = made.heights_sum(0, made.grid.rows)
            heading = len(self._lines(index)) * self._leading
            return whole if heading + whole <= HEIGHT else made.heights_sum(0, made.first_cut())
        if not isinstance(made, list):
            return min(made.height, HEIGHT - len(self._lines(index)) * self._leading)
        block = self._blocks[following]
        if isinstance(block, Signature):
            return (len(made) + sum(around(sealed=block.sealed))) * self._leading
        return self._kept(following, 0) * self._leading

    def _lines(self, index: int) -> list[SetLine]:
        made = self._laid_out[index]
        assert isinstance(made, list)
        return made

    def _kept(self, index: int, number: int) -> int:
        """How many lines from one of a paragraph's lines on must stand on one page."""
        total = len(self._lines(index))
        kept = _kept_together(total, number)
        to_end = self._lines_to_end[index] - number
        signature = self._signature_after(index)
        if number + kept == total:
            kept += signature
        # Where the last lines would leave one line behind, it goes with them.
        if to_end - (1 if number == 0 and total > 1 else 0) <= self._last_lines:
            kept = int(max(kept, to_end))
        return kept

    def _signature_after(self, index: int) -> int:
        """How many lines a 落款 after a paragraph takes: it never stands on a page without text."""
        block = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
        if isinstance(block, Signature):
            return len(self._lines(index + 1)) + sum(around(sealed=block.sealed))
        return 0

    def _paragraph(self, index: int, lines: Sequence[SetLine]) -> list[BlockPlace]:
        places = []
        first = 0
        # Most paragraphs have room whole, with whatever must stand on their page.
        if self._room > len(lines) + self._signature_after(index) + self._last_lines:
            return [self._on_grid(len(lines))]
        for number in range(len(lines)):
            if self._room < self._kept(index, number) and self._down:
                if number > first:
                    places.append(self._back(first, number))
                first = number
                self._new_page()
            self._down += self._leading
        places.append(self._back(first, len(lines)))
        return places

    def _back(self, first: int, end: int) -> BlockPlace:
        """The place of the lines that were counted last."""
        return BlockPlace(self._page, self._down - (end - first) * self._leading, first, end)

    def _table(self, layout: TableLayout) -> list[BlockPlace]:
        places: list[BlockPlace] = []
        rows = layout.grid.rows
        whole = layout.heights_sum(0, rows)
        if self._down + whole > HEIGHT >= whole and not self._after_heading_on_top():
            self._new_page()
        first = 0
        while first < rows:
            repeated = layout.heights_sum(*layout.repeated(first))
            end = layout.cut(first, HEIGHT - self._down - repeated)
            if end == first and self._down > 0:
                self._new_page()
                continue
            end = max(end, first + 1)
            places.append(BlockPlace(self._page, self._down, first, end))
            self._down += repeated + layout.heights_sum(first, end)
            first = end
            if first < rows:
                self._new_page()
        if len(places) > 1 and layout.fits_a_page:
            self._cut_tables += 1
        self._go_on_below()
        return places

    def _go_on_below(self) -> None:
        """Go down to the next line of the grid below a table or chart."""
        self._down = min(
            HEIGHT,
            math.ceil((self._down + _TABLE_GAP * self._leading) / self._leading - _TOLERANCE) * self._leading,
        )

    def _chart(self, height: float) -> list[BlockPlace]:
        if self._down and self._down + height > HEIGHT + _TOLERANCE and not self._after_heading_on_top():
            self._new_page()
        place = BlockPlace(self._page, self._down, 0, 1)
        self._down += height
        self._go_on_below()
        return [place]

    def _after_heading_on_top(self) -> bool:
        """Whether only a heading stands above: a new page would leave it alone."""
        return self._down <= 2 * self._leading

    def _signature(self, block: Signature, lines: Sequence[SetLine]) -> list[BlockPlace]:
        above, below = around(sealed=block.sealed)
        if self._room < above + len(lines) + below:
            self._new_page()
        else:
            self._down += above * self._leading
        place = self._on_grid(len(lines))
        self._down += below * self._leading
        return [place]

    def _lone_headings(self, places: Sequence[Sequence[BlockPlace]]) -> int:
        return sum(
            isinstance(block, Heading) and here[-1].page != after[0].page
            for block, here, after in zip(self._blocks, places, places[1:], strict=False)
            if here and after
        )

    def _short_last_page(self) -> int:
        last = self._blocks[-1] if self._blocks else None
        blank = sum(around(sealed=last.sealed)) - 1 if isinstance(last, Signature) else 0
        return int(self._page > 0 and self._down < (_LEAST_LAST_LINES + blank - _TOLERANCE) * self._leading)


def _lines_to_end(blocks: Sequence[Block], laid_out: Sequence[SetBlock]) -> Sequence[float]:
    """For each block, how many lines its text and all that follows take; infinite where a table follows."""
    totals = [0.0]
    for block, made in zip(reversed(blocks), reversed(laid_out), strict=True):
        blank = sum(around(sealed=block.sealed)) if isinstance(block, Signature) else 0
        lines = len(made) + blank if isinstance(made, list) else math.inf
        totals.append(totals[-1] + lines)
    return totals[:0:-1]


def _kept_together(total: int, number: int) -> int:
    """How many of a paragraph's *total* lines from line *number* on must stand on one page.

    Two at a page's end, two at the next one's top; of three lines, one may stand there.
    """
    if total <= 2:
        return total - number
    return 2 if number == 0 or (number == total - 2 and total > 3) else 1
