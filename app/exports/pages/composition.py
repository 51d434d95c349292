"""Composing pages: blocks are set on the grid of 22 lines, tables in between, and everything is tagged on the way."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.exports.blocks import Document, Heading, Paragraph, Signature, Title
from app.exports.pages.block_layout import kept_together, set_block
from app.exports.pages.fonts import FontSet, Role, visible
from app.exports.pages.metrics import (
    BASELINE,
    FOLIO_DROP,
    FOLIO_SIZE,
    HEIGHT,
    LEADING,
    LEFT,
    PAGE_HEIGHT,
    PITCH,
    TITLE_SIZE,
    TOP,
    WIDTH,
)
from app.exports.pages.page import Artifact, Bookmark, Composition, Page, PlacedLine, Watermark
from app.exports.pages.paragraph import Line, single_line
from app.exports.pages.structure import Element
from app.exports.pages.table_drawing import draw_part
from app.exports.pages.table_layout import TableLayout

_TITLE_LEADING = 1.2 * LEADING
# How far the upper edge of 宋体's 一字线 lies above the baseline, in em.
_DASH_TOP = 0.293
_DRAFT = "草稿"
_DRAFT_SIZE = 180.0
_DRAFT_GREY = 0.92
# A table that fits one page is not cut when no more than this much of a page stays blank above it.
_BLANK_ALLOWED = 0.25 * HEIGHT
_TABLE_GAP = 0.3 * LEADING


def compose(document: Document, fonts: FontSet) -> Composition:
    """Return *document* on pages. Raises MissingGlyphError for a character that no font has."""
    return _Composer(document, fonts).compose()


class _Composer:
    """Sets one document."""

    def __init__(self, document: Document, fonts: FontSet) -> None:
        """Set every block by itself. Raises MissingGlyphError."""
        self._pages: list[Page] = []
        self._root = Element("Document")
        self._bookmarks: list[Bookmark] = []
        self._faces = fonts
        self._blocks = document.blocks
        self._set = [set_block(block, fonts) for block in document.blocks]
        self._draft_mark = single_line(fonts[Role.HEI], _DRAFT, _DRAFT_SIZE) if document.draft else None
        self._level = 0
        self._down = 0.0

    def compose(self) -> Composition:
        """Put the blocks on pages."""
        self._new_page()
        for index, (block, made) in enumerate(zip(self._blocks, self._set, strict=True)):
            if isinstance(made, TableLayout):
                self._table(made)
            elif isinstance(block, Title):
                self._title(made)
            elif isinstance(block, Heading):
                self._heading(block, made, self._needed_after(index))
            elif isinstance(block, Paragraph):
                self._paragraph(block, made, self._signature_after(index))
            else:
                self._signature(made)
        for page in self._pages:
            self._folio(page)
        return Composition(self._pages, self._root, self._bookmarks)

    # Pages.

    def _new_page(self) -> None:
        page = Page(len(self._pages))
        self._pages.append(page)
        self._down = 0.0
        if self._draft_mark:
            with page.artifact(Artifact.BACKGROUND) as items:
                items.append(Watermark(self._draft_mark, _DRAFT_GREY))

    def _folio(self, page: Page) -> None:
        """The page number between two dashes, on the outer side, one character in (GB/T 9704-2012, 7.5)."""
        number = page.index + 1
        line = single_line(self._faces[Role.SONG], f"— {number} —", FOLIO_SIZE)
        left = LEFT + WIDTH - FOLIO_SIZE - line.width if number % 2 else LEFT + FOLIO_SIZE
        baseline = PAGE_HEIGHT - TOP - HEIGHT - FOLIO_DROP - _DASH_TOP * FOLIO_SIZE
        page.in_margin(PlacedLine(line, left, baseline))

    @property
    def _page(self) -> Page:
        return self._pages[-1]

    @property
    def _room(self) -> int:
        """How many lines of text the page still takes."""
        return int((HEIGHT - self._down) / LEADING + 0.01)

    def _draw(self, line: Line, left: float, element: Element) -> None:
        """Draw a line of text on the next line of the grid."""
        with self._page.tagged(element) as items:
            items.append(PlacedLine(line, LEFT + left, self._baseline(line.size)))
        self._down += LEADING

    def _baseline(self, size: float, leading: float = LEADING) -> float:
        return PAGE_HEIGHT - TOP - self._down - leading / 2 - BASELINE * size

    # Blocks.

    def _title(self, lines: Sequence[Line]) -> None:
        element = self._root.add(self._heading_tag(0))
        grid_lines = math.ceil(len(lines) * _TITLE_LEADING / LEADING)
        self._down += LEADING + (grid_lines * LEADING - len(lines) * _TITLE_LEADING) / 2
        for line in lines:
            left = LEFT + (WIDTH - line.width) / 2
            with self._page.tagged(element) as items:
                items.append(PlacedLine(line, left, self._baseline(TITLE_SIZE, _TITLE_LEADING)))
            self._down += _TITLE_LEADING
        self._down = (2 + grid_lines) * LEADING

    def _heading(self, block: Heading, lines: Sequence[Line], needed_after: float) -> None:
        if self._down and self._down + len(lines) * LEADING + needed_after > HEIGHT + 0.01:
            self._new_page()
        if block.level == 1:
            self._bookmarks.append(Bookmark(block.text, self._page.index, PAGE_HEIGHT - TOP - self._down))
        element = self._root.add(self._heading_tag(block.level))
        for number, line in enumerate(lines):
            self._draw(line, 0 if number else 2 * PITCH, element)

    def _heading_tag(self, level: int) -> str:
        """The tag of a heading, H1 being the title's; none may be skipped on the way down (ISO 14289-1, 7.4.2)."""
        self._level = min(level + 1, self._level + 1)
        return f"H{self._level}"

    def _needed_after(self, index: int) -> float:
        """The least height below a heading that shows it does not stand alone."""
        if index + 1 == len(self._set):
            return 0.0
        made = self._set[index + 1]
        if isinstance(made, TableLayout):
            whole = made.heights_sum(0, made.grid.rows)
            room = HEIGHT - self._down - LEADING
            if room < whole <= HEIGHT - LEADING and room <= _BLANK_ALLOWED:
                return whole
            return made.heights_sum(0, made.first_cut())
        if isinstance(self._blocks[index + 1], Heading):
            return len(made) * LEADING + self._needed_after(index + 1)
        return kept_together(made) * LEADING

    def _signature_after(self, index: int) -> int:
        """How many lines a 落款 after a paragraph takes: it never stands on a page without text."""
        for block, made in zip(self._blocks[index + 1 : index + 2], self._set[index + 1 :], strict=False):
            if isinstance(block, Signature) and isinstance(made, list):
                return len(made) + 1
        return 0

    def _paragraph(self, block: Paragraph, lines: Sequence[Line], signature: int) -> None:
        """Set a paragraph; at least two of its lines stay together on each side of a page's end.

        Its end stays with the *signature*, a number of lines.
        """
        lead = len(visible(block.lead))
        heading = self._root.add(self._heading_tag(block.level)) if lead and block.level else None
        element = self._root.add("P")
        for number, line in enumerate(lines):
            left = lines[number:]
            together = 1 if 0 < number < len(lines) - 2 else kept_together(left)
            if together == len(left):
                together += signature
            if self._room < together and self._down:
                self._new_page()
            indent = 0 if number else 2 * PITCH
            if heading and lead:
                count = min(lead, len(line.glyphs))
                lead -= count
                with self._page.tagged(heading) as items:
                    items.append(PlacedLine(line.part(0, count), LEFT + indent, self._baseline(line.size)))
                line = line.part(count, len(line.glyphs))
            if line.glyphs:
                self._draw(line, indent, element)
            else:
                self._down += LEADING

    def _table(self, layout: TableLayout) -> None:
        element = self._root.add("Table")
        rows: dict[int, Element] = {}
        first = 0
        while first < layout.grid.rows:
            repeated = layout.header_height() if first else 0.0
            end = layout.cut(first, HEIGHT - self._down - repeated)
            if end == first and self._down > 0:
                self._new_page()
                continue
            end = max(end, first + 1)
            self._down += draw_part(
                self._page, layout, first, end, PAGE_HEIGHT - TOP - self._down, element, rows
            )
            first = end
            if first < layout.grid.rows:
                self._new_page()
        self._down = min(HEIGHT, math.ceil((self._down + _TABLE_GAP) / LEADING - 0.01) * LEADING)

    def _signature(self, lines: Sequence[Line]) -> None:
        """The 落款 after a blank line, two characters in from the right.

        A date below a unit starts two characters further right (GB/T 9704-2012, 7.3.5.2).
        """
        if self._room < len(lines) + 1:
            self._new_page()
        else:
            self._down += LEADING
        steps = [0.0, 2 * PITCH] if len(lines) == 2 else [0.0] * len(lines)
        left = WIDTH - 2 * PITCH - max(step + line.width for step, line in zip(steps, lines, strict=True))
        for step, line in zip(steps, lines, strict=True):
            self._draw(line, left + step, self._root.add("P"))
